"""Text novelty: how far the wording of a paper is from the closest earlier ones.

Documents stand in the order (date, id); prior to a document are those with a strictly smaller
date, so that a later paper never changes an older value. This module says which documents have a
value and why the others have none; `generator.metrics.cosines` does the arithmetic.
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.errors import MissingExtraError
from generator.giving_way import give_way, giving
from generator.metrics.days import DateLike, as_partial
from generator.metrics.fieldaccess import FieldAccess
from generator.metrics.memory import Memory, digest
from generator.metrics.token_counts import Stems, TokenCounts, key_of
from generator.metrics.tokens import stems_of

if TYPE_CHECKING:
    from generator.metrics.cosines import Weighted

TOO_FEW_WORDS = "too few words"
TOO_LITTLE_PRIOR_ART = "too little prior art"
TOO_FEW_KNOWN_WORDS = "too few known words"
TOO_FEW_SCORED = "too few scored earlier papers"
NO_DATE = "no date"

VERSION = "1"
"""Changes whenever the same documents would get other values: a cache made before is worthless."""

RAW_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class NoveltyParams:
    """The parameters of the definition.

    Attributes:
        k: How many of the closest earlier documents are averaged and listed.
        cap: Share of the prior documents above which a word says nothing, at least 0.
        top: How many of its heaviest words a document keeps.
        min_prior: Prior documents that a value needs (and that `cap` needs).
        min_words: Tokens that a document needs.
        min_known: Share of its distinct stems that must occur in prior documents.
        ref: How many of the scored prior documents a value is compared with, the last ones.
        min_ref: Scored prior documents that a value needs.
        low_confidence: Prior documents below which a value is of low confidence.
    """

    k: int = 5
    cap: float = 0.2
    top: int = 64
    min_prior: int = 1000
    min_words: int = 20
    min_known: float = 0.5
    ref: int = 500
    min_ref: int = 200
    low_confidence: int = 2500

    def __post_init__(self) -> None:
        """Refuse what no document could satisfy or no formula could use."""
        for name in ("k", "top", "ref"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)!r}")
        if self.cap < 0:
            raise ValueError(f"cap must be at least 0, not {self.cap!r}")


@dataclass(frozen=True, slots=True)
class Document:
    """A title and abstract with a place in time.

    Attributes:
        id: Unique among the documents.
        date: A date that stops at the year or month counts as its first day; None: unknown.
        title: Plain text: no markup, math as its TeX source.
        abstract: Plain text.
    """

    id: str
    date: DateLike | None
    title: str = ""
    abstract: str = ""

    @property
    def text(self) -> str:
        """What is counted."""
        return f"{self.title} {self.abstract}"


@dataclass(frozen=True, slots=True)
class Novelty(FieldAccess):
    """The text novelty of one document.

    Attributes:
        novelty: 0 to 100 (percent), or None; not rounded.
        raw: 1 minus the closeness to earlier documents, 0 to 1, or None when it was not compared.
        nearest: (id, cosine above 0, at 9 decimals) of the closest earlier documents, closest
            first, ties by id.
        why: Why there is no novelty, or None.
        low_confidence: There is a value, but the prior documents are few.
        prior: How many prior documents there are.
    """

    novelty: float | None = None
    raw: float | None = None
    nearest: tuple[tuple[str, float], ...] = ()
    why: str | None = None
    low_confidence: bool = False
    prior: int = 0


def score_documents(
    documents: Iterable[Document | Mapping[str, Any]],
    *,
    tokens: Stems = stems_of,
    counts: TokenCounts | None = None,
    memory: Memory | None = None,
    **params: Any,
) -> dict[str, Novelty]:
    """Return the text novelty of each document among those given.

    Args:
        documents: In any order, ids unique. A mapping has `id`, `date`, and `title` and
            `abstract` or one `text`.
        tokens: Finds the stems of a plain text.
        counts: Texts counted by a former run with the same `tokens`: none of them is counted again.
        memory: Results of a former run: a document is not compared again while it and all that
            is dated before or with it are unchanged. The results are the same without.
        **params: Fields of `NoveltyParams`; `enabled` and `background`, which stand beside them
            in a site's options, are ignored.

    Returns:
        By id, in the order (date, id); documents without a date last.

    Raises:
        ValueError: If an id occurs twice, a date does not exist or a parameter is out of range.
        TypeError: If a parameter is unknown.
        MissingExtraError: If numpy is not installed.
    """
    settings = NoveltyParams(
        **{name: value for name, value in params.items() if name not in ("enabled", "background")}
    )
    dated, undated = _in_order(documents)
    if len(dated) > settings.min_prior and find_spec("numpy") is None:
        # Also where a former run left all values: what is shown depends on what is installed.
        raise MissingExtraError("text novelty", "novelty")
    memory = Memory() if memory is None else memory
    keys = _chain(dated, settings)
    results: list[Novelty] = []
    for key in keys:
        if (found := memory.recall(key)) is None:
            break
        results.append(_load(found))
    first = len(results)
    if first < len(keys):
        _compare(dated, results, settings, _count(dated, tokens, counts or TokenCounts()))
        memory.made.update(zip(keys[first:], map(_dump, results[first:]), strict=True))
    scored = {doc.id: result for doc, result in zip(dated, results, strict=True)}
    return scored | {doc.id: Novelty(why=NO_DATE) for doc in undated}


@dataclass(frozen=True, slots=True)
class _Dated:
    """A document with its day as an ordinal, and its text with what that is found by."""

    day: int
    id: str
    text: str
    key: str


def _in_order(
    documents: Iterable[Document | Mapping[str, Any]],
) -> tuple[list[_Dated], list[_Dated]]:
    dated: list[_Dated] = []
    undated: list[_Dated] = []
    seen: set[str] = set()
    for document in giving(documents):
        if isinstance(document, Mapping):
            name, when = str(document["id"]), document.get("date")
            text = document.get("text")
            if text is None:
                text = f"{document.get('title') or ''} {document.get('abstract') or ''}"
        else:
            name, when, text = document.id, document.date, document.text
        if name in seen:
            raise ValueError(f"two documents have the id {name!r}")
        seen.add(name)
        day = as_partial(when).first_day().toordinal() if when not in (None, "") else 0
        (dated if day else undated).append(_Dated(day, name, str(text), key_of(str(text))))
    dated.sort(key=lambda doc: (doc.day, doc.id))
    undated.sort(key=lambda doc: doc.id)
    return dated, undated


def _chain(dated: Sequence[_Dated], settings: NoveltyParams) -> list[str]:
    """Return a key per document that changes with it, its date's others, and all before."""
    state = digest(VERSION, repr(settings))
    keys = []
    for day, group in giving(groupby(dated, key=lambda doc: doc.day)):
        members = list(group)
        before = state
        keys += [digest(before, str(day), doc.id, doc.key) for doc in members]
        state = digest(before, *keys[-len(members) :])
    return keys


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where the words of each document stand, in order."""

    counts: TokenCounts
    places: list[int]


def _count(dated: Iterable[_Dated], tokens: Stems, counts: TokenCounts) -> _Counted:
    return _Counted(counts, counts.places(((doc.key, doc.text) for doc in dated), tokens))


def _compare(
    dated: Sequence[_Dated], results: list[Novelty], settings: NoveltyParams, counted: _Counted
) -> None:
    """Append the results that are missing; `results` holds those of the first documents."""
    if len(dated) <= settings.min_prior:
        # None has enough before it: saying so needs no numpy.
        results[:] = _too_few(dated, settings, counted)
        return
    weighted = _weigh(dated, settings, counted)
    first = len(results)
    reference = _Reference(settings.ref)
    for earlier in results[: weighted.prior[first]]:
        reference.wait(earlier.raw)
    reference.admit()
    for same_day in results[weighted.prior[first] :]:
        reference.wait(same_day.raw)
    for index in range(first, len(dated)):
        give_way()
        prior = weighted.prior[index]
        if prior == index:
            # The first document of its day: all before it are prior to it and its day's others.
            reference.admit()
        why = _why_not_compared(weighted, index, settings)
        if why is not None:
            results.append(Novelty(why=why, prior=prior))
            continue
        closest = weighted.closest(index, settings.k)
        raw = _raw([cosine for _, cosine in closest], settings.k)
        enough = reference.scored >= max(1, settings.min_ref)
        results.append(
            Novelty(
                novelty=reference.percentile(raw) if enough else None,
                raw=raw,
                nearest=_nearest(closest, dated, settings.k),
                why=None if enough else TOO_FEW_SCORED,
                low_confidence=enough and prior < settings.low_confidence,
                prior=prior,
            )
        )
        reference.wait(raw)


def _too_few(dated: Sequence[_Dated], settings: NoveltyParams, counted: _Counted) -> Iterator[Novelty]:
    days = [doc.day for doc in dated]
    for doc, place in zip(dated, counted.places, strict=True):
        words = counted.counts.tokens(place)
        why = TOO_LITTLE_PRIOR_ART if words >= max(1, settings.min_words) else TOO_FEW_WORDS
        yield Novelty(why=why, prior=bisect_left(days, doc.day))


class _Reference:
    """The raw values of the last scored prior documents, sorted, at 9 decimals.

    A value waits until the documents of its own day are through: it is prior to none of them.
    """

    def __init__(self, size: int) -> None:
        self.scored = 0
        self._size = size
        self._waiting: list[float] = []
        self._last: deque[float] = deque()
        self._sorted: list[float] = []

    def wait(self, raw: float | None) -> None:
        """Take a document's value, if it has one, in the order of documents."""
        if raw is not None:
            self._waiting.append(round(raw, RAW_DECIMALS))

    def admit(self) -> None:
        """Make all waiting values part of the reference, dropping the oldest above its size."""
        self.scored += len(self._waiting)
        for raw in self._waiting:
            self._last.append(raw)
            insort(self._sorted, raw)
            if len(self._last) > self._size:
                del self._sorted[bisect_left(self._sorted, self._last.popleft())]
        self._waiting.clear()

    def percentile(self, raw: float) -> float:
        """Return the mid-rank percentile (see `mid_rank_percentile`) by two bisections."""
        value = round(raw, RAW_DECIMALS)
        below = bisect_left(self._sorted, value)
        equal = bisect_right(self._sorted, value) - below
        return 100 * (below + equal / 2) / len(self._sorted)


def _weigh(dated: Sequence[_Dated], settings: NoveltyParams, counted: _Counted) -> "Weighted":
    try:
        # numpy is an extra, and 200 ms of a start that most commands can do without.
        from generator.metrics.cosines import weigh
    except ImportError as error:
        raise MissingExtraError("text novelty", "novelty") from error
    return weigh(
        (counted.counts.known, counted.counts.made),
        counted.places,
        [doc.day for doc in dated],
        cap=settings.cap,
        top=settings.top,
        min_prior=settings.min_prior,
    )


def _why_not_compared(weighted: "Weighted", index: int, settings: NoveltyParams) -> str | None:
    if weighted.tokens[index] < settings.min_words or not weighted.kept[index]:
        return TOO_FEW_WORDS
    if weighted.prior[index] < settings.min_prior:
        return TOO_LITTLE_PRIOR_ART
    if weighted.known[index] / weighted.distinct[index] < settings.min_known:
        return TOO_FEW_KNOWN_WORDS
    return None


def _raw(cosines: Iterable[float], k: int) -> float:
    highest = sorted(cosines, reverse=True)[:k]
    if not highest:
        return 1.0
    # A cosine may come out a rounding error above 1.
    return max(0.0, 1 - (highest[0] + math.fsum(highest) / k) / 2)


def _nearest(
    closest: Iterable[tuple[int, float]], dated: Sequence[_Dated], k: int
) -> tuple[tuple[str, float], ...]:
    ranked = sorted((-round(cosine, RAW_DECIMALS), dated[index].id) for index, cosine in closest)
    return tuple((name, min(1.0, -below)) for below, name in ranked[:k] if below < 0)


def _dump(result: Novelty) -> list[Any]:
    nearest = [list(pair) for pair in result.nearest]
    low = result.low_confidence
    return [result.novelty, result.raw, nearest, result.why, low, result.prior]


def _load(values: Sequence[Any]) -> Novelty:
    novelty, raw, nearest, why, low_confidence, prior = values
    pairs = tuple(map(tuple, nearest))
    return Novelty(novelty, raw, pairs, why, low_confidence, prior)
