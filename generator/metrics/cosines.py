"""The arithmetic of text novelty: weighted words of documents and cosines to earlier ones.

Importing this module needs numpy; `generator.metrics.novelty` does so when there is work.
All sums run in a fixed order and none goes through BLAS, whose routines differ in the last bits.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.giving_way import give_way
from generator.metrics.token_counts import Rows

_ROWS = 64
_ABREAST = 64
"""Documents whose heaviest words are found by one call."""

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
    blocks: Sequence[Rows],
    places: Sequence[int],
    days: Sequence[int],
    *,
    cap: float,
    top: int,
    min_prior: int,
) -> Weighted:
    """Return the documents as unit vectors over their heaviest words.

    Args:
        blocks: Counted texts.
        places: Which row of the blocks, in their order, is that of each document.
        days: When each appeared, ascending.
        cap: Share of the prior documents above which a word is dropped.
        top: How many words are kept.
        min_prior: Prior documents from which on `cap` applies.
    """
    size = len(days)
    prior = np.searchsorted(np.array(days, dtype=np.int64), days, side="left").astype(np.int32)
    pairs = _pairs(blocks, places)
    docs, times = pairs.docs, pairs.times
    lengths = np.bincount(docs, minlength=size)
    give_way()
    by_word = _by_word(pairs)
    give_way()
    starts, ends = _spans(pairs, prior, by_word)
    seen = np.empty_like(times)
    seen[by_word] = ends - starts
    del starts, ends
    give_way()
    weights = _word_weights(times, seen, prior[docs], cap, min_prior)
    known = np.bincount(docs[seen > 0], minlength=size)
    give_way()
    is_heavy = _heaviest(lengths, weights, top)

    # The heavy pairs in the order by word, as numbers among themselves.
    by_word = (np.cumsum(is_heavy) - 1)[by_word[is_heavy[by_word]]]
    heavy = np.flatnonzero(is_heavy)
    kept = _Pairs(docs[heavy], pairs.word[heavy], times[heavy], pairs.vocabulary)
    weights = weights[heavy]
    norms = np.sqrt(np.bincount(kept.docs, weights * weights, minlength=size))
    weights /= norms[kept.docs]
    give_way()
    spans = np.empty((2, len(by_word)), dtype=np.int64)
    spans[:, by_word] = _spans(kept, prior, by_word)
    give_way()
    counts_kept = np.bincount(kept.docs, minlength=size)
    return Weighted(
        prior=prior.tolist(),
        tokens=np.bincount(docs, times, minlength=size).astype(np.int64).tolist(),
        distinct=lengths.tolist(),
        known=known.tolist(),
        kept=counts_kept.tolist(),
        _rows=[0, *np.cumsum(counts_kept).tolist()],
        _weights=weights,
        _starts=spans[0],
        _ends=spans[1],
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


def _pairs(blocks: Sequence[Rows], places: Sequence[int]) -> _Pairs:
    """Return all pairs, words numbered alphabetically."""
    ranks = {word: rank for rank, word in enumerate(sorted(set().union(*(rows.words for rows in blocks))))}
    word = np.concatenate([_ranked(rows, ranks) for rows in blocks])
    times = np.concatenate([np.asarray(rows.times).view(np.int32) for rows in blocks])
    lengths = np.concatenate([np.diff(np.asarray(rows.ends, dtype=np.int64), prepend=0) for rows in blocks])
    firsts = (np.cumsum(lengths) - lengths)[places]
    lengths = lengths[places]
    stops = np.cumsum(lengths)
    chosen = np.repeat(firsts - stops + lengths, lengths)
    chosen += np.arange(len(chosen))
    docs = np.repeat(np.arange(len(places), dtype=np.int32), lengths)
    return _Pairs(docs, word[chosen], times[chosen], len(ranks))


def _ranked(rows: Rows, ranks: Mapping[str, int]) -> NDArray[np.int32]:
    own = np.array([ranks[word] for word in rows.words], dtype=np.int32)
    return own.take(np.asarray(rows.numbers))


def _by_word(pairs: _Pairs) -> NDArray[np.int64]:
    """Return the order of the pairs by word, then document."""
    # Numbers of 16 bits are what numpy sorts by counting, several times faster.
    order = np.argsort(pairs.word.astype(np.uint16), kind="stable")
    if pairs.vocabulary > 1 << 16:
        high = (pairs.word >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def _spans(
    pairs: _Pairs, prior: NDArray[np.int32], by_word: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where in the order by word the prior documents with each pair's word stand.

    Returns:
        The first place and the one after the last, of the pairs in that order.
    """
    is_first = _changes(pairs.word[by_word])
    starts = _last_true(is_first)
    # The documents of one day have the same ones before them, and stand side by side.
    is_first |= _changes(prior[pairs.docs[by_word]])
    return starts, _last_true(is_first)


def _changes(values: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell which values are not those before them."""
    found = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _last_true(values: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each place the last one up to it at which there is a true value; the first is true."""
    places = np.flatnonzero(values).astype(np.int32)
    return np.repeat(places, np.diff(places, append=len(values)))


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


def _heaviest(lengths: NDArray[np.int64], weights: NDArray[np.float64], top: int) -> NDArray[np.bool_]:
    """Tell which pairs are among each document's heaviest, those that weigh nothing left out.

    Ties go to the words that stand first.
    """
    chosen = weights > 0
    long = np.flatnonzero(lengths > top)
    # Those of about one length side by side: little room is lost.
    long = long[np.argsort(lengths[long], kind="stable")]
    firsts = np.cumsum(lengths) - lengths
    for start in range(0, len(long), _ABREAST):
        give_way()
        some = long[start : start + _ABREAST]
        columns = np.arange(lengths[some[-1]])
        is_there = columns < lengths[some, np.newaxis]
        places = (firsts[some, np.newaxis] + columns)[is_there]
        table = np.zeros(is_there.shape)
        table[is_there] = weights[places]
        last = np.partition(table, -top, axis=1)[:, -top, np.newaxis]
        heavier = table > last
        tied = (table == last) & (last > 0)
        room = top - np.count_nonzero(heavier, axis=1, keepdims=True)
        heavier |= tied & (np.cumsum(tied, axis=1) <= room)
        chosen[places] = heavier[is_there]
    return chosen


def _kth_highest(cosines: NDArray[np.float64], k: int) -> float:
    """Return a bound that the k-th highest value reaches, and few others do; 0 for less than k."""
    if len(cosines) < k:
        return 0.0
    if len(cosines) >= 4 * _ROWS * k:
        # The k-th highest of the columns' maxima is no higher, and much cheaper to find.
        whole = len(cosines) - len(cosines) % _ROWS
        cosines = cosines[:whole].reshape(_ROWS, -1).max(axis=0)
    return float(np.partition(cosines, -k)[-k])
