"""What the commands print: problems, summaries, progress."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import Diagnostic, Severity

if TYPE_CHECKING:
    from generator.pipeline import Progress

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}

MAX_NOTES = 20
"""Notes that a build prints; `check` prints them all."""


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


def print_problems(problems: Iterable[Diagnostic], max_notes: int | None = None) -> None:
    """Print problems as a compiler does; beyond `max_notes` notes are only counted."""
    colored = sys.stderr.isatty()
    notes = 0
    for problem in problems:
        if problem.severity is Severity.NOTE:
            notes += 1
            if max_notes is not None and notes > max_notes:
                continue
        text = problem.format_text()
        if colored:
            mark = f"{problem.severity}[{problem.code}]"
            text = text.replace(mark, _styled(_COLORS[problem.severity], mark, wanted=True), 1)
        tell(text)
    if max_notes is not None and notes > max_notes:
        tell(f"and {notes - max_notes} more notes; 'byline check' lists them all")


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
