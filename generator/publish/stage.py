"""Where workers put a build's artifacts before any of them is visible."""

import os
import stat
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.errors import OutsideError
from generator.publish.failures import outside
from generator.publish.manifest import Entry, Manifest, digest_of
from generator.publish.paths import check_path, fold_path, is_real_folder

STAGING = "staging"

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_MODE = 0o644  # less the umask, as for any file that a program makes
_BLOCK_BYTES = 1 << 20

SETTLED_NS = 2_000_000_000
"""Some file systems tell times of modification only 2 s apart."""

TICK_NS = 50_000_000
"""The others tell them by the ticks of the system's clock, which are shorter than this."""

_COARSE_NS = 1_000_000


def has_settled(mtime_ns: int, now_ns: int) -> bool:
    """Tell whether a file that changes again gets another time of modification than it has.

    Until then it can change and keep its size and time, so that its time says nothing.

    Args:
        mtime_ns: Its time of modification.
        now_ns: The time before it is read.
    """
    is_coarse = mtime_ns % _COARSE_NS == 0
    return now_ns - mtime_ns > (SETTLED_NS if is_coarse else TICK_NS)


class Artifact(msgspec.Struct, frozen=True, gc=False):
    """One file of the output, as a worker reports it.

    Attributes:
        path: Relative to the output folder, with `/` between components.
        digest: 32 hexadecimal digits (BLAKE2b, 16 bytes) of its bytes.
        size: In bytes.
        mtime_ns: Time of modification of the staged or kept file.
        fingerprint: Digest of all that it was made from, "" when it is not known.
        staged: Whether it waits in the stage; if not, the output already holds it.
    """

    path: str
    digest: str
    size: int
    mtime_ns: int
    fingerprint: str = ""
    staged: bool = False


class Stage:
    """Takes artifacts of one build, in any number of processes at once.

    It holds paths and caches only: forked workers inherit the manifest, others get the paths and
    read the manifest when they first need it.
    """

    __slots__ = ("_anew", "_folded", "_made", "_manifest", "_output", "_standing", "_state")

    def __init__(self, output: str, state: str, anew: bool = False, manifest: Manifest | None = None) -> None:
        """Make a stage; only `Publication` does this.

        Args:
            output: Absolute path of the output folder.
            state: Absolute path of its state folder.
            anew: Keep nothing: stage every artifact, changed or not.
            manifest: What the last build wrote; read from the state folder when None.
        """
        self._output = output
        self._state = state
        self._anew = anew
        self._manifest = manifest
        self._folded: set[str] | None = None
        self._made: set[str] = set()
        self._standing: dict[str, bool] = {}

    def __reduce__(self) -> tuple[type["Stage"], tuple[str, str, bool]]:
        return Stage, (self._output, self._state, self._anew)

    def keep(self, path: str, fingerprint: str) -> Artifact | None:
        """Return the artifact that the output already holds, if it was made from the same input.

        Args:
            path: Relative to the output folder.
            fingerprint: Digest of all that the artifact would be made from.

        Returns:
            None when it must be made: it is new, made from something else, or the file in the
            output is no longer as Byline wrote it.
        """
        known = self._known(path)
        if known is None or not fingerprint or known.fingerprint != fingerprint:
            return None
        return self.standing(path)

    @property
    def state(self) -> Path:
        """The folder for what is kept beside the output."""
        return Path(self._state)

    def standing(self, path: str) -> Artifact | None:
        """Return the artifact that the output holds as Byline wrote it, whatever it was made from.

        Args:
            path: Relative to the output folder.

        Returns:
            None when there is none, or the file in the output is no longer the same.
        """
        known = self._known(path)
        if known is None or self._anew or not self._stands(path.rpartition("/")[0]):
            return None
        if not self._is_untouched(path, known):
            return None
        return Artifact(path, known.digest, known.size, known.mtime_ns, known.fingerprint)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the artifact that the output holds as Byline wrote it, else None.

        Args:
            path: Relative to the output folder.
        """
        standing = self.standing(path)
        if standing is None:
            return None
        try:
            data = Path(self._output, path).read_bytes()
        except OSError:
            return None
        return data if digest_of(data) == standing.digest else None

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprints that `keep` goes by, by path."""
        if self._anew:
            return {}
        return {path: entry.fingerprint for path, entry in self._entries().items() if entry.fingerprint}

    def write(self, path: str, data: bytes, fingerprint: str = "") -> Artifact:
        """Stage an artifact, unless the output already holds the same bytes under its path.

        Args:
            path: Relative to the output folder, with `/` between components.
            data: Its content.
            fingerprint: Remembered in the manifest for `keep`.

        Raises:
            SourceError: The path is not safe.
            OutsideError: The stage cannot be written.
        """
        folder = check_path(path)
        digest = digest_of(data)
        if not self._anew and self._stands(folder):
            mtime_ns = self._mtime_if_same(path, data, digest)
            if mtime_ns is not None:
                return Artifact(path, digest, len(data), mtime_ns, fingerprint)
        try:
            mtime_ns = self._put(folder, path, data)
        except OSError:
            with outside("write the new output"):
                raise
        return Artifact(path, digest, len(data), mtime_ns, fingerprint, staged=True)

    def copy(self, path: str, source: Path) -> Artifact:
        """Stage a copy of a file; one that has not changed since the last build is not read.

        Args:
            path: Relative to the output folder, with `/` between components.
            source: A regular file, or a link to one.

        Raises:
            SourceError: The path is not safe.
            OutsideError: The file cannot be read or the stage not written.
        """
        folder = check_path(path)
        with outside(f"copy to {path}"):
            found = source.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OutsideError(f"cannot copy to {path}: not a regular file: {source}")
        fingerprint = f"{found.st_size}-{found.st_mtime_ns}"
        if not has_settled(found.st_mtime_ns, time.time_ns()):
            fingerprint = ""
        kept = self.keep(path, fingerprint)
        if kept is not None:
            return kept
        if found.st_size <= _BLOCK_BYTES:
            with outside(f"copy to {path}"):
                data = source.read_bytes()
            return self.write(path, data, fingerprint)
        return self._copy_large(folder, path, source, fingerprint)

    def _copy_large(self, folder: str, path: str, source: Path, fingerprint: str) -> Artifact:
        hasher = blake2b(digest_size=16)
        staged = f"{self._state}/{STAGING}/{path}"
        with outside(f"copy to {path}"):
            self._make_folder(folder)
            descriptor = os.open(staged, _CREATE, _MODE)
            try:
                with source.open("rb") as incoming:
                    while block := incoming.read(_BLOCK_BYTES):
                        hasher.update(block)
                        _write_all(descriptor, block)
                written = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        digest = hasher.hexdigest()
        known = self._known(path)
        same = known is not None and known.digest == digest and not self._anew
        if known is not None and same and self._stands(folder) and self._is_untouched(path, known):
            os.unlink(staged)
            return Artifact(path, digest, known.size, known.mtime_ns, fingerprint)
        return Artifact(path, digest, written.st_size, written.st_mtime_ns, fingerprint, True)

    def all_stand(self) -> bool:
        """Tell whether the output holds every file of the manifest as Byline wrote it."""
        return next(self.fallen(), None) is None

    def fallen(self) -> Iterator[str]:
        """Yield the paths of the manifest at which the output does not hold what Byline wrote."""
        for path, entry in self._entries().items():
            if not (self._stands(path.rpartition("/")[0]) and self._is_untouched(path, entry)):
                yield path

    def discard(self) -> None:
        """Remove everything that was staged.

        Raises:
            OSError: It cannot be removed.
        """
        self._made.clear()
        staging = Path(self._state, STAGING)
        if staging.is_symlink():
            staging.unlink()
        elif staging.is_dir():
            from shutil import rmtree

            rmtree(staging)

    def _entries(self) -> dict[str, Entry]:
        if self._manifest is None:
            with outside("read the manifest of the last build"):
                self._manifest = Manifest.load(Path(self._state))
        return self._manifest.files

    def _known(self, path: str) -> Entry | None:
        return self._entries().get(path)

    def _stands(self, folder: str) -> bool:
        """Tell whether the output has a folder: looked up once, since only a commit changes it."""
        stands = self._standing.get(folder)
        if stands is None:
            stands = self._standing[folder] = is_real_folder(self._output, folder)
        return stands

    def _is_untouched(self, path: str, known: Entry) -> bool:
        try:
            found = os.lstat(f"{self._output}/{path}")
        except OSError:
            return False
        return (
            found.st_mtime_ns == known.mtime_ns
            and found.st_size == known.size
            and stat.S_ISREG(found.st_mode)
        )

    def _mtime_if_same(self, path: str, data: bytes, digest: str) -> int | None:
        """Return the time of modification of the file in the output if it holds these bytes."""
        try:
            found = os.lstat(f"{self._output}/{path}")
        except OSError:
            return None
        if found.st_size != len(data) or not stat.S_ISREG(found.st_mode):
            return None
        known = self._known(path)
        if known is None and self._has_twin(path):
            return None
        if known and known.mtime_ns == found.st_mtime_ns and known.size == found.st_size:
            return found.st_mtime_ns if known.digest == digest else None
        try:
            same = Path(self._output, path).read_bytes() == data
        except OSError:
            return None
        return found.st_mtime_ns if same else None

    def _has_twin(self, path: str) -> bool:
        """Tell whether the manifest has the path in another case or Unicode form.

        Where the file system takes both for one file, that file still has the old name: it must
        be written under the new one before the old one is removed as a stray.
        """
        if self._folded is None:
            self._folded = {fold_path(known) for known in self._entries()}
        return fold_path(path) in self._folded

    def _put(self, folder: str, path: str, data: bytes) -> int:
        """Write a file of the stage and return its time of modification."""
        if folder not in self._made:
            self._make_folder(folder)
        descriptor = os.open(f"{self._state}/{STAGING}/{path}", _CREATE, _MODE)
        try:
            _write_all(descriptor, data)
            return os.fstat(descriptor).st_mtime_ns
        finally:
            os.close(descriptor)

    def _make_folder(self, folder: str) -> None:
        # exist_ok: other workers make the same folders at the same time.
        Path(self._state, STAGING, folder).mkdir(parents=True, exist_ok=True)
        self._made.add(folder)


def _write_all(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    if written == len(data):
        return
    # A disk that is nearly full takes a part; writing the rest then says why.
    rest = memoryview(data)[written:]
    while rest:
        rest = rest[os.write(descriptor, rest) :]
