"""Values that earlier builds recorded: `content/history.jsonl`, one day a line.

{"date": "2026-11-22", "authors": {"ada": {"citations": [{"value": 29, "kind": "reported", "source": "X"}]}}}
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import Diagnostic, Severity
from generator.formats.decoding import decode
from generator.model import HistoryPoint, PersonId
from generator.text.dates import parse_date

HISTORY_FILE = "content/history.jsonl"

History = Mapping[PersonId, tuple[HistoryPoint, ...]]


def load_history(site: Path) -> tuple[History, frozenset[str], tuple[Diagnostic, ...]]:
    """Return the recorded values by person in order of days, the days, and what cannot be read.

    A line that is not understood is a warning: it stays in the file, and nothing is drawn from it.
    """
    try:
        content = (site / HISTORY_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}, frozenset(), ()
    except OSError as error:
        return {}, frozenset(), (_problem(1, f"the file cannot be read: {error.strerror}"),)
    text, problems = decode(content, HISTORY_FILE)
    found: dict[PersonId, list[HistoryPoint]] = defaultdict(list)
    days: set[str] = set()
    diagnostics = list(problems) if content.strip() else []
    for number, line in enumerate((text or "").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            day, points = _parse_line(line)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            diagnostics.append(_problem(number, f"this line is no record of a day: {error}"))
            continue
        if day in days:
            diagnostics.append(_problem(number, f"{day} is recorded twice; the first record is used"))
            continue
        days.add(day)
        for person, point in points:
            found[person].append(point)
    history = {person: tuple(sorted(points, key=lambda p: p.day)) for person, points in found.items()}
    return history, frozenset(days), tuple(diagnostics)


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
                if isinstance(value, bool) or not isinstance(value, int | float):
                    raise ValueError(f"{slug}: {metric} is no number")  # noqa: TRY004  # a line's content
                kind, source = str(record.get("kind", "")), str(record.get("source") or "")
                yield PersonId(slug), HistoryPoint(day, metric, value, kind, source)


def format_day(day: str, authors: Mapping[str, Mapping[str, list[dict[str, object]]]]) -> str:
    """Return the line that records a day."""
    return json.dumps({"date": day, "authors": authors}, ensure_ascii=False, sort_keys=True) + "\n"


def append_day(site: Path, line: str) -> None:
    """Add a line at the end of the history.

    Raises:
        OSError: The file cannot be written.
    """
    file = site / HISTORY_FILE
    with file.open("a+b") as opened:
        opened.seek(0, 2)
        lead = b""
        if opened.tell():
            opened.seek(-1, 2)
            lead = b"" if opened.read(1) == b"\n" else b"\n"
        opened.write(lead + line.encode())


def _problem(line: int, message: str) -> Diagnostic:
    return Diagnostic(HISTORY_FILE, line, 1, Severity.WARNING, "bad-history", message)
