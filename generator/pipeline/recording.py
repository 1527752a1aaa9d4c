"""`build --record`: today's values of every person with a file, kept in `content/history.jsonl`."""

from pathlib import Path

from generator.model import Corpus, Measures
from generator.sources.history import append_day, format_day

RECORDED = ("papers", "citations", "h_index", "i10_index", "novelty", "score", "ai_score")
"""What a reader may want to see grow; the other indicators follow from the papers."""


def record_day(site: Path, day: str, corpus: Corpus, measures: Measures) -> bool:
    """Append the shown values of a day; tell whether there was anything to record.

    Args:
        day: ISO date of `as_of`; the caller has made sure that it is not recorded yet.
        measures: After the site's policy, so that hidden values are not written down either.
    """
    authors: dict[str, dict[str, list[dict[str, object]]]] = {}
    for person in corpus.people.values():
        metrics = measures.people[person.id].metrics
        found: dict[str, list[dict[str, object]]] = {
            name: [
                {"value": r.value, "kind": r.kind, **({"source": r.source} if r.source else {})}
                for r in metrics[name]
            ]
            for name in RECORDED
            if metrics.get(name)
        }
        if person.declared and found:
            authors[person.id] = found
    if authors:
        append_day(site, format_day(day, authors))
    return bool(authors)
