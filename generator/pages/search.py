"""What can be searched for: people, papers and pages, each as one entry, and the search page."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.metrics.policy import is_shown
from generator.model import Credit, Document, Person, PersonId, Work, WorkId
from generator.pages import paths
from generator.pages.context import PlanContext, Shelf, topic_key
from generator.pages.documents import INDEX_TITLES, document_path, has_page
from generator.pages.head import page_meta
from generator.pages.parts import newest_first
from generator.pages.views import LinkView, SearchView
from generator.text.markup import page_html, readable_text
from generator.text.math_text import mathml_text
from generator.text.tex_math import may_hold_math

KINDS = ("paper", "person", "page")
"""Kinds of entries; an entry's number counts within its kind."""

MAX_NAMES = 100
"""A paper of 3,000 authors is found by its first hundred, and by the pages of all."""

SHOWN_NAMES = 3

_ONE_OF = {"talk": "Talk", "teaching": "Course", "news": "News", "project": "Project"}
"""What a result calls a document of a kind; its index goes by the plural."""

MAX_LINKED = 60
"""Authors, references and mentions of a paper whose JSON is short enough to be read for its text."""

MAX_BODY = 40_000
MAX_OPTIONS = 200

_BLOCK_TAG = re.compile(
    r"<annotation\b.*?</annotation>"
    r"|</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|td|th|pre|blockquote|br|hr|figure|figcaption)\b[^>]*>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_MATH = re.compile(r"<math\b[^>]*>.*?</math>", re.DOTALL)
_PERMALINK = re.compile(r'<a(?=[^<>]* class="headerlink")[^<>]*>#</a>')
_HEADING = re.compile(r"<h([2-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something to find: what its words are, and what a result shows. All of it is plain text.

    Attributes:
        kind: One of `KINDS`.
        title: A paper's or page's title, a person's name.
        names: A paper's authors, a person's other names.
        labels: Venue, keywords, affiliations, headings: what it is filed under.
        body: An abstract, a biography, a page's text.
        identifiers: DOIs, arXiv ids and the like, found as they are typed.
        facets: What filters choose by, such as "topic:cl".
        shown: What a result shows beside its title; by kind, see the functions below.
        citations: A paper's count where the site shows it, else None.
        is_in_json: Whether the paper's own JSON is a cheap way to its text.
    """

    kind: str
    key: str
    title: str
    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    body: str = ""
    identifiers: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    citations: int | None = None
    is_in_json: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries of a site by kind, as what `entry` makes them from.

    The order is that of the numbers in the index: papers from the oldest, people by their first
    paper, so that what is added later moves none of those before it.

    Attributes:
        years: (year, number of its first paper), ascending; papers without a date come before.
    """

    papers: tuple[WorkId, ...]
    people: tuple[PersonId, ...]
    pages: tuple[Document | Shelf, ...]
    years: tuple[tuple[int, int], ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many entries there are of each kind, in the order of `KINDS`."""
        found: tuple[tuple[object, ...], ...] = (self.papers, self.people, self.pages)
        return tuple(zip(KINDS, map(len, found), strict=True))

    def keys(self, kind: str) -> tuple[str, ...]:
        """Return what tells the entries of a kind from each other, in the order of their numbers."""
        if kind == "page":
            return tuple(map(_page_key, self.pages))
        return self.papers if kind == "paper" else self.people


def catalog(context: PlanContext) -> Catalog:
    """Return all that can be found on a site."""
    works = tuple(reversed(tuple(context.corpus.works.values())))
    people: dict[PersonId, None] = {}
    years: dict[int, int] = {}
    for number, work in enumerate(works):
        if work.date is not None:
            years.setdefault(work.date.year, number)
        people.update((p, None) for p in _persons(work.credits) if p in context.pages_of)
    people.update((p, None) for p in context.corpus.people if p in context.pages_of)
    return Catalog(
        papers=tuple(w.id for w in works),
        people=tuple(people),
        pages=listed_pages(context),
        years=tuple(sorted(years.items())),
    )


def listed_pages(context: PlanContext) -> tuple[Document | Shelf, ...]:
    """Return the pages, documents and lists of a site in the order of their numbers."""
    documents = [d for d in newest_first(context.corpus.documents) if d.kind != "page"]
    return (*context.documents("page"), *documents, *context.topics, *context.venues)


def paper_entry(context: PlanContext, key: WorkId) -> SearchEntry:
    """Return a paper's entry; it shows authors, ISO date, venue, category, "code", and a warning."""
    work = context.corpus.works[key]
    venue = context.venue_of(work)
    shown = [c.name.display for c in work.credits[:SHOWN_NAMES]]
    more = len(work.credits) > SHOWN_NAMES or work.authors_truncated
    citations = context.measures.works[key].get("citations", ()) if _has_citations(context) else ()
    when = work.date.isoformat() if work.date else ""
    return SearchEntry(
        kind="paper",
        key=key,
        title=readable_text(work.title),
        names=tuple(c.name.display for c in work.credits[:MAX_NAMES]),
        labels=(
            *dict.fromkeys((work.venue, work.venue_short, *((venue.name, venue.abbr) if venue else ()))),
            *work.keywords,
            *work.categories,
            *(context.projects[slug].title for slug in work.projects if slug in context.projects),
            *(c.name.display for c in work.editors[:SHOWN_NAMES]),
            work.award,
            when[:4],
        ),
        body="\n\n".join(filter(None, (readable_text(work.abstract), readable_text(work.tldr), work.note))),
        identifiers=_identifiers(work),
        facets=tuple(_paper_facets(context, work)),
        shown=(
            ", ".join(shown) + (" et al." if more else ""),
            when,
            work.venue_short or work.venue,
            work.categories[0] if work.categories else "",
            "code" if work.code.exists else "",
            "retracted" if work.retracted else "",
        ),
        citations=int(citations[0].value) if citations else None,
        # The JSON holds math as its source, which is nothing to show around a match.
        is_in_json=len(work.credits) + len(work.references) + len(work.cited_by) <= MAX_LINKED
        and not any(map(may_hold_math, (work.abstract, work.tldr))),
    )


def _identifiers(work: Work) -> tuple[str, ...]:
    versions = ((v.doi, v.arxiv) for v in work.versions)
    found = (
        work.doi,
        work.arxiv,
        work.pmid,
        work.isbn,
        work.openalex,
        work.acl,
        work.openreview,
        *(identifier for pair in versions for identifier in pair),
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _paper_facets(context: PlanContext, work: Work) -> Iterator[str]:
    for code in work.categories:
        yield f"topic:{topic_key(code)}"
    if work.venue_slug:
        yield f"venue:{work.venue_slug}"
    for person in dict.fromkeys(_persons(work.credits)):
        if person in context.pages_of:
            yield f"author:{person}"
    if work.code.exists:
        yield "code:1"


def _persons(credits_: tuple[Credit, ...]) -> Iterator[PersonId]:
    return (c.person for c in credits_ if c.person is not None)


def person_entry(context: PlanContext, key: PersonId) -> SearchEntry:
    """Return a person's entry; it shows the native name, role and affiliation, number of papers."""
    person = context.corpus.people[key]
    affiliations = [a for a in person.affiliations if a.end is None] or list(person.affiliations[:1])
    current = affiliations[0].name if affiliations else ""
    papers = context.measures.people[key].metrics.get("papers", ()) if key in context.measures.people else ()
    return SearchEntry(
        kind="person",
        key=key,
        title=person.name.display,
        names=tuple(filter(None, dict.fromkeys((person.native_name, *person.aliases)))),
        labels=(
            _initials(person),
            person.role,
            *(text for a in person.affiliations for text in (a.name, a.department)),
            *person.interests,
        ),
        body=_page_text(person.biography)[0] if person.biography else "",
        identifiers=(person.orcid,) if person.orcid else (),
        shown=(
            person.native_name,
            ", ".join(filter(None, (person.role, current))),
            str(papers[0].value) if papers else "",
        ),
    )


def _initials(person: Person) -> str:
    return " ".join(word[0] for word in person.name.given.replace("-", " ").split())


def page_entry(context: PlanContext, page: Document | Shelf) -> SearchEntry:
    """Return the entry of a page, a document or a list; it shows a description, kind and ISO date."""
    if isinstance(page, Shelf):
        return _shelf_entry(context, page)
    text, headings = _page_text(page.body)
    label = INDEX_TITLES[page.kind][0] if page.kind in INDEX_TITLES else ""
    people = (context.corpus.people[p].name.display for p in page.people if p in context.corpus.people)
    return SearchEntry(
        kind="page",
        key=_page_key(page),
        title=readable_text(page.title),
        names=tuple(people),
        labels=(
            readable_text(page.description),
            label,
            *headings,
            *(value for _, value in page.fields if "://" not in value),
        ),
        body="\n\n".join(filter(None, (readable_text(page.description), text))),
        shown=(
            readable_text(page.description),
            _ONE_OF.get(page.kind, ""),
            page.date.isoformat() if page.date else "",
        ),
    )


def _page_key(page: Document | Shelf) -> str:
    """Return the address of a page, or of its place on a list."""
    if isinstance(page, Shelf):
        return page.path
    return document_path(page) if has_page(page) else f"{INDEX_TITLES[page.kind][1]}#{page.slug}"


def _shelf_entry(context: PlanContext, shelf: Shelf) -> SearchEntry:
    venue = context.corpus.venues.get(shelf.key) if shelf.path == paths.venue(shelf.key) else None
    count = f"{len(shelf.works)} papers" if len(shelf.works) != 1 else "1 paper"
    return SearchEntry(
        kind="page",
        key=shelf.path,
        title=shelf.label,
        names=tuple(filter(None, (venue.abbr, *venue.aliases))) if venue else (),
        shown=(count, "Venue" if venue else "Topic", ""),
    )


def _page_text(markdown: str) -> tuple[str, tuple[str, ...]]:
    """Return the text that a body shows, and its headings."""
    shown = _PERMALINK.sub("", page_html(markdown)[0])
    headings = tuple(_text_of(title) for _, title in _HEADING.findall(shown))
    return _text_of(shown)[:MAX_BODY], headings


def _text_of(markup: str) -> str:
    if "<math" in markup:
        markup = _MATH.sub(_readable_math, markup)
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", markup))).split())


def _readable_math(found: re.Match[str]) -> str:
    text = mathml_text(found[0])
    return found[0] if text is None else html.escape(text, quote=False)


def entries(context: PlanContext, found: Catalog, kind: str, start: int, stop: int) -> list[SearchEntry]:
    """Return the entries of a kind with the numbers from `start` up to, not including, `stop`."""
    if kind == "paper":
        return [paper_entry(context, key) for key in found.papers[start:stop]]
    if kind == "person":
        return [person_entry(context, key) for key in found.people[start:stop]]
    return [page_entry(context, page) for page in found.pages[start:stop]]


def search_page(context: PlanContext) -> SearchView:
    """Return the search page: what its filters offer, and where it leads without JavaScript."""
    works = context.corpus.works.values()
    dated = [w.date.year for w in works if w.date is not None]
    lists = [LinkView("Papers", paths.PAPERS), LinkView("People", paths.PEOPLE)]
    lists += [
        LinkView(title, path) for kind, (title, path) in INDEX_TITLES.items() if context.documents(kind)
    ]
    return SearchView(
        meta=page_meta(context, paths.SEARCH, "Search", noindex=True),
        people=bool(context.pages_of),
        pages=bool(context.corpus.documents),
        topics=tuple((s.label, s.label, len(s.works)) for s in _most(context.topics)),
        venues=tuple((s.key, s.label, len(s.works)) for s in _most(context.venues)),
        first_year=min(dated, default=0),
        last_year=max(dated, default=0),
        has_code=any(w.code.exists for w in works),
        has_citations=_has_citations(context)
        and any(context.measures.works[w.id].get("citations") for w in works),
        lists=tuple(lists),
    )


def _has_citations(context: PlanContext) -> bool:
    return is_shown("citations", context.site.metrics.show)


def _most(shelves: tuple[Shelf, ...]) -> list[Shelf]:
    """Return the lists that hold most papers, by label: a choice of thousands helps nobody."""
    most = sorted(shelves, key=lambda s: (-len(s.works), s.label.casefold(), s.key))[:MAX_OPTIONS]
    return sorted(most, key=lambda s: (s.label.casefold(), s.key))
