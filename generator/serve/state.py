"""What the preview knows at a moment, for the pages that ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from generator.errors import Diagnostic, Severity

_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state after one rebuild.

    Attributes:
        number: Counts rebuilds.
        problems: What stops the site from being published; empty when all is well.
        base: The path of the site's URL ("/repo"), "" for none.
        has_pages: Whether there is any good page to show.
        shared: Number of the last rebuild that changed what many pages load, such as a style sheet.
    """

    number: int = 0
    problems: tuple[Diagnostic, ...] = ()
    base: str = ""
    has_pages: bool = False
    shared: int = 0

    def to_json(self, page: str) -> dict[str, object]:
        """Return it for a page whose file has the digest `page`."""
        return {
            "schema": "byline/preview/1",
            "build": self.number,
            "shared": self.shared,
            "page": page,
            "problems": [_object(problem) for problem in self.problems],
        }


def blocking(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems that the overlay shows: the errors."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _object(problem: Diagnostic) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


class Digests:
    """Digests of files, worked out again only when a file changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int, int], str]] = {}

    def of(self, file: Path) -> str:
        """Return the digest of a file's content, "" when it cannot be read."""
        try:
            found = file.stat()
            identity = (found.st_ino, found.st_size, found.st_mtime_ns)
            known = self._known.get(str(file))
            if known is not None and known[0] == identity:
                return known[1]
            hasher = blake2b(digest_size=_DIGEST_BYTES)
            with file.open("rb") as content:
                while block := content.read(1 << 20):
                    hasher.update(block)
        except OSError:
            return ""
        self._known[str(file)] = (identity, hasher.hexdigest())
        return hasher.hexdigest()
