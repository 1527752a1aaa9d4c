"""Scores against worked values, and the properties that make them fit to be shown."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.definitions import format_value
from generator.metrics.score import author_score, citation_component, paper_score
from generator.values import PartialDate

VECTORS = json.loads((Path(__file__).parent / "vectors/composite_vectors.json").read_text("utf-8"))
AS_OF = date(2026, 1, 1)
KNOWN = st.sampled_from([True, False, None, "n/a"])
PAPERS = st.fixed_dictionaries(
    {
        "citations": st.none() | st.integers(0, 3000),
        "published": st.none() | st.dates(date(1990, 1, 1), date(2026, 12, 31)),
        "novelty": st.none() | st.floats(0, 100),
        "fulltext": KNOWN,
        "code": KNOWN,
        "data": KNOWN,
    }
)
SCORES = st.lists(st.floats(0, 100), max_size=12)


@pytest.mark.parametrize("name", VECTORS["papers"])
def test_a_paper_scores_as_worked_out_by_hand(name):
    case = VECTORS["papers"][name]
    result = paper_score(**case["input"], as_of=VECTORS["as_of"])
    assert result.components == pytest.approx(case["components"], abs=1e-12)
    assert result.score == pytest.approx(case["score"], abs=1e-12)
    if case["shown"] is not None:
        assert format_value("score", result.score, of_paper=True) == case["shown"]


def test_an_author_scores_as_worked_out_by_hand():
    inputs = [case["input"] for case in VECTORS["papers"].values()]
    scores = [paper_score(**given, as_of=VECTORS["as_of"]) for given in inputs]
    expected = VECTORS["author"]
    assert author_score(scores) == pytest.approx(expected["score"], abs=1e-12)
    assert author_score(s.score for s in scores) == author_score(scores)
    assert format_value("score", author_score(scores)) == expected["shown"]
    scored = [given["novelty"] for given, s in zip(inputs, scores, strict=True) if s.score]
    novelties = [n for n in scored if n is not None]
    assert format_value("novelty", expected["novelty_mean_of_scored"]) == "62%"
    assert novelties


def test_a_score_is_read_by_attribute_by_key_and_as_a_number():
    result = paper_score(citations=3, published="2020", as_of=AS_OF, novelty=50)
    assert result.score == result.value == result["score"] == float(result)
    assert result["components"] == result.components


def test_a_missing_score_is_not_a_number():
    result = paper_score(as_of=AS_OF)
    assert result.score is None
    with pytest.raises(TypeError, match="two are needed"):
        float(result)
    with pytest.raises(KeyError):
        result["nothing"]


def test_the_breakdown_adds_up_and_says_what_is_missing():
    result = paper_score(citations=50, published="2021-01-01", as_of=AS_OF, fulltext=True, data=True)
    by_name = {part.name: part for part in result.breakdown}
    assert sum(p.contribution or 0 for p in result.breakdown) == pytest.approx(result.score)
    assert by_name["novelty"].reason == "it has no computed text novelty"
    assert by_name["novelty"].contribution is None
    assert (by_name["citations"].reason, by_name["citations"].weight) == (None, 0.5)


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ({"citations": None, "published": "2020"}, "citations are not known"),
        ({"citations": 1, "published": None}, "date is not known"),
        ({"citations": 1, "published": "2025-11-01"}, "younger than 183 days"),
        ({"citations": 1, "published": "2030"}, "younger than 183 days"),
    ],
)
def test_the_citation_component_says_why_it_is_missing(given_, reason):
    result = paper_score(**given_, as_of=AS_OF)
    assert result.components["citations"] is None
    assert reason in result.breakdown[0].reason


def test_a_coarse_date_counts_as_the_last_day_of_its_period():
    for text, day in [("2020", "2020-12-31"), ("2020-02", "2020-02-29")]:
        coarse = paper_score(citations=9, published=text, as_of=AS_OF)
        assert coarse == paper_score(citations=9, published=day, as_of=AS_OF)


def test_dates_are_taken_in_every_form():
    forms = ["2020-03-01", PartialDate(2020, 3, 1), date(2020, 3, 1)]
    results = {
        paper_score(citations=9, published=form, as_of="2026-01-01").components["citations"] for form in forms
    }
    assert len(results) == 1


def test_citations_count_from_half_a_year_on():
    day = AS_OF - timedelta(days=183)
    assert citation_component(0, day, AS_OF) == (0.0, None)
    assert citation_component(0, day + timedelta(days=1), AS_OF)[0] is None


@pytest.mark.parametrize(
    ("items", "value"),
    [
        ({"fulltext": True, "code": "n/a", "data": "n/a"}, 100),
        ({"fulltext": True, "code": None, "data": "n/a"}, None),
        ({"fulltext": "n/a", "code": "n/a", "data": "n/a"}, None),
        ({"fulltext": None, "code": "n/a", "data": "n/a"}, None),
        ({"fulltext": False, "code": True}, 300 / 7),
        ({"fulltext": True, "code": False, "data": True}, 70),
    ],
)
def test_openness_weighs_what_is_known_and_applies(items, value):
    assert paper_score(as_of=AS_OF, **items).components["openness"] == pytest.approx(value)


def test_weights_are_an_option():
    half = paper_score(
        citations=0,
        published="2020",
        as_of=AS_OF,
        novelty=100,
        weights={"citations": 1, "novelty": 1},
    )
    assert half.score == 50


@pytest.mark.parametrize(
    "wrong",
    [
        {"citations": -1},
        {"citations": 1.5},
        {"novelty": 100.5},
        {"novelty": float("nan")},
        {"published": "2020-02-30", "citations": 1},
        {"published": "yesterday", "citations": 1},
        {"weights": {"venue": 1}},
        {"weights": {"citations": -1}},
    ],
)
def test_impossible_input_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must|not a date|unknown|out of range"):
        paper_score(as_of=AS_OF, **wrong)


def test_no_weight_at_all_gives_no_score():
    result = paper_score(
        citations=5, published="2020", as_of=AS_OF, novelty=5, weights={"citations": 0, "novelty": 0}
    )
    assert result.score is None


@given(PAPERS)
def test_scores_and_components_stay_between_0_and_100(paper):
    result = paper_score(**paper, as_of=AS_OF)
    for value in (result.score, *result.components.values()):
        assert value is None or 0 <= value <= 100


@given(PAPERS, st.integers(0, 500))
def test_more_citations_never_lower_a_score(paper, more):
    paper = paper | {"citations": paper["citations"] or 0}
    less = paper_score(**paper, as_of=AS_OF)
    cited = paper_score(**paper | {"citations": paper["citations"] + more}, as_of=AS_OF)
    if less.components["citations"] is not None:
        assert cited.components["citations"] >= less.components["citations"]
    if less.score is not None:
        assert cited.score >= less.score


@given(st.integers(0, 500), st.dates(date(1990, 1, 1), date(2025, 1, 1)), st.integers(0, 4000))
def test_the_citation_component_falls_with_age(citations, published, days):
    older = citation_component(citations, published - timedelta(days=days), AS_OF)[0]
    assert older <= citation_component(citations, published, AS_OF)[0]


@given(PAPERS, st.floats(0, 100), st.floats(0, 100))
def test_a_score_does_not_fall_when_novelty_rises(paper, one, other):
    low, high = sorted((one, other))
    lower = paper_score(**paper | {"novelty": low}, as_of=AS_OF)
    higher = paper_score(**paper | {"novelty": high}, as_of=AS_OF)
    assert (lower.score is None) == (higher.score is None)
    assert lower.score is None or higher.score >= lower.score


@given(PAPERS, st.sampled_from(["fulltext", "code", "data"]))
def test_a_score_does_not_fall_when_something_is_opened(paper, item):
    closed = paper_score(**paper | {item: False}, as_of=AS_OF)
    opened = paper_score(**paper | {item: True}, as_of=AS_OF)
    assert closed.score is None or opened.score >= closed.score


@given(SCORES, st.none() | st.floats(0, 100))
def test_another_paper_never_lowers_an_authors_score(scores, another):
    before, after = author_score(scores), author_score([*scores, another])
    assert before is None or after >= before
    assert (before is None) == (len(scores) < 3)
