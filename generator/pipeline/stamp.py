"""What a build leaves beside the output about itself, so that `deploy` can tell whether it is current.

It is written just before the commit and names the artifacts that it is about: it speaks of the
output only once the output holds exactly these, however the build ended.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.installation import DEEPEST
from generator.publish.failures import outside
from generator.publish.manifest import seal, unseal, write_file
from generator.publish.publication import state_folder
from generator.sources.walking import is_leftover

_NAME = "build.json"
_FORMAT = "byline/build-stamp/1"
_HISTORY = "content/history.jsonl"


class Stamp(msgspec.Struct, frozen=True):
    """What a build was made from.

    Attributes:
        artifacts: `artifacts_digest` of what it published.
        sources: `sources_digest` from before it read them.
        url: The address that it was built for, "" for none.
        errors: How many errors it left out (`--keep-going`).
        drafts: Whether it shows drafts.
    """

    artifacts: str
    sources: str
    url: str
    errors: int
    drafts: bool


def artifacts_digest(artifacts: Iterable[tuple[str, str]]) -> str:
    """Return a digest of (path, digest) pairs in any order."""
    lines = sorted(f"{path}\0{digest}" for path, digest in artifacts)
    return blake2b("\n".join(lines).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def sources_digest(site: Path) -> str:
    """Return a digest of the names, sizes and times of the files that a site is made from.

    Left out is `content/history.jsonl`: a build adds to it after it has published.
    """
    lines: list[str] = []
    for top in ("content", "themes"):
        _list(str(site / top), top, lines)
    return blake2b("\n".join(sorted(lines)).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _list(folder: str, prefix: str, lines: list[str]) -> None:
    """Add a line for each file below a folder."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}/{entry.name}"
                # The long look costs as much as all the rest; what slips by (Thumbs.db) is no harm.
                if (not entry.name[0].isalnum() or "~" in path or "_" in path) and is_leftover(
                    entry.name, is_source=False
                ):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if path.count("/") <= DEEPEST:
                        _list(entry.path, path, lines)
                elif path != _HISTORY:
                    with suppress(OSError):
                        status = entry.stat()
                        lines.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}")
    except OSError:
        return


def write_stamp(output: Path, stamp: Stamp) -> None:
    """Write the stamp into the state folder of an output folder.

    Raises:
        OutsideError: The disk refuses.
    """
    with outside("note what the output is made from"):
        write_file(state_folder(output) / _NAME, seal(_FORMAT, stamp)[0], durable=False)


def read_stamp(output: Path) -> Stamp | None:
    """Return the stamp of an output folder, None when there is none or it is damaged."""
    try:
        body = unseal(_FORMAT, (state_folder(output) / _NAME).read_bytes())
    except OSError:
        return None
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=Stamp)
    except msgspec.ValidationError:
        return None
