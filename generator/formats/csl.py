"""CSL-JSON to raw records: one object a line, or a whole file.

Source: the CSL-JSON schema of citationstyles.org, 1.0.2; values stay as written.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from generator.errors import Diagnostic, Loc, Position
from generator.formats.decoding import printable
from generator.formats.records import Parsed, RawRecord, Tree, position_at, problem, unify_newlines

_MAX_PROBLEMS = 200

_SPACE = re.compile(r"\s*")
_AFTER_SPACE = re.compile(r"\S")
# Escapes for controls and halves of surrogate pairs; complete pairs are found too.
_BAD_ESCAPE = re.compile(r"\\u(?:00[01]|007f|00[89]|d[89a-f]|fff[ef])", re.IGNORECASE)

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]|NaN|-?Infinity|-?[0-9][0-9.eE+-]*+', re.DOTALL)
_DEEP = 500
"""A depth that nobody means: less than what stops JSON's reader, which differs from place to place."""

_MANY_DIGITS = 4000
"""Python reads whole numbers of up to 4,300 digits."""


class _NumberError(ValueError):
    """A number that JSON does not have, or that is too large."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number[:20]} is no number in JSON")
        self.number = number


def _no_number(text: str) -> NoReturn:
    raise _NumberError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _no_number(text)
    return number


# Not strict: a raw tab inside a text harms nobody.
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number, strict=False)


def parse_csl_lines(text: str, path: str) -> Parsed:
    """Return the records of a file with one CSL-JSON object a line.

    Args:
        text: The file's text; empty lines are passed over. A file that holds one JSON array, or
            one object over several lines, is read as such.
        path: POSIX path relative to the site.

    Returns:
        Records whose key is the CSL id as text. A broken line is one error `json-syntax` or
        `json-shape`, and the others live.
    """
    text = unify_newlines(text)
    first = _AFTER_SPACE.search(text)
    if first is not None and first[0] != "{" and not _begins_with_a_line(text):
        return parse_csl(text, path)
    lines = text.split("\n")
    if first is not None and lines[text.count("\n", 0, first.start())].strip() == "{":
        return parse_csl(text, path)
    records: list[RawRecord] = []
    problems: list[Diagnostic] = []
    for number, line in enumerate(lines, start=1):
        if not line or line.isspace():
            continue
        value, complaint = _decode(line, path, number)
        if isinstance(value, dict):
            locate = CslLocate(line, 0, number, 1)
            records.append(_record(path, len(records), value, number, locate))
        elif complaint is not None:
            problems.append(complaint)
        else:
            at = Position(number, 1)
            problems.append(problem(path, at, "json-shape", "expected an object in this line"))
    return tuple(records), _not_too_many(problems)


def _begins_with_a_line(text: str) -> bool:
    """Tell whether the first line is JSON by itself, and something follows it."""
    line, _, following = text.lstrip().partition("\n")
    return bool(following.strip()) and _decode(line, "", 1)[1] is None


def parse_csl(text: str, path: str) -> Parsed:
    """Return the records of a CSL-JSON file: an array, one object, or `{"items": [...]}`.

    Args:
        text: The file's text.
        path: POSIX path relative to the site.

    Returns:
        Records whose key is the CSL id as text. JSON that cannot be read is one error
        `json-syntax`, and there are no records then; members that are no objects are
        `json-shape`.
    """
    text = unify_newlines(text)
    if not text.strip():
        return (), (problem(path, Position(1, 1), "empty-file", "the file is empty"),)
    value, complaint = _decode(text, path, 1)
    if complaint is not None:
        return (), (complaint,)
    inside: Loc = ()
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value, inside = value["items"], ("items",)
    if isinstance(value, dict):
        locate = CslLocate(text, 0, 1, 1)
        return (_record(path, 0, value, locate(()).line, locate),), ()
    if not isinstance(value, list):
        message = "expected CSL-JSON: an array of objects"
        return (), (problem(path, Position(1, 1), "json-shape", message),)
    return _members(value, text, path, inside)


def _members(value: list[Any], text: str, path: str, inside: Loc) -> Parsed:
    records: list[RawRecord] = []
    problems: list[Diagnostic] = []
    start = _descend(text, 0, inside)[0]
    line, counted = 1, 0
    # `value` and the text hold the same members: only their places are looked up here.
    for member, (offset, end) in zip(value, _member_spans(text, start), strict=False):
        line += text.count("\n", counted, offset)
        counted = offset
        column = offset - text.rfind("\n", 0, offset) if line > 1 else offset + 1
        if isinstance(member, dict):
            locate = CslLocate(text[offset:end], 0, line, column)
            records.append(_record(path, len(records), member, line, locate))
        else:
            at = Position(line, column)
            problems.append(problem(path, at, "json-shape", "expected an object in this array"))
    return tuple(records), _not_too_many(problems)


def _not_too_many(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    if len(problems) <= _MAX_PROBLEMS:
        return tuple(problems)
    first_left_out = problems[_MAX_PROBLEMS]
    at = Position(first_left_out.line, first_left_out.column)
    more = f"{len(problems) - _MAX_PROBLEMS} more problems of this kind follow"
    return (*problems[:_MAX_PROBLEMS], problem(first_left_out.path, at, "json-syntax", more))


def _record(path: str, index: int, data: dict[str, Any], line: int, locate: "CslLocate") -> RawRecord:
    key = data.get("id")
    is_name = isinstance(key, str | int | float) and not isinstance(key, bool)
    return RawRecord(path, index, line, "csl", str(key) if is_name else "", data, locate)


def _decode(text: str, path: str, line: int) -> tuple[Tree, Diagnostic | None]:
    """Return the value of a JSON text, or None and what is wrong with it."""
    try:
        value: Tree = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        at = position_at(text, error.pos, line)
        return None, problem(path, at, "json-syntax", _said(error), _hint(error, text))
    except (ValueError, RecursionError) as error:
        at = position_at(text, _offset_of(error, text), line)
        said = str(error) if isinstance(error, _NumberError) else "a number has too many digits"
        if isinstance(error, RecursionError):
            said = "values are nested too deep"
        return None, problem(path, at, "json-syntax", said)
    if _BAD_ESCAPE.search(text):
        value = _printable_tree(value)
    return value, None


def _offset_of(error: Exception, text: str) -> int:
    """Return where a text holds what JSON's reader refuses without saying where."""
    depth = 0
    for token in _TOKEN.finditer(text):
        if isinstance(error, RecursionError):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
            is_found = depth > _DEEP
        elif isinstance(error, _NumberError):
            is_found = token[0] == error.number
        else:
            is_found = len(token[0]) > _MANY_DIGITS and token[0].lstrip("-").isdecimal()
        if is_found:
            return token.start()
    return 0


def _said(error: json.JSONDecodeError) -> str:
    return f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}".rstrip(": ")


def _hint(error: json.JSONDecodeError, text: str) -> str | None:
    here = text[error.pos : error.pos + 1]
    if error.msg.startswith("Extra data"):
        return "one object a line belongs in a .jsonl file; many in one .json file need [ ] around"
    if here == "'" or here.isalpha():
        return "names and texts need double quotes"
    if here in ("}", "]"):
        return "no comma may stand before a closing bracket"
    if "Unterminated string" in error.msg:
        return 'close the text with a double quote; quotes inside it are written \\"'
    return None


def _printable_tree(value: Tree) -> Tree:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable_tree(item) for item in value]
    if isinstance(value, dict):
        return {printable(key): _printable_tree(item) for key, item in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class CslLocate:
    """Finds places of one object by walking through its text again.

    Attributes:
        text: The object's JSON.
        start: Where in `text` it begins, in characters.
        line: The file's line that `text` begins on.
        column: The column that `text` begins at.
    """

    text: str
    start: int
    line: int
    column: int

    def __call__(self, loc: Loc) -> Position:
        """Return the position of a member's name or an array's item, else of the nearest parent."""
        shown = _descend(self.text, self.start, loc)[1]
        return position_at(self.text, shown, self.line, self.column)


def _descend(text: str, start: int, loc: Loc) -> tuple[int, int]:
    """Return where the value at `loc` begins, and the offset to show for it."""
    value = _skip(text, start)
    shown = value
    for part in loc:
        found = _child(text, value, part)
        if found is not None:
            value, shown = found
    return value, shown


def _child(text: str, value: int, part: str | int) -> tuple[int, int] | None:
    opening = text[value : value + 1]
    if opening == "{":
        for name, shown, begin in _object_members(text, value):
            if name == part:
                return begin, shown
    elif opening == "[" and isinstance(part, int):
        for index, (begin, _) in enumerate(_member_spans(text, value)):
            if index == part:
                return begin, begin
    return None


def _object_members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield name, offset of the name and offset of the value of an object's members."""
    position = _skip(text, start + 1)
    while text[position : position + 1] == '"':
        named = _skip_value(text, position)
        if named is None:
            return
        name, end = named
        begin = _skip(text, _skip(text, end) + 1)
        yield str(name), position, begin
        passed = _skip_value(text, begin)
        if passed is None:
            return
        position = _skip(text, _skip(text, passed[1]) + 1)


def _member_spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield begin and end of an array's members."""
    position = _skip(text, start + 1)
    while text[position : position + 1] not in ("]", ""):
        passed = _skip_value(text, position)
        if passed is None:
            return
        yield position, passed[1]
        position = _skip(text, _skip(text, passed[1]) + 1)


def _skip_value(text: str, position: int) -> tuple[Any, int] | None:
    try:
        return _DECODER.raw_decode(text, position)
    except (ValueError, RecursionError):
        return None


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return position if found is None else found.end()
