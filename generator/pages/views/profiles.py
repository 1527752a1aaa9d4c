"""The page of a person, the CV, and the page of a paper."""

from generator.pages.views.frame import PageMeta
from generator.pages.views.lists import CardGroup, ListControls
from generator.pages.views.parts import (
    BadgeView,
    ChartView,
    CitationStyle,
    CreditView,
    DateView,
    FactView,
    ImageView,
    LinkView,
    MapNode,
    MetricView,
    NewsItem,
    ReferenceView,
    ScorePartView,
    StationView,
    TrendView,
    VersionView,
)
from generator.record import Record


class EmbedOffer(Record, frozen=True):
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


class ProfileView(Record, frozen=True):
    """`authors/SLUG.html` (and `index.html` of a site with an owner): template `profile.html`.

    Attributes:
        talks, teaching: The newest of them; `all_talks` and `all_teaching` count them all.
    """

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
    news: tuple[NewsItem, ...] = ()
    embed: "EmbedOffer | None" = None
    talks: tuple[StationView, ...] = ()
    all_talks: int = 0
    teaching: tuple[StationView, ...] = ()
    all_teaching: int = 0


class CvSection(Record, frozen=True):
    """A part of a CV: dated lines, or publications (list of formatted citations)."""

    heading: str
    stations: tuple[StationView, ...] = ()
    items: tuple[str, ...] = ()


class CvView(Record, frozen=True):
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


class PaperView(Record, frozen=True):
    """`papers/SLUG.html`: template `paper.html`.

    Attributes:
        by_editors: `credits` are the editors, since the work has no authors.
    """

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
    by_editors: bool = False
