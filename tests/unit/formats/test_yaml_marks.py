"""YAML as text, with positions."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from generator.errors import Position
from generator.formats import yaml_marks
from generator.formats.records import Parsed
from generator.formats.yaml_marks import parse_yaml


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed[1]]


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with both composers: they must not differ."""
    if request.param == "pure Python":
        monkeypatch.setattr(yaml_marks, "_loader", yaml_marks._PurePythonLoader)
    yaml_marks._compose_again.cache_clear()


def test_scalars_keep_the_text_they_were_written_with() -> None:
    text = "arxiv: 2301.00010\ncountry: NO\npages: 12:30\ndoi: 10.1000\ndate: 2025-01-02\nyes: 0x1F\n"
    (record,), problems = parse_yaml(text, "a.yaml")
    assert not problems
    assert record.data == {
        "arxiv": "2301.00010",
        "country": "NO",
        "pages": "12:30",
        "doi": "10.1000",
        "date": "2025-01-02",
        "yes": "0x1F",
    }


def test_a_plain_empty_scalar_is_nothing_but_a_quoted_one_is_text() -> None:
    (record,), _ = parse_yaml("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", "a.yaml")
    assert record.data == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_a_list_gives_a_record_for_each_item_with_its_line() -> None:
    records, problems = parse_yaml("# papers\n- title: a\n\n- title: b\n  date: 2025\n", "a.yaml")
    assert not problems
    assert [(r.index, r.line, r.data["title"]) for r in records] == [(0, 2, "a"), (1, 4, "b")]
    assert records[1].locate(("date",)) == Position(5, 3)


def test_an_item_that_is_no_mapping_is_an_error_and_the_others_live() -> None:
    records, (problem,) = parse_yaml("- title: a\n- just text\n- title: c\n", "a.yaml")
    assert [record.data for record in records] == [{"title": "a"}, {"title": "c"}]
    assert (problem.code, problem.line) == ("yaml-shape", 2)


def test_a_place_is_found_along_names_and_indexes() -> None:
    text = "title: a\nauthors:\n  - Ada Example\n  - name: Bo\n    orcid: 1\n"
    (record,), _ = parse_yaml(text, "a.yaml")
    locate = record.locate
    assert locate(("title",)) == Position(1, 1)
    assert locate(("authors", 1, "orcid")) == Position(5, 5)
    assert locate(("authors", 0)) == Position(3, 5)
    assert locate(()) == Position(1, 1)


def test_what_is_absent_stands_where_its_parent_does() -> None:
    (record,), _ = parse_yaml("title: a\nlinks:\n  github: x\n", "a.yaml")
    assert record.locate(("links", "orcid")) == Position(2, 1)
    assert record.locate(("authors", 3, "name")) == Position(1, 1)


def test_parts_that_name_a_union_member_are_stepped_over() -> None:
    (record,), _ = parse_yaml("authors:\n  - name: Bo\n", "a.yaml")
    assert record.locate(("authors", 0, "AuthorEntry", "name")) == Position(2, 5)


def test_records_and_their_locate_can_be_pickled() -> None:
    (record,), _ = parse_yaml("title: a\n", "a.yaml")
    copied = pickle.loads(pickle.dumps(record))  # noqa: S301  (our own bytes)
    assert copied == record
    assert copied.locate(("title",)) == Position(1, 1)


def test_a_field_written_twice_names_both_lines() -> None:
    (record,), (problem,) = parse_yaml("a: 1\nb: 2\na: 3\n", "a.yaml")
    assert record.data == {"a": "1", "b": "2"}
    assert (problem.code, problem.line) == ("duplicate-key", 3)
    assert "line 1" in problem.message


def test_anchors_aliases_and_merge_keys_work() -> None:
    text = "x: &home {city: Oslo, country: NO}\ny: *home\nz:\n  <<: *home\n  city: Bergen\n"
    (record,), problems = parse_yaml(text, "a.yaml")
    assert not problems
    assert record.data["y"] == {"city": "Oslo", "country": "NO"}
    assert record.data["z"] == {"city": "Bergen", "country": "NO"}
    assert record.locate(("z", "country")) == Position(1, 23)


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for name, inner in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{inner}'] * 9)}]")
    assert codes(parse_yaml("\n".join(lines), "a.yaml")) == ["yaml-size"]


def test_a_long_text_repeated_by_aliases_is_refused_too() -> None:
    text = f"a: &a {'x' * 50_000}\nb: [{','.join(['*a'] * 5_000)}]\n"
    assert codes(parse_yaml(text, "a.yaml")) == ["yaml-size"]


def test_an_alias_inside_what_it_names_is_refused() -> None:
    assert codes(parse_yaml("a: &x [*x]\n", "a.yaml")) == ["yaml-size"]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 50_000])
def test_deep_nesting_is_an_error_and_no_crash(text: str) -> None:
    assert codes(parse_yaml(text, "a.yaml")) == ["yaml-syntax"]


@pytest.mark.parametrize("value", ["!!python/object:os.system x", "!!int 3", "!mine x", "!!set {a}"])
def test_tags_are_not_understood(value: str) -> None:
    assert codes(parse_yaml(f"a: {value}\n", "a.yaml")) == ["yaml-tag"]


def test_the_tags_for_text_lists_and_mappings_are_fine() -> None:
    (record,), problems = parse_yaml("a: !!str 2020\nb: !!seq [x]\nc: !!map {d: e}\n", "a.yaml")
    assert not problems
    assert record.data == {"a": "2020", "b": ["x"], "c": {"d": "e"}}


def test_a_name_that_is_a_list_is_an_error() -> None:
    assert codes(parse_yaml("? [a]\n: b\nc: d\n", "a.yaml")) == ["yaml-key"]


def test_escapes_cannot_smuggle_controls_in() -> None:
    (record,), _ = parse_yaml('a: "x\\0\\x07\\u200by"\n', "a.yaml")
    assert record.data == {"a": "x\u200by"}


def test_a_second_document_is_an_error_unless_it_is_empty() -> None:
    records, problems = parse_yaml("---\na: b\n---\n", "a.yaml")
    assert (len(records), problems) == (1, ())
    (problem,) = parse_yaml("a: b\n---\nc: d\n", "a.yaml")[1]
    assert (problem.code, problem.line) == ("yaml-syntax", 3)


@pytest.mark.parametrize("text", ["# only a comment\n", "---\n", "~\n"])
def test_a_file_without_fields_is_empty(text: str) -> None:
    assert codes(parse_yaml(text, "a.yaml")) == ["empty-file"]


def test_a_colon_without_a_space_gets_a_hint() -> None:
    (problem,) = parse_yaml("title:Deep\n", "a.yaml")[1]
    assert problem.code == "yaml-shape"
    assert "space" in (problem.hint or "")


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("title: Deep: a study\n", 1, "quotes"),
        ("a:\n\t- b\n", 2, "spaces"),
        ("a: b\n\tc: d\n", 2, "spaces"),
        ("a: @home\n", 1, "quotes"),
        ("a: `code`\n", 1, "quotes"),
        ("a: *star\n", 1, "quotes"),
        ('a: "\\alpha \\q"\n', 1, "single quotes"),
        ("x: y\na: 'never closed\nb: c\n", 2, "close it"),
        ("a: [1, 2\nb: 3\n", 1, "bracket|quotes"),
        ("a: 'it's'\n", 1, "in quotes"),
        ("a: b\n c: d\n", 2, "quotes"),
        ("a: - b\n", 1, "line of its own"),
    ],
)
def test_usual_mistakes_come_with_a_hint_at_their_line(text: str, line: int, hint: str) -> None:
    records, (problem,) = parse_yaml(text, "a.yaml")
    assert records == ()
    assert (problem.code, problem.line) == ("yaml-syntax", line)
    assert any(part in (problem.hint or "") for part in hint.split("|"))


@pytest.mark.parametrize("make", [lambda: "a: " + "x" * 10_000_000, lambda: "a: [" + "x, " * 200_000 + "]"])
def test_one_huge_line_is_read(make: Callable[[], str], request: pytest.FixtureRequest) -> None:
    if "pure" in request.node.name:
        pytest.skip("takes the pure Python scanner too long")
    (record,), problems = parse_yaml(make(), "a.yaml")
    assert not problems
    value: Any = record.data["a"]
    assert len(value) >= 200_000
