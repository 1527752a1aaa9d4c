"""CSL-JSON."""

import json
from collections.abc import Callable

from generator.exporters.csl import FRAME, csl_item, format_csl
from generator.model import Work

Paper = Callable[..., Work]


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading the *sources*",
        ["van der Berg, Jan, Jr.", "{R&D Team}"],
        "2021-09",
        type="article-journal",
        venue="Journal of Tests",
        venue_short="J. Tests",
        volume="12",
        issue="3",
        pages="321--28",
        publisher="Press",
        doi="10.1000/182",
        abstract="Text.",
        authors_truncated=True,
    )
    assert csl_item(work) == {
        "id": "berg2021reading",
        "type": "article-journal",
        "title": "Reading the sources",
        "author": [
            {
                "family": "Berg",
                "given": "Jan",
                "non-dropping-particle": "van der",
                "suffix": "Jr.",
            },
            {"literal": "R&D Team"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2021, 9]]},
        "container-title": "Journal of Tests",
        "container-title-short": "J. Tests",
        "publisher": "Press",
        "volume": "12",
        "issue": "3",
        "page": "321-328",
        "DOI": "10.1000/182",
        "abstract": "Text.",
    }


def test_what_is_not_known_has_no_key(paper: Paper) -> None:
    assert csl_item(paper("T")) == {"id": "t", "type": "article", "title": "T"}


def test_a_vague_type_is_told_by_the_venue_and_a_precise_one_stays(paper: Paper) -> None:
    assert csl_item(paper("T", venue="ICML 2025"))["type"] == "paper-conference"
    assert csl_item(paper("T", type="patent", venue="X"))["type"] == "patent"


def test_an_arxiv_preprint_names_archive_and_number(paper: Paper) -> None:
    item = csl_item(paper("T", arxiv="2604.01234"))
    assert item["archive"] == "arXiv"
    assert item["archive_location"] == "2604.01234"
    assert item["URL"] == "https://arxiv.org/abs/2604.01234"


def test_a_reports_number_and_a_theses_genre_have_their_own_keys(paper: Paper) -> None:
    report = csl_item(paper("T", type="report", issue="17", publisher="NASA"))
    assert (report["number"], report["publisher"]) == ("17", "NASA")
    thesis = csl_item(paper("T", type="thesis", note="PhD", venue="MIT"))
    assert (thesis["genre"], thesis["publisher"]) == ("Doctoral dissertation", "MIT")


def test_a_file_is_an_array_in_the_order_given_with_unicode_as_it_is(paper: Paper) -> None:
    works = [paper("Zürich", slug="b"), paper("A", slug="a")]
    text = FRAME.around([format_csl(works[0], citekey="key-b"), format_csl(works[1])])
    assert "Zürich" in text
    assert [item["id"] for item in json.loads(text)] == ["key-b", "a"]
    assert json.loads(FRAME.around([])) == []
