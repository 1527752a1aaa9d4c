"""What a reader finds on the default theme's pages, in the order they find it."""

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from generator.pages.views import (
    BarView,
    CardView,
    ChartView,
    CreditView,
    ListControls,
    PersonView,
    ProfileView,
    SiteView,
)
from generator.render.grouping import numbered_affiliations
from generator.render.renderer import Renderer
from generator.themes import Theme

NO_TEXT = {"script", "style", "title"}
SEPARATE = {"p", "div", "li", "td", "th", "dt", "dd", "details", "summary", "h1", "h2", "h3"}


class Text(HTMLParser):
    """Collects the text of a page, its tags and its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in NO_TEXT
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in NO_TEXT
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in SEPARATE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.pieces.append(data)


def read(html: str) -> Text:
    reader = Text()
    reader.feed(html)
    return reader


def text_of(html: str) -> str:
    reader = read(html)
    return " ".join("".join(reader.pieces).split())


def in_order(text: str, *wanted: str) -> bool:
    return re.search(".*?".join(map(re.escape, wanted)), text) is not None


@pytest.fixture
def renderer(default_theme: Theme, site: SiteView) -> Renderer:
    return Renderer(default_theme, site)


def page_of(renderer: Renderer, profile: ProfileView, *cards: CardView) -> str:
    return renderer.page(profile, {card.key: renderer.card(card) for card in cards}).decode()


def test_the_strip_reads_label_and_number_in_order_and_popovers_come_after_it(
    renderer: Renderer, profile: ProfileView, card: CardView
) -> None:
    text = text_of(page_of(renderer, profile, card))

    strip = "h-index 11 8 papers 29 citations Novelty 59% AI Score 58"
    assert in_order(text, "Ada Example", "CL", strip, "h-index 11, reported", "29 citations, reported")
    assert text.index("reported") > text.index(strip)


def test_a_card_reads_in_the_order_of_its_facts(
    renderer: Renderer, profile: ProfileView, card: CardView
) -> None:
    text = text_of(page_of(renderer, profile, card))

    assert in_order(
        text,
        "43.4 CL Apr 27 Code Reading Slowly & Well",
        "Dan Shi, Ada Example, Simon Third et al.",
        "Journal of Slow Reading",
        "Best Paper",
        "A second reading changes what one remembers.",
        "PDF DOI Cite",
        "@article{slow,",
    )


def test_what_a_card_does_not_know_leaves_no_trace(renderer: Renderer, bare_card: CardView) -> None:
    html = renderer.card(bare_card)

    assert text_of(str(html)) == "Untitled note"
    assert "<p" not in html
    assert "<div" not in html


def test_et_al_is_plain_text_when_the_source_lists_nobody_else(renderer: Renderer, card: CardView) -> None:
    html = renderer.card(replace(card, more=()))

    assert '<span class="et-al">et al.</span>' in html
    assert "et al.: show" not in html


def test_authors_beyond_thirty_are_a_link_to_the_paper(renderer: Renderer, card: CardView) -> None:
    html = renderer.card(replace(card, hidden=270, truncated=False))

    assert "and 270 more</a>" in html
    assert 'aria-label="and 270 more authors of Reading Slowly &amp; Well"' in html


def test_every_link_of_a_card_says_which_paper_it_belongs_to(renderer: Renderer, card: CardView) -> None:
    html = str(renderer.card(card))

    labels = re.findall(r'aria-label="([^"]*)"', html)
    assert "PDF of Reading Slowly &amp; Well" in labels
    assert "Code of Reading Slowly &amp; Well" in labels
    assert "Cite Reading Slowly &amp; Well" in labels


def test_code_without_an_address_is_a_badge_and_no_link(renderer: Renderer, card: CardView) -> None:
    assert '<span class="tag">Code</span>' in renderer.card(replace(card, code_url=""))


def test_a_long_abstract_is_whole_in_the_page_and_folded_without_a_script(
    renderer: Renderer, card: CardView
) -> None:
    html = renderer.card(replace(card, abstract="word " * 150, is_long=True))

    assert html.count("word") == 150
    assert '<details class="unfold">' in html


def test_a_brief_card_leads_to_the_citation_on_the_papers_page(renderer: Renderer, card: CardView) -> None:
    html = renderer.card(replace(card, brief=True, bibtex=""))

    assert 'href="\x01papers/slow.html#cite"' in html
    assert "<pre>" not in html


@pytest.mark.parametrize("field", ["title", "venue", "award", "note", "abstract", "retracted", "score_label"])
def test_markup_in_a_field_is_harmless(renderer: Renderer, card: CardView, field: str) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    found = read(str(renderer.card(replace(card, **{field: attack}))))

    assert "script" not in found.tags
    assert not {name for name in found.attributes if name.startswith("on")}


def test_a_page_holds_no_inline_script_or_style(
    renderer: Renderer, profile: ProfileView, card: CardView
) -> None:
    html = page_of(renderer, profile, card)

    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_a_profile_without_papers_says_so_in_a_sentence(renderer: Renderer, profile: ProfileView) -> None:
    nobody = replace(
        profile, strip=(), subject=None, links=(), groups=(), controls=ListControls(0, (), (), (), (), False)
    )

    text = text_of(page_of(renderer, nobody))

    assert "No papers of Ada Example are listed here yet." in text


def test_controls_are_there_only_when_there_is_something_to_sort(
    renderer: Renderer, profile: ProfileView, card: CardView
) -> None:
    two = ListControls(2, (("listed", "As listed"), ("date", "Newest")), (("2026", "2026", 2),), (), (), True)

    assert "list-controls" not in page_of(renderer, profile, card).replace("list-controls.js", "")
    html = page_of(renderer, replace(profile, controls=two), card)
    assert '<form class="list-controls"' in html
    assert 'name="year"' not in html, "a choice among one"
    assert 'name="code"' in html


def test_a_chart_has_a_table_and_a_name_for_every_bar(
    renderer: Renderer, profile: ProfileView, card: CardView
) -> None:
    bars = (BarView(2025, 2, None, 33.3, 0.0), BarView(2026, 6, 41, 100.0, 100.0))
    chart = ChartView(bars, max_papers=6, max_citations=41, has_citations=True)

    html = page_of(renderer, replace(profile, chart=chart), card)

    assert 'aria-label="2026: 6 papers, 41 citations"' in html
    assert 'aria-label="2025: 2 papers"' in html
    assert in_order(text_of(html), "Year Papers Citations", "2025 2 unknown", "2026 6 41")


def test_search_stands_in_the_header_only_when_the_site_has_it(
    default_theme: Theme, site: SiteView, profile: ProfileView, card: CardView
) -> None:
    def header(search: bool) -> str:
        renderer = Renderer(default_theme, replace(site, search=search))
        return page_of(renderer, profile, card).partition("</header>")[0]

    assert 'role="search"' in header(search=True)
    assert 'role="search"' not in header(search=False)


def test_affiliations_are_numbered_only_when_there_are_several() -> None:
    one = (CreditView("A", affiliation="X"), CreditView("B", affiliation="X"), CreditView("C"))
    two = (CreditView("A", affiliation="X"), CreditView("B", affiliation="Y"), CreditView("C"))

    assert [number for _, number in numbered_affiliations(one)[0]] == [0, 0, 0]
    assert numbered_affiliations(one)[1] == ("X",)
    assert [number for _, number in numbered_affiliations(two)[0]] == [1, 2, 0]
    assert numbered_affiliations(()) == ((), ())


def test_a_portrait_without_a_photo_shows_a_monogram(default_theme: Theme, site: SiteView) -> None:
    from generator.pages.views import PageMeta, PeopleView

    people = PeopleView(
        PageMeta(path="people.html", title="People", heading="People"),
        groups=(("", (PersonView("ada", "Ada Example", "authors/ada.html", monogram="AE"),)),),
        others=(),
    )

    html = Renderer(default_theme, site).page(people, {}).decode()

    assert '<span class="face" aria-hidden="true">AE</span>' in html
