from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.decoding import decode, printable
from generator.formats.yaml_marks import load_yaml
from generator.importing.yaml_text import format_yaml

TEXTS = st.text(max_size=80).filter(lambda text: printable(text) == text)
KEYS = st.text(min_size=1, max_size=20).filter(lambda text: printable(text) == text)
TREES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(0, 10_000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def as_loaded(tree: Any) -> Any:
    """What the loader makes of a tree: text, None, lists and mappings."""
    if isinstance(tree, dict):
        return {key: as_loaded(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_loaded(item) for item in tree]
    return tree if tree is None or isinstance(tree, str) else str(tree).lower()


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), st.sampled_from([frozenset(), frozenset("ab")]))
def test_whatever_is_written_is_read_back_unchanged(fields: dict[str, Any], prose: frozenset[str]) -> None:
    text, problems = decode(format_yaml(fields, prose=prose).encode(), "x.yaml")
    assert text is not None
    assert not problems
    loaded = load_yaml(text, "x.yaml")
    assert not loaded.diagnostics
    assert loaded.value == as_loaded(fields)


@given(TEXTS.filter(lambda text: text == text.strip()))
def test_prose_is_read_back_unchanged_however_it_is_folded(text: str) -> None:
    long = " ".join([text] * 6).strip()
    assert load_yaml(format_yaml({"abstract": long}, prose=frozenset({"abstract"})), "x").value == {
        "abstract": long
    }


@given(TEXTS)
def test_other_yaml_parsers_read_the_same_text(text: str) -> None:
    written = format_yaml({"title": f"a{text}"})
    assert yaml.safe_load(written) == {"title": f"a{text}"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Plain words", "Plain words"),
        ("A: B", "'A: B'"),
        ("Children's play: a study", '"Children\'s play: a study"'),
        ("no", "'no'"),
        ("null", "'null'"),
        ("", "''"),
        ("# not a comment", "'# not a comment'"),
        ("- not a list", "'- not a list'"),
        ("2301.00010", "2301.00010"),
        ("12:30", "12:30"),
        ("C# and F#", "C# and F#"),
        ("a #b", "'a #b'"),
        ("$k$-means", "$k$-means"),
        ("ends with:", "'ends with:'"),
        ("tab\there", '"tab\\there"'),
        ("Čeština 中文", "Čeština 中文"),
        (True, "true"),
        (12, "12"),
    ],
)
def test_a_value_is_quoted_only_where_it_must_be(value: str, written: str) -> None:
    assert format_yaml({"key": value}) == f"key: {written}\n"


def test_an_abstract_on_one_line_is_folded_and_one_on_several_stays_as_it_is() -> None:
    prose = frozenset({"abstract"})
    folded = format_yaml({"abstract": "word " * 30 + "end"}, prose=prose)
    assert folded.startswith("abstract: >-\n  word word")
    assert all(len(line) <= 100 for line in folded.splitlines())
    assert format_yaml({"abstract": "One.\n\nTwo."}, prose=prose) == "abstract: |-\n  One.\n\n  Two.\n"


def test_lists_of_mappings_stand_below_their_dashes() -> None:
    written = format_yaml({"authors": ["Ada", {"name": "Team", "group": True}], "extra": {"a": []}}, indent=2)
    assert written == "  authors:\n    - Ada\n    - name: Team\n      group: true\n  extra:\n    a: []\n"
