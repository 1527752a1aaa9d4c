"""The redo log: what remains to be done once a build is committed, in steps that can be repeated.

The stage's tree is itself the list of moves that remain. The log adds what cannot be seen there:
which file of the state folder the next manifest becomes, and which strays go.
"""

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.publish.manifest import (
    CHANGES,
    MANIFEST,
    NEXT,
    Entry,
    seal,
    sync_folder,
    unseal,
    write_file,
)
from generator.publish.paths import fold_path, folders_of, is_real_folder, is_safe, parents
from generator.publish.stage import STAGING

LOG = "redo.json"
REPLACED = "replaced"

_UNCOMMITTED_LOG = "redo.uncommitted.json"
_FORMAT = "byline/redo/1"
_BLOCK_BYTES = 1 << 20


class Log(msgspec.Struct):
    """The content of the redo log.

    Attributes:
        manifest: Name of the file that the next manifest replaces.
        first: Strays that stand where a staged file or folder must go: removed before the moves.
        last: The other strays.
    """

    manifest: str
    first: dict[str, Entry]
    last: dict[str, Entry]


def plan_log(
    manifest: str, strays: Mapping[str, Entry], staged: Iterable[str], files: Mapping[str, Entry]
) -> Log:
    """Return the log of a commit.

    Args:
        manifest: Name of the file that the next manifest replaces.
        strays: Entries of the last manifest that the next one does not have.
        staged: Paths in the stage.
        files: The next manifest.
    """
    if not strays:
        return Log(manifest, {}, {})
    staged = tuple(staged)
    folders = folders_of(staged)
    # Where the file system ignores case, the old spelling of a staged path is the same file.
    folded = {fold_path(path) for path in staged}
    first = {
        path: entry
        for path, entry in strays.items()
        if path in folders or fold_path(path) in folded or any(folder in files for folder in parents(path))
    }
    last = {path: entry for path, entry in strays.items() if path not in first}
    return Log(manifest, first, last)


def commit_log(state: Path, log: Log, next_manifest: bytes, *, durable: bool) -> None:
    """Write the next manifest and the log, then rename the log: that is the commit point.

    Raises:
        OSError: The build is not committed, and what was written is removed again.
    """
    try:
        write_file(state / NEXT, next_manifest, durable=durable)
        write_file(state / _UNCOMMITTED_LOG, seal(_FORMAT, log)[0], durable=durable)
        (state / _UNCOMMITTED_LOG).replace(state / LOG)
    except OSError:
        discard_uncommitted(state)
        raise
    if durable:
        # Committed by now: a folder that cannot be flushed matters in a power cut only.
        with suppress(OSError):
            sync_folder(state)


def discard_uncommitted(state: Path) -> None:
    """Remove what a commit that was never completed left in the state folder."""
    for name in (NEXT, _UNCOMMITTED_LOG):
        with suppress(FileNotFoundError):
            (state / name).unlink()


def load_log(state: Path) -> Log | None:
    """Return the committed log of a state folder, or None.

    A damaged log counts as none: the next build then finds by the files themselves what is missing.

    Raises:
        OSError: It is there but cannot be read.
    """
    try:
        body = unseal(_FORMAT, (state / LOG).read_bytes())
    except FileNotFoundError:
        return None
    if body is not None:
        with suppress(msgspec.ValidationError):
            log = msgspec.json.decode(body, type=Log)
            if log.manifest in (MANIFEST, CHANGES):
                return log
    (state / LOG).unlink()
    return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What completing a log did beyond the moves; all paths are relative to the output folder.

    Attributes:
        removed_paths: Strays that were removed, in the order of the last manifest.
        left: Strays that stay because someone has edited them since.
        aside: What stood where an artifact had to go and was not ours, moved to `aside_folder`.
        aside_folder: Where that is now, or None.
    """

    removed_paths: tuple[str, ...]
    left: tuple[str, ...]
    aside: tuple[str, ...]
    aside_folder: Path | None


class Redo:
    """Completes a committed log.

    `run` may be called again, in another process too, after any interruption: what is done already
    is found done.
    """

    def __init__(self, output: str, state: Path, log: Log, known: Mapping[str, Entry]) -> None:
        """Prepare it.

        Args:
            output: Absolute path of the output folder.
            state: Its state folder.
            log: The committed log.
            known: The manifest as long as the moves last: that of the build before.
        """
        self._output = output
        self._state = state
        self._staging = str(state / STAGING)
        self._log = log
        self._known = known
        self._removed: dict[str, None] = {}
        self._left: dict[str, None] = {}
        self._aside: dict[str, None] = {}
        self._aside_folder: Path | None = None

    def run(self) -> Outcome:
        """Do what remains to be done.

        Raises:
            OSError: Something stands in the way; the log stays for the next time.
        """
        self._remove(self._log.first)
        if os.path.isdir(self._staging):
            self._move_folder("")
        self._store_manifest()
        self._left.update(dict.fromkeys(self._remove(self._log.last)))
        with suppress(FileNotFoundError):
            (self._state / LOG).unlink()
        return Outcome(tuple(self._removed), tuple(self._left), tuple(self._aside), self._aside_folder)

    def _store_manifest(self) -> None:
        with suppress(FileNotFoundError):
            (self._state / NEXT).replace(self._state / self._log.manifest)
        if self._log.manifest == MANIFEST:
            with suppress(FileNotFoundError):
                (self._state / CHANGES).unlink()

    def _move_folder(self, folder: str) -> None:
        """Move a staged folder into the output: whole if nothing is there, else file by file."""
        staged, target = self._places(folder)
        there = _mode_of(target)
        if there is not None and not stat.S_ISDIR(there):
            self._move_aside(folder, target)
            there = None
        if there is None:
            os.replace(staged, target)
            return
        with os.scandir(staged) as entries:
            listed = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        for name, is_folder in listed:
            path = f"{folder}/{name}" if folder else name
            if is_folder:
                self._move_folder(path)
            else:
                self._move_file(path)
        os.rmdir(staged)

    def _move_file(self, path: str) -> None:
        staged, target = self._places(path)
        there = _mode_of(target)
        if there is not None and not (stat.S_ISREG(there) and self._may_replace(path, staged)):
            self._clear_for_file(path, target, there)
        os.replace(staged, target)

    def _places(self, path: str) -> tuple[str, str]:
        if not path:
            return self._staging, self._output
        return f"{self._staging}/{path}", f"{self._output}/{path}"

    def _may_replace(self, path: str, staged: str) -> bool:
        """Tell whether nothing of the user's is lost with the file that stands at the path."""
        target = f"{self._output}/{path}"
        known = self._known.get(path)
        if known is not None and _is_as_written(target, known):
            return True
        return os.stat(staged).st_size == os.lstat(target).st_size and (
            _file_digest(staged) == _file_digest(target)
        )

    def _clear_for_file(self, path: str, target: str, mode: int) -> None:
        if stat.S_ISDIR(mode):
            with suppress(OSError):
                os.rmdir(target)
                return
        self._move_aside(path, target)

    def _move_aside(self, path: str, target: str) -> None:
        if self._aside_folder is None:
            replaced = self._state / REPLACED
            replaced.mkdir(exist_ok=True)
            numbers = [int(p.name) for p in replaced.iterdir() if p.name.isascii() and p.name.isdigit()]
            self._aside_folder = replaced / str(max(numbers, default=0) + 1)
        aside = self._aside_folder / path
        aside.parent.mkdir(parents=True, exist_ok=True)
        os.replace(target, aside)
        self._aside[path] = None

    def _remove(self, strays: Mapping[str, Entry]) -> list[str]:
        """Remove strays and the folders that they leave empty; return those that stay."""
        left = []
        real: dict[str, bool] = {}
        # The list comes from a file that others can write: it must not lead out of the output.
        strays = {path: entry for path, entry in strays.items() if is_safe(path)}
        for path, entry in strays.items():
            folder = path.rpartition("/")[0]
            if folder not in real:
                real[folder] = is_real_folder(self._output, folder)
            target = f"{self._output}/{path}"
            if not real[folder] or _mode_of(target) is None:
                continue
            if _is_as_written(target, entry):
                os.unlink(target)
                self._removed[path] = None
            else:
                left.append(path)
        for folder in sorted(folders_of(strays), reverse=True):
            if is_real_folder(self._output, folder):
                with suppress(OSError):
                    os.rmdir(f"{self._output}/{folder}")
        return left


def _mode_of(target: str) -> int | None:
    try:
        return os.lstat(target).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_as_written(target: str, entry: Entry) -> bool:
    """Tell whether a path still holds the regular file that Byline wrote."""
    found = os.lstat(target)
    if not stat.S_ISREG(found.st_mode) or found.st_size != entry.size:
        return False
    if found.st_mtime_ns == entry.mtime_ns:
        return True
    try:
        return _file_digest(target) == entry.digest
    except OSError:
        return False


def _file_digest(target: str) -> str:
    hasher = blake2b(digest_size=16)
    with Path(target).open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            hasher.update(block)
    return hasher.hexdigest()
