"""BibTeX entries."""

from collections.abc import Callable

import pytest

from generator.exporters.bibtex import FRAME, format_bibtex, format_name
from generator.model import Credit, Venue, Work

Paper = Callable[..., Work]


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading the *sources* of mRNA",
        ["van der Berg, Jan, Jr.", "{R&D Team}"],
        "2021-09-05",
        type="article-journal",
        venue="Journal of Tests & Trials",
        volume="12",
        issue="3",
        pages="321-28",
        publisher="Press",
        doi="10.1000/a_b",
        url="https://example.org/a_b%20c",
    )
    assert format_bibtex(work) == (
        "@article{berg2021reading,\n"
        "  title = {Reading the sources of {mRNA}},\n"
        "  author = {van der Berg, Jr., Jan and {R\\&D Team}},\n"
        "  journal = {Journal of Tests \\& Trials},\n"
        "  volume = {12},\n"
        "  number = {3},\n"
        "  pages = {321--328},\n"
        "  publisher = {Press},\n"
        "  year = {2021},\n"
        "  month = sep,\n"
        "  doi = {10.1000/a_b},\n"
        "  url = {https://example.org/a_b%20c},\n"
        "}"
    )


def test_an_arxiv_preprint_has_eprint_archive_and_class(paper: Paper) -> None:
    work = paper(
        "On Minds",
        ["Shi, Dan"],
        "2026-04-27",
        arxiv="2604.01234",
        categories=("cs.CL",),
        authors_truncated=True,
    )
    assert format_bibtex(work) == (
        "@misc{shi2026minds,\n"
        "  title = {On Minds},\n"
        "  author = {Shi, Dan and others},\n"
        "  year = {2026},\n"
        "  month = apr,\n"
        "  eprint = {2604.01234},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  url = {https://arxiv.org/abs/2604.01234},\n"
        "}"
    )


@pytest.mark.parametrize(("code", "is_class"), [("CL", False), ("cs", False), ("hep-th", True)])
def test_only_an_arxiv_class_is_called_one(paper: Paper, code: str, is_class: bool) -> None:
    work = paper("T", ["A, B"], arxiv="2604.01234", categories=(code,))
    assert (f"primaryClass = {{{code}}}" in format_bibtex(work)) is is_class


def test_an_arxiv_number_is_not_said_twice(paper: Paper) -> None:
    work = paper("T", ["A, B"], arxiv="2604.01234", issue="arXiv:2604.01234")
    assert "number" not in format_bibtex(work)


def test_a_collection_is_not_a_part_of_itself(paper: Paper) -> None:
    assert "series" not in format_bibtex(paper("Collected T", type="book", venue="Collected T"))


@pytest.mark.parametrize(
    ("fields", "first_line", "has"),
    [
        ({"type": "paper-conference", "venue": "ICML"}, "@inproceedings{", "booktitle = {ICML}"),
        ({"type": "chapter", "venue": "Handbook"}, "@incollection{", "booktitle = {Handbook}"),
        ({"type": "book", "publisher": "Press"}, "@book{", "publisher = {Press}"),
        ({"type": "thesis", "publisher": "MIT"}, "@phdthesis{", "type = {Thesis}"),
        (
            {"type": "thesis", "publisher": "MIT", "note": "Master's thesis"},
            "@mastersthesis{",
            "school = {MIT}",
        ),
        ({"type": "report", "publisher": "NASA"}, "@techreport{", "institution = {NASA}"),
        ({"type": "dataset", "venue": "Zenodo"}, "@misc{", "howpublished = {Zenodo}"),
        ({"type": "manuscript"}, "@unpublished{", "title = {T}"),
        ({"venue": "bioRxiv"}, "@misc{", "howpublished = {bioRxiv}"),
        ({"status": "submitted"}, "@misc{", "note = {Submitted for publication}"),
        ({"retracted": "true"}, "@misc{", "note = {Retracted}"),
    ],
)
def test_the_kind_decides_entry_type_and_fields(
    paper: Paper, fields: dict[str, str], first_line: str, has: str
) -> None:
    entry = format_bibtex(paper("T", ["A, B"], **fields))
    assert entry.startswith(first_line)
    assert f"  {has},\n" in entry


def test_what_is_not_known_has_no_field(paper: Paper) -> None:
    assert format_bibtex(paper("T", slug="t-1")) == "@misc{t,\n  title = {T},\n}"


def test_a_date_without_a_month_has_no_month(paper: Paper) -> None:
    entry = format_bibtex(paper("T", ["A, B"], "2020"))
    assert "  year = {2020},\n" in entry
    assert "month" not in entry


def test_the_users_own_entry_replaces_ours(paper: Paper) -> None:
    assert format_bibtex(paper("T", bibtex="\n@misc{mine, title={X}}\n\n")) == ("@misc{mine, title={X}}")


def test_a_declared_venue_gives_its_full_name(paper: Paper) -> None:
    work = paper("T", venue="ICML", type="paper-conference")
    venue = Venue("icml", "International Conference on Machine Learning")
    assert "booktitle = {International Conference on Machine Learning}" in format_bibtex(work, venue)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Shi, Dan", "Shi, Dan"),
        ("van der Berg, Jan", "van der Berg, Jan"),
        ("King, Martin Luther, Jr.", "King, Jr., Martin Luther"),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("{The ATLAS Collaboration}", "{The ATLAS Collaboration}"),
        ("Plato", "{Plato}"),
        ("Others, And", "{Others}, {And}"),
        ("Barnes and Noble, Inc", "{Barnes and Noble}, Inc"),
        ("O’Neil_x, A&B", r"O’Neil\_x, A\&B"),
    ],
)
def test_names_are_family_first_and_safe_to_split(
    credit: Callable[[str], Credit], name: str, expected: str
) -> None:
    assert format_name(credit(name)) == expected


def test_a_bibliography_separates_entries_by_an_empty_line(paper: Paper) -> None:
    text = FRAME.around(map(format_bibtex, [paper("One", slug="one"), paper("Two", slug="two")]))
    assert text == "@misc{one,\n  title = {One},\n}\n\n@misc{two,\n  title = {Two},\n}\n"
    assert FRAME.around([]) == ""
