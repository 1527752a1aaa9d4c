"""Tables and formulas that are wider than a phone, and addresses as the browser reads them."""

from pathlib import Path

import pytest

from generator.pipeline import Request, build

TEXT = r"""---
title: Wide things
---
| Measurement | Supercalifragilistic | Interoperability | Right | Centre |
|:-----|:------|---|-----:|:----:|
| left | internationalisation | `code_identifier_long` | 12.5 | x |

$$\sum_{i=1}^{n} x_i + \sum_{i=1}^{n} y_i + \int_0^1 f(x)\,dx + \sum_{i=1}^{n} z_i + \prod_{j=1}^{m} w_j = 0$$

<a href="/\evil.example/x">one</a> <a href="..///evil.example/x">two</a> [three](//evil.example/x)
<a href="/&#9;/evil.example/x">four</a>
"""

# The policy of our pages lets no text become a script, so Playwright cannot wait for one.
SCROLLED = """box => new Promise(done => {
  const look = () => box.scrollLeft > 0 ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("wide")
    (site / "content/pages").mkdir(parents=True)
    (site / "content/site.yaml").write_text("title: Wide\nurl: https://wide.example/\n")
    (site / "content/pages/wide.md").write_text(TEXT)
    build(Request(site))
    return site / "output"


def test_a_wide_table_scrolls_in_its_own_box_and_breaks_no_word(watch, serve, wide: Path) -> None:
    page = watch(viewport={"width": 320, "height": 640}).open(serve(wide) + "wide.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = page.locator(".table-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    lines = (
        "th => { const range = document.createRange(); range.selectNodeContents(th);"
        " return range.getClientRects().length }"
    )
    assert [page.locator("th").nth(i).evaluate(lines) for i in range(5)] == [1] * 5
    box.focus()
    page.keyboard.press("ArrowRight")
    box.evaluate(SCROLLED)


def test_a_long_formula_scrolls_in_its_own_box(watch, serve, wide: Path) -> None:
    page = watch(viewport={"width": 320, "height": 640}).open(serve(wide) + "wide.html")

    box = page.get_by_role("group", name="Formula")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    box.evaluate(SCROLLED)


def test_columns_stand_as_they_are_aligned(watch, serve, wide: Path) -> None:
    page = watch().open(serve(wide) + "wide.html")

    aligned = "cell => getComputedStyle(cell).textAlign"
    assert [page.locator("td").nth(i).evaluate(aligned) for i in (0, 3, 4)] == ["left", "right", "center"]


def test_an_address_of_another_host_says_so_to_reader_and_browser(watch, serve, wide: Path) -> None:
    page = watch().open(serve(wide) + "wide.html")

    links = page.locator(".prose p a").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.host])")
    for href, host in links:
        assert (host == "evil.example") == href.startswith("https://evil.example"), href
    assert len(links) == 4
