"""The arithmetic of text novelty: weighted words of documents and cosines to earlier ones.

Importing this module needs numpy; `generator.metrics.novelty` does so when there is work.
All sums run in a fixed order and none goes through BLAS, whose routines differ in the last bits.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.giving_way import give_way, giving

_ROWS = 64
_TIE = 1e-9
"""Cosines this close are one at the 9 decimals that ties are decided on."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """Documents in order as unit vectors, each frozen at its own date.

    Attributes:
        prior: How many documents are dated strictly before each one: the first ones in order.
        tokens: Number of tokens.
        distinct: Number of distinct stems.
        known: Those of them that occur in prior documents.
        kept: Those that made it into the vector.
    """

    prior: list[int]
    tokens: list[int]
    distinct: list[int]
    known: list[int]
    kept: list[int]
    _rows: list[int]
    _weights: NDArray[np.float64]
    _starts: NDArray[np.int64]
    _ends: NDArray[np.int64]
    _postings: NDArray[np.int64]
    _values: NDArray[np.float64]

    def closest(self, index: int, k: int) -> list[tuple[int, float]]:
        """Return the k highest cosines above 0 to prior documents, and those tied with the last.

        Args:
            index: Which document, in order.
            k: At least 1.

        Returns:
            (document, cosine) in the order of documents.
        """
        row = slice(self._rows[index], self._rows[index + 1])
        ends = self._ends[row]
        lengths = ends - self._starts[row]
        stops = np.cumsum(lengths)
        # One array of places: to cut out and join the postings of each word takes longer.
        places = np.repeat(ends - stops, lengths)
        if not len(places):
            return []
        places += np.arange(len(places))
        values = self._values.take(places)
        values *= np.repeat(self._weights[row], lengths)
        postings = self._postings.take(places)
        cosines: NDArray[np.float64] = np.bincount(postings, values, minlength=self.prior[index])  # type: ignore[assignment]  # with weights it is float64
        floor = _kth_highest(cosines, k) - _TIE
        found = np.flatnonzero(cosines >= floor if floor > 0 else cosines > 0)
        return list(zip(found.tolist(), cosines[found].tolist(), strict=True))


def weigh(
    stems: Iterable[Sequence[str]],
    days: Sequence[int],
    *,
    cap: float,
    top: int,
    min_prior: int,
) -> Weighted:
    """Return the documents as unit vectors over their heaviest words.

    Args:
        stems: Those of each document, with repeats.
        days: When each appeared, ascending.
        cap: Share of the prior documents above which a word is dropped.
        top: How many words are kept.
        min_prior: Prior documents from which on `cap` applies.
    """
    size = len(days)
    prior = np.searchsorted(np.array(days, dtype=np.int64), days, side="left").astype(np.int32)
    pairs = _pairs(stems)
    docs, times = pairs.docs, pairs.times
    lengths = np.bincount(docs, minlength=size)
    give_way()
    seen = _seen(pairs, prior)
    give_way()
    weights = _word_weights(times, seen, prior[docs], cap, min_prior)
    heavy = _heaviest(lengths, weights, top)

    kept = _Pairs(docs[heavy], pairs.word[heavy], times[heavy], pairs.vocabulary)
    weights = weights[heavy]
    norms = np.sqrt(np.bincount(kept.docs, weights * weights, minlength=size))
    weights /= norms[kept.docs]
    give_way()
    starts, ends, by_word = _spans(kept, prior)
    give_way()
    counts_kept = np.bincount(kept.docs, minlength=size)
    return Weighted(
        prior=prior.tolist(),
        tokens=np.bincount(docs, times, minlength=size).astype(np.int64).tolist(),
        distinct=lengths.tolist(),
        known=np.bincount(docs[seen > 0], minlength=size).tolist(),
        kept=counts_kept.tolist(),
        _rows=[0, *np.cumsum(counts_kept).tolist()],
        _weights=weights,
        _starts=starts,
        _ends=ends,
        # As `bincount` wants them; a narrower type would be widened at every call.
        _postings=kept.docs[by_word].astype(np.int64),
        _values=weights[by_word],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of document and word, by document, its words alphabetically; and how often."""

    docs: NDArray[np.int32]
    word: NDArray[np.int32]
    times: NDArray[np.int32]
    vocabulary: int


def _pairs(stems: Iterable[Sequence[str]]) -> _Pairs:
    """Return all pairs, words numbered alphabetically.

    The stems are not kept: they would take ten times the memory of the numbers.
    """
    numbers = _Numbers()
    words, lengths = array("i"), array("i")
    for document in stems:
        give_way()
        words.extend(map(numbers.__getitem__, document))
        lengths.append(len(document))
    vocabulary = len(numbers)
    ranks = np.empty(vocabulary, dtype=np.int32)
    ranks[[numbers[word] for word in sorted(numbers)]] = np.arange(vocabulary)
    keys = np.repeat(np.arange(len(lengths)) * vocabulary, np.asarray(lengths))
    keys += ranks[np.asarray(words)]
    keys.sort()
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    times = np.diff(first, append=len(keys)).astype(np.int32)
    docs, word = np.divmod(keys[first], max(1, vocabulary))
    return _Pairs(docs.astype(np.int32), word.astype(np.int32), times, vocabulary)


class _Numbers(dict[str, int]):
    """Numbers words in the order they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _spans(
    pairs: _Pairs, prior: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where in the order by word the prior documents with each pair's word stand.

    Returns:
        The first place, the one after the last, and the order by word, then document.
    """
    size = len(prior)
    keys = pairs.word.astype(np.int64) * size + pairs.docs
    by_word = np.argsort(keys)
    keys = keys[by_word]
    ends = np.empty_like(keys)
    ends[by_word] = np.searchsorted(keys, keys - pairs.docs[by_word] + prior[pairs.docs[by_word]])
    first = np.searchsorted(keys, np.arange(pairs.vocabulary) * size)
    return first[pairs.word], ends, by_word


def _seen(pairs: _Pairs, prior: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return how many prior documents have the word of each pair."""
    starts, ends, _ = _spans(pairs, prior)
    return (ends - starts).astype(np.int32)


def _word_weights(
    times: NDArray[np.int32],
    seen: NDArray[np.int32],
    prior: NDArray[np.int32],
    cap: float,
    min_prior: int,
) -> NDArray[np.float64]:
    """Return (1 + ln tf)(1 + ln((N + 1) / (df + 1))) of each pair of document and word.

    It is 0 where more than `cap` of at least `min_prior` prior documents have the word.
    """
    highest = max(int(prior.max(initial=0)) + 1, int(times.max(initial=0)))
    # The logarithms come from a table of the C library's, not from numpy's vector code, which
    # differs between processors: equal counts must give equal weights, since ties are by word.
    logs = np.array([0.0, *map(math.log, range(1, highest + 1))])
    weights: NDArray[np.float64] = logs[prior + 1]
    # In place: the arrays of all words of all documents are what takes memory here.
    weights -= logs[seen + 1]
    weights += 1
    weights *= 1 + logs[times]
    # A quotient of whole numbers is rounded to what `cap` was read as; cap times N is not.
    weights[(prior >= min_prior) & (seen / np.maximum(prior, 1) > cap)] = 0.0
    return weights


def _heaviest(lengths: NDArray[np.int64], weights: NDArray[np.float64], top: int) -> NDArray[np.int64]:
    """Return the places of each document's heaviest words, those that weigh nothing left out.

    Ties go to the words that stand first.
    """
    chosen = weights > 0
    ends = np.cumsum(lengths)
    for start, end in giving(zip((ends - lengths).tolist(), ends.tolist(), strict=True)):
        if end - start > top:
            row = weights[start:end]
            last = np.partition(row, -top)[-top]
            heavier = row > last
            tied = np.flatnonzero(row == last)[: top - np.count_nonzero(heavier)]
            heavier[tied] = last > 0
            chosen[start:end] = heavier
    return np.flatnonzero(chosen)


def _kth_highest(cosines: NDArray[np.float64], k: int) -> float:
    """Return a bound that the k-th highest value reaches, and few others do; 0 for less than k."""
    if len(cosines) < k:
        return 0.0
    if len(cosines) >= 4 * _ROWS * k:
        # The k-th highest of the columns' maxima is no higher, and much cheaper to find.
        whole = len(cosines) - len(cosines) % _ROWS
        cosines = cosines[:whole].reshape(_ROWS, -1).max(axis=0)
    return float(np.partition(cosines, -k)[-k])
