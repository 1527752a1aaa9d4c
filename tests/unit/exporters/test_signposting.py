"""Signposting."""

from collections.abc import Callable

from msgspec import structs

from generator.exporters.signposting import signposting_links
from generator.model import PersonId, Work
from generator.values import Resource

Paper = Callable[..., Work]


def test_a_page_leads_to_work_authors_files_metadata_and_licence(paper: Paper) -> None:
    work = paper(
        "T",
        ["Shi, Dan", "Han, Zhuowen"],
        slug="t",
        doi="10.1000/1",
        pdf="t.pdf",
        license="CC BY 4.0",
        data=Resource(True, urls=("https://zenodo.org/1",)),
    )
    first = structs.replace(work.credits[0], orcid="0000-0002-1825-0097")
    work = structs.replace(work, credits=(first, *work.credits[1:]))
    pages_of = frozenset({PersonId("zhuowen-han")})
    assert signposting_links(work, [("bib", "papers/t.bib")], pages_of=pages_of) == (
        ("cite-as", "https://doi.org/10.1000/1", ""),
        ("author", "https://orcid.org/0000-0002-1825-0097", ""),
        ("author", "authors/zhuowen-han.html", ""),
        ("item", "t.pdf", "application/pdf"),
        ("item", "https://zenodo.org/1", ""),
        ("describedby", "papers/t.bib", "application/x-bibtex"),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
        ("type", "https://schema.org/ScholarlyArticle", ""),
        ("type", "https://schema.org/AboutPage", ""),
    )


def test_a_preprint_is_cited_by_its_arxiv_address(paper: Paper) -> None:
    assert signposting_links(paper("T", arxiv="2604.01234"))[0] == (
        "cite-as",
        "https://arxiv.org/abs/2604.01234",
        "",
    )


def test_what_is_not_known_has_no_link(paper: Paper) -> None:
    assert [rel for rel, _, _ in signposting_links(paper("T", ["A, B"]))] == ["type", "type"]


def test_a_byline_of_thousands_is_cut(paper: Paper) -> None:
    work = paper("T", [f"F{i}, G" for i in range(3000)])
    pages_of = frozenset(credit.person for credit in work.credits if credit.person)
    assert len(signposting_links(work, pages_of=pages_of)) == 32
