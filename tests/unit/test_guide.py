"""The guide must stay true: it is checked against the code that it describes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from generator.schema.author import Author
from generator.schema.document import DOCUMENTS, Document, Page
from generator.schema.paper import Paper
from generator.schema.site import Site
from generator.schema.venue import Venue

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "content" / "pages" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))

REPORTING_CALLS = frozenset({"Diagnostic", "Finding", "problem", "_report", "error", "note"})
SET_BY_BYLINE = frozenset({"body", "entry_text"})

FIELDS: dict[str, tuple[type[BaseModel], dict[str, str]]] = {
    "site.md": (Site, {"title": "The Example Lab"}),
    "authors.md": (Author, {"name": "Ada Example"}),
    "papers.md": (Paper, {"title": "Reading Papers Slowly"}),
    "pages.md": (Page, {"title": "The lab has moved"}),
}
"""The model that the examples of a page are for, and what it needs besides them."""


def text_of(page: str) -> str:
    return (GUIDE / page).read_text(encoding="utf-8")


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each table row, but for headings."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def names_in(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


def examples(page: str) -> Iterator[Any]:
    """What each example of a page writes, where a table has a column for them."""
    for cells in rows(text_of(page).split("## Venues")[0]):
        if len(cells) == 3 and re.fullmatch(r"`[a-z_]+: [^`]+`", cells[2]):
            written = yaml.load(cells[2].strip("`"), yaml.BaseLoader)  # noqa: S506  it makes texts only
            yield pytest.param(page, written, id=f"{page}-{cells[0]}")


def documented(text: str) -> set[str]:
    return {name for cells in rows(text) for name in names_in(cells[0])}


def reported_codes() -> set[str]:
    """The codes that stand as text in a call which reports a problem."""
    found = set()
    for file in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in REPORTING_CALLS:
                found |= set(_codes(node))
    return found


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _codes(node: ast.Call) -> Iterator[str]:
    keywords = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
    texts = [a.value for a in (*keywords, *node.args) if isinstance(a, ast.Constant)]
    kebab = [t for t in texts if isinstance(t, str) and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", t)]
    yield from kebab[:1]


def test_every_code_that_the_generator_reports_is_explained() -> None:
    explained = set(re.findall(r"`([a-z0-9-]+)`", text_of("troubleshooting.md")))
    codes = reported_codes()
    assert {"unknown-field", "duplicate-slug", "symlink"} <= codes
    assert codes <= explained, sorted(codes - explained)


@pytest.mark.parametrize("page", ["site.md", "authors.md", "papers.md"])
def test_every_field_has_a_row(page: str) -> None:
    model, _ = FIELDS[page]
    fields = set(model.model_fields) - SET_BY_BYLINE
    assert fields <= documented(text_of(page)), sorted(fields - documented(text_of(page)))


def test_every_field_of_pages_news_talks_courses_and_projects_has_a_row() -> None:
    text, venues = text_of("pages.md").split("## Venues")
    shared, own = text.split("And each kind has its own:")
    shared_fields = set(Document.model_fields) - SET_BY_BYLINE
    assert shared_fields <= documented(shared)
    described = {name for cells in rows(own) for name in names_in(cells[1])}
    for model in DOCUMENTS.values():
        assert set(model.model_fields) - set(Document.model_fields) <= described, model.kind
    assert set(Venue.model_fields) - {"extra"} <= documented(venues)


@pytest.mark.parametrize(("page", "written"), [e for page in FIELDS for e in examples(page)])
def test_every_example_is_valid(page: str, written: dict[str, Any]) -> None:
    model, needed = FIELDS[page]
    model.model_validate({**needed, **written})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_of_the_guide_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"(?<!`)\]\(([a-z0-9./-]+)\.html", text):
        assert (page.parent / f"{target}.md").is_file(), f"{page.name} links to {target}.html"


def test_the_readme_links_to_every_page_of_the_guide() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"content/pages/guide/([a-z-]+)\.md", readme))
    assert linked == {page.stem for page in PAGES} - {"index"}
