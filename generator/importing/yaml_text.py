"""Trees to YAML that reads well in a diff and that Byline's own loader reads back unchanged."""

import re
from collections.abc import Mapping

from generator.formats.records import Tree

WIDTH = 100
"""Columns that folded text is wrapped at."""

_INDENT = 2

# What YAML and `decode` let pass as it is; everything else needs an escape.
_SAFE = "[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_SAFE_LINE = re.compile(f"{_SAFE}*")
_SAFE_LINES = re.compile(f"(?:{_SAFE}|[\n\t])*")
_UNSAFE = re.compile(r"[^ !#-\[\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile(r": | #|:$")
_PLAIN_START = re.compile(r"[^\W_]|[($/]")
_BREAK = re.compile(r"(?<=\S) (?=\S)")

# What another YAML parser takes for something else than text; ours does so for the first two only.
_WORDS = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def format_yaml(fields: Mapping[str, Tree], indent: int = 0, prose: frozenset[str] = frozenset()) -> str:
    """Return a mapping as block-style YAML, with a final line break; "" for an empty one.

    Args:
        fields: Numbers and booleans become what Byline's schema reads them from.
        indent: Blanks before each line.
        prose: Fields whose text is written as a block, folded where it is one long line.
    """
    return "".join(f"{line}\n" for line in _mapping(fields, indent, prose))


def _mapping(fields: Mapping[str, Tree], indent: int, prose: frozenset[str] = frozenset()) -> list[str]:
    lines: list[str] = []
    for key, value in fields.items():
        head = f"{' ' * indent}{_one_line(str(key))}:"
        inner = indent + _INDENT
        if isinstance(value, dict) and value:
            lines += [head, *_mapping(value, inner)]
        elif isinstance(value, list) and value:
            lines += [head, *(line for item in value for line in _item(item, inner))]
        elif isinstance(value, str) and (key in prose or "\n" in value):
            lines += _block(head, value, inner)
        else:
            lines.append(f"{head} {_scalar(value)}")
    return lines


def _item(value: Tree, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, dict) and value:
        lines = _mapping(value, indent + _INDENT)
    elif isinstance(value, list) and value:
        lines = [line for item in value for line in _item(item, indent + _INDENT)]
    else:
        return [f"{pad}- {_scalar(value)}"]
    return [f"{pad}- {lines[0][indent + _INDENT :]}", *lines[1:]]


def _block(head: str, text: str, indent: int) -> list[str]:
    """Return a text as a literal block, or folded where it is one long line."""
    if not text or text != text.strip() or not _SAFE_LINES.fullmatch(text):
        return [f"{head} {_one_line(text)}"]
    pad = " " * indent
    if "\n" in text:
        return [f"{head} |-", *(pad + line if line else "" for line in text.split("\n"))]
    return [f"{head} >-", *(pad + line for line in _wrapped(text, WIDTH - indent))]


def _wrapped(text: str, width: int) -> list[str]:
    """Return one line of text as several; joined by single blanks they are the text again."""
    lines: list[str] = []
    for piece in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] = f"{lines[-1]} {piece}"
        else:
            lines.append(piece)
    return lines


def _scalar(value: Tree) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return "null" if value is None else _one_line(str(value))


def _one_line(text: str) -> str:
    if not _SAFE_LINE.fullmatch(text):
        return f'"{_UNSAFE.sub(_escaped, text)}"'
    plain = _PLAIN_START.match(text) and text[-1] != " " and not _NOT_PLAIN.search(text)
    if plain and text.lower() not in _WORDS:
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
