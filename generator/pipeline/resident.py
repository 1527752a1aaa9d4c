"""A build that stays in memory: what has not changed is not done again.

Every rebuild gives what a clean build of the same sources gives, byte for byte.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Diagnostic, SourceError
from generator.metrics.novelty import Memory
from generator.metrics.stage import Memories
from generator.pipeline.build import Clock, Progress, Request, examine, publish, refuse, silent
from generator.pipeline.stamp import sources_digest
from generator.publish import Manifest, Publication, Published
from generator.sources.loading import Job
from generator.sources.records import ParsedSource

_SETTLED_NS = 2_000_000_000
"""Some file systems tell times of modification only 2 s apart: within that time a file can change
again and keep its size and time, so its time says nothing yet."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        published: None when errors left the output as it was.
        diagnostics: Every problem of the sources, in reading order.
        url: The site's own address, "" when it has none or cannot be read.
        seconds: By stage.
    """

    published: Published | None
    diagnostics: tuple[Diagnostic, ...]
    url: str
    seconds: dict[str, float]


class Resident:
    """Builds one site again and again. Not for several threads at once."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._parsed = ParsedFiles(request.site)
        self._memories = Memories()
        self._manifest: Manifest | None = None

    def rebuild(self, progress: Progress = silent) -> Rebuilt:
        """Bring the output up to date with the sources, or leave it when they have errors.

        Raises:
            OutsideError: The disk or the lock refuses; the next rebuild tries again.
        """
        clock = Clock()
        progress("load", 0, 0)
        sources = sources_digest(self._request.site)
        examined = examine(self._request, clock, run_jobs=self._parsed, memories=self._memories)
        self._parsed.forget_unused()
        self._memories = _turned(self._memories)
        url = examined.site.url if examined.site else ""
        output = self._request.output_folder
        try:
            refuse(examined, self._request)
            with Publication(output, durable=False, known=self._manifest) as publication:
                _, published = publish(self._request, examined, publication, sources, clock, progress)
        except SourceError as error:
            # A template that fails says so itself, and only when it is rendered.
            found = tuple(dict.fromkeys((*error.diagnostics, *examined.diagnostics)))
            return Rebuilt(None, found, url, clock.seconds)
        self._manifest = published.manifest
        return Rebuilt(published, examined.diagnostics, url, clock.seconds)


class ParsedFiles:
    """Parses source files, each only when it has changed since the last time."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._known: dict[str, tuple[tuple[int, int, int] | None, ParsedSource]] = {}
        self._used: dict[str, None] = {}

    def __call__(self, job: Job, chunks: Iterable[tuple[str, ...]]) -> Iterable[tuple[ParsedSource, ...]]:
        """Work off the chunks as `load_sources` wants it."""
        for chunk in chunks:
            yield tuple(self._parse(job, path) for path in chunk)

    def _parse(self, job: Job, path: str) -> ParsedSource:
        self._used[path] = None
        identity = _identity(self._site / path)
        known = self._known.get(path)
        if known is not None and identity is not None and known[0] == identity:
            return known[1]
        (parsed,) = job((path,))
        self._known[path] = (identity, parsed)
        return parsed

    def forget_unused(self) -> None:
        """Forget files that are gone."""
        self._known = {path: found for path, found in self._known.items() if path in self._used}
        self._used = {}


def _identity(file: Path) -> tuple[int, int, int] | None:
    """Return what tells one state of a file from another, or None while that may still deceive."""
    try:
        found = file.stat()
    except OSError:
        return None
    if time.time_ns() - found.st_mtime_ns < _SETTLED_NS:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _turned(memories: Memories) -> Memories:
    """Return memories in which what was found last is known, and what was not wanted is forgotten."""
    return Memories(*(Memory(known=m.fresh) for m in (memories.tokens, memories.novelty, memories.words)))
