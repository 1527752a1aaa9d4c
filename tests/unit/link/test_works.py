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


def test_a_citation_never_mixes_two_versions(linked):
    found = linked(
        {
            "papers/pub.yaml": record(venue="Cell", volume="3", doi="10.1016/j.cell.1"),
            "papers/pre.yaml": record(
                version_of="pub",
                venue="bioRxiv",
                pages="2020.01.01.123456",
                issue="7",
                doi="10.1101/2020.01.01.123456",
                pmid="123",
                date="2020",
                note="Version one",
                url="https://www.biorxiv.org/x",
                type="article",
                editors="[Bo Other]",
                arxiv="2301.00010",
                pdf="https://www.biorxiv.org/x.pdf",
                keywords="[cells]",
            ),
            "papers/pre3.yaml": record(version_of="pub", publisher="medRxiv", isbn="978-3-16-148410-0"),
        }
    )
    (work,) = found.corpus.works.values()
    assert (work.venue, work.volume, work.doi) == ("Cell", "3", "10.1016/j.cell.1")
    assert (work.pages, work.issue, work.publisher, work.isbn, work.pmid) == ("", "", "", "", "")
    assert (work.note, work.url, work.type, work.date, work.editors) == ("", "", "", None, ())
    assert work.arxiv == "2301.00010"
    assert (work.pdf, work.keywords) == ("https://www.biorxiv.org/x.pdf", ("cells",))


def test_two_records_of_one_doi_complete_each_others_citation(linked):
    found = linked(
        {
            "papers/a.yaml": record(venue="Cell", doi="10.1016/j.cell.1", date="2026"),
            "papers/b.yaml": record(doi="10.1016/J.CELL.1", volume="3", pages="1-9", date="2025"),
        }
    )
    assert (found.corpus.works["a"].volume, found.corpus.works["a"].pages) == ("3", "1-9")


def test_the_arxiv_id_in_the_doi_of_a_preprint_is_kept(linked):
    found = linked(
        {
            "papers/pub.yaml": record(venue="Cell"),
            "papers/pre.yaml": record(doi="10.48550/arXiv.2301.00010", version_of="pub"),
        }
    )
    work = found.corpus.works["pub"]
    assert (work.arxiv, work.doi) == ("2301.00010", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"venue": "bioRxiv"},
        {"venue": "medRxiv preprint"},
        {"venue": "SSRN Electronic Journal"},
        {"venue": "OSF Preprints"},
        {"publisher": "ChemRxiv"},
        {"publisher": "Research Square"},
        {"doi": "10.1101/2020.01.01.123456"},
        {"doi": "10.21203/rs.3.rs-1/v1"},
        {"extra": "{pubstate: preprint}"},
    ],
)
def test_a_record_of_a_preprint_server_is_a_preprint_and_never_the_main_one_by_its_date(linked, fields):
    found = linked(
        {
            "papers/a.yaml": record(arxiv="2301.00010", date="2026", **fields),
            "papers/b.yaml": record(arxiv="2301.00010", date="2020", venue="Cell"),
        }
    )
    assert [version.preprint for version in found.corpus.works["b"].versions] == [True]


def test_what_a_journal_of_the_same_house_published_is_no_preprint(linked):
    files = {
        "papers/a.yaml": record(doi="10.1101/gr.123456.20", date="2026"),
        "papers/b.yaml": record(version_of="a", venue="Genome Research", doi="10.1101/gr.1"),
    }
    assert [version.preprint for version in linked(files).corpus.works["a"].versions] == [False]


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


def hints(found):
    return [(d.path, d.hint) for d in found.diagnostics if d.code == "look-alike"]


@pytest.mark.parametrize(("pre", "pub"), [("a", "b"), ("b", "a")])
def test_the_preprint_is_told_to_name_what_was_published(linked, pre, pub):
    found = linked(
        {
            f"papers/{pre}.yaml": record(venue="bioRxiv", date="2027", doi="10.1101/2020.01.01.1"),
            f"papers/{pub}.yaml": record(venue="Cell", date="2020", doi="10.1016/j.cell.1"),
        }
    )
    hint = f"if they are one work, write 'version_of: {pub}' in '{pre}'"
    assert hints(found) == [(f"content/papers/{pre}.yaml", hint)]


def test_in_bibtex_the_hint_is_a_bibtex_field(linked):
    found = linked(
        {
            "papers/a.bib": "@article{pre1, title={Slow}, abstract={X}, year=2020, journal={arXiv}}",
            "papers/b.yaml": record(venue="Cell"),
        }
    )
    assert hints(found) == [
        ("content/papers/a.bib", "if they are one work, write 'version_of = {b},' in 'pre1'")
    ]


def test_two_papers_with_a_doi_each_are_no_look_alikes(linked):
    files = {"papers/a.yaml": record(doi="10.1000/a"), "papers/b.yaml": record(doi="10.1000/b")}
    assert linked(files).said("look-alike") == []


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
