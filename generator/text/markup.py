"""Titles, abstracts and pages as safe HTML, or as plain text.

Every function takes anything, raises nothing, and returns text without control characters.
"""

import html
import re
from typing import Final

from generator.text.characters import printable
from generator.text.inline import inline_html, plain_text
from generator.text.jats import html_of_jats
from generator.text.mathml import to_mathml
from generator.text.sanitize import clean_abstract, clean_inline, clean_page
from generator.text.tex_math import MATH_PATTERN, math_of

__all__ = ["abstract_html", "inline_html", "page_html", "plain_text"]

MAX_ABSTRACT: Final = 60_000
"""Longest abstract in characters whose markup is read; a longer one is shown as it stands."""

MAX_PAGE: Final = 400_000
"""The same for a page's body."""

Toc = tuple[tuple[int, str, str], ...]
"""A page's headings in order: level from 2 to 6, id, title as inline HTML."""

_MATH: Final = re.compile(MATH_PATTERN, re.DOTALL)
_MANY_LINES: Final = re.compile(r"\n{2,}")


# Ordinary text -----------------------------------------------------------------------------

# What Markdown could take for markup, wherever it stands.
_ACTIVE: Final = "*_`[\\"
# "p < 0.05" and "R & D" are text, "<i>" and "&lt;" are not.
_ACTIVE_BRACKET: Final = re.compile(r"<(?=[A-Za-z/!?])|<(?=[^<>\s@]+@)|&(?=[A-Za-z#])")
# Blanks beside a line's end have a meaning or vanish; a list begins a block.
_ACTIVE_LINE: Final = re.compile(r"\s\n|\n[^\S\n]|(?:\A|\n\n)(?:[-+]|\d+\.)\s")
# A page's lines can begin a heading, a table, a quote, a definition or an admonition.
_PAGE_LINE: Final = re.compile(r"(?:\A|\n)[^\w\n(\"'“‘]|[|{]")


def _is_ordinary(text: str) -> bool:
    """Tell whether Markdown and the sanitiser would only escape the text and make paragraphs.

    Args:
        text: Printable and stripped.
    """
    for char in _ACTIVE:
        if char in text:
            return False
    if "\t" in text or "$" in text:
        return False
    if ("<" in text or "&" in text) and _ACTIVE_BRACKET.search(text):
        return False
    return _ACTIVE_LINE.search(text) is None


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
    if _is_ordinary(text):
        return escaped_paragraphs(text)
    return abstract_html_by_parser(text)


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


def _math(match: re.Match[str], shown_bracket: str) -> str:
    tex, display = math_of(match)
    mathml = to_mathml(tex.replace(shown_bracket, "<"), display)
    return f'<span class="math-block">{mathml}</span>' if display else mathml


# Pages -------------------------------------------------------------------------------------

_HEADING: Final = re.compile(r'<h([2-6]) id="([^"]+)"[^<>]*>((?:(?!</?h[1-6]).)*)</h\1>', re.DOTALL)
_PERMALINK: Final = re.compile(r'<a(?=[^<>]* class="headerlink")[^<>]*>#</a>')


def page_html(text: str, *, id_prefix: str = "") -> tuple[str, Toc]:
    """Return the body of a page as safe HTML, and its headings.

    Markdown with tables, footnotes, definition lists, admonitions, attribute lists, TeX math
    and fenced code, which is coloured by Pygments' classes. A `#` heading is an `h2`, for the
    page's title is its `h1`. Relative links stay as they are.

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
    if _PAGE_LINE.search(text) is None and _is_ordinary(text):
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
