"""Page ranges as each style writes them."""

import pytest

from generator.exporters.locators import (
    chicago_range,
    full_range,
    is_article_number,
    is_single_page,
    mla_range,
    split_pages,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1-10", ("1", "10")),
        ("1--10", ("1", "10")),
        ("1 – 10", ("1", "10")),
        ("225-50", ("225", "250")),
        ("1496-500", ("1496", "1500")),
        ("12:1-12:30", ("12:1", "12:30")),
        ("S12-S20", ("S12", "S20")),
        ("e1024", ("e1024", "")),
        ("7", ("7", "")),
        ("7-7", ("7", "")),
        ("98-3", ("98", "3")),
        ("1-3, 7--9", ("1–3, 7–9", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_split_and_short_last_pages_completed(written: str, expected: tuple[str, str]) -> None:
    assert split_pages(written) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("3", "10", "3–10"),
        ("71", "72", "71–72"),
        ("96", "117", "96–117"),
        ("100", "104", "100–104"),
        ("1100", "1113", "1100–1113"),
        ("101", "108", "101–8"),
        ("808", "833", "808–33"),
        ("1103", "1104", "1103–4"),
        ("321", "328", "321–28"),
        ("498", "532", "498–532"),
        ("1087", "1089", "1087–89"),
        ("1496", "1500", "1496–500"),
        ("11564", "11615", "11564–615"),
        ("12991", "13001", "12991–3001"),
        ("S12", "S20", "S12–S20"),
        ("9", "", "9"),
    ],
)
def test_chicago_shortens_inclusive_pages(first: str, last: str, expected: str) -> None:
    assert chicago_range(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1", "10", "1–10"),
        ("21", "48", "21–48"),
        ("96", "101", "96–101"),
        ("103", "104", "103–04"),
        ("395", "401", "395–401"),
        ("923", "1003", "923–1003"),
        ("1003", "1005", "1003–05"),
        ("1608", "1774", "1608–774"),
        ("i", "xii", "i–xii"),
        ("5", "", "5"),
    ],
)
def test_mla_keeps_two_digits_of_the_last_page(first: str, last: str, expected: str) -> None:
    assert mla_range(first, last) == expected


def test_article_numbers_are_told_from_pages() -> None:
    assert is_article_number("e1024", "")
    assert is_article_number("104743", "")
    assert not is_article_number("17", "")
    assert not is_article_number("10000", "10020")


def test_a_list_of_ranges_is_not_a_single_page() -> None:
    assert is_single_page("17", "")
    assert not is_single_page("17", "20")
    assert not is_single_page(*split_pages("1-3, 7-9"))
    assert full_range(*split_pages("1-3, 7-9")) == "1–3, 7–9"
