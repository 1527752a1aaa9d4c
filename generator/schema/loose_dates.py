"""Dates and states of publication as reference managers hold them: ranges, seasons, "in press"."""

import re

from generator.schema.vocabulary import word_form

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ISO = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?(?![0-9])")
_MONTH_WORD = re.compile(r"[A-Za-z]{3,}")
# Of a range the first; two numbers side by side could be a day and a month in either order.
_NUMBERED_MONTH = re.compile(r"\W*([0-9]{1,2})\s*(?:[-–/]|\Z)")
_SMALL_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")

# By the beginning of a note or of what stands for a year.
_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:accepted|to appear|in press|forthcoming|im erscheinen|à paraître)\b", re.IGNORECASE),
        "forthcoming",
    ),
    (
        re.compile(r"(?:submitted|under review|in review|under submission|in submission)\b", re.IGNORECASE),
        "submitted",
    ),
)

_WHOLE_STATES = frozenset(
    {
        "forthcoming",
        "in_press",
        "to_appear",
        "submitted",
        "under_review",
        "in_review",
        "accepted",
        "under_submission",
        "in_submission",
    }
)


def status_of(text: str) -> str:
    """Return the status that a note or a "year" begins with, "" for none."""
    bare = text.strip(" ().,;[]")
    if bare.lower().startswith("accepted"):
        return "accepted"
    return next((status for pattern, status in _STATES if pattern.match(bare)), "")


def is_only_status(text: str) -> bool:
    """Tell whether a note says nothing but the status."""
    return word_form(text.strip(" ().,;[]")) in _WHOLE_STATES


def loose_date(text: str) -> str:
    """Return the beginning of a date or a range as YYYY[-MM[-DD]], "" when no year is in it.

    Seasons (months 21 to 41 of EDTF) and marks of doubt are dropped; a day that does not exist
    stays, to be refused by the schema.
    """
    start = re.split(r"/(?=[0-9]{4}|\.\.|$)|\s[-–]+\s", text.strip(), maxsplit=1)[0]
    start = re.sub(r"[?~%]", "", start).strip()
    match = _ISO.match(start)
    if match and not start.startswith("0000"):
        year, month, day = match.groups()
        if month is None or 21 <= int(month) <= 41:
            return "" if start[match.end() : match.end() + 1].isalnum() else year
        return "-".join(part.zfill(2) for part in (year, month, day) if part is not None)
    year_match = _YEAR.search(start)
    if year_match is None:
        return ""
    return _join(year_match[0], start[: year_match.start()] + " " + start[year_match.end() :], "")


def date_of_parts(year: str, month: str, day: str = "") -> str:
    """Return YYYY[-MM[-DD]] from separate texts, "" when the first holds no year of four digits."""
    match = _YEAR.search(year)
    return _join(match[0], month, day) if match else ""


def _join(year: str, month: str, day: str) -> str:
    number = _month_number(month)
    if not number:
        return year
    # BibTeX styles print what stands in `month`: "10~" # jan is the tenth of January.
    day_match = _SMALL_NUMBER.search(day or (month if _month_word(month) else ""))
    if not day_match or not 1 <= int(day_match[0]) <= 31:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{int(day_match[0]):02d}"


def _month_number(text: str) -> int:
    word = _month_word(text)
    if word:
        return word
    match = _NUMBERED_MONTH.match(text)
    number = int(match[1]) if match else 0
    return number if 1 <= number <= 12 else 0


def _month_word(text: str) -> int:
    for word in _MONTH_WORD.findall(text):
        if word[:3].lower() in _MONTHS:
            return _MONTHS.index(word[:3].lower()) + 1
    return 0
