"""A reader at the sample profile, with mouse and keys."""

from pathlib import Path
from typing import Any

import pytest

TITLES = ".cards > li:visible .card-title"


@pytest.fixture
def home(serve, sample_output: Path) -> str:
    return f"{serve(sample_output)}index.html"


@pytest.fixture
def page(watch, home: str) -> Any:
    return watch().open(home)


def titles(page: Any) -> list[str]:
    return [text.split(":")[0] for text in page.locator(TITLES).all_inner_texts()]


def status(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


FIRST = (
    "Why Does Reinforcement Learning Generalize? A Feature-Level Mechanistic Study of Post-Training in "
    "Large Language Models"
)
LISTED = [
    FIRST,
    "LongCat-Flash-Thinking-2601 Technical Report",
    "Learning to Act under Noise",
    "Revisiting Entropy in Reinforcement Learning for Large Reasoning Models",
    "Advancing Large Language Models for Tibetan with Curated Data and Continual Pre-Training",
    "Self-Distilled Agentic Reinforcement Learning",
    "MAP",
    "DEP",
]


def test_papers_stand_as_the_author_listed_them_and_nothing_is_announced(page: Any) -> None:
    assert titles(page) == LISTED
    assert status(page) == ""
    assert page.get_by_role("button", name="Clear").is_hidden()


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("date", "Learning to Act under Noise", LISTED[4]),
        ("score", "Learning to Act under Noise", "DEP"),
        ("title", LISTED[4], LISTED[0]),
    ],
)
def test_papers_can_be_sorted_and_put_back(page: Any, order: str, first: str, last: str) -> None:
    page.locator("select[name=sort]").select_option(order)
    assert (titles(page)[0], titles(page)[-1]) == (first, last)
    assert page.url.endswith(f"?sort={order}")

    page.locator("select[name=sort]").select_option("")
    assert titles(page) == LISTED
    assert "?" not in page.url


def test_papers_without_a_score_come_last_in_their_own_order(page: Any) -> None:
    page.locator("select[name=sort]").select_option("score")

    assert titles(page)[:4] == [LISTED[2], LISTED[5], LISTED[6], LISTED[0]]
    assert titles(page)[4:] == [LISTED[1], LISTED[3], LISTED[4], LISTED[7]]


def test_words_find_titles_authors_and_abstracts_without_accents_or_case(page: Any) -> None:
    field = page.get_by_role("searchbox", name="Words in title, authors, abstract")
    field.press_sequentially("SIMÓN ostermann")
    assert titles(page) == [LISTED[0]]
    assert status(page) == "1 of 8 papers"

    field.fill("zzz")
    assert titles(page) == []
    assert status(page) == "No paper matches."

    page.get_by_role("button", name="Clear").click()
    assert titles(page) == LISTED
    assert page.evaluate("document.activeElement.name") == "q"


def test_filters_combine_and_stand_in_the_address(page: Any) -> None:
    page.locator("select[name=year]").select_option("2026")
    assert status(page) == "6 of 8 papers"
    page.locator("select[name=topic]").select_option("AI")
    assert titles(page) == [LISTED[1], LISTED[2], LISTED[6]]
    page.get_by_label("With code").check()
    assert titles(page) == [LISTED[1]]

    assert set(page.url.partition("?")[2].split("&")) == {"year=2026", "topic=AI", "code=1"}


def test_an_address_with_filters_opens_filtered(watch, home: str) -> None:
    page = watch().open(f"{home}?topic=CL&code=1&sort=date")

    assert titles(page) == [LISTED[0], LISTED[4]]
    assert page.locator("select[name=topic]").input_value() == "CL"
    assert page.get_by_label("With code").is_checked()


def test_an_address_with_nonsense_shows_everything(watch, home: str) -> None:
    page = watch().open(f"{home}?topic=%22%3E%3Cscript%3E&sort=javascript:alert(1)&year=none")

    assert sorted(titles(page)) == sorted(LISTED)


def test_the_way_back_keeps_the_filters(page: Any) -> None:
    page.locator("select[name=topic]").select_option("LG")
    page.get_by_role("link", name=LISTED[5], exact=True).click()
    page.wait_for_url("**/papers/self-distilled-agentic-rl.html")

    page.go_back()

    assert titles(page) == [LISTED[5]]
    assert page.locator("select[name=topic]").input_value() == "LG"


def test_filtering_never_moves_the_page_under_the_reader(page: Any) -> None:
    field = page.get_by_role("searchbox", name="Words in title, authors, abstract")
    field.scroll_into_view_if_needed()
    before = field.bounding_box()["y"]

    field.fill("tibetan")

    assert field.bounding_box()["y"] == pytest.approx(before, abs=1)


def test_tab_opens_the_source_of_a_number_and_escape_closes_it(page: Any) -> None:
    button = page.get_by_role("button", name="h-index 11")
    popover = page.locator("#m-h-index")
    page.locator(".side a").last.focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if button.evaluate("node => node === document.activeElement"):
            break

    assert popover.is_visible()
    assert "h-index 11, reported" in popover.inner_text()
    assert "Aggregator's author page" in popover.inner_text()

    page.keyboard.press("Escape")
    assert popover.is_hidden()
    assert button.evaluate("node => node === document.activeElement")

    page.keyboard.press("Enter")
    assert popover.is_visible()
    page.keyboard.press("Enter")
    assert popover.is_hidden()


def test_a_click_opens_the_source_of_a_number_and_another_elsewhere_closes_it(page: Any) -> None:
    page.get_by_role("button", name="29 citations").click()
    assert page.locator("#m-citations").is_visible()

    page.get_by_role("heading", level=1).click()
    assert page.locator("#m-citations").is_hidden()


def test_hovering_shows_the_source_of_a_number_within_the_window(page: Any) -> None:
    for name, number in (("h-index 11", "#m-h-index"), ("AI Score 58", "#m-ai-score")):
        page.get_by_role("button", name=name).hover()
        popover = page.locator(number)
        popover.wait_for(state="visible")
        box = popover.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.mouse.move(1, 1)
    page.locator("#m-ai-score").wait_for(state="hidden")


def test_cite_opens_and_copies_and_says_so(watch, home: str) -> None:
    page = watch(permissions=["clipboard-read", "clipboard-write"]).open(home)
    card = page.locator(".cards > li").first

    card.get_by_label("Cite", exact=False).last.click()
    button = card.get_by_role("button", name="Copy")
    button.click()

    card.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@")
    assert "Why Does Reinforcement Learning Generalize?" in copied
    assert copied.rstrip().endswith("}")
    card.get_by_role("button", name="Copy", exact=True).wait_for()


def test_et_al_opens_the_further_authors(page: Any) -> None:
    card = page.locator(".cards > li").first
    assert card.locator(".et-al").first.inner_text().startswith("et al.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_changes_the_scheme_and_remembers(watch, home: str, scheme: str) -> None:
    other = "dark" if scheme == "light" else "light"
    page = watch(color_scheme=scheme).open(home)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)

    page.get_by_role("button", name="Switch between light and dark").click()
    after = page.evaluate(ground)
    assert after != before
    assert page.evaluate("document.documentElement.dataset.scheme") == other

    page.reload()
    assert page.evaluate(ground) == after
    page.goto(home.replace("index.html", "people.html"))
    assert page.evaluate(ground) == after


def test_the_first_tab_stop_skips_to_the_content(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_every_tab_stop_can_be_seen(page: Any) -> None:
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const node = document.activeElement, box = node.getBoundingClientRect();
                if (node === document.body) return null;
                const style = getComputedStyle(node);
                const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                // A bar of the chart draws its ring itself: an outline would not follow its shape.
                const bar = node.querySelector(':scope > .hit');
                const lit = ring || bar && getComputedStyle(bar).stroke !== 'none';
                const inside = box.bottom > 0 && box.top < innerHeight;
                return {name: node.outerHTML.slice(0, 90), lit, inside, size: box.width * box.height};
            }"""
        )
        if found is None:
            break
        seen += 1
        assert found["lit"], found
        assert found["inside"], found
        assert found["size"] > 0, found
    assert seen > 40


def test_without_scripts_the_list_is_complete_and_nothing_that_needs_them_shows(watch, home: str) -> None:
    page = watch(java_script_enabled=False).open(home)

    assert page.locator(TITLES).count() == 8
    assert page.locator(".cards .abstract:visible").count() == 8
    for selector in (".list-controls", ".scheme-switch", "button.copy"):
        for control in page.locator(selector).all():
            assert control.is_hidden(), selector
    assert page.get_by_text("h-index").first.is_visible()
    page.locator(".cards details.cite summary").first.click()
    assert page.locator(".cards details.cite pre").first.is_visible()


def test_on_paper_there_are_no_controls_and_all_papers(page: Any) -> None:
    page.emulate_media(media="print")

    assert page.locator(".cards .card-title:visible").count() == 8
    for selector in (".list-controls", ".scheme-switch", ".site-nav", "button.copy", ".skip"):
        for control in page.locator(selector).all():
            assert control.is_hidden(), selector
    assert page.evaluate("getComputedStyle(document.body).color") in ("rgb(0, 0, 0)", "rgb(29, 28, 26)")
