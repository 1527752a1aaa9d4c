"""What single BibTeX fields say: dates, months, pages, addresses, running text."""

import re

from generator.formats.bibtex_journals import JOURNAL_MACROS
from generator.text.latex import address_text, latex_to_unicode

MONTH_NAMES: tuple[str, ...] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_STRINGS: dict[str, str] = {name[:3]: name.capitalize() for name in MONTH_NAMES}

NAME_FIELDS: frozenset[str] = frozenset(
    """
    afterword annotator author bookauthor commentator editor editora editorb editorc foreword
    holder introduction shortauthor shorteditor translator
    """.split()
)
# Addresses, identifiers and file names: LaTeX's ligatures and ties mean themselves in them.
_ADDRESS_FIELDS: frozenset[str] = frozenset(
    """
    acl arxiv arxivid biburl blog code crossref data demo doi ee eprint file html ids isbn issn
    lccn openalex openreview pdf pmcid pmid poster preview related slides supp supplement url
    urldate video website xdata xref
    """.split()
)
# Text even where all of it is a link: \href{https://...}{The title}.
_TEXT_FIELDS: frozenset[str] = frozenset(
    {"abstract", "booktitle", "journal", "journaltitle", "keywords", "series", "subtitle", "title"}
)
_PARAGRAPH_FIELDS: frozenset[str] = frozenset({"abstract", "annotation", "annote", "bibtex"})
_PAGE_FIELDS: frozenset[str] = frozenset({"pages", "bookpages"})
_JOURNAL_FIELDS: frozenset[str] = frozenset({"journal", "journaltitle", "booktitle", "series"})

_ADDRESS = re.compile(r"(?:\{|\\url\s*\{|\\href\s*\{)*\s*(?:https?|ftp|mailto):", re.IGNORECASE)
_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl)\s*(?=\{)")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
_TILDE = re.compile(
    r"\{?(?:\\textasciitilde|\\string\s*~|\$\s*\\(?:sim|tilde)\s*(?:\{\})?\s*\$"
    r"|\\~)(?:\s*\{\s*\})?\}?"
)
_JOURNAL_MACRO = re.compile(r"\{?\s*\\([a-z]+)\s*(?:\{\})?\s*\}?")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*|\\par(?![A-Za-z])\s*")
_DASHES = re.compile(r"\s*[-‐‑‒–—―−]+\s*")
# Left over from web pages; libraries' exports are full of them.
_AMPERSAND = re.compile(r"&(?:amp|#38|#x26);", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_DAY_RANGE = re.compile(r"\d\s*[-–/,]\s*\d")
_LETTERS = re.compile(r"[a-z]+")
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?[?~%]?")
_YEARS = re.compile(r"(\d{4})\s*[-–—/]+\s*(\d{4})")


def field_text(name: str, written: str) -> str:
    """Return a field's text as Unicode.

    Args:
        name: The field, in lower case.
        written: The value as LaTeX, `#` and strings resolved.

    Returns:
        Text with single spaces (abstracts keep paragraphs, as empty lines); addresses and
        identifiers as they are meant; pages with single hyphens; macros of ADS as journals' names.
    """
    if is_address(name, written):
        return _address(written)
    if name in _JOURNAL_FIELDS and "\\" in written:
        macro = _JOURNAL_MACRO.fullmatch(written.strip())
        if macro is not None and macro[1] in JOURNAL_MACROS:
            return JOURNAL_MACROS[macro[1]]
    if name in _PARAGRAPH_FIELDS:
        parts = (" ".join(latex_to_unicode(p).split()) for p in _PARAGRAPHS.split(written))
        return "\n\n".join(part for part in parts if part)
    text = " ".join(latex_to_unicode(written).split())
    if "&" in text:
        text = _AMPERSAND.sub("&", text)
    if name in _PAGE_FIELDS:
        return _DASHES.sub("-", text)
    return text


def is_address(name: str, written: str) -> bool:
    """Tell whether a field holds URLs, identifiers or file names rather than text."""
    if name in _ADDRESS_FIELDS or name.startswith(("bdsk-", "url")):
        return True
    if name in _TEXT_FIELDS:
        return False
    return ":" in written and _ADDRESS.match(written) is not None


def _address(written: str) -> str:
    text = " ".join(written.split())
    if "\\" in text or "{" in text:
        text = _TILDE.sub("~", _HREF.sub(r"\1", text))
        text = address_text(_URL_COMMAND.sub("", text))
    return text.strip()


def month_and_day(text: str) -> tuple[str, str]:
    """Return the month as "1" to "12" and the day or "", or ("", "") if there is no month in it.

    Args:
        text: `January`, `Sept.`, `10 May`, `4-8 May`, `07`; of several months the first counts.
    """
    text = text.strip().lower()
    if text.isascii() and text.isdigit():
        return (str(int(text)), "") if len(text) < 3 and 1 <= int(text) <= 12 else ("", "")
    for word in _LETTERS.findall(text):
        for number, name in enumerate(MONTH_NAMES, start=1):
            if len(word) >= 3 and name.startswith(word if word != "sept" else "sep"):
                return str(number), _single_day(text)
    return "", ""


def _single_day(text: str) -> str:
    days = _DAY.findall(text)
    if len(days) != 1 or _DAY_RANGE.search(text) or not 1 <= int(days[0]) <= 31:
        return ""
    return str(int(days[0]))


def date_range(text: str) -> tuple[str, str]:
    """Return start and end of a biblatex date as YYYY, YYYY-MM or YYYY-MM-DD; "" where open.

    Args:
        text: ISO 8601-2 level 1 as biblatex has it: `2016/2017`, `2011-12~`, `2020-21` (a season:
            only the year is kept), `../2010`. Also `2016--2017`.

    Returns:
        The text itself and "" where it is nothing of the kind.
    """
    text = text.strip()
    years = _YEARS.fullmatch(text)
    if years is not None:
        return years[1], years[2]
    start, slash, end = text.partition("/")
    first, last = _iso_date(start), _iso_date(end)
    if first is None or last is None:
        return text, ""
    if not first and slash:
        return last, ""
    return first, last


def _iso_date(text: str) -> str | None:
    """Return one side of a date range in our form, "" for an open one, None for other text."""
    text = text.strip()
    if text in ("", ".."):
        return ""
    found = _ISO.fullmatch(text)
    if found is None or found[1].startswith("-"):
        return None
    year, month, day = found.groups()
    if month is None or int(month) > 12:
        return year if month is None or 21 <= int(month) <= 41 else text
    return "-".join(part for part in (year, month, day) if part)
