"""The table of styles."""

from collections.abc import Callable

from generator.exporters.styles import STYLES, format_citation, format_citations
from generator.model import Venue, Work

Paper = Callable[..., Work]


def test_all_styles_at_once_equal_each_style_alone(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2020", venue="Journal of X", doi="10.1000/1")
    assert format_citations(work) == tuple((name, format_citation(work, name)) for name in STYLES)


def test_the_styles_are_in_the_order_shown() -> None:
    assert tuple(STYLES) == ("APA", "MLA", "Chicago", "IEEE", "Vancouver")


def test_a_declared_venue_gives_its_full_name(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2020", type="paper-conference", venue="ICML")
    venue = Venue("icml", "International Conference on Machine Learning", abbr="ICML")
    assert "<i>International Conference on Machine Learning</i>" in format_citation(work, "APA", venue)


def test_markup_of_the_title_is_dropped_and_math_is_readable(paper: Paper) -> None:
    work = paper("The *lac* operon at $O(n^2)$", ["A, B"], "2020", venue="Journal of X")
    assert format_citation(work, "APA") == ("A, B. (2020). The lac operon at O(n²). <i>Journal of X</i>.")
