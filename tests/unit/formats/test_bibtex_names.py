"""Names as BibTeX writes them."""

import pytest

from generator.formats.bibtex_names import parse_names


def shown(text: str) -> list[str]:
    """Return each name as particle|family|suffix|given, a group in [brackets]."""
    found = []
    for name in parse_names(text).names:
        assert isinstance(name, dict)
        if "literal" in name:
            found.append(f"[{name['literal']}]")
        else:
            parts = ("particle", "family", "suffix", "given")
            found.append("|".join(str(name[part]) for part in parts))
    return found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Donald E. Knuth", "|Knuth||Donald E."),
        ("Knuth, Donald~E.", "|Knuth||Donald E."),
        ("Ludwig van Beethoven", "van|Beethoven||Ludwig"),
        ("van der Berg, Jan", "van der|Berg||Jan"),
        ("de la Vall{\\'e}e Poussin, Charles", "de la|Vallée Poussin||Charles"),
        ("Charles Louis de la Vall{\\'e}e Poussin", "de la|Vallée Poussin||Charles Louis"),
        ("Van Goey, Jeroen", "|Van Goey||Jeroen"),
        ("{van der} Berg, Jan", "|van der Berg||Jan"),
        ("{W.M.P. van der} Aalst", "|Aalst||W.M.P. van der"),
        ("Garc{\\'i}a M{\\'a}rquez, Gabriel", "|García Márquez||Gabriel"),
        ("{\\'E}mile {\\O}rsted", "|Ørsted||Émile"),
        ("{\\'{E}}douard Masterly", "|Masterly||Édouard"),
        ("\\v Cech, Eduard", "|Čech||Eduard"),
        ("Gerard 't Hooft", "'t|Hooft||Gerard"),
        ("Jean d'Alembert", "|d'Alembert||Jean"),
        ("Davis, Jr., Sammy", "|Davis|Jr.|Sammy"),
        ("Sammy Davis Jr.", "|Davis|Jr.|Sammy"),
        ("Davis Jr., Sammy", "|Davis|Jr.|Sammy"),
        ("Davis, Sammy, Jr.", "|Davis|Jr.|Sammy"),
        ("Sammy Davis, Jr.", "|Davis|Jr.|Sammy"),
        ("Iii, Hal Daum{\\'e}", "|Daumé|Iii|Hal"),
        ("Henry V", "|V||Henry"),
        ("Gimpel,", "|Gimpel||"),
        ("Jimmy, -", "|Jimmy||"),
        ("Arvind", "|Arvind||"),
        ("韩卓文", "|韩卓文||"),
        ("A-B C", "|C||A-B"),
        ("{ACL Consortium}", "[ACL Consortium]"),
        ("{{\\'E}cole Normale}", "[École Normale]"),
        ("family=Berg, given=Jan, prefix=van der", "van der|Berg||Jan"),
        ("given={A, B}, family=C, given-i=A", "|C||A, B"),
    ],
)
def test_one_name_is_split_as_bibtex_does(written: str, read: str) -> None:
    assert shown(written) == [read]


@pytest.mark.parametrize(
    ("written", "count", "truncated"),
    [
        ("A B and C D", 2, False),
        ("A B AND C D\nand E F", 3, False),
        ("A B and others", 1, True),
        ("A B and {others}", 1, True),
        ("B, A. et al.", 1, True),
        ("A B, et al.", 1, True),
        ("{A and B} and C", 2, False),
        ("and A B and and C D and", 2, False),
        ("A and ,", 1, False),
        ("Sanderson Andrew", 1, False),
        ("", 0, False),
    ],
)
def test_names_are_joined_by_and(written: str, count: int, truncated: bool) -> None:
    found = parse_names(written)
    assert (len(found.names), found.truncated) == (count, truncated)


@pytest.mark.parametrize(
    "written",
    ["John Smith, Jane Doe, Bob Lee", "Smith, J.; Doe, J.; Lee, B.", "Smith, J., Doe, J., Lee, B., Poe, E."],
)
def test_lists_without_and_are_taken_apart_and_told(written: str) -> None:
    found = parse_names(written)
    assert len(found.names) >= 3
    assert "write 'and'" in found.problems[0]


def test_outer_braces_around_several_names_are_told() -> None:
    assert shown("{John Smith and Jane Doe}") == ["[John Smith and Jane Doe]"]
    assert parse_names("{John Smith and Jane Doe}").problems


def test_a_third_part_that_is_no_suffix_is_not_lost() -> None:
    assert shown("Han, Z., deceased") == ["|Han||Z. deceased"]


@pytest.mark.parametrize(
    ("written", "marks"),
    [
        ("Smith*, John", "*"),
        ("*Smith, John", "*"),
        ("John Smith$^{*\\dagger}$", "*†"),
        ("John Smith\\textsuperscript{*}", "*"),
        ("John Smith$^1$", "1"),
    ],
)
def test_footnote_marks_are_kept_apart(written: str, marks: str) -> None:
    (name,) = parse_names(written).names
    assert name == {"family": "Smith", "given": "John", "particle": "", "suffix": "", "marks": marks}


def test_commas_before_a_last_and_divide_people_and_are_noted():
    for text in ("Zoe Munoz, Bo Other and C Dee", "Z. Munoz, B. Other and C. Dee"):
        found = parse_names(text)
        assert [name["family"] for name in found.names] == ["Munoz", "Other", "Dee"]
        assert "two people" in found.problems[0]


def test_an_ampersand_between_people_is_an_and_and_is_noted():
    found = parse_names("Zoe Munoz \\& Bo Other")
    assert [name["family"] for name in found.names] == ["Munoz", "Other"]
    assert "'&'" in found.problems[0]
    assert "braces around a group" in parse_names("Ernst \\& Young").problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "García Márquez, Gabriel José",
        "{García Márquez}, Gabriel José and Ada Lovelace",
        "Munoz Garcia, Zoe A. and Bo Other",
        "van der Berg, Jan Willem and Bo Other",
        "de la Cruz Martinez, Juan Carlos and Bo Other",
        "King, Jr., Martin Luther and Ada Example",
    ],
)
def test_a_family_name_of_several_words_stays_one_name(text):
    found = parse_names(text)
    assert found.problems == ()
    assert len(found.names) == text.count(" and ") + 1


@pytest.mark.parametrize("text", ["Wei Wang 0001", "Wang 0001, Wei", "Wei~Wang~0001"])
def test_numbers_of_dblp_are_no_part_of_a_name(text):
    assert shown(text) == ["|Wang||Wei"]
