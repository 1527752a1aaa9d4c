"""Slips that YAML's own complaints do not name: what a line probably means, and how to write it."""

import re
from typing import NamedTuple

MAX_SHOWN = 70

_FIELD = r"[ \t]*(?:-[ \t]+)*"
# Blanks that look like a space and are none to YAML.
_ODD_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_ODD_BLANK = re.compile(rf"{_FIELD}[\w-]{{1,40}}:(?=[{_ODD_BLANKS}])")
_NO_SPACE = re.compile(rf"{_FIELD}(?P<name>[A-Za-z_][\w-]{{0,40}}):(?![\s/])(?P<value>.+)")
_VALUE = re.compile(rf"(?P<before>{_FIELD}(?:[\w -]{{1,40}}:[ \t]+)?)(?P<value>\S.*)")
_BEHIND_QUOTE = re.compile(r"(?P<quoted>'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")[ \t]*(?P<rest>[^\s#].*)")
_BEHIND_BRACKET = re.compile(r"(?P<bracket>\[[^\]]*\]|\{[^}]*\})[ \t]*(?P<rest>[^\s#].*)")
_INDENTED = re.compile(r"[ \t]+[\w-]+:\s")
_COLON = re.compile(r":(?=\s)")


class Slip(NamedTuple):
    """A slip and its cure.

    Attributes:
        line: Which line of the text it is in, from 0.
        column: From 1.
    """

    line: int
    column: int
    message: str
    hint: str


def slip_of_name(lines: list[str], line: int) -> Slip | None:
    """Return what is wrong with the name of a field in a line, or in the two lines above it."""
    for number in range(min(line, len(lines) - 1), max(line - 3, -1), -1):
        found = _slip_after_colon(lines[number], number)
        if found is not None:
            return found
    text = lines[line] if line < len(lines) else ""
    if line and _INDENTED.match(text) and len(_COLON.findall(text)) == 1:
        hint = "begin a field below the one above; text of several lines that holds ': ' needs quotes"
        return Slip(line, len(text) - len(text.lstrip()) + 1, "this line is indented too far", hint)
    return None


def _slip_after_colon(text: str, line: int) -> Slip | None:
    odd = _ODD_BLANK.match(text)
    if odd is not None:
        message = "a no-break space, or the like, stands after the colon"
        return Slip(line, odd.end() + 1, message, "type an ordinary space in its place")
    tight = _NO_SPACE.match(text)
    if tight is None:
        return None
    message = f"no space after the colon of '{tight['name']}'"
    return Slip(line, tight.end("name") + 1, message, f"write {tight['name']}: {_cut(tight['value'])}")


def slip_of_value(text: str, line: int) -> Slip | None:
    """Return what is wrong with a value that begins with a quotation mark or a bracket."""
    found = _VALUE.match(text)
    if found is None:
        return None
    value = found["value"].rstrip()
    shown = found["before"].strip().removeprefix("- ")
    behind = _BEHIND_QUOTE.match(value)
    if behind is not None:
        column = found.start("value") + behind.start("rest") + 1
        hint = f"put all of it in quotes: {_cut(f'{shown} {_in_quotes(value)}')}"
        return Slip(line, column, "text stands behind the closing quotation mark", hint)
    behind = _BEHIND_BRACKET.match(value)
    if behind is not None:
        column = found.start("value") + behind.start("rest") + 1
        hint = f"put text that begins with {value[0]} in quotes: {_cut(f'{shown} {_in_quotes(value)}')}"
        return Slip(line, column, "text stands behind the closing bracket", hint)
    return None


_BEGINNINGS = {
    "*": "means an alias in YAML",
    "&": "means an anchor in YAML",
    "|": "means that the text is in the lines below",
    ">": "means that the text is in the lines below",
    "?": "begins a key in YAML",
}


def slip_of_beginning(text: str, line: int) -> Slip | None:
    """Return what is wrong with a value that begins with a sign of YAML's."""
    found = _VALUE.match(text)
    if found is None or found["value"][0] not in _BEGINNINGS:
        return None
    value, sign = found["value"].rstrip(), found["value"][0]
    shown = found["before"].strip().removeprefix("- ")
    message = f"text that begins with '{sign}' {_BEGINNINGS[sign]}"
    hint = f"put it in quotes: {_cut(f'{shown} {_in_quotes(value)}')}"
    return Slip(line, found.start("value") + 1, message, hint)


def _in_quotes(value: str) -> str:
    """Return a value in the quotes that it does not hold itself."""
    mark = value[0]
    if mark in "'\"" and len(value) > 2 and value[-1] == mark and mark in value[1:-1]:
        value = value[1:-1]
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."
