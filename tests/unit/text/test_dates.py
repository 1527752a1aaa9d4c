"""Dates that may stop at the year or the month."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.dates import format_date, parse_date
from generator.values import PartialDate


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026", PartialDate(2026)),
        ("2026-04", PartialDate(2026, 4)),
        ("2026-04-27", PartialDate(2026, 4, 27)),
        ("2026/4/7", PartialDate(2026, 4, 7)),
        (" 2026-4 ", PartialDate(2026, 4)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2026-04-27T10:30:00Z", PartialDate(2026, 4, 27)),
        ("2026-04-27 10:30:00.5 +02:00", PartialDate(2026, 4, 27)),
        ("0001", PartialDate(1)),
    ],
)
def test_a_date_keeps_what_is_written(text: str, date: PartialDate) -> None:
    assert parse_date(text) == date


def test_a_blank_is_no_date() -> None:
    assert parse_date("") is None
    assert parse_date("  ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-13", "months go from 1 to 12"),
        ("2026-00", "months go from 1 to 12"),
        ("2026-02-30", "Feb 2026 has 28 days"),
        ("2026-04-00", "Apr 2026 has 30 days"),
        ("0000", "there is no year 0"),
        ("soon", "'soon' is not a date"),
        ("26", "is not a date"),
        ("2026-04-27-01", "is not a date"),
        ("2026-04/27", "is not a date"),
        ("2026T10:00", "is not a date"),
        ("２０２６", "is not a date"),
        ("x" * 1000, "is not a date"),
    ],
)
def test_a_date_that_does_not_exist_is_an_error_that_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        parse_date(text)
    assert len(str(caught.value)) < 160


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert date == PartialDate(day.year, day.month, day.day)
    assert date is not None
    assert date.isoformat() == day.isoformat()


@given(st.text().filter(lambda text: text.strip() and not text.strip()[:1].isdigit()))
def test_any_other_text_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as caught:
        parse_date(text)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (PartialDate(2026, 4, 27), "Apr 27"),
        (PartialDate(2025, 11, 8), "Nov 8, 2025"),
        (PartialDate(2025, 11), "Nov 2025"),
        (PartialDate(2026, 11), "Nov 2026"),
        (PartialDate(2025), "2025"),
        (PartialDate(2026), "2026"),
    ],
)
def test_a_page_shows_the_year_unless_it_is_this_one(date: PartialDate, shown: str) -> None:
    assert format_date(date, 2026) == shown
