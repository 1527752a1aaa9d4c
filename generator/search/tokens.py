"""How much each term of an entry counts: BM25F, as one of a few levels.

The lengths that fields are measured against are fixed, not the corpus's own means: so an entry's
levels depend on that entry alone, can be kept as long as it does not change, and a paper more
changes no other paper's postings. What depends on the corpus, the rarity of a word, is worked out
in the browser.

Source:
    Zaragoza et al. 2004, "Microsoft Cambridge at TREC 13: Web and Hard Tracks", for BM25F.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.pages.search import SearchEntry
from generator.search.postings import LEVELS
from generator.search.words import compounds_of, identifier, terms_of

SATURATION: Final = 2.0
"""BM25's k1: the weighted frequency that counts half."""

_BOUNDS: Final = (0.22, 0.42, 0.60, 0.70, 0.76, 0.80, 0.84, 0.88, 0.92, 0.999)

IMPACTS: Final = (0.14, 0.35, 0.51, 0.66, 0.73, 0.78, 0.82, 0.86, 0.90, 0.94, 1.0)
"""What each level counts when entries are ranked, between 0 and 1."""

CERTAIN: Final = LEVELS - 1
"""The level of an identifier: it names this entry."""


@dataclass(frozen=True, slots=True)
class _Field:
    """BM25F's parameters of a field: weight, usual length in terms, how much length counts (b)."""

    weight: float
    length: float
    b: float

    def worth(self, length: int) -> float:
        """Return what one occurrence counts in a field of this length."""
        return self.weight / (1 - self.b + self.b * length / self.length)


_TITLE: Final = _Field(10.0, 10, 0.5)
_PERSON: Final = _Field(18.0, 2, 0.2)
_NAMES: Final = _Field(7.0, 10, 0.3)
_LABELS: Final = _Field(5.0, 12, 0.25)
_BODY: Final = _Field(1.0, 150, 0.4)
_COMPOUND_WORTH: Final = 0.8
_MAX_COUNTED: Final = 40


def levels_of(entry: SearchEntry) -> dict[str, int]:
    """Return the level of each term of an entry, from 0.

    The result depends on the entry alone: it may be kept under the entry's fingerprint.
    """
    is_person = entry.kind == "person"
    worths: dict[str, float] = {}
    _add(worths, _PERSON if is_person else _TITLE, (entry.title,))
    # Another name of a person is as good as the name: each is a field of its own.
    for names in ((name,) for name in entry.names) if is_person else (entry.names,):
        _add(worths, _PERSON if is_person else _NAMES, names)
    _add(worths, _LABELS, entry.labels)
    levels = _body_levels(entry.body, worths) if entry.body else {}
    for term, worth in worths.items():
        levels[term] = bisect_right(_BOUNDS, worth / (SATURATION + worth))
    for text in entry.identifiers:
        levels[identifier(text)] = CERTAIN
    for facet in entry.facets:
        levels[f"~{facet}"] = 0
    return levels


def level_of(worth: float) -> int:
    """Return the level of a weighted term frequency."""
    return bisect_right(_BOUNDS, worth / (SATURATION + worth))


def _add(worths: dict[str, float], field: _Field, texts: Iterable[str]) -> None:
    """Add what a field's terms count; what is written several times counts each time."""
    # A line's end parts words as well as the end of a text does, and one text is folded sooner.
    text = "\n".join(texts)
    if not text:
        return
    terms = terms_of(text, stop_words=True)
    worth = field.worth(len(terms))
    for term in terms:
        worths[term] = worths.get(term, 0.0) + worth
    for term in compounds_of(text):
        worths[term] = worths.get(term, 0.0) + worth * _COMPOUND_WORTH


def _body_levels(body: str, worths: dict[str, float]) -> dict[str, int]:
    """Return the levels of the terms that only the body has, and add its share to the others."""
    terms = terms_of(body, stop_words=False)
    worth, table = _body_table(len(terms))
    counts = Counter(terms)
    for term in compounds_of(body):
        counts[term] += 1
    counts.pop("", None)
    for term in worths.keys() & counts.keys():
        worths[term] += worth * counts.pop(term)
    try:
        return {term: table[count] for term, count in counts.items()}
    except IndexError:
        return {term: table[min(count, _MAX_COUNTED)] for term, count in counts.items()}


@lru_cache(maxsize=4096)
def _body_table(length: int) -> tuple[float, tuple[int, ...]]:
    """Return what one occurrence in a body of this length counts, and the levels of 0, 1, 2 ... ones."""
    worth = _BODY.worth(length)
    return worth, tuple(level_of(worth * count) for count in range(_MAX_COUNTED + 1))
