"""Personal names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.names import (
    initials_key,
    is_initials_form,
    looks_like_group,
    parse_name,
)
from generator.values import PersonName


def name(text: str) -> tuple[str, str, str, str]:
    parsed = parse_name(text)
    return parsed.given, parsed.particle, parsed.family, parsed.suffix


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zhuowen Han", ("Zhuowen", "", "Han", "")),
        ("Han, Zhuowen", ("Zhuowen", "", "Han", "")),
        ("  Han ,  Zhuowen ", ("Zhuowen", "", "Han", "")),
        ("J. R. R. Tolkien", ("J. R. R.", "", "Tolkien", "")),
        ("Tolkien, J.R.R.", ("J.R.R.", "", "Tolkien", "")),
        ("Plato", ("", "", "Plato", "")),
        ("Gimpel,", ("", "", "Gimpel", "")),
        ("Martin Luther King Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("Martin Luther King, Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("King, Jr., Martin Luther", ("Martin Luther", "", "King", "Jr.")),
        ("King, Martin Luther, Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("King Jr., Martin Luther", ("Martin Luther", "", "King", "Jr.")),
        ("Sammy Davis III", ("Sammy", "", "Davis", "III")),
        ("Doe, Jane, PhD", ("Jane", "", "Doe", "PhD")),
        ("Jan van der Berg", ("Jan", "van der", "Berg", "")),
        ("van der Berg, Jan", ("Jan", "van der", "Berg", "")),
        ("Beethoven, Ludwig van", ("Ludwig", "van", "Beethoven", "")),
        ("auf dem Keller, Ulrich", ("Ulrich", "auf dem", "Keller", "")),
        ("von Neumann", ("", "von", "Neumann", "")),
        ("Maria de la Cruz", ("Maria", "de la", "Cruz", "")),
        ("Antônio dos Santos", ("Antônio", "dos", "Santos", "")),
        ("Leonardo da Vinci", ("Leonardo", "da", "Vinci", "")),
        ("Gerard ter Borch", ("Gerard", "ter", "Borch", "")),
        ("Osama bin Laden", ("Osama", "bin", "Laden", "")),
        ("Muhammad al-Khwarizmi", ("Muhammad", "", "al-Khwarizmi", "")),
        ("d'Alembert, Jean", ("Jean", "", "d'Alembert", "")),
        ("Vincent Van Gogh", ("Vincent", "", "Van Gogh", "")),
        ("Oscar De La Hoya", ("Oscar", "", "De La Hoya", "")),
        ("José Ortega y Gasset", ("José", "", "Ortega y Gasset", "")),
        ("Ana Costa e Silva", ("Ana", "", "Costa e Silva", "")),
        ("bell hooks", ("bell", "", "hooks", "")),
        ("e e cummings", ("e e", "", "cummings", "")),
        ("Bin Yu", ("Bin", "", "Yu", "")),
        ("Wei Wang 0001", ("Wei", "", "Wang", "")),
        ("Jane Doe*", ("Jane", "", "Doe", "")),
        ("Jane Doe † ‡", ("Jane", "", "Doe", "")),
    ],
)
def test_a_name_comes_apart(text: str, parts: tuple[str, str, str, str]) -> None:
    assert name(text) == parts


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("韩卓文", "韩", "卓文"),
        ("欧阳修", "欧阳", "修"),
        ("司馬相如", "司馬", "相如"),
        ("山田太郎", "山田", "太郎"),
        ("山田 太郎", "山田", "太郎"),
        ("김철수", "김", "철수"),
        ("列夫·托尔斯泰", "托尔斯泰", "列夫"),
        ("やまだたろう", "", ""),
        ("Zhuowen Han (韩卓文)", "Han", "Zhuowen"),
        ("Zhuowen Han 韩卓文", "Han", "Zhuowen"),
    ],
)
def test_east_asian_names_begin_with_the_family(text: str, family: str, given: str) -> None:
    parsed = parse_name(text)
    assert (parsed.family, parsed.given) == (family, given)


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("韩卓文", "韩卓文"),
        ("Zhuowen Han (韩卓文)", "Zhuowen Han 韩卓文"),
        ("ATLAS Collaboration", "ATLAS Collaboration"),
    ],
)
def test_a_name_is_shown_in_reading_order(text: str, display: str) -> None:
    assert parse_name(text).display == display


@pytest.mark.parametrize("text", ["Meituan LongCat Team", "The ATLAS Collaboration", "DZNE Institute"])
def test_a_group_has_no_family_name(text: str) -> None:
    assert looks_like_group(text)
    assert parse_name(text) == PersonName(display=text)
    assert parse_name(text).inverted() == text


@pytest.mark.parametrize("text", ["", "  ", ",", "***", "—"])
def test_a_name_without_a_letter_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="at least one letter"):
        parse_name(text)


@given(st.text())
def test_any_text_is_a_name_or_a_value_error(text: str) -> None:
    if not any(char.isalnum() for char in text):
        with pytest.raises(ValueError, match="letter"):
            parse_name(text)
        return
    try:
        parsed = parse_name(text)
    except ValueError:
        # All that was left were marks and numbers that are no part of a name.
        return
    assert parsed.display
    assert parsed.display == " ".join(parsed.display.split())
    assert not set(parsed.display) & set("\x00\x01\x02\x03\n\t")


GIVEN = st.lists(st.sampled_from(["Ada", "J.", "R.", "Mary-Ann", "Žofie"]), min_size=1, max_size=3)
PARTICLE = st.sampled_from(["", "van", "van der", "de la", "von"])
FAMILY = st.sampled_from(["Lovelace", "O'Brien", "al-Khwarizmi", "Núñez", "Smith-Jones"])
SUFFIX = st.sampled_from(["", "Jr.", "III"])


@given(GIVEN, PARTICLE, FAMILY, SUFFIX)
def test_both_orders_give_the_same_parts(
    given_names: list[str], particle: str, family: str, suffix: str
) -> None:
    given_name = " ".join(given_names)
    reading = " ".join(part for part in (given_name, particle, family, suffix) if part)
    parts = (given_name, particle, family, suffix)
    assert name(reading) == parts
    assert name(parse_name(reading).inverted()) == parts
    assert parse_name(reading).display == reading


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Z. Han", "Zhuowen Han"),
        ("Han, Z", "Zhuowen Han"),
        ("J.R.R. Tolkien", "John Ronald Reuel Tolkien"),
        ("Tolkien, JRR", "John Ronald Reuel Tolkien"),
        ("John R. Tolkien", "John Ronald Reuel Tolkien"),
        ("J.-P. Serre", "Jean-Pierre Serre"),
        ("J. van der Berg", "Jan van der Berg"),
        ("Ö. Ünal", "Ömer Ünal"),
    ],
)
def test_initials_can_mean_the_full_name(short: str, full: str) -> None:
    abbreviated, written_out = parse_name(short), parse_name(full)
    assert is_initials_form(abbreviated, of=written_out)
    assert initials_key(abbreviated) == initials_key(written_out)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("X. Han", "Zhuowen Han"),
        ("Z. Hang", "Zhuowen Han"),
        ("Zhuowen Han", "Zhuowen Han"),
        ("Zhu Han", "Zhuowen Han"),
        ("Z. W. Han", "Zhuowen Han"),
        ("Han", "Zhuowen Han"),
        ("LongCat Team", "Zhuowen Han"),
    ],
)
def test_other_names_are_no_initials_of_it(short: str, full: str) -> None:
    assert not is_initials_form(parse_name(short), of=parse_name(full))
