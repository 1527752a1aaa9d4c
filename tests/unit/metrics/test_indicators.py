"""Indicators against worked values from the literature, and the bounds that always hold."""

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.indicators import (
    awcr,
    career_years,
    citations_per_year,
    e_index,
    g_index,
    h_core,
    h_index,
    h_median,
    hm_index,
    i10_index,
    m_quotient,
    mid_rank_percentile,
    ranked,
)

VECTORS = json.loads((Path(__file__).parent / "vectors/indicator_vectors.json").read_text("utf-8"))
COUNTS = st.lists(st.integers(0, 200), max_size=40)
PAPERS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=30)


def _named(cases):
    return [pytest.param(case, id=case.get("src", str(case))) for case in cases]


@pytest.mark.parametrize("case", _named(VECTORS["h"]))
def test_h_and_its_core_are_as_published(case):
    assert h_index(case["c"]) == case["h"]
    if "h_core" in case:
        assert list(h_core(case["c"])) == case["h_core"]
        assert h_median(case["c"]) == case["h_median"]


@given(COUNTS)
def test_counts_that_are_ranked_once_serve_every_indicator(counts):
    once = ranked(counts)
    assert ranked(once) is once
    for indicator in (h_index, h_core, h_median, g_index, i10_index, e_index):
        assert indicator(once) == indicator(counts)


@given(PAPERS)
def test_hm_is_the_highest_sum_of_shares_that_citations_reach(papers):
    order = sorted(papers, key=lambda paper: (-paper[0], paper[1]))
    ranks = [sum(Fraction(1, n) for _, n in order[: at + 1]) for at in range(len(order))]
    reached = [rank for rank, (cited, _) in zip(ranks, order, strict=True) if rank <= cited]
    assert hm_index(papers) == max(reached, default=0)


@pytest.mark.parametrize("case", _named(VECTORS["g"]))
def test_g_is_as_published_and_never_above_the_papers(case):
    assert g_index(case["c"]) == case["g"]
    if "h" in case:
        assert h_index(case["c"]) == case["h"]


@pytest.mark.parametrize("case", _named(VECTORS["full"]))
def test_the_family_is_as_published_for_one_researcher(case):
    counts = case["c"]
    assert (h_index(counts), g_index(counts), i10_index(counts)) == (
        case["h"],
        case["g"],
        case["i10"],
    )
    assert hm_index(zip(counts, case["authors"], strict=True)) == case["hm"]
    assert hm_index(counts, case["authors"]) == case["hm"]
    assert round(e_index(counts), 4) == case["e"]


@pytest.mark.parametrize("case", _named(VECTORS["pop"]))
def test_rates_are_as_publish_or_perish_prints_them(case):
    assert round(m_quotient(case["h"], case["years"]), 2) == case["m"]
    assert citations_per_year(case["citations"], case["years"]) == case["cites_per_year"]


@pytest.mark.parametrize("case", _named(VECTORS["percentile"]))
def test_a_percentile_counts_half_of_what_is_equal(case):
    assert mid_rank_percentile(case["x"], case["ref"]) == case["p"]


def test_a_percentile_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        mid_rank_percentile(1, [])


def test_the_median_of_an_even_core_lies_between_its_middle_counts():
    assert h_median([10, 8, 5, 4, 3]) == 6.5


def test_an_empty_core_has_no_median():
    assert h_median([]) is None
    assert h_median([0, 0]) is None


def test_hm_ranks_fewer_authors_first_among_equal_citations():
    assert hm_index([(1, 2), (1, 1)]) == Fraction(1)


def test_hm_is_exact_where_floats_are_not():
    assert hm_index([(1, 10)] * 10) == 1


def test_awcr_adds_citations_over_ages():
    assert awcr([(10, 2), (3, 1), (0, 7)]) == 8


def test_a_career_is_never_shorter_than_a_year():
    assert [career_years(first, 2026) for first in (2020, 2025, 2026, 2027)] == [6, 1, 1, 1]


@pytest.mark.parametrize("wrong", [-1, 2.5, float("nan"), float("inf"), None, "7"])
@pytest.mark.parametrize("indicator", [h_index, h_core, h_median, g_index, i10_index, e_index])
def test_a_count_that_is_none_is_refused(indicator, wrong):
    with pytest.raises(ValueError, match="citation count"):
        indicator([3, wrong])


@pytest.mark.parametrize("wrong", [(-1, 1), (0.5, 1), (3, 0), (3, 1.5)])
def test_hm_refuses_papers_that_cannot_be(wrong):
    with pytest.raises(ValueError, match="must be"):
        hm_index([wrong])


def test_whole_numbers_of_other_types_are_understood():
    assert h_index([3.0, True, 2]) == 2


@given(COUNTS)
def test_h_is_the_largest_number_its_definition_allows(counts):
    fitting = [k for k in range(len(counts) + 1) if sum(c >= k for c in counts) >= k]
    assert h_index(counts) == max(fitting)


@given(COUNTS)
def test_g_is_the_largest_number_its_definition_allows(counts):
    ranked = sorted(counts, reverse=True)
    fitting = [k for k in range(len(counts) + 1) if sum(ranked[:k]) >= k * k]
    assert g_index(counts) == max(fitting)


@given(COUNTS)
def test_indices_stay_within_their_bounds(counts):
    h, g = h_index(counts), g_index(counts)
    assert h <= g <= len(counts)
    assert h * h <= sum(counts)
    assert h <= min(len(counts), math.isqrt(sum(counts)))
    assert i10_index(counts) <= len(counts)
    assert e_index(counts) >= 0


@given(COUNTS, st.integers(0, 300))
def test_another_paper_never_lowers_h_or_g(counts, count):
    assert h_index([*counts, count]) >= h_index(counts)
    assert g_index([*counts, count]) >= g_index(counts)


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(counts, random):
    shuffled = list(counts)
    random.shuffle(shuffled)
    for indicator in (h_index, g_index, i10_index, e_index, h_median, h_core):
        assert indicator(shuffled) == indicator(counts)


@given(PAPERS)
def test_hm_is_at_most_h(papers):
    assert hm_index(papers) <= h_index([cited for cited, _ in papers])


@given(COUNTS)
def test_hm_of_solo_papers_is_h(counts):
    assert hm_index([(count, 1) for count in counts]) == h_index(counts)


@given(st.integers(0, 50), st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_a_percentile_and_its_mirror_image_add_up_to_a_hundred(value, reference):
    mirrored = mid_rank_percentile(-value, [-other for other in reference])
    assert mid_rank_percentile(value, reference) + mirrored == pytest.approx(100)
