"""The same files work at a host's root, in a subfolder and straight from the disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Addressed = Callable[[Path], str]

PATHS = [
    "index.html",
    "authors/zhuowen-han.html",
    "papers/rl-generalization.html",
    "papers/index.html",
    "topics/CL.html",
    "guide/getting-started.html",
    "news/index.html",
    "cv/zhuowen-han.html",
    "quality.html",
    "metrics.html",
]


@pytest.fixture(params=["root", "repo", "file"])
def addressed(request: pytest.FixtureRequest, serve, tmp_path: Path) -> Addressed:
    """Gives an output folder an address of one of three kinds, with a final slash."""

    def give(output: Path) -> str:
        if request.param == "root":
            return str(serve(output))
        if request.param == "file":
            return f"{output.as_uri()}/"
        (tmp_path / "repo").symlink_to(output)
        return f"{serve(tmp_path)}repo/"

    return give


def test_pages_are_whole_wherever_they_lie(watch, addressed: Addressed, sample_output: Path) -> None:
    watched, root = watch(), addressed(sample_output)
    for path in PATHS:
        page = watched.open(root + path)
        assert page.locator("h1").count() == 1, path
        serif = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
        assert "STIX" in serif, path
        assert page.evaluate(
            "document.fonts.ready.then(fonts => [...fonts].some(f => f.status === 'loaded'))"
        )


def test_links_lead_from_page_to_page(watch, addressed: Addressed, sample_output: Path) -> None:
    watched, root = watch(), addressed(sample_output)
    page = watched.open(root + "index.html")

    page.get_by_role("link", name="Self-Distilled Agentic Reinforcement Learning", exact=True).click()
    assert page.url == f"{root}papers/self-distilled-agentic-rl.html"
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Papers").click()
    assert page.url == f"{root}papers/index.html"
    page.get_by_role("navigation", name="Site").get_by_role("link", name="People").click()
    page.get_by_role("main").get_by_role("link", name="Zhengxi Lu").first.click()
    assert page.url == f"{root}authors/zhengxi-lu.html"
    page.locator(".site-title").click()
    assert page.url == f"{root}index.html"


def test_the_list_works_wherever_it_lies(watch, addressed: Addressed, sample_output: Path) -> None:
    page = watch().open(addressed(sample_output) + "index.html")

    page.get_by_label("With code").check()

    assert page.locator(".cards > li:visible").count() == 3
    assert page.get_by_role("status").inner_text() == "3 of 8 papers"


def test_an_address_that_is_not_there_gets_a_page_that_works(
    browser: Any, serve, author_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "ada").symlink_to(author_output)
    (tmp_path / "404.html").symlink_to(author_output / "404.html")
    root = serve(tmp_path)
    context = browser.new_context()
    page = context.new_page()

    answer = page.goto(f"{root}ada/papers/deep/down/gone.html")

    assert answer.status == 404
    assert "not found" in page.locator("h1").inner_text().lower()
    assert page.evaluate("document.styleSheets.length") >= 1
    page.get_by_role("main").get_by_role("link", name="Papers", exact=True).click()
    assert page.url == f"{root}ada/papers/index.html"
    context.close()


def test_a_version_leads_to_the_main_record(watch, serve, tmp_path: Path) -> None:
    from generator.pipeline import Request, build

    content = Path(__file__).parents[1] / "golden" / "versions" / "content"
    (tmp_path / "content").symlink_to(content)
    build(Request(site=tmp_path, jobs=1, theme="default"))
    watched = watch()
    root = serve(tmp_path / "output")
    for path in ("papers/slow-preprint.html", "pub/slow.html", "old/slow.html"):
        page = watched.open(root + path)
        page.wait_for_url(f"{root}papers/slow-journal.html")
    page = watched.open(f"{root}~ada/")
    page.wait_for_url(f"{root}authors/ada-example.html")
