"""APA, 7th edition (Publication Manual of the APA, 2020, ch. 9 and 10)."""

from generator.exporters.kinds import Kind
from generator.exporters.locators import full_range, is_article_number, is_single_page
from generator.exporters.styles.cited import Cited, Name
from generator.exporters.styles.phrases import comma_list, italic, sentences, stop

MAX_AUTHORS = 20
SHOWN_BEFORE_LAST = 19

DEGREES = {
    "doctoral": "Doctoral dissertation",
    "master": "Master’s thesis",
    "bachelor": "Bachelor’s thesis",
    "": "Thesis",
}


def format_apa(cited: Cited) -> str:
    """Return the entry of an APA reference list."""
    date = f"({_date(cited)})"
    title = _title(cited)
    if authors := _authors(cited):
        head = f"{stop(authors)} {date}. {stop(title)}"
    elif cited.editors and cited.kind is Kind.BOOK:
        label = "Ed." if len(cited.editors) == 1 else "Eds."
        head = f"{_list(cited.editors)} ({label}). {date}. {stop(title)}"
    else:
        head = f"{stop(title)} {date}."
    source = "" if cited.is_submitted else _source(cited)
    return " ".join(part for part in (head, source, cited.url) if part)


def _date(cited: Cited) -> str:
    return "in press" if cited.is_forthcoming else cited.year or "n.d."


def _inverted(name: Name) -> str:
    return name.inverted(name.initials)


def _authors(cited: Cited) -> str:
    if not cited.authors:
        return ""
    names = [_inverted(name) for name in cited.authors]
    if cited.truncated:
        return ", ".join([*names[:SHOWN_BEFORE_LAST], "et al."])
    if cited.total > MAX_AUTHORS:
        return f"{', '.join(names[:SHOWN_BEFORE_LAST])}, . . . {names[-1]}"
    return _list(cited.authors)


def _list(names: tuple[Name, ...]) -> str:
    # Two groups have no comma between them; it belongs to the first one's initials.
    serial = len(names) > 2 or bool(names[0].initials)
    return comma_list([_inverted(name) for name in names], "&amp;", serial=serial)


def _title(cited: Cited) -> str:
    if cited.is_submitted:
        return f"{italic(cited.title)} [Manuscript submitted for publication]"
    if cited.kind in (Kind.JOURNAL, Kind.CONFERENCE, Kind.CHAPTER) and cited.container:
        return cited.title
    title = italic(cited.title)
    if cited.kind is Kind.THESIS:
        school = f", {cited.publisher}" if cited.publisher else ""
        return f"{title} [{DEGREES[cited.degree]}{school}]"
    if cited.kind is Kind.DATASET:
        return f"{title} [Data set]"
    if cited.kind is Kind.SOFTWARE:
        return f"{title} [Computer software]"
    if cited.kind is Kind.PREPRINT and cited.arxiv:
        return f"{title} (arXiv:{cited.arxiv})"
    if cited.kind is Kind.REPORT and cited.issue:
        return f"{title} (Report No. {cited.issue})"
    if cited.kind is Kind.BOOK and cited.volume:
        return f"{title} (Vol. {cited.volume})"
    return title


def _source(cited: Cited) -> str:
    if cited.kind is Kind.THESIS:
        return ""
    if cited.kind is Kind.JOURNAL and cited.container:
        return stop(_periodical(cited))
    if cited.kind in (Kind.CONFERENCE, Kind.CHAPTER) and cited.container:
        return sentences([_collection(cited), cited.publisher])
    if cited.kind is Kind.REPORT:
        return stop(cited.publisher)
    if cited.kind is Kind.BOOK:
        return stop(cited.publisher or cited.container)
    return sentences([cited.container, "" if cited.container else cited.publisher])


def _periodical(cited: Cited) -> str:
    text = italic(cited.container)
    if cited.volume:
        text += f", {italic(cited.volume)}"
    if cited.issue:
        text += f"({cited.issue})" if cited.volume else f", ({cited.issue})"
    if cited.first_page:
        pages = full_range(cited.first_page, cited.last_page)
        is_number = is_article_number(cited.first_page, cited.last_page)
        text += f", Article {pages}" if is_number else f", {pages}"
    return text


def _collection(cited: Cited) -> str:
    editors = ""
    if cited.editors:
        label = "Ed." if len(cited.editors) == 1 else "Eds."
        names = [name.straight(name.initials) for name in cited.editors]
        editors = f"{comma_list(names, '&amp;', serial=False)} ({label}), "
    return f"In {editors}{italic(cited.container)}{_collection_place(cited)}"


def _collection_place(cited: Cited) -> str:
    place = [f"Vol. {cited.volume}"] if cited.volume else []
    if cited.first_page:
        is_page = is_single_page(cited.first_page, cited.last_page)
        pages = full_range(cited.first_page, cited.last_page)
        place.append(f"{'p.' if is_page else 'pp.'} {pages}")
    return f" ({', '.join(place)})" if place else ""
