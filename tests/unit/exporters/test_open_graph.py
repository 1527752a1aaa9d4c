"""Open Graph."""

from collections.abc import Callable

import pytest

from generator.exporters.open_graph import (
    page_properties,
    paper_properties,
    profile_properties,
    twitter_card,
)
from generator.model import Person, Work

Paper = Callable[..., Work]
BASE = "https://a.org/r/"


def test_a_paper_is_an_article(paper: Paper) -> None:
    work = paper("On *minds*", date="2026-04", slug="minds", abstract="We think.", keywords=("a", "b"))
    assert paper_properties(work, BASE, "Site", "p.png") == (
        ("og:type", "article"),
        ("og:title", "On minds"),
        ("og:url", "https://a.org/r/papers/minds.html"),
        ("og:description", "We think."),
        ("og:site_name", "Site"),
        ("og:image", "https://a.org/r/p.png"),
        ("article:published_time", "2026-04"),
        ("article:tag", "a"),
        ("article:tag", "b"),
    )


def test_a_profile_names_the_person(person: Callable[..., Person]) -> None:
    assert profile_properties(person("van der Berg, Jan"), BASE) == (
        ("og:type", "profile"),
        ("og:title", "Jan van der Berg"),
        ("og:url", "https://a.org/r/authors/jan-van-der-berg.html"),
        ("profile:first_name", "Jan"),
        ("profile:last_name", "van der Berg"),
    )


def test_a_site_without_a_url_leaves_addresses_out() -> None:
    assert page_properties("T", "x.html", "", image="p.png") == (
        ("og:type", "website"),
        ("og:title", "T"),
    )


@pytest.mark.parametrize(
    ("base_url", "image", "has_image"),
    [
        (BASE, "p.png", True),
        ("http://a.org", "p.png", False),
        ("", "https://b.org/p.png", True),
        ("", "p.png", False),
        (BASE, "", False),
    ],
)
def test_an_image_needs_an_absolute_https_address(base_url: str, image: str, has_image: bool) -> None:
    names = dict(page_properties("T", "x.html", base_url, image=image))
    assert ("og:image" in names) is has_image
    card = "summary_large_image" if has_image else "summary"
    assert twitter_card(base_url, image) == (("twitter:card", card),)


def test_a_long_description_is_cut_at_a_word() -> None:
    text = dict(page_properties("T", "x.html", BASE, "word " * 100))["og:description"]
    assert len(text) <= 300
    assert text.endswith("word…")
