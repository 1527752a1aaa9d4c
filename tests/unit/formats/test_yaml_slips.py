"""Slips in YAML, and what is said of them."""

import pytest

from generator.errors import Severity
from generator.formats import yaml_marks
from generator.formats.yaml_marks import parse_yaml


@pytest.fixture(params=["libyaml", "pure Python"])
def parse(request, monkeypatch):
    """Return the parser, on each of the two YAML libraries."""
    if request.param == "pure Python":
        monkeypatch.setattr(yaml_marks, "_loader", yaml_marks._PurePythonLoader)
    return lambda text: parse_yaml(text, "a.yaml")


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("title:\u00a0T\ndate: 2020\n", (1, 7), "no-break space", "ordinary space"),
        ("date: 2020\ntitle:\u3000T\nvenue: X\n", (2, 7), "no-break space", "ordinary space"),
        ("title:T\ndate: 2020\n", (1, 6), "no space after the colon of 'title'", "write title: T"),
        ("date: 2020\ntitle:T\nvenue: X\n", (2, 6), "no space after the colon", "write title: T"),
        ("- title: A\n  date:2020\n- title: B\n", (2, 7), "no space after", "write date: 2020"),
        ("title: A\n  date: 2020\n", (2, 3), "indented too far", "below the one above"),
        ('title: "Reading" and writing\n', (1, 18), "closing quotation mark", "'\"Reading\" and writing'"),
        ("title: 'Reading' and writing\n", (1, 18), "closing quotation mark", "\"'Reading' and writing\""),
        ("title: 'It's'\n", (1, 12), "closing quotation mark", 'title: "It\'s"'),
        ('authors:\n  - "Bo" Other\n', (2, 10), "closing quotation mark", "- '\"Bo\" Other'"),
        ("title: [Reply] to Smith\nvenue: X\n", (1, 16), "closing bracket", 'title: "[Reply] to Smith"'),
        ("title: {A} study\n", (1, 12), "closing bracket", 'title: "{A} study"'),
        ("title: *Everything*\n", (1, 8), "means an alias", 'title: "*Everything*"'),
        ("title: *Everything* is\ndate: 2\n", (1, 8), "means an alias", 'title: "*Everything* is"'),
        ("title: & more\n", (1, 8), "means an anchor", 'title: "& more"'),
        ("title: > quoted\n", (1, 8), "lines below", 'title: "> quoted"'),
    ],
)
def test_the_slip_is_named_with_the_line_to_write(parse, text, place, message, hint):
    records, (problem,) = parse(text)
    assert records == ()
    assert problem.code == "yaml-syntax"
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["title:T\n", "title:\u00a0T\n"])
def test_a_file_of_one_such_line_gets_the_same_hint(parse, text):
    _, (problem,) = parse(text)
    assert problem.code == "yaml-shape"
    assert "the colon" in problem.hint


def test_a_colon_in_the_second_line_of_a_text_is_no_matter_of_indentation(parse):
    _, (problem,) = parse("abstract: We read\n  and found this: nothing\n")
    assert "quotes" in problem.hint
    assert "indented" not in problem.message


@pytest.mark.parametrize(
    ("text", "column"), [("title: Something #1\n", 18), ("- name: C #x\n", 11), ("venue: Chapter # 4", 16)]
)
def test_text_that_a_hash_cuts_off_is_warned_of(parse, text, column):
    records, (problem,) = parse(text)
    assert len(records) == 1
    assert (problem.severity, problem.code) == (Severity.WARNING, "yaml-comment")
    assert (problem.line, problem.column) == (1, column)


@pytest.mark.parametrize(
    "text",
    [
        "title: Something # a remark\n",
        'title: "Something" #1\n',
        "title: C#\n",
        "date: 2020 #1\n",
        "title: Something\n#1 of two\n",
        "title: |\n  Something #1\n",
        "title: #1\n",
    ],
)
def test_remarks_and_hashes_that_stay_are_not_warned_of(parse, text):
    assert parse(text)[1] == ()
