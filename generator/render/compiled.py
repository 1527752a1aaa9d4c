"""The built-in theme's templates as Python compiles them, kept in the user's cache folder.

Compiling them takes a third of a second, as long as all else that a command does before its work.
The code is kept where only the user writes, never in a site: nothing that comes with a site is run.
"""

import marshal
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from generator.installation import PACKAGE, cache_folder, own_state
from generator.sealing import seal, unseal
from generator.themes import BUILT_IN, Theme

MAX_FILES = 8
"""Installations of Byline whose code is kept, the latest."""

_FORM = b"byline-templates/1\n"


class CompiledTemplates(BytecodeCache):
    """Code of templates by digest of all that it is made from."""

    def __init__(self, theme: Theme, folder: Path | None = None) -> None:
        """Read what a former process compiled, if this Byline wrote it and it is whole.

        Args:
            theme: In use: its texts and icons are part of what is compiled.
            folder: Where the file stands; the user's cache folder when None.
        """
        folder = folder or cache_folder()
        name = f"templates-{_digest(str(PACKAGE), sys.implementation.cache_tag or '')[:12]}.bin"
        self._path = folder / name if folder else None
        self._is_built_in = all(level.shown.startswith(BUILT_IN) for level in theme.levels)
        self._made_by = _digest(*own_state(), jinja2.__version__)
        strings = (part for pair in theme.strings for part in pair)
        templates = (template for level in theme.levels for template in level.templates)
        icons = (text for name, text in templates if name.startswith("icons/"))
        self._constants = _digest(*strings, *icons)
        self._codes = _load(self._path, self._made_by) if self._path else {}
        self._is_stale = False

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the bucket of a template, with its code if that is known."""
        bucket = Bucket(environment, _digest(self._constants, name, filename or "", source), "")
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a bucket if it is known."""
        known = self._codes.get(bucket.key)
        if known is not None:
            code = marshal.loads(known)  # noqa: S302  # what this user's own process wrote
            bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a bucket, to be saved if every site may need it."""
        if self._is_built_in and bucket.code is not None:
            self._codes[bucket.key] = marshal.dumps(bucket.code)
            self._is_stale = True

    def save(self) -> None:
        """Write the file if that changes it; harmless when the disk refuses."""
        if not self._is_stale or self._path is None:
            return
        self._is_stale = False
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                temporary.write_bytes(seal(_FORM, (self._made_by, self._codes)))
                temporary.replace(self._path)
            finally:
                temporary.unlink(missing_ok=True)
            _keep_latest(self._path.parent)


def _keep_latest(folder: Path) -> None:
    files = sorted(folder.glob("templates-*.bin"), key=lambda file: file.stat().st_mtime_ns)
    for old in files[:-MAX_FILES]:
        old.unlink()


def _load(path: Path, made_by: str) -> dict[str, bytes]:
    try:
        with path.open("rb") as file:
            # Somebody else's file, in a folder that several write to, is not run.
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return {}
            found = unseal(_FORM, file.read(), tuple[str, dict[str, bytes]])
    except OSError:
        return {}
    return found[1] if found is not None and found[0] == made_by else {}


def _digest(*texts: str) -> str:
    hasher = blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        hasher.update(b"%d:" % len(data))
        hasher.update(data)
    return hasher.hexdigest()
