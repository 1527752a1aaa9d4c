"""Python-Markdown, one instance a process for abstracts and one for pages.

What makes it slow or recursive without bound on hostile text is limited before it sees it. The
result is not safe to publish: `generator.text.markup` sanitises it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.text.code_blocks import replace_fences
from generator.text.mathml import math_html
from generator.text.sanitize import (
    ABSTRACT_TAGS,
    DROPPED_TAGS,
    MATHML_TAGS,
    PAGE_TAGS,
    tag_pattern,
)
from generator.text.slugs import slugify
from generator.text.tex_math import MATH_PATTERN, math_of

if TYPE_CHECKING:
    from markdown.blockparser import BlockParser

SHOWN_BRACKET: Final = "\x0e"
"""Stands for a `<` that is text, up to the sanitiser; `printable` text holds none."""

_MAX_RAW_TAGS: Final = 20_000
_MAX_CONTAINERS: Final = 16
_MAX_INDENT: Final = 4 * _MAX_CONTAINERS

# Steps that looking for the ends of links and code may take in one text, about a second's worth.
_INLINE_BUDGET: Final = 8_000_000


# Angle brackets ----------------------------------------------------------------------------


def _bracketed(tags: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of what `<` may begin; at any other `<` it matches that alone."""
    return re.compile(
        rf"{tag_pattern(tags)}"
        r"|<!--(?:(?!<!--|-->).)*-->"
        r"|<https?://[^<>\s]++>|<[^<>\s@]++@[^<>\s@]++>"
        # The address of a link: "[text](<path with blanks>)".
        r"|(?P<address>(?<=\]\()<)(?=[^<>\n]{1,2000}>)"
        r"|<",
        re.DOTALL | re.IGNORECASE,
    )


_ABSTRACT_BRACKETS: Final = _bracketed(ABSTRACT_TAGS | MATHML_TAGS | DROPPED_TAGS)
_PAGE_BRACKETS: Final = _bracketed(PAGE_TAGS | MATHML_TAGS | DROPPED_TAGS)


def _mark_brackets(text: str, pattern: re.Pattern[str]) -> str:
    """Replace each `<` that begins no known tag."""
    if text.count("<") > _MAX_RAW_TAGS:
        return text.replace("<", SHOWN_BRACKET)
    return pattern.sub(lambda m: SHOWN_BRACKET if m[0] == "<" and not _is_address(m) else m[0], text)


def _is_address(bracket: re.Match[str]) -> bool:
    """Tell whether a bracket of its own was matched as the begin of a link's address."""
    return bracket.lastgroup == "address"


def mark_abstract_brackets(text: str) -> str:
    """Return an abstract's Markdown with `SHOWN_BRACKET` for each `<` that is text."""
    return _mark_brackets(text, _ABSTRACT_BRACKETS)


# Before the blocks -------------------------------------------------------------------------


class _Fences(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if not any("```" in line or "~~~" in line for line in lines):
            return lines
        return replace_fences(lines, self.md.htmlStash.store)


class _Brackets(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return _mark_brackets(text, _PAGE_BRACKETS).split("\n") if "<" in text else lines


_DISPLAY: Final = re.compile(
    r"^[ ]{0,3}(?:"
    r"\$\$(?P<dollars>(?:\\[^\x02\x03]|[^\\$\x02\x03])++)\$\$"
    r"|\\\[(?P<square>(?:(?!\\[\[\]])[^\x02\x03])+)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>equation|align|gather|multline|eqnarray|flalign)\*?\}"
    r"(?:(?!\\begin\{(?P=name)|\\end\{(?P=name))[^\x02\x03])+\\end\{(?P=name)\*?\})"
    r")[ ]*$",
    re.MULTILINE,
)
_EMPTY_LINE: Final = re.compile(r"\n[ ]*\n")


class _DisplayMath(Preprocessor):
    """Takes formulas on lines of their own out of the way of lists, quotes and headings."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "$$" not in text and "\\[" not in text and "\\begin{" not in text:
            return lines
        return _DISPLAY.sub(self._stashed, text).split("\n")

    def _stashed(self, match: re.Match[str]) -> str:
        if _EMPTY_LINE.search(match[0]):
            return match[0]
        tex = match["dollars"] or match["square"] or match["environment"]
        return str(self.md.htmlStash.store(math_html(tex.replace(SHOWN_BRACKET, "<"), display=True)))


_CONTAINERS: Final = re.compile(r"(?:[ ]*(?:>|(?:[-+*]|\d{1,9}\.)(?=[ ])))+")
_CONTAINER: Final = re.compile(r"[ ]*(?:>|(?:[-+*]|\d{1,9}\.)(?=[ ]))")
_HEADING_LINE: Final = re.compile(r"#{1,6}[^#]|(?:=+|-+)[ ]*\Z")


class _Bounds(Preprocessor):
    """Bounds nesting: the parser recurses once a level."""

    def run(self, lines: list[str]) -> list[str]:
        return [_bounded(line) for line in lines]


class _Blocks(Preprocessor):
    """Lets headings and admonitions begin blocks.

    The parser takes the rest of a block anew after each of those in it, which is quadratic.
    """

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        for line in lines:
            if line.startswith(("#", "!!!")):
                result.append("")
            result.append(line)
            if _HEADING_LINE.match(line):
                result.append("")
        return result


def _bounded(line: str) -> str:
    if line.startswith(" " * (_MAX_INDENT + 1)):
        line = " " * _MAX_INDENT + line.lstrip(" ")
    containers = _CONTAINERS.match(line)
    if containers is None or containers.end() <= _MAX_CONTAINERS:
        return line
    position = 0
    for _ in range(_MAX_CONTAINERS):
        marker = _CONTAINER.match(line, position, containers.end())
        if marker is None:
            return line
        position = marker.end()
    return line[:position] + line[containers.end() :]


# Inside the blocks -------------------------------------------------------------------------


class _Math(InlineProcessor):
    # The type stubs give the general signature; a string is a placeholder of the stash.
    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        tex, display = math_of(m)
        html = math_html(tex.replace(SHOWN_BRACKET, "<"), display=display)
        return str(self.md.htmlStash.store(html)), m.start(0), m.end(0)


class _Budget(Treeprocessor):
    """Shows text as it stands where finding the ends of its links would take too long."""

    def run(self, root: Element) -> None:
        left = _INLINE_BUDGET
        for element in root.iter():
            for name in ("text", "tail"):
                text = getattr(element, name)
                if not text or len(text) < 200 or isinstance(text, AtomicString):
                    continue
                cost = _inline_cost(text)
                if cost > left:
                    setattr(element, name, AtomicString(text))
                else:
                    left -= cost


_LINK_MARKS: Final = re.compile(r"[\[\]]|`+")


def _inline_cost(text: str) -> int:
    """Return how many characters are looked at in vain for the ends of links and code."""
    # The library copies the text for each thing that it finds, which is fast but adds up.
    cost = sum(map(text.count, "*_`[\\<&$!")) * len(text) // 400
    cost += (text.count("](") + text.count("][")) * len(text) // 4
    opened: list[int] = []
    for match in _LINK_MARKS.finditer(text):
        mark = match[0]
        if mark == "[":
            opened.append(match.start())
        elif mark != "]":
            cost += len(mark) * len(text) // 4
        elif opened:
            cost += match.start() - opened.pop()
    return cost + sum(len(text) - start for start in opened)


# After the blocks --------------------------------------------------------------------------

_STASHED: Final = re.compile("\x02[^\x03]*\x03")
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ALIGNMENT: Final = re.compile(r"text-align:\s*(left|right|center)")


class _Headings(Treeprocessor):
    """Sets headings below the page's own, and gives each an id and a link to itself.

    The highest level that the text uses becomes `h2`, so no level is skipped behind the title
    whether the text begins with `#` or with `##`.
    """

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _HEADING_TAGS]
        shift = 2 - min((int(heading.tag[1]) for heading in headings), default=2)
        used: dict[str, int] = {}
        for heading in headings:
            heading.tag = f"h{min(int(heading.tag[1]) + shift, 6)}"
            title = _STASHED.sub("", "".join(heading.itertext()))
            name = _unused(heading.get("id") or slugify(title) or "section", used)
            heading.set("id", name)
            link = SubElement(heading, "a", {"class": "headerlink", "href": f"#{name}"})
            link.set("aria-label", "Link to this section")
            link.text = AtomicString("#")


def _unused(name: str, used: dict[str, int]) -> str:
    """Return the name with the first free number behind it; `used` keeps where to look."""
    if name not in used:
        used[name] = 2
        return name
    while (numbered := f"{name}-{used[name]}") in used:
        used[name] += 1
    used[name] += 1
    used[numbered] = 2
    return numbered


class _Tables(Treeprocessor):
    """Lets wide tables scroll, and writes alignment as classes: our policy forbids styles."""

    def run(self, root: Element) -> None:
        number = 0
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    number += 1
                    _wrap(parent, index, child, number)
        for cell in _cells(root):
            alignment = _ALIGNMENT.search(cell.attrib.pop("style", ""))
            if alignment is not None:
                cell.set("class", f"align-{alignment[1]}")


def _wrap(parent: Element, index: int, table: Element, number: int) -> None:
    wrapper = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "region"})
    wrapper.set("aria-label", f"Table {number}")
    wrapper.tail, table.tail = table.tail, None
    parent[index] = wrapper
    wrapper.append(table)


def _cells(root: Element) -> Iterator[Element]:
    yield from root.iter("th")
    yield from root.iter("td")


# The instances -----------------------------------------------------------------------------


def _with_math(engine: Markdown) -> None:
    # Behind code, which is 190, and before the backslash's escapes.
    engine.inlinePatterns.register(_Math(MATH_PATTERN, engine), "math", 185)
    # TeX escapes these, and abstracts come from TeX.
    engine.ESCAPED_CHARS.extend("$%&<~")
    # In line, a formula stays in its paragraph.
    engine.block_level_elements.remove("math")
    engine.preprocessors.register(_DisplayMath(engine), "display-math", 18)
    engine.preprocessors.register(_Bounds(engine), "bounds", 15)
    engine.treeprocessors.register(_Budget(engine), "budget", 30)


@cache
def _abstract_engine() -> Markdown:
    engine = Markdown()
    _with_math(engine)
    # An abstract has no headings, rules, quotes or code blocks: their marks are text in it.
    parser: BlockParser = engine.parser
    for name in ("code", "hashheader", "setextheader", "hr", "quote", "reference"):
        parser.blockprocessors.deregister(name)
    for name in ("reference", "image_link", "image_reference", "short_reference"):
        engine.inlinePatterns.deregister(name)
    engine.inlinePatterns.deregister("short_image_ref")
    engine.preprocessors.deregister("html_block")
    return engine


@cache
def _page_engine() -> Markdown:
    engine = Markdown(
        extensions=["tables", "footnotes", "def_list", "admonition", "attr_list", "sane_lists"],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "Back to note {} in the text"}},
    )
    _with_math(engine)
    # Behind the normalising of blanks, which is 30, and before raw HTML, which is 20.
    engine.preprocessors.register(_Fences(engine), "fences", 25)
    engine.preprocessors.register(_Brackets(engine), "brackets", 22)
    engine.preprocessors.register(_Blocks(engine), "blocks", 14)
    # Behind the attribute lists, which are 8 and may set an id.
    engine.treeprocessors.register(_Headings(engine), "headings", 5)
    engine.treeprocessors.register(_Tables(engine), "tables", 4)
    return engine


def _convert(engine: Markdown, text: str) -> str:
    html: str = engine.reset().convert(text)
    return html.replace(SHOWN_BRACKET, "&lt;")


def convert_abstract(text: str) -> str | None:
    """Return the unsanitised HTML of an abstract, None when the library gives up on it."""
    try:
        return _convert(_abstract_engine(), mark_abstract_brackets(text) if "<" in text else text)
    except Exception:  # A parser of hostile text in a library: whatever it raises, text is text.
        _abstract_engine.cache_clear()
        return None


def convert_page(text: str) -> str | None:
    """Return the unsanitised HTML of a page's body, None when the library gives up on it."""
    try:
        return _convert(_page_engine(), text)
    except Exception:  # As above; the instance may be in the middle of a list or a quote.
        _page_engine.cache_clear()
        return None
