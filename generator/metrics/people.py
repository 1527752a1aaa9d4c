"""What is measured of each person: the family of indicators, subject, years and co-authors."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from generator.giving_way import give_way
from generator.metrics.definitions import MIN_NOVEL_PAPERS
from generator.metrics.indicators import (
    Ranked,
    awcr,
    career_years,
    citations_per_year,
    e_index,
    g_index,
    h_index,
    h_median,
    hm_index,
    i10_index,
    m_quotient,
    ranked,
)
from generator.metrics.records import by_name, computed
from generator.metrics.score import OPENNESS_WEIGHTS, Known, author_score
from generator.metrics.works import PaperFacts
from generator.model import Corpus, Person, PersonId, PersonMeasures, Work, WorkId
from generator.text.fold import fold
from generator.values import MetricRecord

MAX_COAUTHORS = 200
"""Co-authors listed for a person. One paper of 3,000 authors would otherwise put nine million names
on pages; the count itself is of all of them."""

SHARED = 1 << 12
"""Results at hand of what most authors of a large site have in common with others."""

_Metrics = dict[str, tuple[MetricRecord, ...]]
_Years = tuple[tuple[int, int, int | None], ...]
_Topics = tuple[tuple[str, int], ...]


class PeopleMeasurer:
    """Measures the people of one corpus, sharing what people have in common.

    Most authors of a large site have one paper: what follows from facts that many papers have is
    computed once.
    """

    def __init__(self, corpus: Corpus, facts: Mapping[WorkId, PaperFacts], as_of: date) -> None:
        self._corpus = corpus
        self._facts = facts
        self._as_of = as_of
        self._shared: dict[tuple[PaperFacts, ...], tuple[_Metrics, _Years]] = {}
        self._subjects: dict[tuple[tuple[str, ...], ...], tuple[str, _Topics]] = {}
        ordered = sorted(corpus.people, key=lambda p: (fold(corpus.people[p].name.display), p))
        self._rank = {person: rank for rank, person in enumerate(ordered)}
        # Most who share a paper share one: the same pair stands in the lists of all of them.
        self._sharing_one = [(person, 1) for person in ordered]
        self._credited: dict[WorkId, tuple[int, ...]] = {}
        self._crowds: dict[WorkId, frozenset[int]] = {}

    def replace(self, corpus: Corpus, work: WorkId, facts: PaperFacts) -> None:
        """Take over a work that has changed; people and the credits of all works are as before."""
        self._corpus = corpus
        self._facts = {**self._facts, work: facts}

    def measure(self, person: Person) -> PersonMeasures:
        """Return what was measured of a person, nothing hidden."""
        give_way()
        keys = papers_in_order(self._corpus, person)
        works = [self._corpus.works[key] for key in keys]
        metrics, years = self._of_facts(keys)
        subject, topics = self._of_categories(works)
        count, coauthors = self._coauthors(person.id, keys)
        if any(work.credits for work in works):
            record = _coauthors_record(count, works, self._as_of)
            metrics = {**metrics, "coauthors": (record,)}
        return PersonMeasures(
            metrics=by_name(person.reported, metrics, len(works)),
            subject=person.categories[0] if person.categories else subject,
            by_year=years,
            coauthors=coauthors,
            topics=topics,
        )

    def _of_facts(self, works: Iterable[WorkId]) -> tuple[_Metrics, _Years]:
        """Return what depends on nothing but the papers' facts."""
        facts = tuple([self._facts[work] for work in works])
        found = self._shared.get(facts)
        if found is None:
            values = author_values(facts, self._as_of)
            metrics: _Metrics = {name: (record,) for name, record in values.items()}
            found = self._shared[facts] = metrics, by_year(tuple([(f.year, f.cited_in) for f in facts]))
        return found

    def _of_categories(self, works: Sequence[Work]) -> tuple[str, _Topics]:
        """Return the subject and topics."""
        categories = tuple([work.categories for work in works])
        found = self._subjects.get(categories)
        if found is None:
            found = self._subjects[categories] = subject_of(categories), topics_of(categories)
        return found

    def _coauthors(
        self, person: PersonId, works: Sequence[WorkId]
    ) -> tuple[int, tuple[tuple[PersonId, int], ...]]:
        """Return how many people share a paper, and those who share most, then by name and slug."""
        if not works:
            return 0, ()
        own = self._rank[person]
        if len(works) == 1:
            # A paper of thousands is the only one of most of its authors.
            credited = self._people_of(works[0])
            first = [rank for rank in credited[: MAX_COAUTHORS + 1] if rank != own][:MAX_COAUTHORS]
            # Someone linked by `papers` alone need not be credited by name.
            place = bisect_left(credited, own)
            among = place < len(credited) and credited[place] == own
            return len(credited) - among, tuple([self._sharing_one[rank] for rank in first])
        *others, largest = sorted(works, key=lambda work: len(self._people_of(work)))
        shared = Counter(chain.from_iterable(map(self._people_of, others)))
        crowd = self._crowd(largest)
        twice = shared.keys() & crowd
        count = len(shared) + len(crowd) - len(twice) - (own in shared or own in crowd)
        shared.update(twice)
        # Of those who share the largest paper alone, only the first can be listed.
        for rank in self._people_of(largest)[: MAX_COAUTHORS + len(shared) + 1]:
            shared.setdefault(rank, 1)
        del shared[own]
        # Stable sorts: by rank, then most papers first.
        ranks = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:MAX_COAUTHORS]
        return count, tuple([self._sharing(rank, shared[rank]) for rank in ranks])

    def _sharing(self, rank: int, papers: int) -> tuple[PersonId, int]:
        pair = self._sharing_one[rank]
        return pair if papers == 1 else (pair[0], papers)

    def _crowd(self, work: WorkId) -> frozenset[int]:
        """Return the people credited on a paper as a set, kept where they are many."""
        people = self._people_of(work)
        if len(people) <= MAX_COAUTHORS:
            return frozenset(people)
        if work not in self._crowds:
            self._crowds[work] = frozenset(people)
        return self._crowds[work]

    def _people_of(self, work: WorkId) -> tuple[int, ...]:
        """Return the ranks, ascending, of the people credited on a paper; groups are not people."""
        if work not in self._credited:
            people = {c.person for c in self._corpus.works[work].credits if not c.group}
            known = [self._rank[person] for person in people if person in self._rank]
            self._credited[work] = tuple(sorted(known))
        return self._credited[work]


def _coauthors_record(count: int, works: Sequence[Work], as_of: date) -> MetricRecord:
    listed = sum(1 for work in works if work.credits)
    cut = sum(1 for work in works if work.authors_truncated)
    reason = f"at least: {cut} author lists are cut" if cut > 1 else "at least: an author list is cut"
    return computed(
        "coauthors",
        count,
        as_of.isoformat(),
        n=listed,
        of=len(works),
        reason=reason if cut else None,
    )


def papers_in_order(corpus: Corpus, person: Person) -> tuple[WorkId, ...]:
    """Return a person's papers: first as the author's `papers` lists them, then as the site does."""
    listed = corpus.papers_of.get(person.id, ())
    if not person.paper_order:
        return listed
    own = frozenset(listed)
    first = [work for work in person.paper_order if work in own]
    return tuple(dict.fromkeys([*first, *listed]))


def author_values(papers: Sequence[PaperFacts], as_of: date) -> dict[str, MetricRecord]:
    """Return the computed record of each indicator that the papers suffice for.

    Args:
        papers: The facts of each paper.
        as_of: The day that ages are taken at.
    """
    day, of = as_of.isoformat(), len(papers)
    values = {"papers": computed("papers", of, day, n=of, of=of)}
    if not papers:
        values["h_index"] = computed("h_index", 0, day, n=0, of=0)
        return values
    values |= _citation_values(papers, as_of)
    values |= _openness(tuple([paper.openness for paper in papers]), day)
    novelties = [paper.novelty for paper in papers if paper.novelty is not None]
    if len(novelties) >= MIN_NOVEL_PAPERS:
        mean = math.fsum(novelties) / len(novelties)
        values["novelty"] = computed("novelty", mean, day, n=len(novelties), of=of)
    scores = [paper.score for paper in papers if paper.score is not None]
    score = author_score(scores)
    if score is not None:
        values["score"] = computed("score", score, day, n=len(scores), of=of)
    return values


def _citation_values(papers: Sequence[PaperFacts], as_of: date) -> dict[str, MetricRecord]:
    known = [(paper, paper.citations) for paper in papers if paper.citations is not None]
    if not known:
        return {}
    day, of, n = as_of.isoformat(), len(papers), len(known)
    counts = ranked(count for _, count in known)
    found = dict(_of_counts(counts, of, day))
    years = [paper.year for paper in papers if paper.year is not None]
    if years:
        span = career_years(min(years), as_of.year)
        rate, quotient = citations_per_year(sum(counts), span), m_quotient(h_index(counts), span)
        found["citations_per_year"] = computed("citations_per_year", rate, day, n=n, of=of)
        found["m_quotient"] = computed("m_quotient", quotient, day, n=n, of=of)
    aged = [(count, career_years(paper.year, as_of.year)) for paper, count in known if paper.year is not None]
    if aged:
        found["awcr"] = computed("awcr", awcr(aged), day, n=len(aged), of=of)
    shared = [(count, paper.authors) for paper, count in known if paper.authors]
    if shared:
        hm = float(hm_index(shared))
        found["hm_index"] = computed("hm_index", hm, day, n=len(shared), of=of)
    return found


@lru_cache(maxsize=SHARED)
def _of_counts(counts: Ranked, of: int, day: str) -> Mapping[str, MetricRecord]:
    """Return what depends on the counts alone; many authors have the same few."""
    values: dict[str, float | None] = {
        "citations": sum(counts),
        "h_index": h_index(counts),
        "i10_index": i10_index(counts),
        "h_median": h_median(counts),
        "g_index": g_index(counts),
        "e_index": e_index(counts),
    }
    return {
        name: computed(name, value, day, n=len(counts), of=of)
        for name, value in values.items()
        if value is not None
    }


@lru_cache(maxsize=SHARED)
def _openness(papers: tuple[tuple[Known, ...], ...], day: str) -> Mapping[str, MetricRecord]:
    """Return the mean of the shares known of open full text, code and data, each 0 to 1."""
    shares: list[tuple[str, float]] = []
    for name, column in zip(OPENNESS_WEIGHTS, zip(*papers, strict=True), strict=True):
        states = [state for state in column if isinstance(state, bool)]
        if states:
            shares.append((name, states.count(True) / len(states)))
    if not shares:
        return {}
    known = sum(1 for paper in papers if any(isinstance(state, bool) for state in paper))
    mean = math.fsum(share for _, share in shares) / len(shares)
    return {"openness": computed("openness", mean, day, n=known, of=len(papers), parts=tuple(shares))}


def subject_of(papers: Iterable[tuple[str, ...]]) -> str:
    """Return the most frequent primary category; of equals the first met; "" when there is none.

    Args:
        papers: The categories of each paper.
    """
    counts = Counter([categories[0] for categories in papers if categories])
    return max(counts, key=counts.__getitem__, default="")


def topics_of(papers: Iterable[tuple[str, ...]]) -> _Topics:
    """Return (category, papers) over all categories, most first, ties by first appearance.

    Args:
        papers: The categories of each paper.
    """
    counts = Counter(chain.from_iterable(map(dict.fromkeys, papers)))
    return tuple(sorted(counts.items(), key=itemgetter(1), reverse=True))


@lru_cache(maxsize=SHARED)
def by_year(papers: tuple[tuple[int | None, tuple[tuple[int, int], ...]], ...]) -> _Years:
    """Return (year, papers, citations) over every year from the first to the last known.

    Citations are None in a year for which no paper's count by year says anything.

    Args:
        papers: Of each its year, None when unknown, and its citations by year.
    """
    published: dict[int, int] = {}
    cited: dict[int, int] = {}
    for year, cited_in in papers:
        if year is not None:
            published[year] = published.get(year, 0) + 1
        for citing, count in cited_in:
            cited[citing] = cited.get(citing, 0) + count
    years = published.keys() | cited.keys()
    if not years:
        return ()
    span = range(min(years), max(years) + 1)
    return tuple((year, published.get(year, 0), cited.get(year)) for year in span)
