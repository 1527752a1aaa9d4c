"""Which values may be shown: applied once, right after measuring, so that nothing later can leak.

`metrics.show` rules over everything; a person's `hide` over that person's values, not over a
paper's own. What would give a hidden value away goes with it: values that are made of it, as the
table of definitions says, the years it is spread over, the "of 8 papers" of other values.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from msgspec import structs

from generator.metrics.definitions import with_dependents
from generator.model import Citations, Corpus, Measures, Person, PersonId, PersonMeasures, Work
from generator.schema.vocabulary import LEFT_BY_COUNTS
from generator.values import MetricRecord


def is_shown(name: str, show: str) -> bool:
    """Tell whether the site shows a metric at all: `show` is full, counts or none."""
    return show == "full" or (show == "counts" and name in LEFT_BY_COUNTS)


def shown_measures(measures: Measures, people: Mapping[PersonId, Person], show: str) -> Measures:
    """Return the measures without anything that the site or a person hides.

    Related papers and the co-authors of a person are relations, not values: they go only when the
    person's own `hide` names them. But how many papers are shared, or are of a topic, are numbers:
    they are 0, which is not shown, where the site or the person shows none.
    """
    shown = {key: shown_person(found, people[key], show) for key, found in measures.people.items()}
    if show == "full":
        return replace(measures, people=shown)
    works = {key: shown_work(metrics, show) for key, metrics in measures.works.items()}
    return replace(measures, people=shown, works=works, breakdown={}, nearest={}, absent={})


def shown_work(
    metrics: Mapping[str, tuple[MetricRecord, ...]], show: str
) -> Mapping[str, tuple[MetricRecord, ...]]:
    """Return the metrics of a paper without those that the site hides."""
    if show == "full":
        return metrics
    return {name: records for name, records in metrics.items() if is_shown(name, show)}


def shown_person(measures: PersonMeasures, person: Person, show: str) -> PersonMeasures:
    """Return a person's measures without what the site or the person hides (see `shown_measures`)."""
    return measures if show == "full" and not person.hide else _shown_person(measures, person.hide, show)


def _shown_person(measures: PersonMeasures, hide: frozenset[str], show: str) -> PersonMeasures:
    hidden = with_dependents(hide)

    def shown(name: str) -> bool:
        return is_shown(name, show) and name not in hidden

    metrics = {name: records for name, records in measures.metrics.items() if shown(name)}
    by_year, coauthors, topics = measures.by_year, measures.coauthors, measures.topics
    if not shown("papers"):
        by_year = ()
        topics = tuple((code, 0) for code, _ in topics)
        metrics = {name: tuple(map(_without_coverage, records)) for name, records in metrics.items()}
    elif not shown("citations"):
        by_year = tuple((year, papers, None) for year, papers, _ in by_year)
    if show == "none":
        coauthors = tuple((person, 0) for person, _ in coauthors)
    return structs.replace(
        measures,
        metrics=metrics,
        by_year=by_year,
        coauthors=() if "coauthors" in hidden else coauthors,
        topics=topics,
    )


@cache
def _without_coverage(record: MetricRecord) -> MetricRecord:
    return structs.replace(record, n=None, of=None)


def without_values(corpus: Corpus, show: str) -> Corpus:
    """Return the corpus without the values that measures already hold, or that nobody may see.

    Whatever is planned from it can only take a metric from the measures, where it is shown or
    hidden as the site says. Reported values go always; citation counts when they are not shown. A
    person's `hide` names all that is hidden, also what goes with the names that the file gives.
    """
    people = {
        key: structs.replace(person, reported=(), hide=with_dependents(person.hide))
        if person.reported or person.hide
        else person
        for key, person in corpus.people.items()
    }
    keep = is_shown("citations", show)
    works = {key: _without_values(work, keep) for key, work in corpus.works.items()}
    return replace(corpus, people=people, works=works)


def _without_values(work: Work, keep_citations: bool) -> Work:
    citations: Citations | None = work.citations if keep_citations else None
    if citations is work.citations and not work.reported:
        return work
    return structs.replace(work, citations=citations, reported=())
