"""Notes which facts each file of a site is made from, so that only files whose facts change are remade.

A view is a pure function of the context that it is built from. A process that lives on hands out a
context that looks the same but notes what is taken from it: the work `slow`, the order of all works,
the label of the shelf of a topic. Comparing two contexts then names the facts that changed, and the
notes name the files. Nothing needs to be said by hand of what a page depends on.

A fact is a text: `corpus.works/slow` is one entry, `corpus.works/` their order, `corpus.works//`
all entries, `corpus.documents` a field that is compared as a whole.
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from dataclasses import fields
from sys import intern
from typing import Any, NamedTuple

from msgspec import structs

from generator.exporters.json_fragments import Api
from generator.giving_way import giving
from generator.model import Corpus, Document, Measures, Person, Work, WorkId
from generator.pages.context import PlanContext, Shelf

API_CARD = "api-card/"
"""What stands before a paper's slug in the fact that is its encoded card: made from other facts."""

OPENED = (PlanContext, Corpus, Measures, Shelf)
"""Records of which single fields are noted; any other value is one fact."""


class Reader:
    """Collects the facts that are read while something is made.

    Attributes:
        facts: Those read so far, in order.
    """

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self._api_cards: dict[str, Any] = {}
        self._fresh: list[tuple[WorkId, tuple[str, ...]]] = []

    def note(self, fact: str) -> None:
        """Add a fact."""
        self.facts[intern(fact)] = None

    def note_all(self, facts: Iterable[str]) -> None:
        """Add facts that were noted before."""
        self.facts.update(dict.fromkeys(facts))

    def made(self, make: Callable[[], Any]) -> tuple[Any, tuple[str, ...]]:
        """Return what a function makes, and the facts that it read; to others they are not known."""
        outside, self.facts = self.facts, {}
        try:
            return make(), tuple(self.facts)
        finally:
            self.facts = outside

    def api_card(self, work: WorkId, make: Callable[[], Any]) -> Any:
        """Return a paper's encoded card, made once until it is dropped; it is a fact of its own."""
        self.note(f"{API_CARD}{work}")
        if work not in self._api_cards:
            self._api_cards[work], facts = self.made(make)
            self._fresh.append((work, facts))
        return self._api_cards[work]

    def drop_api_card(self, work: str) -> None:
        """Forget a paper's encoded card."""
        self._api_cards.pop(work, None)

    def taken_api_cards(self) -> tuple[tuple[WorkId, tuple[str, ...]], ...]:
        """Return, once, the cards that were made, with the facts that they were made from."""
        found, self._fresh = tuple(self._fresh), []
        return found


def noting(context: PlanContext, reader: Reader) -> PlanContext:
    """Return a context that is the same to every view, and tells the reader what they take from it."""
    noted: PlanContext = _opened(context, "", reader)
    return noted


def _opened(record: Any, prefix: str, reader: Reader) -> Any:
    found: Any = object.__new__(_noting_class(type(record)))
    object.__setattr__(found, "_record", record)
    object.__setattr__(found, "_prefix", prefix)
    object.__setattr__(found, "_reader", reader)
    object.__setattr__(found, "_known", {})
    return found


def _noting_class(base: type) -> type:
    """Return a class that is the same to a caller, but whose fields are noted when they are read."""
    found = _noting_classes.get(base)
    if found is None:
        members: dict[str, Any] = {f.name: property(_field(f.name)) for f in fields(base)}
        members["__slots__"] = ("_known", "_prefix", "_reader", "_record")
        members["__reduce__"] = lambda self: (_opened, (self._record, self._prefix, Reader()))
        found = _noting_classes[base] = type(f"Noting{base.__name__}", (base,), members)
    return found


_noting_classes: dict[type, type] = {}


class _Plain(NamedTuple):
    """A field's value that is one fact, and that fact."""

    fact: str
    value: Any


def _field(name: str) -> Callable[[Any], Any]:
    def read(self: Any) -> Any:
        known = self._known.get(name)
        if known is None:
            value = getattr(self._record, name)
            known = _wrap(value, self, name)
            if known is value:
                known = _Plain(intern(self._prefix + name), value)
            self._known[name] = known
        if type(known) is _Plain:
            self._reader.facts[known.fact] = None
            return known.value
        return known

    return read


def _wrap(value: Any, owner: Any, name: str) -> Any:
    """Return what notes its own parts in the place of a value, or the value."""
    fact = owner._prefix + name
    if isinstance(value, Mapping):
        return NotingMapping(value, fact, owner._reader)
    if isinstance(value, frozenset):
        return NotingSet(value, fact, owner._reader)
    if isinstance(value, Api):
        return _noting_api(value, owner)
    if isinstance(value, OPENED):
        return _opened(value, f"{fact}.", owner._reader)
    return value


class _Names(dict[Any, str]):
    """The facts of a mapping's entries or a set's members, each text made once: they are noted often."""

    __slots__ = ("_fact",)

    def __init__(self, fact: str) -> None:
        self._fact = fact

    def __missing__(self, key: Any) -> str:
        found = self[key] = intern(f"{self._fact}/{key}")
        return found


class NotingMapping(Mapping[Any, Any]):
    """A mapping that notes which entries are taken from it."""

    __slots__ = ("_entries", "_fact", "_has_shelves", "_names", "_opened", "_reader")

    def __init__(self, entries: Mapping[Any, Any], fact: str, reader: Reader) -> None:
        self._opened: dict[Any, Any] = {}
        self._entries = entries
        self._fact = fact
        self._reader = reader
        self._names = _Names(fact)
        # Values are of one kind, and may cost much to ask for.
        self._has_shelves = isinstance(next(iter(entries.values()), None), Shelf)

    def __getitem__(self, key: Any) -> Any:
        self._reader.facts[self._names[key]] = None
        value = self._entries[key]
        return self._opened_shelf(key, value) if self._has_shelves else value

    def get(self, key: Any, default: Any = None) -> Any:
        self._reader.facts[self._names[key]] = None
        if key not in self._entries:
            return default
        value = self._entries[key]
        return self._opened_shelf(key, value) if self._has_shelves else value

    def __contains__(self, key: Any) -> bool:
        self._reader.facts[self._names[key]] = None
        return key in self._entries

    def _opened_shelf(self, key: Any, value: Any) -> Any:
        found = self._opened.get(key)
        if found is None:
            is_shelf = isinstance(value, Shelf)
            found = _opened(value, f"{self._fact}/{key}.", self._reader) if is_shelf else value
            self._opened[key] = found
        return found

    def __iter__(self) -> Iterator[Any]:
        self._reader.note(f"{self._fact}/")
        return iter(self._entries)

    def __len__(self) -> int:
        self._reader.note(f"{self._fact}/")
        return len(self._entries)

    def keys(self) -> KeysView[Any]:
        self._reader.note(f"{self._fact}/")
        return self._entries.keys()

    def values(self) -> ValuesView[Any]:
        self._reader.note(f"{self._fact}//")
        return self._entries.values()

    def items(self) -> ItemsView[Any, Any]:
        self._reader.note(f"{self._fact}//")
        return self._entries.items()

    def __reduce__(self) -> tuple[Any, ...]:
        return NotingMapping, (self._entries, self._fact, Reader())


class NotingSet(frozenset[Any]):
    """A set that notes which members it is asked for."""

    _fact: str
    _names: _Names
    _reader: Reader

    def __new__(cls, members: frozenset[Any], fact: str, reader: Reader) -> "NotingSet":
        made = super().__new__(cls, members)
        made._fact = fact
        made._names = _Names(fact)
        made._reader = reader
        return made

    def __contains__(self, member: object) -> bool:
        self._reader.facts[self._names[member]] = None
        return super().__contains__(member)

    def __iter__(self) -> Iterator[Any]:
        self._reader.note(f"{self._fact}/")
        return super().__iter__()

    def __len__(self) -> int:
        self._reader.note(f"{self._fact}/")
        return super().__len__()

    def __reduce__(self) -> tuple[Any, ...]:
        return NotingSet, (frozenset(super().__iter__()), self._fact, Reader())


class NotingApi(Api):
    """Makes JSON from a context that notes; each paper's card is a fact of its own, made once."""

    _reader: Reader

    def card(self, work_id: WorkId) -> Any:
        """Return a paper as lists hold it, encoded."""

        def make() -> Any:
            self._cards.pop(work_id, None)
            return Api.card(self, work_id)

        return self._reader.api_card(work_id, make)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("it is made from its context")


def _noting_api(api: Api, context: Any) -> Api:
    """Return an API over the context that notes; its other fields follow from the site's settings."""
    values = {f.name: getattr(api, f.name) for f in fields(api) if not f.name.startswith("_")}
    over = {name: getattr(context, name) for name in ("corpus", "measures", "pages_of")}
    made = NotingApi(**{**values, **over})
    object.__setattr__(made, "_reader", context._reader)
    return made


def changed_facts(before: PlanContext, after: PlanContext) -> set[str] | None:
    """Return the facts in which two contexts differ; None when they may differ in all of them."""
    for name in FOR_ALL:
        if getattr(before, name) != getattr(after, name):
            return None
    found: set[str] = set()
    _compare(before, after, "", found)
    return found


FOR_ALL = ("site", "as_of", "options", "resized", "version")
"""What every file may depend on without being asked for: the API's own settings follow from it."""


def _compare(before: Any, after: Any, prefix: str, found: set[str]) -> None:
    for f in fields(before):
        old, new = getattr(before, f.name), getattr(after, f.name)
        fact = prefix + f.name
        if old is new or isinstance(old, Api):
            continue
        if isinstance(old, Mapping):
            _compare_entries(old, new, fact, found)
        elif isinstance(old, frozenset):
            members = old ^ new
            found.update(f"{fact}/{member}" for member in members)
            found.update([f"{fact}/"] if members else [])
        elif isinstance(old, OPENED):
            _compare(old, new, f"{fact}.", found)
        elif not _is_same(old, new):
            found.add(fact)


def _compare_entries(before: Mapping[Any, Any], after: Mapping[Any, Any], fact: str, found: set[str]) -> None:
    count = len(found)
    for key, new in giving(after.items()):
        old = before.get(key, _ABSENT)
        if old is new:
            continue
        if isinstance(old, Shelf) and isinstance(new, Shelf):
            _compare(old, new, f"{fact}/{key}.", found)
        elif old is _ABSENT or not _is_same(old, new):
            found.add(f"{fact}/{key}")
    found.update(f"{fact}/{key}" for key in before if key not in after)
    if len(found) > count:
        found.add(f"{fact}//")
    if len(before) != len(after) or list(before) != list(after):
        found.update((f"{fact}/", f"{fact}//"))


_ABSENT = object()


def _is_same(old: Any, new: Any) -> bool:
    """Tell whether two values are equal but for the lines that their sources have moved to."""
    if old == new:
        return True
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return all(map(_is_same, old, new))
    if type(old) is not type(new) or not isinstance(old, _MOVING) or not isinstance(new, _MOVING):
        return False
    if old.origin is None or new.origin is None or old.origin.path != new.origin.path:
        return False
    return bool(structs.replace(old, origin=None) == structs.replace(new, origin=None))


_MOVING = (Work, Person, Document)
"""Records that know where they were written; no file shows the line."""


def reader_of(context: PlanContext) -> Reader:
    """Return the reader that a context of `noting` tells."""
    reader: Reader = context._reader  # type: ignore[attr-defined]
    return reader
