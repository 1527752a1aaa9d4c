"""Formulas that cannot be converted: readers will see their TeX source."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.errors import Diagnostic, Loc, Position, Severity
from generator.formats.records import RawRecord
from generator.schema.canonical import in_source
from generator.text.mathml import math_problem
from generator.text.prose import prose_of
from generator.text.tex_math import MATH_PATTERN, math_of, may_hold_math

_FIELDS: Final = ("title", "abstract", "biography", "body", "tldr")
_MATH: Final = re.compile(MATH_PATTERN, re.DOTALL)
_MAX_SHOWN: Final = 60


def formula_notes(
    raw: RawRecord, data: Mapping[str, Any], written: Mapping[str, Loc]
) -> Iterator[Diagnostic]:
    """Yield a note for each formula of a record that is shown as its source, at its place.

    Args:
        data: The record under our field names.
        written: Where our fields stand in the source, for those that have another name there.
    """
    for field in _FIELDS:
        text = data.get(field)
        if isinstance(text, str) and may_hold_math(text):
            for match in _MATH.finditer(prose_of(text)):
                tex, display = math_of(match)
                reason = math_problem(tex, display=display)
                if reason:
                    where = _place(raw, match[0], in_source((field,), dict(written)))
                    yield _note(raw.path, where, tex, reason)


def _place(raw: RawRecord, formula: str, at: Loc) -> Position:
    found = raw.body.find(formula)
    if found < 0:
        return raw.locate(at)
    line_start = raw.body.rfind("\n", 0, found) + 1
    return Position(raw.body_line + raw.body.count("\n", 0, found), found - line_start + 1)


def _note(path: str, where: Position, tex: str, reason: str) -> Diagnostic:
    shown = " ".join(tex.split())
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[: _MAX_SHOWN - 1]}…"
    message = f"the formula '{shown}' is shown as its source: {reason}"
    hint = "write it with standard LaTeX commands; a dollar sign that is none of math is \\$"
    return Diagnostic(path, *where, Severity.NOTE, "bad-math", message, hint)
