"""BibTeX and biblatex files to raw records.

`bibtex_split` finds the entries, `bibtex_inherit` adds what they take over from others,
`bibtex_names` and `bibtex_values` read single fields; this module brings them together.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from generator.errors import Diagnostic, Loc, Position, Severity
from generator.formats.bibtex_inherit import Library, Written
from generator.formats.bibtex_journals import JOURNAL_MACROS
from generator.formats.bibtex_names import parse_names
from generator.formats.bibtex_split import Block, Field, Flaw, Piece, split_bibtex
from generator.formats.bibtex_values import (
    MONTH_STRINGS,
    NAME_FIELDS,
    date_range,
    field_text,
    is_address,
    month_and_day,
)
from generator.formats.records import Parsed, RawRecord, Tree, position_at, problem, unify_newlines
from generator.text.latex import unknown_commands

# `@string`s can double each other's length; nothing that is meant to be read gets this long.
_MAX_EXPANDED = 200_000
_MAX_FLAWS = 200
_MAX_COMMANDS = 8

# A container for others' fields, and orders to two bibliography styles.
_NO_RECORDS = frozenset({"xdata", "ieeetranbstctl", "control"})

_STRING_NAME = re.compile(r"[A-Za-z][^\s.,/\\]*")
_NO_STRINGS = frozenset({"true", "false", "yes", "no", "n/a", "none"})


def parse_bibtex(text: str, path: str) -> Parsed:
    """Return the entries of a BibTeX or biblatex file.

    Args:
        text: The file's text.
        path: POSIX path relative to the site.

    Returns:
        Records in the order written; `data` holds the fields in lower case as Unicode text, and

        - `entry_type`, in lower case, and `bibtex_raw`, the entry's source;
        - name fields (`author`, `editor` ...) as lists of {family, given, particle, suffix}, with
          `marks` for footnote marks, or {literal} for a group; `author_truncated`: True after
          `and others`;
        - `month` as "1" to "12" and perhaps `day`, where the month is understood;
        - `date` (or `year`) as its start, and `date_end`, where it is a range;
        - `pages` with single hyphens.

        Empty fields are left out. `@string`, `crossref` and `xdata` are resolved. Codes: errors
        `bibtex-syntax` (the entry is left out); warnings `bibtex-syntax` (it is understood all the
        same), `bibtex-key`, `bibtex-crossref`, `duplicate-field`, `latex-command`; notes
        `bibtex-string`, `bibtex-names`, `bibtex-empty`.
    """
    reader = _Reader(unify_newlines(text), path)
    return reader.records(), tuple(reader.problems)


@dataclass(frozen=True, slots=True)
class BibtexLocate:
    """Finds the fields of one entry by reading its source again.

    Attributes:
        source: The entry's text.
        line: The file's line that it begins on.
        column: The column that it begins at.
    """

    source: str
    line: int
    column: int

    def __call__(self, loc: Loc) -> Position:
        """Return a field's position; of what it inherits, the position of `crossref`."""
        blocks, _ = split_bibtex(self.source)
        fields = {field.name.lower(): field for block in blocks for field in block.fields[::-1]}
        name = str(loc[0]) if loc else "entry_type"
        for candidate in _written_as(name):
            if candidate in fields:
                offset = fields[candidate].offset
                return position_at(self.source, offset, self.line, self.column)
        return Position(self.line, self.column)


def _written_as(name: str) -> tuple[str, ...]:
    """Return the fields that may be the source of one in `data`, likeliest first."""
    if name in ("entry_type", "bibtex_raw"):
        return ()
    if name == "day":
        return ("day", "month")
    if name == "date_end":
        return ("date", "year")
    return (name, name.removesuffix("_truncated"), "xdata", "crossref")


class _Lines:
    """Turns offsets into positions."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, offset: int) -> Position:
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


class _Reader:
    """One file being read."""

    def __init__(self, text: str, path: str) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._path = path
        self._lines = _Lines(text)
        self._strings = dict(MONTH_STRINGS)
        self._said: set[str] = set()
        self._strange: dict[str, int] = {}
        self._blocks, flaws = split_bibtex(text)
        self._report_flaws(flaws)

    def records(self) -> tuple[RawRecord, ...]:
        """Return the entries as records."""
        entries = [(block, self._written(block)) for block in self._in_order()]
        library = Library({block.key: written for block, written in reversed(entries)})
        made: list[RawRecord] = []
        for block, written in entries:
            if block.kind not in _NO_RECORDS:
                made.append(self._record(block, written, library, len(made)))
        self._report_strange()
        if not made and not self.problems:
            self._report(0, "bibtex-empty", "no entry is found in this file", Severity.NOTE)
        return tuple(made)

    def _in_order(self) -> list[Block]:
        """Return the entries, once all strings are known: some files define them at the end."""
        for block in self._blocks:
            if block.kind == "string":
                for field in block.fields:
                    self._strings[field.name.lower()] = self._expand(field)
        return [block for block in self._blocks if block.kind != "string"]

    def _written(self, block: Block) -> Written:
        fields: dict[str, str] = {}
        for field in block.fields:
            name = field.name.lower()
            value = self._expand(field)
            if name not in fields:
                fields[name] = value
            elif value.split() != fields[name].split():
                message = f"field '{name}' is written twice; the first one counts"
                self._report(field.offset, "duplicate-field", message, Severity.WARNING)
        return Written(block.kind, fields)

    def _expand(self, field: Field) -> str:
        """Return a field's value with its strings in place."""
        if len(field.value) == 1 and not field.value[0].bare:
            return field.value[0].text
        text = ""
        for piece in field.value:
            text += self._piece(piece, field) if piece.bare else piece.text
            if len(text) > _MAX_EXPANDED:
                message = f"the strings of field '{field.name}' add up beyond measure"
                self._report(field.offset, "bibtex-syntax", message, Severity.ERROR)
                return text[:_MAX_EXPANDED]
        return text

    def _piece(self, piece: Piece, field: Field) -> str:
        name = piece.text.lower()
        known = self._strings.get(name)
        if known is not None:
            return known
        if _STRING_NAME.fullmatch(piece.text) and name not in _NO_STRINGS:
            is_month = field.name.lower() == "month" and month_and_day(name)[0]
            if not is_month and self._is_new(f"string {name}"):
                message = f"the string '{piece.text}' is not defined; its name is taken as text"
                hint = "put the text in braces, or define it with @string"
                self._report(field.offset, "bibtex-string", message, Severity.NOTE, hint)
        return piece.text

    def _record(self, block: Block, written: Written, library: Library, index: int) -> RawRecord:
        inherited = library.inherit(written)
        offsets = {field.name.lower(): field.offset for field in reversed(block.fields)}
        for name, key in inherited.missing:
            message = f"{name} '{key}' is not in this file"
            at = offsets.get(name, block.offset)
            self._report(at, "bibtex-crossref", message, Severity.WARNING)
        if not block.key:
            message = "this entry has no citekey"
            hint = "an entry begins like this: @article{smith2024,"
            self._report(block.offset, "bibtex-key", message, Severity.WARNING, hint)
        source = self._text[block.offset : block.end]
        data: dict[str, Tree] = {"entry_type": block.kind}
        for name, value in inherited.fields.items():
            self._read_field(data, name, value, offsets.get(name, block.offset))
        data["bibtex_raw"] = source
        line, column = self._lines.position(block.offset)
        locate = BibtexLocate(source, line, column)
        return RawRecord(self._path, index, line, "bibtex", block.key, data, locate)

    def _read_field(self, data: dict[str, Tree], name: str, written: str, offset: int) -> None:
        if name in NAME_FIELDS:
            self._read_names(data, name, written, offset)
            return
        text = field_text(name, written)
        if not text:
            return
        if name == "month":
            month, day = month_and_day(text)
            data["month"] = month or text
            if day:
                data.setdefault("day", day)
        elif name in ("date", "year"):
            data[name], end = date_range(text)
            if end:
                data["date_end"] = end
        else:
            data[name] = text
            if "\\" in written and not is_address(name, written):
                self._note_unknown_commands(written, offset)

    def _read_names(self, data: dict[str, Tree], name: str, written: str, offset: int) -> None:
        found = parse_names(written)
        if found.names:
            data[name] = found.names
        if found.truncated:
            data[f"{name}_truncated"] = True
        for message in found.problems:
            self._report(offset, "bibtex-names", f"{name}: {message}", Severity.NOTE)

    def _note_unknown_commands(self, written: str, offset: int) -> None:
        for command in unknown_commands(written):
            if command[1:] not in JOURNAL_MACROS:
                self._strange.setdefault(command, offset)

    def _report_strange(self) -> None:
        """Warn once a file of the LaTeX commands that nobody knows."""
        if not self._strange:
            return
        commands = list(self._strange)
        shown = ", ".join(commands[:_MAX_COMMANDS]) + (" and others" if len(commands) > _MAX_COMMANDS else "")
        message = f"LaTeX commands that are not known: {shown}; of each the text in its braces is kept"
        hint = "write the characters themselves, or math between $ signs"
        self._report(self._strange[commands[0]], "latex-command", message, Severity.WARNING, hint)

    def _is_new(self, what: str) -> bool:
        """Tell whether this is the first time: one note a file is enough."""
        if what in self._said:
            return False
        self._said.add(what)
        return True

    def _report_flaws(self, flaws: list[Flaw]) -> None:
        for flaw in flaws[:_MAX_FLAWS]:
            severity = Severity.ERROR if flaw.fatal else Severity.WARNING
            self._report(flaw.offset, "bibtex-syntax", flaw.message, severity, flaw.hint)
        if len(flaws) > _MAX_FLAWS:
            rest = flaws[_MAX_FLAWS:]
            message = f"{len(rest)} more problems of this kind follow"
            severity = Severity.ERROR if any(flaw.fatal for flaw in rest) else Severity.WARNING
            self._report(rest[0].offset, "bibtex-syntax", message, severity)

    def _report(
        self, offset: int, code: str, message: str, severity: Severity, hint: str | None = None
    ) -> None:
        at = self._lines.position(offset)
        self.problems.append(problem(self._path, at, code, message, hint, severity))
