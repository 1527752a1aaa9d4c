"""Chicago author-date, 17th edition, chapter 15."""

from collections.abc import Callable

from generator.exporters.styles import format_citation
from generator.model import Work

Paper = Callable[..., Work]


def chicago(work: Work) -> str:
    return format_citation(work, "Chicago")


def test_a_journal_article(paper: Paper) -> None:
    work = paper(
        "Reading the Sources",
        ["Garcia, Ana Maria", "van der Berg, Jan, Jr."],
        "2021-03-05",
        type="article-journal",
        venue="Journal of Careful Tests",
        volume="12",
        issue="3",
        pages="321-328",
        doi="10.1000/182",
    )
    assert chicago(work) == (
        "Garcia, Ana Maria, and Jan van der Berg Jr. 2021. “Reading the Sources.” "
        "<i>Journal of Careful Tests</i> 12 (3): 321–28. https://doi.org/10.1000/182."
    )


def test_an_issue_without_a_volume_and_pages_alone(paper: Paper) -> None:
    issue = paper("T", ["A, B"], "2021", venue="Journal of X", issue="7", pages="3-9")
    assert chicago(issue) == "A, B. 2021. “T.” <i>Journal of X</i>, no. 7: 3–9."
    pages = paper("T", ["A, B"], "2021", venue="Journal of X", pages="3-9")
    assert chicago(pages) == "A, B. 2021. “T.” <i>Journal of X</i>, 3–9."


def test_ten_authors_are_all_listed(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 11)], "2021", type="book")
    names = ", ".join(f"Ab Name{i}" for i in range(2, 10))
    assert chicago(work) == f"Name1, Ab, {names}, and Ab Name10. 2021. <i>T</i>."


def test_of_more_than_ten_authors_seven_are_listed(paper: Paper) -> None:
    work = paper("T", [f"Name{i}, Ab" for i in range(1, 12)], "2021", type="book")
    names = ", ".join(f"Ab Name{i}" for i in range(2, 8))
    assert chicago(work) == f"Name1, Ab, {names}, et al. 2021. <i>T</i>."


def test_a_list_known_to_go_on_ends_in_et_al(paper: Paper) -> None:
    work = paper("T", ["Shi, Dan", "Han, Zhuowen"], "2026", type="book", authors_truncated=True)
    assert chicago(work) == "Shi, Dan, Zhuowen Han, et al. 2026. <i>T</i>."


def test_two_groups_are_joined_without_a_comma(paper: Paper) -> None:
    work = paper("T", ["{Group One}", "{Group Two}"], "2026", type="book")
    assert chicago(work) == "Group One and Group Two. 2026. <i>T</i>."


def test_a_preprint_names_archive_month_and_day(paper: Paper) -> None:
    work = paper("On Minds", ["Shi, Dan"], "2026-04-27", arxiv="2604.01234")
    assert chicago(work) == (
        "Shi, Dan. 2026. “On Minds.” Preprint, arXiv, April 27. https://arxiv.org/abs/2604.01234."
    )


def test_a_chapter_stands_in_an_edited_book(paper: Paper) -> None:
    work = paper(
        "On Minds",
        ["Shi, Dan"],
        "2025",
        type="chapter",
        venue="Handbook",
        editors=["One, Ed", "Two, Eve"],
        pages="101-108",
        publisher="Press",
    )
    assert chicago(work) == (
        "Shi, Dan. 2025. “On Minds.” In <i>Handbook</i>, edited by Ed One and Eve Two, 101–8. Press."
    )


def test_a_thesis_is_quoted_and_names_degree_and_school(paper: Paper) -> None:
    doctoral = paper("T", ["A, B"], "2020", type="thesis", publisher="MIT", note="PhD")
    assert chicago(doctoral) == "A, B. 2020. “T.” PhD diss., MIT."
    unknown = paper("T", ["A, B"], "2020", type="thesis", publisher="MIT")
    assert chicago(unknown) == "A, B. 2020. “T.” Thesis, MIT."


def test_an_edited_book_stands_under_its_editor(paper: Paper) -> None:
    work = paper("T", (), "1999", type="book", publisher="Press", editors=["C, Dee"])
    assert chicago(work) == "C, Dee, ed. 1999. <i>T</i>. Press."


def test_missing_authors_and_dates(paper: Paper) -> None:
    assert chicago(paper("T", ["A, B"], type="book")) == "A, B. n.d. <i>T</i>."
    assert chicago(paper("T", (), "2020", type="book")) == "<i>T</i>. 2020."


def test_accepted_and_submitted_papers_say_so(paper: Paper) -> None:
    accepted = paper("T", ["A, B"], "2026", venue="Journal of X", status="forthcoming")
    assert chicago(accepted) == "A, B. Forthcoming. “T.” <i>Journal of X</i>."
    submitted = paper("T", ["A, B"], "2026", venue="Journal of X", status="submitted")
    assert chicago(submitted) == "A, B. 2026. “T.” Submitted manuscript."


def test_data_and_software_say_what_they_are(paper: Paper) -> None:
    data = paper("T", ["A, B"], "2020", type="dataset", publisher="Zenodo")
    assert chicago(data) == "A, B. 2020. “T.” Data set. Zenodo."
    software = paper("T", ["A, B"], "2020", type="software", publisher="Zenodo")
    assert chicago(software) == "A, B. 2020. <i>T</i>. Computer software. Zenodo."
