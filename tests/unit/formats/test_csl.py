"""CSL-JSON to records."""

import pickle

import pytest

from generator.errors import Position
from generator.formats.csl import parse_csl, parse_csl_lines


def test_each_line_is_a_record_and_a_broken_one_is_one_error() -> None:
    text = '{"id": "a", "title": "A"}\n\n{"id": "b", "title":}\n[1]\r\n{"id": 7}\n'
    records, problems = parse_csl_lines(text, "a.jsonl")
    assert [(r.key, r.index, r.line) for r in records] == [("a", 0, 1), ("7", 1, 5)]
    assert [(p.code, p.line) for p in problems] == [("json-syntax", 3), ("json-shape", 4)]
    assert problems[0].column == 21


def test_places_in_a_line_are_found() -> None:
    (record,), _ = parse_csl_lines('\n{"id": "a", "author": [{"family": "X"}, {"family": "Y"}]}', "a.jsonl")
    assert record.locate(("author",)) == Position(2, 13)
    assert record.locate(("author", 1, "family")) == Position(2, 42)
    assert record.locate(("issued",)) == Position(2, 1)
    assert pickle.loads(pickle.dumps(record)).locate(("id",)) == Position(2, 2)  # noqa: S301


def test_an_array_is_read_with_the_lines_of_its_members() -> None:
    text = '[\n  {"id": "a"}, 3,\n  {"id": "b",\n   "title": "B"}\n]'
    records, (problem,) = parse_csl(text, "a.json")
    assert [(r.key, r.line) for r in records] == [("a", 2), ("b", 3)]
    assert records[1].locate(("title",)) == Position(4, 4)
    assert (problem.code, problem.line, problem.column) == ("json-shape", 2, 16)


def test_one_object_and_a_list_of_items_are_read_too() -> None:
    assert parse_csl('{"id": "a"}', "a.json")[0][0].key == "a"
    (record,), _ = parse_csl('{"x": 1, "items": [\n{"id": "b"}]}', "a.json")
    assert (record.key, record.line) == ("b", 2)


@pytest.mark.parametrize("text", ['[{"id": "a"}]', '{\n "id": "a"\n}', '\n[\n{"id": "a"}\n]'])
def test_whole_json_in_a_file_of_lines_is_understood(text: str) -> None:
    (record,), problems = parse_csl_lines(text, "a.jsonl")
    assert (record.key, problems) == ("a", ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{"a": 1,}', "comma"),
        ("{'a': 1}", "double quotes"),
        ('{"a": None}', "double quotes"),
        ('{"a": "x}', "double quote"),
        ('{"a": 1}{"b": 2}', ".jsonl"),
    ],
)
def test_usual_mistakes_come_with_a_hint(text: str, hint: str) -> None:
    records, (problem,) = parse_csl(text, "a.json")
    assert records == ()
    assert problem.code == "json-syntax"
    assert hint in (problem.hint or "")


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", "9" * 5000, "[" * 100_000])
def test_values_that_json_cannot_carry_on_are_errors(value: str) -> None:
    records, (problem,) = parse_csl_lines(f'{{"id": "a", "volume": {value}}}', "a.jsonl")
    assert records == ()
    assert problem.code == "json-syntax"


def test_escapes_cannot_smuggle_controls_or_half_characters_in() -> None:
    text = '{"id": "a", "title": "x\\ud800\\u0000\\ud83d\\ude00"}'
    (record,), _ = parse_csl_lines(text, "a.jsonl")
    assert record.data["title"] == "x😀"


@pytest.mark.parametrize("first", ["1", "[]", "[1, 2]", '"text"', "null"])
def test_a_first_line_that_is_no_object_leaves_the_others_alive(first: str) -> None:
    records, problems = parse_csl_lines(f'\n{first}\n{{"id": "a"}}\n{{"id"}}\n{{"id": "b"}}\n', "a.jsonl")
    assert [record.key for record in records] == ["a", "b"]
    assert [(p.line, p.code) for p in problems] == [(2, "json-shape"), (4, "json-syntax")]


@pytest.mark.parametrize(
    ("value", "column", "message"),
    [
        ("9" * 10_000, 26, "a number has too many digits"),
        ("[" * 100_000, 525, "values are nested too deep"),
        ("NaN", 26, "NaN is no number in JSON"),
        ("1e999", 26, "1e999 is no number in JSON"),
    ],
)
def test_what_the_reader_cannot_carry_is_found_in_its_column(value: str, column: int, message: str) -> None:
    text = f'{{"id": "a"}}\n{{"t": "[[ NaN 1e9", "n": {value}}}\n'
    _, (problem,) = parse_csl_lines(text, "a.jsonl")
    assert (problem.line, problem.column, problem.message) == (2, column, message)
