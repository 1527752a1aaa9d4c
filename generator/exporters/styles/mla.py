"""MLA, 9th edition (MLA Handbook, 2021, ch. 5: the container template)."""

from generator.exporters.kinds import Kind
from generator.exporters.locators import is_single_page, mla_range
from generator.exporters.styles.cited import Cited
from generator.exporters.styles.phrases import (
    SHORT_MONTHS,
    comma_list,
    italic,
    quoted,
    sentences,
    stop,
)

DEGREES = {
    "doctoral": "PhD dissertation",
    "master": "Master’s thesis",
    "bachelor": "Bachelor’s thesis",
}

_IN_ITALICS = (Kind.BOOK, Kind.THESIS, Kind.REPORT, Kind.DATASET, Kind.SOFTWARE)

_LABELS = ("edited by ", "vol. ", "no. ", "p. ", "pp. ", "forthcoming")


def format_mla(cited: Cited) -> str:
    """Return the entry of an MLA list of works cited."""
    is_whole = cited.kind in _IN_ITALICS
    title = stop(italic(cited.title)) if is_whole else quoted(cited.title)
    parts = _thesis(cited) if cited.kind is Kind.THESIS else [_capitalised(", ".join(_container(cited)))]
    return sentences([_authors(cited), title, *parts])


def _authors(cited: Cited) -> str:
    names = cited.authors
    editors = ""
    if not names and cited.kind is Kind.BOOK and cited.editors:
        names = cited.editors
        editors = ", editor" if len(names) == 1 else ", editors"
    if not names:
        return ""
    first = names[0].inverted(names[0].given)
    if len(names) > 2 or (cited.truncated and not editors):
        return f"{first}, et al.{editors}"
    if len(names) == 2:
        first = f"{first}, and {names[1].straight(names[1].given)}"
    return first + editors


def _thesis(cited: Cited) -> list[str]:
    degree = DEGREES.get(cited.degree, "Thesis")
    school = f"{cited.publisher}, {degree}" if cited.publisher else degree
    return [_date(cited), school, cited.url]


def _container(cited: Cited) -> list[str]:
    if cited.is_submitted:
        return [part for part in ("Manuscript submitted for publication", _date(cited), cited.url) if part]
    parts = ["" if cited.kind in _IN_ITALICS else italic(cited.container)]
    if cited.kind in (Kind.CONFERENCE, Kind.CHAPTER) and cited.editors:
        names = [name.straight(name.given) for name in cited.editors[:2]]
        text = f"{names[0]} et al." if len(cited.editors) > 2 else comma_list(names, serial=False)
        parts.append(f"edited by {text}")
    if cited.volume:
        parts.append(f"vol. {cited.volume}")
    if cited.issue and cited.kind is Kind.JOURNAL:
        parts.append(f"no. {cited.issue}")
    if cited.kind is not Kind.JOURNAL and cited.publisher != cited.container:
        # MLA leaves the publishers of periodicals out.
        parts.append(cited.publisher)
    parts += [_date(cited), _pages(cited), cited.url]
    return [part for part in parts if part]


def _capitalised(container: str) -> str:
    # A container without a title begins with a label, and a label begins with a capital.
    return container[:1].upper() + container[1:] if container.startswith(_LABELS) else container


def _pages(cited: Cited) -> str:
    if not cited.first_page:
        return ""
    label = "p." if is_single_page(cited.first_page, cited.last_page) else "pp."
    return f"{label} {mla_range(cited.first_page, cited.last_page)}"


def _date(cited: Cited) -> str:
    if cited.is_forthcoming:
        return "forthcoming"
    if not cited.year or cited.kind in (Kind.BOOK, Kind.CHAPTER, Kind.CONFERENCE, Kind.THESIS):
        return cited.year
    month = SHORT_MONTHS[cited.month]
    # A numbered issue is found by its month; the day is only said where there is no issue.
    day = str(cited.day) if cited.day and not (cited.volume or cited.issue) else ""
    return " ".join(part for part in (day, month, cited.year) if part)
