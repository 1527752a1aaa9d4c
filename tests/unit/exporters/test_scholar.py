"""The tags that Google Scholar reads."""

from collections.abc import Callable

import pytest

from generator.exporters.scholar import citation_meta
from generator.model import Work

Paper = Callable[..., Work]


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading the *sources*",
        ["van der Berg, Jan, Jr.", "{R&D Team}"],
        "2021-09-05",
        type="article-journal",
        venue="Journal of Tests",
        volume="12",
        issue="3",
        pages="321-28",
        doi="10.1000/182",
        arxiv="2109.01234",
        pdf="files/my paper.pdf",
        language="en",
    )
    assert citation_meta(work, "https://a.org/r") == (
        ("citation_title", "Reading the sources"),
        ("citation_author", "van der Berg, Jan Jr."),
        ("citation_author", "R&D Team"),
        ("citation_publication_date", "2021/09/05"),
        ("citation_journal_title", "Journal of Tests"),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "321"),
        ("citation_lastpage", "328"),
        ("citation_doi", "10.1000/182"),
        ("citation_arxiv_id", "2109.01234"),
        ("citation_pdf_url", "https://a.org/r/files/my%20paper.pdf"),
        ("citation_language", "en"),
    )


def test_a_date_without_a_day_is_given_as_the_year(paper: Paper) -> None:
    assert ("citation_publication_date", "2021") in citation_meta(paper("T", date="2021-09"), "")


def test_what_is_not_known_has_no_tag(paper: Paper) -> None:
    assert citation_meta(paper("T"), "") == (("citation_title", "T"),)


@pytest.mark.parametrize(
    ("fields", "pair"),
    [
        ({"type": "paper-conference", "venue": "ICML"}, ("citation_conference_title", "ICML")),
        ({"type": "chapter", "venue": "Handbook"}, ("citation_inbook_title", "Handbook")),
        (
            {"type": "thesis", "publisher": "MIT"},
            ("citation_dissertation_institution", "MIT"),
        ),
        (
            {"type": "report", "publisher": "NASA", "issue": "7"},
            ("citation_technical_report_number", "7"),
        ),
    ],
)
def test_the_kind_decides_what_the_venue_is_called(
    paper: Paper, fields: dict[str, str], pair: tuple[str, str]
) -> None:
    assert pair in citation_meta(paper("T", **fields), "")


@pytest.mark.parametrize(
    ("pdf", "base_url", "expected"),
    [
        ("x.pdf", "https://a.org/", ["https://a.org/x.pdf"]),
        ("https://a.org/x.pdf", "https://a.org", ["https://a.org/x.pdf"]),
        ("https://other.org/x.pdf", "https://a.org", []),
        ("x.pdf", "", []),
        ("", "https://a.org", []),
    ],
)
def test_a_pdf_is_only_named_on_the_same_site(
    paper: Paper, pdf: str, base_url: str, expected: list[str]
) -> None:
    meta = citation_meta(paper("T", pdf=pdf), base_url)
    assert [content for name, content in meta if name == "citation_pdf_url"] == expected


def test_every_author_has_a_tag(paper: Paper) -> None:
    meta = citation_meta(paper("T", [f"F{i}, G" for i in range(500)]), "")
    assert sum(name == "citation_author" for name, _ in meta) == 500
