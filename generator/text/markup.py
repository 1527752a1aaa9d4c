"""Titles, abstracts and pages as safe HTML, or as plain text.

Every function takes anything, raises nothing, and returns text without control characters.
"""

import html
import re
from typing import Final

from generator.text.characters import printable
from generator.text.inline import inline_html, plain_text, readable_text
from generator.text.jats import html_of_jats
from generator.text.mathml import math_html
from generator.text.sanitize import clean_abstract, clean_inline, clean_page
from generator.text.tex_math import MATH_PATTERN, math_of, may_hold_math

__all__ = ["abstract_html", "inline_html", "page_html", "plain_text", "readable_text"]

MAX_ABSTRACT: Final = 60_000
"""Longest abstract in characters whose markup is read; a longer one is shown as it stands."""

MAX_PAGE: Final = 250_000
"""The same for a page's body."""

# A letter of the private use area: nothing that people write in a text.
_PLACE: Final = "\ue00e"

Toc = tuple[tuple[int, str, str], ...]
"""A page's headings in order: level from 2 to 6, id, title as inline HTML."""

_MATH: Final = re.compile(MATH_PATTERN, re.DOTALL)
_MANY_LINES: Final = re.compile(r"\n{2,}")


# Ordinary text -----------------------------------------------------------------------------

# What Markdown could take for markup, wherever it stands; blanks beside a line's end have a
# meaning or vanish.
_ACTIVE: Final = ("*", "_", "`", "[", "\\", "\t", " \n", "\n ")
# "p < 0.05" and "R & D" are text, "<i>" and "&lt;" are not.
_ACTIVE_BRACKET: Final = re.compile(r"<(?=[A-Za-z/!?])|<(?=[^<>\s]+@)|&(?=[A-Za-z#])")
# A list begins a block.
_LIST: Final = re.compile(r"(?:[-+]|\d+\.)\s")
_INNER_LIST: Final = re.compile(r"\n\n(?:[-+]|\d+\.)\s")
# Blanks that are not ASCII.
_WIDE_BLANK: Final = re.compile(r"[^\S \n](?=\n|\Z)|\n[^\S\n]")
# A page's lines can begin a heading, a table, a quote, a definition or an admonition.
_PAGE_LINE: Final = re.compile(r"(?:\A|\n)[^\w\n(\"'“‘]|[|{]")


def _is_ordinary(text: str) -> bool:
    """Tell whether Markdown and the sanitiser would only escape the text and make paragraphs.

    Args:
        text: Printable and stripped, without math.
    """
    for mark in _ACTIVE:
        if mark in text:
            return False
    if ("<" in text or "&" in text) and _ACTIVE_BRACKET.search(text):
        return False
    if not text.isascii() and _WIDE_BLANK.search(text):
        return False
    return _LIST.match(text) is None and ("\n\n" not in text or _INNER_LIST.search(text) is None)


def _ordinary_with_math(text: str) -> str | None:
    """Return the paragraphs of a text that is ordinary but for its math, None of another.

    Args:
        text: Printable and stripped.
    """
    # A letter takes the place of each formula, so that what stands around it is judged.
    formulas: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        formulas.append(match[0])
        return _PLACE

    # One dollar that is left over may belong to anything; a formula of several lines may
    # stand on lines of its own.
    if _PLACE in text:
        return None
    rest = _MATH.sub(put_aside, text)
    if "$" in rest or not _is_ordinary(rest) or any("\n" in formula for formula in formulas):
        return None
    parts = escaped_paragraphs(rest).split(_PLACE)
    shown = [parts[0]]
    for formula, part in zip(formulas, parts[1:], strict=True):
        match = _MATH.match(formula)
        shown += (_math(match), part) if match is not None else (part,)
    return "".join(shown)


def escaped_paragraphs(text: str) -> str:
    """Return the text as it stands: escaped, a paragraph for each run of lines."""
    escaped = html.escape(text, quote=False)
    if "\n\n" not in escaped:
        return f"<p>{escaped}</p>"
    return "\n".join(f"<p>{part}</p>" for part in _MANY_LINES.split(escaped))


def _shown_as_it_stands(text: str) -> str:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return escaped_paragraphs(lines.strip("\n"))


# Abstracts ---------------------------------------------------------------------------------

_MARKUP_DOCUMENT: Final = re.compile(r"<(?:p|div|ul|ol|dl|blockquote)[\s>]", re.IGNORECASE)


def abstract_html(text: str) -> str:
    """Return an abstract as safe HTML: paragraphs, emphasis, links, lists, math, JATS.

    Markdown without headings, quotes, images and code blocks. A text that begins with a
    paragraph's tag is taken for HTML.
    """
    text = printable(text).strip()
    if not text:
        return ""
    if len(text) > MAX_ABSTRACT:
        return _shown_as_it_stands(text)
    if may_hold_math(text):
        short = _ordinary_with_math(text)
    else:
        short = escaped_paragraphs(text) if _is_ordinary(text) else None
    return abstract_html_by_parser(text) if short is None else short


def abstract_html_by_parser(text: str) -> str:
    """Return what `abstract_html` does, without its short cut for ordinary text.

    Args:
        text: Printable, stripped, at most `MAX_ABSTRACT` characters.
    """
    from generator.text.markdown_engine import convert_abstract

    if "<" in text:
        text = html_of_jats(text).strip()
        if _MARKUP_DOCUMENT.match(text):
            return clean_abstract(_document(text)).strip()
    converted = convert_abstract(text)
    return _shown_as_it_stands(text) if converted is None else clean_abstract(converted)


def _document(text: str) -> str:
    from generator.text.markdown_engine import SHOWN_BRACKET, mark_abstract_brackets

    marked = mark_abstract_brackets(text)
    marked = _MATH.sub(lambda m: _math(m, SHOWN_BRACKET), marked)
    return marked.replace(SHOWN_BRACKET, "&lt;")


def _math(match: re.Match[str], shown_bracket: str = "<") -> str:
    tex, display = math_of(match)
    return math_html(tex.replace(shown_bracket, "<"), display=display)


# Pages -------------------------------------------------------------------------------------

_HEADING: Final = re.compile(r'<h([2-6]) id="([^"]+)"[^<>]*>((?:(?!</?h[1-6]).)*)</h\1>', re.DOTALL)
_PERMALINK: Final = re.compile(r'<a(?=[^<>]* class="headerlink")[^<>]*>#</a>')


def page_html(text: str, *, id_prefix: str = "") -> tuple[str, Toc]:
    """Return the body of a page as safe HTML, and its headings.

    Markdown with tables, footnotes, definition lists, admonitions, attribute lists, TeX math
    and fenced code, which is coloured by Pygments' classes. The highest headings, `#` or `##`, are
    `h2`, for the page's title is its `h1`. Relative links stay as they are.

    Args:
        text: Markdown; HTML in it passes the sanitiser only.
        id_prefix: Put before every id and every link to one, where a page has several bodies
            or ids of its own.
    """
    text = printable(text).strip("\n").rstrip()
    if not text.strip():
        return "", ()
    if len(text) > MAX_PAGE:
        return _shown_as_it_stands(text), ()
    if not may_hold_math(text) and _is_ordinary(text) and _PAGE_LINE.search(text) is None:
        return escaped_paragraphs(text), ()
    return page_html_by_parser(text, id_prefix=id_prefix)


def page_html_by_parser(text: str, *, id_prefix: str = "") -> tuple[str, Toc]:
    """Return what `page_html` does, without its short cut for ordinary text.

    Args:
        text: Printable, without blank lines around it, at most `MAX_PAGE` characters.
        id_prefix: As for `page_html`.
    """
    from generator.text.markdown_engine import convert_page

    converted = convert_page(text)
    if converted is None:
        return _shown_as_it_stands(text), ()
    page = clean_page(converted, id_prefix)
    toc = tuple(
        (int(level), html.unescape(name), clean_inline(_PERMALINK.sub("", title)).strip())
        for level, name, title in _HEADING.findall(page)
    )
    return page, toc
