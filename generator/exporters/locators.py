"""Page ranges: taken apart, and put together as each style writes them."""

import re

_RANGE = re.compile(r"\s*([\w.:]+)\s*[-‐‑‒–—]+\s*([\w.:]+)\s*")
_INNER_DASH = re.compile(r"(?<=\w)\s*[-‐‑‒–—]+\s*(?=\w)")
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]+\d+|\d{5,}")


def split_pages(pages: str) -> tuple[str, str]:
    """Return the first and the last page of a range, completing a shortened last page.

    "225--50" gives ("225", "250"), "e1024" gives ("e1024", ""). What is more than one range is
    returned whole as the first, with en dashes.
    """
    match = _RANGE.fullmatch(pages)
    if match is None:
        return _INNER_DASH.sub("–", " ".join(pages.split())), ""
    first, last = match[1], match[2]
    if len(last) < len(first) and _is_number(first) and _is_number(last):
        completed = first[: len(first) - len(last)] + last
        last = completed if int(completed) > int(first) else last
    return first, "" if last == first else last


def _is_number(text: str) -> bool:
    # Eighteen digits are plenty for a page, and keep int() cheap on hostile input.
    return text.isascii() and text.isdigit() and len(text) < 18


def is_article_number(first: str, last: str) -> bool:
    """Tell whether the "page" is an electronic article's number, such as e1024 or 104743."""
    return not last and _ARTICLE_NUMBER.fullmatch(first) is not None


def is_single_page(first: str, last: str) -> bool:
    """Tell whether the pages are one page, and not a range or a list of ranges."""
    return not last and "–" not in first and "," not in first


def full_range(first: str, last: str) -> str:
    """Return "225–250", with an en dash; one page alone as it is."""
    return f"{first}–{last}" if last else first


def mla_range(first: str, last: str) -> str:
    """Return the range with the last page in two digits where more are not needed.

    Source:
        MLA Handbook, 9th ed., 2.139: 96–101, 103–04, 395–401, 1003–05.
    """
    if not last or not (_is_number(first) and _is_number(last)):
        return full_range(first, last)
    if len(first) != len(last) or len(first) < 3:
        return full_range(first, last)
    keep = len(first) - 2
    while keep > 0 and first[:keep] != last[:keep]:
        # A hundred more: 395–401 needs its last page in full, 1003–1105 becomes 1003–105.
        keep -= 1
    return f"{first}–{last[keep:]}"


def chicago_range(first: str, last: str) -> str:
    """Return the range with the last page shortened as inclusive numbers are.

    Source:
        The Chicago Manual of Style, 17th ed., 9.61: 3–10, 71–72, 96–117, 100–104, 101–8, 321–28,
        498–532, 1087–89, 1496–500.
    """
    if not last or not (_is_number(first) and _is_number(last)):
        return full_range(first, last)
    start = int(first)
    if len(first) != len(last) or start < 100 or start % 100 == 0:
        return full_range(first, last)
    keep = len(first) - 1 if start % 100 < 10 else len(first) - 2
    while keep > 0 and first[:keep] != last[:keep]:
        keep -= 1
    return f"{first}–{last[keep:]}"
