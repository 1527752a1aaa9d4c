"""How often each text has which words: all texts in a few blocks of numbers.

A text of 200 words is no list of 200 strings but two slices of arrays, so that ten thousand texts are
read from a file as quickly as it is copied, and numpy takes them as they stand.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import eq, le
from typing import NamedTuple

from generator.giving_way import giving
from generator.metrics.memory import digest

STEMS_VERSION = "3"
"""Changes whenever a text would give other stems, or they would be kept in another form."""

NUMBER = "I"
PLACE = "Q"
"""Type codes of the arrays: as few bytes as do for any number of words, and for any place."""

Stems = Callable[[str], Sequence[str]]
"""Returns the stems of a plain text in the order written, with repeats."""


def key_of(text: str) -> str:
    """Return what the counts of a text are found by."""
    return digest(STEMS_VERSION, text)


class Words(dict[str, int]):
    """Numbers words in the order they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


@dataclass(slots=True)
class Rows:
    """Counted texts, one after the other.

    Attributes:
        keys: The number of each text by its key, in order.
        words: The number of each word.
        ends: Where the row of each text ends in the two that follow; it begins where the last ends.
        numbers: The distinct words of each text, in the alphabetical order of the words.
        times: How often the text has each of them.
    """

    keys: dict[str, int] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    ends: "array[int]" = field(default_factory=lambda: array(PLACE))
    numbers: "array[int]" = field(default_factory=lambda: array(NUMBER))
    times: "array[int]" = field(default_factory=lambda: array(NUMBER))

    def __len__(self) -> int:
        return len(self.ends)

    def is_sound(self) -> bool:
        """Tell whether the parts fit together, whoever has made them."""
        size = len(self.numbers)
        return (
            len(self.keys) == len(self.ends)
            and len(self.times) == size == (self.ends[-1] if self.ends else 0)
            and all(map(le, self.ends, self.ends[1:]))
            and all(map(eq, self.words.values(), count()))
            and max(self.numbers, default=-1) < len(self.words)
        )

    def count(self, key: str, stems: Iterable[str]) -> int:
        """Add a text, and return its number."""
        counted = Counter(stems)
        ordered = sorted(counted)
        self.keys[key] = number = len(self.ends)
        self.numbers.extend(map(self.words.__getitem__, ordered))
        self.times.extend(map(counted.__getitem__, ordered))
        self.ends.append(len(self.numbers))
        return number

    def add(self, others: "Rows") -> None:
        """Add all rows of others, whose texts are none of these."""
        numbers = [self.words[word] for word in others.words]
        is_same = numbers == list(range(len(numbers)))
        self.keys.update(zip(others.keys, range(len(self), len(self) + len(others)), strict=True))
        self.ends.extend(map(len(self.numbers).__add__, others.ends))
        self.numbers.extend(others.numbers if is_same else map(numbers.__getitem__, others.numbers))
        self.times.extend(others.times)

    def only(self, keys: Iterable[str]) -> "Rows":
        """Return the rows of some texts in the order they have here, with no words but theirs."""
        wanted = set(keys)
        chosen = Rows()
        begin = 0
        for key, end in zip(self.keys, self.ends, strict=True):
            if key in wanted:
                chosen.keys[key] = len(chosen.ends)
                chosen.numbers.extend(self.numbers[begin:end])
                chosen.times.extend(self.times[begin:end])
                chosen.ends.append(len(chosen.numbers))
            begin = end
        used = set(chosen.numbers)
        if len(used) == len(self.words):
            chosen.words.update(self.words)
            return chosen
        places = {number: chosen.words[word] for word, number in self.words.items() if number in used}
        chosen.numbers = array(NUMBER, map(places.__getitem__, chosen.numbers))
        return chosen


class FoundCounts(NamedTuple):
    """What a run adds to `TokenCounts`: what was known need not travel again.

    Attributes:
        known: How many texts the former run left.
    """

    used: tuple[str, ...]
    made: Rows
    known: int = 0


class TokenCounts:
    """The counted texts that a former run left, and those of this one.

    Attributes:
        load: Returns what the former run left; called when the first text is asked for.
        used: Keys of the former run's texts that this one has asked for.
        made: The texts that this run has counted.
        left: How many texts the former run left, once it was asked.
    """

    __slots__ = ("_known", "left", "load", "made", "used")

    def __init__(self, load: Callable[[], Rows] = Rows) -> None:
        self.load = load
        self._known: Rows | None = None
        self.used: dict[str, None] = {}
        self.made = Rows()
        self.left = 0

    @property
    def known(self) -> Rows:
        """What the former run left."""
        if self._known is None:
            self._known = self.load()
            self.left = len(self._known)
        return self._known

    @property
    def asked(self) -> int:
        """How many texts this run has asked for."""
        return len(self.used) + len(self.made)

    @property
    def moved(self) -> int:
        """How many texts this run has counted, or has no use for."""
        return len(self.made) + max(0, self.left - len(self.used))

    @property
    def is_known(self) -> bool:
        """Whether this run has asked for what the former one left, and for nothing else."""
        return not self.made.keys and len(self.used) == len(self.known)

    def places(self, texts: Iterable[tuple[str, str]], stems: Stems) -> list[int]:
        """Return where each text stands: in `known`, or that many places further on in `made`.

        Args:
            texts: Keys and texts.
            stems: Called for each text that has not been counted.
        """
        known, made = self.known, self.made
        found = []
        for key, text in giving(texts):
            place = known.keys.get(key)
            if place is not None:
                self.used[key] = None
            else:
                place = made.keys.get(key)
                place = len(known) + (made.count(key, stems(text)) if place is None else place)
            found.append(place)
        return found

    def tokens(self, place: int) -> int:
        """Return how many words the text at a place has, repeats included."""
        rows = self.known
        if place >= len(rows):
            rows, place = self.made, place - len(rows)
        return sum(rows.times[rows.ends[place - 1] if place else 0 : rows.ends[place]])

    def found(self) -> FoundCounts:
        """Return what this run has added, for the same counts in another process."""
        return FoundCounts(tuple(self.used), self.made, self.left)

    def add(self, found: FoundCounts) -> None:
        """Take over what a run in another process has added to the same counts."""
        self.used |= dict.fromkeys(found.used)
        self.left = found.known
        if found.made.keys:
            self.made = found.made

    def fresh(self) -> Rows:
        """Return what this run has asked for: keep this, and only this."""
        # Another command may have saved what this run has made.
        kept = (self.known.keys.keys() & self.used.keys()) - self.made.keys.keys()
        rows = Rows()
        rows.add(self.known if len(kept) == len(self.known) else self.known.only(kept))
        rows.add(self.made)
        return rows

    def turned(self) -> "TokenCounts":
        """Return the counts for the next run, with all that was known if this one asked for nothing."""
        if self._known is None:
            return TokenCounts(self.load)
        turned = TokenCounts()
        turned._known = self._known if not self.asked or self.is_known else self.fresh()
        return turned
