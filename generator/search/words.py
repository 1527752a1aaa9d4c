"""Text to terms: what the index holds and what a query asks for.

The theme's `search-index.js/10-words.js` does the same with a query; a browser test holds them together.
"""

import re
from functools import cache
from typing import Final

from generator.text.fold import fold, words_of

STOP_WORDS: Final = tuple(
    """
    a about an and any are as at be been by can could do does for from had has have how i if in into
    is it its me my not of on or our so that the their there these they this those to was we were
    what when where which who why will with you your
    """.split()
)
"""Words that a question does not hang on: they are found in titles only, and never required."""

MAX_TERM: Final = 48
"""Longest term in characters; of longer ones the beginning counts."""

CJK: Final = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
"""Letters of scripts whose words are found as pairs of letters, as the inside of a character class."""

_COMPOUND: Final = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")

# Texts repeat most of their words; the tables are bounded for very large sites.
_MAX_KNOWN: Final = 200_000


@cache
def _cjk() -> re.Pattern[str]:
    # When a text may have such letters: most sites have few, and to compile them all takes a while.
    return re.compile(f"[{CJK}]")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]+|[^{CJK}]+")


def _has_cjk(text: str) -> bool:
    return not text.isascii() and _cjk().search(text) is not None


def singular(word: str) -> str:
    """Return a folded word without the ending of an English plural; others come back unchanged."""
    if len(word) < 4 or not word.endswith("s") or not word.isascii() or not word.isalpha():
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


class _Terms(dict[str, str]):
    """The term of each folded word, worked out when it is first seen."""

    __slots__ = ("_stop",)

    def __init__(self, stop: dict[str, str]) -> None:
        super().__init__(stop)
        self._stop = stop

    def __missing__(self, word: str) -> str:
        if len(self) >= _MAX_KNOWN:
            self.clear()
            self.update(self._stop)
        term = self[word] = singular(word[:MAX_TERM])
        return term


_TERMS: Final = _Terms({word: word for word in STOP_WORDS})
_CONTENT_TERMS: Final = _Terms(dict.fromkeys(STOP_WORDS, ""))


def terms_of(text: str, *, stop_words: bool) -> list[str]:
    """Return the terms of a text in reading order, with repeats.

    A run of Chinese characters, kana or Hangul gives its overlapping pairs and its last letter.

    Args:
        text: Plain text.
        stop_words: Keep them; else "" stands in their place.
    """
    table = _TERMS if stop_words else _CONTENT_TERMS
    words = words_of(text)
    if text.isascii() or not _has_cjk(" ".join(words)):
        return list(map(table.__getitem__, words))
    terms: list[str] = []
    for word in words:
        for run in _runs().findall(word):
            if _cjk().match(run):
                terms.extend(run[i : i + 2] for i in range(len(run)))
            else:
                terms.append(table[run])
    return terms


def compounds_of(text: str) -> list[str]:
    """Return the hyphenated words of a text written as one: "pre-training" is "pretraining"."""
    if "-" not in text and "‐" not in text and "‑" not in text:
        return []
    found = (fold(word).replace(" ", "") for word in _COMPOUND.findall(text))
    return [singular(word[:MAX_TERM]) for word in found if not _has_cjk(word)]


def identifier(text: str) -> str:
    """Return the term of an identifier such as a DOI or an arXiv id: as written, but for case."""
    return "".join(text.lower().split())[:MAX_TERM]


def is_word(term: str) -> bool:
    """Tell whether a term is a word that may be mistyped: three letters or more, no digits."""
    return 3 <= len(term) <= 24 and term.isalpha() and not _has_cjk(term)
