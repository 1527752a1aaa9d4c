"""Postings in which some entries have changed, without counting the words of all the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.pages.search import KINDS
from generator.search.merging import Postings
from generator.search.postings import HEADERS, LEVELS, LOW_LEVELS, amended


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that has changed.

    Attributes:
        number: Within its kind.
        before: The levels of its terms as the postings have them; empty for a new entry.
        after: What they are now; empty for one that is gone.
    """

    kind: str
    number: int
    before: Mapping[str, int]
    after: Mapping[str, int]


_Edits = dict[str, dict[str, tuple[list[int], list[int]]]]
"""By term and header, the numbers that leave and those that join."""


def amend(postings: Postings, changes: Iterable[Change]) -> Postings:
    """Return what `join` would return if it were given all entries as they are now."""
    edits: _Edits = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for change in changes:
        _add_edits(change, edits)
    high, low = dict(postings.high), dict(postings.low)
    lowest = frozenset(h for at, h in enumerate(HEADERS) if at % LEVELS < LOW_LEVELS)
    for term, by_header in edits.items():
        for texts, is_low in ((high, False), (low, True)):
            ours = {h: edit for h, edit in by_header.items() if (h in lowest) is is_low}
            if ours:
                _amend_term(texts, term, ours)
    return Postings(high, low)


def _add_edits(change: Change, edits: _Edits) -> None:
    first = KINDS.index(change.kind) * LEVELS
    before, after = change.before, change.after
    for term, level in before.items():
        if after.get(term) != level:
            edits[term][HEADERS[first + level]][0].append(change.number)
    for term, level in after.items():
        if before.get(term) != level:
            edits[term][HEADERS[first + level]][1].append(change.number)


def _amend_term(texts: dict[str, str], term: str, edits: Mapping[str, tuple[list[int], list[int]]]) -> None:
    sets = {h: (frozenset(leaving), frozenset(joining)) for h, (leaving, joining) in edits.items()}
    text = amended(texts.get(term, ""), sets)
    if text:
        texts[term] = text
    else:
        texts.pop(term, None)
