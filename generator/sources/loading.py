"""Loads the sources of a site: the one module of this stage that reads the disk."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from generator.errors import Diagnostic, Loc, Position, Severity, in_reading_order
from generator.formats.decoding import decode
from generator.formats.records import RawRecord
from generator.model import Origin
from generator.schema.author import Author
from generator.schema.canonical import in_source
from generator.schema.document import Document
from generator.schema.paper import Paper
from generator.schema.venue import Venue
from generator.sources.files import with_static_files
from generator.sources.layout import Place, place_of
from generator.sources.naming import slug_of_stem
from generator.sources.reading import canonical_record, parse_records, parse_source
from generator.sources.records import ParsedSource, Sourced, Sources
from generator.sources.walking import walk_content

FILES_PER_JOB = 200

Job = Callable[[tuple[str, ...]], tuple[ParsedSource, ...]]
RunJobs = Callable[[Job, Iterable[tuple[str, ...]]], Iterable[tuple[ParsedSource, ...]]]


def load_sources(site: Path, run_jobs: RunJobs = map) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Load all sources of a site but `site.yaml`.

    Args:
        site: Folder that holds `content/`.
        run_jobs: Like `map`; another one may parse the files in other processes, as the job and
            its results can be pickled. Results must keep the order of the jobs.

    Returns:
        The valid records, and every problem in reading order. Of two records with one slug the
        first is kept.

    Raises:
        OSError: `content/` cannot be listed.
    """
    walk = walk_content(site)
    diagnostics = list(walk.diagnostics)
    job = partial(parse_files, str(site))
    chunks = [walk.files[start : start + FILES_PER_JOB] for start in range(0, len(walk.files), FILES_PER_JOB)]
    records: list[Sourced[Any]] = []
    broken: set[tuple[str, str]] = set()
    for parsed_files in run_jobs(job, chunks):
        for parsed in parsed_files:
            records.extend(parsed.records)
            diagnostics.extend(parsed.diagnostics)
            broken.update(parsed.broken)
    locate = SourceLocator(site)
    kept = _without_duplicates(records, locate, diagnostics)
    kept = with_static_files(kept, walk.static, locate, diagnostics)
    sources = Sources(
        tuple(record for record in kept if isinstance(record.value, Paper)),
        tuple(record for record in kept if isinstance(record.value, Author)),
        tuple(record for record in kept if isinstance(record.value, Venue)),
        tuple(record for record in kept if isinstance(record.value, Document)),
        walk.static,
        locate,
        frozenset(broken),
        walk.diagnostics,
    )
    return sources, in_reading_order(diagnostics)


def parse_files(site: str, paths: tuple[str, ...]) -> tuple[ParsedSource, ...]:
    """Read and parse some files: the job that may run in another process.

    Args:
        site: Folder that holds `content/`.
        paths: POSIX paths relative to it.
    """
    return tuple(_parse_file(site, path) for path in paths)


def _parse_file(site: str, path: str) -> ParsedSource:
    content = read_source(site, path)
    return parse_source(path, content) if isinstance(content, bytes) else content


def read_source(site: str, path: str) -> bytes | ParsedSource:
    """Return a file's content, or what can be said of a file without it."""
    # Files that nothing reads may be large or of any kind.
    place = place_of(path)
    if not isinstance(place, Place):
        return ParsedSource(path, (), () if place is None else (place,))
    try:
        # A Path for each file would cost as much as reading it.
        with open(f"{site}/{path}", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        problem = Diagnostic(path, 1, 1, Severity.ERROR, "unreadable-file", message)
        return ParsedSource(path, (), (problem,), ((place.kind, slug_of_stem(place)),))


class SourceLocator:
    """Finds places of records by reading their files again, each once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._records: dict[str, dict[int, RawRecord]] = {}

    def __call__(self, origin: Origin, at: Loc) -> Position:
        """Return where a place, in our field names, of the record stands in its file."""
        raw = self._file(origin.path).get(origin.index)
        place = place_of(origin.path)
        if raw is None or not isinstance(place, Place):
            return Position(origin.line, 1)
        return raw.locate(in_source(at, canonical_record(raw, place.kind).written))

    def _file(self, path: str) -> dict[int, RawRecord]:
        if path not in self._records:
            self._records[path] = self._read(path)
        return self._records[path]

    def _read(self, path: str) -> dict[int, RawRecord]:
        place = place_of(path)
        try:
            content = (self._site / path).read_bytes()
        except OSError:
            return {}
        text, _ = decode(content, path)
        if text is None or not isinstance(place, Place):
            return {}
        records, _ = parse_records(path, place, text)
        return {record.index: record for record in records}


def _without_duplicates(
    records: list[Sourced[Any]], locate: SourceLocator, diagnostics: list[Diagnostic]
) -> list[Sourced[Any]]:
    first: dict[tuple[str, str], Sourced[Any]] = {}
    kept: list[Sourced[Any]] = []
    for record in records:
        kind = type(record.value).__name__
        other = first.setdefault((kind, record.slug), record)
        if other is record:
            kept.append(record)
        else:
            diagnostics.append(_duplicate(record, other, locate))
    return kept


def _duplicate(record: Sourced[Any], other: Sourced[Any], locate: SourceLocator) -> Diagnostic:
    at: Loc = ("slug",) if record.value.slug else ()
    line, column = locate(record.origin, at) if at else Position(record.origin.line, 1)
    there = f"{other.origin.path}:{other.origin.line}"
    return Diagnostic(
        record.origin.path,
        line,
        column,
        Severity.ERROR,
        "duplicate-slug",
        f"the slug '{record.slug}' is taken by {there}",
        "give one of the two another slug, or remove it",
    )
