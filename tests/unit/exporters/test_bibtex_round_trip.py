"""BibTeX out and in again."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters.bibtex import format_bibtex
from generator.exporters.plain import plain, tidy
from generator.formats.bibtex import parse_bibtex
from generator.formats.records import RawRecord
from generator.model import Credit, Work, WorkId
from generator.values import PartialDate, PersonName

Paper = Callable[..., Work]

# What a title or a name can be made of: letters of several scripts, and all of TeX's own characters.
TEXT = st.text(alphabet=string.printable + "äéßøłžÅİıαΩ中文字—–“”’…", max_size=40)
LETTERS = string.ascii_letters + "äéßøłžÅ中文"
# Pairs that everybody types to get a dash or a quotation mark, and that TeX turns into one.
LIGATURES = ("--", "`", "''", ",,", "<<", ">>")


def has_ligature(text: str) -> bool:
    return any(pair in tidy(text) for pair in LIGATURES)


# Between letters: marks at a name's edge are read as footnote marks ("Ada*").
NAME = st.builds(
    "{}{}{}".format,
    st.sampled_from(LETTERS),
    st.text(alphabet=LETTERS + "'’-.&_%#~^\\{}@, ", max_size=15),
    st.sampled_from(LETTERS),
).filter(lambda name: not has_ligature(name))


def read_back(work: Work) -> RawRecord:
    """Return the one record of the work's entry, which must hold no error."""
    entry = format_bibtex(work)
    records, problems = parse_bibtex(entry, "x.bib")
    assert [p for p in problems if p.severity == "error"] == [], entry
    assert len(records) == 1, entry
    return records[0]


def is_plain_tex(title: str) -> bool:
    """Tell whether nothing of the title is written in another way in TeX."""
    return not has_ligature(plain(title)) and not any(m in title for m in ("$$", "\\(", "\\["))


@given(TEXT.filter(is_plain_tex))
def test_any_title_comes_back(title: str) -> None:
    got = read_back(Work(WorkId("slug"), title)).data.get("title", "")
    assert got == plain(title)


@given(st.lists(st.tuples(NAME, NAME, st.sampled_from(["", "Jr.", "III"])), min_size=1, max_size=4))
def test_any_names_come_back(names: list[tuple[str, str, str]]) -> None:
    credits_ = tuple(
        Credit(PersonName(f"{given} {family} {suffix}", given, family, "", suffix))
        for family, given, suffix in names
    )
    work = Work(WorkId("slug"), "T", credits_)
    authors = read_back(work).data.get("author", [])
    assert isinstance(authors, list)
    assert len(authors) == len(credits_)
    for credit, author in zip(credits_, authors, strict=True):
        assert isinstance(author, dict)
        assert author.get("family") == tidy(credit.name.family)
        assert author.get("given") == tidy(credit.name.given)


@given(
    st.integers(1, 9999),
    st.integers(0, 12),
    st.text(alphabet=string.ascii_lowercase + string.digits + "._;()/:<>#%&-", min_size=1),
)
def test_year_month_and_doi_come_back(year: int, month: int, suffix: str) -> None:
    doi = f"10.1000/{suffix}"
    work = Work(WorkId("slug"), "T", date=PartialDate(year, month), doi=doi)
    data = read_back(work).data
    assert data["year"] == f"{year:04d}"
    assert data.get("month", "0") == str(month)
    assert data["doi"] == doi


@pytest.mark.parametrize(
    "title",
    [
        "Sums in $O(n_k \\log n)$ & more",
        "The {braces} of C++ and 50% #1 ~ ^ _ \\ @home",
        "Zürich, Łódź and the mRNA of Ångström’s",
        "“Quoted” — and dashed –",
        "Half a formula $\\{$ and a lone }",
    ],
)
def test_hard_titles_come_back_letter_by_letter(paper: Paper, title: str) -> None:
    assert read_back(paper(title)).data["title"] == plain(title)


def test_groups_particles_and_truncation_come_back(paper: Paper) -> None:
    work = paper("T", ["van der Berg, Jan, Jr.", "{The A and B Team}", "Li, Wei"], authors_truncated=True)
    data = read_back(work).data
    assert data["author_truncated"] is True
    assert data["author"] == [
        {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
        {"literal": "The A and B Team"},
        {"family": "Li", "given": "Wei", "particle": "", "suffix": ""},
    ]


def test_an_arxiv_preprint_comes_back_with_its_number(paper: Paper) -> None:
    data = read_back(paper("T", ["A, B"], "2026-04-27", arxiv="2604.01234")).data
    assert data["eprint"] == "2604.01234"
    assert data["archiveprefix"] == "arXiv"
