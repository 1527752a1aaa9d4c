"""The table of metrics, and how values are written."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.definitions import (
    AUTHOR_METRICS,
    DEFINITIONS,
    PAPER_METRICS,
    format_value,
)


def test_the_names_are_those_of_the_json_files():
    assert set(AUTHOR_METRICS) == {
        "papers", "citations", "h_index", "h_median", "g_index", "i10_index", "m_quotient",
        "hm_index", "e_index", "citations_per_year", "awcr", "coauthors", "openness", "novelty",
        "score", "ai_score",
    }  # fmt: skip
    assert set(PAPER_METRICS) == {"citations", "novelty", "openness", "score"}


def test_five_metrics_are_shown_first():
    first = [d.name for d in DEFINITIONS.values() if d.first]
    assert first == ["papers", "citations", "h_index", "i10_index", "citations_per_year"]


def test_every_metric_has_a_label_and_a_formula_in_a_line():
    for definition in DEFINITIONS.values():
        assert definition.label
        assert definition.formula
        assert "\n" not in definition.formula
    assert all(DEFINITIONS[name].paper_formula for name in PAPER_METRICS)


@pytest.mark.parametrize(
    ("name", "value", "of_paper", "text"),
    [
        ("h_index", 11, False, "11"),
        ("citations", 12345, False, "12345"),
        ("novelty", 59, False, "59%"),
        ("novelty", 62.083333333, False, "62%"),
        ("novelty", 62.5, True, "63%"),
        ("ai_score", 58, False, "58"),
        ("score", 82.574164277, False, "83"),
        ("score", 43.4, True, "43.4"),
        ("score", 20, True, "20.0"),
        ("score", 64.25, True, "64.3"),
        ("score", 64.35, True, "64.4"),
        ("score", 64.5, False, "65"),
        ("m_quotient", 0.555, False, "0.56"),
        ("openness", 0.125, False, "13%"),
        ("openness", 70.0, True, "70%"),
        ("h_median", 9, False, "9.0"),
        ("unheard_of", 1.5, False, "1.5"),
        ("citations", 1e300, False, "1" + "0" * 300),
    ],
)
def test_values_are_rounded_half_up_and_written_in_their_style(name, value, of_paper, text):
    assert format_value(name, value, of_paper=of_paper) == text


@given(
    st.sampled_from([*AUTHOR_METRICS, "other"]),
    st.floats() | st.integers() | st.floats(0, 100).map(lambda x: json.loads(json.dumps(x))),
    st.booleans(),
)
def test_any_number_can_be_written(name, value, of_paper):
    text = format_value(name, value, of_paper=of_paper)
    assert re.fullmatch(r"(-?[\d.]+(e[+-]?\d+)?|-?inf|nan)%?", text)
