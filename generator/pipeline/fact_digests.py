"""A digest of every fact, so that a later process can tell which facts have changed.

It goes through a context as `reading` notes it: what `changed_facts` finds by comparing two contexts,
a process that has only one of them finds by comparing digests.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from generator.exporters.json_fragments import Api
from generator.incremental import holds_set
from generator.model import Document, Person, Work
from generator.pages.context import PlanContext, Shelf
from generator.pipeline.noted_work import LOOK, STATIC_FILE
from generator.pipeline.parsed_files import identity
from generator.pipeline.reading import FOR_ALL, OPENED
from generator.themes import Theme

SIZE = 12
"""Bytes of a digest: two of a million facts are equal by chance once in 10^17 sites."""

ABSENT = bytes(SIZE)
"""Stands for a fact that there is none of, such as an entry that was looked for in vain."""

UNSETTLED = b"\xff" * SIZE
"""Stands for a file of which nobody can tell yet: it never counts as unchanged."""

_THERE = b"\x01" * SIZE

FactDigests = dict[str, bytes]

Touched = Mapping[str, Collection[str]]
"""By fact that is a mapping: of which keys the entries may differ from the last build."""


def single_digests(joined: bytes) -> list[bytes]:
    """Return digests that stand one after the other."""
    return [joined[start : start + SIZE] for start in range(0, len(joined), SIZE)]


class Digests:
    """The digests of all facts that a context holds; those that it lacks are `ABSENT`."""

    def __init__(self, found: FactDigests) -> None:
        self._found = found

    def now(self, facts: Collection[str], before: bytes) -> list[bytes]:
        """Return the digest of each fact.

        Args:
            before: Those of the first facts as they were, one after the other.
        """
        return [self._found.get(fact, ABSENT) for fact in facts]


class PartDigests(Digests):
    """The same where it is known which entries of large mappings may have changed."""

    def __init__(self, found: FactDigests, touched: Touched) -> None:
        """Take the digests of those entries and of all else.

        Args:
            touched: As `fact_digests` was given it.
        """
        super().__init__(found)
        self._large = tuple(f"{fact}/" for fact in touched)

    def now(self, facts: Collection[str], before: bytes) -> list[bytes]:
        """Return the digest of each fact; one of a large mapping that is new counts as changed next time."""
        large, old = self._large, single_digests(before)
        found: list[bytes] = []
        wholes: dict[str, int] = {}
        # An entry that no file was made from may have changed, too.
        moved = self._not_noted(facts)
        old += [UNSETTLED] * (len(facts) - len(old))
        for fact, digest, was in zip(facts, map(self._found.get, facts), old, strict=True):
            if not fact.startswith(large):
                found.append(ABSENT if digest is None else digest)
                continue
            if fact.endswith("/"):
                wholes[fact] = len(found)
            elif digest is not None and digest != was:
                moved.setdefault(_mapping_of(fact), []).append(was + digest)
            found.append(was if digest is None else digest)
        for mapping, changes in moved.items():
            for whole in (f"{mapping}/", f"{mapping}//"):
                if whole in wholes:
                    place = wholes[whole]
                    is_order = whole.endswith("//") or any(ABSENT in change for change in changes)
                    if is_order:
                        found[place] = _digest(b"".join((found[place], *changes)))
        return found

    def _not_noted(self, facts: Collection[str]) -> dict[str, list[bytes]]:
        """Return the digests of entries of large mappings that are not among some facts, by mapping."""
        found: dict[str, list[bytes]] = {}
        for fact in self._found.keys() - facts:
            if fact.startswith(self._large):
                found.setdefault(_mapping_of(fact), []).append(self._found[fact])
        return {mapping: sorted(digests) for mapping, digests in found.items()}


def _mapping_of(fact: str) -> str:
    return fact[: fact.index("/")]


def fact_digests(context: PlanContext, further: FactDigests, touched: Touched | None = None) -> Digests:
    """Return the digests of a context.

    Args:
        further: Digests of other facts, such as files.
        touched: By fact that is a large mapping: of which keys the entries may differ from the last
            build. Its other entries, its keys and their order do not. None: nobody knows.
    """
    found = dict(further)
    _add_fields(context, "", found, touched or {})
    return Digests(found) if touched is None else PartDigests(found, touched)


def static_digests(site: Path, context: PlanContext, theme: Theme) -> FactDigests:
    """Return the digests of files that are read while others are made.

    A file that was saved a moment ago has no digest that could equal another: its size and time do
    not tell yet whether it is saved again.

    Args:
        site: The site's folder.
    """
    found: FactDigests = {}
    for file in context.corpus.static:
        settled = identity(site / file.source)
        found[f"{STATIC_FILE}{file.path}"] = _digest(repr(settled).encode()) if settled else UNSETTLED
    look = [identity(Path(source.file)) for source in theme.static]
    found[LOOK] = UNSETTLED if None in look else _digest(repr((look, theme.static)).encode())
    return found


def settings_text(context: PlanContext) -> str:
    """Return a text that differs when something differs that every file may depend on."""
    return repr([getattr(context, name) for name in FOR_ALL])


def _add_fields(record: Any, prefix: str, found: FactDigests, touched: Touched) -> None:
    for f in fields(record):
        value = getattr(record, f.name)
        fact = prefix + f.name
        if isinstance(value, Api) or (not prefix and f.name in FOR_ALL):
            continue
        if fact in touched:
            _add_touched(value, fact, touched[fact], found)
        elif isinstance(value, Mapping):
            _add_entries(value, fact, found)
        elif isinstance(value, frozenset):
            members = sorted(map(str, value))
            found.update(dict.fromkeys([f"{fact}/{member}" for member in members], _THERE))
            found[f"{fact}/"] = _digest(_encode(members))
        elif isinstance(value, OPENED):
            _add_fields(value, f"{fact}.", found, touched)
        else:
            found[fact] = digest_of_value(value)


def _add_touched(entries: Mapping[Any, Any], fact: str, keys: Iterable[str], found: FactDigests) -> None:
    for key in keys:
        found[f"{fact}/{key}"] = digest_of_value(entries[key]) if key in entries else ABSENT


def _add_entries(entries: Mapping[Any, Any], fact: str, found: FactDigests) -> None:
    all_of_them = blake2b(digest_size=SIZE)
    keys = list(map(str, entries))
    for key, value in zip(keys, entries.values(), strict=True):
        digest = digest_of_value(value)
        if isinstance(value, Shelf):
            _add_fields(value, f"{fact}/{key}.", found, {})
        found[f"{fact}/{key}"] = digest
        all_of_them.update(digest)
    order = _encode(keys)
    all_of_them.update(order)
    found[f"{fact}/"] = _digest(order)
    found[f"{fact}//"] = all_of_them.digest()


# -- values ---------------------------------------------------------------------------------------


def _plain(value: object) -> object:
    if isinstance(value, str):
        # Markup is a str to everyone but msgspec.
        return str.__str__(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"there is no digest of a {type(value).__qualname__}")


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode
_encode_moving = msgspec.json.Encoder(enc_hook=_plain, order="deterministic").encode
"""Puts sets in order, which would differ from process to process."""

_MOVING = (Work, Person, Document)
"""Records that know where they were written; no file shows the line."""

_ORIGIN = b',"origin":'
"""Stands only before the last field of those records: in a JSON text the quotes would be escaped."""


def digest_of_value(value: Any) -> bytes:
    """Return a digest that is equal for equal values, but for the lines that their sources moved to."""
    if isinstance(value, tuple) and value and isinstance(value[0], _MOVING):
        return _digest(b"".join(map(digest_of_value, value)))
    if not isinstance(value, _MOVING):
        if holds_set(type(value)):
            raise TypeError(f"a {type(value).__qualname__} holds a set, whose order is not defined")
        return _digest(_encode(value))
    data = _encode_moving(value)
    if value.origin is not None:
        data = data.rpartition(_ORIGIN)[0] + value.origin.path.encode("utf-8", "surrogatepass")
    return _digest(data)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
