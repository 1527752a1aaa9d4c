"""Notes that only repeat the status of a work."""

from collections.abc import Callable

import pytest

from generator.exporters.bibtex import format_bibtex
from generator.exporters.status_notes import further_note
from generator.model import Work


@pytest.mark.parametrize(
    ("status", "note", "left"),
    [
        ("forthcoming", "in press", ""),
        ("forthcoming", "In press.", ""),
        ("submitted", "Manuscript submitted for publication", ""),
        ("forthcoming", "To appear in the spring issue", "To appear in the spring issue"),
        ("published", "in press", "in press"),
        ("accepted", "Best read slowly", "Best read slowly"),
    ],
)
def test_a_note_that_only_says_the_status_is_left_out_beside_it(
    paper: Callable[..., Work], status: str, note: str, left: str
) -> None:
    assert further_note(paper("Slow", status=status, note=note)) == left


@pytest.mark.parametrize(
    ("note", "entry"),
    [("in press", "in press"), ("With errata", "With errata. Forthcoming"), ("", "Forthcoming")],
)
def test_a_bibtex_note_says_the_status_once(paper: Callable[..., Work], note: str, entry: str) -> None:
    found = format_bibtex(paper("Slow", status="forthcoming", note=note))
    assert f"note = {{{entry}}}," in found
