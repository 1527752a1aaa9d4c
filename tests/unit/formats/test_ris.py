"""RIS to records."""

import pytest

from generator.errors import Position, Severity
from generator.formats.ris import parse_ris

TEXT = """TY  - JOUR
ID  - smith2020
AU  - Smith, John A.
AU  - van der Berg, Jan, Jr.
A1  - World Health Organization
TI  - A title that
goes on
JF  - Nature Physics
JA  - Nat. Phys.
VL  - 3
IS  - 4
SP  - 12
EP  - 20
PY  - 2020
DA  - 2020/05/12/
DO  - 10.1000/xyz
KW  - one
KW  - two; three
SN  - 1234-5678
UR  - https://x.org/;a=b
N2  - Abstract.
C1  - kept
ER  -
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_reference_gets_bibtex_names(newline: str) -> None:
    (record,), problems = parse_ris("\ufeff" + TEXT.replace("\n", newline), "a.ris")
    assert problems == ()
    assert (record.key, record.line, record.dialect) == ("smith2020", 1, "ris")
    assert record.data == {
        "entry_type": "article",
        "author": [
            {"family": "Smith", "given": "John A.", "particle": "", "suffix": ""},
            {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
            {"literal": "World Health Organization"},
        ],
        "title": "A title that goes on",
        "journal": "Nature Physics",
        "shortjournal": "Nat. Phys.",
        "volume": "3",
        "number": "4",
        "pages": "12-20",
        "year": "2020",
        "month": "5",
        "day": "12",
        "doi": "10.1000/xyz",
        "keywords": ["one", "two", "three"],
        "issn": "1234-5678",
        "url": "https://x.org/;a=b",
        "abstract": "Abstract.",
        "custom1": "kept",
    }
    assert record.locate(("pages",)) == Position(12, 1)
    assert record.locate(("isbn",)) == Position(1, 1)


def test_a_conference_paper_and_a_chapter_stand_in_a_book() -> None:
    text = "TY  - CPAPER\nT1  - A\nT2  - Proc. of X\nER  - \nTY  - CHAP\nTI  - B\nBT  - Y\nER  - \n"
    records, _ = parse_ris(text, "a.ris")
    assert [(r.data["entry_type"], r.data["booktitle"]) for r in records] == [
        ("inproceedings", "Proc. of X"),
        ("incollection", "Y"),
    ]


def test_a_missing_end_is_a_warning_and_loses_nothing() -> None:
    records, problems = parse_ris("TY  - JOUR\nTI  - A\n\nTY  - BOOK\nTI  - B\n", "a.ris")
    assert [record.data["title"] for record in records] == ["A", "B"]
    assert [(p.severity, p.line) for p in problems] == [(Severity.WARNING, 1), (Severity.WARNING, 4)]


def test_text_before_the_first_reference_is_told() -> None:
    records, (problem,) = parse_ris("Provider: X\nTY  - JOUR\nTI  - A\nER  -\n", "a.ris")
    assert len(records) == 1
    assert (problem.code, problem.severity, problem.line) == ("ris-syntax", Severity.WARNING, 1)


def test_a_file_without_references_is_an_error() -> None:
    assert [problem.severity for problem in parse_ris("\n", "a.ris")[1]] == [Severity.ERROR]


def test_a_name_without_a_comma_stays_a_text() -> None:
    (record,), _ = parse_ris("TY  - JOUR\nAU  - Ada Example\nER  - \n", "a.ris")
    assert record.data["author"] == ["Ada Example"]
