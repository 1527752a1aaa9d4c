"""The files of an output folder, and what in it no host can take."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.errors import OutsideError


class OutputFile(NamedTuple):
    """A regular file: its POSIX path relative to the folder, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What an output folder holds.

    Attributes:
        files: Regular files, sorted by path.
        links: POSIX paths of symbolic links, which are not followed.
        odd: Other paths that cannot be published, each with the reason.
    """

    files: tuple[OutputFile, ...]
    links: tuple[str, ...]
    odd: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def list_output(folder: Path) -> Listing:
    """Return what an output folder holds.

    Raises:
        OutsideError: It cannot be read.
    """
    files: list[OutputFile] = []
    links: list[str] = []
    odd: list[tuple[str, str]] = []
    waiting = [("", str(folder))]
    try:
        while waiting:
            prefix, place = waiting.pop()
            with os.scandir(place) as entries:
                for entry in entries:
                    path = f"{prefix}{entry.name}"
                    reason = _reason(entry.name)
                    if reason:
                        odd.append((path, reason))
                    elif entry.is_symlink():
                        links.append(path)
                    elif entry.is_dir():
                        waiting.append((f"{path}/", entry.path))
                    elif entry.is_file():
                        files.append(OutputFile(path, entry.stat().st_size))
                    else:
                        odd.append((path, "it is neither a file nor a folder"))
    except OSError as error:
        raise OutsideError(f"the output cannot be read: {error.strerror}: {error.filename}") from None
    return Listing(tuple(sorted(files)), tuple(sorted(links)), tuple(sorted(odd)))


def _reason(name: str) -> str:
    """Return why git cannot hold a file of this name, "" if it can."""
    if name.lower() == ".git":
        return "it makes the folder a repository of its own"
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if not name.isprintable() or name.startswith('"'):
        return "its name holds characters that git cannot take"
    return ""
