"""The arithmetic of text novelty: weighted words of documents and cosines to earlier ones.

Importing this module needs numpy; `generator.metrics.novelty` does so when there is work.
All sums run in a fixed order and none goes through BLAS, whose routines differ in the last bits.
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BLOCK = 64
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
        starts, ends = self._starts[row], self._ends[row]
        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
        postings = np.concatenate([self._postings[start:end] for start, end in spans])
        if not len(postings):
            return []
        values = np.concatenate([self._values[start:end] for start, end in spans])
        values *= np.repeat(self._weights[row], ends - starts)
        cosines: NDArray[np.float64] = np.bincount(postings, values, minlength=self.prior[index])  # type: ignore[assignment]  # with weights it is float64
        floor = _kth_highest(cosines, k) - _TIE
        found = np.flatnonzero((cosines >= floor) & (cosines > 0))
        return list(zip(found.tolist(), cosines[found].tolist(), strict=True))


def weigh(
    counts: Iterable[Mapping[str, int]],
    days: Sequence[int],
    *,
    cap: float,
    top: int,
    min_prior: int,
) -> Weighted:
    """Return the documents as unit vectors over their heaviest words.

    Args:
        counts: Stem to count, by document.
        days: When each appeared, ascending.
        cap: Share of the prior documents above which a word is dropped.
        top: How many words are kept.
        min_prior: Prior documents from which on `cap` applies.
    """
    size = len(days)
    docs, word, times, vocabulary = _pairs(counts)
    lengths = np.bincount(docs, minlength=size)
    prior = np.searchsorted(np.array(days, dtype=np.int64), days, side="left")

    # Keys are unique, so that the fast, unstable sort has one result: words in order by document.
    order = np.argsort(docs * vocabulary + word)
    word, times = word[order], times[order]
    by_word = np.argsort(word * size + docs)
    starts, ends = _spans(docs, word, by_word, prior, vocabulary)
    seen = ends - starts
    weights = _word_weights(times, seen, prior[docs])
    dropped = _frequent(seen, prior[docs], cap, min_prior)
    heavy = _heaviest(lengths, weights, dropped, top)

    docs_kept, word_kept, weights = docs[heavy], word[heavy], weights[heavy]
    norms = np.sqrt(np.bincount(docs_kept, weights * weights, minlength=size))
    weights /= norms[docs_kept]
    kept = np.bincount(docs_kept, minlength=size)
    by_word = np.argsort(word_kept * size + docs_kept)
    starts, ends = _spans(docs_kept, word_kept, by_word, prior, vocabulary)
    return Weighted(
        prior=prior.tolist(),
        tokens=np.bincount(docs, times, minlength=size).astype(np.int64).tolist(),
        distinct=lengths.tolist(),
        known=np.bincount(docs[seen > 0], minlength=size).tolist(),
        kept=kept.tolist(),
        _rows=[0, *np.cumsum(kept).tolist()],
        _weights=weights,
        _starts=starts,
        _ends=ends,
        _postings=docs_kept[by_word],
        _values=weights[by_word],
    )


def _pairs(
    counts: Iterable[Mapping[str, int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
    """Return document, word and times of each pair, and the size of the vocabulary.

    Words are numbered alphabetically. The mappings are not kept: they would take ten times the
    memory of the numbers.
    """
    numbers = _Numbers()
    words, times, lengths = array("q"), array("q"), array("q")
    for count in counts:
        words.extend(map(numbers.__getitem__, count))
        times.extend(count.values())
        lengths.append(len(count))
    ranks = np.empty(len(numbers), dtype=np.int64)
    ranks[[numbers[word] for word in sorted(numbers)]] = np.arange(len(numbers))
    docs = np.repeat(np.arange(len(lengths)), np.array(lengths, dtype=np.int64))
    return docs, ranks[np.array(words, dtype=np.int64)], np.array(times, dtype=np.int64), len(ranks)


class _Numbers(dict[str, int]):
    """Numbers words in the order they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _spans(
    docs: NDArray[np.int64],
    word: NDArray[np.int64],
    by_word: NDArray[np.int64],
    prior: NDArray[np.int64],
    vocabulary: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where in the order `by_word` the prior documents with each pair's word stand."""
    size = len(prior)
    first = np.searchsorted(word[by_word], np.arange(vocabulary))
    keys = word[by_word] * size + docs[by_word]
    wanted = word[by_word] * size + prior[docs[by_word]]
    ends = np.empty_like(keys)
    ends[by_word] = np.searchsorted(keys, wanted)
    return first[word], ends


def _word_weights(
    times: NDArray[np.int64], seen: NDArray[np.int64], prior: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return (1 + ln tf)(1 + ln((N + 1) / (df + 1))) of each pair of document and word."""
    highest = max(int(prior.max(initial=0)) + 1, int(times.max(initial=0)))
    # The logarithms come from a table of the C library's, not from numpy's vector code, which
    # differs between processors: equal counts must give equal weights, since ties are by word.
    logs = np.array([0.0, *map(math.log, range(1, highest + 1))])
    return np.asarray((1 + logs[times]) * (1 + (logs[prior + 1] - logs[seen + 1])))


def _frequent(
    seen: NDArray[np.int64], prior: NDArray[np.int64], cap: float, min_prior: int
) -> NDArray[np.bool_]:
    """Return which pairs are of a word that too many prior documents have."""
    # A quotient of whole numbers is rounded to what `cap` was read as; cap times N is not.
    return (prior >= min_prior) & (seen / np.maximum(prior, 1) > cap)


def _heaviest(
    lengths: NDArray[np.int64], weights: NDArray[np.float64], dropped: NDArray[np.bool_], top: int
) -> NDArray[np.int64]:
    """Return the positions of each document's heaviest words, ties alphabetically, by document."""
    # Weights are above 0: a word that was dropped is lighter than all.
    weights = np.where(dropped, 0.0, weights)
    chosen = ~dropped
    ends = np.cumsum(lengths)
    for start, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True):
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
    if len(cosines) >= 4 * _BLOCK * k:
        # The k-th highest of the blocks' maxima is no higher, and much cheaper to find.
        whole = len(cosines) - len(cosines) % _BLOCK
        cosines = cosines[:whole].reshape(-1, _BLOCK).max(axis=1)
    return float(np.partition(cosines, -k)[-k])
