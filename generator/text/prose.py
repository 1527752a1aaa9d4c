"""The prose of a Markdown text: what is left of it without its code."""

import re
from typing import Final

_INLINE: Final = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_MAX_LINE: Final = 20_000


def prose_of(text: str) -> str:
    """Return the text with blanks for its code; every other character keeps its place.

    Args:
        text: Markdown. Lines beyond 20,000 characters are taken for prose.
    """
    if "`" not in text and "~~~" not in text:
        return text
    lines = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            lines.append(" " * len(line))
        elif fence:
            lines.append(" " * len(line))
        elif "`" in line and len(line) <= _MAX_LINE:
            lines.append(_INLINE.sub(lambda match: " " * len(match[0]), line))
        else:
            lines.append(line)
    return "\n".join(lines)
