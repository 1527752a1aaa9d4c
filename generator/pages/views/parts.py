"""The small parts that pages are made of."""

from generator.record import Record


class DateView(Record, frozen=True):
    """A date as shown: ISO text (which may stop at the year) and the reader's text."""

    iso: str
    text: str


class BadgeView(Record, frozen=True):
    """A category badge: code, address of its list, full name ("" if unknown), hue class 0 to 7."""

    code: str
    url: str
    name: str
    hue: int


class LinkView(Record, frozen=True):
    """A link: visible label, address, icon name ("" for none), accessible name ("" = the label)."""

    label: str
    url: str
    icon: str = ""
    title: str = ""


class ImageView(Record, frozen=True):
    """An image with its intrinsic size; `srcset` lists (path, width in px) of resized copies."""

    src: str
    width: int = 0
    height: int = 0
    srcset: tuple[tuple[str, int], ...] = ()
    alt: str = ""


class CreditView(Record, frozen=True):
    """An author as shown; `person` is the slug (for marking the profile's own), `url` a page."""

    name: str
    person: str = ""
    url: str = ""
    equal: bool = False
    corresponding: bool = False
    group: bool = False
    affiliation: str = ""
    orcid: str = ""


class ProvenanceView(Record, frozen=True):
    """Where a shown number comes from, as sentences of a popover.

    Attributes:
        headline: "29 citations, reported".
        source, source_url, as_of: The reporting source and its date, or "".
        coverage: "over 5 of 8 papers", "compared with 2600 earlier papers", or "".
        formula: The definition in a line, or "".
        definition_url: Where the definition stands in full.
        other: The values that are not shown ("Computed from this site: 4, over 8 of 8 papers"), or "".
        notes: What a reader needs to know to understand the number: what it is not, why it is weak,
            the shares that it is the mean of.
        closest, closest_url: Title of the earlier paper whose wording is closest, and its page; "".
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
    notes: tuple[str, ...] = ()
    closest: str = ""
    closest_url: str = ""


class MetricView(Record, frozen=True):
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


class BarView(Record, frozen=True):
    """A year of the chart: counts, and the bar's geometry in the SVG's units (0 to 100 high)."""

    year: int
    papers: int
    citations: int | None
    height: float
    citations_height: float


class ChartView(Record, frozen=True):
    """Papers and citations by year, gapless and ascending; `since` is 0 where no year is left out."""

    bars: tuple[BarView, ...]
    max_papers: int
    max_citations: int
    has_citations: bool
    since: int = 0


class TrendPoint(Record, frozen=True):
    """A recorded value: its day, the value, and where it stands in the SVG (0 to 100 both ways)."""

    date: DateView
    value: str
    x: float
    y: float


class TrendView(Record, frozen=True):
    """A metric as builds recorded it, oldest first, at least two days."""

    label: str
    points: tuple[TrendPoint, ...]
    low: str
    high: str


class MapNode(Record, frozen=True):
    """A co-author on the map: where they stand around the person, and how much they share.

    Numbers are texts: most people of a large site have a map like others, and a page shows many.

    Attributes:
        label: The name, shortened to what has room beside the dot.
        x, y: Place, -100 to 100; the person stands at 0, 0.
        radius: Of the dot, 2 to 8.
        width: Of the line to the person, 0.5 to 3.
        anchor: How the label is set: start, middle or end.
        label_x, label_y: Where it is set.
    """

    name: str
    label: str
    url: str
    papers: int
    x: str
    y: str
    radius: str
    width: str
    anchor: str
    label_x: str
    label_y: str


class PersonView(Record, frozen=True):
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


class StationView(Record, frozen=True):
    """A line of a CV: what, where, "2019 to 2023", address, note."""

    what: str
    where: str
    period: str
    url: str
    note: str


class NewsItem(Record, frozen=True):
    """A line of news in a list."""

    title: str
    url: str
    date: DateView | None
    summary: str = ""


class FactView(Record, frozen=True):
    """A row of a facts table: label, text, address ("" for none), popover of a number or None."""

    label: str
    text: str
    url: str = ""
    provenance: ProvenanceView | None = None


class ScorePartView(Record, frozen=True):
    """A component of a score: label, value, weight and contribution as shown, or why it misses."""

    label: str
    value: str
    weight: str
    contribution: str
    share: float
    reason: str


class ReferenceView(Record, frozen=True):
    """An entry of references or "cited here by": text and address; `detail` is a similarity."""

    text: str
    url: str
    year: str = ""
    is_work: bool = False
    detail: str = ""


class VersionView(Record, frozen=True):
    """Another version of a paper."""

    label: str
    url: str
    date: DateView | None
    venue: str


class CitationStyle(Record, frozen=True):
    """A formatted citation: "APA" and its sanitised HTML (italics only)."""

    name: str
    html: str
