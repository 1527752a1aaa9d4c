"""Files that show the same papers and people are made together."""

from itertools import groupby
from pathlib import Path

import pytest

from generator.pages.planning import Plan
from generator.pages.routes import Route
from generator.pipeline import Request
from generator.pipeline.examining import examine
from generator.pipeline.making_order import OF_PAPERS, OF_PEOPLE, in_making_order

PAPERS = {
    "old": ("[Zoe Abel, Ann Zorn]", "2001-01-01"),
    "new": ("[Bo Yung, Ann Zorn]", "2020-01-01"),
}


@pytest.fixture
def planned(tmp_path: Path) -> Plan:
    content = tmp_path / "content"
    (content / "papers").mkdir(parents=True)
    (content / "authors").mkdir()
    (content / "site.yaml").write_text("title: Lab\nurl: https://lab.example/\nprofiles: all\n", "utf-8")
    (content / "authors" / "nobody.yaml").write_text("name: No Papers\n", "utf-8")
    (content / "authors" / "bo.yaml").write_text("name: Bo Yung\n", "utf-8")
    for slug, (authors, date) in PAPERS.items():
        text = f"---\ntitle: The {slug} one\nauthors: {authors}\ndate: {date}\n---\nText.\n"
        (content / "papers" / f"{slug}.md").write_text(text, "utf-8")
    plan = examine(Request(site=tmp_path)).plan
    assert plan is not None
    return plan


def routes_of(planned: Plan) -> tuple[Route, ...]:
    return (*planned.pages, *planned.texts, *planned.images)


def test_every_file_is_made_once(planned: Plan) -> None:
    routes = routes_of(planned)
    ordered = in_making_order(planned.context.corpus, routes)
    assert sorted(route.path for route in ordered) == sorted(route.path for route in routes)


def test_people_stand_with_the_first_of_their_papers(planned: Plan) -> None:
    ordered = in_making_order(planned.context.corpus, routes_of(planned))
    keys = [key for key, _ in groupby(r.key for r in ordered if r.kind in ("paper", "profile"))]
    assert keys == ["new", "bo", "ann-zorn", "old", "zoe-abel", "nobody"]


def test_kinds_with_a_paper_or_a_person_as_key_are_told_apart(planned: Plan) -> None:
    corpus = planned.context.corpus
    for route in routes_of(planned):
        is_about = route.key in corpus.works or route.key in corpus.people
        assert is_about == (route.kind in OF_PAPERS | OF_PEOPLE), route
