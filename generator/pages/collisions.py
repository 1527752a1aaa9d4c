"""Output paths that cannot stand beside each other."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.errors import Diagnostic, Severity
from generator.giving_way import giving
from generator.model import Origin, StaticFile
from generator.pages.routes import Route

Taken = tuple[str, str]
"""A path, and the source that wants it."""


def collisions(
    static: Sequence[StaticFile], routes: Iterable[Route]
) -> tuple[frozenset[int], tuple[Diagnostic, ...]]:
    """Find output paths that two sources want, or that one wants as a file and another as a folder.

    Paths that differ only in case or Unicode form are one path on many computers.

    Returns:
        The identities of the routes and static files that came second, and an error for each.
    """
    files: dict[str, Taken] = {}
    folders: dict[str, Taken] = {}
    refused: list[int] = []
    found = []
    wanting: Iterator[tuple[Route | StaticFile, str, Origin | None, str]] = chain(
        ((r, r.path, r.origin, r.kind) for r in routes),
        ((file, file.path, Origin(file.source), "static") for file in static),
    )
    for thing, path, origin, kind in giving(wanting):
        folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        source = origin.path if origin else f"Byline's own page ({kind})"
        message = _in_the_way(folded, (path, source), files, folders)
        if not message:
            files[folded] = (path, source)
            _add_folders(folded, (path, source), folders)
            continue
        refused.append(id(thing))
        where = origin or Origin("content/site.yaml")
        found.append(
            Diagnostic(
                where.path,
                where.line,
                1,
                Severity.ERROR,
                "path-collision",
                message,
                "rename one of them, or give it another slug",
            )
        )
    return frozenset(refused), tuple(found)


def _in_the_way(folded: str, wanted: Taken, files: dict[str, Taken], folders: dict[str, Taken]) -> str:
    """Return what keeps a path from being written, "" when nothing does."""
    path, source = wanted
    if folded in files:
        other_path, other = files[folded]
        same = "the same path" if other_path == path else f"'{other_path}'"
        return f"'{path}' of {source} and {same} of {other} are one file"
    if folded in folders:
        other_path, other = folders[folded]
        return f"'{path}' of {source} cannot be a file: it is the folder of '{other_path}' of {other}"
    for folder in _above(folded, folders):
        if folder in files:
            other_path, other = files[folder]
            return f"'{path}' of {source} cannot stand below '{other_path}' of {other}, which is a file"
    return ""


def _above(folded: str, known: dict[str, Taken]) -> Iterator[str]:
    """Yield the folders above a path that hold no file yet, nearest first."""
    folder = folded.rpartition("/")[0]
    while folder and folder not in known:
        yield folder
        folder = folder.rpartition("/")[0]


def _add_folders(folded: str, wanted: Taken, folders: dict[str, Taken]) -> None:
    for folder in _above(folded, folders):
        folders[folder] = wanted
