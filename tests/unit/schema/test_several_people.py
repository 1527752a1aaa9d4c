"""Several people in one text."""

import pytest

from generator.errors import Severity
from generator.schema.checking import find_problems
from generator.schema.paper import Paper
from generator.schema.several_people import doubtful_people, people_in


def names(authors):
    """Return the authors as "Family, Given", or the problems."""
    found = find_problems(Paper, {"title": "T", "authors": authors})
    if isinstance(found, Paper):
        return [entry.name.inverted() for entry in found.authors]
    return [(problem.code, problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Zoe Munoz, Bo Other and C Dee", "[Zoe Munoz, Bo Other, C Dee]"),
        ("A. B.; C. D.", "[A. B., C. D.]"),
        ("Ada Example, Ben Sample, Cy Third", "[Ada Example, Ben Sample, Cy Third]"),
        ("Munoz, Zoe, Other, Bo", '["Munoz, Zoe", "Other, Bo"]'),
        ("Z. Munoz, B. Other", "[Z. Munoz, B. Other]"),
        ("Munoz Z, Other BA", "[Munoz Z, Other BA]"),
        ("Wang, X., Li, Y. and Zhou, Z.", '["Wang, X.", "Li, Y.", "Zhou, Z."]'),
        ("Ada Example & Ben Sample", "[Ada Example, Ben Sample]"),
        ("Ada Example / Ben Sample", "[Ada Example, Ben Sample]"),
        ("张三、李四", "[张三, 李四]"),
    ],
)
def test_several_people_in_one_text_are_refused_with_the_list_to_write(text, people):
    for authors in (text, [text], [{"name": text, "equal": "true"}]):
        ((code, hint),) = names(authors)
        assert code == "bad-name"
        assert people in hint


def test_people_joined_by_and_are_split_in_a_text_but_refused_in_an_item():
    assert names("Ada Example and Ben Sample") == ["Example, Ada", "Sample, Ben"]
    assert names("Munoz, Zoe and Other, Bo") == ["Munoz, Zoe", "Other, Bo"]
    ((code, hint),) = names(["Ada Example and Ben Sample"])
    assert code == "bad-name"
    assert "[Ada Example, Ben Sample]" in hint
    assert "group: true" in hint
    for text in ("Ada Example and the ATLAS Collaboration", "ATLAS Collaboration and CMS Collaboration"):
        assert len(names(text)) == 2
        assert names([text])[0][0] == "bad-name"


@pytest.mark.parametrize(
    "text",
    [
        "Department of Health and Human Services",
        "Bill and Melinda Gates Foundation",
        "National Academies of Sciences, Engineering, and Medicine",
        "Smith and Sons Ltd",
    ],
)
def test_an_organisation_may_have_an_and_in_its_name(text):
    for authors in (text, [text]):
        found = find_problems(Paper, {"title": "T", "authors": authors})
        assert [(entry.name.display, entry.group) for entry in found.authors] == [(text, True)]


def test_a_name_marked_as_a_group_is_taken_as_it_is():
    assert names([{"name": "Johnson and Johnson", "group": "true"}]) == ["Johnson and Johnson"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("King, Martin Luther, Jr.", "King, Jr., Martin Luther"),
        ("King, Jr., Martin Luther", "King, Jr., Martin Luther"),
        ("Sammy Davis, III", "Davis, III, Sammy"),
        ("Doe, Jane, Ph.D.", "Doe, Ph.D., Jane"),
        ("García Márquez, Gabriel José", "García Márquez, Gabriel José"),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Sandy Anderson", "Anderson, Sandy"),
        ("M&uuml;ller, Jan", "M&uuml;ller, Jan"),
        ("AT&T", "AT&T"),
        ("St. John, Ada", "St. John, Ada"),
    ],
)
def test_one_name_stays_one(text, name):
    assert names([text]) == [name]


@pytest.mark.parametrize("text", ["et al.", "others", "Ada Example et al.", "Ada Example and others"])
def test_that_more_authors_follow_is_no_name(text):
    ((code, hint),) = names(["Cy Third", text])
    assert code == "bad-name"
    assert "authors_truncated: true" in hint


@pytest.mark.parametrize(
    ("written", "pairs"),
    [
        (["Munoz", "Zoe", "Other", "Bo"], '["Munoz, Zoe", "Other, Bo"]'),
        (["Munoz", "Z.", "Other", "B. C."], '["Munoz, Z.", "Other, B. C."]'),
        (["van der Berg", "Jan"], '["van der Berg, Jan"]'),
        (["McDonald", "Zoe"], '["McDonald, Zoe"]'),
    ],
)
def test_a_list_cut_at_the_commas_of_its_names_is_doubted(written, pairs):
    (finding,) = doubtful_people(written, "authors")
    assert finding.severity is Severity.WARNING
    assert pairs in finding.hint


@pytest.mark.parametrize(
    "written",
    [
        ["Plato"],
        ["OpenAI", "NASA"],
        ["王伟", "李娜"],
        ["Ada Example", "Plato"],
        [{"name": "Plato"}, {"name": "Socrates"}],
        ["Munoz Garcia, Zoe Ann", "Other, Bo"],
        ["Vander Wal, T. J."],
        "Plato",
        None,
    ],
)
def test_other_lists_are_not_doubted(written):
    assert doubtful_people(written, "authors") == []


def test_two_whole_names_with_a_comma_are_doubted_most_beside_names_without():
    (note,) = doubtful_people(["García Márquez, Gabriel José"], "authors")
    (warning,) = doubtful_people(["Zoe Munoz, Bo Other", "C Dee"], "authors")
    assert (note.severity, warning.severity) == (Severity.NOTE, Severity.WARNING)
    assert "[Zoe Munoz, Bo Other]" in warning.hint


def test_long_lists_of_people_are_shortened_in_the_hint():
    ((_, hint),) = names(["A One; B Two; C Three; D Four; E Five"])
    assert "[A One, B Two, C Three, D Four, ...]" in hint


def test_people_are_found_in_linear_time():
    assert len(people_in("A B; " * 4000)) == 4000
    assert people_in("&amp" * 5000) == ("&amp" * 5000,)
