"""Notes on values: contradictions, staleness, and what numpy would add."""

from datetime import date

import pytest

from generator.errors import Position
from generator.metrics.notes import measure_notes
from generator.model import Corpus, Origin, Person, PersonId, Work, WorkId
from generator.schema.site import MetricsOptions, NoveltyOptions, Site
from generator.values import MetricRecord, PartialDate, PersonName

AS_OF = date(2026, 11, 22)
ANN = PersonId("ann")


def locate(origin, loc):
    return Position(3 + len(loc), 5)


def reported(as_of="2026-05-28", source="Index", **values):
    return tuple(
        (name, MetricRecord(value, "reported", source=source, as_of=as_of)) for name, value in values.items()
    )


def notes(records=(), papers=20, hide=(), show="full", of_paper=(), numpy=True, novelty=None, as_of=AS_OF):
    person = Person(
        ANN, PersonName("Ann"), reported=records, hide=frozenset(hide),
        origin=Origin("content/authors/ann.yaml"),
    )  # fmt: skip
    first = Work(WorkId("p0"), "T", reported=of_paper, origin=Origin("content/papers/p.yaml"))
    works = {WorkId(f"p{i}"): Work(WorkId(f"p{i}"), "T", date=PartialDate(2000)) for i in range(papers)}
    if of_paper:
        works[first.id] = first
    corpus = Corpus({ANN: person}, works, {ANN: tuple(works)}, {})
    options = MetricsOptions(show=show, novelty=novelty or NoveltyOptions())
    site = Site(title="Lab", metrics=options)
    return [d.format_text() for d in measure_notes(corpus, site, as_of, locate, has_numpy=numpy)]


def test_figures_that_fit_need_no_note():
    assert notes(reported(h_index=5, citations=25)) == []


def test_a_reported_h_above_the_listed_papers_is_a_note():
    assert notes(reported(h_index=11), papers=8) == [
        (
            "content/authors/ann.yaml:5:5: note[reported-h-above-papers]: an h-index of 11 needs as "
            "many papers, 8 are listed: the source counts papers that are not listed here"
        )
    ]


def test_a_reported_h_that_its_own_citations_cannot_carry_is_a_note():
    (note,) = notes(reported(h_index=11, citations=29))
    assert note == (
        "content/authors/ann.yaml:5:5: note[reported-figures-disagree]: the source's own figures "
        "disagree: 11 needs at least 121 citations, it reports 29"
    )


def test_figures_of_different_sources_are_not_held_against_each_other():
    mixed = reported(h_index=11) + reported(source="Other", citations=29)
    assert notes(mixed) == []


@pytest.mark.parametrize(
    ("day", "stale"),
    [
        ("2025-11-22", False),
        ("2025-11-21", True),
        ("2025-11", False),
        ("2025-10", True),
        ("2025", False),
        ("2024", True),
        ("2027-01-01", False),
    ],
)
def test_values_older_than_twelve_months_are_a_warning(day, stale):
    found = notes(reported(as_of=day, h_index=1, citations=9))
    assert [f"warning[stale-reported]: what 'Index' reports is of {day}" in text for text in found] == (
        [True] if stale else []
    )


def test_twelve_months_before_a_leap_day_end_with_that_february():
    for day, stale in (("2023-02-28", 0), ("2023-02-27", 1)):
        found = notes(reported(as_of=day, h_index=1, citations=9), as_of=date(2024, 2, 29))
        assert len(found) == stale


def test_stale_values_of_papers_are_found_too():
    (warning,) = notes(of_paper=reported(as_of="2020-01-01", score=40, citations=3))
    assert warning.startswith("content/papers/p.yaml:5:5: warning[stale-reported]")


def test_nothing_is_said_of_values_that_nobody_sees():
    records = reported(as_of="2020-01-01", h_index=11, citations=29)
    assert notes(records, papers=3, show="none") == []
    assert notes(records, papers=3, hide={"h_index", "citations"}) == []


def test_a_site_large_enough_for_novelty_is_told_once_how_to_get_it():
    small = NoveltyOptions(min_prior=10, min_ref=5)
    (note,) = notes(novelty=small, numpy=False)
    assert note == (
        "content/site.yaml:1:1: note[novelty-needs-numpy]: text novelty is not computed: numpy is "
        "not installed\n  hint: pip install 'byline[novelty]', or set metrics.novelty.enabled to false"
    )
    assert notes(novelty=small) == []
    assert notes(novelty=small, numpy=False, papers=15) == []
    assert notes(novelty=small, numpy=False, show="counts") == []
    off = NoveltyOptions(enabled=False, min_prior=10, min_ref=5)
    assert notes(novelty=off, numpy=False) == []
