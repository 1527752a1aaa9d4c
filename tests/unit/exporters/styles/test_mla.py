"""MLA 9 works cited, by the container template of the MLA Handbook's chapter 5."""

from collections.abc import Callable

import pytest

from generator.exporters.styles import format_citation
from generator.model import Work

Paper = Callable[..., Work]


def mla(work: Work) -> str:
    return format_citation(work, "MLA")


def test_a_journal_article_has_volume_number_month_and_short_pages(paper: Paper) -> None:
    work = paper(
        "Reading the Sources",
        ["Garcia, Ana Maria"],
        "2021-03-05",
        type="article-journal",
        venue="Journal of Careful Tests",
        volume="12",
        issue="3",
        pages="225-250",
        doi="10.1000/182",
        publisher="Left Out Press",
    )
    assert mla(work) == (
        "Garcia, Ana Maria. “Reading the Sources.” <i>Journal of Careful Tests</i>, vol. 12, no. 3, "
        "Mar. 2021, pp. 225–50, https://doi.org/10.1000/182."
    )


def test_two_authors_are_both_named(paper: Paper) -> None:
    work = paper("T", ["Garcia, Ana", "van der Berg, Jan, Jr."], "2021", type="book")
    assert mla(work) == "Garcia, Ana, and Jan van der Berg Jr. <i>T</i>. 2021."


def test_three_authors_become_et_al(paper: Paper) -> None:
    work = paper("T", ["A, Xa", "B, Ya", "C, Za"], "2021", type="book")
    assert mla(work) == "A, Xa, et al. <i>T</i>. 2021."


def test_two_authors_of_a_longer_list_become_et_al(paper: Paper) -> None:
    work = paper("T", ["A, Xa", "B, Ya"], "2021", type="book", authors_truncated=True)
    assert mla(work) == "A, Xa, et al. <i>T</i>. 2021."


def test_a_preprint_has_its_full_date(paper: Paper) -> None:
    work = paper("On Minds", ["Shi, Dan"], "2026-04-27", arxiv="2604.01234")
    assert mla(work) == (
        "Shi, Dan. “On Minds.” <i>arXiv</i>, 27 Apr. 2026, https://arxiv.org/abs/2604.01234."
    )


def test_a_conference_paper_names_its_editors(paper: Paper) -> None:
    work = paper(
        "On Minds",
        ["Shi, Dan"],
        "2025-07-01",
        type="paper-conference",
        venue="Proceedings of X",
        editors=["One, Ed", "Two, Eve"],
        publisher="PMLR",
        pages="1-10",
    )
    assert mla(work) == (
        "Shi, Dan. “On Minds.” <i>Proceedings of X</i>, edited by Ed One and Eve Two, PMLR, 2025, pp. 1–10."
    )


def test_three_editors_become_et_al_after_the_first(paper: Paper) -> None:
    work = paper("On Minds", ["A, B"], type="chapter", venue="X", editors=["One, E", "Two, F", "Three, G"])
    assert mla(work) == "A, B. “On Minds.” <i>X</i>, edited by E One et al."


def test_an_edited_book_stands_under_its_editors(paper: Paper) -> None:
    one = paper("T", (), "1999", type="book", publisher="Press", editors=["C, Dee"])
    assert mla(one) == "C, Dee, editor. <i>T</i>. Press, 1999."
    many = paper("T", (), "1999", type="book", editors=["C, D", "E, F", "G, H"])
    assert mla(many) == "C, D, et al., editors. <i>T</i>. 1999."


@pytest.mark.parametrize(
    ("note", "degree"), [("PhD", "PhD dissertation"), ("MSc", "Master’s thesis"), ("", "Thesis")]
)
def test_a_thesis_has_its_date_before_school_and_degree(paper: Paper, note: str, degree: str) -> None:
    work = paper("T", ["A, B"], "2020", type="thesis", publisher="MIT", note=note)
    assert mla(work) == f"A, B. <i>T</i>. 2020. MIT, {degree}."


def test_without_a_date_none_is_named(paper: Paper) -> None:
    assert mla(paper("T", ["A, B"], type="book", publisher="Press")) == "A, B. <i>T</i>. Press."


def test_quotation_marks_inside_a_quoted_title_become_single(paper: Paper) -> None:
    work = paper('The “one” and "two"', ["A, B"], venue="Journal of X")
    assert mla(work) == "A, B. “The ‘one’ and ‘two’.” <i>Journal of X</i>."


def test_a_question_keeps_its_mark_inside_the_quotation(paper: Paper) -> None:
    work = paper("Why?", ["A, B"], "2020", venue="Journal of X")
    assert mla(work) == "A, B. “Why?” <i>Journal of X</i>, 2020."


def test_accepted_and_submitted_papers_say_so(paper: Paper) -> None:
    accepted = paper("T", ["A, B"], "2026", venue="Journal of X", status="accepted")
    assert mla(accepted) == "A, B. “T.” <i>Journal of X</i>, forthcoming."
    submitted = paper("T", ["A, B"], "2026", venue="Journal of X", status="submitted")
    assert mla(submitted) == "A, B. “T.” Manuscript submitted for publication, 2026."


def test_a_container_without_a_title_begins_with_a_capital(paper: Paper) -> None:
    book = paper("T", ["A, B"], "1981", type="book", volume="2", issue="17", publisher="Press")
    assert mla(book) == "A, B. <i>T</i>. Vol. 2, Press, 1981."


def test_a_preprint_server_named_as_publisher_is_the_container(paper: Paper) -> None:
    work = paper("T", ["A, B"], "2025", publisher="PsyArXiv", issue="b4ywf_v1")
    assert mla(work) == "A, B. “T.” <i>PsyArXiv</i>, 2025."
