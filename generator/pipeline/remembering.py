"""What a measuring found, kept in `SITE/.byline/` for the next command.

Words of texts and text novelty are found by digests of all that they depend on: a value is taken only
where computing it again would give the same. Related papers keep the state that they were found in.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from generator import __version__
from generator.incremental import Cache, write_state
from generator.metrics.memory import Memory
from generator.metrics.related_memory import KeptState, RelatedMemory
from generator.metrics.stage import Memories
from generator.metrics.token_counts import TokenCounts
from generator.pipeline.kept_counts import load_counts, save_counts

FOLDER = ".byline"

PARTS = ("novelty",)
"""The fields of `Memories` that are memories, and the stems of their files."""

RELATED, RELATED_CHANGES = "related.state", "related.changes"

WORTH_KEEPING = 200
"""Texts below which reading them again costs less than a file of state in the site's folder."""

WORTH_WRITING = 50
"""Where fewer than one text in so many came or went, counting it again costs less than writing all."""


class _Kept(Mapping[str, Any]):
    """The values of a file, which is read when the first is asked for: often none is."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._opened: Cache | None = None

    @property
    def cache(self) -> Cache:
        """The file's content."""
        if self._opened is None:
            self._opened = Cache(self._folder, self._name, __version__)
        return self._opened

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key; what cannot be read counts as unknown."""
        found = self.cache.get(key)
        if found is None:
            return default
        try:
            return msgspec.msgpack.decode(found)
        except msgspec.DecodeError:
            return default

    def __getitem__(self, key: str) -> Any:
        """Return the value of a key; KeyError when there is none."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a cache is asked for what is needed, never listed")

    def __len__(self) -> int:
        return len(self.cache)


def load_memories(site: Path) -> Memories:
    """Return what the last command that measured a site has found, as far as it was kept."""
    folder = site / FOLDER
    if folder.is_symlink():
        return Memories()
    parts = {name: Memory(known=_Kept(folder, name)) for name in PARTS}
    related = KeptState(partial(_read, folder / RELATED), partial(_read, folder / RELATED_CHANGES))
    return Memories(counts=TokenCounts(partial(load_counts, folder)), related=RelatedMemory(related), **parts)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def save_memories(site: Path, memories: Memories) -> None:
    """Keep what a measuring of a large site used or found, and nothing else.

    A site whose folder cannot be written does without.
    """
    folder = site / FOLDER
    if folder.is_symlink():
        # A site that was downloaded could lead us to write anywhere.
        return
    # Where nothing was asked for, counted words wait in their file for when they are.
    counts = memories.counts
    if counts.asked >= WORTH_KEEPING and counts.moved * WORTH_WRITING > counts.asked:
        save_counts(folder, counts)
    related = memories.related.made
    if related is not None and related.works >= WORTH_KEEPING:
        sealed = related.sealed()
        with suppress(OSError):
            if sealed.whole is not None:
                write_state(folder / RELATED, sealed.whole)
            write_state(folder / RELATED_CHANGES, sealed.changes)
    for name in PARTS:
        memory: Memory = getattr(memories, name)
        if len(memory.used) + len(memory.made) < WORTH_KEEPING:
            continue
        known = memory.known
        if isinstance(known, _Kept):
            cache, values = known.cache, memory.made
            for key in memory.used:
                cache.get(key)
        else:
            cache, values = Cache(folder, name, __version__), memory.fresh
        for key, value in values.items():
            cache.put(key, msgspec.msgpack.encode(value))
        cache.save()
