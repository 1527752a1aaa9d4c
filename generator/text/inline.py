"""Titles and other single lines: emphasis, code, math and a few tags."""

import html
import re
from typing import Final

from generator.text.characters import printable
from generator.text.jats import html_of_jats
from generator.text.mathml import to_mathml
from generator.text.sanitize import (
    DROPPED_TAGS,
    MATHML_TAGS,
    PAGE_TAGS,
    clean_inline,
    tag_pattern,
)
from generator.text.tex_math import MATH_PATTERN, math_of, may_hold_math

MAX_MARKUP: Final = 50_000
"""Longest text in characters whose markup is read; a longer one is shown as it stands."""

_ACTIVE: Final = ("*", "_", "`", "<", "&", "$", "\\", "](")

# Alternatives are tried in this order at each place. None of them can look past the next mark
# of its own kind, so the time is proportional to the length.
_TOKEN: Final = re.compile(
    r"(?=[\\$`<&*_\[])(?:"
    rf"{MATH_PATTERN}"
    r"|\\(?P<escaped>[\\`*_{}$&%#\[\]<>!+.-])"
    r"|(?<!`)(?:``(?!`)(?P<code2>(?:[^`]|`(?!`))+)``(?!`)|`(?P<code>[^`]+)`(?!`))"
    rf"|(?P<tag>{tag_pattern(PAGE_TAGS | MATHML_TAGS | DROPPED_TAGS)})"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    # Only around whole words: "A*" and "D*-Lite" are names of algorithms.
    r"|(?<![\w*])\*\*(?=[^\s*])(?P<strong>(?:[^*]|\*(?!\*))+)(?<!\s)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*]+)(?<!\s)\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<under>[^_]+)(?<!\s)_(?![\w_])"
    r"|\[(?P<link>[^\[\]]*)\]\((?P<href>[^\s()<>]*)(?:\s+\"[^\"()]*\")?\))",
    re.DOTALL | re.IGNORECASE,
)

_MATH_KINDS: Final = ("dollar", "round", "dollars", "square")
_BREAKS: Final = re.compile(r"</?(?:br|p|div|li|ul|ol|dt|dd|dl|blockquote|h[1-6]|tr|td|th)\b", re.IGNORECASE)
_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*(?:\n\s*)+")


def _has_markup(text: str) -> bool:
    if len(text) > MAX_MARKUP:
        return False
    # Several searches for one character are faster than one for a set of them.
    for mark in _ACTIVE:  # noqa: SIM110  (a generator would cost more than the search)
        if mark in text:
            return True
    return False


def inline_html(text: str) -> str:
    """Return a title as safe HTML.

    `*emphasis*`, `**strong**`, `_emphasis_` between words, code in backticks, TeX math (as
    MathML), a backslash before a mark, character references, and the tags of `INLINE_TAGS`,
    of MathML and of JATS are understood; any other `<` is shown. Links give their text.
    """
    text = " ".join(printable(text).split())
    if not _has_markup(text):
        return html.escape(text, quote=False)
    if "<" in text:
        text = html_of_jats(text)
    markup = _to_html(text)
    return clean_inline(markup) if "<" in markup or "&" in markup else markup


def _to_html(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(text):
        parts.append(html.escape(text[position : match.start()], quote=False))
        parts.append(_token_html(match))
        position = match.end()
    parts.append(html.escape(text[position:], quote=False))
    return "".join(parts)


def _token_html(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in _MATH_KINDS:
        # A title is one line: a displayed formula is set in line as well.
        return to_mathml(math_of(match)[0])
    if kind in ("code", "code2"):
        return f"<code>{html.escape(match[kind].strip(), quote=False)}</code>"
    if kind in ("tag", "entity"):
        return match[0]
    if kind == "escaped":
        return html.escape(match[kind], quote=False)
    if kind == "strong":
        return f"<strong>{_to_html(match[kind])}</strong>"
    if kind in ("em", "under"):
        return f"<em>{_to_html(match[kind])}</em>"
    return _to_html(match["link"])


def plain_text(text: str) -> str:
    """Return a title or an abstract without its markup, for tags, feeds and JSON.

    TeX math stays as its source with its delimiters. Runs of blanks become one space;
    paragraphs stay separated by an empty line. Plain text comes back unchanged.
    """
    return _plain_text(text, reads_math=False)


def readable_text(text: str) -> str:
    r"""Return `plain_text` for a reader: TeX math as Unicode text, "ℓ₁" for `$\ell_1$`."""
    return _plain_text(text, reads_math=may_hold_math(text))


def _plain_text(text: str, *, reads_math: bool) -> str:
    text = printable(text).strip()
    if _has_markup(text):
        if "<" in text:
            text = html_of_jats(text)
        text = printable(_to_text(text, reads_math=reads_math))
    if "\n" not in text:
        return " ".join(text.split())
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPHS.split(text))
    return "\n\n".join(part for part in paragraphs if part)


def _to_text(text: str, *, reads_math: bool) -> str:
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(text):
        parts.append(text[position : match.start()])
        parts.append(_token_text(match, reads_math=reads_math))
        position = match.end()
    parts.append(text[position:])
    return "".join(parts)


def _token_text(match: re.Match[str], *, reads_math: bool) -> str:
    kind = match.lastgroup
    if kind == "tag":
        tag = match[0]
        if tag.lower().startswith(("</p", "</li", "</blockquote", "</h", "</dl")):
            return "\n\n"
        return " " if _BREAKS.match(tag) else ""
    if kind == "entity":
        return html.unescape(match[0])
    if kind in ("code", "code2", "escaped"):
        return match[kind].strip()
    if kind in ("strong", "em", "under"):
        return _to_text(match[kind], reads_math=reads_math)
    if kind == "href":
        return _to_text(match["link"], reads_math=reads_math)
    if reads_math and kind in _MATH_KINDS:
        from generator.text.math_text import math_text

        return math_text(math_of(match)[0])
    return match[0]
