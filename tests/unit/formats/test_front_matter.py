"""Markdown with front matter."""

import pytest

from generator.errors import Position
from generator.formats.front_matter import parse_front_matter


def test_fields_and_body_are_told_apart() -> None:
    text = "---\ntitle: A\nlinks:\n  github: x\n---\n\nBody --- with dashes\n---\nmore\n"
    (record,), problems = parse_front_matter(text, "a.md")
    assert not problems
    assert record.data == {"title": "A", "links": {"github": "x"}}
    assert record.body == "\nBody --- with dashes\n---\nmore\n"
    assert (record.line, record.body_line) == (1, 6)
    assert record.locate(("links", "github")) == Position(4, 3)


def test_windows_line_ends_a_byte_order_mark_and_blanks_behind_the_fence_are_fine() -> None:
    (record,), problems = parse_front_matter("\ufeff--- \r\ntitle: A\r\n---\t\r\nBody\r\n", "a.md")
    assert not problems
    assert (record.data, record.body, record.body_line) == ({"title": "A"}, "Body\n", 4)


def test_a_file_without_front_matter_is_all_body() -> None:
    (record,), problems = parse_front_matter("# Title\n\n---\n", "a.md")
    assert not problems
    assert (record.data, record.body, record.body_line) == ({}, "# Title\n\n---\n", 1)
    assert record.locate(("title",)) == Position(1, 1)


@pytest.mark.parametrize("text", ["---\n---\nx", "---\n# nothing\n---\nx"])
def test_empty_front_matter_has_no_fields(text: str) -> None:
    (record,), problems = parse_front_matter(text, "a.md")
    assert (record.data, record.body, problems) == ({}, "x", ())


def test_front_matter_that_never_closes_is_an_error_with_a_hint() -> None:
    records, (problem,) = parse_front_matter("---\ntitle: A\n\nBody\n", "a.md")
    assert records == ()
    assert problem.code == "front-matter"
    assert "---" in (problem.hint or "")


@pytest.mark.parametrize(("text", "name"), [("+++\na = 1\n+++\n", "TOML"), ("{\n}\n", "JSON")])
def test_front_matter_of_other_kinds_is_named(text: str, name: str) -> None:
    records, (problem,) = parse_front_matter(text, "a.md")
    assert records == ()
    assert name in problem.message


def test_errors_count_lines_from_the_top_of_the_file() -> None:
    records, (problem,) = parse_front_matter("---\ntitle: a\nnote: b: c\n---\n", "a.md")
    assert records == ()
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", 3, 8)


def test_a_list_is_no_front_matter() -> None:
    records, (problem,) = parse_front_matter("---\n- a\n---\n", "a.md")
    assert records == ()
    assert problem.code == "front-matter"
