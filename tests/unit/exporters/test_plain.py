"""Text fit for formats without markup."""

import pytest

from generator.exporters.plain import plain, shorten, tidy


def test_line_breaks_and_runs_of_blanks_become_one_space() -> None:
    assert tidy("  two\r\n lines\t and\u00a0more ") == "two lines and more"


@pytest.mark.parametrize(
    "unfit", ["\x00", "\x08", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe", "\ufdd0", "\U0010ffff"]
)
def test_characters_that_xml_html_or_utf8_forbid_are_dropped(unfit: str) -> None:
    assert tidy(f"a{unfit}b") == "ab"


def test_letters_of_every_script_stay() -> None:
    text = "Søren 王小明 Ἀθῆναι שלום 👩‍🔬"
    assert tidy(text) == text


def test_markup_is_dropped_and_math_keeps_its_source() -> None:
    assert plain("On *E. coli* and $x_i^2$ in H<sub>2</sub>O &amp; `code`") == (
        "On E. coli and $x_i^2$ in H2O & code"
    )


def test_a_long_abstract_loses_its_markup_too() -> None:
    assert plain("word " * 100 + "*end*") == "word " * 100 + "end"


def test_shortened_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert shorten("one two three four", 14) == "one two three…"
    assert shorten("one two three, four", 15) == "one two three…"
    assert shorten("short", 14) == "short"


def test_shortened_text_without_blanks_is_cut_inside_the_word() -> None:
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
