"""Reference lists."""

import pytest

CITED = "title: Cited\nabstract: x\ndoi: 10.1000/cited\narxiv: 2301.00010\n"


@pytest.mark.parametrize(
    "text", ["cited", "10.1000/CITED", "https://doi.org/10.1000/cited", "arXiv:2301.00010v2", "old", "Cited"]
)
def test_a_work_of_the_site_is_found_by_slug_doi_arxiv_or_version(linked, text):
    found = linked(
        {
            "papers/cited.yaml": CITED,
            "papers/old.yaml": "title: Cited\nabstract: x\nversion_of: cited\n",
            "papers/a.yaml": f"title: A\nabstract: x\nreferences: ['{text}']\n",
        }
    )
    (reference,) = found.corpus.works["a"].references
    assert reference.work == "cited"
    assert found.corpus.works["cited"].cited_by == ("a",)


def test_other_works_get_their_address_and_other_texts_none(linked):
    texts = "['10.1000/other', '2401.00001', 'a book']"
    found = linked({"papers/a.yaml": f"title: A\nabstract: x\nreferences: {texts}\n"})
    references = [(r.work, r.text, r.url) for r in found.corpus.works["a"].references]
    assert references == [
        (None, "doi:10.1000/other", "https://doi.org/10.1000/other"),
        (None, "arXiv:2401.00001", "https://arxiv.org/abs/2401.00001"),
        (None, "a book", ""),
    ]


def test_a_work_that_cites_itself_or_twice_counts_once_and_the_newest_comes_first(linked):
    found = linked(
        {
            "papers/cited.yaml": f"{CITED}references: [cited]\n",
            "papers/a.yaml": "title: A\nabstract: x\ndate: 2020\nreferences: [cited, 10.1000/cited]\n",
            "papers/b.yaml": "title: B\nabstract: x\ndate: 2024\nreferences: [cited]\n",
        }
    )
    assert found.corpus.works["cited"].cited_by == ("b", "a")
