"""The ledger of a build: which facts each file was made from, and what those facts were.

It is kept beside the output (`stored_ledger.py`). What does not fit, or cannot be read, is as good as
none: everything is made anew.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.pages.routes import Route
from generator.pipeline.amending import Entries, Former
from generator.pipeline.fact_digests import ABSENT, UNSETTLED, Digests, single_digests
from generator.pipeline.noted_work import Rows
from generator.pipeline.stored_ledger import (
    WIDTH,
    Row,
    Since,
    Whole,
    forget,
    load_ledger,
    numbers_of,
    save_ledger,
)

_LARGEST_SHARE = 2
"""Facts of which most are no longer there are forgotten, with all the rest."""

WORTH_WHOLE = 8
"""Where more than one file in so many was made since the whole ledger was written, it is written again."""


class KeptLedger:
    """Rows of facts by route, part and card; filled while files are made, or read from the disk."""

    def __init__(self) -> None:
        self._facts: dict[str, int] = {}
        self._files: dict[str, Row] = {}
        self._cards: dict[str, Row] = {}
        self._digests = b""
        self._entries: dict[str, Entries] = {}
        self._changed: frozenset[str] | None = None
        self._noted: dict[str, None] = {}
        self._loaded: tuple[Whole, Since] | None = None
        self.routes = ""
        self.parts: dict[str, list[str]] = {}

    @property
    def stamp(self) -> str:
        """The digest of all that every file depends on, as it was; "" before anything was kept."""
        return self._loaded[0].stamp if self._loaded is not None else ""

    # -- filling ----------------------------------------------------------------------------------

    def record_files(self, rows: Rows) -> None:
        """Note what files, or parts, were made from."""
        self._files.update(self._rows(rows))
        self._noted |= dict.fromkeys(rows.names)

    def take_parts(self, name: str, parts: Mapping[str, list[str]]) -> None:
        """Note which paths are made together, by part, in the place of the parts of this name so far.

        Args:
            name: Of a part; those below it go by names that begin with it and a slash.
        """
        self.parts = {
            p: paths for p, paths in self.parts.items() if p != name and not p.startswith(f"{name}/")
        }
        self.parts |= parts

    def record_cards(self, rows: Rows) -> None:
        """Note what cards were made from."""
        self._cards.update(self._rows(rows))
        self._noted |= dict.fromkeys(rows.names)

    def record_entries(self, paths: Iterable[str], entries: Mapping[str, Entries]) -> None:
        """Note what is in the bibliographies among some files that were made."""
        for path in paths:
            self._entries.pop(path, None)
        self._entries |= entries

    def _rows(self, rows: Rows) -> Iterator[tuple[str, Row]]:
        place = [self._facts.setdefault(fact, len(self._facts)) for fact in rows.facts]
        counts, numbers = numbers_of(rows.counts), numbers_of(rows.numbers)
        start = 0
        for name, count in zip(rows.names, counts, strict=True):
            end = start + count
            yield name, array("I", [place[number] for number in numbers[start:end]]).tobytes()
            start = end

    # -- asking -----------------------------------------------------------------------------------

    def changed(self, digests: Digests) -> set[int]:
        """Return the places of the facts that are no longer what they were."""
        known = single_digests(self._digests)
        now = digests.now(self._facts, self._digests)
        pairs = enumerate(zip(now, known, strict=True))
        return {place for place, (digest, was) in pairs if digest != was or digest == UNSETTLED}

    def reached(self, changed: set[int]) -> set[str]:
        """Return the paths and parts that must be made again when the facts at these places change."""
        changed = set(changed)
        facts = list(self._facts)
        self._changed = frozenset()
        if not changed:
            return set()
        cards = {self._facts[card]: row for card, row in self._cards.items() if card in self._facts}
        more: set[int] | None = None
        while more is None or more:
            more = {p for p, row in cards.items() if p not in changed and _meets(row, changed)}
            changed |= more
        self._changed = frozenset(map(facts.__getitem__, changed))
        return {name for name, row in self._files.items() if _meets(row, changed)}

    def former(self, paths: Iterable[str]) -> dict[str, Former]:
        """Return the bibliographies among some files from which entries can be taken, by path.

        To be asked after `reached`, whose facts are those that count as changed.
        """
        wanted = [path for path in paths if path in self._entries] if self._changed is not None else []
        names = list(self._facts) if wanted else []
        found = {path: self._former(path, names) for path in wanted}
        return {path: former for path, former in found.items() if former.is_of_use}

    def _former(self, path: str, names: Sequence[str]) -> Former:
        facts = tuple(map(names.__getitem__, numbers_of(self._files[path])))
        changed = self._changed or frozenset()
        return Former(self._entries[path], facts, changed.intersection(facts))

    # -- the disk ---------------------------------------------------------------------------------

    @classmethod
    def load(cls, state: Path) -> "KeptLedger | None":
        """Return the ledger of a state folder, None unless it is about what the folder holds now."""
        stored = load_ledger(state)
        if stored is None:
            return None
        whole, since = stored
        paths = paths_in(whole.routes)
        counts = numbers_of(whole.counts)
        if len(counts) != len(paths) + len(whole.parts) + len(whole.cards):
            return None
        found = cls()
        found._facts = {fact: place for place, fact in enumerate((*whole.facts, *since.facts))}
        found._digests, found._entries = since.digests, since.entries
        found.routes, found.parts = whole.routes, since.parts
        rows = _cut(whole.numbers, counts)
        found._files = dict(zip((*paths, *whole.parts), rows, strict=False)) | since.files
        found._cards = dict(zip(whole.cards, rows, strict=True)) | since.cards
        found._loaded = whole, since
        return found

    def save(self, state: Path, stamp: str, digests: Digests) -> None:
        """Write the ledger; harmless when the disk refuses.

        To be called when the manifest that it is about is published.

        Args:
            digests: Of all facts, as they were when the files were made.
        """
        now = digests.now(self._facts, self._digests)
        since = self._further(b"".join(now))
        if since is not None:
            save_ledger(state, None, since)
            return
        known = len(now) - now.count(ABSENT)
        names = (*paths_in(self.routes), *self.parts)
        cards = {card: row for card, row in self._cards.items() if card in self._facts}
        is_whole = all(name in self._files for name in names)
        if not is_whole or len(self._facts) > _LARGEST_SHARE * (known + len(cards) + 1000):
            forget(state)
            return
        rows = [*map(self._files.__getitem__, names), *cards.values()]
        whole = Whole(
            stamp=stamp,
            facts=list(self._facts),
            routes=self.routes,
            parts=list(self.parts),
            cards=list(cards),
            counts=array("I", [len(row) // WIDTH for row in rows]).tobytes(),
            numbers=b"".join(rows),
        )
        entries = {path: self._entries[path] for path in names if path in self._entries}
        save_ledger(state, whole, Since(digests=b"".join(now), parts=self.parts, entries=entries))

    def _further(self, digests: bytes) -> Since | None:
        """Return what has been noted since the whole was written; None where it is to be written anew."""
        if self._loaded is None:
            return None
        whole, before = self._loaded
        files = before.files | {name: self._files[name] for name in self._noted if name in self._files}
        cards = before.cards | {name: self._cards[name] for name in self._noted if name in self._cards}
        is_small = (len(files) + len(cards)) * WORTH_WHOLE < len(whole.counts) // WIDTH
        if not is_small or self.routes != whole.routes or any(part not in self._files for part in self.parts):
            return None
        facts = list(self._facts)[len(whole.facts) :]
        return Since(
            digests=digests,
            parts=self.parts,
            entries=self._entries,
            facts=facts,
            files=files,
            cards=cards,
            whole=before.whole,
        )


def _meets(row: Row, changed: set[int]) -> bool:
    return not changed.isdisjoint(memoryview(row).cast("I"))


def _cut(numbers: bytes, counts: Iterable[int]) -> Iterator[Row]:
    start = 0
    for count in counts:
        end = start + count * WIDTH
        yield numbers[start:end]
        start = end


# -- routes ---------------------------------------------------------------------------------------


def routes_text(routes: Iterable[Route]) -> str | None:
    """Return a line for each route that differs when another file is made there.

    Returns:
        None when a path or key holds what lines are told apart by.
    """
    lines = [f"{r.kind}\0{r.key}\0{r.part}\0{r.path}" for r in routes]
    text = "\n".join(lines)
    is_plain = text.count("\n") == max(len(lines) - 1, 0) and text.count("\0") == 3 * len(lines)
    return text if is_plain else None


def paths_in(routes: str) -> list[str]:
    """Return the paths of lines of `routes_text`."""
    return [line.rpartition("\0")[2] for line in routes.split("\n")] if routes else []
