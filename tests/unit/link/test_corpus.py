"""The corpus as a whole."""

from generator.link.corpus import own_fields


def test_works_are_sorted_newest_first_and_undated_ones_last(linked):
    dates = {"a": "2020", "b": "2026-05", "c": "2026-05-03", "d": "", "e": "2026-05"}
    files = {
        f"papers/{slug}.yaml": f"title: {slug}\nabstract: x\ndate: {day}\n" for slug, day in dates.items()
    }
    assert list(linked(files).corpus.works) == ["c", "b", "e", "a", "d"]


def test_people_with_a_file_come_before_those_whom_only_papers_name(linked):
    files = {
        "authors/zoe.yaml": "name: Zoe Munoz\n",
        "authors/bo.yaml": "name: Bo Other\n",
        "papers/a.yaml": "title: A\nabstract: x\nauthors: [Ada Example, Zoe Munoz]\n",
    }
    assert list(linked(files).corpus.people) == ["bo", "zoe", "ada-example"]


def test_a_paper_is_listed_once_for_a_person_who_signs_and_lists_it(linked):
    files = {
        "authors/zoe.yaml": "name: Zoe Munoz\npapers: [a]\n",
        "papers/a.yaml": "title: A\nabstract: x\nauthors: [Zoe Munoz]\n",
    }
    assert linked(files).corpus.papers_of["zoe"] == ("a",)


def test_the_degree_of_a_thesis_and_its_citekey_are_kept(linked):
    entry = "@phdthesis{Munoz2024, title={A}, abstract={x}, school={Somewhere}, year=2024}\n"
    work = linked({"papers/x.bib": entry}).corpus.works["munoz2024"]
    assert (work.genre, work.citekey, work.type) == ("phdthesis", "Munoz2024", "thesis")


def test_an_arxiv_doi_gives_the_arxiv_id(linked):
    found = linked({"papers/a.yaml": "title: A\nabstract: x\ndoi: 10.48550/arXiv.2301.00010\n"})
    assert found.corpus.works["a"].arxiv == "2301.00010"


def test_old_paths_of_all_versions_lead_to_the_work(linked):
    found = linked(
        {
            "papers/a.yaml": "title: A\nabstract: x\nredirect_from: [x.html, y.html]\n",
            "papers/b.yaml": "title: A\nabstract: x\nversion_of: a\nredirect_from: [y.html, z.html]\n",
        }
    )
    assert found.corpus.works["a"].redirect_from == ("x.html", "y.html", "z.html")


def test_the_fields_that_a_paper_decides_alone_are_those_of_its_work(linked, tmp_path):
    from generator.sources.loading import load_sources

    text = "title: A\nabstract: x\ndoi: 10.48550/arXiv.2301.00010\ncitations: 3\nnote: N\n"
    work = linked({"papers/a.yaml": text}).corpus.works["a"]
    (paper,) = load_sources(tmp_path)[0].papers
    assert all(getattr(work, name) == value for name, value in own_fields(paper.value).items())
