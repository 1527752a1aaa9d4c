"""What `workers` makes, with the facts that each file was made from."""

import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from generator.giving_way import give_way
from generator.model import WorkId
from generator.pages.bibliographies import FORMS
from generator.pages.planning import card_of
from generator.pages.routes import Route
from generator.pages.views import View
from generator.pipeline.amending import Entries, Former, make_entries
from generator.pipeline.packed_cards import Pack, pack
from generator.pipeline.reading import API_CARD, Reader, reader_of
from generator.pipeline.workers import CardWork, PageWork, make_file
from generator.publish import Artifact, Stage

HTML_CARD = "html-card/"
"""What stands before a card's key in the fact that is its HTML: made from other facts."""

STATIC_FILE = "static-file/"
"""What stands before a path below `content/static` in the fact that is that file's content."""

LOOK = "look/"
"""The fact that is the static files of the theme."""

_LOOKING = ("preview-person", "preview-paper", "embed-script", "frame-script")
"""Kinds of files that take colours or type from there."""


class NotedCard(NamedTuple):
    """A rendered card, and the facts that it was made from."""

    key: str
    html: str
    facts: tuple[str, ...]


class NotedFile(NamedTuple):
    """A file that was made, and the facts that it was made from.

    Attributes:
        artifact: None when the file cannot be made, such as a copy of an unreadable image.
        seconds: How much of a processor's time that took.
    """

    path: str
    artifact: Artifact | None
    facts: tuple[str, ...]
    seconds: float


class Made(NamedTuple):
    """What a batch made: files, and the cards that were made on the way with their facts."""

    files: tuple[NotedFile, ...]
    api_cards: tuple[tuple[WorkId, tuple[str, ...]], ...]
    html_cards: tuple[NotedCard, ...]


@dataclass(frozen=True)
class NotedPageWork(PageWork):
    """Work on pages that notes which cards are taken.

    Attributes:
        has_ledger: The facts are kept beside the output: no build will ask for a digest of a view.
        former: Files of entries as the last build made them, by path.
        made: Gets the entries of those that are made.
    """

    stage: Stage
    has_ledger: bool = False
    former: Mapping[str, Former] = field(default_factory=dict)
    made: dict[str, Entries] = field(default_factory=dict)

    def text(self, route: Route) -> bytes:
        """Return a file for machines, with entries of the former one where there is a ledger."""
        if not self.has_ledger or route.kind not in FORMS:
            return super().text(route)
        former = self.former.get(route.path)
        before = self.stage.read(route.path) if former is not None else None
        data, entries = make_entries(self.context, route, former, before)
        if entries is not None:
            self.made[route.path] = entries
        return data

    def made_from(self, view: View, keys: Iterable[str]) -> str:
        """Return what `PageWork` does, "" with a ledger."""
        return "" if self.has_ledger else super().made_from(view, keys)

    def take(self, keys: Iterable[str]) -> None:
        """Note which cards a file is made of."""
        reader = reader_of(self.context)
        for key in keys:
            reader.note(f"{HTML_CARD}{key}")


def render_noted_cards(work: CardWork, keys: Sequence[str]) -> list[NotedCard]:
    """Render cards; the context is one of `noting`."""
    reader = reader_of(work.context)
    found = []
    for key in keys:
        html, facts = reader.made(partial(_card, work, key))
        found.append(NotedCard(key, html, facts))
    return found


def _card(work: CardWork, key: str) -> str:
    return work.renderer.card(card_of(work.context, key))


def make_noted(work: NotedPageWork, routes: Sequence[Route]) -> Made:
    """Make each route's file; the context is one of `noting`."""
    reader = reader_of(work.context)
    files = tuple(_make(work, reader, route) for route in routes)
    html_cards = work.cards.taken() if isinstance(work.cards, Cards) else ()
    return Made(files, reader.taken_api_cards(), html_cards)


def _make(work: NotedPageWork, reader: Reader, route: Route) -> NotedFile:
    give_way()
    start = time.thread_time()

    def make() -> Artifact | None:
        if route.part:
            reader.note(f"{STATIC_FILE}{route.key}")
        if route.kind in _LOOKING:
            reader.note(LOOK)
        return make_file(work, route)

    artifact, facts = reader.made(make)
    return NotedFile(route.path, artifact, facts, time.thread_time() - start)


class Rows(NamedTuple):
    """Facts by what was made from them, as numbers: ten times smaller than texts on their way.

    Attributes:
        names: Of what was made.
        facts: Each once; a number is a place in here.
        counts: How many facts each name has, as 32-bit numbers.
        numbers: The facts of one name after the other, as 32-bit numbers.
    """

    names: tuple[str, ...]
    facts: tuple[str, ...]
    counts: bytes
    numbers: bytes


def in_rows(made: Iterable[tuple[str, Iterable[str]]]) -> Rows:
    """Return (name, facts) of all that was made as rows."""
    places: dict[str, int] = {}
    names: list[str] = []
    counts, numbers = array("I"), array("I")
    for name, facts in made:
        names.append(name)
        before = len(numbers)
        numbers.extend([places.setdefault(fact, len(places)) for fact in facts])
        counts.append(len(numbers) - before)
    return Rows(tuple(names), tuple(places), counts.tobytes(), numbers.tobytes())


def from_rows(rows: Rows) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (name, facts) as `in_rows` was given them."""
    counts, numbers = array("I", rows.counts), array("I", rows.numbers)
    start = 0
    for name, count in zip(rows.names, counts, strict=True):
        yield name, tuple(map(rows.facts.__getitem__, numbers[start : start + count]))
        start += count


class Batch(NamedTuple):
    """What a batch of routes made.

    Attributes:
        files: Rows of the routes, in their order.
        cards: Rows of the cards that were made on the way.
        entries: What is in bibliographies, by path.
    """

    artifacts: list[Artifact]
    files: Rows
    cards: Rows
    entries: dict[str, Entries]


def make_batch(work: NotedPageWork, routes: Sequence[Route]) -> Batch:
    """Make each route's file, as `make_noted` does, for a process that keeps the facts on the disk."""
    reader = reader_of(work.context)
    artifacts: list[Artifact] = []

    def make() -> Iterator[tuple[str, tuple[str, ...]]]:
        # One after the other: the facts of all at once would take as much memory as the pages.
        for route in routes:
            file = _make(work, reader, route)
            if file.artifact is not None:
                artifacts.append(file.artifact)
            yield file.path, file.facts

    files = in_rows(make())
    html_cards = work.cards.taken() if isinstance(work.cards, Cards) else ()
    cards = [(f"{API_CARD}{card}", facts) for card, facts in reader.taken_api_cards()]
    cards += [(f"{HTML_CARD}{card.key}", card.facts) for card in html_cards]
    entries = dict(work.made)
    work.made.clear()
    return Batch(artifacts, files, in_rows(cards), entries)


def render_card_batch(work: CardWork, keys: Sequence[str]) -> tuple[Pack, Rows]:
    """Return the rendered cards, and the facts of each; the context is one of `noting`."""
    cards = render_noted_cards(work, keys)
    rows = in_rows((f"{HTML_CARD}{card.key}", card.facts) for card in cards)
    return pack((card.key, card.html) for card in cards), rows


class Cards(Mapping[str, str]):
    """Rendered cards by key, rendered when they are asked for and kept until they are dropped."""

    def __init__(self) -> None:
        self._html: dict[str, str] = {}
        self._fresh: list[NotedCard] = []
        self._work: CardWork | None = None

    def render_with(self, work: CardWork) -> None:
        """Say how cards are rendered from now on."""
        self._work = work

    def add(self, cards: Iterable[NotedCard]) -> None:
        """Keep cards that were rendered elsewhere."""
        self._html |= {card.key: card.html for card in cards}

    def drop(self, key: str) -> None:
        """Forget a card; it is rendered anew when it is asked for."""
        self._html.pop(key, None)

    def taken(self) -> tuple[NotedCard, ...]:
        """Return, once, the cards that were rendered because they were asked for."""
        found, self._fresh = tuple(self._fresh), []
        return found

    def __getitem__(self, key: str) -> str:
        """Return a card's HTML."""
        if key not in self._html:
            if self._work is None:
                raise KeyError(key)
            rendered = render_noted_cards(self._work, (key,))
            self.add(rendered)
            self._fresh += rendered
        return self._html[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._html)

    def __len__(self) -> int:
        return len(self._html)
