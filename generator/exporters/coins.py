"""COinS: a work as an OpenURL ContextObject in a span's title, so that Zotero sees lists.

Source: ANSI/NISO Z39.88-2004, KEV formats journal, book and dissertation.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from generator.exporters.addresses import is_web, persistent_url
from generator.exporters.kinds import Kind, institution, kind_of, venue_name
from generator.exporters.locators import full_range, split_pages
from generator.exporters.plain import plain, tidy
from generator.model import Venue, Work

MAX_AUTHORS = 30
"""A byline of 3,000 authors must not stand on every list that holds the paper."""

FORMATS: dict[Kind, tuple[str, str]] = {
    Kind.JOURNAL: ("journal", "article"),
    Kind.CONFERENCE: ("journal", "proceeding"),
    Kind.PREPRINT: ("journal", "preprint"),
    Kind.MANUSCRIPT: ("journal", "preprint"),
    Kind.BOOK: ("book", "book"),
    Kind.CHAPTER: ("book", "bookitem"),
    Kind.REPORT: ("book", "report"),
    Kind.THESIS: ("dissertation", ""),
}
"""(format, genre) by kind; ("journal", "unknown") for every other one."""

Pair = tuple[str, str]

_SAFE = re.compile(r"[A-Za-z0-9_.\-~/:,]*")


def format_coins(work: Work, venue: Venue | None = None) -> str:
    """Return the query text of a COinS span, not yet escaped for HTML."""
    kind = kind_of(work, venue)
    kev, genre = FORMATS.get(kind, ("journal", "unknown"))
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kev}"),
        ("rft_id", _identifier(work)),
        ("rft.genre", genre),
        *_titles(work, kind, venue),
        *_authors(work),
        ("rft.date", work.date.isoformat() if work.date is not None else ""),
        *_places(work, kind),
    ]
    return "&".join([f"{name}={_quote(value)}" for name, value in pairs if value])


@lru_cache(maxsize=4096)
def _quote(value: str) -> str:
    return value if _SAFE.fullmatch(value) else quote(value, safe="/:,", errors="replace")


def _identifier(work: Work) -> str:
    if work.doi:
        return f"info:doi/{tidy(work.doi)}"
    return persistent_url("", work.arxiv) or (tidy(work.url) if is_web(work.url) else "")


def _titles(work: Work, kind: Kind, venue: Venue | None) -> list[Pair]:
    title = plain(work.title)
    if kind is Kind.THESIS:
        return [("rft.title", title), ("rft.inst", institution(work, venue))]
    if kind in (Kind.BOOK, Kind.REPORT):
        return [("rft.btitle", title)]
    container = "rft.btitle" if kind is Kind.CHAPTER else "rft.jtitle"
    return [("rft.atitle", title), (container, venue_name(work, venue))]


def _authors(work: Work) -> list[Pair]:
    pairs: list[Pair] = []
    if work.credits and not work.credits[0].group:
        first = work.credits[0].name
        pairs += [
            ("rft.aulast", tidy(f"{first.particle} {first.family}")),
            ("rft.aufirst", tidy(first.given)),
        ]
    return pairs + [("rft.au", tidy(credit.name.display)) for credit in work.credits[:MAX_AUTHORS]]


def _places(work: Work, kind: Kind) -> list[Pair]:
    first, last = split_pages(work.pages)
    publisher = "" if kind in (Kind.THESIS, Kind.JOURNAL) else tidy(work.publisher)
    return [
        ("rft.volume", tidy(work.volume)),
        ("rft.issue", tidy(work.issue)),
        ("rft.spage", tidy(first)),
        ("rft.epage", tidy(last)),
        ("rft.pages", full_range(first, last).replace("–", "-")),
        ("rft.pub", publisher),
        ("rft.isbn", tidy(work.isbn)),
    ]
