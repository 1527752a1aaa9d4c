"""Code that a page shows: fenced blocks, and their colours as classes."""

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_HIGHLIGHTED: Final = 50_000
"""Longest code in characters that is analysed; a longer one is shown without colours."""

_FENCE: Final = re.compile(r"(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)\Z")
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}")
_LIST_ITEM: Final = re.compile(r"[ ]*(?:[-+*]|\d{1,9}\.)[ ]")


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1)
def _formatter() -> Any:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)


def highlight(code: str, language: str = "") -> str:
    """Return a code block as HTML with Pygments' classes and no inline style.

    Args:
        code: The lines, without the fence.
        language: A name or alias that Pygments knows; another one gives plain code.
    """
    code = code.strip("\n") + "\n"
    lexer = _lexer(language.lower()) if language and len(code) <= MAX_HIGHLIGHTED else None
    if lexer is None:
        inner = html.escape(code, quote=False)
    else:
        from pygments import highlight as colour

        inner = str(colour(code, lexer, _formatter()))
    shown = f' class="language-{html.escape(language)}"' if language else ""
    # A wide block scrolls, so it must be reachable by keyboard.
    return f'<div class="highlight"><pre tabindex="0"><code{shown}>{inner}</code></pre></div>'


def replace_fences(lines: list[str], store: "Callable[[str], str]") -> list[str]:
    """Replace each fenced block by what `store` returns for its HTML, as a block of its own.

    A fence ends at a line of the same mark, at least as long, or with the text.
    """
    result: list[str] = []
    position = 0
    while position < len(lines):
        opening = _FENCE.match(lines[position])
        if opening is None:
            result.append(lines[position])
            position += 1
            continue
        indent = len(opening["indent"])
        end = _closing(lines, position + 1, opening["fence"])
        code = "\n".join(_unindented(line, indent) for line in lines[position + 1 : end])
        language = _LANGUAGE.search(opening["info"])
        placeholder = store(highlight(code, language[0] if language else ""))
        result += ["", " " * _list_indent(indent, result) + placeholder, ""]
        position = end + 1
    return result


def _closing(lines: list[str], start: int, fence: str) -> int:
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return index
    return len(lines)


def _unindented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _list_indent(indent: int, before: list[str]) -> int:
    """Return four for a block set two or three deep under a list item: Markdown wants four."""
    if indent not in (2, 3):
        return indent
    previous = next((line for line in reversed(before) if line.strip()), "")
    return 4 if _LIST_ITEM.match(previous) or previous.startswith("  ") else indent
