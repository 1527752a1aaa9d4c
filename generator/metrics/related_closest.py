"""Which works are closest to each, found again only for those that a change may reach.

    closest = all_closest(vectors, before)

The heaviest words of a work are looked up in an inverted index until the entries of that are as many
as its budget. Where few of the works that share a word with it have changed, its similarity to those
is worked out alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from generator.giving_way import give_way
from generator.metrics.related_state import RelatedWork
from generator.model import WorkId

SHOWN = 5

BUDGET = 400
"""Entries of the index read for a paper, those of its heaviest words first."""

MIN_SIMILARITY = 0.05
"""Below this cosine, papers share a word or two by chance."""

DECIMALS = 9

SMALL_SHARE = 5
"""Where more than a fifth has changed, what the rest shares with it is not looked for."""

FEW = 40
"""Works to which a similarity is worked out sooner than those to all."""

Vector = tuple[str, tuple[float, ...]]
"""The letters of a work's heaviest words, heaviest first, and what they weigh."""

Closest = tuple[tuple[WorkId, ...], tuple[float, ...]]
"""The works closest to one, closest first, ties by id, and their similarities."""

Vectors = Mapping[WorkId, Vector]

_NO_VECTOR: Vector = ("", ())


def all_closest(vectors: Vectors, before: Mapping[WorkId, RelatedWork]) -> dict[WorkId, Closest]:
    """Return the closest of each work, but of those that certainly have the same as before.

    Args:
        vectors: Of every work.
        before: What there was; its closest are those of its vectors.
    """
    moved = [work for work, vector in vectors.items() if vector != _vector(before.get(work))]
    gone = [work for work in before if work not in vectors]
    found: dict[WorkId, Closest | None]
    if len(moved) * SMALL_SHARE > len(vectors):
        found = dict.fromkeys(vectors)
    else:
        found = dict.fromkeys(moved) | _amended(vectors, before, (*moved, *gone))
    anew = {work for work, closest in found.items() if closest is None}
    index = _index(vectors, {letter for work in anew for letter in vectors[work][0]})
    ids = list(vectors)
    closest = {work: amended for work, amended in found.items() if amended is not None}
    for number, work in enumerate(ids):
        if work in anew:
            closest[work] = _closest(number, vectors[work], index, ids)
    return closest


def _vector(known: RelatedWork | None) -> Vector | None:
    return None if known is None else (known.heaviest, known.weights)


def _amended(
    vectors: Vectors, before: Mapping[WorkId, RelatedWork], changed: Collection[WorkId]
) -> dict[WorkId, Closest | None]:
    """Return the closest of works that did not change but share a word with some that did.

    Returns:
        None where all that such a work shares a word with must be looked at.
    """
    entries, more = _changed_entries(vectors, before, changed)
    lengths = Counter("".join([heaviest for heaviest, _ in vectors.values()]))
    weights = {work: dict(zip(*vectors.get(work, _NO_VECTOR), strict=True)) for work in changed}
    found: dict[WorkId, Closest | None] = {}
    for work, vector in vectors.items():
        shared = [letter for letter in vector[0] if letter in entries]
        if not shared or work in weights:
            continue
        give_way()
        others = {other for letter in shared for other in entries[letter]}
        read = _read(vector[0], lengths)
        was_read = read if more.keys().isdisjoint(shared) else _read(vector[0], lengths, more)
        if len(others) > FEW or read != was_read:
            found[work] = None
        else:
            pairs = {other: _similarity(vector, read, weights[other]) for other in others}
            found[work] = _replaced(before[work], pairs)
    return found


def _changed_entries(
    vectors: Vectors, before: Mapping[WorkId, RelatedWork], changed: Collection[WorkId]
) -> tuple[dict[str, list[WorkId]], dict[str, int]]:
    """Return what differs in the index.

    Returns:
        The works of which a letter's entries differ, and how many more a letter has where that differs.
    """
    entries: dict[str, list[WorkId]] = {}
    more: Counter[str] = Counter()
    for work in changed:
        now, was = vectors.get(work, _NO_VECTOR), _vector(before.get(work)) or _NO_VECTOR
        more.update(now[0])
        more.subtract(was[0])
        for letter, _ in set(zip(*now, strict=True)) ^ set(zip(*was, strict=True)):
            works = entries.setdefault(letter, [])
            # One that weighs something else is there twice.
            if not works or works[-1] != work:
                works.append(work)
    return entries, {letter: count for letter, count in more.items() if count}


def _read(heaviest: str, lengths: Mapping[str, int], more: Mapping[str, int] | None = None) -> int:
    """Return how many of the heaviest words a work's budget allows to look up.

    Args:
        lengths: How many entries of the index each letter has.
        more: How many of those it had not got before, to tell what was read then.
    """
    budget = BUDGET
    for number, letter in enumerate(heaviest):
        budget -= lengths[letter] - (more.get(letter, 0) if more else 0)
        if budget < 0:
            return number
    return len(heaviest)


def _similarity(vector: Vector, read: int, other: Mapping[str, float]) -> float:
    """Return what `_closest` adds up for one other work, in the same order."""
    similarity = 0.0
    for letter, weight in zip(vector[0][:read], vector[1], strict=False):
        if letter in other:
            similarity += weight * other[letter]
    return similarity


def _replaced(before: RelatedWork, pairs: Mapping[WorkId, float]) -> Closest | None:
    """Return the closest works where the similarities to some differ, None if others may come closer."""
    kept = [
        (-similarity, other)
        for other, similarity in zip(before.closest, before.similarities, strict=True)
        if other not in pairs
    ]
    found = _ranked([*kept, *_rounded(pairs.items())])
    if len(before.closest) == SHOWN:
        last = (-before.similarities[-1], before.closest[-1])
        if len(found[0]) < SHOWN or (-found[1][-1], found[0][-1]) > last:
            return None
    return found


def _rounded(similarities: Iterable[tuple[WorkId, float]]) -> list[tuple[float, WorkId]]:
    """Return works that are close enough with what they are ranked by: sums differ in the last digits."""
    return [
        (-rounded, work)
        for work, similarity in similarities
        if (rounded := round(similarity, DECIMALS)) >= MIN_SIMILARITY
    ]


def _ranked(found: list[tuple[float, WorkId]]) -> Closest:
    found.sort()
    return tuple([work for _, work in found[:SHOWN]]), tuple([-negative for negative, _ in found[:SHOWN]])


class _Postings:
    """The works that have a word among their heaviest, and its weights there."""

    __slots__ = ("weights", "works")

    def __init__(self) -> None:
        self.works: list[int] = []
        self.weights: list[float] = []


def _index(vectors: Vectors, letters: Collection[str]) -> dict[str, _Postings]:
    """Return the works that have each of the letters, by their numbers."""
    index = {letter: _Postings() for letter in letters}
    if not index:
        return index
    for number, (heaviest, weights) in enumerate(vectors.values()):
        for letter, weight in zip(heaviest, weights, strict=True):
            if letter in index:
                postings = index[letter]
                postings.works.append(number)
                postings.weights.append(weight)
    return index


def _closest(number: int, vector: Vector, index: Mapping[str, _Postings], ids: Sequence[WorkId]) -> Closest:
    give_way()
    similarities: dict[int, float] = {}
    known = similarities.get
    budget = BUDGET
    for letter, weight in zip(*vector, strict=True):
        postings = index[letter]
        budget -= len(postings.works)
        if budget < 0:
            break
        for other, other_weight in zip(postings.works, postings.weights, strict=True):
            similarities[other] = known(other, 0.0) + weight * other_weight
    similarities.pop(number, None)
    # Sorting all by (similarity, id) would cost more than finding them.
    highest = sorted(similarities.values(), reverse=True)
    floor = max([MIN_SIMILARITY, *highest[SHOWN - 1 : SHOWN]]) - 10**-DECIMALS
    return _ranked(
        _rounded(
            (ids[other], similarity) for other, similarity in similarities.items() if similarity >= floor
        )
    )
