"""Vancouver references, by Citing Medicine and ICMJE's samples."""

from collections.abc import Callable

from generator.exporters.styles import format_citation
from generator.model import Work

Paper = Callable[..., Work]


def vancouver(work: Work) -> str:
    return format_citation(work, "Vancouver")


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
    assert vancouver(work) == (
        "Garcia AM, van der Berg J Jr. Reading the sources. Journal of Careful Tests. "
        "2021 Sep;12(3):321–328. doi:10.1000/182."
    )


def test_six_authors_are_listed_and_more_become_et_al(paper: Paper) -> None:
    six = paper("T", [f"Name{i}, Ab" for i in range(1, 7)], "2021", type="book")
    names = ", ".join(f"Name{i} A" for i in range(1, 7))
    assert vancouver(six) == f"{names}. T. 2021."
    seven = paper("T", [f"Name{i}, Ab" for i in range(1, 8)], "2021", type="book")
    assert vancouver(seven) == f"{names}, et al. T. 2021."


def test_a_list_known_to_go_on_ends_in_et_al(paper: Paper) -> None:
    work = paper("T", ["Shi, Dan"], "2026", type="book", authors_truncated=True)
    assert vancouver(work) == "Shi D, et al. T. 2026."


def test_a_chapter_has_editors_publisher_and_pages(paper: Paper) -> None:
    work = paper(
        "On minds",
        ["Shi, Dan"],
        "2025",
        type="chapter",
        venue="Handbook",
        editors=["One, Ed", "Two, Eve"],
        pages="1-10",
        publisher="Press",
    )
    assert vancouver(work) == ("Shi D. On minds. In: One E, Two E, editors. Handbook. Press; 2025. p. 1–10.")


def test_a_preprint_a_thesis_and_an_undated_paper(paper: Paper) -> None:
    preprint = paper("On minds", ["Shi, Dan"], "2026-04-27", arxiv="2604.01234")
    assert vancouver(preprint) == (
        "Shi D. On minds [preprint]. arXiv; 2026. Available from: https://arxiv.org/abs/2604.01234"
    )
    thesis = paper("T", ["A, Bo"], "2020", type="thesis", publisher="MIT", note="PhD")
    assert vancouver(thesis) == "A B. T [dissertation]. MIT; 2020."
    assert vancouver(paper("T", ["A, Bo"])) == "A B. T. [date unknown]."
