"""Publications as CSV (RFC 4180), for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from generator.exporters.kinds import venue_name
from generator.exporters.plain import plain, readable, tidy
from generator.model import Venue, Work
from generator.values import Resource

_FORMULA_STARTS = ("=", "+", "-", "@")


def _count(work: Work) -> str:
    return "" if work.citations is None else str(work.citations.count)


def _resource(resource: Resource) -> str:
    if not resource.applies:
        return "n/a"
    if resource.urls:
        return " ".join(resource.urls)
    return "" if resource.exists is None else str(resource.exists).lower()


COLUMNS: dict[str, Callable[[Work], str]] = {
    "slug": lambda work: work.id,
    "title": lambda work: readable(work.title),
    "authors": lambda work: "; ".join(
        [credit.name.display for credit in work.credits] + (["et al."] if work.authors_truncated else [])
    ),
    "date": lambda work: "" if work.date is None else work.date.isoformat(),
    "type": lambda work: work.type,
    "venue": lambda work: venue_name(work),
    "volume": lambda work: work.volume,
    "issue": lambda work: work.issue,
    "pages": lambda work: work.pages,
    "publisher": lambda work: work.publisher,
    "categories": lambda work: "; ".join(work.categories),
    "doi": lambda work: work.doi,
    "arxiv": lambda work: work.arxiv,
    "url": lambda work: work.url,
    "pdf": lambda work: work.pdf,
    "code": lambda work: _resource(work.code),
    "data": lambda work: _resource(work.data),
    "status": lambda work: work.status,
    "citations": _count,
    "award": lambda work: plain(work.award),
}
"""Value by column, in the order written; an empty cell is unknown."""


def format_csv(
    works: Iterable[Work],
    venues: Mapping[str, Venue] | None = None,
    *,
    show_citations: bool = True,
) -> str:
    """Return a header line and a line a work, with CRLF, in the order given.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.

    Args:
        venues: Give the full names of venues.
        show_citations: False leaves the column out, where the site or a person hides citations.
    """
    venues = venues or {}
    columns = {name: value for name, value in COLUMNS.items() if show_citations or name != "citations"}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for work in works:
        row = [_cell(value(work)) for value in columns.values()]
        if work.venue_slug in venues:
            row[list(columns).index("venue")] = _cell(venue_name(work, venues[work.venue_slug]))
        writer.writerow(row)
    return out.getvalue()


def _cell(text: str) -> str:
    text = tidy(text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
