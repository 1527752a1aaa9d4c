"""One record on its way from the names that a source uses to ours."""

from collections.abc import Callable, Mapping
from typing import Any

from generator.errors import Loc, Severity
from generator.schema.aliases import EXTRA
from generator.schema.problems import Finding


class Translation:
    """One record on its way from their names to ours.

    Attributes:
        left: Fields not read yet, by the name in the source.
        data: Fields by our name.
    """

    __slots__ = ("data", "dialect", "findings", "kind", "left", "written")

    def __init__(self, record: Mapping[str, Any], dialect: str, kind: str) -> None:
        self.kind = kind
        self.dialect = dialect
        self.left = {key: value for key, value in record.items() if value is not None and value != ""}
        self.data: dict[str, Any] = {}
        self.written: dict[str, Loc] = {}
        self.findings: list[Finding] = []

    def take(self, *names: str) -> tuple[str, Any]:
        """Remove and return the first field that is there, as (name, value), or ("", None)."""
        for name in names:
            if name in self.left:
                return name, self.left.pop(name)
        return "", None

    def take_text(self, *names: str) -> tuple[str, str]:
        """Like `take`, for fields whose value is one text; others stay where they are."""
        for name in names:
            value = first(self.left.get(name))
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                del self.left[name]
                return name, " ".join(str(value).split())
        return "", ""

    def put(self, ours: str, value: Any, at: Loc) -> None:
        """Give our field a value unless it has one: a second one that differs is a note."""
        if value is None or value == "":
            return
        if ours in self.data:
            if plain(self.data[ours]) != plain(value):
                self._conflict(ours, at)
            return
        self.data[ours] = value
        if at != (ours,):
            self.written[ours] = at

    def keep(self, name: str, value: Any) -> None:
        """Keep a field under `extra`."""
        extra = self.data.setdefault(EXTRA, {})
        if isinstance(extra, dict):
            extra.setdefault(name, value)

    def note(self, code: str, message: str, at: Loc, hint: str | None = None) -> None:
        """Remember something that the author may want to know."""
        self.findings.append(Finding(code, message, hint, at, Severity.NOTE))

    def _conflict(self, ours: str, at: Loc) -> None:
        kept = self.written.get(ours, (ours,))
        message = f"'{at[0]}' is not read: '{kept[0]}' says something else"
        self.note("alias-conflict", message, at, "keep one of the two")


Step = Callable[[Translation], None]


def first(value: Any) -> Any:
    """Return the first member of a list, any other value unchanged; None for an empty list."""
    if isinstance(value, list | tuple):
        return value[0] if value else None
    return value


def rooted(value: Any) -> Any:
    """Return a path of another generator's site, whose root is ours, as a path below the root."""
    if isinstance(value, str) and value.startswith("/") and not value.startswith("//"):
        return value.lstrip("/")
    return value


def plain(value: Any) -> str:
    """Return the form in which two values are compared: a text without case and extra blanks."""
    return " ".join(str(value).lower().split())
