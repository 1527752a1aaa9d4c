"""Folding: the form in which names and words are compared and searched."""

import re
import unicodedata
from typing import Final

LETTERS: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
    "ɫ": "l",
    "ƀ": "b",
    "ɓ": "b",
    "ƈ": "c",
    "ɗ": "d",
    "ɖ": "d",
    "ǥ": "g",
    "ɠ": "g",
    "ɨ": "i",
    "ƙ": "k",
    "ƚ": "l",
    "ɲ": "n",
    "ɔ": "o",
    "ɛ": "e",
    "ə": "e",
    "ƭ": "t",
    "ʈ": "t",
    "ʉ": "u",
    "ƴ": "y",
    "ƶ": "z",
    "ǝ": "e",
}
"""Letters that NFKD leaves whole although readers type them without the stroke or the ligature."""

APOSTROPHES: Final = "'’‘‛`´ʼʻʽʾʿˈ′＇\u02b9\u02bb\u055a"
"""O'Brien is OBrien: these stand inside a word. The modifier letters write ʻokina and ayin."""

DROPPED_MARKS: Final = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks that a reader may leave out, as a character class: Latin, Greek and Cyrillic accents, Hebrew
points, Arabic vowels. The vowel signs of Indic scripts and the voicing marks of kana are letters, and
stay."""

INVISIBLE: Final = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
"""Soft hyphen, joiners, directional marks and variation selectors, as a character class."""

_VANISHING: Final = re.compile(f"[{re.escape(APOSTROPHES)}]|{DROPPED_MARKS}|{INVISIBLE}")


class _FoldingTable(dict[int, str]):
    """What a code point folds to, worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _VANISHING.match(char):
            folded = ""
        elif char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"):
            folded = LETTERS.get(char, char)
        else:
            folded = " "
        self[code] = folded
        return folded


_TABLE: Final = _FoldingTable()


def words_of(text: str) -> list[str]:
    """Return the words of `fold(text)`, in order."""
    if text.isascii():
        return text.lower().translate(_TABLE).split()
    return fold(text).split()


def fold(text: str) -> str:
    """Return the text for comparing: no case, accents, ligatures, apostrophes or punctuation.

    Words are separated by single spaces. A hyphen separates words ("Jean-Pierre" equals
    "Jean Pierre"), an apostrophe joins them ("O'Brien" equals "OBrien"). Chinese, Japanese,
    Korean and other scripts keep their letters. Folding a folded text changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_TABLE).split())
    # Folding case can undo a decomposition (ŉ), and decomposing can reveal case (ℌ).
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    # Kana and Hangul come apart under NFKD; NFC puts their letters together again.
    return unicodedata.normalize("NFC", " ".join(decomposed.translate(_TABLE).split()))
