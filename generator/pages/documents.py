"""Own pages, news, projects, talks and teaching."""

from itertools import groupby, islice

from generator.model import Document, PersonId, WorkId
from generator.pages import paths
from generator.pages.cards import card_key, has_equal_marks
from generator.pages.context import PlanContext
from generator.pages.head import document_meta, page_meta
from generator.pages.parts import (
    PREVIEW_WIDTHS,
    image,
    link_views,
    long_date_view,
    newest_first,
    period,
    person_url,
    person_view,
)
from generator.pages.views import (
    DocumentView,
    EntryView,
    FactView,
    IndexView,
    LinkView,
    StationView,
)
from generator.urls import is_safe_url

INDEX_TITLES = {
    "talk": ("Talks", paths.TALKS),
    "teaching": ("Teaching", paths.TEACHING),
    "news": ("News", paths.NEWS),
    "project": ("Projects", paths.PROJECTS),
}


def document_path(document: Document) -> str:
    """Return the output path of a document that has a page of its own."""
    if document.kind == "news":
        return paths.news(document.slug)
    if document.kind == "project":
        return paths.project(document.slug)
    return document.path


def document(context: PlanContext, key: str) -> DocumentView:
    """Return the page of the document whose output path is `key`."""
    found = next(d for d in context.corpus.documents if has_page(d) and document_path(d) == key)
    works = _works(context, found)
    siblings = _siblings(context, found)
    previous, following = _neighbours(siblings)
    return DocumentView(
        meta=document_meta(context, found, key, _section(found), *_steps(context, found)),
        kind=found.kind,
        title=found.title,
        date=None if found.kind == "project" else long_date_view(found.date),
        period=period(found.date, found.end) if found.kind == "project" else "",
        body=found.body,
        toc=found.toc,
        facts=_facts(found),
        links=link_views(found.links),
        image=image(context, found.image, PREVIEW_WIDTHS),
        people=tuple(
            person_view(context, context.corpus.people[p]) for p in found.people if p in context.corpus.people
        ),
        projects=_projects(context, found),
        cards=tuple(card_key(w, brief=len(works) > paths.SHORT_LIST) for w in works),
        equal_note=has_equal_marks(context, works),
        siblings=siblings,
        previous=previous,
        following=following,
    )


def _works(context: PlanContext, document: Document) -> tuple[WorkId, ...]:
    if document.kind == "project":
        return context.works_of_project.get(document.slug, ())
    return context.works_named(document)


def _projects(context: PlanContext, document: Document) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(context.projects[slug].title, paths.project(slug))
        for slug in dict.fromkeys(document.projects)
        if slug in context.projects and slug != document.slug
    )


def has_page(document: Document) -> bool:
    """Tell whether a document gets a page of its own; talks and courses share one."""
    return document.kind in ("page", "news", "project")


def _facts(document: Document) -> tuple[FactView, ...]:
    return tuple(
        FactView(label, text, text if text.startswith("http") and is_safe_url(text) else "")
        for label, text in document.fields
    )


def folder_of(path: str) -> str:
    """Return the folder of an output path, "" for the root."""
    return path.rpartition("/")[0]


def _siblings(context: PlanContext, page: Document) -> tuple[tuple[str, str, bool], ...]:
    folder = folder_of(page.path)
    if page.kind != "page" or not folder:
        return ()
    return tuple(
        (d.title, d.path, d.path == page.path)
        for d in context.documents("page")
        if folder_of(d.path) == folder
    )


def _neighbours(
    siblings: tuple[tuple[str, str, bool], ...],
) -> tuple[LinkView | None, LinkView | None]:
    at = next((i for i, (_, _, current) in enumerate(siblings) if current), None)
    if at is None:
        return None, None
    links = [LinkView(title, path) for title, path, _ in siblings]
    return (
        links[at - 1] if at > 0 else None,
        links[at + 1] if at + 1 < len(links) else None,
    )


def _steps(context: PlanContext, document: Document) -> tuple[tuple[str, str], ...]:
    if document.kind != "page":
        return (INDEX_TITLES[document.kind],)
    index = f"{folder_of(document.path)}/index.html"
    for other in context.documents("page"):
        if other.path == index and other.path != document.path:
            return ((other.title, index),)
    return ()


def _section(document: Document) -> str:
    if document.kind != "page":
        return INDEX_TITLES[document.kind][1]
    folder = folder_of(document.path)
    return f"{folder}/index.html" if folder else document.path


def index(context: PlanContext, kind: str) -> IndexView:
    """Return the page of all talks, courses, news or projects, newest first, by year."""
    title, path = INDEX_TITLES[kind]
    found = newest_first(context.documents(kind))
    if kind == "project":
        found.sort(key=lambda d: (is_finished(context, d), d.order, d.title.casefold(), d.slug))
    by_year = groupby(found, key=lambda d: str(d.date.year) if d.date and kind != "project" else "")
    return IndexView(
        meta=page_meta(context, path, title, description=f"{title}: {context.site.title}", section=path),
        kind=kind,
        heading=title,
        groups=tuple((year, tuple(_entry(context, d) for d in group)) for year, group in by_year),
    )


FINISHED_STATUS = frozenset({"finished", "completed", "complete", "ended", "closed", "past", "inactive"})


def is_finished(context: PlanContext, project: Document) -> bool:
    """Tell whether a project has ended by the site's `as_of`, or says that it is over."""
    if project.end is not None:
        return project.end.last_day() < context.as_of
    return dict(project.fields).get("Status", "").casefold() in FINISHED_STATUS


def entries_of(context: PlanContext, person: PersonId, kind: str) -> tuple[Document, ...]:
    """Return a person's talks or courses, newest first.

    Those that name nobody are the owner's, or those of the only person with a file.
    """
    # People with a file come first.
    declared = [p.id for p in islice(context.corpus.people.values(), 2) if p.declared]
    is_host = person == context.site.owner or declared == [person]
    return tuple(
        newest_first(
            d
            for d in context.documents(kind)
            if person in d.people or (is_host and not d.people and "Speakers" not in dict(d.fields))
        )
    )


def station_of(document: Document) -> StationView:
    """Return a talk or a course as one dated line that leads to its place in the list of all."""
    when = document.date.year if document.date else ""
    where = ", ".join(text for _, text in document.fields if not text.startswith("http"))
    path = INDEX_TITLES[document.kind][1]
    return StationView(document.title, where, str(when), f"{path}#{document.slug}", "")


def _entry(context: PlanContext, document: Document) -> EntryView:
    own_page = has_page(document)
    return EntryView(
        title=document.title,
        url=document_path(document) if own_page else "",
        date=None if document.kind == "project" else long_date_view(document.date),
        end=None if document.kind == "project" else long_date_view(document.end),
        period=period(document.date, document.end) if document.kind == "project" else "",
        details=tuple(text for _, text in document.fields if not text.startswith("http")),
        people=tuple(
            LinkView(context.corpus.people[p].name.display, person_url(context, p))
            for p in document.people
            if p in context.corpus.people
        ),
        # What has a page of its own shows its papers there.
        papers=()
        if own_page
        else tuple(
            LinkView(context.corpus.works[w].title, paths.paper(w)) for w in context.works_named(document)
        ),
        projects=() if own_page else _projects(context, document),
        body=document.description if own_page else document.body or document.description,
        links=link_views(document.links),
        anchor=document.slug,
    )
