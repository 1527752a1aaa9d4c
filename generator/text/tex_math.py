"""Where TeX math begins and ends in running text."""

import re
from typing import Final

# Each alternative stops at the next mark of its own kind, so that no text makes it look twice.
# A dollar opens only before a non-blank and closes only after one and not before a digit:
# "$5 and $10" and "$5-$10" are money.
MATH_PATTERN: Final = (
    r"(?=[$\\])(?<!\\)(?:"
    r"\$\$(?P<dollars>(?:\\[^\x02\x03]|[^\\$\x02\x03])++)\$\$"
    r"|\$(?![\s$])(?P<dollar>(?:\\[^\x02\x03]|[^\\$\x02\x03])++)(?<!\s)\$(?!\d)"
    r"|\\\((?P<round>(?:(?!\\[()])[^\x02\x03])+)\\\)"
    r"|\\\[(?P<square>(?:(?!\\[\[\]])[^\x02\x03])+)\\\]"
    r")"
)
"""One formula with its delimiters, for `math_of`.

It holds neither \\x02 nor \\x03: they mark what Python-Markdown has put aside already.
"""


def may_hold_math(text: str) -> bool:
    """Tell whether the text has any delimiter of math."""
    return "$" in text or "\\(" in text or "\\[" in text


def math_of(match: re.Match[str]) -> tuple[str, bool]:
    r"""Return a match's TeX source, and whether it stands on its own line (`$$`, `\[`)."""
    inline = match["dollar"] or match["round"]
    if inline is not None:
        return inline, False
    return match["dollars"] or match["square"], True
