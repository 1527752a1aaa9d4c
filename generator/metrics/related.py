"""Related papers: works that share weighted words of title, keywords and abstract.

Every site has them, however small, and none needs numpy. The work for a paper is bounded, so that
the whole is linear in the number of papers: its heaviest words are looked up in an inverted index,
and words that very many papers have are not looked up at all.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.giving_way import give_way
from generator.metrics.memory import Memory, digest
from generator.model import WorkId
from generator.text.words import content_words

VERSION = "1"
"""Changes whenever the same words would relate other works."""

SHOWN = 5
MAX_POSTINGS = 150
"""Words that more papers have say little, and would make the index quadratic."""

HEAVIEST = 12
"""Words by which a paper is found and finds others: the heaviest that another paper has too."""

BUDGET = 400
"""Entries of the index read for a paper, those of its heaviest words first."""

MIN_SIMILARITY = 0.05
"""Below this cosine, papers share a word or two by chance."""

TITLE_TIMES, KEYWORD_TIMES = 3, 2
DECIMALS = 9


def weighted_words(title: str, keywords: Iterable[str] = (), abstract: str = "") -> str:
    """Return the stems of a work's plain text, those of the title three times, keywords twice.

    Returns:
        The stems with spaces between them: as so many texts they would take ten times the memory.
    """
    stems = (
        *content_words(title) * TITLE_TIMES,
        *content_words(" ; ".join(keywords)) * KEYWORD_TIMES,
        *content_words(abstract),
    )
    return " ".join(stems)


def related_works(
    words: Mapping[WorkId, str], memory: Memory | None = None
) -> dict[WorkId, tuple[WorkId, ...]]:
    """Return for each work the closest others, at most five, closest first, ties by id.

    Args:
        words: The `weighted_words` of each work.
        memory: Results of a former run: works are not compared again while all that they could be
            compared with is the same. The results are the same without.
    """
    memory = Memory() if memory is None else memory
    frequency: Counter[str] = Counter()
    for text in words.values():
        frequency.update(set(text.split()))
    rarity = {
        word: math.log(1 + len(words) / papers)
        for word, papers in frequency.items()
        if 2 <= papers <= MAX_POSTINGS
    }
    vectors = [_heaviest(text, rarity) for text in words.values()]
    index: dict[str, _Postings] = {}
    for number, vector in enumerate(vectors):
        for word, weight in vector:
            if word not in index:
                index[word] = _Postings()
            index[word].works.append(number)
            index[word].weights.append(weight)
    ids = list(words)
    seals = {word: _seal(postings, ids) for word, postings in index.items()}
    found: dict[WorkId, tuple[WorkId, ...]] = {}
    for number, vector in enumerate(vectors):
        give_way()
        # A work's own weights stand among those of its words.
        key = digest(VERSION, ids[number], "".join([seals[word] for word, _ in vector]))
        known = memory.recall(key)
        if known is None:
            known = memory.made[key] = _closest(number, vector, index, ids)
        found[ids[number]] = tuple(map(WorkId, known))
    return found


def _seal(postings: "_Postings", ids: Sequence[WorkId]) -> str:
    """Return a text that differs when other works have a word, or another one weighs differently."""
    weights = array("d", postings.weights).tobytes().hex()
    return digest(weights, *[ids[number] for number in postings.works])


class _Postings:
    """The works that have a word among their heaviest, and its weights there."""

    __slots__ = ("weights", "works")

    def __init__(self) -> None:
        self.works: list[int] = []
        self.weights: list[float] = []


def _heaviest(words: str, rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return (word, weight in the unit vector of the words shared), heaviest first, ties by word."""
    give_way()
    counts = Counter(filter(rarity.__contains__, words.split()))
    shared = sorted([(-_TIMES[n] * rarity[word], word) for word, n in counts.items()])
    norm = math.sqrt(math.fsum([weight * weight for weight, _ in shared]))
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
