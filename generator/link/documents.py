"""Pages, news, talks, courses and projects: front matter to what a reader sees of it."""

from collections.abc import Iterable, Mapping

from generator.model import Document, PersonId
from generator.schema.document import Course, News, Page, Project, Talk
from generator.schema.document import Document as DocumentSource
from generator.sources.records import Sourced
from generator.text.names import parse_name
from generator.text.slugs import slugify
from generator.values import Link, PartialDate

NEWS_PAGE_ORDER = 0


def link_documents(
    sources: Iterable[Sourced[DocumentSource]],
    people: frozenset[PersonId],
    names: Mapping[str, str],
    *,
    drafts: bool,
) -> tuple[Document, ...]:
    """Return the documents by kind, order and path; drafts only when asked for.

    Args:
        people: Everyone's slug.
        names: Slugs of people with a file by their names as slugs (see `names_of_people`).
    """
    known: dict[str, str] = {**names, **{person: person for person in people}}
    found = [_document(source, known) for source in sources if drafts or not source.value.draft]
    return tuple(sorted(found, key=lambda d: (d.kind, d.order, d.path, d.slug)))


def _document(source: Sourced[DocumentSource], people: Mapping[str, str]) -> Document:
    value = source.value
    start, end = _dates(value)
    return Document(
        kind=value.kind,
        slug=source.slug,
        path=page_path(source) if value.kind == "page" else source.slug,
        title=value.title,
        body=value.body or (value.abstract if isinstance(value, Talk) else ""),
        date=start,
        end=end,
        description=value.description,
        people=_people(value, people),
        papers=value.papers,
        projects=value.projects,
        fields=tuple((label, text) for label, text in _fields(value, people) if text),
        links=(*_links(value), *value.links),
        image=value.image,
        order=value.order if isinstance(value, Page | Project) else NEWS_PAGE_ORDER,
        nav=value.nav if isinstance(value, Page) else True,
        toc=value.toc,
        redirect_from=value.redirect_from,
        origin=source.origin,
    )


def page_path(source: Sourced[DocumentSource]) -> str:
    """Return a page's output path: `content/pages/guide/x.md` becomes `guide/x.html`."""
    return f"{source.slug}.html"


def _dates(value: DocumentSource) -> tuple[PartialDate | None, PartialDate | None]:
    if isinstance(value, Project):
        return value.date or value.start, value.end
    return value.date, value.end if isinstance(value, Talk | Course) else None


def _people(value: DocumentSource, people: Mapping[str, str]) -> tuple[PersonId, ...]:
    named = [people.get(name) for name in value.people]
    if isinstance(value, Talk):
        named += [_speaker(name, people) for name in value.speakers]
    return tuple(PersonId(slug) for slug in dict.fromkeys(named) if slug is not None)


def _speaker(written: str, people: Mapping[str, str]) -> str | None:
    """Return the slug of a speaker who is named by slug, name or alias, None for anybody else."""
    if written in people:
        return people[written]
    try:
        return people.get(slugify(parse_name(written).display))
    except ValueError:  # a text without a letter
        return None


def _fields(value: DocumentSource, people: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if isinstance(value, Talk):
        speakers = ", ".join(name for name in value.speakers if _speaker(name, people) is None)
        yield from (
            ("Kind", value.type),
            ("Event", value.event),
            ("Venue", value.venue),
            ("Place", value.location),
            ("Speakers", speakers),
        )
    elif isinstance(value, Course):
        yield from (
            ("Term", value.term),
            ("Role", value.role),
            ("Kind", value.type),
            ("Institution", value.venue),
            ("Place", value.location),
        )
    elif isinstance(value, Project):
        yield from (("Status", value.status), ("Funding", "; ".join(value.funding)))


def _links(value: DocumentSource) -> Iterable[Link]:
    labels = {
        "url": "Read more" if isinstance(value, News) else "Website",
        "code": "Code",
        "data": "Data",
        "slides": "Slides",
        "video": "Video",
    }
    for name, label in labels.items():
        if url := getattr(value, name, ""):
            yield Link(name, label, url, "link" if name == "url" else name)
