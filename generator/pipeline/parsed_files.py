"""Source files as they were parsed last, so that only those that have changed are parsed again."""

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from generator.giving_way import give_way
from generator.publish.stage import has_settled
from generator.sources.loading import Job, parse_files
from generator.sources.records import ParsedSource

Identity = tuple[int, int, int]


class ParsedFiles:
    """Parses source files, each only when it has changed since the last time."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._known: dict[str, tuple[Identity | None, ParsedSource]] = {}
        self._used: dict[str, None] = {}

    def __call__(self, job: Job, chunks: Iterable[tuple[str, ...]]) -> Iterable[tuple[ParsedSource, ...]]:
        """Work off the chunks as `load_sources` wants it."""
        self._used = {}
        for chunk in chunks:
            give_way()
            yield tuple(self._parse(job, path) for path in chunk)
        self._known = {path: found for path, found in self._known.items() if path in self._used}

    def get(self, path: str) -> ParsedSource | None:
        """Return a file as it was parsed last; None for one that is not known."""
        known = self._known.get(path)
        return None if known is None else known[1]

    @property
    def folders(self) -> frozenset[str]:
        """The folders, relative to the site, that hold the files known."""
        return frozenset(path.rpartition("/")[0] for path in self._known)

    def again(self, path: str) -> ParsedSource:
        """Parse a file whether or not it seems to have changed."""
        return self._store(partial(parse_files, str(self._site)), path)

    def restore(self, parsed: ParsedSource) -> None:
        """Take back what `again` has parsed: the file counts as changed until it is parsed anew."""
        self._known[parsed.path] = (None, parsed)

    def _parse(self, job: Job, path: str) -> ParsedSource:
        self._used[path] = None
        known = self._known.get(path)
        if known is not None and known[0] is not None and known[0] == identity(self._site / path):
            return known[1]
        return self._store(job, path)

    def _store(self, job: Job, path: str) -> ParsedSource:
        # Asked before the file is read: a save in between makes it differ from then on.
        found = identity(self._site / path)
        (parsed,) = job((path,))
        self._known[path] = (found, parsed)
        return parsed


def identity(file: Path) -> Identity | None:
    """Return what tells one state of a file from another, or None while that may still deceive."""
    try:
        found = file.stat()
    except OSError:
        return None
    if not has_settled(found.st_mtime_ns, time.time_ns()):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
