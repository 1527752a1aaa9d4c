"""Chicago author-date (The Chicago Manual of Style, 17th ed., ch. 15)."""

from generator.exporters.kinds import Kind
from generator.exporters.locators import chicago_range
from generator.exporters.styles.cited import Cited, Name
from generator.exporters.styles.phrases import MONTHS, comma_list, italic, quoted, sentences

MAX_AUTHORS = 10
SHOWN_AUTHORS = 7

DEGREES = {
    "doctoral": "PhD diss.",
    "master": "Master’s thesis",
    "bachelor": "Bachelor’s thesis",
    "": "Thesis",
}


def format_chicago(cited: Cited) -> str:
    """Return the entry of a Chicago author-date reference list."""
    year = "Forthcoming" if cited.is_forthcoming else cited.year or "n.d."
    title = italic(cited.title) if cited.kind in _WHOLE else quoted(cited.title)
    authors = _authors(cited)
    head = [authors, year, title] if authors else [title, year]
    return sentences([*head, *_source(cited), cited.url])


_WHOLE = (Kind.BOOK, Kind.REPORT, Kind.SOFTWARE)


def _authors(cited: Cited) -> str:
    if cited.authors:
        return _list(cited.authors, cited.total, truncated=cited.truncated)
    if cited.kind is Kind.BOOK and cited.editors:
        label = "ed." if len(cited.editors) == 1 else "eds."
        return f"{_list(cited.editors, len(cited.editors), truncated=False)}, {label}"
    return ""


def _list(names: tuple[Name, ...], total: int, *, truncated: bool) -> str:
    shown = [names[0].inverted(names[0].given), *(name.straight(name.given) for name in names[1:])]
    if total > MAX_AUTHORS:
        return f"{', '.join(shown[:SHOWN_AUTHORS])}, et al."
    if truncated:
        return f"{', '.join(shown)}, et al."
    # "Group A and Group B", but "Family, Given, and Given Family".
    return comma_list(shown, serial=len(names) > 2 or "," in shown[0])


def _source(cited: Cited) -> list[str]:
    if cited.is_submitted:
        return ["Submitted manuscript"]
    if cited.kind is Kind.THESIS:
        return [
            f"{DEGREES[cited.degree].rstrip('.') + ('.' if cited.degree == 'doctoral' else '')}"
            + (f", {cited.publisher}" if cited.publisher else "")
        ]
    if cited.kind is Kind.JOURNAL and cited.container:
        return [_periodical(cited)]
    if cited.kind in (Kind.CONFERENCE, Kind.CHAPTER) and cited.container:
        return [_collection(cited), cited.publisher]
    if cited.kind is Kind.PREPRINT:
        return [_preprint(cited)]
    if cited.kind is Kind.BOOK:
        return [f"Vol. {cited.volume}" if cited.volume else "", cited.publisher or cited.container]
    if cited.kind is Kind.REPORT:
        return [f"Report {cited.issue}" if cited.issue else "", cited.publisher]
    label = {Kind.DATASET: "Data set", Kind.SOFTWARE: "Computer software"}.get(cited.kind, "")
    return [label, cited.container or cited.publisher]


def _periodical(cited: Cited) -> str:
    text = italic(cited.container)
    if cited.volume:
        text += f" {cited.volume}"
    if cited.issue:
        # The issue stands in parentheses only after a volume.
        text += f" ({cited.issue})" if cited.volume else f", no. {cited.issue}"
    pages = chicago_range(cited.first_page, cited.last_page)
    if pages:
        text += f": {pages}" if cited.volume or cited.issue else f", {pages}"
    return text


def _collection(cited: Cited) -> str:
    text = f"In {italic(cited.container)}"
    if cited.volume:
        text += f", vol. {cited.volume}"
    if cited.editors:
        names = [name.straight(name.given) for name in cited.editors]
        many = len(names) > MAX_AUTHORS
        text += ", edited by "
        text += f"{', '.join(names[:SHOWN_AUTHORS])}, et al." if many else comma_list(names, serial=False)
    pages = chicago_range(cited.first_page, cited.last_page)
    return f"{text}, {pages}" if pages else text


def _preprint(cited: Cited) -> str:
    parts = ["Preprint", cited.container]
    if cited.month and not cited.is_forthcoming:
        parts.append(f"{MONTHS[cited.month]} {cited.day}" if cited.day else MONTHS[cited.month])
    return ", ".join(part for part in parts if part)
