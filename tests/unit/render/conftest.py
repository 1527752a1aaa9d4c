"""Views made by hand, as small as a test needs them."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.pages.views import (
    BadgeView,
    CardGroup,
    CardView,
    CreditView,
    DateView,
    LinkView,
    ListControls,
    MetricView,
    NavItem,
    PageMeta,
    ProfileView,
    ProvenanceView,
    SiteView,
)
from generator.themes import Theme, load_theme

SITE = SiteView(
    title="Ada's site",
    description="",
    language="en",
    direction="ltr",
    url="",
    home="index.html",
    nav=(NavItem("Papers", "papers/index.html", "papers/index.html"),),
    data_date=DateView("2026-11-22", "Nov 22, 2026"),
    license="",
    license_url="",
    feeds=(("Atom feed", "feed.xml", "application/atom+xml"),),
    custom_css="",
    favicon="",
    generator="Byline 0.1.0",
    csp="default-src 'none'; style-src 'self'; script-src 'self'",
)

CARD = CardView(
    key="slow",
    slug="slow",
    url="papers/slow.html",
    title="Reading Slowly & Well",
    score="43.4",
    score_label="AI Score",
    score_reported=True,
    score_origin="AI Score 43.4, reported by Index, May 28, 2026",
    category=BadgeView("CL", "topics/cl.html", "Computation and Language", 2),
    date=DateView("2026-04-27", "Apr 27"),
    has_code=True,
    code_url="https://github.com/ada/slow",
    shown=(
        CreditView("Dan Shi", "dan-shi", "authors/dan-shi.html"),
        CreditView("Ada Example", "ada-example", "authors/ada-example.html"),
        CreditView("Simon Third"),
    ),
    more=(CreditView("Bo Fourth", "bo-fourth"),),
    hidden=0,
    truncated=True,
    et_al=True,
    venue="Journal of Slow Reading",
    venue_url="venues/jsr.html",
    venue_color="",
    status="",
    award="Best Paper",
    retracted="",
    note="",
    abstract="A second reading changes what one *remembers*.",
    brief=False,
    is_long=False,
    links=(
        LinkView("PDF", "files/slow.pdf", "pdf", "PDF of Reading Slowly & Well"),
        LinkView("DOI", "https://doi.org/10.1234/slow", "doi", "DOI of Reading Slowly & Well"),
    ),
    bibtex="@article{slow,\n  title = {Reading Slowly & Well},\n}",
    coins="ctx_ver=Z39.88-2004",
    preview=None,
    selected=False,
    year="2026",
    topics=("CL",),
    type="article-journal",
    sort_date="2026-04-27",
    sort_citations="3",
    sort_score="43.4",
)


def metric(name: str, before: str, number: str, unit: str, after: str, *, reported: bool) -> MetricView:
    """Return a cell of the strip with a provenance that repeats it."""
    reading = " ".join(filter(None, (before, number + unit, after)))
    said = ProvenanceView(
        headline=f"{reading}, {'reported' if reported else 'computed'}",
        reported=reported,
        source="Example Index" if reported else "",
        source_url="https://example.org/index" if reported else "",
        as_of=DateView("2026-11-22", "Nov 22, 2026") if reported else None,
        other="Computed from this site: 4" if reported else "",
    )
    return MetricView(f"m-{name}", name, before, number, unit, after, said)


STRIP = (
    metric("h-index", "h-index", "11", "", "", reported=True),
    metric("papers", "", "8", "", "papers", reported=False),
    metric("citations", "", "29", "", "citations", reported=True),
    metric("novelty", "Novelty", "59", "%", "", reported=True),
    metric("ai-score", "AI Score", "58", "", "", reported=True),
)

PROFILE = ProfileView(
    meta=PageMeta(path="authors/ada-example.html", title="Ada Example", heading="Ada Example"),
    slug="ada-example",
    name="Ada Example",
    native_name="",
    pronouns="",
    pronunciation="",
    monogram="AE",
    photo=None,
    subject=BadgeView("CL", "topics/cl.html", "", 2),
    role="",
    note="",
    affiliations=(),
    past_affiliations=(),
    links=(LinkView("GitHub", "https://github.com/ada", "github"),),
    strip=STRIP,
    more_metrics=(),
    biography="",
    interests=(),
    chart=None,
    trend=None,
    coauthor_map=(),
    coauthors=(),
    topics=(),
    awards=(),
    selected=(),
    heading="1 Paper",
    groups=(CardGroup("", "", ("slow",)),),
    controls=ListControls(1, (), (), (), (), False),
    equal_note=False,
    exports=(),
    cv_url="",
)


@pytest.fixture
def site() -> SiteView:
    """A site without a URL."""
    return SITE


@pytest.fixture
def card() -> CardView:
    """A card that knows everything."""
    return CARD


@pytest.fixture
def bare_card() -> CardView:
    """A card that knows nothing but a title."""
    return replace(
        CARD,
        key="bare",
        title="Untitled note",
        score="",
        category=None,
        date=None,
        has_code=None,
        code_url="",
        shown=(),
        more=(),
        truncated=False,
        et_al=False,
        venue="",
        venue_url="",
        award="",
        abstract="",
        links=(),
        bibtex="",
        coins="",
        topics=(),
        sort_date="",
        sort_citations="",
        sort_score="",
    )


@pytest.fixture
def profile() -> ProfileView:
    """The profile of Ada Example, whose one paper is the card `slow`."""
    return PROFILE


@pytest.fixture
def default_theme(tmp_path: Path) -> Theme:
    """The default theme with its own options."""
    theme, problems = load_theme(tmp_path, "default", {})
    assert theme is not None, problems
    return theme
