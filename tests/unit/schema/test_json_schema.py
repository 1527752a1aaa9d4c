import json

import pytest
from jsonschema import Draft202012Validator

from generator.schema.aliases import MODELS, aliases_of, field_names
from generator.schema.json_schema import json_schema


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_the_schema_of_each_kind_is_valid_and_describes_every_field(kind):
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    properties = schema.get("properties") or schema["$defs"]["record"]["properties"]
    assert field_names(kind) <= properties.keys()
    assert aliases_of(kind).keys() <= properties.keys()
    assert all(properties[name].get("description") for name in field_names(kind))


def test_the_same_schema_comes_every_time():
    assert json.dumps(json_schema("paper")) == json.dumps(json_schema("paper"))


@pytest.mark.parametrize(
    "source",
    [
        {"title": "T", "authors": ["A B", {"name": "C D", "equal": True}], "date": 2026, "volume": 12},
        {
            "title": "T",
            "code": True,
            "data": ["https://x.org"],
            "citations": {"count": 3, "by_year": {"2025": 3}},
        },
        {"title": "T", "reported": {"source": "S", "date": "2026-05-28", "novelty": 59}, "tags": ["a"]},
        {"title": "T", "journal": "J", "year": 2020, "url_slides": "x.pdf", "note": None},
        [{"title": "T"}, {"title": "U", "type": "inproceedings", "status": "in press"}],
    ],
)
def test_what_byline_reads_an_editor_accepts(source):
    assert list(Draft202012Validator(json_schema("paper")).iter_errors(source)) == []


@pytest.mark.parametrize(
    "source", [{"title": "T", "authers": []}, {"date": "2026"}, {"title": "T", "citations": -1}]
)
def test_what_byline_refuses_an_editor_marks(source):
    assert list(Draft202012Validator(json_schema("paper")).iter_errors(source))


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        json_schema("poem")
