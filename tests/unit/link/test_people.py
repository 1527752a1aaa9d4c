"""Names to people."""

import pytest

ADA = {"authors/ada.yaml": "name: Ada Example\n"}
TWINS = {
    "authors/wei-li.yaml": "name: Wei Li\norcid: 0000-0002-1825-0097\n",
    "authors/wei-li-2.yaml": "name: Wei Li\n",
}


def paper(authors, **fields):
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"title: Slow\nabstract: About.\nauthors: {authors}\n{more}"


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("Ada Example", "Example, Ada"),
        ("Ada Example", "ADA EXAMPLE"),
        ("Søren Ångström", "Soren Angstrom"),
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Jan van der Berg", "Berg, Jan van der"),
        ("Jean-Luc Picard", "Jean Luc Picard"),
        ("José Núñez", "Jose\u0301 Nun\u0303ez"),
        ("{display: Ming Wang, native: 王明}", "王明"),
        ("Martin King Jr.", "King, Jr., Martin"),
    ],
)
def test_a_name_is_found_in_every_form_of_case_accent_and_order(linked, declared, written):
    found = linked({"authors/x.yaml": f"name: {declared}\n", "papers/a.yaml": paper(f'["{written}"]')})
    assert found.people("a") == ["x"]
    assert found.diagnostics == ()


def test_initials_are_linked_by_a_declared_alias_only(linked):
    files = {**ADA, "papers/a.yaml": paper("[A. Example]")}
    found = linked(files)
    assert found.people("a") == ["a-example"]
    assert found.said("possible-alias") == ["'A. Example' may be Ada Example, but initials are not matched"]
    files["authors/ada.yaml"] = "name: Ada Example\naliases: [A. Example]\n"
    found = linked(files)
    assert found.people("a") == ["ada"]
    assert found.diagnostics == ()


def test_an_alias_is_hinted_at_once_for_many_papers(linked):
    papers = {f"papers/p{n}.yaml": f"title: T{n}\nabstract: x\nauthors: [A. Example]\n" for n in range(5)}
    assert len(linked({**ADA, **papers}).said("possible-alias")) == 1


def test_two_people_of_one_name_are_linked_by_id_or_orcid_and_never_guessed(linked):
    found = linked(
        {
            **TWINS,
            "papers/unclear.yaml": paper("[Wei Li]", doi="10.1000/a"),
            "papers/id.yaml": paper("[{name: W. Li, id: wei-li-2}]", doi="10.1000/b"),
            "papers/orcid.yaml": paper("[{name: W. Li, orcid: 0000-0002-1825-0097}]", doi="10.1000/c"),
        }
    )
    assert found.people("unclear") == [None]
    assert found.people("id") == ["wei-li-2"]
    assert found.people("orcid") == ["wei-li"]
    assert found.said("ambiguous-author") == [
        "'Wei Li' could be 'wei-li' or 'wei-li-2'; the name stays without a link"
    ]


def test_not_papers_papers_and_another_orcid_tell_namesakes_apart(linked):
    listed = {**TWINS, "authors/wei-li-2.yaml": "name: Wei Li\npapers: [a]\n"}
    assert linked({**listed, "papers/a.yaml": paper("[Wei Li]")}).people("a") == ["wei-li-2"]
    excluded = {**TWINS, "authors/wei-li-2.yaml": "name: Wei Li\nnot_papers: [a]\n"}
    assert linked({**excluded, "papers/a.yaml": paper("[Wei Li]")}).people("a") == ["wei-li"]
    third = "[{name: Wei Li, orcid: 0000-0001-5109-3700}]"
    assert linked({**TWINS, "papers/a.yaml": paper(third)}).people("a") == ["wei-li-2"]


def test_names_of_someone_who_asks_not_to_be_matched_stay_alone(linked):
    ada = {"authors/ada.yaml": "name: Ada Example\nmatch_names: false\npapers: [b]\n"}
    found = linked({**ada, "papers/a.yaml": paper("[Ada Example]"), "papers/b.yaml": paper("[B C]")})
    assert found.people("a") == ["ada-example"]
    assert found.corpus.papers_of["ada"] == ("b",)


def test_an_id_that_is_nobodys_leaves_the_name_without_a_link(linked):
    assert linked({**ADA, "papers/a.yaml": paper("[{name: Ada Example, id: ida}]")}).people("a") == [None]


def test_people_without_a_file_are_one_for_each_folded_name(linked):
    found = linked(
        {"papers/a.yaml": paper("[José Núñez, Cy Third]"), "papers/b.yaml": paper('["NUNEZ, JOSE"]')}
    )
    assert found.people("a") == ["jose-nunez", "cy-third"]
    assert found.people("b") == ["jose-nunez"]
    assert not found.corpus.people["cy-third"].declared


def test_slugs_of_people_without_a_file_never_take_anothers(linked):
    found = linked(
        {
            "authors/cy-third.yaml": "name: Somebody Else\n",
            "papers/a.yaml": paper("[Cy Third, Con, Index, ☃ ☃x]"),
        }
    )
    assert found.people("a")[:3] == ["cy-third-2", "con-1", "index-1"]


def test_a_group_is_nobody_unless_it_has_a_file(linked):
    assert linked({"papers/a.yaml": paper("[ATLAS Collaboration]")}).people("a") == [None]
    team = {"authors/atlas.yaml": "name: ATLAS Collaboration\n"}
    assert linked({**team, "papers/a.yaml": paper("[ATLAS Collaboration]")}).people("a") == ["atlas"]


def test_truncated_authors_stay_truncated_and_listed_papers_count(linked):
    ada = {"authors/ada.yaml": "name: Ada Example\npapers: [b, a]\n"}
    found = linked(
        {
            **ada,
            "papers/a.yaml": paper("[Bo Other]", authors_truncated="true", date="2025"),
            "papers/b.yaml": paper("[Bo Other]", authors_truncated="true", date="2020"),
        }
    )
    assert found.corpus.works["a"].authors_truncated
    assert found.corpus.people["ada"].paper_order == ("b", "a")
    assert set(found.corpus.papers_of["ada"]) == {"a", "b"}


def test_editors_are_people_too(linked):
    found = linked({**ADA, "papers/a.yaml": paper("[Bo Other]", editors="[Ada Example]")})
    assert [credit.person for credit in found.corpus.works["a"].editors] == ["ada"]
