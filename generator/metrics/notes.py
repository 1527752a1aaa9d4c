"""What is odd about the values in the sources: stale, contradictory, or out of reach."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.errors import Diagnostic, Loc, Position, Severity
from generator.metrics.days import as_day
from generator.metrics.definitions import with_dependents
from generator.metrics.policy import is_shown
from generator.model import Corpus, Origin, Person, Work
from generator.values import MetricRecord

if TYPE_CHECKING:
    from generator.schema.site import Site

Locate = Callable[[Origin, Loc], Position]
"""Finds where a place of a record stands; asked only when there is something to say."""

SITE_FILE = "content/site.yaml"


def measure_notes(
    corpus: Corpus,
    site: "Site",
    as_of: date,
    locate: Locate,
    *,
    background: int = 0,
    has_numpy: bool | None = None,
) -> tuple[Diagnostic, ...]:
    """Return notes and warnings about the values that the site shows.

    Args:
        corpus: With what sources report still in it.
        site: Its options.
        as_of: The day that "12 months ago" is counted from.
        locate: Where a place of a record stands in its file.
        background: How many background papers there are.
        has_numpy: Whether numpy is installed; found out when None.

    Returns:
        `stale-reported` warnings, and the notes `reported-h-above-papers`,
        `reported-figures-disagree` and `novelty-needs-numpy`.
    """
    show = site.metrics.show
    found: list[Diagnostic] = []
    for person in corpus.people.values():
        if person.reported and person.origin is not None:
            papers = len(corpus.papers_of.get(person.id, ()))
            found += _about_person(person, person.origin, papers, show, as_of, locate)
    for work in corpus.works.values():
        if work.reported and work.origin is not None:
            found += _stale(_shown(work, show), work.origin, as_of, locate)
    if _wants_numpy(corpus, site, background) and not _installed(has_numpy):
        found.append(
            Diagnostic(
                SITE_FILE,
                1,
                1,
                Severity.NOTE,
                "novelty-needs-numpy",
                "text novelty is not computed: numpy is not installed",
                "pip install 'byline[novelty]', or set metrics.novelty.enabled to false",
            )
        )
    return tuple(found)


def _about_person(
    person: Person, origin: Origin, papers: int, show: str, as_of: date, locate: Locate
) -> Iterator[Diagnostic]:
    shown = _shown(person, show, with_dependents(person.hide))
    yield from _stale(shown, origin, as_of, locate)
    for name, record in shown:
        if name != "h_index":
            continue
        at = locate(origin, ("reported", "h_index"))
        if record.value > papers:
            yield Diagnostic(
                origin.path,
                at.line,
                at.column,
                Severity.NOTE,
                "reported-h-above-papers",
                f"an h-index of {record.value:g} needs as many papers, {papers} are listed: "
                "the source counts papers that are not listed here",
            )
        citations = _same_report(shown, "citations", record)
        if citations is not None and record.value**2 > citations:
            yield Diagnostic(
                origin.path,
                at.line,
                at.column,
                Severity.NOTE,
                "reported-figures-disagree",
                f"the source's own figures disagree: {record.value:g} needs at least "
                f"{record.value**2:g} citations, it reports {citations:g}",
            )


def _shown(
    record: Person | Work, show: str, hide: frozenset[str] = frozenset()
) -> list[tuple[str, MetricRecord]]:
    """Return the reported values that a reader can see."""
    return [(n, r) for n, r in record.reported if is_shown(n, show) and n not in hide]


def _same_report(reported: Iterable[tuple[str, MetricRecord]], name: str, like: MetricRecord) -> float | None:
    """Return a further value of the same source on the same day, or None."""
    for other, record in reported:
        if other == name and (record.source, record.as_of) == (like.source, like.as_of):
            return record.value
    return None


def _stale(
    reported: Iterable[tuple[str, MetricRecord]], origin: Origin, as_of: date, locate: Locate
) -> Iterator[Diagnostic]:
    """Yield a warning for each report, not each value, that is older than 12 months."""
    reports = dict.fromkeys((r.source or "", r.as_of) for _, r in reported if r.as_of)
    for source, day in reports:
        if day is None or not _is_stale(day, as_of):
            continue
        at = locate(origin, ("reported", "date"))
        yield Diagnostic(
            origin.path,
            at.line,
            at.column,
            Severity.WARNING,
            "stale-reported",
            f"what '{source}' reports is of {day}, more than 12 months ago",
            "look the values up again and write the new date",
        )


def _is_stale(day: str, as_of: date) -> bool:
    """Tell whether a date, at its latest, is more than 12 months before `as_of`."""
    reported = as_day(day)
    # Twelve months before a leap day is the last day of that February.
    last = 28 if (as_of.month, as_of.day) == (2, 29) else as_of.day
    return (as_of.year - 1, as_of.month, last) > (reported.year, reported.month, reported.day)


def _wants_numpy(corpus: Corpus, site: "Site", background: int) -> bool:
    """Tell whether text novelty would have values if numpy were there."""
    options = site.metrics.novelty
    if not (options.enabled and is_shown("novelty", site.metrics.show)):
        return False
    dated = background + sum(work.date is not None for work in corpus.works.values())
    return dated > options.min_prior + max(1, options.min_ref)


def _installed(has_numpy: bool | None) -> bool:
    return find_spec("numpy") is not None if has_numpy is None else has_numpy
