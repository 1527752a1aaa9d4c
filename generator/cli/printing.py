"""What the commands print: problems, summaries, progress."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import Diagnostic, Severity

if TYPE_CHECKING:
    from generator.pipeline import Progress

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}

IN_CHECK = "'byline check' lists all problems"
"""Where the problems are that are not printed."""


def say(text: str = "") -> None:
    """Print a line of the answer."""
    print(text)


def write(text: str) -> None:
    """Print an answer exactly as it is."""
    sys.stdout.write(text)


def put(text: str) -> None:
    """Print a file's text as an answer: UTF-8, with the line ends that it has and no more."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()


def tell(text: str) -> None:
    """Print a line about the work, which is not part of the answer."""
    print(text, file=sys.stderr)


def complain(text: str, hint: str | None = None) -> None:
    """Print why the command ends without having done its work."""
    tell(_styled("31;1", "error", sys.stderr.isatty()) + f": {text}")
    if hint:
        tell(f"  hint: {hint}")


def _styled(code: str, text: str, wanted: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if wanted else text


def print_problems(problems: Iterable[Diagnostic], rest: str = IN_CHECK) -> None:
    """Print problems as a compiler does: errors, then warnings, then notes.

    Of many of one kind only the first ones are printed, and how many more there are.

    Args:
        rest: Says where all of them are listed, "" if nowhere.
    """
    shown = sorted(problems, key=lambda problem: _GRAVEST_FIRST[problem.severity])
    kinds = Counter((problem.severity, problem.code) for problem in shown)
    printed: Counter[tuple[Severity, str]] = Counter()
    for problem in shown:
        kind = (problem.severity, problem.code)
        most = _SHOWN_OF_A_KIND[problem.severity]
        printed[kind] += 1
        if kinds[kind] <= most + 1:
            _print_problem(problem)
        elif printed[kind] <= most:
            is_last = printed[kind] == most
            _print_problem(problem, f" (and {kinds[kind] - most} more of this kind)" if is_last else "")
    if rest and any(kinds[severity, code] > _SHOWN_OF_A_KIND[severity] + 1 for severity, code in kinds):
        tell(rest)


_GRAVEST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}
_SHOWN_OF_A_KIND = {Severity.ERROR: 100, Severity.WARNING: 10, Severity.NOTE: 1}


def _print_problem(problem: Diagnostic, more: str = "") -> None:
    text = (replace(problem, message=problem.message + more) if more else problem).format_text()
    if sys.stderr.isatty():
        mark = f"{problem.severity}[{problem.code}]"
        text = text.replace(mark, _styled(_COLORS[problem.severity], mark, wanted=True), 1)
    tell(text)


def count_problems(problems: Iterable[Diagnostic]) -> str:
    """Return "1 error, 2 warnings, 3 notes", or "no problems"."""
    counts = Counter(p.severity for p in problems)
    parts = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "no problems"


@contextmanager
def progress() -> "Iterator[Progress]":
    """Show progress: a bar on a terminal, plain lines for what takes long elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        # Without its own thread of refreshes: workers can be forked only from a single thread.
        task = bar.add_task("load", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None, refresh=True)

        yield show


LINE_EVERY = 5000
"""Files between two lines of progress where there is no terminal."""


def _plain_progress() -> "Progress":
    said = {"at": 0}

    def show(stage: str, done: int, total: int) -> None:
        if total >= LINE_EVERY and done - said["at"] >= LINE_EVERY:
            said["at"] = done
            tell(f"{stage}: {done} of {total} files")

    return show
