"""Papers to export, built from a few words."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from generator.model import Credit, Person, PersonId, Work, WorkId
from generator.text.dates import parse_date
from generator.text.slugs import slugify
from generator.values import PartialDate, PersonName


def _name(text: str) -> PersonName:
    """Read "particle Family, Given, Suffix"; a text without a comma has no family name."""
    head, _, rest = text.partition(", ")
    if not rest:
        return PersonName(text)
    given, _, suffix = rest.partition(", ")
    words = head.split()
    first_family = next(i for i, word in enumerate(words) if not word.islower())
    particle, family = " ".join(words[:first_family]), " ".join(words[first_family:])
    display = " ".join(part for part in (given, particle, family, suffix) if part)
    return PersonName(display, given, family, particle, suffix)


def _credit(text: str) -> Credit:
    """Read a person as `_name` does, or a group from "{Name of the Group}"."""
    if text.startswith("{"):
        return Credit(PersonName(text[1:-1]), group=True)
    name = _name(text)
    return Credit(name, PersonId(slugify(name.display) or "someone"))


def _work(title: str, authors: Sequence[str] = (), date: str = "", slug: str = "", **fields: Any) -> Work:
    editors = tuple(_credit(text) for text in fields.pop("editors", ()))
    when = parse_date(date) if date else None
    assert when is None or isinstance(when, PartialDate)
    return Work(
        id=WorkId(slug or slugify(title) or "paper"),
        title=title,
        credits=tuple(_credit(text) for text in authors),
        date=when,
        editors=editors,
        **fields,
    )


@pytest.fixture(scope="session")
def credit() -> Callable[[str], Credit]:
    """Build an author from "particle Family, Given, Suffix" or "{Group}"."""
    return _credit


@pytest.fixture(scope="session")
def paper() -> Callable[..., Work]:
    """Build a paper from a title, authors ("Family, Given"), an ISO date and fields."""
    return _work


@pytest.fixture(scope="session")
def person() -> Callable[..., Person]:
    """Build a person from "Family, Given" and fields."""

    def build(text: str, **fields: Any) -> Person:
        name = _name(text)
        return Person(PersonId(slugify(name.display) or "someone"), name, **fields)

    return build
