"""Which characters may reach a page at all."""

import re
import unicodedata

# Controls other than tab and newline, surrogates and noncharacters: XML forbids them, HTML
# validators report them, and the renderer uses \x01 to \x03 as its own marks.
_UNPRINTABLE = re.compile("\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_SPACING = {"\r": "\n", "\r\n": "\n"} | dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f\x85", " ")

# Controls that set the direction of text until they are closed, here or by what stands behind.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
# Controls, formats and spaces. Characters without a meaning yet, or a private one, show as boxes at least.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
# Blank, though Unicode counts them among letters, marks and symbols: fillers and variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


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


def closes_directions(text: str) -> bool:
    """Tell whether each control of direction is closed in the text itself, and closes one in turn."""
    open_ones: list[str] = []
    for control in _DIRECTIONS.findall(text):
        if control in _CLOSING:
            open_ones.append(_CLOSING[control])
        elif not open_ones or open_ones.pop() != control:
            return False
    return not open_ones


def without_directions(text: str) -> str:
    """Return the text without controls of direction."""
    return _DIRECTIONS.sub("", text)


def is_visible(text: str) -> bool:
    """Tell whether anything in the text can be seen."""
    return any(unicodedata.category(c) not in _UNSEEN and not _BLANK.match(c) for c in text)
