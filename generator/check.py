"""Problems as text, as GitHub's annotations, and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence

from generator.errors import Diagnostic, Severity

_GITHUB_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def format_problems(problems: Sequence[Diagnostic], form: str) -> str:
    """Return the problems as `text`, `github` or `json`, without a final line break."""
    if form == "json":
        return _format_json(problems)
    if form == "github":
        return "\n".join(map(_format_github, problems))
    counts = Counter(p.severity for p in problems)
    total = ", ".join(f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in Severity if counts[s])
    return "\n".join([*(p.format_text() for p in problems), total or "no problems"])


def _format_json(problems: Sequence[Diagnostic]) -> str:
    counts = Counter(p.severity for p in problems)
    document = {
        "schema": "byline/check/1",
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "severity": str(p.severity),
                "code": p.code,
                "message": p.message,
                "hint": p.hint,
            }
            for p in problems
        ],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _format_github(problem: Diagnostic) -> str:
    text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    title = _property(f"{problem.severity}[{problem.code}]")
    return f"::{_GITHUB_COMMANDS[problem.severity]} {place},title={title}::{_data(text)}"


def _data(text: str) -> str:
    # The escapes of GitHub's workflow commands (actions/toolkit, packages/core/src/command.ts).
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
