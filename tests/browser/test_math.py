"""Math as a reader meets it: in search, in the dialog, in an embed, and set on a line of its own."""

from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Request, build

FILES = {
    "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\nprofiles: all\n",
    "papers/mers.yaml": (
        "title: Graphs for $k$-mers with $\\ell_1$-penalised weights\nauthors: [Ada Example]\ndate: 2024\n"
        "venue: Letters\nabstract: The weights solve $\\arg\\min_{w\\ge 0} f$ quickly.\n"
    ),
    "papers/water.yaml": "title: H$_2$O\nauthors: [Ada Example]\ndate: 2023\nvenue: Notes\ncode: true\n",
    "pages/model.md": (
        "---\ntitle: The model\ndescription: How quickly the weights are found.\n---\nHow.\n\n"
        "$$\\sum_{i=1}^{n} x_i$$\n\nA bound of $\\ell_1$-type.\n"
    ),
    **{
        f"papers/more{i}.yaml": f"title: Weights {i}\nauthors: [Ada Example]\ndate: {2000 + i}\nvenue: Notes\n"
        for i in range(9)
    },
}
ITEM = "#results > li"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("math") / "site"
    for path, text in FILES.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site=site, jobs=1))
    return site / "output"


@pytest.fixture
def root(serve, output: Path) -> str:
    return str(serve(output))


def item(watch, root: str, query: str) -> Any:
    page = watch().open(f"{root}search.html?q={query}")
    page.wait_for_selector(ITEM)
    return page.locator(ITEM).first


@pytest.mark.parametrize("query", ["kmer", "k-mer", "kmers", "l1", "penalised"])
def test_a_title_with_math_is_found_by_what_it_reads(watch, root: str, query: str) -> None:
    title = item(watch, root, query).locator("a").inner_text()
    assert title == "Graphs for k-mers with ℓ₁-penalised weights"


def test_a_title_is_found_by_its_letters_and_digits(watch, root: str) -> None:
    assert item(watch, root, "h2o").locator("a").inner_text() == "H₂O"


def test_the_words_around_a_match_hold_no_tex(watch, root: str) -> None:
    found = item(watch, root, "solve")
    found.locator(".hit-context").wait_for()
    assert found.locator(".hit-context").inner_text() == "The weights solve arg min_(w≥0) f quickly."


def test_a_description_stands_once_in_a_result(watch, root: str) -> None:
    found = item(watch, root, "weights+found+type")
    found.locator(".hit-context").wait_for()
    assert found.locator(".hit-kind").inner_text().lower() == "page"
    assert found.inner_text().count("How quickly the weights are found.") == 1


@pytest.mark.parametrize("width", [390, 1000, 1280])
def test_filters_are_set_alike(watch, root: str, width: int) -> None:
    page = watch(viewport={"width": width, "height": 800}).open(f"{root}search.html")
    looks = page.evaluate(
        """() => Array.from(document.querySelectorAll(".filters label > span"), (label) => {
          const { fontSize, lineHeight, letterSpacing, fontVariantCaps } = getComputedStyle(label);
          const field = label.nextElementSibling;
          return [fontSize, lineHeight, letterSpacing, fontVariantCaps, getComputedStyle(field).fontSize,
            field.offsetHeight, field.getBoundingClientRect().top - label.getBoundingClientRect().top].join();
        })"""
    )
    assert len(looks) >= 4
    assert len(set(looks)) == 1


@pytest.mark.parametrize("height", [420, 600, 700, 900])
def test_the_way_to_all_results_stays_in_view(watch, root: str, height: int) -> None:
    page = watch(viewport={"width": 1000, "height": height}).open(f"{root}index.html")
    page.keyboard.press("/")
    page.keyboard.type("weights")
    page.wait_for_selector(".search-all")
    for _ in range(2):
        box = page.locator(".search-all").bounding_box()
        edge = page.locator("#search-dialog").bounding_box()
        assert box["y"] + box["height"] <= edge["y"] + edge["height"] <= height
        page.keyboard.press("ArrowDown")


def test_an_embed_shows_titles_without_tex(watch, root: str) -> None:
    page = watch().open(f"{root}404.html")
    page.evaluate(
        """(root) => {
          const script = document.createElement("script");
          script.src = root + "embed.js";
          const papers = document.createElement("byline-papers");
          papers.setAttribute("src", root + "papers/index.html");
          document.body.prepend(script, papers);
        }""",
        root,
    )
    page.wait_for_selector("byline-papers [part=paper]")
    shown = page.locator("byline-papers [part=paper]").all_inner_texts()
    assert any("ℓ₁-penalised" in text for text in shown)
    assert not any("$" in text for text in shown)


@pytest.mark.parametrize("family", ["", "math { font-family: serif !important }"])
def test_what_stands_above_and_below_a_sum_does_not_touch_it(watch, root: str, family: str) -> None:
    page = watch(bypass_csp=True).open(f"{root}model.html")
    if family:
        page.add_style_tag(content=family)
    sum_, below, above = page.evaluate(
        """() => Array.from(document.querySelector("munderover").children, (part) => {
          const { top, bottom } = part.getBoundingClientRect();
          const { paddingTop, paddingBottom } = getComputedStyle(part);
          return [top + parseFloat(paddingTop), bottom - parseFloat(paddingBottom)];
        })"""
    )
    assert above[1] < sum_[0]
    assert sum_[1] < below[0]
