"""APA 7 reference lists, by the rules of the Publication Manual's chapters 9 and 10."""

from collections.abc import Callable

import pytest

from generator.exporters.styles import format_citation
from generator.model import Work

Paper = Callable[..., Work]

JOURNAL = {
    "type": "article-journal",
    "venue": "Journal of Careful Tests",
    "volume": "12",
    "issue": "3",
    "pages": "225-50",
    "doi": "10.1000/182",
}


def apa(work: Work) -> str:
    return format_citation(work, "APA")


def test_a_journal_article(paper: Paper) -> None:
    work = paper("Reading the sources", ["Garcia, Ana Maria"], "2021-03-05", **JOURNAL)
    assert apa(work) == (
        "Garcia, A. M. (2021). Reading the sources. <i>Journal of Careful Tests</i>, <i>12</i>(3), "
        "225–250. https://doi.org/10.1000/182"
    )


def test_two_authors_are_joined_by_an_ampersand_after_a_comma(paper: Paper) -> None:
    work = paper("T", ["Garcia, Ana", "van der Berg, Jan, Jr."], "2021")
    assert apa(work) == "Garcia, A., &amp; van der Berg, J., Jr. (2021). <i>T</i>."


def test_two_groups_have_no_comma_before_the_ampersand(paper: Paper) -> None:
    work = paper("T", ["{Ministry of Health}", "{Institute of Statistics}"], "2021")
    assert apa(work) == "Ministry of Health &amp; Institute of Statistics. (2021). <i>T</i>."


def test_three_authors_have_the_serial_comma(paper: Paper) -> None:
    work = paper("T", ["A, Xa", "B, Ya", "C, Za"], "2021")
    assert apa(work).startswith("A, X., B, Y., &amp; C, Z. (2021).")


def test_twenty_authors_are_all_listed(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 21)], "2021")
    names = ", ".join(f"Name{i}, A." for i in range(1, 20))
    assert apa(work) == f"{names}, &amp; Name20, A. (2021). <i>T</i>."


def test_of_more_than_twenty_authors_stand_nineteen_an_ellipsis_and_the_last(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 24)], "2021")
    names = ", ".join(f"Name{i}, A." for i in range(1, 20))
    assert apa(work) == f"{names}, . . . Name23, A. (2021). <i>T</i>."


def test_a_list_known_to_go_on_ends_in_et_al(paper: Paper) -> None:
    work = paper("T", ["Shi, Dan", "Han, Zhuowen"], "2026", authors_truncated=True)
    assert apa(work) == "Shi, D., Han, Z., et al. (2026). <i>T</i>."


def test_without_authors_the_title_comes_first(paper: Paper) -> None:
    assert apa(paper("A nameless report", (), "1999")) == "<i>A nameless report</i>. (1999)."


def test_without_a_date_it_says_so(paper: Paper) -> None:
    assert apa(paper("T", ["A, B"])) == "A, B. (n.d.). <i>T</i>."


def test_an_accepted_paper_is_in_press(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2026", type="article-journal", venue="Journal of X", status="accepted")
    assert apa(work) == "A, B. (in press). T. <i>Journal of X</i>."


def test_a_submitted_manuscript_claims_no_venue(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2026", type="article-journal", venue="Journal of X", status="submitted")
    assert apa(work) == "A, B. (2026). <i>T</i> [Manuscript submitted for publication]."


def test_a_preprint_names_archive_and_number(paper: Paper) -> None:
    work = paper("On minds", ["A, B"], "2026-04-27", arxiv="2604.01234")
    assert apa(work) == (
        "A, B. (2026). <i>On minds</i> (arXiv:2604.01234). arXiv. https://arxiv.org/abs/2604.01234"
    )


def test_a_conference_paper_stands_in_its_proceedings(paper: Paper) -> None:
    work = paper(
        "On minds",
        ["A, B"],
        "2025",
        type="paper-conference",
        venue="Proceedings of X",
        pages="1--10",
        publisher="PMLR",
        editors=["One, Ed", "Two, Eve"],
    )
    assert apa(work) == (
        "A, B. (2025). On minds. In E. One &amp; E. Two (Eds.), <i>Proceedings of X</i> (pp. 1–10). PMLR."
    )


def test_a_chapter_has_one_editor_a_volume_and_a_page(paper: Paper) -> None:
    work = paper(
        "On minds",
        ["A, B"],
        "2025",
        type="chapter",
        venue="Handbook",
        volume="2",
        pages="17",
        publisher="Press",
        editors=["van Ed, Ann"],
    )
    assert apa(work) == (
        "A, B. (2025). On minds. In A. van Ed (Ed.), <i>Handbook</i> (Vol. 2, p. 17). Press."
    )


def test_a_book_and_an_edited_book(paper: Paper) -> None:
    book = paper("Big Book", ["A, B"], "1999", type="book", publisher="Press", volume="3")
    assert apa(book) == "A, B. (1999). <i>Big Book</i> (Vol. 3). Press."
    edited = paper("Big Book", (), "1999", type="book", publisher="Press", editors=["C, Dee"])
    assert apa(edited) == "C, D. (Ed.). (1999). <i>Big Book</i>. Press."


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("PhD thesis", "Doctoral dissertation, MIT"),
        ("Master's thesis", "Master’s thesis, MIT"),
        ("", "Thesis, MIT"),
    ],
)
def test_a_thesis_names_degree_and_school(paper: Paper, note: str, expected: str) -> None:
    work = paper("T", ["A, B"], "2020", type="thesis", publisher="MIT", note=note)
    assert apa(work) == f"A, B. (2020). <i>T</i> [{expected}]."


def test_a_report_has_its_number(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2020", type="report", publisher="NASA", issue="17")
    assert apa(work) == "A, B. (2020). <i>T</i> (Report No. 17). NASA."


def test_data_and_software_say_what_they_are(paper: Paper) -> None:
    data = paper("T", ["A, B"], "2020", type="dataset", publisher="Zenodo", doi="10.5281/zenodo.1")
    assert apa(data) == ("A, B. (2020). <i>T</i> [Data set]. Zenodo. https://doi.org/10.5281/zenodo.1")
    software = paper("T", ["A, B"], "2020", type="software", url="https://example.org/t")
    assert apa(software) == "A, B. (2020). <i>T</i> [Computer software]. https://example.org/t"


def test_an_article_number_is_called_article(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2020", **(JOURNAL | {"pages": "e1024", "issue": ""}))
    assert ", <i>12</i>, Article e1024. " in apa(work)


def test_a_question_ends_its_own_sentence(paper: Paper) -> None:
    work = paper("Why?", ["A, B"], "2020", **JOURNAL)
    assert apa(work).startswith("A, B. (2020). Why? <i>Journal of Careful Tests</i>")
