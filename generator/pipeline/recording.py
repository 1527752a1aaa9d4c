"""`build --record`: today's values of every person with a file, kept in `content/history.jsonl`."""

from collections.abc import Iterable
from pathlib import Path

from generator.model import Corpus, HistoryPoint, Measures, PersonId
from generator.sources.history import History, append_day, format_day, load_history
from generator.values import MetricRecord


def values_of_day(day: str, corpus: Corpus, measures: Measures) -> History:
    """Return a day's values of the people with a file, as they are shown.

    Args:
        day: ISO date of `as_of`.
        measures: After the site's policy, so that hidden values are not written down either.
    """
    found = {
        person.id: tuple(_points(day, measures.people[person.id].metrics.items()))
        for person in corpus.people.values()
        if person.declared
    }
    return {person: points for person, points in found.items() if points}


def _points(day: str, metrics: Iterable[tuple[str, tuple[MetricRecord, ...]]]) -> Iterable[HistoryPoint]:
    for name, records in metrics:
        for record in records:
            yield HistoryPoint(day, name, record.value, record.kind, record.source or "")


def until(history: History, day: str, today: History) -> History:
    """Return the recorded values up to a day, with those of the day itself.

    Args:
        history: All that is recorded.
        day: ISO date of `as_of`: a site that is built as of a day does not know what came later.
        today: What is about to be recorded; empty when the day is recorded already, or shall not be.
    """
    people: dict[PersonId, None] = dict.fromkeys((*history, *today))
    seen = {
        person: (*(p for p in history.get(person, ()) if p.day <= day), *today.get(person, ()))
        for person in people
    }
    return {person: points for person, points in seen.items() if points}


def record_day(site: Path, day: str, values: History) -> bool:
    """Append a day's values to the history; tell whether there was anything to add.

    Another build may have recorded the day since this one has read the file: it is looked at anew.

    Raises:
        OutsideError: The file cannot be written.
    """
    if not values or day in load_history(site)[1]:
        return False
    authors: dict[str, dict[str, list[dict[str, object]]]] = {}
    for person, points in values.items():
        metrics = authors.setdefault(person, {})
        for point in points:
            source = {"source": point.source} if point.source else {}
            metrics.setdefault(point.metric, []).append({"value": point.value, "kind": point.kind, **source})
    append_day(site, format_day(day, authors))
    return True
