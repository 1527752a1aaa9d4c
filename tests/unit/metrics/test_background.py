"""The file of background papers: what is read of it, and what is said of lines that are wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.background import parse_background
from generator.values import PartialDate

PATH = "content/background.jsonl"
FORMS = "(write YYYY, YYYY-MM or YYYY-MM-DD)"


def test_a_line_is_a_paper():
    line = json.dumps({"id": 7, "date": 2020, "title": "A", "abstract": "B", "doi": "10.1000/x", "z": []})
    (paper,), problems = parse_background(f"\n{line}\r\n", PATH)
    assert (paper.id, paper.date, paper.title, paper.abstract) == ("7", PartialDate(2020), "A", "B")
    assert (paper.doi, paper.arxiv, problems) == ("10.1000/x", "", ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("[]", "not an object with id, date, title and abstract"),
        ('{"date": "2020", "title": "A"}', "no 'id'"),
        ('{"id": "a", "date": "2020"}', "no 'title'"),
        ('{"id": "a", "date": "soon", "title": "A"}', f"not a date: 'soon' {FORMS}"),
        ('{"id": "a", "title": "A"}', f"not a date: '' {FORMS}"),
        ('{"id": ["a"], "date": "2020", "title": "A"}', "'id' is not text"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_paper_is_one_error_and_the_rest_lives(line, message):
    good = '{"id": "g", "date": "2020-02", "title": "Good"}'
    papers, (problem,) = parse_background(f"{line}\n{good}", PATH)
    assert [paper.id for paper in papers] == ["g"]
    assert problem.format_text().splitlines()[0] == f"{PATH}:1:1: error[bad-background]: {message}"


def test_an_id_that_stands_twice_is_an_error():
    line = '{"id": "a", "date": "2020", "title": "A"}'
    papers, (problem,) = parse_background(f"{line}\n{line}", PATH)
    assert (len(papers), problem.line) == (1, 2)


@given(st.text() | st.lists(st.just("["), min_size=5000, max_size=5000).map("".join))
def test_no_text_is_a_traceback(text):
    parse_background(text, PATH)
