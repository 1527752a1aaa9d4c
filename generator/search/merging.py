"""Postings from entries: each worker collects its own, the parent joins them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.pages.search import KINDS, SearchEntry
from generator.search.postings import (
    HEADERS,
    LEVELS,
    LOW_LEVELS,
    format_gaps,
    format_number,
)
from generator.search.tokens import levels_of

_BITS: Final = 24
"""A level and a number are one integer, the number in the lower bits: it sorts by level, then number,
and the difference of two of one level is that of their numbers."""

_BASES: Final = tuple(level << _BITS for level in range(LEVELS))
_NUMBER: Final = (1 << _BITS) - 1

Run = tuple[int, str, int]
"""A part's postings of one term and level: level and first number, the gaps after it, level and last."""


@dataclass(frozen=True, slots=True)
class Part:
    """The postings of some consecutive entries of one kind, as a worker hands them over.

    Attributes:
        runs: By term: level and number of the only posting, or a run for each level, ascending.
    """

    kind: str
    runs: Mapping[str, int | tuple[Run, ...]]


def collect(kind: str, first: int, entries: Sequence[SearchEntry]) -> Part:
    """Return the postings of consecutive entries.

    Args:
        kind: Of all of them.
        first: Number of the first one within its kind.
        entries: In the order of their numbers.
    """
    return collect_levels(kind, first, map(levels_of, entries))


def collect_levels(kind: str, first: int, entries: Iterable[Mapping[str, int]]) -> Part:
    """Return the postings of entries whose levels are known already.

    Args:
        kind: Of all of them.
        first: Number of the first one within its kind; all numbers are below 16,777,216.
        entries: What `levels_of` said of each, in the order of their numbers.
    """
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for number, levels in enumerate(entries, first):
        # One integer for all terms of a level: there are a million postings to keep.
        postings = [base + number for base in _BASES]
        for term, level in levels.items():
            by_term[term].append(postings[level])
    return Part(kind, {term: _runs(found) for term, found in by_term.items()})


def _runs(postings: list[int]) -> int | tuple[Run, ...]:
    if len(postings) == 1:
        return postings[0]
    postings.sort()
    if postings[0] >> _BITS == postings[-1] >> _BITS:
        return (_run(postings),)
    runs = []
    start = 0
    while start < len(postings):
        stop = bisect_left(postings, ((postings[start] >> _BITS) + 1) << _BITS, start)
        runs.append(_run(postings[start:stop]))
        start = stop
    return tuple(runs)


def _run(postings: list[int]) -> Run:
    first = postings[0]
    return first, format_gaps(postings[1:], first) if len(postings) > 1 else "", postings[-1]


@dataclass(frozen=True, slots=True)
class Postings:
    """All postings as text: in `low` those of the lowest levels, in `high` the others."""

    high: Mapping[str, str]
    low: Mapping[str, str]


def join(parts: Sequence[Part]) -> Postings:
    """Return the postings of all parts.

    Args:
        parts: The parts of one kind in the order of their numbers.
    """
    texts: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for at, kind in enumerate(KINDS):
        headers = HEADERS[at * LEVELS : (at + 1) * LEVELS]
        for term, runs in _together([part for part in parts if part.kind == kind]).items():
            _write(term, runs, headers, texts)
    low, high = texts
    return Postings(high, low)


def _together(parts: Sequence[Part]) -> Mapping[str, int | Sequence[Run]]:
    """Return the runs of each term over all parts, by level, then number."""
    if len(parts) == 1:
        return parts[0].runs
    found: dict[str, list[Run]] = {}
    for part in parts:
        for term, runs in part.runs.items():
            several = ((runs, "", runs),) if isinstance(runs, int) else runs
            found.setdefault(term, []).extend(several)
    for joined in found.values():
        joined.sort()
    return found


def _write(
    term: str, runs: int | Sequence[Run], headers: str, texts: tuple[dict[str, str], dict[str, str]]
) -> None:
    """Add the runs of one term of one kind to its texts."""
    level, before = -1, -1
    for first, gaps, last in ((runs, "", runs),) if isinstance(runs, int) else runs:
        header = ""
        if first >> _BITS != level:
            level, before = first >> _BITS, -1
            header = headers[level]
        into = texts[level >= LOW_LEVELS]
        gap = format_number((first & _NUMBER) - before - 1)
        into[term] = into.get(term, "") + header + gap + gaps
        before = last & _NUMBER
