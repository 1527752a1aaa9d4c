"""What the last build said, so that a build of the same inputs into the same output says it again.

The answer stands beside the output, sealed, and is believed only while everything it follows from is
as it was: the inputs by their digest, the manifest by its files, and each file of the output by its
size and time. It holds text, never code.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.errors import Diagnostic, OutsideError
from generator.installation import files_below, program
from generator.publish.manifest import CHANGES, MANIFEST, seal, unseal, write_file
from generator.publish.publication import Publication, state_folder
from generator.publish.stage import has_settled

ANSWER = "answer.json"
_FORMAT = "byline/answer/1"

_Identity = tuple[int, int, int]


class Answer(msgspec.Struct, frozen=True):
    """What a build said.

    Attributes:
        files: How many files the output has.
        papers, people: How many of each the site has.
        diagnostics: Every problem, in reading order.
    """

    files: int
    papers: int
    people: int
    diagnostics: tuple[Diagnostic, ...]


class _Stored(msgspec.Struct):
    inputs: str
    manifest: tuple[_Identity | None, _Identity | None]
    answer: Answer


class Inputs(msgspec.Struct, frozen=True):
    """All that a build follows from.

    Attributes:
        digest: Differs when anything differs.
        is_settled: Whether no file was modified so lately that it could change unnoticed.
    """

    digest: str
    is_settled: bool


def read_inputs(folders: Iterable[Path], now_ns: int, *further: str) -> Inputs:
    """Return the digest of the files below some folders, by path, size and time, and of Byline itself.

    Args:
        folders: Folders of sources; one may be missing.
        now_ns: The time, before anything is read.
        further: Whatever else the output depends on: options, the day.
    """
    hasher = blake2b(digest_size=16)
    is_settled = True
    for text in (*further, *program()):
        hasher.update(f"{len(text)}:{text}\n".encode(errors="surrogateescape"))
    for folder in folders:
        hasher.update(b"folder\n")
        for path, size, mtime_ns in files_below(str(folder), frozenset()):
            is_settled = is_settled and has_settled(mtime_ns, now_ns)
            hasher.update(f"{path}\0{size}\0{mtime_ns}\n".encode(errors="surrogateescape"))
    return Inputs(hasher.hexdigest(), is_settled)


def recall(output: Path, inputs: Inputs) -> Answer | None:
    """Return what the last build of the output said; None if this one may differ in anything.

    Raises:
        OutsideError: The output folder cannot be used, or its lock is held.
    """
    stored = _load(output)
    if stored is None or stored.inputs != inputs.digest or stored.manifest != _manifest(output):
        return None
    with Publication(output) as publication:
        if publication.recovered is not None or stored.manifest != _manifest(output):
            return None
        return stored.answer if publication.is_intact() else None


def remember(output: Path, inputs: Inputs, answer: Answer) -> None:
    """Note what a build said, once it has published; harmless when the disk refuses."""
    stored = _Stored(inputs.digest, _manifest(output), answer)
    with suppress(OSError, OutsideError):
        if inputs.is_settled:
            write_file(state_folder(output) / ANSWER, seal(_FORMAT, stored)[0], durable=False)
        else:
            (state_folder(output) / ANSWER).unlink(missing_ok=True)


def _load(output: Path) -> _Stored | None:
    try:
        body = unseal(_FORMAT, (state_folder(output) / ANSWER).read_bytes())
    except OSError:
        return None
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=_Stored)
    except msgspec.ValidationError:
        return None


def _manifest(output: Path) -> tuple[_Identity | None, _Identity | None]:
    state = state_folder(output)
    return _identity(state / MANIFEST), _identity(state / CHANGES)


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
