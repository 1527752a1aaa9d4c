"""Records to works."""

import pytest


def record(**fields):
    given = {"title": "Slow", "abstract": "About.", **fields}
    return "".join(f"{name}: {value}\n" for name, value in given.items())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/A"}, {"doi": "https://doi.org/10.1000/a"}),
        ({"arxiv": "2301.00010"}, {"arxiv": "2301.00010v3"}),
        ({"arxiv": "2301.00010"}, {"doi": "10.48550/arXiv.2301.00010"}),
        ({"version_of": "b"}, {}),
        ({}, {"version_of": "a"}),
    ],
)
def test_records_with_one_identifier_or_joined_are_one_work(linked, one, other):
    found = linked({"papers/a.yaml": record(**one), "papers/b.yaml": record(**other)})
    assert len(found.corpus.works) == 1
    assert found.said("look-alike") == []


def test_records_join_by_a_third_one(linked):
    found = linked(
        {
            "papers/a.yaml": record(doi="10.1000/a"),
            "papers/b.yaml": record(doi="10.1000/a", arxiv="2301.00010"),
            "papers/c.yaml": record(arxiv="2301.00010"),
        }
    )
    (work,) = found.corpus.works.values()
    assert len(work.versions) == 2


@pytest.mark.parametrize(
    ("one", "other", "main"),
    [
        ({"status": "submitted", "date": "2026"}, {"status": "published", "date": "2020"}, "b"),
        ({"status": "accepted"}, {"status": "forthcoming"}, "a"),
        ({"date": "2020"}, {"date": "2021-05"}, "b"),
        ({"date": "2021"}, {"date": "2021-05"}, "a"),
        ({}, {}, "a"),
        ({"date": "2026"}, {"date": "2020", "version_of": "a"}, "a"),
        ({"status": "submitted"}, {"status": "published", "version_of": "a"}, "a"),
    ],
)
def test_the_main_record_is_the_target_then_the_most_final_then_the_latest(linked, one, other, main):
    files = {
        "papers/a.yaml": record(doi="10.1000/a", **one),
        "papers/b.yaml": record(doi="10.1000/a", **other),
    }
    found = linked(files)
    assert list(found.corpus.works) == [main]
    versions = {"a": "b", "b": "a"}
    assert found.corpus.version_paths == ((versions[main], main),)


def test_the_main_record_gets_what_it_lacks_from_its_versions(linked):
    found = linked(
        {
            "papers/a.yaml": record(doi="10.1000/a", date="2026", authors="[Ada Example]", note="'Mine'"),
            "papers/b.yaml": record(
                doi="10.1000/a",
                date="2020",
                status="submitted",
                authors="[Bo Other, Cy Third]",
                arxiv="2301.00010",
                code="https://github.com/a/b",
                note="Theirs",
                authors_truncated="true",
            ),
        }
    )
    (work,) = found.corpus.works.values()
    assert [credit.name.display for credit in work.credits] == ["Ada Example"]
    assert (work.arxiv, work.note, work.status) == ("2301.00010", "Mine", "published")
    assert work.code.urls == ("https://github.com/a/b",)


@pytest.mark.parametrize(("own", "count"), [({"citations": "3"}, 3), ({}, 9)])
def test_citations_are_the_main_records_else_the_largest_never_the_sum(linked, own, count):
    found = linked(
        {
            "papers/a.yaml": record(doi="10.1000/a", date="2026", **own),
            "papers/b.yaml": record(doi="10.1000/a", date="2020", citations="9"),
            "papers/c.yaml": record(doi="10.1000/a", date="2019", citations="7"),
        }
    )
    assert found.corpus.works["a"].citations.count == count


def test_look_alikes_by_title_are_reported_and_not_merged(linked):
    found = linked(
        {
            "papers/a.yaml": record(title="'Reading: Slowly!'", authors="[Ada Example]"),
            "papers/b.yaml": record(title="reading slowly", authors="['Example, A.']"),
        }
    )
    assert sorted(found.corpus.works) == ["a", "b"]
    assert found.said("look-alike") == ["'b' has the title of 'a' (content/papers/a.yaml:1)"]


def test_equal_titles_of_different_people_are_no_look_alikes(linked):
    found = linked(
        {
            "papers/a.yaml": record(title="Editorial", authors="[Ada Example]"),
            "papers/b.yaml": record(title="Editorial", authors="[Bo Other]"),
        }
    )
    assert found.said("look-alike") == []


def test_a_circle_of_versions_is_one_work(linked):
    found = linked({"papers/a.yaml": record(version_of="b"), "papers/b.yaml": record(version_of="a")})
    assert list(found.corpus.works) == ["a"]
    assert list(linked({"papers/a.yaml": record(version_of="a")}).corpus.works)[:1] == ["a"]


def test_drafts_are_kept_only_when_asked_for(linked):
    files = {"papers/a.yaml": record(status="draft")}
    assert linked(files).corpus.works == {}
    assert list(linked(files, drafts=True).corpus.works) == ["a"]


def test_an_abstract_of_any_version_is_enough(linked):
    found = linked(
        {
            "papers/a.yaml": "title: A\ndoi: 10.1000/a\n",
            "papers/b.yaml": record(title="A", doi="10.1000/a", status="submitted"),
            "papers/c.yaml": "title: C\n",
        }
    )
    assert found.said("missing-abstract") == ["'c' has no abstract"]
