"""`--record`: a series of days that git keeps, whatever clock and merges do to it."""

import json
import os
from pathlib import Path

import pytest

from generator.errors import OutsideError, Severity
from generator.metrics.definitions import AUTHOR_METRICS
from generator.pipeline import Request, build
from generator.sources.history import HISTORY_FILE, append_day, load_history


def write_site(folder: Path, citations: int = 3, hide: str = "") -> Path:
    for path, text in {
        "site.yaml": "title: Lab\n",
        "authors/ada.yaml": f"name: Ada Example\nhide: [{hide}]\n"
        "reported: {source: Index, date: 2026-01-28, h_index: 11}\n",
        "papers/one.yaml": "title: One\nauthors: [Ada Example, Ben Other]\ndate: 2020\n"
        f"citations: {citations}\n",
    }.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, encoding="utf-8")
    return folder


def record(folder: Path, day: str, output: str = "output") -> str:
    """Build and record; return Ada's profile."""
    build(Request(site=folder, output=folder / output, as_of=day, jobs=1, record=True))
    return (folder / output / "authors" / "ada.html").read_text("utf-8")


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / HISTORY_FILE).read_text("utf-8").splitlines()]


def test_a_day_is_recorded_once_with_all_that_is_computed_and_reported(tmp_path):
    write_site(tmp_path)
    record(tmp_path, "2026-02-01")
    write_site(tmp_path, citations=4)
    record(tmp_path, "2026-02-01")
    (day,) = lines(tmp_path)
    assert day["date"] == "2026-02-01"
    ada = day["authors"]["ada"]
    assert ada["h_index"] == [
        {"kind": "reported", "source": "Index", "value": 11},
        {"kind": "computed", "value": 1},
    ]
    assert ada["citations"] == [{"kind": "computed", "value": 3}]
    assert ada.keys() == set(AUTHOR_METRICS) - {"novelty", "score", "ai_score", "openness"}
    assert "ben-other" not in day["authors"]


def test_scheduled_builds_make_a_series_that_their_own_pages_show(tmp_path):
    write_site(tmp_path)
    assert "is-trend" not in record(tmp_path, "2026-02-01")
    write_site(tmp_path, citations=7)
    page = record(tmp_path, "2026-03-01")
    assert "is-trend" in page
    assert '<time datetime="2026-03-01">Mar 1, 2026</time></th><td>7</td>' in page
    # The file that it wrote changes nothing: a clean build of the same day gives the same page.
    build(Request(site=tmp_path, output=tmp_path / "again", as_of="2026-03-01", jobs=1))
    assert (tmp_path / "again" / "authors" / "ada.html").read_text("utf-8") == page


def test_a_site_as_of_a_day_knows_nothing_of_later_days(tmp_path):
    write_site(tmp_path)
    for day in ("2026-02-01", "2026-03-01", "2026-04-01"):
        record(tmp_path, day)
    page = record(tmp_path, "2026-03-01")
    assert "2026-03-01" in page
    assert "2026-04-01" not in page


def test_a_day_recorded_with_an_earlier_clock_is_noted_and_drawn_in_its_place(tmp_path):
    write_site(tmp_path)
    for day in ("2026-03-01", "2026-02-01", "2026-04-01"):
        record(tmp_path, day)
    history, days, (note,) = load_history(tmp_path)
    assert [point.day for point in history["ada"] if point.metric == "papers"] == sorted(days)
    assert (note.line, note.severity, note.code) == (2, Severity.NOTE, "bad-history")


def test_both_sides_of_a_merge_are_read_and_its_marks_are_reported(tmp_path):
    write_site(tmp_path)
    sides = [json.dumps({"date": f"2026-0{n}-01", "authors": {}}) for n in (1, 2, 3)]
    text = "\n".join([sides[0], "<<<<<<< HEAD", sides[1], "=======", sides[2], ">>>>>>> main", ""])
    (tmp_path / HISTORY_FILE).write_text(text, encoding="utf-8")
    _, days, (problem,) = load_history(tmp_path)
    assert days == {"2026-01-01", "2026-02-01", "2026-03-01"}
    assert (problem.line, problem.severity) == (2, Severity.WARNING)


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path):
    write_site(tmp_path)
    (tmp_path / HISTORY_FILE).write_text('{"date": "2026-02-01", "auth', encoding="utf-8")
    record(tmp_path, "2026-02-01")
    _, days, (problem,) = load_history(tmp_path)
    assert days == {"2026-02-01"}
    assert problem.line == 1


def test_what_is_hidden_is_not_recorded(tmp_path):
    write_site(tmp_path, hide="h_index, citations")
    record(tmp_path, "2026-02-01")
    (day,) = lines(tmp_path)
    assert day["authors"]["ada"].keys() == {"papers", "i10_index", "coauthors"}


def test_a_history_that_cannot_be_written_is_a_failure_of_the_outside(tmp_path):
    write_site(tmp_path)
    (tmp_path / HISTORY_FILE).mkdir()
    with pytest.raises(OutsideError, match=r"content/history\.jsonl"):
        record(tmp_path, "2026-02-01")


def test_a_disk_that_takes_half_a_line_leaves_the_history_as_it_was(tmp_path):
    resource = pytest.importorskip("resource", reason="this system limits no file sizes")
    write_site(tmp_path)
    record(tmp_path, "2026-02-01")
    before = (tmp_path / HISTORY_FILE).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 40, limits[1]))
    try:
        with pytest.raises(OutsideError, match=r"content/history\.jsonl"):
            append_day(tmp_path, json.dumps({"date": "2026-03-01", "authors": {"x" * 100: {}}}) + "\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / HISTORY_FILE).read_bytes() == before


def test_a_device_in_the_place_of_the_history_is_neither_read_nor_written(tmp_path):
    write_site(tmp_path)
    # Of all devices the one that cannot keep this test waiting.
    (tmp_path / HISTORY_FILE).symlink_to(os.devnull)
    problems = build(Request(site=tmp_path, jobs=1)).diagnostics
    assert [p.code for p in problems if p.path == HISTORY_FILE] == ["symlink"]
    with pytest.raises(OutsideError, match=r"content/history\.jsonl cannot be written"):
        record(tmp_path, "2026-02-01")
