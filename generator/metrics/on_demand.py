"""Measures that are taken when somebody asks for them: after a small change few are ever wanted."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from generator.metrics.people import PeopleMeasurer
from generator.metrics.policy import shown_person, shown_work
from generator.metrics.works import WorkMeasures
from generator.model import Corpus, Measures, Neighbour, PersonId, PersonMeasures, WorkId

if TYPE_CHECKING:
    from datetime import date

Key = TypeVar("Key")
Value = TypeVar("Value")


class OnDemand(Mapping[Key, Value]):
    """A mapping whose values are made when they are asked for, each once."""

    __slots__ = ("_keys", "_made", "_make")

    def __init__(self, keys: Collection[Key], make: Callable[[Key], Value | None]) -> None:
        """Say which keys there may be.

        Args:
            keys: In order; a mapping or set, which is asked for single keys, too.
            make: Returns the value of one of them, None when there is none.
        """
        self._keys = keys
        self._make = make
        self._made: dict[Key, Value | None] = {}

    def get(self, key: object, default: object = None) -> object:  # type: ignore[override]  # the overloads differ in their texts only
        """Return the value of a key, or the default."""
        found = self._value(key)
        return default if found is None else found

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key; KeyError when there is none."""
        found = self._value(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._value(key) is not None

    def __iter__(self) -> Iterator[Key]:
        return (key for key in self._keys if self._value(key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _value(self, key: object) -> Value | None:
        known: Key = key  # type: ignore[assignment]  # any other is not among the keys
        if known not in self._made:
            self._made[known] = self._make(known) if known in self._keys else None
        return self._made[known]


class Recorded(Mapping[Key, Value]):
    """A mapping that remembers what it was asked, so that its answers can be compared with another's."""

    __slots__ = ("_answers", "_entries", "_listed")

    def __init__(self, entries: Mapping[Key, Value]) -> None:
        self._entries = entries
        self._answers: dict[Key, Value | None] = {}
        self._listed: list[Key | None] = []

    def is_answered_alike(self, other: Mapping[Key, Value]) -> bool:
        """Tell whether another mapping gives the same answers."""
        if self._listed != list(islice(chain(other, (None,)), len(self._listed))):
            return False
        return all(other.get(key) == answer for key, answer in self._answers.items())

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key; KeyError when there is none."""
        found = self._answers[key] = self._entries.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        for place, key in enumerate(chain(self._entries, (None,))):
            # As far as somebody looked: to list all may mean to measure all.
            if place == len(self._listed):
                self._listed.append(key)
            if key is not None:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)


def recorded(measures: Measures) -> Measures:
    """Return measures that remember what they were asked."""
    return Measures(**{name: Recorded(getattr(measures, name)) for name in _NAMES})


def are_answered_alike(asked: Measures, others: Measures) -> bool:
    """Tell whether other measures give the same answers as those of `recorded` gave."""
    return all(getattr(asked, name).is_answered_alike(getattr(others, name)) for name in _NAMES)


_NAMES = tuple(field.name for field in fields(Measures))


def measures_on_demand(
    corpus: Corpus,
    as_of: "date",
    show: str,
    measured: Callable[[WorkId], WorkMeasures],
    related: Mapping[WorkId, tuple[WorkId, ...]],
    nearest: Callable[[WorkId], tuple[Neighbour, ...]],
) -> Measures:
    """Return what `metrics.stage.measure` would, each value taken when it is asked for.

    Args:
        show: The site's option: full, counts or none.
        measured: Measures one work.
        nearest: Returns the closest earlier documents of one work, () for none.
    """
    works = OnDemand(corpus.works, measured)
    people = PeopleMeasurer(corpus, OnDemand(corpus.works, lambda key: works[key].facts), as_of)

    def person(key: PersonId) -> PersonMeasures:
        found = corpus.people[key]
        return shown_person(people.measure(found), found, show)

    is_full = show == "full"
    return Measures(
        people=OnDemand(corpus.people, person),
        works=OnDemand(corpus.works, lambda key: shown_work(works[key].metrics, show)),
        related=related,
        breakdown=OnDemand(corpus.works, lambda key: works[key].breakdown or None) if is_full else {},
        nearest=OnDemand(corpus.works, lambda key: nearest(key) or None) if is_full else {},
        absent=OnDemand(corpus.works, lambda key: works[key].absent or None) if is_full else {},
    )
