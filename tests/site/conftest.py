"""A page as a strict reader sees it: elements with attributes, ids, and the text in order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u wbr".split())
UNSHOWN = frozenset({"script", "style", "template", "title"})


@dataclass
class Element:
    """A start tag; `text` is filled for scripts and styles only."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """One HTML file.

    Attributes:
        text: What a reader sees of the body's main part, white space collapsed.
    """

    path: Path
    elements: list[Element] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


class _Reader(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.page = Page(path)
        self._open: list[str] = []
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append(Element(tag, attributes))
        if "id" in attributes:
            self.page.ids.append(attributes["id"])
        self._separate(tag)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        self._separate(tag)
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.page.elements[-1].text += data
        if "main" in self._open and not UNSHOWN & set(self._open):
            self._pieces.append(data)

    def _separate(self, tag: str) -> None:
        if tag not in INLINE:
            self._pieces.append(" ")

    def finish(self) -> Page:
        self.close()
        self.page.text = re.sub(r"\s+", " ", "".join(self._pieces)).strip()
        return self.page


ReadPage = Callable[[Path], Page]


@pytest.fixture(scope="session")
def read_page() -> ReadPage:
    """Reads an HTML file, each once."""

    @cache
    def read(path: Path) -> Page:
        reader = _Reader(path)
        reader.feed(path.read_text(encoding="utf-8"))
        return reader.finish()

    return read


@pytest.fixture(params=["sample", "lab", "author"])
def output(request: pytest.FixtureRequest) -> Path:
    """The output of each of the sites that show every kind of page."""
    found: Path = request.getfixturevalue(f"{request.param}_output")
    return found
