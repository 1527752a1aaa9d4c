"""Which artifact paths are safe, and where a path really leads."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable

from generator.errors import SourceError

MAX_NAME_BYTES = 255
"""The longest file name that ext4, APFS and NTFS all take (ext4 counts bytes of UTF-8)."""

_SHOWN = 300

# No empty, `.` or `..` component; no backslash, NUL, absolute path or drive letter.
_SAFE = re.compile(r"(?![A-Za-z]:)(?:(?!\.{1,2}(?:/|\Z))[^/\\\0]+(?:/(?!\Z)|\Z))+")


def is_safe(path: str) -> bool:
    """Tell whether a path stays below the folder that it is relative to."""
    return _SAFE.fullmatch(path) is not None


def check_path(path: str) -> str:
    """Return the folder part of an artifact's path ("" for the root) once the path is safe.

    Args:
        path: Relative to the output folder, with `/` between components.

    Raises:
        SourceError: It could leave the output folder, or no file system takes it.
    """
    if not is_safe(path):
        raise SourceError(f"not a path below the output folder: {_show(path)}", ())
    if len(path) > MAX_NAME_BYTES or not path.isascii():
        _check_names(path)
    return path.rpartition("/")[0]


def _check_names(path: str) -> None:
    for name in path.split("/"):
        try:
            length = len(name.encode())
        except UnicodeEncodeError as error:
            raise SourceError(f"the name of a file is not valid Unicode: {_show(path)}", ()) from error
        if length > MAX_NAME_BYTES:
            raise SourceError(f"the name of a file is longer than {MAX_NAME_BYTES} bytes: {_show(path)}", ())


def parents(path: str) -> tuple[str, ...]:
    """Return the folders that a path lies in, the nearest first, without the root."""
    found = []
    folder = path.rpartition("/")[0]
    while folder:
        found.append(folder)
        folder = folder.rpartition("/")[0]
    return tuple(found)


def folders_of(paths: Iterable[str]) -> dict[str, None]:
    """Return every folder that the paths lie in, in order of first appearance, without the root."""
    found: dict[str, None] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found[folder] = None
            folder = folder.rpartition("/")[0]
    return found


def fold_path(path: str) -> str:
    """Return what a file system that ignores case and Unicode form takes the path for."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def check_paths(paths: Iterable[str]) -> None:
    """Make sure that all the paths can stand side by side on every file system.

    Raises:
        SourceError: Two paths are equal or differ only in case or Unicode form, or one is a
            folder of the other.
    """
    files: dict[str, str] = {}
    for path in paths:
        folded = fold_path(path)
        if folded in files:
            raise SourceError(_describe_collision(files[folded], path), ())
        files[folded] = path
    for folder in folders_of(files):
        if folder in files:
            raise SourceError(f"one path is both a file and a folder: {_show(files[folder])}", ())


def _describe_collision(one: str, other: str) -> str:
    if one == other:
        return f"two artifacts for one path: {_show(one)}"
    return f"two paths differ only in case or Unicode form: {_show(one)} and {_show(other)}"


def _show(path: str) -> str:
    return ascii(path if len(path) <= _SHOWN else path[:_SHOWN] + "...")


def is_real_folder(root: str, folder: str) -> bool:
    """Tell whether a folder exists below the root with no symbolic link on the way to it.

    Args:
        root: Absolute path; may itself be reached through symbolic links.
        folder: Relative POSIX path, "" for the root.
    """
    if not folder:
        return os.path.isdir(root)
    for step in (*reversed(parents(folder)), folder):
        try:
            mode = os.lstat(f"{root}/{step}").st_mode
        except OSError:
            return False
        if not stat.S_ISDIR(mode):
            return False
    return True
