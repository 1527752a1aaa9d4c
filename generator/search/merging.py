"""Postings from entries: each worker collects its own, the parent joins them."""

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

Run = int | tuple[int, str, int]
"""A part's numbers of one term and level: the only one, or (first, the gaps after it, last)."""


@dataclass(frozen=True, slots=True)
class Part:
    """The postings of some consecutive entries of one kind, as a worker hands them over.

    Attributes:
        levels: For each level the runs by term.
        citations: A count for each entry, or None where there is none.
    """

    kind: str
    levels: tuple[Mapping[str, Run], ...]
    citations: tuple[int | None, ...]


def collect(kind: str, first: int, entries: Sequence[SearchEntry]) -> Part:
    """Return the postings of consecutive entries.

    Args:
        kind: Of all of them.
        first: Number of the first one within its kind.
        entries: In the order of their numbers.
    """
    return collect_levels(
        kind, first, [levels_of(entry) for entry in entries], tuple(e.citations for e in entries)
    )


def collect_levels(
    kind: str, first: int, entries: Iterable[Mapping[str, int]], citations: tuple[int | None, ...]
) -> Part:
    """Return the postings of entries whose levels are known already.

    Args:
        kind: Of all of them.
        first: Number of the first one within its kind.
        entries: What `levels_of` said of each, in the order of their numbers.
        citations: A count for each entry, or None where there is none.
    """
    numbers: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in range(LEVELS)]
    for number, levels in enumerate(entries, first):
        for term, level in levels.items():
            numbers[level][term].append(number)
    return Part(
        kind,
        tuple({term: _run(found) for term, found in by_term.items()} for by_term in numbers),
        citations,
    )


def _run(numbers: list[int]) -> Run:
    first = numbers[0]
    if len(numbers) == 1:
        return first
    return first, format_gaps(numbers[1:], first), numbers[-1]


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
    high: dict[str, str] = {}
    low: dict[str, str] = {}
    for number, kind in enumerate(KINDS):
        of_kind = [part for part in parts if part.kind == kind]
        for level in range(LEVELS):
            header = HEADERS[number * LEVELS + level]
            into = low if level < LOW_LEVELS else high
            for term, gaps in _join_level([part.levels[level] for part in of_kind]).items():
                into[term] = into.get(term, "") + header + gaps
    return Postings(high, low)


_BEFORE_ALL: Final = (-1, "")


def _join_level(parts: Sequence[Mapping[str, Run]]) -> dict[str, str]:
    joined: dict[str, tuple[int, str]] = {}
    for runs in parts:
        for term, run in runs.items():
            before, gaps = joined.get(term, _BEFORE_ALL)
            first, rest, last = (run, "", run) if isinstance(run, int) else run
            joined[term] = (last, gaps + format_number(first - before - 1) + rest)
    return {term: gaps for term, (_, gaps) in joined.items()}
