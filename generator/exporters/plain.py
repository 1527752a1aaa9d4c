"""Text of the sources made fit for formats that know no markup."""

import re
from functools import lru_cache

# C0 and C1 controls but for white space, lone surrogates and noncharacters: XML 1.0 forbids most of
# them, HTML the rest, and UTF-8 cannot say the surrogates.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)

_ACTIVE = re.compile(r"[*_`<&$\\\]]")
"""Without one of these a text holds no markup (see `generator.text.inline`)."""

_LONG = 400


def tidy(text: str) -> str:
    """Return the text on one line: single spaces, no control characters, legal in XML and UTF-8."""
    # Printable means: no control, no surrogate, no blank but the space. It is asked in C, and the
    # expression over a whole abstract takes twenty times as long.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    joined = " ".join(text.split())
    return joined if joined.isprintable() else " ".join(_UNFIT.sub("", joined).split())


def plain(text: str) -> str:
    """Return a title or an abstract as plain text on one line; TeX math stays as its source."""
    if _ACTIVE.search(text) is None:
        return tidy(text)
    return _plain_long(text) if len(text) > _LONG else _plain_short(text)


def readable(text: str) -> str:
    """Return `plain` text for a reader: TeX math as Unicode text where it can be."""
    if "$" not in text and "\\" not in text:
        return plain(text)
    return _readable_long(text) if len(text) > _LONG else _readable_short(text)


def _without_markup(text: str) -> str:
    # Sanitiser and math converter load only where a source has markup.
    from generator.text.inline import plain_text

    return tidy(plain_text(text))


def _without_tex(text: str) -> str:
    from generator.text.inline import readable_text

    return tidy(readable_text(text))


# A title stands in ten exports, on each page that lists it; an abstract in a few of one paper.
_plain_short = lru_cache(maxsize=4096)(_without_markup)
_plain_long = lru_cache(maxsize=16)(_without_markup)
_readable_short = lru_cache(maxsize=1024)(_without_tex)
_readable_long = lru_cache(maxsize=16)(_without_tex)


def shorten(text: str, max_chars: int) -> str:
    """Return the text cut at a word to at most `max_chars` characters, "…" included."""
    if len(text) <= max_chars:
        return text
    # A blank right behind the last place ends a word too.
    cut = text.rfind(" ", 0, max_chars)
    head = text[:cut] if cut > max_chars // 2 else text[: max_chars - 1]
    return head.rstrip(" ,;:.–-") + "…"
