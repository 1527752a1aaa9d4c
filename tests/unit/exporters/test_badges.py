"""Badges: small SVG images that anyone can read."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters.badges import format_badge

SVG = "{http://www.w3.org/2000/svg}"


def badge(label: str = "h-index", value: str = "11", *, reported: bool = False) -> ElementTree.Element:
    text = format_badge(label, value, f"{label} {value}, computed", reported=reported, color="#1f5a99")
    return ElementTree.fromstring(text)  # noqa: S314  our own text


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_a_badge_has_a_name_and_a_title() -> None:
    root = badge()
    assert (root.get("role"), root.get("aria-label")) == ("img", "h-index 11")
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "h-index 11, computed"
    assert texts(root) == ["h-index", "11"]


def test_a_reported_value_is_marked_to_eye_and_ear() -> None:
    root = badge(reported=True)
    assert texts(root) == ["h-index", "11", "R"]
    assert root.get("aria-label") == "h-index 11, reported"


def test_it_is_as_wide_as_its_text() -> None:
    assert int(badge(value="12345").get("width", "0")) > int(badge(value="1").get("width", "0"))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_label_is_text(label: str) -> None:
    # What XML cannot hold was taken out before (`tidy`).
    if "\ufffe" not in label and "\uffff" not in label:
        assert texts(badge(label))[0].split() == label.split()


@pytest.mark.parametrize("label", ['"><script>', "a & b", "論文"])
def test_markup_stays_text(label: str) -> None:
    assert texts(badge(label))[0] == label
