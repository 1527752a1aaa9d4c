"""A work as citation styles see it: its parts in order, escaped once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from generator.exporters.addresses import is_web, persistent_url
from generator.exporters.kinds import Kind, institution, kind_of, thesis_degree, venue_name
from generator.exporters.locators import split_pages
from generator.exporters.plain import readable, tidy
from generator.model import Credit, Venue, Work

MAX_NAMES = 20
"""No style prints more names than these and the last one."""

_NOT_LETTER_START = re.compile(r"^[\W\d_]+")
_ARXIV_VENUE = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in escaped HTML.

    Attributes:
        family: Family name with its particle; for a group (or a single name) the whole name.
        given: Given names in full, "" for a group.
        initials: "J.-P. Q.", "" for a group.
        suffix: "Jr.", "III", or "".
    """

    family: str
    given: str = ""
    initials: str = ""
    suffix: str = ""

    def straight(self, given: str) -> str:
        """Return "Given Family Suffix" with the given names or initials passed in."""
        return " ".join(part for part in (given, self.family, self.suffix) if part)

    def inverted(self, given: str) -> str:
        """Return "Family, Given, Suffix" with the given names or initials passed in."""
        return ", ".join(part for part in (self.family, given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Cited:
    """The parts of a citation; texts are escaped HTML, "" when not known.

    Attributes:
        authors: At most `MAX_NAMES` and the last one.
        total: How many authors are listed.
        truncated: More authors follow than are listed.
        first_page, last_page: See `locators.split_pages`.
        year: Four digits, or "".
        month, day: 0 when not known.
        degree: Of a thesis: doctoral, master, bachelor or "".
        url: The DOI's https address, else arXiv's, else the work's own.
    """

    kind: Kind
    authors: tuple[Name, ...]
    total: int
    truncated: bool
    editors: tuple[Name, ...]
    title: str
    container: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    publisher: str
    year: str
    month: int
    day: int
    status: str
    degree: str
    doi: str
    arxiv: str
    url: str

    @property
    def is_forthcoming(self) -> bool:
        """Whether the work is accepted, but not out yet."""
        return self.status in ("accepted", "forthcoming")

    @property
    def is_submitted(self) -> bool:
        """Whether the work is under review (or less), so that no venue may be claimed."""
        return self.status in ("submitted", "draft")


def cite(work: Work, venue: Venue | None = None) -> Cited:
    """Return the parts of a work's citation."""
    kind = kind_of(work, venue)
    first_page, last_page = split_pages(work.pages)
    date = work.date
    address = persistent_url(work.doi, work.arxiv) or (work.url if is_web(work.url) else "")
    return Cited(
        kind=kind,
        authors=_names(work.credits),
        total=len(work.credits),
        truncated=work.authors_truncated,
        editors=_names(work.editors),
        title=_html(readable(work.title)).rstrip(".") or "Untitled",
        container=_container(work, kind, venue),
        volume=_html(work.volume),
        issue=_html(work.issue),
        first_page=_html(first_page),
        last_page=_html(last_page),
        publisher=_html(institution(work, venue) if kind in (Kind.THESIS, Kind.REPORT) else work.publisher),
        year="" if date is None else str(date.year),
        month=0 if date is None else date.month,
        day=0 if date is None else date.day,
        status=work.status,
        degree=thesis_degree(work) if kind is Kind.THESIS else "",
        doi=_html(work.doi),
        arxiv=_html(work.arxiv),
        url=_html(address),
    )


def _html(text: str) -> str:
    return escape(tidy(text), quote=False) if text else ""


def _container(work: Work, kind: Kind, venue: Venue | None) -> str:
    name = venue_name(work, venue)
    if kind is Kind.PREPRINT and work.arxiv and (not name or _ARXIV_VENUE.search(name)):
        return "arXiv"
    if kind is Kind.PREPRINT and not name:
        # Reference managers name the server as the publisher.
        return _html(work.publisher)
    return "" if kind in (Kind.THESIS, Kind.REPORT) else _html(name)


def _names(credited: Sequence[Credit]) -> tuple[Name, ...]:
    if len(credited) > MAX_NAMES + 1:
        credited = (*credited[:MAX_NAMES], credited[-1])
    return tuple(_name(credit) for credit in credited if credit.name.display.strip())


def _name(credit: Credit) -> Name:
    name = credit.name
    if credit.group or not name.family:
        return Name(_html(name.display))
    return _personal_name(name.family, name.given, name.particle, name.suffix)


@lru_cache(maxsize=8192)
def _personal_name(family: str, given: str, particle: str, suffix: str) -> Name:
    given = tidy(given)
    return Name(
        _html(f"{particle} {family}"),
        _html(given),
        _html(initials(given, capitals=family.isupper())),
        _html(suffix),
    )


def initials(given: str, *, capitals: bool = False) -> str:
    """Return the initials of given names: "Jean-Paul Q." gives "J.-P. Q.".

    Names in scripts without letter case are not abbreviated and come back whole.

    Args:
        given: Given names or initials, with or without full stops.
        capitals: The family name is written in capitals, so "YU" is a name and not two initials.
    """
    return " ".join(part for word in given.split() if (part := _word_initials(word, capitals)))


def _word_initials(word: str, capitals: bool) -> str:
    return "-".join(part for piece in word.split("-") if (part := _piece_initials(piece, capitals)))


def _piece_initials(piece: str, capitals: bool) -> str:
    piece = _NOT_LETTER_START.sub("", piece)
    if not piece:
        return ""
    if not (piece[0].isupper() or piece[0].islower()):
        return piece
    if "." in piece:
        # "J.P." is two initials; "Yu." and "Th." are abbreviations of the author's own choice.
        return " ".join(f"{part[:1].upper()}{part[1:]}." for part in piece.split(".") if part)
    if not capitals and 1 < len(piece) <= 3 and piece.isupper():
        return " ".join(f"{letter}." for letter in piece)
    return f"{piece[0].upper()}."
