"""Slugs: the lower-case ASCII names of pages and records."""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

RESERVED: Final = frozenset({"index"})
"""Slugs that name Byline's own pages; `page-N` is reserved as well."""

MAX_LENGTH: Final = 120
"""Longest slug in characters: with suffixes it must fit a file name of 255 bytes."""

_RESERVED_PATTERN: Final = re.compile(r"page-[0-9]+\Z")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 _.-]*\Z")
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")

# A slug keeps at most 120 characters: what stands far behind them cannot matter.
_MAX_INPUT: Final = 4000


def is_reserved(slug: str) -> bool:
    """Tell whether Byline needs the slug for pages of its own, or no file can have it on Windows."""
    return slug in RESERVED or _RESERVED_PATTERN.match(slug) is not None or is_device(slug)


def is_device(slug: str) -> bool:
    """Tell whether Windows takes a file of this name, with any suffix, for a device.

    Source:
        https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
    """
    return _DEVICE.match(slug) is not None


@lru_cache(maxsize=8192)
def slugify(text: str) -> str:
    """Return the text in lower-case ASCII letters, digits and single hyphens.

    Args:
        text: Anything; other scripts are transliterated.

    Returns:
        At most `MAX_LENGTH` characters, cut between words where possible; "" when nothing is
        left.
    """
    text = text[:_MAX_INPUT]
    if _PLAIN.match(text):
        return _shorten(_SEPARATORS.sub("-", text.lower()).strip("-"))
    # The tables of transliteration are large: only foreign characters load them.
    latin = text.translate(_LATIN)
    if _PLAIN.match(latin):
        return _shorten(_SEPARATORS.sub("-", latin.lower()).strip("-"))
    from slugify import slugify as transliterate

    # "&#" would be read as a character reference, and an impossible one is an error there.
    return _shorten(str(transliterate(text.replace("&#", " "))))


class _LatinTable(dict[int, str]):
    """Letters in ASCII by code point, worked out when they are first seen; others stay as they are."""

    def __missing__(self, code: int) -> str:
        latin = chr(code)
        if latin.isalpha() and not latin.isascii():
            from text_unidecode import unidecode

            latin = str(unidecode(normalize("NFKD", latin)))
        self[code] = latin
        return latin


_LATIN: Final = _LatinTable()


def _shorten(slug: str) -> str:
    if len(slug) <= MAX_LENGTH:
        return slug
    whole_words, hyphen, _ = slug[: MAX_LENGTH + 1].rpartition("-")
    return whole_words if hyphen else slug[:MAX_LENGTH]
