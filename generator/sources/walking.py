"""Which files `content/` holds: sorted walks that stay inside it."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.errors import Diagnostic, Severity
from generator.installation import DEEPEST
from generator.model import StaticFile
from generator.sources.layout import Place, place_of

CONTENT = "content"
STATIC = "content/static"

# What editors and operating systems leave behind: Vim, Emacs, JetBrains, Office, macOS, Windows.
_LEFTOVER = re.compile(
    r".*~|#.*#|\.#.*|\..*\.sw[a-p]|4913|.*___jb_\w+___|~\$.*"
    r"|\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|__pycache__|\.git|\.hg|\.svn",
    re.IGNORECASE,
)
_BACKUP = re.compile(r".*\.(?:swp|tmp|bak|orig|rej)", re.IGNORECASE)

_REPOSITORIES = frozenset({".git", ".hg", ".svn"})
_READ_BY_NAME = frozenset({"content/static/custom.css", "content/static/CNAME"})

# On Windows a path goes on behind a backslash, and `c:` is a drive.
_NOT_EVERYWHERE = re.compile(r"\\|\A[A-Za-z]:")


class Walk(NamedTuple):
    """What a walk found.

    Attributes:
        files: POSIX paths relative to the site, sorted; dot-files are left out.
        static: Files below `content/static`, sorted by path.
        diagnostics: What was not followed, and names that other systems cannot tell apart.
    """

    files: tuple[str, ...]
    static: tuple[StaticFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def is_leftover(name: str, is_source: bool = True) -> bool:
    """Tell whether a file's name is that of a backup, a lock or a system's own file.

    Args:
        is_source: False for files that are only copied, which may have any suffix.
    """
    return bool(_LEFTOVER.fullmatch(name) or (is_source and _BACKUP.fullmatch(name)))


def walk_content(site: Path) -> Walk:
    """Walk `content/` below the site.

    Symbolic links are followed to files inside `content/` only, never to folders.

    Raises:
        OSError: `content/` itself cannot be listed.
    """
    walker = _Walker(site)
    files: list[str] = []
    static: list[StaticFile] = []
    for path, entry in walker.entries(site / CONTENT, CONTENT, in_static=False):
        if not path.startswith(f"{STATIC}/"):
            files.append(path)
            continue
        try:
            status = entry.stat()
        except FileNotFoundError:  # removed since it was listed
            continue
        below = path.removeprefix(f"{STATIC}/")
        static.append(StaticFile(below, path, status.st_size, status.st_mtime_ns))
    walker.refuse_twins([*files, *(file.source for file in static)])
    return Walk(
        tuple(sorted(files)),
        tuple(sorted(static, key=lambda file: file.path)),
        tuple(walker.diagnostics),
    )


class _Walker:
    def __init__(self, site: Path) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._root = os.path.realpath(site / CONTENT)

    def entries(self, folder: Path, path: str, in_static: bool) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield the files below a folder with their POSIX paths."""
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda entry: entry.name)
        for entry in found:
            name = entry.name
            below = f"{path}/{name}"
            if (name.startswith(".") and not in_static) or is_leftover(name, not in_static):
                self._notice_leftover(name, below, in_static)
                continue
            if not _is_utf8(name):
                self._report(
                    below, Severity.ERROR, "bad-file-name", "the file's name is not plain UTF-8 text"
                )
            elif in_static and _NOT_EVERYWHERE.search(name):
                message = "a name with a backslash, or that begins like a drive, leads elsewhere on Windows"
                self._report(below, Severity.ERROR, "bad-file-name", message, "rename it")
            elif entry.is_symlink():
                if self._may_follow(entry, below):
                    yield below, entry
            elif entry.is_dir():
                self._notice_folder(below, in_static)
                yield from self._below(Path(entry.path), below, in_static)
            elif entry.is_file():
                yield below, entry
            else:
                message = "a pipe, socket or device is not read"
                self._report(below, Severity.WARNING, "ignored-file", message, "put a file in its place")

    def _notice_leftover(self, name: str, path: str, in_static: bool) -> None:
        if in_static and name.lower() in _REPOSITORIES:
            message = "the folder of a version control system is not copied"
            self._report(path, Severity.NOTE, "ignored-file", message)

    def _notice_folder(self, path: str, in_static: bool) -> None:
        if path in _READ_BY_NAME or (not in_static and isinstance(place_of(path), Place)):
            message = "this is a folder, not the file that its name promises"
            self._report(path, Severity.WARNING, "ignored-file", message, "rename the folder")

    def _below(self, folder: Path, path: str, in_static: bool) -> Iterator[tuple[str, os.DirEntry[str]]]:
        if path.count("/") > DEEPEST:
            message = f"the folder stands below {DEEPEST} others, too deep to be read"
            self._report(path, Severity.ERROR, "unreadable-file", message, "move it further up")
            return
        try:
            yield from self.entries(folder, path, in_static or path == STATIC)
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror}"
            self._report(path, Severity.ERROR, "unreadable-file", message)

    def _may_follow(self, entry: os.DirEntry[str], path: str) -> bool:
        target = os.path.realpath(entry.path)
        if not target.startswith(self._root + os.sep):
            self._report(
                path,
                Severity.WARNING,
                "symlink",
                "a link that leads out of content/ is not followed",
                "copy what it points to",
            )
            return False
        if not Path(target).is_file():
            message = "a link to a folder, or to nothing, is not followed"
            self._report(path, Severity.WARNING, "symlink", message)
            return False
        return True

    def refuse_twins(self, paths: list[str]) -> None:
        """Report paths that macOS or Windows would take for one file."""
        first: dict[str, str] = {}
        for path in sorted(paths):
            form = path.lower() if path.isascii() else _same_form(path)
            if form in first:
                self._report(
                    path,
                    Severity.ERROR,
                    "twin-path",
                    f"differs from {first[form]} only in case or in the form of its letters",
                    "rename one of the two: on other computers they are one file",
                )
            else:
                first[form] = path

    def _report(
        self, path: str, severity: Severity, code: str, message: str, hint: str | None = None
    ) -> None:
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path)
        self.diagnostics.append(Diagnostic(shown, 1, 1, severity, code, message, hint))


def _same_form(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    # Line ends and escapes in a name would break the lines that report it.
    return name.isprintable() or not any(unicodedata.category(c) == "Cc" for c in name)
