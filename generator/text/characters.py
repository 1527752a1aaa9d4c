"""Which characters may reach a page at all."""

import re

# Controls other than tab and newline, surrogates and noncharacters: XML forbids them, HTML
# validators report them, and the renderer uses \x01 to \x03 as its own marks.
_UNPRINTABLE = re.compile("\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_SPACING = {"\r": "\n", "\r\n": "\n"} | dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f\x85", " ")


def _replacement(match: re.Match[str]) -> str:
    return _SPACING.get(match[0], "")


def printable(text: str) -> str:
    """Return the text with newlines as \\n and without characters that no page may hold.

    Control characters that separate words become a space, all others vanish.
    """
    # isprintable runs in C; a text that fails it for a no-break space takes the regex instead.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _UNPRINTABLE.sub(_replacement, text)
