"""What is measured of each person: the family of indicators, subject, years and co-authors."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.metrics import indicators
from generator.metrics.definitions import MIN_NOVEL_PAPERS
from generator.metrics.records import by_name, computed
from generator.metrics.score import OPENNESS_WEIGHTS, author_score
from generator.metrics.works import WorkMeasures
from generator.model import Corpus, Person, PersonId, PersonMeasures, Work, WorkId
from generator.text.fold import fold
from generator.values import MetricRecord

MAX_COAUTHORS = 200
"""Co-authors listed for a person. One paper of 3,000 authors would otherwise put nine million names
on pages; the count itself is of all of them."""

_Paper = tuple[Work, WorkMeasures]


class PeopleMeasurer:
    """Measures the people of one corpus, sharing what people have in common.

    Most authors of a large site have one paper, and share it with others: values that depend on
    the list of papers alone are computed once a list.
    """

    def __init__(self, corpus: Corpus, works: Mapping[WorkId, WorkMeasures], as_of: date) -> None:
        self._corpus = corpus
        self._works = works
        self._as_of = as_of
        self._values: dict[tuple[WorkId, ...], dict[str, MetricRecord]] = {}
        self._years: dict[tuple[WorkId, ...], tuple[tuple[int, int, int | None], ...]] = {}
        ranked = sorted(corpus.people, key=lambda p: (fold(corpus.people[p].name.display), p))
        self._by_rank = ranked
        self._rank = {person: rank for rank, person in enumerate(ranked)}
        self._credited: dict[WorkId, tuple[int, ...]] = {}

    def measure(self, person: Person) -> PersonMeasures:
        """Return what was measured of a person, nothing hidden."""
        key = papers_in_order(self._corpus, person)
        papers = [(self._corpus.works[work], self._works[work]) for work in key]
        as_of = self._as_of.isoformat()
        if key not in self._values:
            self._values[key] = author_values(papers, self._as_of)
            self._years[key] = by_year(papers)
        coauthors = self._coauthors(person.id, key)
        values = self._values[key]
        if any(work.credits for work, _ in papers):
            values = {**values, "coauthors": _coauthors_record(len(coauthors), papers, as_of)}
        topics = topics_of(work for work, _ in papers)
        return PersonMeasures(
            metrics=by_name(person.reported, values, len(papers)),
            subject=person.categories[0] if person.categories else subject_of(w for w, _ in papers),
            by_year=self._years[key],
            coauthors=coauthors[:MAX_COAUTHORS],
            topics=topics,
        )

    def _coauthors(self, person: PersonId, works: Iterable[WorkId]) -> tuple[tuple[PersonId, int], ...]:
        """Return the people who share a paper, most papers first, then by folded name and slug."""
        shared = Counter[int]()
        for work in works:
            shared.update(self._people_of(work))
        del shared[self._rank[person]]
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return tuple((self._by_rank[rank], papers) for rank, papers in ranked)

    def _people_of(self, work: WorkId) -> tuple[int, ...]:
        """Return the ranks of the people credited on a paper, each once; groups are not people."""
        if work not in self._credited:
            credits_ = self._corpus.works[work].credits
            ranks = (self._rank[c.person] for c in credits_ if c.person in self._rank and not c.group)
            self._credited[work] = tuple(dict.fromkeys(ranks))
        return self._credited[work]


def _coauthors_record(count: int, papers: Sequence[_Paper], as_of: str) -> MetricRecord:
    listed = sum(bool(work.credits) for work, _ in papers)
    cut = sum(work.authors_truncated for work, _ in papers)
    reason = f"at least: {cut} author lists are cut" if cut > 1 else "at least: an author list is cut"
    return computed("coauthors", count, as_of, n=listed, of=len(papers), reason=reason if cut else None)


def papers_in_order(corpus: Corpus, person: Person) -> tuple[WorkId, ...]:
    """Return a person's papers: first as the author's `papers` lists them, then as the site does."""
    listed = corpus.papers_of.get(person.id, ())
    if not person.paper_order:
        return listed
    own = frozenset(listed)
    first = [work for work in person.paper_order if work in own]
    return tuple(dict.fromkeys([*first, *listed]))


def author_values(papers: Sequence[_Paper], as_of: date) -> dict[str, MetricRecord]:
    """Return the computed record of each indicator that the papers suffice for.

    Args:
        papers: Each paper with what was measured of it.
        as_of: The day that ages are taken at.
    """
    day, of = as_of.isoformat(), len(papers)
    values = {"papers": computed("papers", of, day, n=of, of=of)}
    if not papers:
        values["h_index"] = computed("h_index", 0, day, n=0, of=0)
        return values
    values |= _citation_values(papers, as_of)
    values |= _openness(papers, day)
    novelties = [m.novelty for _, m in papers if m.novelty is not None]
    if len(novelties) >= MIN_NOVEL_PAPERS:
        mean = sum(novelties) / len(novelties)
        values["novelty"] = computed("novelty", mean, day, n=len(novelties), of=of)
    scores = [m.score for _, m in papers if m.score is not None]
    score = author_score(scores)
    if score is not None:
        values["score"] = computed("score", score, day, n=len(scores), of=of)
    return values


def _citation_values(papers: Sequence[_Paper], as_of: date) -> dict[str, MetricRecord]:
    known = [(work, m.citations) for work, m in papers if m.citations is not None]
    if not known:
        return {}
    day, of, n = as_of.isoformat(), len(papers), len(known)
    counts = [count for _, count in known]
    total, h = sum(counts), indicators.h_index(counts)
    values: dict[str, float | None] = {
        "citations": total,
        "h_index": h,
        "i10_index": indicators.i10_index(counts),
        "h_median": indicators.h_median(counts),
        "g_index": indicators.g_index(counts),
        "e_index": indicators.e_index(counts),
    }
    years = [work.date.year for work, _ in papers if work.date is not None]
    if years:
        span = indicators.career_years(min(years), as_of.year)
        values["citations_per_year"] = indicators.citations_per_year(total, span)
        values["m_quotient"] = indicators.m_quotient(h, span)
    found = {
        name: computed(name, value, day, n=n, of=of) for name, value in values.items() if value is not None
    }
    aged = [
        (count, indicators.career_years(work.date.year, as_of.year))
        for work, count in known
        if work.date is not None
    ]
    if aged:
        found["awcr"] = computed("awcr", indicators.awcr(aged), day, n=len(aged), of=of)
    shared = [
        (count, len(work.credits)) for work, count in known if work.credits and not work.authors_truncated
    ]
    if shared:
        hm = float(indicators.hm_index(shared))
        found["hm_index"] = computed("hm_index", hm, day, n=len(shared), of=of)
    return found


def _openness(papers: Sequence[_Paper], day: str) -> dict[str, MetricRecord]:
    """Return the mean of the shares known of open full text, code and data, each 0 to 1."""
    shares: list[tuple[str, float]] = []
    for name in OPENNESS_WEIGHTS:
        states = [m.openness[name] for _, m in papers if isinstance(m.openness[name], bool)]
        if states:
            shares.append((name, sum(state is True for state in states) / len(states)))
    if not shares:
        return {}
    known = sum(any(isinstance(s, bool) for s in m.openness.values()) for _, m in papers)
    mean = sum(share for _, share in shares) / len(shares)
    return {"openness": computed("openness", mean, day, n=known, of=len(papers), parts=shares)}


def subject_of(works: Iterable[Work]) -> str:
    """Return the most frequent primary category; of equals the first met; "" when there is none."""
    counts = Counter(work.categories[0] for work in works if work.categories)
    return max(counts, key=lambda code: counts[code], default="")


def topics_of(works: Iterable[Work]) -> tuple[tuple[str, int], ...]:
    """Return (category, papers) over all categories, most first, ties by first appearance."""
    counts = Counter(code for work in works for code in dict.fromkeys(work.categories))
    return tuple(counts.most_common())


def by_year(papers: Iterable[_Paper]) -> tuple[tuple[int, int, int | None], ...]:
    """Return (year, papers, citations) over every year from the first to the last known.

    Citations are None in a year for which no paper's count by year says anything.
    """
    published, cited = Counter[int](), Counter[int]()
    for work, _ in papers:
        if work.date is not None:
            published[work.date.year] += 1
        for year, count in work.citations.by_year if work.citations else ():
            cited[year] += count
    years = published.keys() | cited.keys()
    if not years:
        return ()
    return tuple(
        (year, published.get(year, 0), cited.get(year)) for year in range(min(years), max(years) + 1)
    )
