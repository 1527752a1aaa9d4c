"""IEEE references, by the IEEE Reference Guide."""

from collections.abc import Callable

from generator.exporters.styles import format_citation
from generator.model import Work

Paper = Callable[..., Work]


def ieee(work: Work) -> str:
    return format_citation(work, "IEEE")


def test_a_journal_article(paper: Paper) -> None:
    work = paper(
        "Reading the sources",
        ["Garcia, Ana Maria", "van der Berg, Jan, Jr."],
        "2021-09-05",
        type="article-journal",
        venue="Journal of Careful Tests",
        volume="12",
        issue="3",
        pages="321-328",
        doi="10.1000/182",
    )
    assert ieee(work) == (
        "A. M. Garcia and J. van der Berg Jr., “Reading the sources,” "
        "<i>Journal of Careful Tests</i>, vol. 12, no. 3, pp. 321–328, Sept. 2021, "
        "doi: 10.1000/182."
    )


def test_six_authors_are_all_listed(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 7)], "2021", type="book")
    names = ", ".join(f"A. Name{i}" for i in range(1, 6))
    assert ieee(work) == f"{names}, and A. Name6, <i>T</i>. 2021."


def test_more_than_six_authors_become_et_al_after_the_first(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 8)], "2021", type="book")
    assert ieee(work) == "A. Name1 <i>et al.</i>, <i>T</i>. 2021."


def test_a_list_known_to_go_on_ends_in_et_al(paper: Paper) -> None:
    two = paper("T", ["Shi, Dan", "Han, Zhuowen"], "2026", type="book", authors_truncated=True)
    assert ieee(two) == "D. Shi, Z. Han, <i>et al.</i>, <i>T</i>. 2026."
    one = paper("T", ["Shi, Dan"], "2026", type="book", authors_truncated=True)
    assert ieee(one) == "D. Shi <i>et al.</i>, <i>T</i>. 2026."


def test_a_conference_paper(paper: Paper) -> None:
    work = paper(
        "On minds",
        ["Shi, Dan"],
        "2025-07-01",
        type="paper-conference",
        venue="Proceedings of X",
        pages="1-10",
        editors=["One, Ed"],
        publisher="PMLR",
    )
    assert ieee(work) == (
        "D. Shi, “On minds,” in <i>Proceedings of X</i>, E. One, Ed., PMLR, 2025, pp. 1–10."
    )


def test_a_preprint_has_the_archives_number_after_the_date(paper: Paper) -> None:
    work = paper("On minds", ["Shi, Dan"], "2026-04-27", arxiv="2604.01234")
    assert ieee(work) == (
        "D. Shi, “On minds,” Apr. 2026, <i>arXiv:2604.01234</i>. [Online]. "
        "Available: https://arxiv.org/abs/2604.01234"
    )


def test_a_thesis_a_report_and_an_article_number(paper: Paper) -> None:
    thesis = paper("T", ["A, Bo"], "2020", type="thesis", publisher="MIT", note="PhD")
    assert ieee(thesis) == "B. A, “T,” Ph.D. dissertation, MIT, 2020."
    report = paper("T", ["A, Bo"], "2020", type="report", publisher="NASA", issue="17")
    assert ieee(report) == "B. A, “T,” NASA, Rep. 17, 2020."
    number = paper("T", ["A, Bo"], "2020", venue="Journal of X", volume="1", pages="104743")
    assert ieee(number) == "B. A, “T,” <i>Journal of X</i>, vol. 1, Art. no. 104743, 2020."


def test_a_book_and_an_edited_book(paper: Paper) -> None:
    book = paper("T", ["A, Bo"], "2020", type="book", publisher="Press", volume="2")
    assert ieee(book) == "B. A, <i>T</i>, vol. 2. Press, 2020."
    edited = paper("T", (), "2020", type="book", publisher="Press", editors=["C, Di", "E, Fa"])
    assert ieee(edited) == "D. C and F. E, Eds., <i>T</i>. Press, 2020."


def test_data_say_what_they_are(paper: Paper) -> None:
    data = paper("T", ["A, Bo"], "2020", type="dataset", publisher="Zenodo", doi="10.5281/z.1")
    assert ieee(data) == "B. A, <i>T</i>. Dataset. Zenodo, 2020, doi: 10.5281/z.1."


def test_a_question_keeps_its_own_mark(paper: Paper) -> None:
    work = paper("Why?", ["A, Bo"], "2020", venue="Journal of X")
    assert ieee(work) == "B. A, “Why?” <i>Journal of X</i>, 2020."


def test_missing_authors_and_dates(paper: Paper) -> None:
    assert ieee(paper("T", ["A, Bo"])) == "B. A, “T,” n.d."
    assert ieee(paper("T", (), "2020")) == "“T,” 2020."


def test_accepted_and_submitted_papers_say_so(paper: Paper) -> None:
    accepted = paper("T", ["A, Bo"], "2026", venue="Journal of X", status="accepted")
    assert ieee(accepted) == "B. A, “T,” <i>Journal of X</i>, to be published."
    submitted = paper("T", ["A, Bo"], "2026", venue="Journal of X", status="submitted")
    assert ieee(submitted) == "B. A, “T,” submitted for publication, 2026."


def test_a_volume_of_proceedings_stands_before_the_publisher(paper: Paper) -> None:
    work = paper("T", ["A, Bo"], "2020", type="chapter", venue="X", volume="2", publisher="Press")
    assert ieee(work) == "B. A, “T,” in <i>X</i>, vol. 2, Press, 2020."


def test_a_chapter_of_an_unnamed_book_keeps_its_publisher(paper: Paper) -> None:
    work = paper("T", ["A, Bo"], "2020", type="chapter", publisher="Press")
    assert ieee(work) == "B. A, “T,” Press, 2020."
