"""What a template sees: frozen records that hold all a page needs and nothing else.

A page is a pure function of (template closure, theme options, view), so a view's encoding is what
its fingerprint is made of. Conventions:

- `url` and `src` fields are paths from the output's root ("papers/x.html") or absolute URLs. A
  template writes `{{ url | href }}`, which puts the page's own prefix ("../") in front.
- Fields named `title`, `abstract`, `body` and so on hold text as written (Markdown, TeX math): a
  template passes them through the filters `inline`, `abstract`, `markdown` or `plain`.
  Everything else is plain text and is escaped by default.
- "" and () mean: not known, show nothing.
"""

from dataclasses import dataclass

# ---------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True)
class DateView:
    """A date as shown: ISO text (which may stop at the year) and the reader's text."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A category badge: code, address of its list, full name ("" if unknown), hue class 0 to 7."""

    code: str
    url: str
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link: visible label, address, icon name ("" for none), accessible name ("" = the label)."""

    label: str
    url: str
    icon: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ImageView:
    """An image with its intrinsic size; `srcset` lists (path, width in px) of resized copies."""

    src: str
    width: int = 0
    height: int = 0
    srcset: tuple[tuple[str, int], ...] = ()
    alt: str = ""


@dataclass(frozen=True, slots=True)
class CreditView:
    """An author as shown; `person` is the slug (for marking the profile's own), `url` a page."""

    name: str
    person: str = ""
    url: str = ""
    equal: bool = False
    corresponding: bool = False
    group: bool = False
    affiliation: str = ""
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """Where a shown number comes from, as sentences of a popover.

    Attributes:
        headline: "29 citations, reported".
        source, source_url, as_of: The reporting source and its date, or "".
        coverage: "over 5 of 8 papers", or "".
        formula: The definition in a line, or "".
        definition_url: Where the definition stands in full.
        other: The value that is not shown ("Computed from this site: 4, over 8 of 8 papers"), or "".
    """

    headline: str
    reported: bool
    source: str = ""
    source_url: str = ""
    as_of: DateView | None = None
    coverage: str = ""
    formula: str = ""
    other: str = ""
    definition_url: str = ""


@dataclass(frozen=True, slots=True)
class MetricView:
    """A number of the strip, in document order: `before` number `unit` `after`.

    Either `before` ("h-index", "Novelty") or `after` ("papers", "citations") is empty. `id` is
    unique on the page and safe as an HTML id.
    """

    id: str
    name: str
    before: str
    number: str
    unit: str
    after: str
    provenance: ProvenanceView


@dataclass(frozen=True, slots=True)
class BarView:
    """A year of the chart: counts, and the bar's geometry in the SVG's units (0 to 100 high)."""

    year: int
    papers: int
    citations: int | None
    height: float
    citations_height: float


@dataclass(frozen=True, slots=True)
class ChartView:
    """Papers and citations by year, gapless and ascending."""

    bars: tuple[BarView, ...]
    max_papers: int
    max_citations: int
    has_citations: bool


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A recorded value: its day, the value, and where it stands in the SVG (0 to 100 both ways)."""

    date: DateView
    value: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TrendView:
    """A metric as builds recorded it, oldest first, at least two days."""

    label: str
    points: tuple[TrendPoint, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class MapNode:
    """A co-author on the map: where they stand around the person, and how much they share.

    Attributes:
        x, y: Place, -100 to 100; the person stands at 0, 0.
        radius: Of the dot, 2 to 8.
        width: Of the line to the person, 0.5 to 3.
        anchor: How the label is set: start, middle or end.
        label_x, label_y: Where it is set.
    """

    name: str
    url: str
    papers: int
    x: float
    y: float
    radius: float
    width: float
    anchor: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as a small portrait in a list."""

    slug: str
    name: str
    url: str
    role: str = ""
    monogram: str = ""
    photo: ImageView | None = None
    native_name: str = ""
    papers: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class StationView:
    """A line of a CV: what, where, "2019 to 2023", address, note."""

    what: str
    where: str
    period: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A paper in a list. Rendered once a build by `partials/paper-card.html`, reused on every page.

    Attributes:
        shown: First three authors (all, when there are no more than three).
        more: Authors four to thirty, opened on request.
        hidden: How many listed authors follow after `more`; then a link leads to the paper.
        truncated: The source says that more authors follow than it lists.
        et_al: Whether "et al." stands after `shown`.
        score, score_label, score_reported: "43.4", "Score" or "AI Score"; "" for none.
        has_code: True, False or None when unknown; `code_url` may be "" although there is code.
        abstract: Markdown; on a brief card the tldr or the first 40 words, as `brief` says.
        is_long: The abstract is over about 120 words: clamp it with "more".
        bibtex: The entry to copy; "" on a brief card, whose Cite is a link to the paper.
        links: PDF, arXiv, DOI, Code, Data, Slides ... in order.
        coins: Query text of the COinS span.
        sort_date, sort_citations, sort_score: Keys for the list controls, "" when unknown.
    """

    key: str
    slug: str
    url: str
    title: str
    score: str
    score_label: str
    score_reported: bool
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


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Some cards of a list under a heading ("" when the list is not grouped)."""

    heading: str
    anchor: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListControls:
    """What the list controls offer; facets hold (value, label, count)."""

    total: int
    sorts: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str, int], ...]
    topics: tuple[tuple[str, str, int], ...]
    types: tuple[tuple[str, str, int], ...]
    has_code: bool


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; the last one, the page itself, has no URL."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the site's navigation; `section` is what `PageMeta.section` is compared with."""

    label: str
    url: str
    section: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows of the site.

    Attributes:
        url: Absolute URL of the output's root ending in "/", or "".
        data_date: The site's `as_of`.
        feeds: (label, path, MIME type).
        custom_css: Path of the user's own stylesheet, or "".
        generator: "Byline 0.1.0".
        scripts, connect: Further script addresses that the analytics option asks for.
        search: Whether the site has a search index and page.
    """

    title: str
    description: str
    language: str
    direction: str
    url: str
    home: str
    nav: tuple[NavItem, ...]
    data_date: DateView
    license: str
    license_url: str
    feeds: tuple[tuple[str, str, str], ...]
    custom_css: str
    favicon: str
    generator: str
    csp: str
    scripts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    search: bool = False
    footer: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What stands in a page's head and around its main part.

    Attributes:
        path: Output path, such as "papers/x.html".
        title: For `<title>`, without the site's name. Plain text.
        heading: Plain text of the h1.
        meta: (name, content) such as `citation_title`.
        properties: (property, content) of Open Graph.
        links: (rel, href, type or "") such as canonical, cite-as, alternate.
        json_ld: A JSON text safe inside `<script type="application/ld+json">`, or "".
        section: Which entry of the navigation is current.
        edit_url: Where the source can be edited, or "".
        noindex: Keep out of search engines and the sitemap.
        lastmod: ISO date from the sources for the sitemap, or "".
    """

    path: str
    title: str
    heading: str
    description: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    json_ld: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    edit_url: str = ""
    noindex: bool = False
    lastmod: str = ""


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class ProfileView:
    """`authors/SLUG.html` (and `index.html` of a site with an owner): template `profile.html`."""

    meta: PageMeta
    slug: str
    name: str
    native_name: str
    pronouns: str
    pronunciation: str
    monogram: str
    photo: ImageView | None
    subject: BadgeView | None
    role: str
    note: str
    affiliations: tuple[LinkView, ...]
    past_affiliations: tuple[StationView, ...]
    links: tuple[LinkView, ...]
    strip: tuple[MetricView, ...]
    more_metrics: tuple[MetricView, ...]
    biography: str
    interests: tuple[str, ...]
    chart: ChartView | None
    trend: TrendView | None
    coauthor_map: tuple[MapNode, ...]
    coauthors: tuple[tuple[str, str, int], ...]
    topics: tuple[tuple[BadgeView, int], ...]
    awards: tuple[StationView, ...]
    selected: tuple[str, ...]
    heading: str
    groups: tuple[CardGroup, ...]
    controls: ListControls
    equal_note: bool
    exports: tuple[LinkView, ...]
    cv_url: str
    news: tuple["NewsItem", ...] = ()
    embed: "EmbedOffer | None" = None


@dataclass(frozen=True, slots=True)
class EmbedOffer:
    """What the Embed dialog of a profile offers.

    Attributes:
        path: Of the profile, which the custom element is given.
        frame: Of the page for an iframe.
        has_data: The JSON is published that the custom element needs.
        papers: How many there are.
        base: Absolute URL of the output's root, "" when the site does not know it.
        badges: (path, "h-index 11").
    """

    path: str
    frame: str
    has_data: bool
    papers: int
    base: str
    badges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A line of news in a list."""

    title: str
    url: str
    date: DateView | None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FactView:
    """A row of a facts table: label, text, address ("" for none), popover of a number or None."""

    label: str
    text: str
    url: str = ""
    provenance: ProvenanceView | None = None


@dataclass(frozen=True, slots=True)
class ScorePartView:
    """A component of a score: label, value, weight and contribution as shown, or why it misses."""

    label: str
    value: str
    weight: str
    contribution: str
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An entry of references or "cited here by": text and address; `detail` is a similarity."""

    text: str
    url: str
    year: str = ""
    is_work: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """Another version of a paper."""

    label: str
    url: str
    date: DateView | None
    venue: str


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A formatted citation: "APA" and its sanitised HTML (italics only)."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """`papers/SLUG.html`: template `paper.html`."""

    meta: PageMeta
    slug: str
    title: str
    category: BadgeView | None
    categories: tuple[BadgeView, ...]
    date: DateView | None
    credits: tuple[CreditView, ...]
    truncated: bool
    equal_note: bool
    corresponding_note: bool
    venue: str
    venue_url: str
    venue_color: str
    status: str
    award: str
    retracted: str
    note: str
    tldr: str
    abstract: str
    preview: ImageView | None
    links: tuple[LinkView, ...]
    facts: tuple[FactView, ...]
    keywords: tuple[str, ...]
    projects: tuple[LinkView, ...]
    metrics: tuple[MetricView, ...]
    score_parts: tuple[ScorePartView, ...]
    absent: tuple[tuple[str, str], ...]
    nearest: tuple[ReferenceView, ...]
    has_code: bool | None
    code_url: str
    bibtex: str
    citations: tuple[CitationStyle, ...]
    exports: tuple[LinkView, ...]
    versions: tuple[VersionView, ...]
    references: tuple[ReferenceView, ...]
    cited_by: tuple[ReferenceView, ...]
    related: tuple[ReferenceView, ...]
    coins: str


@dataclass(frozen=True, slots=True)
class PagerView:
    """Where a list's page stands: all pages as (label, url), newest first; `current` is a label."""

    pages: tuple[tuple[str, str], ...]
    current: str
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class ListView:
    """`papers/index.html`, years, topics, venues and their further pages: template `list.html`.

    Attributes:
        kind: papers, year, topic or venue.
        siblings: Other lists of the kind as (label, url, papers, is current).
        of: Papers of the whole list; a page may hold a part.
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


@dataclass(frozen=True, slots=True)
class HomeView:
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


@dataclass(frozen=True, slots=True)
class PeopleView:
    """`people.html`: groups of (heading, people), alumni last. Template `people.html`."""

    meta: PageMeta
    groups: tuple[tuple[str, tuple[PersonView, ...]], ...]
    others: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """An own page, a news item or a project with a Markdown body: template `page.html`.

    Attributes:
        kind: page, news or project.
        facts: (label, text, url) rows under the heading.
        cards: A project's papers.
        people: A project's people.
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
    siblings: tuple[tuple[str, str, bool], ...] = ()
    previous: LinkView | None = None
    following: LinkView | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """A talk, a course, a news item or a project in an index page."""

    title: str
    url: str
    date: DateView | None
    period: str
    details: tuple[str, ...]
    body: str
    links: tuple[LinkView, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """`talks.html`, `teaching.html`, `news/index.html`, `projects/index.html`: template `index.html`.

    Groups are (heading, entries); the heading is a year or "".
    """

    meta: PageMeta
    kind: str
    heading: str
    groups: tuple[tuple[str, tuple[EntryView, ...]], ...]


@dataclass(frozen=True, slots=True)
class CvSection:
    """A part of a CV: dated lines, or publications (list of formatted citations)."""

    heading: str
    stations: tuple[StationView, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CvView:
    """`cv/SLUG.html`, print-ready: template `cv.html`. Items of sections are sanitised HTML."""

    meta: PageMeta
    slug: str
    name: str
    native_name: str
    role: str
    affiliations: tuple[str, ...]
    contacts: tuple[LinkView, ...]
    biography: str
    interests: tuple[str, ...]
    metrics: tuple[MetricView, ...]
    sections: tuple[CvSection, ...]
    profile_url: str


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A finding: what, where it leads, what is the matter."""

    text: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """`quality.html`: coverage (label, known, of) and sections of findings."""

    meta: PageMeta
    coverage: tuple[tuple[str, int, int], ...]
    sections: tuple[tuple[str, str, tuple[QualityRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class DefinitionView:
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


@dataclass(frozen=True, slots=True)
class MetricsView:
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


@dataclass(frozen=True, slots=True)
class EmbedView:
    """`embed/authors/SLUG.html`, for an iframe on another website: template `embed.html`.

    Attributes:
        url: Of the profile.
        cards: The first papers of the profile; `total` says how many there are.
        script: Path of the script that tells the page's height.
        csp: The page's own policy: it is shown by strangers, and sends nothing.
    """

    meta: PageMeta
    slug: str
    name: str
    url: str
    subject: BadgeView | None
    strip: tuple[MetricView, ...]
    cards: tuple[str, ...]
    total: int
    script: str
    csp: str


@dataclass(frozen=True, slots=True)
class FragmentPaper:
    """A paper in a fragment; texts as on a card."""

    title: str
    url: str
    authors: tuple[CreditView, ...]
    et_al: bool
    date: DateView | None
    category: str
    venue: str
    award: str
    status: str
    retracted: bool
    has_code: bool
    code_url: str
    score: str
    score_label: str
    score_reported: bool


@dataclass(frozen=True, slots=True)
class FragmentView:
    """`embed/authors/SLUG.fragment.html`, for servers to include: template `fragment.html`.

    Its links are absolute where the site has an address, which is `base`.
    """

    meta: PageMeta
    base: str
    name: str
    url: str
    slug: str
    strip: tuple[MetricView, ...]
    papers: tuple[FragmentPaper, ...]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page that leads on (`redirect_from`, another version's path): template `redirect.html`."""

    meta: PageMeta
    target: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """`404.html`; its links are absolute when the site has a URL: template `404.html`."""

    meta: PageMeta
    base: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
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


View = (
    ProfileView
    | PaperView
    | ListView
    | HomeView
    | PeopleView
    | DocumentView
    | IndexView
    | CvView
    | MetricsView
    | QualityView
    | EmbedView
    | FragmentView
    | RedirectView
    | NotFoundView
    | SearchView
)
