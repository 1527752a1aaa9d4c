"""Paper cards and the pages that list papers, people and entries."""

from generator.pages.views.frame import PageMeta
from generator.pages.views.parts import (
    BadgeView,
    CreditView,
    DateView,
    ImageView,
    LinkView,
    NewsItem,
    PersonView,
)
from generator.record import Record


class CardView(Record, frozen=True):
    """A paper in a list. Rendered once a build by `partials/paper-card.html`, reused on every page.

    Attributes:
        shown: First three authors (all, when there are no more than three).
        more: Authors four to thirty, opened on request.
        hidden: How many listed authors follow after `more`; then a link leads to the paper.
        truncated: The source says that more authors follow than it lists.
        et_al: Whether "et al." stands after `shown`.
        score, score_label, score_reported: "43.4", "Score" or "AI Score"; "" for none.
        score_origin: "AI Score 43.4, reported by Example Index, May 28, 2026", or "".
        has_code: True, False or None when unknown; `code_url` may be "" although there is code.
        abstract: Markdown; on a brief card the tldr or the first 40 words, as `brief` says.
        is_long: The abstract is over about 120 words: clamp it with "more".
        bibtex: The entry to copy; "" on a brief card, whose Cite is a link to the paper.
        links: PDF, arXiv, DOI, Code, Data, Slides ... in order.
        coins: Query text of the COinS span.
        by_editors: The names are the editors', since the work has no authors.
        kind: thesis, software ... (see `cards.KINDS`), "" where the venue tells what it is.
        sort_date, sort_citations, sort_score: Keys for the list controls, "" when unknown.
    """

    key: str
    slug: str
    url: str
    title: str
    score: str
    score_label: str
    score_reported: bool
    score_origin: str
    category: BadgeView | None
    date: DateView | None
    has_code: bool | None
    code_url: str
    shown: tuple[CreditView, ...]
    more: tuple[CreditView, ...]
    hidden: int
    truncated: bool
    et_al: bool
    venue: str
    venue_url: str
    venue_color: str
    status: str
    award: str
    retracted: str
    note: str
    abstract: str
    brief: bool
    is_long: bool
    links: tuple[LinkView, ...]
    bibtex: str
    coins: str
    preview: ImageView | None
    selected: bool
    year: str
    topics: tuple[str, ...]
    type: str
    sort_date: str
    sort_citations: str
    sort_score: str
    by_editors: bool = False
    kind: str = ""


class CardGroup(Record, frozen=True):
    """Some cards of a list under a heading ("" when the list is not grouped)."""

    heading: str
    anchor: str
    cards: tuple[str, ...]


class ListControls(Record, frozen=True):
    """What the list controls offer; facets hold (value, label, count)."""

    total: int
    sorts: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str, int], ...]
    topics: tuple[tuple[str, str, int], ...]
    types: tuple[tuple[str, str, int], ...]
    has_code: bool


class PagerView(Record, frozen=True):
    """Where a list's page stands: pages as (label, url), newest first; `current` is a label.

    A list of more than 20 pages names those around the page, the first, the last and some between.
    """

    pages: tuple[tuple[str, str], ...]
    current: str
    newer: str
    older: str


class ListView(Record, frozen=True):
    """`papers/index.html`, years, topics, venues and their further pages: template `list.html`.

    Attributes:
        kind: papers, year, topic or venue.
        siblings: Other lists of the kind as (label, url, papers, is current).
        of: Papers of the whole list; a page may hold a part.
        sections: Years, topics and venues, the latter by their number of papers.
        more_venues: How many venues `sections` leaves out.
    """

    meta: PageMeta
    kind: str
    heading: str
    intro: str
    homepage: str
    of: int
    groups: tuple[CardGroup, ...]
    controls: ListControls
    pager: PagerView | None
    siblings: tuple[tuple[str, str, int, bool], ...]
    sections: tuple[LinkView, ...]
    equal_note: bool
    exports: tuple[LinkView, ...]
    more_venues: int = 0


class HomeView(Record, frozen=True):
    """`index.html` of a site without an owner: template `home.html`."""

    meta: PageMeta
    description: str
    body: str
    people: tuple[PersonView, ...]
    people_total: int
    selected: tuple[str, ...]
    newest: tuple[str, ...]
    papers_total: int
    news: tuple[NewsItem, ...]
    projects: tuple[LinkView, ...]
    equal_note: bool


class PeopleView(Record, frozen=True):
    """`people.html`: groups of (heading, people), alumni last. Template `people.html`."""

    meta: PageMeta
    groups: tuple[tuple[str, tuple[PersonView, ...]], ...]
    others: tuple[PersonView, ...]


class EntryView(Record, frozen=True):
    """A talk, a course, a news item or a project in an index page.

    Attributes:
        date, end: The first and the last day; `end` is None for what takes one day.
        period: "2018 to 2020", in place of the days of a project.
        people: Those it names; the address is "" where they have no page.
        papers, projects: What a talk or a course names.
    """

    title: str
    url: str
    date: DateView | None
    end: DateView | None
    period: str
    details: tuple[str, ...]
    body: str
    links: tuple[LinkView, ...]
    anchor: str
    people: tuple[LinkView, ...] = ()
    papers: tuple[LinkView, ...] = ()
    projects: tuple[LinkView, ...] = ()


class IndexView(Record, frozen=True):
    """`talks.html`, `teaching.html`, `news/index.html`, `projects/index.html`: template `index.html`.

    Groups are (heading, entries); the heading is a year or "".
    """

    meta: PageMeta
    kind: str
    heading: str
    groups: tuple[tuple[str, tuple[EntryView, ...]], ...]
