"""Dates as metrics take them: ISO text, a year, a partial date or a day."""

import re
from datetime import date, datetime

from generator.values import PartialDate

DateLike = str | int | date | PartialDate
"""ISO text that may stop at the year or month, a bare year, a day, or a partial date."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def as_partial(value: DateLike) -> PartialDate:
    """Return the date as a partial one.

    Raises:
        ValueError: If the text is not YYYY, YYYY-MM or YYYY-MM-DD, or there is no such day.
    """
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    match = _ISO.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"not a date: {value!r} (write YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month, day = (int(part or 0) for part in match.groups())
    partial = PartialDate(year, month, day)
    partial.first_day()
    return partial


def as_day(value: DateLike) -> date:
    """Return the day a calculation is made for; text that stops at the month counts as its end.

    Raises:
        ValueError: As `as_partial` does.
    """
    return as_partial(value).last_day()
