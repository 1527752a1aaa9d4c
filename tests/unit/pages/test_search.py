"""What can be searched for, and what must not be found."""

from pathlib import Path

import pytest

from generator.pages.context import PlanContext
from generator.pages.search import SearchEntry, catalog, entries, search_page
from generator.pipeline import Request, examine
from generator.search.tokens import levels_of

FILES = {
    "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\n",
    "authors/ada-example.yaml": (
        "name: {display: Ada Example, native: 阿达}\naliases: [A. N. Example]\nrole: Reader\n"
        "orcid: 0000-0002-1825-0097\ninterests: [slow reading]\naffiliations: [Example University]\n"
    ),
    "venues.yaml": "- {abbr: JSL, name: Journal of Slow Learning, aliases: [Slow Letters]}\n",
    "papers/old.yaml": (
        "title: An *Old* Paper on $x^2$\nauthors: [Ada Example, Ben Other]\ndate: 2020-01-01\n"
        "categories: [cs.CL]\nvenue: JSL\nkeywords: [reading]\ndoi: 10.5555/a.1\ncitations: 7\ncode: true\n"
        "abstract: Some **text**.\n"
    ),
    "papers/new.yaml": "title: New\nauthors: [Cy Third]\ndate: 2024-03\nstatus: submitted\nabstract: Text.\n",
    "papers/undated.yaml": "title: Undated\nauthors: [Ada Example]\nabstract: Text.\n",
    "papers/draft.yaml": "title: Secret\nauthors: [Ada Example]\nstatus: draft\nabstract: Text.\n",
    "pages/about/us.md": (
        "---\ntitle: About us\ndescription: Who.\n---\n## People & `code`\n\nWe [read](x.html).\n"
    ),
    "talks/keynote.md": "---\ntitle: A keynote\ndate: 2024-01-02\n---\nSlides follow.\n",
}


def context_of(folder: Path, **changed: str) -> PlanContext:
    for path, text in {**FILES, **{name.replace("__", "/"): text for name, text in changed.items()}}.items():
        file = folder / "content" / (path if "." in path else f"{path}.yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    planned = examine(Request(site=folder)).plan
    assert planned is not None
    return planned.context


def found(context: PlanContext, kind: str) -> dict[str, SearchEntry]:
    return {entry.key: entry for entry in entries(context, catalog(context), kind, 0, 1000)}


def test_papers_are_numbered_from_the_oldest_and_undated_ones_come_first(tmp_path: Path) -> None:
    listed = catalog(context_of(tmp_path))

    assert listed.papers == ("undated", "old", "new")
    assert listed.years == ((2020, 1), (2024, 2))


def test_people_are_numbered_by_their_first_paper_so_that_a_new_one_comes_last(tmp_path: Path) -> None:
    context = context_of(tmp_path, site="title: Lab\nas_of: 2026-11-22\nprofiles: all\n")

    assert catalog(context).people == ("ada-example", "ben-other", "cy-third")


def test_only_people_with_a_page_are_found(tmp_path: Path) -> None:
    assert list(found(context_of(tmp_path), "person")) == ["ada-example"]


def test_a_paper_is_found_by_all_that_its_page_says(tmp_path: Path) -> None:
    entry = found(context_of(tmp_path), "paper")["old"]

    assert entry.title == "An Old Paper on x²"
    assert entry.names == ("Ada Example", "Ben Other")
    assert {"JSL", "Journal of Slow Learning", "reading", "cs.CL", "2020"} <= set(entry.labels)
    assert entry.body == "Some text."
    assert entry.identifiers == ("10.5555/a.1",)
    assert entry.facets == (
        "topic:cs.cl",
        "venue:jsl",
        "author:ada-example",
        "code:1",
    )
    assert entry.shown == ("Ada Example, Ben Other", "2020-01-01", "JSL", "cs.CL", "code", "")
    assert entry.citations == 7


def test_a_person_is_found_by_every_name_and_by_orcid(tmp_path: Path) -> None:
    entry = found(context_of(tmp_path), "person")["ada-example"]

    assert entry.title == "Ada Example"
    assert entry.names == ("阿达", "A. N. Example")
    assert {"A", "Reader", "Example University", "slow reading"} <= set(entry.labels)
    assert entry.identifiers == ("0000-0002-1825-0097",)
    assert entry.shown == ("阿达", "Reader, Example University", "2")


def test_pages_talks_topics_and_venues_are_found(tmp_path: Path) -> None:
    pages = found(context_of(tmp_path), "page")

    about = pages["about/us.html"]
    assert about.labels == ("Who.", "", "People & code")
    assert about.body == "Who.\n\nPeople & code We read."
    assert pages["talks.html#keynote"].shown == ("", "Talk", "2024-01-02")
    assert pages["topics/cs.CL.html"].title == "cs.CL"
    (venue,) = (entry for key, entry in pages.items() if key.startswith("venues/"))
    assert venue.title == "Journal of Slow Learning"
    assert (pages["topics/cs.CL.html"].shown[1], venue.shown[1]) == ("Topic", "Venue")
    assert venue.names == ("JSL", "Slow Letters")


def test_drafts_are_not_found(tmp_path: Path) -> None:
    assert "draft" not in found(context_of(tmp_path), "paper")


@pytest.mark.parametrize(
    ("show", "citations", "papers"), [("full", 7, "2"), ("counts", 7, "2"), ("none", None, "")]
)
def test_numbers_that_the_site_hides_are_not_in_the_index(
    tmp_path: Path, show: str, citations: int | None, papers: str
) -> None:
    site = f"title: Lab\nas_of: 2026-11-22\nmetrics: {{show: {show}}}\n"
    context = context_of(tmp_path, site=site)

    assert found(context, "paper")["old"].citations == citations
    assert found(context, "person")["ada-example"].shown[2] == papers
    assert search_page(context).has_citations == (citations is not None)


def test_a_count_that_a_person_hides_is_not_shown_with_the_person(tmp_path: Path) -> None:
    context = context_of(tmp_path, **{"authors__ada-example": "name: Ada Example\nhide: [papers]\n"})

    assert found(context, "person")["ada-example"].shown[2] == ""


def test_the_page_offers_filters_that_make_a_difference(tmp_path: Path) -> None:
    view = search_page(context_of(tmp_path))

    assert view.topics == (("cs.CL", "cs.CL", 1),)
    assert (view.first_year, view.last_year) == (2020, 2024)
    assert view.has_code
    assert view.people
    assert [link.label for link in view.lists] == ["Papers", "People", "Talks"]
    assert view.meta.noindex


def test_a_paper_of_many_authors_keeps_its_text_apart_from_its_json(tmp_path: Path) -> None:
    many = ", ".join(f"Author Number{i}" for i in range(70))
    context = context_of(tmp_path, papers__many=f"title: Many\nauthors: [{many}]\nabstract: Text.\n")

    found = {entry.key: entry.is_in_json for entry in entries(context, catalog(context), "paper", 0, 9)}

    assert found == {"many": False, "old": True, "new": True, "undated": True}


def test_math_is_found_and_shown_as_readable_text(tmp_path: Path) -> None:
    context = context_of(
        tmp_path,
        papers__mers="title: Graphs for $k$-mers\nauthors: [Ada Example]\nabstract: An $\\ell_1$ penalty.\n",
        **{
            "pages/math.md": "---\ntitle: On $n^2$\ndescription: Of $x_1$.\n---\nThus $w \\ge 0$.\n\n"
            "$$\\sum_{i=1}^n i$$\n"
        },
    )
    paper = found(context, "paper")["mers"]
    page = found(context, "page")["math.html"]

    assert (paper.title, paper.body) == ("Graphs for k-mers", "An ℓ₁ penalty.")
    assert "kmer" in levels_of(paper)
    assert not paper.is_in_json
    assert (page.title, page.shown[0]) == ("On n²", "Of x₁.")
    assert page.body == "Of x₁.\n\nThus w ≥ 0. ∑ᵢ₌₁ⁿ i"
