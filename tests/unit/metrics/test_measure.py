"""The stage as a whole: what a small corpus measures, with coverage, origins and policy."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from generator.metrics import Memories, measure, people
from generator.metrics.background import BackgroundPaper
from generator.metrics.definitions import AUTHOR_METRICS, DEFINITIONS
from generator.metrics.memory import Memory
from generator.metrics.people import MAX_COAUTHORS
from generator.metrics.policy import without_values
from generator.model import Citations, Corpus, Credit, Person, PersonId, Version, Work, WorkId
from generator.schema.site import MetricsOptions, NoveltyOptions, ScoreOptions, ScoreWeights, Site
from generator.values import MetricRecord, PartialDate, PersonName, Resource

AS_OF = date(2026, 6, 1)
SITE = Site(title="Lab")


def site(show="full", novelty=None, score=None):
    options = MetricsOptions(show=show, novelty=novelty or NoveltyOptions(), score=score or ScoreOptions())
    return Site(title="Lab", metrics=options)


def paper(slug, authors="ann", year=2020, cited=None, **fields):
    credits_ = tuple(Credit(PersonName(name.title()), PersonId(name)) for name in authors.split())
    return Work(
        id=WorkId(slug),
        title=fields.pop("title", slug),
        credits=credits_,
        date=PartialDate(year) if year else None,
        citations=None if cited is None else Citations(cited),
        **fields,
    )


def corpus(*works, people=(), **of_ann):
    names = dict.fromkeys(["ann", *(c.person for w in works for c in w.credits if c.person), *people])
    persons = {PersonId(n): Person(PersonId(n), PersonName(n.title())) for n in names}
    persons["ann"] = structs.replace(persons["ann"], **of_ann)
    return Corpus(
        people=persons,
        works={work.id: work for work in works},
        papers_of={
            key: tuple(w.id for w in works if any(c.person == key for c in w.credits)) for key in persons
        },
        venues={},
    )


def reported(source="Index", as_of="2026-05-28", **values):
    return tuple(
        (name, MetricRecord(value, "reported", source=source, as_of=as_of)) for name, value in values.items()
    )


def ann(*works, site=SITE, **of_ann):
    return measure(corpus(*works, **of_ann), site, AS_OF).people["ann"]


def values(measures):
    return {name: records[0].value for name, records in measures.metrics.items()}


def test_unknown_citations_are_left_out_and_the_coverage_is_said():
    found = ann(paper("a", cited=10), paper("b", cited=3), paper("c"))
    record = found.metrics["citations"][0]
    assert (record.value, record.n, record.of, record.kind) == (13, 2, 3, "computed")
    assert (found.metrics["h_index"][0].value, found.metrics["h_index"][0].n) == (2, 2)
    assert found.metrics["i10_index"][0].value == 1
    assert found.metrics["papers"][0].value == 3


def test_no_known_citations_give_no_citation_metric_at_all():
    found = ann(paper("a"), paper("b"))
    assert set(found.metrics) == {"papers", "coauthors"}


def test_a_count_of_zero_is_known():
    assert values(ann(paper("a", cited=0)))["citations"] == 0


def test_a_person_without_papers_has_none_and_an_h_of_0():
    assert values(ann()) == {"papers": 0, "h_index": 0}


def test_the_family_is_computed_with_its_definitions():
    found = values(
        ann(
            paper("a", "ann bob", year=2016, cited=12),
            paper("b", "ann", year=2024, cited=4),
            paper("c", "ann bob cy", year=2025, cited=1),
        )
    )
    assert found == {
        "papers": 3,
        "citations": 17,
        "h_index": 2,
        "i10_index": 1,
        "citations_per_year": 1.7,
        "h_median": 8,
        "g_index": 3,
        "m_quotient": 0.2,
        "hm_index": 1.5,
        "e_index": pytest.approx(12**0.5, abs=1e-9),
        "awcr": pytest.approx(12 / 10 + 4 / 2 + 1, abs=1e-9),
        "coauthors": 2,
    }


def test_computed_floats_are_rounded_to_9_decimals():
    assert values(ann(paper("a", year=2023, cited=1)))["citations_per_year"] == 0.333333333


def test_undated_papers_do_not_enter_what_needs_a_date():
    found = ann(paper("a", year=None, cited=4))
    assert "citations_per_year" not in found.metrics
    assert "awcr" not in found.metrics
    assert found.by_year == ()


def test_papers_with_a_cut_author_list_are_left_out_of_hm():
    whole, cut = paper("a", cited=1), paper("b", cited=9, authors_truncated=True)
    record = ann(whole, cut).metrics["hm_index"][0]
    assert (record.value, record.n, record.of) == (1, 1, 2)
    assert "hm_index" not in ann(cut).metrics


def test_a_reported_value_leads_and_the_computed_one_is_kept():
    found = ann(paper("a", cited=3), reported=reported(h_index=11))
    first, second = found.metrics["h_index"]
    assert (first.value, first.kind, first.source, first.of) == (11, "reported", "Index", 1)
    assert (second.value, second.kind, second.method) == (1, "computed", second.method)
    assert second.as_of == "2026-06-01"


def test_reported_values_stand_without_a_computed_one():
    found = ann(paper("a"), reported=reported(novelty=59, ai_score=58))
    assert values(found) == {"papers": 1, "coauthors": 0, "novelty": 59, "ai_score": 58}


def test_a_reported_score_of_a_paper_is_its_score_under_the_label_of_its_source():
    work = paper("a", reported=reported(ai_score=43.4))
    (record,) = measure(corpus(work), SITE, AS_OF).works["a"]["score"]
    assert (record.value, record.label) == (43.4, "AI Score")


def test_a_papers_own_count_says_who_counted_and_when():
    counted = Citations(7, source="Index", as_of=PartialDate(2026, 5))
    work = structs.replace(paper("a"), citations=counted)
    (record,) = measure(corpus(work), SITE, AS_OF).works["a"]["citations"]
    assert (record.value, record.kind, record.source, record.as_of) == (
        7,
        "reported",
        "Index",
        "2026-05",
    )


def test_citations_that_a_source_reports_of_a_paper_are_known():
    work = paper("a", reported=reported(citations=7))
    assert values(ann(work))["citations"] == 7


def test_reported_scores_do_not_enter_computed_ones():
    works = [paper(f"p{i}", reported=reported(score=90)) for i in range(3)]
    assert "score" not in ann(*works).metrics


def test_an_authors_score_is_the_mean_of_the_best_three():
    works = [
        paper(f"p{i}", year=2018, cited=25 * i, arxiv="2001.00001", code=Resource(exists=i > 1))
        for i in range(4)
    ]
    measures = measure(corpus(*works), SITE, AS_OF)
    scores = sorted(records["score"][0].value for records in measures.works.values())
    record = measures.people["ann"].metrics["score"][0]
    assert record.value == pytest.approx(sum(scores[1:]) / 3, abs=1e-8)
    assert (record.n, record.of) == (4, 4)


def test_the_breakdown_says_why_novelty_is_missing():
    measures = measure(corpus(paper("a", cited=4)), SITE, AS_OF)
    novelty = measures.breakdown["a"][1]
    assert (novelty.name, novelty.reason) == ("novelty", "no text novelty: too few words")
    assert measures.absent["a"]["novelty"] == "too few words"


def test_openness_is_the_mean_of_the_shares_known():
    open_, closed = Resource(exists=True), Resource(exists=False)
    found = ann(
        paper("a", arxiv="2001.00001", code=open_),
        paper("b", open_access=False, code=open_, data=Resource(applies=False)),
        paper("c", code=closed),
    )
    record = found.metrics["openness"][0]
    assert dict(record.parts) == {"fulltext": 0.5, "code": 0.666666667}
    assert record.value == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-9)
    assert (record.n, record.of) == (3, 3)


def test_the_subject_is_the_most_frequent_primary_category_and_the_first_wins_ties():
    works = [paper(f"p{i}", categories=tuple(c)) for i, c in enumerate(["AB", "BA", "AC", "BC"])]
    assert ann(*works).subject == "A"
    assert ann(*works, paper_order=(WorkId("p1"),)).subject == "B"
    assert ann(*works, categories=("Z",)).subject == "Z"
    assert ann(*works).topics == (("A", 3), ("B", 3), ("C", 2))


def test_years_have_no_gaps_and_unknown_citations_stay_unknown():
    counted = Citations(5, by_year=((2022, 2), (2024, 3)))
    works = [structs.replace(paper("a", year=2020), citations=counted), paper("b", year=2022)]
    assert ann(*works).by_year == (
        (2020, 1, None),
        (2021, 0, None),
        (2022, 1, 2),
        (2023, 0, None),
        (2024, 0, 3),
    )


def test_coauthors_are_counted_most_first_then_by_name():
    found = ann(paper("a", "ann zoe bob"), paper("b", "zoe ann"), paper("c", "cy"))
    assert found.coauthors == (("zoe", 2), ("bob", 1))
    assert found.metrics["coauthors"][0].value == 2


def test_of_very_many_coauthors_all_are_counted_and_the_first_are_listed():
    many = paper("a", " ".join(["ann", *(f"b{i:03}" for i in range(300))]))
    for works in ([many], [many, paper("c", "ann b299")]):
        found = ann(*works)
        assert found.metrics["coauthors"][0].value == 300
        assert len(found.coauthors) == MAX_COAUTHORS
    assert found.coauthors[:2] == (("b299", 2), ("b000", 1))


@given(st.lists(st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=5), st.integers(1, 4))
def test_coauthors_of_several_papers_are_counted_one_by_one(teams, listed):
    """Also where the largest paper is a crowd, of which only the first can be listed."""
    works = [paper(f"p{n}", " ".join(["ann", *(f"b{i}" for i in team)])) for n, team in enumerate(teams)]
    counts = Counter(f"b{i}" for team in teams for i in team)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "MAX_COAUTHORS", listed)
        found = ann(*works)
    assert found.metrics["coauthors"][0].value == len(counts)
    assert list(found.coauthors) == sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:listed]


def test_someone_whom_the_paper_does_not_name_has_all_its_authors_as_coauthors():
    listed = replace(corpus(paper("a", "bob cy")), papers_of={PersonId("ann"): (WorkId("a"),)})
    assert measure(listed, SITE, AS_OF).people["ann"].coauthors == (("bob", 1), ("cy", 1))


def test_a_group_is_no_coauthor():
    work = paper("a", "ann team")
    team = structs.replace(work.credits[1], group=True)
    assert ann(structs.replace(work, credits=(work.credits[0], team))).coauthors == ()


def test_a_cut_author_list_makes_the_number_of_coauthors_a_least_one():
    record = ann(paper("a", "ann bob", authors_truncated=True)).metrics["coauthors"][0]
    assert (record.value, record.n, record.reason) == (1, 1, "at least: an author list is cut")


FULL = {
    "people": [paper("a", "ann bob", cited=3, arxiv="2001.00001", code=Resource(exists=True))],
    "reported": reported(h_index=11, citations=29, papers=9, score=50),
}


def full(**of_ann):
    return corpus(*FULL["people"], **({"reported": FULL["reported"]} | of_ann))


def test_counts_shows_papers_and_citations_only():
    measures = measure(full(), site("counts"), AS_OF)
    assert set(measures.people["ann"].metrics) == {"papers", "citations"}
    assert set(measures.works["a"]) == {"citations"}
    assert (measures.breakdown, measures.nearest, measures.absent) == ({}, {}, {})


def test_none_shows_no_value_anywhere():
    measures = measure(full(), site("none"), AS_OF)
    assert measures.people["ann"].metrics == {}
    assert measures.people["ann"].by_year == ()
    assert measures.works == {"a": {}}
    # A relation, not a value: the name stays, the number of shared papers does not.
    assert measures.people["ann"].coauthors == (("bob", 0),)


def test_a_person_hides_their_own_values_and_not_a_papers():
    measures = measure(full(hide=frozenset({"citations", "h_index"})), SITE, AS_OF)
    assert not {"citations", "h_index"} & set(measures.people["ann"].metrics)
    assert measures.people["ann"].by_year == ((2020, 1, None),)
    assert measures.people["bob"].metrics["h_index"][0].value == 1
    assert "citations" in measures.works["a"]


def test_hiding_papers_or_coauthors_hides_what_would_tell_them():
    hidden = measure(full(hide=frozenset({"papers", "coauthors"})), SITE, AS_OF).people["ann"]
    assert (hidden.by_year, hidden.coauthors) == ((), ())
    assert {(r.n, r.of) for records in hidden.metrics.values() for r in records} == {(None, None)}
    assert all(count == 0 for _, count in hidden.topics)


@given(st.sets(st.sampled_from([*AUTHOR_METRICS, "all"])))
def test_what_is_made_of_a_hidden_value_is_hidden_too(hide):
    shown = measure(full(hide=frozenset(hide)), SITE, AS_OF).people["ann"].metrics
    assert shown.keys().isdisjoint(hide)
    for name in shown:
        assert set(DEFINITIONS[name].made_of) <= shown.keys()
    if "all" in hide:
        assert not shown


def test_what_a_hidden_value_is_made_of_stays():
    hide = frozenset({"m_quotient", "citations_per_year", "awcr"})
    shown = measure(full(hide=hide), SITE, AS_OF).people["ann"].metrics
    assert {"h_index", "citations", "g_index", "hm_index"} <= shown.keys()


@pytest.mark.parametrize("show", ["full", "counts", "none"])
def test_what_is_planned_from_holds_no_value_that_is_hidden(show):
    left = without_values(full(), show)
    assert left.people["ann"].reported == ()
    assert (left.works["a"].citations is None) == (show == "none")


def test_scores_can_be_switched_off_and_reported_ones_stay():
    options = site(score=ScoreOptions(enabled=False))
    measures = measure(full(), options, AS_OF)
    assert "score" not in measures.works["a"]
    assert measures.absent["a"]["score"] == "switched off for this site"
    assert [r.kind for r in measures.people["ann"].metrics["score"]] == ["reported"]


def test_weights_come_from_the_site():
    weights = ScoreWeights(citations=0, novelty=0, openness=1)
    measures = measure(full(), site(score=ScoreOptions(weights=weights)), AS_OF)
    assert "score" not in measures.works["a"]
    parts = {p.name: p.weight for p in measures.breakdown["a"]}
    assert parts == {"citations": 0, "novelty": 0, "openness": 1}


SMALL = NoveltyOptions(cap=1.0, min_prior=2, min_words=2, min_known=0, ref=10, min_ref=1, low_confidence=3)
TITLES = [
    "graph neural network",
    "protein folding structure",
    "graph network prediction",
    "protein structure prediction",
    "quantum error codes",
]


def novel(**kwargs):
    works = [paper(f"p{i}", year=2018 + i, title=title) for i, title in enumerate(TITLES)]
    return measure(corpus(*works), site(novelty=SMALL), AS_OF, **kwargs)


def test_novelty_is_measured_with_its_neighbours_and_its_confidence():
    measures = novel()
    assert set(measures.nearest) == {"p2", "p3"}
    assert measures.nearest["p2"][0].id == measures.nearest["p2"][0].work == "p0"
    assert measures.nearest["p2"][0].title == TITLES[0]
    record = measures.works["p3"]["novelty"][0]
    assert (record.n, record.reason) == (3, None)
    assert measures.absent["p2"]["novelty"] == "too few scored earlier papers"
    assert "novelty" not in measures.people["ann"].metrics


def test_an_authors_novelty_is_the_mean_over_three_scored_papers():
    early = [paper(f"e{i}", "bob", year=2000 + i, title=t) for i, t in enumerate(TITLES)]
    works = [paper(f"p{i}", year=2018 + i, title=t) for i, t in enumerate(TITLES[:3])]
    measures = measure(corpus(*early, *works), site(novelty=SMALL), AS_OF)
    shown = [measures.works[f"p{i}"]["novelty"][0].value for i in range(3)]
    record = measures.people["ann"].metrics["novelty"][0]
    assert record.value == pytest.approx(sum(shown) / 3, abs=1e-8)
    assert (record.n, record.of) == (3, 3)


def test_novelty_can_be_switched_off():
    works = [paper(f"p{i}", year=2018 + i, title=title) for i, title in enumerate(TITLES)]
    options = site(novelty=replace(SMALL, enabled=False))
    measures = measure(corpus(*works), options, AS_OF)
    assert measures.absent["p3"]["novelty"] == "switched off for this site"


def test_background_papers_are_compared_with_and_named_but_have_no_record():
    background = [
        BackgroundPaper("x1", PartialDate(2010), "prediction graph network"),
        BackgroundPaper("x2", PartialDate(2011), "protein design"),
        BackgroundPaper("x3", PartialDate(2012), "folded protein structure"),
    ]
    measures = novel(background=background)
    assert [n.id for n in measures.nearest["p2"]][:1] == ["bg:x1"]
    assert measures.nearest["p2"][0].work is None
    assert "novelty" in measures.works["p0"]
    assert not any(key.startswith("bg:") for key in measures.works)


@pytest.mark.parametrize(
    "same",
    [
        {"id": "10.1000/XYZ"},
        {"id": "https://doi.org/10.1000/xyz"},
        {"id": "other", "doi": "10.1000/xyz"},
        {"id": "arXiv:2001.00001v2"},
        {"id": "10.48550/arXiv.2001.00001"},
        {"id": "other", "title": "Graph: neural Nétwork"},
        {"id": "other", "title": "An early version"},
    ],
)
def test_background_papers_that_are_works_of_the_site_are_dropped(same):
    version = Version("v", "An early version", None, "", "published")
    work = paper("p9", year=2020, title="graph neural network", doi="10.1000/xyz",
                 arxiv="2001.00001", versions=(version,))  # fmt: skip
    fields = {"title": "unrelated words here", "date": PartialDate(2010)} | same
    others = [BackgroundPaper(f"y{i}", PartialDate(2009), f"quantum graph {i} codes") for i in range(2)]
    measures = measure(
        corpus(work),
        site(novelty=SMALL),
        AS_OF,
        background=[*others, BackgroundPaper(**fields)],
    )
    assert {n.id for n in measures.nearest["p9"]} == {"bg:y0", "bg:y1"}


def test_markup_is_no_word_and_math_is_its_source():
    works = [
        paper("a", year=2018, title="graph *network* <i>theory</i>"),
        paper("b", year=2019, title="graph network theory"),
        paper("c", year=2020, title="graph network theory"),
        paper("d", year=2021, title="graph $\\alpha$ theory"),
    ]
    measures = measure(corpus(*works), site(novelty=SMALL), AS_OF)
    assert [n.similarity for n in measures.nearest["c"]] == pytest.approx([1, 1], abs=0.1)
    assert len(measures.nearest["d"]) == 3


def test_what_a_former_build_remembers_changes_nothing():
    memories = Memories()
    cold = novel(memories=memories)
    novelty = Memory(json.loads(json.dumps(memories.novelty.fresh)))
    kept = Memories(memories.counts.turned(), novelty, memories.related.turned())
    assert novel(memories=kept) == cold


def test_options_that_cannot_be_computed_with_are_lifted_to_the_least_that_can():
    works = [paper(f"p{i}", year=2018 + i, title=title) for i, title in enumerate(TITLES)]
    odd = replace(SMALL, k=0, top=0, ref=0, min_prior=0)
    assert measure(corpus(*works), site(novelty=odd), AS_OF).works


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 99),
            st.none() | st.integers(1950, 2026),
            st.sampled_from(["ann", "ann bob", "bob ann cy"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_computed_values_keep_their_bounds_over_any_papers(rows):
    works = [
        paper(f"p{i}", authors, year, cited, authors_truncated=cut)
        for i, (cited, year, authors, cut) in enumerate(rows)
    ]
    found = values(ann(*works))
    known = [cited for cited, *_ in rows if cited is not None]
    assert found["papers"] == len(rows)
    if known:
        assert found["citations"] == sum(known)
        assert found["h_index"] ** 2 <= found["citations"]
        assert found["h_index"] <= found["g_index"] <= len(known)
        assert found.get("hm_index", 0) <= found["h_index"]
    else:
        assert "citations" not in found
