"""Which characters may reach a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import printable


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x01b\x02c\x03d\x00e", "abcde"),
        ("a\x0bb\x0cc\x85d", "a b c d"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("no-break\u00a0space", "no-break\u00a0space"),
        ("\ufffe\uffff\x7f\x9f", ""),
    ],
)
def test_controls_vanish_and_blanks_stay(written: str, kept: str) -> None:
    assert printable(written) == kept


@given(st.text(st.characters()))
def test_no_text_keeps_a_control_character(text: str) -> None:
    cleaned = printable(text)
    assert all(char >= " " or char in "\n\t" for char in cleaned)
    cleaned.encode("utf-8")
    assert printable(cleaned) == cleaned
