from generator.scaffold.authors import author_fields, most_frequent_author
from generator.schema.author import Author
from generator.schema.paper import Paper
from generator.sources.reading import parse_source


def paper(*authors: object) -> Paper:
    return Paper.model_validate({"title": "T", "authors": list(authors)})


def test_the_most_frequent_author_is_found_whatever_the_accents() -> None:
    found = most_frequent_author([paper("Jürgen Müller", "Ann Lee"), paper("Jurgen Muller")])
    assert found is not None
    assert (found.name.display, found.papers) == ("Jürgen Müller", 2)


def test_of_several_the_first_in_the_file_is_taken() -> None:
    found = most_frequent_author([paper("Ann Lee", "Bo Other")])
    assert found is not None
    assert found.name.display == "Ann Lee"


def test_initials_that_can_mean_nobody_else_become_an_alias() -> None:
    found = most_frequent_author([paper("A. Lee"), paper("A. Lee"), paper("Ann Lee")])
    assert found is not None
    assert found.name.display == "Ann Lee"
    assert [alias.display for alias in found.aliases] == ["A. Lee"]
    assert found.papers == 3


def test_initials_of_two_people_are_nobodys_alias() -> None:
    found = most_frequent_author([paper("Ann Lee"), paper("Ann Lee"), paper("Adam Lee"), paper("A. Lee")])
    assert found is not None
    assert found.aliases == ()


def test_groups_are_no_authors_and_no_person_is_nobody() -> None:
    assert most_frequent_author([paper({"name": "The Team", "group": "true"})]) is None
    assert most_frequent_author([]) is None


def test_the_fields_are_read_back_as_the_same_person() -> None:
    papers = [
        paper({"name": "van der Berg, Jan Piet", "orcid": "0000-0002-1825-0097"}),
        paper("van der Berg, J."),
    ]
    found = most_frequent_author(papers)
    assert found is not None
    [record] = parse_source("content/authors/x.yaml", author_fields(found).encode()).records
    assert isinstance(record.value, Author)
    assert record.value.name.name == found.name
    assert record.value.aliases == found.aliases
    assert record.value.orcid == "0000-0002-1825-0097"
