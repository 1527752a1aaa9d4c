"""Which Byline this is, and where it may keep what it would otherwise work out in each process."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent

DEEPEST = 100
"""Levels of folders below one another that are looked into: nobody's site has more, and Python ends a
walk of a thousand."""


def cache_folder() -> Path | None:
    """Return the folder of the user's own caches of Byline, which need not exist; None without a home.

    Source:
        XDG Base Directory Specification, and what stands for it on macOS and Windows.
    """
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "byline"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "byline"
        # A relative path there is to be ignored.
        chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (chosen if chosen.is_absolute() else Path.home() / ".cache") / "byline"
    except RuntimeError:
        return None


def keep_out_of_git(folder: Path) -> None:
    """Make git pass over a folder that holds the state of one machine.

    Raises:
        OSError: It cannot be written.
    """
    ignore = folder / ".gitignore"
    # A full disk may have left an empty one.
    if not ignore.exists() or not ignore.stat().st_size:
        ignore.write_bytes(b"*\n")


@cache
def own_state() -> tuple[str, ...]:
    """Return what tells one state of Byline, and of the Python that runs it, from another.

    Taken once a process: that is what its code was loaded from.
    """
    from generator import __version__

    found = [__version__, sys.version]
    for folder in (PACKAGE, PACKAGE.parent / "themes"):
        for path, size, mtime_ns in files_below(str(folder), frozenset({"__pycache__"})):
            found.append(f"{path}\0{size}\0{mtime_ns}")
    return tuple(found)


@cache
def program() -> tuple[str, ...]:
    """Return what tells one state of Byline and the libraries it uses from another."""
    found = list(own_state())
    here = os.getcwd()
    for place in sys.path:
        if place in ("", here):
            # `python -m` puts it there: a site's folder changes whenever it is built.
            continue
        # Installing or removing a library changes the folder that it stands in.
        with suppress(OSError):
            found.append(f"{place}\0{os.stat(place).st_mtime_ns}")
    return tuple(found)


def files_below(
    folder: str, left_out: frozenset[str], above: frozenset[tuple[int, int]] = frozenset()
) -> Iterator[tuple[str, int, int]]:
    """Yield (path, size, time of modification in ns) of the files below a folder, links followed.

    Args:
        left_out: Names that are not looked at.
        above: Device and inode of the folders that the folder stands in; the caller gives none.
    """
    try:
        here = os.stat(folder)
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    identity = (here.st_dev, here.st_ino)
    if identity in above or len(above) > DEEPEST:
        return
    for entry in entries:
        if entry.name in left_out:
            continue
        try:
            # A link to itself cannot be asked either.
            is_folder, found = entry.is_dir(), entry.stat()
        except OSError:
            yield entry.path, -2, 0
            continue
        if is_folder:
            yield entry.path, -1, 0
            yield from files_below(entry.path, left_out, above | {identity})
            continue
        yield entry.path, found.st_size, found.st_mtime_ns
