"""Names in citations."""

from collections.abc import Callable

import pytest

from generator.exporters.styles.cited import cite, initials
from generator.model import Work

Paper = Callable[..., Work]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Jean-Paul", "J.-P."),
        ("Jean-Paul Q.", "J.-P. Q."),
        ("John Ronald Reuel", "J. R. R."),
        ("J. R. R.", "J. R. R."),
        ("J.R.R.", "J. R. R."),
        ("JR", "J. R."),
        ("Yu. A.", "Yu. A."),
        ("Élise", "É."),
        ("émile", "É."),
        ("小明", "小明"),
        ("‘Ali", "A."),
        ("", ""),
        ("-", ""),
    ],
)
def test_given_names_become_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


def test_a_given_name_in_capitals_is_no_run_of_initials_when_the_family_name_is_too() -> None:
    assert initials("YU", capitals=True) == "Y."
    assert initials("YU", capitals=False) == "Y. U."


def test_a_byline_of_thousands_keeps_the_first_twenty_and_the_last(paper: Paper) -> None:
    work = paper("T", [f"Family{i}, Given" for i in range(3000)])
    cited = cite(work)
    assert cited.total == 3000
    assert [name.family for name in cited.authors] == [
        *(f"Family{i}" for i in range(20)),
        "Family2999",
    ]


def test_names_and_titles_are_escaped(paper: Paper) -> None:
    cited = cite(paper("A < B & C", ["O<b>, A&B", "{R&D <Team>}"], venue="<V>"))
    assert cited.title == "A &lt; B &amp; C"
    assert cited.authors[0].family == "O&lt;b&gt;"
    assert cited.authors[1].family == "R&amp;D &lt;Team&gt;"
    assert cited.container == "&lt;V&gt;"
