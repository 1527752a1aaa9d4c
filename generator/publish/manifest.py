"""The manifest: what Byline wrote into the output folder, so that it knows its own files.

It is stored as `manifest.json`, and on a large site a small change is stored in
`manifest.changes.json` over it, so that one saved paper does not rewrite megabytes. Both carry a
digest of their content: a truncated or damaged one is noticed, and the manifest counts as missing.
"""

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Self

import msgspec

MANIFEST = "manifest.json"
CHANGES = "manifest.changes.json"
NEXT = "manifest.next.json"

_MANIFEST_FORMAT = "byline/manifest/1"
_CHANGES_FORMAT = "byline/manifest-changes/1"

_WHOLE_BELOW = 4000
"""Manifests of fewer files are always written whole: that takes a millisecond or two."""

_LARGEST_SHARE = 8
"""Changes to more than one in this many files are written whole."""


def digest_of(data: bytes | memoryview) -> str:
    """Return the 32 hexadecimal digits that artifacts are compared by (BLAKE2b, 16 bytes)."""
    return blake2b(data, digest_size=16).hexdigest()


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was written at one path.

    Attributes:
        digest: `digest_of` its bytes.
        size: In bytes.
        mtime_ns: Time of modification of the file in the output folder.
        fingerprint: Digest of all that the bytes were made from, "" when it is not known.
    """

    digest: str
    size: int
    mtime_ns: int
    fingerprint: str = ""


class _Sealed(msgspec.Struct):
    format: str
    digest: str
    body: msgspec.Raw


class _Whole(msgspec.Struct):
    files: dict[str, Entry]


class _Changes(msgspec.Struct):
    base: str
    files: dict[str, Entry]
    dropped: list[str]


def seal(format_name: str, body: object) -> tuple[bytes, str]:
    """Return a JSON text that carries the digest of its body, and that digest."""
    raw = msgspec.json.encode(body)
    digest = digest_of(raw)
    return msgspec.json.encode(_Sealed(format_name, digest, msgspec.Raw(raw))), digest


def unseal(format_name: str, data: bytes) -> msgspec.Raw | None:
    """Return the body of a sealed text, or None when it is damaged or of another format."""
    try:
        sealed = msgspec.json.decode(data, type=_Sealed)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if sealed.format != format_name or digest_of(memoryview(sealed.body)) != sealed.digest:
        return None
    return sealed.body


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class Manifest:
    """What the last completed build wrote; empty when there is none or it is damaged.

    Attributes:
        files: Entries by artifact path.
    """

    __slots__ = ("_base", "_changed", "_stored", "files")

    def __init__(self, files: dict[str, Entry], base: str = "") -> None:
        self.files = files
        self._base = base
        self._changed: dict[str, None] = {}
        self._stored: tuple[object, ...] = (None, None)

    @classmethod
    def load(cls, state: Path) -> Self:
        """Read the manifest of a state folder; a missing or damaged one is empty.

        Raises:
            OSError: It is there but cannot be read.
        """
        try:
            whole = unseal(_MANIFEST_FORMAT, (state / MANIFEST).read_bytes())
        except FileNotFoundError:
            whole = None
        if whole is None:
            return cls({})
        try:
            manifest = cls(msgspec.json.decode(whole, type=_Whole).files, digest_of(memoryview(whole)))
            manifest._apply_changes(state)
        except msgspec.ValidationError:
            return cls({})
        manifest.remember(state)
        return manifest

    def _apply_changes(self, state: Path) -> None:
        try:
            body = unseal(_CHANGES_FORMAT, (state / CHANGES).read_bytes())
        except FileNotFoundError:
            return
        if body is None:
            self.files = {}
            return
        changes = msgspec.json.decode(body, type=_Changes)
        if changes.base != self._base:
            # Left behind by a build that was killed after it had written the manifest whole.
            return
        for path in changes.dropped:
            self.files.pop(path, None)
        self.files.update(changes.files)
        self._changed = dict.fromkeys((*changes.dropped, *changes.files))

    @staticmethod
    def identity(state: Path) -> tuple[tuple[int, int, int] | None, ...]:
        """Return what tells one stored manifest of a state folder from the next."""
        return _identity(state / MANIFEST), _identity(state / CHANGES)

    def remember(self, state: Path) -> None:
        """Note which files on disk hold this manifest, for `is_stored_in`."""
        self._stored = self.identity(state)

    def is_stored_in(self, state: Path) -> bool:
        """Tell whether the state folder still holds exactly this manifest."""
        stored = self.identity(state)
        return stored[0] is not None and stored == self._stored

    def changed(self, put: Mapping[str, Entry], dropped: Iterable[str]) -> "Manifest":
        """Return this manifest with some entries set and some removed; it is not stored yet."""
        after = Manifest(dict(self.files), self._base)
        after._changed = dict(self._changed)
        for path in dropped:
            after.files.pop(path, None)
            after._changed[path] = None
        after.files.update(put)
        after._changed.update(dict.fromkeys(put))
        return after

    def encode(self) -> tuple[str, bytes]:
        """Return the name of the file to replace in the state folder, and its new content."""
        if (
            self._base
            and len(self.files) >= _WHOLE_BELOW
            and len(self._changed) * _LARGEST_SHARE <= len(self.files)
        ):
            put = {path: self.files[path] for path in self._changed if path in self.files}
            dropped = [path for path in self._changed if path not in self.files]
            return CHANGES, seal(_CHANGES_FORMAT, _Changes(self._base, put, dropped))[0]
        data, self._base = seal(_MANIFEST_FORMAT, _Whole(self.files))
        self._changed = {}
        return MANIFEST, data


def write_file(path: Path, data: bytes | bytearray, *, durable: bool) -> None:
    """Write a file of the state folder, flushed to the disk if durable.

    A symbolic link in its place goes, and what it points to stays.

    Raises:
        OSError: It cannot be written.
    """
    if path.is_symlink():
        path.unlink()
    with path.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
