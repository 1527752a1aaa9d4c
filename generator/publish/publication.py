"""One build's transaction on one output folder."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.errors import OutsideError
from generator.installation import keep_out_of_git
from generator.publish.failures import describe, outside
from generator.publish.lock import Lock
from generator.publish.manifest import Entry, Manifest
from generator.publish.paths import check_paths, folders_of
from generator.publish.redo import (
    LOG,
    Outcome,
    Redo,
    commit_log,
    discard_uncommitted,
    load_log,
    plan_log,
)
from generator.publish.stage import STAGING, Artifact, Stage

LOCK = "lock"
LOCK_WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Published:
    """What a commit did; all paths are relative to the output folder.

    Attributes:
        written_paths: Artifacts whose bytes changed, in the order in which they were given.
        kept: How many artifacts the output held already.
        removed_paths: Strays that were removed.
        left: Files that Byline made and no longer makes, but that someone has edited since.
        aside: What stood where an artifact had to go and was not Byline's, moved to `aside_folder`.
        aside_folder: Where that is now, or None.
        manifest: For the next `Publication` of a process that lives on.
    """

    written_paths: tuple[str, ...]
    kept: int
    removed_paths: tuple[str, ...]
    left: tuple[str, ...]
    aside: tuple[str, ...]
    aside_folder: Path | None
    manifest: Manifest

    @property
    def written(self) -> int:
        """How many artifacts were written."""
        return len(self.written_paths)

    @property
    def removed(self) -> int:
        """How many strays were removed."""
        return len(self.removed_paths)


def state_folder(output: Path) -> Path:
    """Return the state folder of an output folder: beside what the output's path leads to."""
    real = Path(os.path.realpath(output))
    return real.parent / f".{real.name}.byline"


def recover(
    output: Path,
    *,
    wait_s: float = LOCK_WAIT_S,
    on_wait: Callable[[int | None], None] | None = None,
) -> Outcome | None:
    """Complete what a killed build has committed; touch nothing if there is no such thing.

    For `serve` and `deploy`; a `Publication` does it by itself when it is opened.

    Raises:
        OutsideError: The lock is held, or the disk refuses.
    """
    if not (state_folder(output) / LOG).exists():
        return None
    with Publication(output, wait_s=wait_s, on_wait=on_wait) as publication:
        return publication.recovered


class Publication:
    """A context manager: opening takes the lock and mends, leaving without a commit undoes all.

    Attributes:
        recovered: What completing the log of a killed build did, None if there was no log.
        manifest: What the last completed build wrote.
        stage: Where the artifacts go; may be handed to workers.
    """

    manifest: Manifest
    stage: Stage

    def __init__(
        self,
        output: Path,
        *,
        wait_s: float = LOCK_WAIT_S,
        anew: bool = False,
        durable: bool = True,
        known: Manifest | None = None,
        on_wait: Callable[[int | None], None] | None = None,
    ) -> None:
        """Prepare a publication; nothing is touched before it is entered.

        Args:
            output: The output folder; it need not exist, but its parent must.
            wait_s: How many seconds to wait for another build to end.
            anew: Write every artifact, also those that the output holds already.
            durable: Flush the log to the disk, for the sake of a power cut; a preview need not.
            known: The manifest of this process's last `Published`: not read again while it holds.
            on_wait: Called once with the holder's process id, or None, if the lock is held.
        """
        self._output = Path(os.path.realpath(output))
        self._state = state_folder(output)
        self._wait_s = wait_s
        self._anew = anew
        self._durable = durable
        self._known = known
        self._on_wait = on_wait
        self._lock = Lock(self._state / LOCK)
        self.recovered: Outcome | None = None

    def __enter__(self) -> Self:
        """Open the publication.

        Raises:
            OutsideError: The output folder cannot be used, or another build holds its lock.
        """
        self._check_place()
        if self._state.is_symlink():
            raise OutsideError(
                f"a symbolic link stands in the place of Byline's own folder: {self._state}",
                "remove it, then build again",
            )
        with outside("prepare the output folder"):
            _make_state_folder(self._state)
        self._check_device()
        self._lock.acquire(self._wait_s, on_wait=self._on_wait)
        try:
            self._mend()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Throw away what is not committed, and give the lock back."""
        try:
            # The log itself is asked, not a flag: an interrupt may fall between the two.
            if not (self._state / LOG).exists():
                # What cannot be removed now is removed when the next build opens.
                with suppress(OSError):
                    discard_uncommitted(self._state)
                    self.stage.discard()
        finally:
            self._lock.release()

    def commit(self, artifacts: Iterable[Artifact]) -> Published:
        """Publish the whole site: these artifacts, and nothing else of Byline's.

        Args:
            artifacts: Everything that the stage returned, in any order.

        Raises:
            SourceError: Two artifacts claim one path.
            OutsideError: The disk refuses. If that is before the commit point the output is as it
                was; if after it, the message says so and the next build completes this one.
        """
        listed = list(artifacts)
        known = self.manifest.files
        given = {artifact.path for artifact in listed}
        if len(given) != len(listed) or not given <= known.keys():
            check_paths(artifact.path for artifact in listed)
        return self._publish(listed, [path for path in known if path not in given])

    def amend(self, artifacts: Iterable[Artifact], dropped: Iterable[str] = ()) -> Published:
        """Publish a change: everything in the manifest that is not named stays, unlooked at.

        Args:
            artifacts: What the stage returned for the artifacts that may have changed.
            dropped: Paths that the site no longer has.

        Raises:
            SourceError, OutsideError: As for `commit`.
        """
        listed = list(artifacts)
        known = self.manifest.files
        given = {artifact.path for artifact in listed}
        gone = [path for path in dict.fromkeys(dropped) if path in known and path not in given]
        if len(given) != len(listed) or not given <= known.keys():
            stay = known.keys() - given - set(gone)
            check_paths([*stay, *(artifact.path for artifact in listed)])
        return self._publish(listed, gone)

    def after(self, artifacts: Iterable[Artifact], dropped: Iterable[str] = ()) -> dict[str, str]:
        """Return the digests by path that the output will hold after such an `amend`."""
        found = {path: entry.digest for path, entry in self.manifest.files.items()}
        for path in dropped:
            found.pop(path, None)
        found.update((artifact.path, artifact.digest) for artifact in artifacts)
        return found

    def is_intact(self) -> bool:
        """Tell whether every file of the manifest still stands in the output as it was written."""
        return self.stage.all_stand()

    def _publish(self, listed: list[Artifact], dropped: list[str]) -> Published:
        before = self.manifest
        put = {
            artifact.path: Entry(artifact.digest, artifact.size, artifact.mtime_ns, artifact.fingerprint)
            for artifact in listed
            if artifact.staged or not _is_recorded(artifact, before.files.get(artifact.path))
        }
        staged = [artifact.path for artifact in listed if artifact.staged]
        outcome = Outcome((), (), (), None)
        if put or dropped:
            after = before.changed(put, dropped)
            outcome = self._transact(before, after, staged, dropped)
            after.remember(self._state)
            self._begin(after)
        return Published(
            written_paths=tuple(staged),
            kept=len(self.manifest.files) - len(staged),
            removed_paths=outcome.removed_paths,
            left=outcome.left,
            aside=outcome.aside,
            aside_folder=outcome.aside_folder,
            manifest=self.manifest,
        )

    def _transact(self, before: Manifest, after: Manifest, staged: list[str], dropped: list[str]) -> Outcome:
        with outside("prepare the new output"):
            self._check_stage(staged)
            self._check_folders((*staged, *dropped))
            target, next_manifest = after.encode()
            strays = {path: before.files[path] for path in dropped}
            log = plan_log(target, strays, staged, after.files)
            commit_log(self._state, log, next_manifest, durable=self._durable)
        redo = Redo(str(self._output), self._state, log, before.files)
        with _after_commit():
            try:
                return redo.run()
            except KeyboardInterrupt:
                # The new output is certain by now: complete it before giving way.
                redo.run()
                raise

    def _begin(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.stage = Stage(str(self._output), str(self._state), self._anew, manifest)

    def _check_stage(self, staged: list[str]) -> None:
        """Make the stage hold exactly the artifacts that are committed."""
        missing = dict.fromkeys(staged)
        superfluous = []
        root = str(self._state / STAGING)
        for folder, _, names in os.walk(root):
            prefix = folder[len(root) + 1 :].replace(os.sep, "/")
            for name in names:
                path = f"{prefix}/{name}" if prefix else name
                if path in missing:
                    del missing[path]
                else:
                    superfluous.append(path)
        if missing:
            raise OutsideError(
                f"a staged file has vanished: {next(iter(missing))}",
                "does another program clean up the output's state folder? build again",
            )
        for path in superfluous:
            os.unlink(f"{root}/{path}")
        for folder in sorted(folders_of(superfluous), reverse=True):
            with suppress(OSError):
                os.rmdir(f"{root}/{folder}")

    def _check_folders(self, paths: Iterable[str]) -> None:
        """Find out before the commit what would stop a move after it."""
        if not self._output.is_dir():
            return
        device = self._state.stat().st_dev
        real = {""}
        for folder in ("", *sorted(folders_of(paths))):
            target = self._output / folder
            if folder.rpartition("/")[0] not in real or target.is_symlink() or not target.is_dir():
                continue
            real.add(folder)
            if target.stat().st_dev != device:
                raise OutsideError(
                    f"cannot write through a mount point: {target}",
                    "the output folder must lie on one file system, together with its parent",
                )
            if not os.access(target, os.W_OK | os.X_OK):
                raise OutsideError(f"cannot write to {target}: permission denied", _WRITABLE_HINT)

    def _check_place(self) -> None:
        if not self._output.name:
            raise OutsideError("the root of the file system cannot be the output folder")
        if not self._output.parent.is_dir():
            raise OutsideError(
                f"the folder that should hold the output does not exist: {self._output.parent}",
                "make it, or choose another --output",
            )
        if self._output.exists() and not self._output.is_dir():
            raise OutsideError(
                f"the output is to be a folder, but a file stands there: {self._output}",
                "move it away, or choose another --output",
            )

    def _check_device(self) -> None:
        with outside("prepare the output folder"):
            if not self._output.is_dir() or self._output.stat().st_dev == self._state.stat().st_dev:
                return
        raise OutsideError(
            f"the output folder is a mount point: {self._output}",
            "choose a folder inside it: files are moved in from a folder beside the output",
        )

    def _mend(self) -> None:
        with outside("read what the last build left"):
            log = load_log(self._state)
        if log is not None:
            with _after_commit():
                known = Manifest.load(self._state)
                self.recovered = Redo(str(self._output), self._state, log, known.files).run()
        with outside("throw away what an interrupted build left"):
            discard_uncommitted(self._state)
            Stage(str(self._output), str(self._state)).discard()
        with outside("read the manifest of the last build"):
            if self._known is not None and self._known.is_stored_in(self._state):
                self._begin(self._known)
            else:
                self._begin(Manifest.load(self._state))


_WRITABLE_HINT = "make the folder writable, or choose another --output"


def _make_state_folder(state: Path) -> None:
    state.mkdir(exist_ok=True)
    # It never belongs into a repository, wherever the output lies.
    keep_out_of_git(state)


def _is_recorded(artifact: Artifact, entry: Entry | None) -> bool:
    return (
        entry is not None
        and entry.mtime_ns == artifact.mtime_ns
        and entry.digest == artifact.digest
        and entry.fingerprint == artifact.fingerprint
    )


@contextmanager
def _after_commit() -> Iterator[None]:
    """Say of an OSError that the build is committed and will be completed."""
    try:
        yield
    except OSError as error:
        reason, hint = describe(error)
        raise OutsideError(
            f"the new output is ready but could not be moved into place: {reason}",
            f"{hint or 'mend that, then build again'}; the next build completes this one first",
        ) from error
