"""Diagnostics and failures."""

import copy
import pickle

import pytest

from generator.errors import (
    BylineError,
    Diagnostic,
    MissingExtraError,
    OutsideError,
    Severity,
    SourceError,
    UsageError,
    in_reading_order,
)

PROBLEM = Diagnostic("content/a.yaml", 3, 1, Severity.ERROR, "bad-doi", "doi: no", "look it up")


@pytest.mark.parametrize(
    "error",
    [
        SourceError("the sources have errors", (PROBLEM,)),
        UsageError("no", "write yes"),
        OutsideError("the disk is full"),
        MissingExtraError("novelty", "novelty"),
        BylineError("it failed", "mend it"),
    ],
)
def test_a_failure_survives_the_way_from_another_process(error):
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301  # our own bytes
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.hint == error.hint
        assert again.exit_code == error.exit_code
        assert getattr(again, "diagnostics", None) == getattr(error, "diagnostics", None)


def test_problems_are_sorted_by_place_without_repeats():
    later = Diagnostic("content/a.yaml", 12, 1, Severity.ERROR, "bad-doi", "x")
    other = Diagnostic("content/b.yaml", 1, 1, Severity.NOTE, "no-url", "y")
    assert in_reading_order([other, later, PROBLEM, later]) == (PROBLEM, later, other)


def test_a_problem_is_printed_as_a_compiler_does():
    text = "content/a.yaml:3:1: error[bad-doi]: doi: no\n  hint: look it up"
    assert PROBLEM.format_text() == text
