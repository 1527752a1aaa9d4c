"""Markdown without its code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.prose import prose_of


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a ` b", "a ` b"),
        ("a\n```\nb\n```\nc", "a\n   \n \n   \nc"),
        ("~~~~\nb\n~~~\n~~~~\nc", "    \n \n   \n    \nc"),
    ],
)
def test_code_becomes_blanks(text: str, prose: str) -> None:
    assert prose_of(text) == prose


@given(st.text(alphabet="ab`~ \n", max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    prose = prose_of(text)
    assert len(prose) == len(text)
    assert all(shown in (written, " ") for shown, written in zip(prose, text, strict=True))
