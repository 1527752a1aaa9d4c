"""Relative links in people's own texts, and in the navigation, that lead to no page of the site."""

import difflib
import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.errors import Diagnostic, Position, Severity
from generator.model import Document, Origin
from generator.pages import paths
from generator.pages.documents import document_path, has_page
from generator.pages.planning import Plan
from generator.text.markup import page_html
from generator.text.prose import prose_of
from generator.urls import relative_url, web_address

FindText = Callable[[Origin, str, int], Position]
"""Finds where a text stands in a record's file for the nth time, from 0."""

FindNav = Callable[[int], Position]
"""Finds where the nth entry of the navigation stands, from 0."""

MAX_SUGGESTIONS: Final = 50

_LINK: Final = re.compile(
    r"""\]\([ ]*(?:<(?P<angle>[^<>\n]+)>|(?P<plain>[^\s()<>]+))"""
    r"""|^[ ]{0,3}\[(?!\^)[^\]\n]{1,500}\]:[ ]*<?(?P<definition>[^\s<>]+)"""
    r"""|\b(?:href|src)\s*=\s*(?:"(?P<double>[^"<>\n]+)"|'(?P<single>[^'<>\n]+)'|(?P<bare>[^\s"'<>]+))""",
    re.MULTILINE | re.IGNORECASE,
)
_SHOWN: Final = re.compile(r' (?:href|src)="([^"]*)"')
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What a build makes beside the files of its plan.
_MADE_LATER: Final = ("assets/", "search/", "sitemap")
_INDEX: Final = "index.html"
_NO_PAGE: Final = (".md", ".markdown", ".qmd", ".rst")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and the output path that its relative links start from."""

    text: str
    base: str
    origin: Origin


def dead_links(plan: Plan, find_text: FindText, find_nav: FindNav) -> tuple[Diagnostic, ...]:
    """Return a warning for each relative link and image that the output has no file for.

    Looked at are the bodies of own pages, news, talks, courses and projects, biographies, and the
    site's `nav`. Code is no link. Links with a scheme, and links from the host's root to what
    lies outside the site, are left alone.
    """
    return tuple(_Checker(plan).problems(find_text, find_nav))


class _Checker:
    def __init__(self, plan: Plan) -> None:
        self._context = plan.context
        routes = (*plan.pages, *plan.texts, *plan.images)
        self._files = {route.path for route in routes} | {file.path for file in plan.static}
        self._folders = {
            path[: -len(_INDEX)].rstrip("/")
            for path in self._files
            if path.endswith(_INDEX) and f"/{path}".endswith(f"/{_INDEX}")
        }
        self._root = urlsplit(plan.context.site.url).path.rstrip("/") + "/"
        self._suggested = 0

    def problems(self, find_text: FindText, find_nav: FindNav) -> Iterator[Diagnostic]:
        for index, link in enumerate(self._context.site.nav):
            if self._is_dead(link.url, paths.HOME):
                where = ("content/site.yaml", *find_nav(index))
                yield self._warning(where, link.url, paths.HOME, f"nav: '{_cut(link.url)}' is no page here")
        for text in self._texts():
            yield from self._dead_in(text, find_text)

    def _texts(self) -> Iterator[_Text]:
        for person in self._context.corpus.people.values():
            if person.biography and person.origin:
                yield _Text(person.biography, paths.HOME, person.origin)
        for document in self._context.corpus.documents:
            if document.body and document.origin:
                yield _Text(document.body, _base_of(document), document.origin)

    def _dead_in(self, text: _Text, find_text: FindText) -> Iterator[Diagnostic]:
        if "](" not in text.text and "]:" not in text.text and "=" not in text.text:
            return
        shown: set[str] | None = None
        met: dict[str, int] = {}
        for match in _LINK.finditer(prose_of(text.text)):
            # With the character behind it: "x" is not to be found in "xy".
            written = match.string[match.start() : match.end() + 1].rstrip("\n")
            nth = met[written] = met.get(written, -1) + 1
            name = match.lastgroup or "plain"
            address = web_address(html.unescape(match[name]))
            if not self._is_dead(address, text.base):
                continue
            # Only what the page links in the end: the text may stand in code or in a comment.
            shown = _shown_addresses(text.text) if shown is None else shown
            if address not in shown:
                continue
            line, column = find_text(text.origin, written, nth)
            where = (text.origin.path, line, column + match.start(name) - match.start())
            message = f"the link '{_cut(match[name])}' leads to nothing on this site"
            yield self._warning(where, address, text.base, message)

    def _is_dead(self, address: str, base: str) -> bool:
        target = self._target(address, base)
        if target is None or target.startswith(_MADE_LATER) or target in self._files:
            return False
        return target.rstrip("/") not in self._folders

    def _target(self, address: str, base: str) -> str | None:
        """Return the output path that an address means, None for what is not of this site."""
        path = re.split(r"[?#]", address, maxsplit=1)[0]
        if not path or _SCHEME.match(address):
            return None
        path = unquote(path)
        if path.startswith("/") and not path.startswith(self._root):
            return None
        path = (
            path[len(self._root) :] if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
        )
        found = posixpath.normpath(path)
        return "" if found == "." else found + ("/" if path.endswith("/") else "")

    def _warning(self, where: tuple[str, int, int], address: str, base: str, message: str) -> Diagnostic:
        hint = None
        self._suggested += 1
        nearest = (
            self._nearest(self._target(address, base) or "", address)
            if self._suggested <= MAX_SUGGESTIONS
            else ""
        )
        if nearest:
            hint = f"did you mean '{relative_url(base, nearest)}'?"
        return Diagnostic(*where, Severity.WARNING, "dead-link", message, hint)

    def _nearest(self, target: str, address: str) -> str:
        stem, suffix = posixpath.splitext(target.rstrip("/"))
        name = stem.rpartition("/")[2]
        pages = [stem + ".html"] if suffix in _NO_PAGE else [target.rstrip("/") + ".html"]
        # Written as if every link started at the root.
        below_root = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).lstrip("./")
        for candidate in (*pages, below_root, below_root + ".html", name + (suffix or ".html")):
            if candidate in self._files:
                return candidate
        close = difflib.get_close_matches(target.lstrip("./"), sorted(self._likely(target)), 1, 0.75)
        return close[0] if close else ""

    def _likely(self, target: str) -> Iterator[str]:
        # A comparison of every file takes seconds on a large site.
        first = target.lstrip("./")[:1]
        alike = (path for path in self._files if path[:1] == first and abs(len(path) - len(target)) <= 8)
        for number, path in enumerate(sorted(alike)):
            if number == 5000:
                return
            yield path


def _base_of(document: Document) -> str:
    # Talks and courses stand on a page that they share: their links start at the root.
    return document_path(document) if has_page(document) else paths.HOME


def _shown_addresses(text: str) -> set[str]:
    return {html.unescape(address) for address in _SHOWN.findall(page_html(text)[0])}


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
