"""Dates as people write them, which may stop at the year or the month."""

import re
from calendar import monthrange
from typing import Final

from generator.values import PartialDate

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English, never the locale's: the same sources must give the same bytes anywhere."""

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:(?P<separator>[-/])(?P<month>[0-9]{1,2})(?:(?P=separator)(?P<day>[0-9]{1,2}))?)?"
    # Other generators write a time of day; a page shows days.
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)


def parse_date(text: str) -> PartialDate | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD (or with slashes, or single digits).

    Returns:
        The date, with what is not written left unknown; None when the text is blank.

    Raises:
        ValueError: If the text has another form, or the date does not exist; the message is
            one line for the person who wrote it.
    """
    text = text.strip()
    if not text:
        return None
    match = _DATE.fullmatch(text)
    if match is None or ("T" in text and match["day"] is None):
        shown = " ".join(text[:40].split()) + ("…" if len(text) > 40 else "")
        raise ValueError(f"'{shown}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    if year == 0:
        raise ValueError(f"the date '{text}' does not exist: there is no year 0")
    if match["month"] is not None and not 1 <= month <= 12:
        raise ValueError(f"the date '{text}' does not exist: months go from 1 to 12")
    if match["day"] is not None and not 1 <= day <= monthrange(year, month)[1]:
        days = monthrange(year, month)[1]
        raise ValueError(f"the date '{text}' does not exist: {MONTHS[month - 1]} {year} has {days} days")
    return PartialDate(year, month, day)


def format_date(date: PartialDate, as_of_year: int) -> str:
    """Return "Apr 27" for a day of `as_of_year`, else "Nov 8, 2025", "Nov 2025" or "2025"."""
    if not date.month:
        return str(date.year)
    month = MONTHS[date.month - 1]
    if not date.day:
        return f"{month} {date.year}"
    if date.year == as_of_year:
        return f"{month} {date.day}"
    return f"{month} {date.day}, {date.year}"
