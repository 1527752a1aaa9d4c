"""A CV in Markdown."""

from collections.abc import Callable

import pytest

from generator.exporters.cv_markdown import escape_markdown, format_cv, markdown_of
from generator.model import Affiliation, Document, Person, Station, Work
from generator.values import Link, PartialDate

Paper = Callable[..., Work]


def test_a_cv_in_full(paper: Paper, person: Callable[..., Person]) -> None:
    dan = person(
        "Shi, Dan",
        native_name="施丹",
        role="PhD student",
        email="dan@a.org",
        orcid="0000-0002-1825-0097",
        biography="I read *sources*.",
        links=(Link("cv", "CV", "files/my cv.pdf"),),
        affiliations=(Affiliation("Tianjin University", "NLP Lab", start=PartialDate(2023)),),
        education=(Station("MSc", "X_Y", PartialDate(2020), PartialDate(2022)),),
        awards=(Station("Best *paper*", "ACL", PartialDate(2025), PartialDate(2025)),),
    )
    works = [paper("On *minds*", ["Shi, Dan"], "2026", venue="Journal of X_Y", type="article-journal")]
    talk = Document("talk", "t", "t", "A talk", date=PartialDate(2025, 3), fields=(("Where", "Oslo"),))
    page = Document("page", "p", "p.html", "A page")
    assert format_cv(dan, works, documents=[talk, page], base_url="https://a.org") == (
        "# Dan Shi (施丹)\n\n"
        "PhD student  \nNLP Lab, Tianjin University\n\n"
        "<dan@a.org> · [ORCID](<https://orcid.org/0000-0002-1825-0097>) · "
        "[CV](<https://a.org/files/my%20cv.pdf>)\n\n"
        "I read *sources*.\n\n"
        "## Positions\n\n- NLP Lab, Tianjin University, since 2023\n\n"
        "## Education\n\n- MSc, X\\_Y, 2020–2022\n\n"
        "## Awards\n\n- Best paper, ACL, 2025\n\n"
        "## Publications\n\n1. Shi, D. (2026). On minds. *Journal of X\\_Y*.\n\n"
        "## Talks\n\n- A talk, Oslo, 2025\n"
    )


def test_a_person_of_whom_only_the_name_is_known(person: Callable[..., Person]) -> None:
    assert format_cv(person("Shi, Dan"), []) == "# Dan Shi\n"


def test_a_citation_keeps_its_italics_and_loses_its_entities() -> None:
    assert markdown_of("A &amp; B. <i>C* &lt;D&gt;</i>, <i>12</i>(3).") == (r"A \& B. *C\* \<D\>*, *12*(3).")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](y) `z` ~~s~~", r"\[x\](y) \`z\` \~\~s\~\~"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("2024. no list", r"2024\. no list"),
        ("plain - text", "plain - text"),
    ],
)
def test_text_cannot_act_as_markdown(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


def test_links_of_a_biography_are_absolute_where_the_site_has_an_address(
    person: Callable[..., Person],
) -> None:
    ada = person(
        "Example, Ada",
        biography="[a](files/a.pdf#p2) ![b](<my b.png>) [c](https://c.org) [d](#d) [e](mailto:e@e.org) [f]\n"
        '`[g](g.html)` <a href="h.html">h</a>\n\n[f]: f.html "F"\n\n```\n[i](i.html)\n```\n',
    )
    assert format_cv(ada, [], base_url="https://a.org/lab/") == (
        "# Ada Example\n\n"
        "[a](https://a.org/lab/files/a.pdf#p2) ![b](<https://a.org/lab/my b.png>) [c](https://c.org) [d](#d)"
        " [e](mailto:e@e.org) [f]\n"
        '`[g](g.html)` <a href="https://a.org/lab/h.html">h</a>\n\n'
        '[f]: https://a.org/lab/f.html "F"\n\n```\n[i](i.html)\n```\n'
    )
    assert "[a](files/a.pdf#p2)" in format_cv(ada, [])


def test_a_degree_or_an_award_with_an_end_alone_shows_that_year(person: Callable[..., Person]) -> None:
    ada = person(
        "Example, Ada",
        education=(Station("PhD", end=PartialDate(2022)), Station("MSc", start=PartialDate(2024))),
        awards=(Station("Prize", end=PartialDate(2021)), Station("Medal", start=PartialDate(2020))),
    )
    found = format_cv(ada, [])
    for line in ("- PhD, 2022\n", "- MSc, since 2024\n", "- Prize, 2021\n", "- Medal, 2020\n"):
        assert line in found
