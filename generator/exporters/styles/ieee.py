"""IEEE (IEEE Reference Guide, 2023)."""

from generator.exporters.kinds import Kind
from generator.exporters.locators import full_range, is_article_number, is_single_page
from generator.exporters.styles.cited import Cited, Name
from generator.exporters.styles.phrases import SHORT_MONTHS, comma_list, italic, quoted, stop

MAX_AUTHORS = 6

DEGREES = {
    "doctoral": "Ph.D. dissertation",
    "master": "M.S. thesis",
    "bachelor": "B.S. thesis",
    "": "Thesis",
}

_WHOLE = (Kind.BOOK, Kind.DATASET, Kind.SOFTWARE)


def format_ieee(cited: Cited) -> str:
    """Return the entry of an IEEE reference list, without its number."""
    authors = _authors(cited)
    if cited.kind in _WHOLE:
        text = _whole(cited, authors)
    else:
        parts = [part for part in (*_source(cited), *_place(cited)) if part]
        title = quoted(cited.title, "," if parts or cited.doi else ".")
        text = f"{authors}, {title}" if authors else title
        if parts:
            text += f" {', '.join(parts)}"
    return _with_address(cited, text)


def _authors(cited: Cited) -> str:
    if cited.authors:
        return _list(cited.authors, cited.total, truncated=cited.truncated)
    if cited.kind is Kind.BOOK and cited.editors:
        label = "Ed." if len(cited.editors) == 1 else "Eds."
        return f"{_list(cited.editors, len(cited.editors), truncated=False)}, {label}"
    return ""


def _list(names: tuple[Name, ...], total: int, *, truncated: bool) -> str:
    shown = [name.straight(name.initials) for name in names]
    if total > MAX_AUTHORS:
        return f"{shown[0]} <i>et al.</i>"
    if truncated:
        separator = "" if len(shown) == 1 else ","
        return f"{', '.join(shown)}{separator} <i>et al.</i>"
    return comma_list(shown, serial=False)


def _whole(cited: Cited, authors: str) -> str:
    title = italic(cited.title)
    if cited.kind is Kind.BOOK and cited.volume:
        title += f", vol. {cited.volume}"
    head = stop(f"{authors}, {title}" if authors else title)
    publisher = cited.publisher or cited.container
    tail = ", ".join(part for part in (publisher, _date(cited)) if part)
    label = {Kind.DATASET: "Dataset", Kind.SOFTWARE: "Software"}.get(cited.kind, "")
    return " ".join(part for part in (head, f"{label}." if label else "", tail) if part)


def _source(cited: Cited) -> list[str]:
    if cited.is_submitted:
        return ["submitted for publication"]
    if cited.kind is Kind.THESIS:
        return [DEGREES[cited.degree], cited.publisher]
    if cited.kind is Kind.REPORT:
        return [cited.publisher, f"Rep. {cited.issue}" if cited.issue else ""]
    if cited.kind in (Kind.CONFERENCE, Kind.CHAPTER) and cited.container:
        volume = f"vol. {cited.volume}" if cited.volume else ""
        return [f"in {italic(cited.container)}", *_editors(cited), volume, cited.publisher]
    if cited.kind is Kind.PREPRINT:
        # The archive's number, not its name, is what IEEE puts after the date.
        return [] if cited.arxiv else [italic(cited.container)]
    return [italic(cited.container) or ("" if cited.kind is Kind.JOURNAL else cited.publisher)]


def _editors(cited: Cited) -> list[str]:
    if not cited.editors:
        return []
    label = "Ed." if len(cited.editors) == 1 else "Eds."
    return [_list(cited.editors, len(cited.editors), truncated=False), label]


def _place(cited: Cited) -> list[str]:
    date, pages = _date(cited), _pages(cited)
    if cited.is_submitted or cited.kind is Kind.REPORT:
        return [date]
    if cited.kind is Kind.JOURNAL:
        volume = f"vol. {cited.volume}" if cited.volume else ""
        return [volume, f"no. {cited.issue}" if cited.issue else "", pages, date]
    arxiv = italic(f"arXiv:{cited.arxiv}") if cited.kind is Kind.PREPRINT and cited.arxiv else ""
    return [date, pages, arxiv]


def _pages(cited: Cited) -> str:
    if not cited.first_page:
        return ""
    pages = full_range(cited.first_page, cited.last_page)
    if is_article_number(cited.first_page, cited.last_page):
        return f"Art. no. {pages}"
    return f"{'p.' if is_single_page(cited.first_page, cited.last_page) else 'pp.'} {pages}"


def _date(cited: Cited) -> str:
    if cited.is_forthcoming:
        return "to be published"
    if not cited.year:
        return "n.d."
    month = SHORT_MONTHS[cited.month] if cited.kind in (Kind.JOURNAL, Kind.PREPRINT, Kind.WEB) else ""
    return f"{month} {cited.year}" if month else cited.year


def _with_address(cited: Cited, text: str) -> str:
    if cited.doi:
        comma = "" if text.endswith("”") else ","
        return f"{text}{comma} doi: {cited.doi}."
    if cited.url:
        return f"{stop(text)} [Online]. Available: {cited.url}"
    return stop(text)
