"""What every parser of a source format returns."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.errors import Diagnostic, Locate, Position, Severity

Tree: TypeAlias = "str | bool | int | float | list[Tree] | dict[str, Tree] | None"
"""A value as written; YAML has text, None, lists and mappings only."""

Dialect = Literal["yaml", "bibtex", "csl", "ris"]


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of a source file, not yet validated.

    Attributes:
        path: POSIX path of the file, relative to the site.
        index: Which record of the file it is, from 0; broken records are not counted.
        line: First line of the record, from 1.
        dialect: Whose field names `data` uses.
        key: The citekey or CSL id as written, "" where the format has none or it is missing.
        data: Field names (lower case for BibTeX) to values; treat it as frozen.
        locate: Where a place of `data` stands in the file; picklable, and lazy where it costs.
        body: The Markdown after the front matter, "" for other formats.
        body_line: First line of the body, from 1; 0 where there is no body.
    """

    path: str
    index: int
    line: int
    dialect: Dialect
    key: str
    data: dict[str, Tree]
    locate: Locate
    body: str = ""
    body_line: int = 0


Parsed: TypeAlias = tuple[tuple[RawRecord, ...], tuple[Diagnostic, ...]]
"""The records of one file in the order written, and what is wrong with it."""


def problem(
    path: str,
    at: Position,
    code: str,
    message: str,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """Return a diagnostic for a place of a source file, an error unless told otherwise."""
    return Diagnostic(path, at.line, at.column, severity, code, message, hint)


def position_at(text: str, offset: int, first_line: int = 1, first_column: int = 1) -> Position:
    """Return where a character offset stands, counting lines by LF only.

    Args:
        text: A whole file, or a part of one.
        offset: From 0 to the length of `text`.
        first_line: The file's line that `text` starts on.
        first_column: The column that `text` starts at.
    """
    newlines = text.count("\n", 0, offset)
    if newlines == 0:
        return Position(first_line, first_column + offset)
    return Position(first_line + newlines, offset - text.rfind("\n", 0, offset))


def unify_newlines(text: str) -> str:
    """Return the text with LF line ends and without a byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")
