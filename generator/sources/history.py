"""Values that earlier builds recorded: `content/history.jsonl`, one day a line.

{"date": "2026-11-22", "authors": {"ada": {"citations": [{"value": 29, "kind": "reported", "source": "X"}]}}}
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import Diagnostic, OutsideError, Severity
from generator.formats.decoding import decode
from generator.model import HistoryPoint, PersonId
from generator.text.dates import parse_date

HISTORY_FILE = "content/history.jsonl"

LARGEST = 1e15
"""Above it a float is no whole number any more; it also keeps out what is no number at all."""

_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CONFLICT = "a merge left its marks here: both sides are read"

History = Mapping[PersonId, tuple[HistoryPoint, ...]]


def load_history(site: Path) -> tuple[History, frozenset[str], tuple[Diagnostic, ...]]:
    """Return the recorded values by person in order of days, the days, and what cannot be read.

    A line that is not understood is a warning: it stays in the file, and nothing is drawn from it.
    """
    if _is_endless(site / HISTORY_FILE):
        # The walk of the sources says so.
        return {}, frozenset(), ()
    try:
        content = (site / HISTORY_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}, frozenset(), ()
    except OSError as error:
        return {}, frozenset(), (_problem(1, f"the file cannot be read: {error.strerror}"),)
    text, problems = decode(content, HISTORY_FILE)
    reader = _Reader(list(problems) if content.strip() else [])
    for number, line in enumerate((text or "").split("\n"), start=1):
        if line.startswith(_MARKERS):
            reader.take_marker(number, line)
        elif line.strip():
            reader.take_day(number, line)
    return reader.history(), frozenset(reader.days), tuple(reader.problems)


class _Reader:
    """Takes the lines of a history one by one."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self.problems = problems
        self.days: dict[str, None] = {}
        self._latest = ""
        self._points: dict[PersonId, list[HistoryPoint]] = defaultdict(list)

    def history(self) -> History:
        """Return what was taken, by person in order of days."""
        return {person: tuple(sorted(points, key=lambda p: p.day)) for person, points in self._points.items()}

    def take_marker(self, number: int, line: str) -> None:
        """Take a line that a merge has left; the first of each conflict is reported."""
        if line.startswith(_MARKERS[0]):
            self.problems.append(_problem(number, _CONFLICT, "keep the lines between, remove the marks"))

    def take_day(self, number: int, line: str) -> None:
        """Take a line that should be a day."""
        try:
            day, points = _parse_line(line)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            self.problems.append(_problem(number, f"this line is no record of a day: {error}"))
            return
        if day in self.days:
            self.problems.append(_problem(number, f"{day} is recorded twice; the first record is used"))
            return
        self.days[day] = None
        if day < self._latest:
            message = f"{day} stands after {self._latest}: it was recorded with an earlier 'as_of'"
            hint = "remove the line if the day is wrong; the chart is in order of days"
            self.problems.append(_problem(number, message, hint, Severity.NOTE))
        self._latest = max(self._latest, day)
        for person, point in points:
            self._points[person].append(point)


def _parse_line(line: str) -> tuple[str, list[tuple[PersonId, HistoryPoint]]]:
    record = json.loads(line)
    day = parse_date(str(record["date"])) if "date" in record else None
    if day is None or not day.day:
        raise ValueError("it has no full 'date'")
    return day.isoformat(), list(_points(day.isoformat(), record.get("authors", {})))


def _points(
    day: str, authors: Mapping[str, Mapping[str, list[dict[str, object]]]]
) -> Iterator[tuple[PersonId, HistoryPoint]]:
    for slug, metrics in authors.items():
        for metric, records in metrics.items():
            for record in records:
                value = record.get("value")
                if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
                    raise ValueError(f"{slug}: {metric} is no number")
                kind, source = str(record.get("kind", "")), str(record.get("source") or "")
                yield PersonId(slug), HistoryPoint(day, metric, value, kind, source)


def format_day(day: str, authors: Mapping[str, Mapping[str, list[dict[str, object]]]]) -> str:
    """Return the line that records a day."""
    return json.dumps({"date": day, "authors": authors}, ensure_ascii=False, sort_keys=True) + "\n"


def append_day(site: Path, line: str) -> None:
    """Add a line at the end of the history.

    Raises:
        OutsideError: The file cannot be written.
    """
    if _is_endless(site / HISTORY_FILE):
        raise OutsideError(f"{HISTORY_FILE} cannot be written: it is a pipe, socket or device")
    try:
        _append(site / HISTORY_FILE, line)
    except OSError as error:
        raise OutsideError(f"{HISTORY_FILE} cannot be written: {error.strerror}") from error


def _is_endless(file: Path) -> bool:
    """Tell whether reading a file, or what it links to, might never end."""
    return file.exists() and not file.is_file() and not file.is_dir()


def _append(file: Path, line: str) -> None:
    with file.open("a+b") as opened:
        end = opened.seek(0, 2)
        lead = b""
        if end:
            opened.seek(-1, 2)
            lead = b"" if opened.read(1) == b"\n" else b"\n"
    try:
        with file.open("ab") as opened:
            opened.write(lead + line.encode())
    except OSError:
        # A full disk takes the first part of a line, which would be no record of any day.
        os.truncate(file, end)
        raise


def _problem(
    line: int, message: str, hint: str | None = None, severity: Severity = Severity.WARNING
) -> Diagnostic:
    return Diagnostic(HISTORY_FILE, line, 1, severity, "bad-history", message, hint)
