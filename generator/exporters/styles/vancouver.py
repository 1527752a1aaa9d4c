"""Vancouver (NLM, Citing Medicine, 2nd ed.; ICMJE, Samples of Formatted References)."""

from generator.exporters.kinds import Kind
from generator.exporters.locators import full_range
from generator.exporters.styles.cited import Cited, Name
from generator.exporters.styles.phrases import SHORT_MONTHS, sentences, stop

MAX_AUTHORS = 6

DEGREES = {"doctoral": "dissertation", "master": "master’s thesis", "bachelor": "bachelor’s thesis"}

_MEDIUM = {Kind.DATASET: " [dataset]", Kind.SOFTWARE: " [software]", Kind.PREPRINT: " [preprint]"}


def format_vancouver(cited: Cited) -> str:
    """Return the entry of a Vancouver reference list, without its number."""
    title = cited.title + _MEDIUM.get(cited.kind, "")
    if cited.kind is Kind.THESIS:
        title += f" [{DEGREES.get(cited.degree, 'thesis')}]"
    parts = [_authors(cited), title, *_source(cited)]
    return " ".join(part for part in (sentences(parts), _address(cited)) if part)


def _authors(cited: Cited) -> str:
    if cited.authors:
        return _list(cited.authors, cited.total, truncated=cited.truncated)
    if cited.kind is Kind.BOOK and cited.editors:
        label = "editor" if len(cited.editors) == 1 else "editors"
        return f"{_list(cited.editors, len(cited.editors), truncated=False)}, {label}"
    return ""


def _list(names: tuple[Name, ...], total: int, *, truncated: bool) -> str:
    shown = [_short(name) for name in names[:MAX_AUTHORS]]
    more = ["et al"] if total > MAX_AUTHORS or truncated else []
    return ", ".join([*shown, *more])


def _short(name: Name) -> str:
    initials = name.initials.replace(".", "").replace(" ", "").replace("-", "")
    return " ".join(part for part in (name.family, initials, name.suffix.rstrip(".")) if part)


def _source(cited: Cited) -> list[str]:
    date = _date(cited)
    if cited.is_submitted:
        return ["Submitted manuscript", date]
    if cited.kind in (Kind.CONFERENCE, Kind.CHAPTER) and cited.container:
        editors = ""
        if cited.editors:
            label = "editor" if len(cited.editors) == 1 else "editors"
            editors = f"{_list(cited.editors, len(cited.editors), truncated=False)}, {label}. "
        pages = full_range(cited.first_page, cited.last_page)
        volume = f"Vol. {cited.volume}" if cited.volume else ""
        published = f"{cited.publisher}; {date}" if cited.publisher else date
        return [
            f"In: {editors}{cited.container}",
            volume,
            published,
            f"p. {pages}" if pages else "",
        ]
    if cited.kind is Kind.JOURNAL and cited.container:
        return [cited.container, _issue(cited, date)]
    publisher = cited.publisher or cited.container
    return [f"{publisher}; {date}" if publisher else date]


def _issue(cited: Cited, date: str) -> str:
    place = cited.volume + (f"({cited.issue})" if cited.issue else "")
    pages = full_range(cited.first_page, cited.last_page)
    text = f"{date};{place}" if place else date
    return f"{text}:{pages}" if pages else text


def _date(cited: Cited) -> str:
    if cited.is_forthcoming:
        return "Forthcoming"
    if not cited.year:
        return "[date unknown]"
    # Months in three letters and no full stops.
    month = SHORT_MONTHS[cited.month][:3]
    if cited.kind is not Kind.JOURNAL or not month:
        return cited.year
    return f"{cited.year} {month}"


def _address(cited: Cited) -> str:
    if cited.doi:
        return stop(f"doi:{cited.doi}")
    return f"Available from: {cited.url}" if cited.url else ""
