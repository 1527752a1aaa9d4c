"""What can go wrong, and how it is said.

A problem in the sources is a value, `Diagnostic`; a stage returns all it found. A failure that
ends the command is an exception below `BylineError`, which carries its exit code. Only `cli`
prints and exits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

Loc = tuple[str | int, ...]
"""A place inside a record: field names and list indexes, outermost first."""


class Position(NamedTuple):
    """A place in a text file; line and column count from 1."""

    line: int
    column: int


Locate = Callable[[Loc], Position]
"""Finds where a place of one record stands in its file (the nearest parent if it is absent)."""


class Severity(StrEnum):
    """How grave a problem is: errors stop a build, warnings stop `--strict`, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem at one place of one source file.

    Attributes:
        path: POSIX path relative to the site.
        code: Stable, kebab-case name of the kind of problem, such as `unknown-field`.
        message: One line without a final full stop.
        hint: What the author can do about it, one line, or None.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str | None = None

    def format_text(self) -> str:
        """Return the compiler-style text: one line, and an indented one for the hint."""
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"
        return head if self.hint is None else f"{head}\n  hint: {self.hint}"


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repeats, sorted by file, then place, then code."""
    return tuple(
        sorted(
            set(diagnostics),
            key=lambda d: (d.path, d.line, d.column, d.severity, d.code, d.message, d.hint or ""),
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


class BylineError(Exception):
    """Base of every failure that Byline raises on purpose.

    Attributes:
        exit_code: What the command exits with.
        hint: What the user can do about it, or None.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send failures home; by itself an exception is made again from its message alone.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[BylineError], args: tuple[Any, ...], facts: dict[str, Any]) -> BylineError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


class SourceError(BylineError):
    """The sources have problems; the build published nothing."""

    exit_code = 1

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


class UsageError(BylineError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class MissingExtraError(UsageError):
    """An optional dependency is asked for but not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional package that is not installed")
        self.hint = f"pip install 'byline[{extra}]'"


class OutsideError(BylineError):
    """The world outside failed: disk, network, a lock held by another build."""
