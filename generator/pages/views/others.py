"""Own pages, and the pages that a site has one of."""

from generator.pages.views.frame import PageMeta
from generator.pages.views.parts import DateView, FactView, ImageView, LinkView, PersonView
from generator.record import Record


class DocumentView(Record, frozen=True):
    """An own page, a news item or a project with a Markdown body: template `page.html`.

    Attributes:
        kind: page, news or project.
        period: "2018 to 2020", in place of a project's date.
        facts: (label, text, url) rows under the heading.
        cards: A project's papers, or those that a page or a news item names.
        people: The people it names.
        projects: Projects that it names.
        children: For a folder's index: other pages of the folder (title, url, description).
        previous, following: Neighbours in reading order, or None.
    """

    meta: PageMeta
    kind: str
    title: str
    date: DateView | None
    body: str
    toc: bool
    facts: tuple[FactView, ...]
    links: tuple[LinkView, ...]
    image: ImageView | None
    people: tuple[PersonView, ...]
    cards: tuple[str, ...]
    equal_note: bool
    period: str = ""
    projects: tuple[LinkView, ...] = ()
    siblings: tuple[tuple[str, str, bool], ...] = ()
    previous: LinkView | None = None
    following: LinkView | None = None


class QualityRow(Record, frozen=True):
    """A finding: what, where it leads, what is the matter."""

    text: str
    url: str
    detail: str


class QualityView(Record, frozen=True):
    """`quality.html`: coverage (label, known, of) and sections of findings."""

    meta: PageMeta
    coverage: tuple[tuple[str, int, int], ...]
    sections: tuple[tuple[str, str, tuple[QualityRow, ...]], ...]


class DefinitionView(Record, frozen=True):
    """A metric on `metrics.html`.

    Attributes:
        coverage: "computed for 5 of 8 people, reported for 1", as sentences.
    """

    anchor: str
    label: str
    formula: str
    paper_formula: str
    source: str
    source_url: str
    about: str
    coverage: tuple[str, ...]


class MetricsView(Record, frozen=True):
    """`metrics.html`: what every number means. Template `metrics.html`.

    Attributes:
        weights: (component, weight) of the score, and of openness within it.
        parameters: (name, value) of text novelty.
        sources: Who reports values here: (name, address, newest date).
    """

    meta: PageMeta
    as_of: DateView
    version: str
    definitions: tuple[DefinitionView, ...]
    weights: tuple[tuple[str, str], ...]
    openness_weights: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, str], ...]


class RedirectView(Record, frozen=True):
    """A page that leads on (`redirect_from`, another version's path): template `redirect.html`."""

    meta: PageMeta
    target: str
    title: str
    reason: str


class NotFoundView(Record, frozen=True):
    """`404.html`; its links are absolute when the site has a URL: template `404.html`."""

    meta: PageMeta
    base: str
    links: tuple[LinkView, ...]


class SearchView(Record, frozen=True):
    """`search.html`: template `search.html`. The results come from the index, in the browser.

    Attributes:
        people, pages: Whether there are any to find beside papers.
        topics, venues: What the filters offer: (value, label, papers).
        first_year, last_year: Of the dated papers, 0 when there is none.
        has_code, has_citations: Whether filtering or sorting by it makes a difference.
        lists: Where a reader without JavaScript finds everything.
    """

    meta: PageMeta
    people: bool
    pages: bool
    topics: tuple[tuple[str, str, int], ...]
    venues: tuple[tuple[str, str, int], ...]
    first_year: int
    last_year: int
    has_code: bool
    has_citations: bool
    lists: tuple[LinkView, ...]
