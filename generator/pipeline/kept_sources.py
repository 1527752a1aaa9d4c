"""Source files as the last build parsed them, kept in `SITE/.byline/` by what they hold.

A file counts as unchanged by its inode, size and time; else its content decides. What is kept is
plain data, decoded by the types that the schema declares: nothing of it is ever run.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple, TypedDict
from zlib import crc32

import msgspec

from generator.errors import Diagnostic
from generator.incremental import Cache, fingerprint
from generator.installation import program
from generator.model import Origin
from generator.parallel import default_jobs, run
from generator.pipeline.parsed_files import identity
from generator.schema.aliases import MODELS
from generator.schema.records import Record, restored
from generator.sources.loading import Job, read_source
from generator.sources.reading import parse_source
from generator.sources.records import ParsedSource, Sourced

FOLDER = ".byline"
NAME = "sources"

WORTH_KEEPING = 200
"""Files below which parsing them again costs less than a file of state in the site's folder."""

SERIAL_BELOW = 400
"""Files that one process parses as fast as several."""

BATCH = 200
"""Files that a worker parses at a time."""


class FileState(NamedTuple):
    """What tells one state of a source file from another.

    Attributes:
        identity: () while it may still deceive.
        digest: Of its content, b"" of a file that is not parsed.
    """

    identity: tuple[int, ...]
    digest: bytes


class KeptSources:
    """Parses source files as `load_sources` wants it, but for those that are known already.

    Attributes:
        files: The state of each file that was asked for, as it was before it was read.
    """

    def __init__(self, site: Path, jobs: int | None, *, anew: bool = False) -> None:
        """Read what the last build kept.

        Args:
            jobs: Worker processes; None: as many as there are processors where there is enough to do.
            anew: Parse everything, whatever is known.
        """
        self._site = str(site)
        self._jobs = jobs
        folder = site / FOLDER
        # A site that was downloaded could lead us to write anywhere.
        self._cache = None if folder.is_symlink() else Cache(folder, NAME, fingerprint(*program()))
        self._anew = anew
        self.files: dict[str, FileState] = {}

    def __call__(self, job: Job, chunks: Iterable[tuple[str, ...]]) -> Iterable[tuple[ParsedSource, ...]]:
        """Yield what the files of each chunk hold; then keep what a large site's hold, and forget it.

        It is as large as the sources. A site whose folder cannot be written does without.
        """
        listed = list(chunks)
        found = {path: self._known(path) for chunk in listed for path in chunk}
        unknown = [path for path, parsed in found.items() if parsed is None]
        is_large = len(found) >= WORTH_KEEPING
        jobs = self._jobs or (default_jobs() if len(unknown) >= SERIAL_BELOW else 1)
        batches = [unknown[start : start + BATCH] for start in range(0, len(unknown), BATCH)]
        shared = (self._site, jobs > 1 and len(batches) > 1)
        for entries in run(_parse_all, batches, shared=shared, jobs=jobs, along=True):
            for entry in entries:
                found[entry.path] = self._take(entry)
        for chunk in listed:
            yield tuple(parsed for path in chunk if (parsed := found.pop(path)) is not None)
        if self._cache is not None and is_large:
            self._cache.save()
        self._cache = None

    def unchanged(self, path: str, known: FileState) -> FileState | None:
        """Return the state of a file that holds what it held, None when it does not, or is not parsed.

        Args:
            known: The state that it had.
        """
        # Asked before the file is read: a save in between makes it differ from then on.
        now = identity(Path(self._site, path))
        content = read_source(self._site, path)
        if not isinstance(content, bytes) or _digest(content) != known.digest:
            return None
        return FileState(now or (), known.digest)

    def again(self, path: str, known: FileState) -> tuple[ParsedSource, ParsedSource, int] | None:
        """Return what a file held, what it holds now, and how many lines are the same before any differs.

        Args:
            known: The state that it had.

        Returns:
            None when the one or the other is not known.
        """
        if self._cache is None:
            return None
        try:
            before = _FILE.decode(self._cache.get(path) or b"")
            if before.digest != known.digest:
                return None
            old = _decoded(path, before)
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
            return None
        entry = _parse(self._site, path, is_sent=False)
        now = self._take(entry)
        if now is None or entry.kept is None:
            return None
        return old, now, _same_lines(before.lines, _FILE.decode(entry.kept).lines)

    def save(self) -> None:
        """Keep what `again` has parsed."""
        if self._cache is not None:
            self._cache.save(keep_unused=True)

    def _take(self, entry: "_Entry") -> ParsedSource | None:
        if self._cache is not None and entry.kept is not None:
            self._cache.put(entry.path, entry.kept)
        self.files[entry.path] = entry.state
        return entry.parsed or _decoded(entry.path, _FILE.decode(entry.kept or b""))

    def _known(self, path: str) -> ParsedSource | None:
        kept = None if self._anew or self._cache is None else self._cache.get(path)
        if self._cache is None or kept is None:
            return None
        try:
            file = _FILE.decode(kept)
            now = identity(Path(self._site, path))
            if now is None or now != file.identity:
                content = read_source(self._site, path)
                if not isinstance(content, bytes) or _digest(content) != file.digest:
                    return None
                file.identity = now or ()
                self._cache.put(path, _encode(file))
            self.files[path] = FileState(file.identity, file.digest)
            return _decoded(path, file)
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
            return None


class _Entry(NamedTuple):
    """A parsed file.

    Attributes:
        kept: What is to be kept of it, None when it cannot be.
        parsed: None when it is to be decoded from that.
    """

    path: str
    state: FileState
    kept: bytes | None
    parsed: ParsedSource | None


def _parse_all(shared: tuple[str, bool], paths: Sequence[str]) -> list[_Entry]:
    """Parse files; what is kept of them is also the shortest way to send them elsewhere."""
    site, is_sent = shared
    return [_parse(site, path, is_sent=is_sent) for path in paths]


def _parse(site: str, path: str, *, is_sent: bool) -> _Entry:
    # Asked before the file is read: a save in between makes it differ from then on.
    found = identity(Path(site, path))
    content = read_source(site, path)
    if not isinstance(content, bytes):
        return _Entry(path, FileState(found or (), b""), None, content)
    parsed, state = parse_source(path, content), FileState(found or (), _digest(content))
    try:
        kept = _encode(_encoded(parsed, *state, _lines(content)))
    except (TypeError, ValueError, OverflowError):
        # Numbers beyond 64 bits, and texts that are no Unicode, stand in no file of ours.
        return _Entry(path, state, None, parsed)
    return _Entry(path, state, kept, None if is_sent else parsed)


# -- what a file holds, as bytes ------------------------------------------------------------------


class _Record(msgspec.Struct, array_like=True):
    """A record: the fields that were set, under the name of its model."""

    model: str
    slug: str
    key: str
    index: int
    line: int
    own: msgspec.Raw


class _File(msgspec.Struct, array_like=True):
    """A file: what tells whether it has changed, and what it holds."""

    identity: tuple[int, ...]
    digest: bytes
    lines: bytes
    records: tuple[_Record, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: tuple[tuple[str, str], ...]


_FILE = msgspec.msgpack.Decoder(_File)
_encode = msgspec.msgpack.encode

_MODELS = {model.__name__: model for model in MODELS.values() if issubclass(model, Record)}


@cache
def _decoder(model: str) -> Callable[[bytes], Any]:
    """Return what decodes the fields of a model by their declared types."""
    types = {name: field.annotation for name, field in _MODELS[model].model_fields.items()}
    fields = TypedDict(f"{model}Fields", types, total=False)  # type: ignore[misc]  # made of the schema
    return msgspec.msgpack.Decoder(fields).decode


def _encoded(parsed: ParsedSource, found: tuple[int, ...], digest: bytes, lines: bytes) -> _File:
    records = [
        _Record(
            type(record.value).__name__,
            record.slug,
            record.key,
            record.origin.index,
            record.origin.line,
            msgspec.Raw(_encode(record.value.__reduce__()[1][1])),
        )
        for record in parsed.records
    ]
    return _File(found, digest, lines, tuple(records), parsed.diagnostics, parsed.broken)


def _decoded(path: str, file: _File) -> ParsedSource:
    records = tuple(
        Sourced(
            record.slug,
            restored(_MODELS[record.model], _decoder(record.model)(bytes(record.own))),
            Origin(path, record.index, record.line),
            record.key,
        )
        for record in file.records
    )
    return ParsedSource(path, records, file.diagnostics, file.broken)


def _lines(content: bytes) -> bytes:
    """Return a checksum of each line."""
    return array("I", map(crc32, content.split(b"\n"))).tobytes()


def _same_lines(before: bytes, after: bytes) -> int:
    """Return how many lines are the same before any differs."""
    pairs = zip(memoryview(before).cast("I"), memoryview(after).cast("I"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
