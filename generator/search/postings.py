"""Postings as text: for each term the numbers of the entries that hold it, by how much it counts.

A list of numbers is written as gaps, in printable characters, because hosts compress text and
leave other files alone: a gap below 30 is one character, and gzip makes frequent ones short. The
alphabet is three parts: a header opens a group of entries of one kind and one level, a digit ends
a gap, a carry goes before it.

    group  := header gap...
    header := 33 characters, 11 levels for each of the three kinds
    gap    := carry... digit    (base 30, the lowest digit first, without redundant forms)
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from operator import sub
from typing import Final

LEVELS: Final = 11
"""How many steps of impact are told apart; 0 counts least."""

LOW_LEVELS: Final = 3
"""The lowest steps, a word in the body only: many entries that count little."""

BASE: Final = 30
_PRINTABLE: Final = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
DIGITS: Final = _PRINTABLE[:BASE]
CARRIES: Final = _PRINTABLE[BASE : 2 * BASE]
HEADERS: Final = _PRINTABLE[2 * BASE :]


def format_number(number: int) -> str:
    """Return a number from 0 as carries and one digit."""
    text = ""
    while number >= BASE:
        number -= BASE
        text += CARRIES[number % BASE]
        number //= BASE
    return text + DIGITS[number]


class _Numbers(dict[int, str]):
    """Numbers as text, worked out when first met: most gaps are small and met again.

    Args:
        less: What is taken from a number before it is written.
    """

    __slots__ = ("_less",)

    def __init__(self, less: int = 0) -> None:
        super().__init__()
        self._less = less

    def __missing__(self, number: int) -> str:
        if len(self) >= 1 << 16:
            self.clear()
        text = self[number] = format_number(number - self._less)
        return text


_NUMBERS: Final = _Numbers()
_GAPS: Final = _Numbers(1)


def format_gaps(numbers: Sequence[int], before: int = -1) -> str:
    """Return ascending numbers as gaps.

    Args:
        numbers: Strictly ascending.
        before: The number that the first gap is counted from; less than the first.
    """
    first = _GAPS[numbers[0] - before]
    if len(numbers) == 1:
        return first
    return first + "".join(map(_GAPS.__getitem__, map(sub, islice(numbers, 1, None), numbers)))


class _Values(dict[str, int]):
    """How much further each gap leads, worked out when it is first met."""

    __slots__ = ()

    def __missing__(self, gap: str) -> int:
        if len(self) >= 1 << 16:
            self.clear()
        found, unit = 1, 1
        for char in gap:
            # A carry stands a base higher than what it says, which is what it is worth.
            found += _PRINTABLE.index(char) * unit
            unit *= BASE
        self[gap] = found
        return found


_VALUES: Final = _Values()
_GAP: Final = re.compile(f"[{re.escape(CARRIES)}]*[{re.escape(DIGITS)}]")
_GROUP: Final = re.compile(f"([{re.escape(HEADERS)}])([^{re.escape(HEADERS)}]*)")


def parse_gaps(text: str, before: int = -1) -> list[int]:
    """Return the numbers that `format_gaps` has written."""
    return list(accumulate(map(_VALUES.__getitem__, _GAP.findall(text)), initial=before))[1:]


def amended(text: str, edits: Mapping[str, tuple[frozenset[int], frozenset[int]]]) -> str:
    """Return the postings of a term with some entries taken out and others put in.

    Args:
        text: Groups in the order of their headers.
        edits: By header, the numbers of entries that leave the group, and of those that join it.
    """
    groups: dict[str, str] = dict(_GROUP.findall(text))
    for header, (leaving, joining) in edits.items():
        numbers = sorted((frozenset(parse_gaps(groups.get(header, ""))) - leaving) | joining)
        groups[header] = format_gaps(numbers) if numbers else ""
    return "".join(header + groups[header] for header in sorted(groups) if groups[header])


def format_column(values: Iterable[int | None]) -> str:
    """Return a value for each entry, unknown ones as 0 and all others one greater."""
    return "".join(_NUMBERS[0 if value is None else value + 1] for value in values)
