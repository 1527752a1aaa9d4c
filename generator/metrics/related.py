"""Related papers: works that share weighted words of title, keywords and abstract.

Every site has them, however small, and none needs numpy. The work for a paper is bounded, so that
the whole is linear in the number of papers: its heaviest words are looked up in an inverted index,
and words that very many papers have are not looked up at all.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import mul

from generator.model import WorkId
from generator.text.words import content_words

SHOWN = 5
MAX_POSTINGS = 150
"""Words that more papers have say little, and would make the index quadratic."""

HEAVIEST = 16
"""Words by which a paper is found and finds others: the heaviest that another paper has too."""

BUDGET = 400
"""Entries of the index read for a paper, those of its heaviest words first."""

MIN_SIMILARITY = 0.05
"""Below this cosine, papers share a word or two by chance."""

TITLE_TIMES, KEYWORD_TIMES = 3, 2
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class WorkText:
    """The words of a work, as plain text."""

    id: WorkId
    title: str
    abstract: str = ""
    keywords: tuple[str, ...] = ()


def related_works(
    texts: Sequence[WorkText], words: Callable[[str], Iterable[str]] = content_words
) -> dict[WorkId, tuple[WorkId, ...]]:
    """Return for each work the closest others, at most five, closest first, ties by id.

    Args:
        texts: The works, in any order, ids unique.
        words: Returns the stems of a text that carry meaning.
    """
    counts = [_weighted_counts(text, words) for text in texts]
    frequency = Counter(chain.from_iterable(counts))
    rarity = {word: math.log(1 + len(texts) / df) for word, df in frequency.items()}
    index = {word: _Postings() for word, df in frequency.items() if 2 <= df <= MAX_POSTINGS}
    vectors = []
    for number, count in enumerate(counts):
        vector = _heaviest(count, rarity, index)
        vectors.append(vector)
        for word, weight in vector:
            index[word].add(number, weight)
    ids = [text.id for text in texts]
    return {ids[number]: _closest(number, vector, index, ids) for number, vector in enumerate(vectors)}


class _Postings:
    """The works that have a word among their heaviest, and its weights there."""

    __slots__ = ("weights", "works")

    def __init__(self) -> None:
        self.works: list[int] = []
        self.weights: list[float] = []

    def add(self, work: int, weight: float) -> None:
        self.works.append(work)
        self.weights.append(weight)


def _weighted_counts(text: WorkText, words: Callable[[str], Iterable[str]]) -> Counter[str]:
    """Return the stems of a work; a word of the title counts as often as three of the abstract."""
    return Counter(
        chain(
            [*words(text.title)] * TITLE_TIMES,
            [*words(" ; ".join(text.keywords))] * KEYWORD_TIMES if text.keywords else (),
            words(text.abstract) if text.abstract else (),
        )
    )


def _heaviest(
    counts: Mapping[str, int], rarity: Mapping[str, float], index: Mapping[str, object]
) -> list[tuple[str, float]]:
    """Return (word, weight in the unit vector of all words), heaviest first, ties alphabetically."""
    weights = [*map(mul, map(rarity.__getitem__, counts), map(_TIMES.__getitem__, counts.values()))]
    norm = math.sqrt(sum(map(mul, weights, weights))) or 1.0
    pairs = zip(weights, counts, strict=True)
    shared = sorted([(-weight, word) for weight, word in pairs if word in index])
    return [(word, -weight / norm) for weight, word in shared[:HEAVIEST]]


class _Times(dict[int, float]):
    """What an occurrence weighs: 1 + ln n, worked out when n is first seen."""

    def __missing__(self, n: int) -> float:
        self[n] = weight = 1 + math.log(n)
        return weight


_TIMES = _Times()


def _closest(
    number: int,
    vector: Sequence[tuple[str, float]],
    index: Mapping[str, _Postings],
    ids: Sequence[WorkId],
) -> tuple[WorkId, ...]:
    similarities: dict[int, float] = {}
    known = similarities.get
    budget = BUDGET
    for word, weight in vector:
        postings = index[word]
        budget -= len(postings.works)
        if budget < 0:
            break
        for other, other_weight in zip(postings.works, postings.weights, strict=True):
            similarities[other] = known(other, 0.0) + weight * other_weight
    similarities.pop(number, None)
    # Sorting all by (similarity, id) would cost more than finding them.
    highest = sorted(similarities.values(), reverse=True)
    floor = max([MIN_SIMILARITY, *highest[SHOWN - 1 : SHOWN]])
    ranked = sorted(
        (-round(similarity, DECIMALS), ids[other])
        for other, similarity in similarities.items()
        if similarity >= floor - 10**-DECIMALS
    )
    return tuple(work for _, work in ranked[:SHOWN])
