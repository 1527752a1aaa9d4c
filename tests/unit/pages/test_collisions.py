"""Which output paths cannot stand beside each other."""

import pytest

from generator.model import StaticFile
from generator.pages.collisions import collisions
from generator.pages.routes import Route


def refused(paths: list[str], static: list[str] = ()) -> list[str]:
    routes = [Route("paper", path, path) for path in paths]
    files = [StaticFile(path, f"content/static/{path}", 1, 1) for path in static]
    found, problems = collisions(files, routes)
    assert len(found) == len(problems)
    assert {problem.code for problem in problems} <= {"path-collision"}
    return [thing.path for thing in (*routes, *files) if id(thing) in found]


def test_paths_of_one_folder_stand_beside_each_other():
    assert refused(["papers/a.html", "papers/b.html", "papers.html", "paper/s.html"], ["papers/c.pdf"]) == []


@pytest.mark.parametrize("twin", ["a/b.html", "A/b.html", "a/B.HTML"])
def test_of_two_that_are_one_file_the_second_is_refused(twin):
    assert refused(["a/b.html", twin]) == [twin]


def test_forms_of_one_letter_are_one_file():
    assert refused(["caf\u00e9.html", "cafe\u0301.html"]) == ["cafe\u0301.html"]


def test_a_file_cannot_stand_where_a_folder_is():
    assert refused(["papers/a.html", "papers/b/c.html"], ["papers", "Papers/B"]) == ["papers", "Papers/B"]


def test_nothing_can_stand_below_a_file():
    assert refused(["p.html", "p.html/x.html", "P.html/y/z.html"], ["robots.txt", "robots.txt/x"]) == [
        "p.html/x.html",
        "P.html/y/z.html",
        "robots.txt/x",
    ]


def test_what_is_refused_takes_no_place():
    assert refused(["p.html", "p.html/x.html", "p.html/x.html/y"], ["q"]) == [
        "p.html/x.html",
        "p.html/x.html/y",
    ]


def test_the_message_names_both():
    _, (problem,) = collisions(
        [StaticFile("papers", "content/static/papers", 1, 1)], [Route("paper", "a", "papers/a.html")]
    )
    assert problem.path == "content/static/papers"
    assert "papers/a.html" in problem.message
    assert "folder" in problem.message
