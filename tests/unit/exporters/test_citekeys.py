"""BibTeX keys."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters.citekeys import assign_citekeys, generated_citekey, given_citekey
from generator.model import Credit, Work, WorkId
from generator.values import PartialDate, PersonName

Paper = Callable[..., Work]


@pytest.mark.parametrize(
    ("title", "authors", "date", "expected"),
    [
        ("Why Does It Generalize?", ["Shi, Dan"], "2026", "shi2026does"),
        ("The Ünïcode Way", ["Müller-Lüdenscheidt, Ä"], "2020", "mullerludenscheidt2020unicode"),
        ("A Report", ["{Meituan LongCat Team}"], "2026", "meituan2026report"),
        ("Of the", ["van der Berg, Jan"], "", "bergof"),
        ("$x$", [], "", "x"),
        ("???", [], "", "some-slug"),
    ],
)
def test_a_key_is_family_name_year_and_first_word(
    paper: Paper, title: str, authors: list[str], date: str, expected: str
) -> None:
    key = generated_citekey(paper(title, authors, date, slug="some-slug"))
    assert key == expected.replace("-", "")


def test_a_given_key_stays_but_for_what_no_key_may_hold(paper: Paper) -> None:
    assert given_citekey(paper("T", citekey="Müller:2020/a_b+c")) == "Müller:2020/a_b+c"
    assert given_citekey(paper("T", citekey="a, b}{%#~\\=\"'()c")) == "abc"
    assert given_citekey(paper("T", citekey=" ,")) == ""


def test_works_that_would_share_a_key_get_their_slugs(paper: Paper) -> None:
    works = [
        paper("Same Words", ["Shi, Dan"], "2026", slug="z"),
        paper("Same Thing", ["Shi, Dan"], "2026", slug="a"),
        paper("Other", ["Shi, Dan"], "2026", slug="m", citekey="Shi2026Same"),
    ]
    assert assign_citekeys(works) == {"m": "Shi2026Same", "a": "a", "z": "z"}


def test_keys_do_not_depend_on_the_order_of_the_works(paper: Paper) -> None:
    works = [paper("Same", ["Shi, Dan"], "2026", slug=slug) for slug in ("c", "a", "b")]
    assert assign_citekeys(works) == assign_citekeys(reversed(works))


@given(st.text(), st.text(), st.integers(1, 9999))
def test_a_generated_key_is_never_empty_and_plain_ascii(title: str, family: str, year: int) -> None:
    name = PersonName(family or "x", "", family)
    work = Work(WorkId("slug"), title, (Credit(name),), date=PartialDate(year))
    assert re.fullmatch(r"[a-z0-9]+", generated_citekey(work))


@given(st.lists(st.tuples(st.text(), st.text()), max_size=6))
def test_assigned_keys_are_all_different(pairs: list[tuple[str, str]]) -> None:
    works = [Work(WorkId(f"s-{i}"), t, citekey=k) for i, (t, k) in enumerate(pairs)]
    keys = assign_citekeys(works)
    assert len({key.lower() for key in keys.values()}) == len(works)
