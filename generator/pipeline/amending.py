"""Bibliographies of many papers, of which only the entries are made anew that a change reaches.

The other entries are taken from the file that the last build published. Which they are follows from
what was noted while the entries were made: a fact that goes by the name of the entry's own paper
(`corpus.works/slow`, `citekeys/slow`) concerns that entry alone, any other (a venue) perhaps all.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import msgspec

from generator.giving_way import giving
from generator.pages.bibliographies import FORMS, listed
from generator.pages.context import PlanContext
from generator.pages.routes import Route
from generator.pipeline.reading import reader_of

WORTH_KEEPING = 200
"""Entries below which all of them are made as soon as a few are found."""


class Entries(msgspec.Struct, array_like=True, frozen=True):
    """Which entries a published file holds.

    Attributes:
        made_by: Kind and key of its route.
        works: Papers of the entries, in the order of the file.
        sizes: Of the entries in bytes, as 32-bit numbers of this machine.
        shared: Facts that do not go by the name of the paper whose entry was made from them.
    """

    made_by: tuple[str, str]
    works: tuple[str, ...]
    sizes: bytes
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A file of entries as the last build made it.

    Attributes:
        facts: All that it was made from.
        changed: Those of them that have changed since.
    """

    entries: Entries
    facts: tuple[str, ...]
    changed: frozenset[str]

    @property
    def is_of_use(self) -> bool:
        """Whether entries can be taken from it: no change reaches all of them."""
        return self.changed.isdisjoint(self.entries.shared)


class Made(NamedTuple):
    """A file of entries; those of a small one are made together, and not known one by one."""

    data: bytes
    entries: Entries | None


def make_entries(context: PlanContext, route: Route, former: Former | None, data: bytes | None) -> Made:
    """Return the file of a bibliography: the same bytes, whatever there is to take entries from.

    Args:
        context: One of `noting`; its reader is told all that the file is made from.
        former: The file as the last build made it.
        data: Its bytes, if the output still holds them.
    """
    form, reader = FORMS[route.kind], reader_of(context)
    works = tuple(listed(context, route))
    if len(works) < WORTH_KEEPING:
        return Made(form.text(context, route).encode(), None)
    frame = _Encoded(*(part.encode() for part in form.frame))
    known: dict[str, memoryview] = {}
    shared: dict[str, None] = {}
    is_same = former is not None and former.entries.made_by == (route.kind, route.key)
    if former is not None and data is not None and is_same and former.is_of_use:
        known = _unchanged(former, data, frame)
        shared |= dict.fromkeys(former.entries.shared)
        reader.note_all(former.facts)
    entries: list[bytes | memoryview] = []
    for work in giving(works):
        entry: bytes | memoryview | None = known.get(work)
        if entry is None:
            text, facts = reader.made(partial(form.entry, context, work))
            entry = text.encode()
            reader.note_all(facts)
            shared.update((fact, None) for fact in facts if _paper_of(fact) != work)
        entries.append(entry)
    sizes = array("I", map(len, entries)).tobytes()
    return Made(frame.around(entries), Entries((route.kind, route.key), works, sizes, tuple(shared)))


def _paper_of(fact: str) -> str:
    """Return the key of a fact that is one entry of a mapping."""
    return fact.partition("/")[2]


class _Encoded(NamedTuple):
    """A frame in bytes."""

    first: bytes
    between: bytes
    last: bytes
    empty: bytes

    def around(self, entries: Sequence[bytes | memoryview]) -> bytes:
        return b"".join((self.first, self.between.join(entries), self.last)) if entries else self.empty


def _unchanged(former: Former, data: bytes, frame: _Encoded) -> dict[str, memoryview]:
    """Return the entries of a former file that no change reaches, by paper."""
    sizes = array("I", former.entries.sizes)
    gaps = len(frame.between) * (len(sizes) - 1)
    if len(frame.first) + sum(sizes) + gaps + len(frame.last) != len(data):
        return {}
    reached = frozenset(map(_paper_of, former.changed))
    view, start = memoryview(data), len(frame.first)
    found: dict[str, memoryview] = {}
    for work, size in zip(former.entries.works, sizes, strict=True):
        if work not in reached:
            found[work] = view[start : start + size]
        start += size + len(frame.between)
    return found
