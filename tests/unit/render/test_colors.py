"""An accent stays legible, whatever colour is chosen."""

from hypothesis import given
from hypothesis import strategies as st

from generator.render.colors import DARK_SURFACE, LIGHT_SURFACE, contrast, legible, scheme_pair

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_what_wcag_defines() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@given(COLORS)
def test_any_colour_becomes_legible_in_both_schemes(color: str) -> None:
    light, dark = scheme_pair(color)

    assert contrast(light, LIGHT_SURFACE) >= 4.5
    assert contrast(dark, DARK_SURFACE) >= 4.5


def test_a_colour_that_is_legible_stays_as_it_was_chosen() -> None:
    assert scheme_pair("#1f5a99")[0] == "#1f5a99"
    assert legible("#ffffff", DARK_SURFACE, 7.5, darker=False) == "#ffffff"
