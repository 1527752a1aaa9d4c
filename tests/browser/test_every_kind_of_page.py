"""Every kind of page: accessible in light and dark, narrow screens, no scripts, real parsers."""

from pathlib import Path

import pytest

SAMPLE = (
    "index.html papers/rl-generalization.html papers/index.html years/2026.html news/index.html "
    "news/profile-is-online.html guide/papers.html quality.html metrics.html search.html?q=learning 404.html"
)
LAB = (
    "index.html people.html talks.html teaching.html venues/jsl.html join/index.html authors/eve-fifth.html "
    "projects/index.html projects/slow.html embed/authors/ada-example.html"
)
AUTHOR = "index.html papers/reading-slowly.html about.html cv/ada-example.html"
PAGES = [
    pytest.param(site, path, id=f"{site}-{path}")
    for site, paths in (("sample", SAMPLE), ("lab", LAB), ("author", AUTHOR))
    for path in paths.split()
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def address(request: pytest.FixtureRequest, serve, site: str, path: str) -> str:
    return str(serve(request.getfixturevalue(f"{site}_output"))) + path


@pytest.mark.parametrize(("site", "path"), PAGES)
def test_axe_finds_nothing_in_light_or_dark(watch, axe: str, address: str) -> None:
    page = watch().open(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const d of document.querySelectorAll('details:not([name])')) d.open = true")
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
            TAGS,
        )
        assert [
            f"{scheme}: {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ] == []


@pytest.mark.parametrize(("site", "path"), PAGES)
def test_a_narrow_window_shows_all_without_scrolling_sideways(watch, address: str) -> None:
    page = watch(viewport={"width": 768, "height": 640}).open(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 768
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("site", ["sample"])
@pytest.mark.parametrize(
    "path", ["papers/rl-generalization.html", "papers/index.html", "search.html", "metrics.html"]
)
def test_the_text_is_there_without_scripts(watch, address: str) -> None:
    page = watch(java_script_enabled=False).open(address)

    assert page.get_by_role("heading").first.is_visible()
    assert len(page.locator("body").inner_text()) > 40
