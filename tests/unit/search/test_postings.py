"""Postings as text, and back: the decoder here states the format a second time."""

from hypothesis import given
from hypothesis import strategies as st

from generator.search.postings import (
    BASE,
    CARRIES,
    DIGITS,
    HEADERS,
    LEVELS,
    format_column,
    format_gaps,
    format_number,
)


def decode(text: str) -> list[int]:
    """Numbers of a text without headers."""
    numbers, gap, unit = [], 0, 1
    for char in text:
        if char in CARRIES:
            gap += (CARRIES.index(char) + BASE) * unit
            unit *= BASE
        else:
            numbers.append(gap + DIGITS.index(char) * unit)
            gap, unit = 0, 1
    return numbers


def test_the_alphabet_is_what_json_holds_as_it_is() -> None:
    alphabet = DIGITS + CARRIES + HEADERS

    assert len(set(alphabet)) == len(alphabet) == 2 * BASE + 3 * LEVELS
    assert alphabet.isascii()
    assert alphabet.isprintable()
    assert '"' not in alphabet
    assert "\\" not in alphabet


@given(st.integers(0, 10**9))
def test_a_number_comes_back_from_its_text(number: int) -> None:
    assert decode(format_number(number)) == [number]


def test_small_numbers_take_one_character() -> None:
    assert [len(format_number(n)) for n in (0, 29, 30, 929, 930)] == [1, 1, 2, 2, 3]


@given(st.sets(st.integers(0, 200_000), min_size=1))
def test_ascending_numbers_come_back_from_their_gaps(found: set[int]) -> None:
    numbers = sorted(found)
    at, back = -1, []
    for gap in decode(format_gaps(numbers)):
        at += gap + 1
        back.append(at)
    assert back == numbers


@given(st.lists(st.none() | st.integers(0, 10**6)))
def test_a_column_tells_unknown_from_nothing(values: list[int | None]) -> None:
    assert decode(format_column(values)) == [0 if value is None else value + 1 for value in values]
