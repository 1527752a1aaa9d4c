"""Names that may be somebody with a file."""

import pytest

ELENA = {"authors/elena.yaml": "name: Elena García-Müller\n", "authors/lan.yaml": "name: Thị Lan Nguyễn\n"}


def paper(*authors):
    return "title: T\nabstract: A.\nauthors:\n" + "".join(f"  - {name}\n" for name in authors)


@pytest.mark.parametrize(
    "written",
    [
        "Elena Garcia-Muler",
        "Elena Garcia-Mueller",
        "Elena Garcai-Müller",
        "Elana García-Müller",
        "Garcia Mullerr, Elena",
    ],
)
def test_a_name_a_letter_off_one_with_a_file_is_noted_and_never_linked(linked, written):
    found = linked({**ELENA, "papers/a.yaml": paper(f"'{written}'")})
    assert [d.code for d in found.diagnostics if d.path.endswith("papers/a.yaml")] == ["possible-alias"]
    assert "is close to Elena García-Müller" in found.said("possible-alias")[0]
    assert "elena" not in found.people("a")


@pytest.mark.parametrize(
    "written", ["Marta García-Müller", "Elena Gruber", "Elena García", "Ana García-Müller"]
)
def test_another_name_is_not_noted(linked, written):
    found = linked({**ELENA, "papers/a.yaml": paper(written)})
    assert found.said("possible-alias") == []


def test_a_part_that_others_bear_is_no_slip(linked):
    files = {"authors/a.yaml": "name: Jie Zhang\n", "papers/p.yaml": paper("Jie Zheng", "Bo Zheng")}
    assert linked(files).said("possible-alias") == []


def test_names_side_by_side_on_a_paper_are_two_people(linked):
    found = linked({**ELENA, "papers/a.yaml": paper("Elena García-Müller", "Elena García-Muler")})
    assert found.said("possible-alias") == []


def test_a_namesake_whose_papers_are_excluded_is_no_slip(linked):
    files = {"authors/a.yaml": "name: Jie Zhang\nnot_papers: [p]\n", "papers/p.yaml": paper("Jie Zhang")}
    assert linked(files).said("possible-alias") == []


@pytest.mark.parametrize(
    "written",
    [
        "Elena García-Müller, Thị Lan Nguyễn",
        "Elena García-Müller, Jan van der Berg",
        "Bo Maria Other, Thị Lan Nguyễn",
        "Bo Other, Jan van der Berg",
    ],
)
@pytest.mark.parametrize("form", ["yaml", "list", "bib"])
def test_two_full_names_in_one_text_are_warned_of(linked, written, form):
    files = {
        "yaml": ("papers/a.yaml", f"title: T\nabstract: A.\nauthors: {written}\n"),
        "list": ("papers/a.yaml", paper(f"'{written}'")),
        "bib": ("papers/a.bib", f"@article{{a, title={{T}}, abstract={{A}}, author={{{written}}}}}\n"),
    }
    found = linked({**ELENA, files[form][0]: files[form][1]})
    [warning] = [d for d in found.diagnostics if d.code == "bad-name"]
    assert (warning.severity, warning.path) == ("warning", f"content/{files[form][0]}")
    first, second = written.split(", ")
    people = f"{first} and {second}" if form == "bib" else f"[{first}, {second}]"
    assert warning.hint == f"if these are two people, write {people}"


@pytest.mark.parametrize(
    "written", ["García Márquez, Gabriel José", "van der Berg, Jan Peter", "Beethoven, Ludwig van"]
)
def test_one_persons_name_of_four_words_is_let_be(linked, written):
    found = linked(
        {**ELENA, "papers/a.yaml": paper(f"'{written}'"), "papers/b.yaml": paper("Gabriel García Márquez")}
    )
    assert found.said("bad-name") == []


def test_an_authors_file_that_no_paper_names_is_noted(linked):
    files = {"authors/a.yaml": "name: Ada Example\n", "authors/b.yaml": "name: Bo Other\n"}
    assert linked(files).said("no-papers") == []
    assert linked({**files, "papers/p.yaml": paper("Ada Example")}).said("no-papers") == [
        "no paper names 'b'"
    ]
