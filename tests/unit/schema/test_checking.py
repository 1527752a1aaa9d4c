from generator.errors import Position, Severity
from generator.schema.author import Author
from generator.schema.checking import check
from generator.schema.paper import Paper
from generator.schema.site import Site
from generator.schema.theme import ThemeFile
from generator.schema.venue import Venue


class Places:
    """Remembers which places were asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, at):
        self.asked.append(at)
        return Position(4, 1)


def texts(model, data):
    _, diagnostics = check(model, data, Places(), "content/x.yaml")
    return [d.format_text() for d in diagnostics]


def test_an_unknown_field_is_an_error_with_a_suggestion():
    places = Places()
    value, diagnostics = check(
        Paper, {"title": "T", "authers": ["A B"]}, places, "content/papers/han2026.yaml"
    )
    assert value is None
    assert [d.format_text() for d in diagnostics] == [
        (
            "content/papers/han2026.yaml:4:1: error[unknown-field]: unknown field 'authers'\n"
            "  hint: did you mean 'authors'?"
        )
    ]
    assert places.asked == [("authers",)]


def test_all_problems_are_reported_at_once():
    data = {
        "authors": ["A B", {"name": "C D", "orcid": "0000-0002-1825-0098", "affilation": "X"}],
        "date": "2026-02-30",
        "citations": {"count": "-1", "by_year": {"2025": "x", "25": "1"}},
        "url": "javascript:alert(1)",
    }
    places = Places()
    _, diagnostics = check(Paper, data, places, "p")
    assert {(d.code, d.severity) for d in diagnostics} == {
        ("missing-field", Severity.ERROR),
        ("bad-orcid", Severity.ERROR),
        ("unknown-field", Severity.ERROR),
        ("bad-date", Severity.ERROR),
        ("bad-number", Severity.ERROR),
        ("bad-url", Severity.ERROR),
    }
    assert ("authors", 1, "orcid") in places.asked
    assert ("authors", 1, "affilation") in places.asked
    assert ("citations", "by_year", "2025") in places.asked
    assert ("citations", "by_year", "25") in places.asked


def test_messages_name_the_field():
    assert texts(Paper, {"title": "T", "date": "2026-13"}) == [
        (
            "content/x.yaml:4:1: error[bad-date]: date: the date '2026-13' does not exist\n"
            "  hint: months go from 1 to 12"
        )
    ]
    assert texts(Paper, {"title": " "}) == ["content/x.yaml:4:1: error[empty-field]: title: is empty"]


def test_a_field_of_a_nested_record_gets_a_suggestion_too():
    (text,) = texts(Author, {"name": "A B", "affiliations": [{"name": "X", "departement": "Y"}]})
    assert "unknown field 'departement' in affiliations[1]" in text
    assert "did you mean 'department'?" in text


def test_a_member_that_stands_alone_is_located_at_its_field():
    places = Places()
    check(Author, {"name": "A B", "affiliations": {"name": "X", "url": "x"}}, places, "p")
    assert places.asked == [("affiliations", "url")]


def test_a_reported_value_needs_its_source_and_date():
    data = {"name": "A B", "reported": [{"h_index": "11"}, {"source": "S", "date": "2026", "novelti": "5"}]}
    found = texts(Author, data)
    assert any("missing field 'source'" in text for text in found)
    assert any("missing field 'date'" in text for text in found)
    assert any("unknown metric 'novelti'" in text and "did you mean 'novelty'?" in text for text in found)


def test_a_paper_has_no_h_index():
    (text,) = texts(Paper, {"title": "T", "reported": {"source": "S", "date": "2026", "h_index": "1"}})
    assert "'h_index' is a figure of a person, not of a paper" in text


def test_counts_are_whole_and_percentages_bounded():
    report = {"source": "S", "date": "2026", "h_index": "1.5", "novelty": "130", "citations": "-2"}
    assert len(texts(Author, {"name": "A B", "reported": report})) == 3


def test_wrong_shapes_are_named_in_plain_words():
    assert "must be a mapping, not the text 'x'" in texts(Site, {"title": "T", "metrics": "x"})[0]
    assert "must be a mapping, not a list" in texts(Paper, {"title": "T", "extra": []})[0]


def test_no_message_of_the_validation_library_gets_through():
    hostile = {name: value for name in Paper.model_fields for value in ([[]], {"a": {"b": []}})}
    for text in texts(Paper, hostile):
        assert "Input should" not in text
        assert "validation" not in text


def test_a_theme_checks_the_defaults_of_its_options():
    options = {
        "a": {"type": "choice", "default": "x", "choices": ["y", "z"]},
        "b": {"type": "bool", "default": "maybe"},
        "c": {"type": "choice", "default": "x"},
        "d": {"type": "int", "default": "3"},
    }
    found = texts(ThemeFile, {"name": "t", "options": options})
    assert len(found) == 3
    assert any("options.a.default" in text for text in found)


def test_a_venue_needs_a_name_or_a_short_name():
    assert len(texts(Venue, {"url": "https://x.org"})) == 1
    assert texts(Venue, {"abbr": "ACL"}) == []
