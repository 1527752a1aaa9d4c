"""Links in the user's own sources that a host breaks: from the root, and without encryption."""

import os
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from generator.errors import Diagnostic, Severity
from generator.sources.walking import is_leftover

_SOURCES = (".md", ".markdown", ".yaml", ".yml")
_PAGES = (".html", ".htm", ".css")
_MAX_BYTES = 1_000_000
_MAX_LINE = 20_000

_ROOT_LINK = re.compile(
    r"""\]\(\s*<?(/(?!/)[^\s)>]*)"""
    r"""|^\ {0,3}\[[^\]]{1,500}\]:\s*<?(/(?!/)\S*)"""
    r"""|\b(?:href|src|srcset|poster|action|data)\s*=\s*["']?(/(?!/)[^\s"'>]*)"""
    r"""|\burl\(\s*["']?(/(?!/)[^\s"')]*)""",
    re.MULTILINE,
)
_PLAIN_HTTP = re.compile(
    r"""!\[[^\]]{0,500}\]\(\s*<?(http://[^\s)>]+)"""
    r"""|<(?:img|script|iframe|source|video|audio|embed|track)\b[^>]{0,500}?\s"""
    r"""(?:src|poster)\s*=\s*["']?(http://[^\s"'>]+)"""
    r"""|<link\b[^>]{0,500}?\bstylesheet\b[^>]{0,500}?\bhref\s*=\s*["']?(http://[^\s"'>]+)"""
    r"""|^[ \t]*(?:-[ \t]*)?(?:photo|preview|image|script)[ \t]*:[ \t]*["']?(http://[^\s"']+)"""
    r"""|\burl\(\s*["']?(http://[^\s"')]+)""",
    re.MULTILINE,
)
_CODE = re.compile(r"``(?:[^`]|`(?!`))*``|`[^`]*`")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")


class Reach(Enum):
    """What a link that begins with / leads to on a host."""

    ROOT = "the site"
    BELOW = "what lies above the site"
    UNKNOWN = "not known"


def link_problems(site: Path, reach: Reach) -> Iterator[Diagnostic]:
    """Report links from the root that miss the site, and what pages would load over plain http.

    Looked at are Markdown and YAML below `content/`, the site's own HTML and CSS below
    `content/static/`, and its themes.
    """
    for path in _files(site, "content"):
        suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a text, for every file
        is_static = path.startswith("content/static/")
        if suffix in (_PAGES if is_static else _SOURCES):
            yield from _problems(site, path, reach)
    for path in _files(site, "themes"):
        if path.lower().endswith(_PAGES):
            yield from _problems(site, path, reach)


def _files(site: Path, folder: str) -> Iterator[str]:
    try:
        with os.scandir(site / folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if is_leftover(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(site, path)
        elif entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _MAX_BYTES:
            yield path


def _problems(site: Path, path: str, reach: Reach) -> Iterator[Diagnostic]:
    try:
        text = (site / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    # Most files have neither: they are done with two searches.
    if not (_ROOT_LINK.search(text) or _PLAIN_HTTP.search(text)):
        return
    for number, line in _prose(text, is_markdown=path.endswith((".md", ".markdown"))):
        if reach is not Reach.ROOT:
            yield from _root_links(path, number, line, reach)
        for match in _PLAIN_HTTP.finditer(line):
            yield Diagnostic(
                path,
                number,
                match.start(match.lastindex or 0) + 1,
                Severity.WARNING,
                "insecure-content",
                "browsers do not load this on a page that came by https",
                "write https://, or keep a copy below content/static/",
            )


def _root_links(path: str, number: int, line: str, reach: Reach) -> Iterator[Diagnostic]:
    for match in _ROOT_LINK.finditer(line):
        target = match[match.lastindex or 0]
        below = reach is Reach.BELOW
        yield Diagnostic(
            path,
            number,
            match.start(match.lastindex or 0) + 1,
            Severity.WARNING if below else Severity.NOTE,
            "root-link",
            f"'{target[:80]}' starts at the host's root, "
            + ("which is above this site" if below else "which may be above this site"),
            "leave out the leading /, and write it relative to the page",
        )


def _prose(text: str, is_markdown: bool) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a text; the code in Markdown is blanked."""
    fence = ""
    for number, whole in enumerate(text.splitlines(), start=1):
        line = whole[:_MAX_LINE]
        if not is_markdown:
            yield number, line
            continue
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, _CODE.sub(lambda match: " " * len(match[0]), line)
