"""CSV."""

import csv
import io
from collections.abc import Callable

import pytest

from generator.exporters.csv import format_csv
from generator.model import Citations, Venue, Work
from generator.values import Resource

Paper = Callable[..., Work]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_paper_is_a_line_with_crlf(paper: Paper) -> None:
    work = paper(
        'On "minds", again',
        ["Shi, Dan", "{LongCat Team}"],
        "2026-04",
        slug="minds",
        venue="ICML",
        venue_slug="icml",
        categories=("CL", "AI"),
        code=Resource(True),
        data=Resource(applies=False),
        citations=Citations(0),
        authors_truncated=True,
    )
    text = format_csv([work], {"icml": Venue("icml", "Conference on Machines")})
    assert text.endswith("\r\n")
    (row,) = rows(text)
    assert row["title"] == 'On "minds", again'
    assert row["authors"] == "Dan Shi; LongCat Team; et al."
    assert row["date"] == "2026-04"
    assert row["venue"] == "Conference on Machines"
    assert row["categories"] == "CL; AI"
    assert (row["code"], row["data"], row["citations"]) == ("true", "n/a", "0")


def test_what_is_not_known_is_an_empty_cell(paper: Paper) -> None:
    (row,) = rows(format_csv([paper("T")]))
    assert (row["date"], row["code"], row["citations"]) == ("", "", "")


def test_hidden_citations_have_no_column(paper: Paper) -> None:
    text = format_csv([paper("T", citations=Citations(7))], show_citations=False)
    assert "citations" not in rows(text)[0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_a_formula_of_a_spreadsheet_is_made_text(paper: Paper, start: str) -> None:
    (row,) = rows(format_csv([paper("T", venue=f"{start}HYPERLINK(1)")]))
    assert row["venue"] == f"'{start.strip()}HYPERLINK(1)"


def test_math_in_a_title_is_readable(paper: Paper) -> None:
    (row,) = rows(format_csv([paper(r"$\ell_1$ and H$_2$O, at \(n \le 3\)")]))
    assert row["title"] == "ℓ₁ and H₂O, at n ≤ 3"
