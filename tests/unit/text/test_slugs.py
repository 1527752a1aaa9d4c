"""Slugs."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from slugify import slugify as python_slugify

from generator.text.slugs import MAX_LENGTH, is_device, is_reserved, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Zhuowen Han", "zhuowen-han"),
        ("han2026_why.does", "han2026-why-does"),
        ("  Déjà Vu!  ", "deja-vu"),
        ("韩卓文", "han-zhuo-wen"),
        ("Søren Ångström", "soren-angstrom"),
        ("!!!", ""),
        ("", ""),
        ("-a-", "a"),
    ],
)
def test_a_slug_is_lower_case_ascii(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
@example("&#55296;")
@example("&#99999999999;")
def test_any_text_gives_a_slug_or_nothing(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slugify(text))


@given(st.text("abcXYZ019 _.-", max_size=60))
def test_the_short_cut_for_plain_ascii_equals_python_slugify(text: str) -> None:
    assert slugify(text) == python_slugify(text)


@given(st.text(min_size=1))
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("wonderful " * 1000)
    assert len(slug) <= MAX_LENGTH
    assert set(slug.split("-")) == {"wonderful"}
    assert len(slugify("x" * 10**6)) == MAX_LENGTH


def test_slugs_of_pages_that_byline_makes_are_reserved() -> None:
    assert is_reserved("index")
    assert is_reserved("page-12")
    assert not is_reserved("page-one")
    assert not is_reserved("page-2-x")


def test_names_of_devices_on_windows_are_reserved() -> None:
    for slug in ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"):
        assert is_device(slug)
        assert is_reserved(slug)
    for slug in ("con-1", "icon", "com", "com10", "null", "auxiliary"):
        assert not is_reserved(slug)
