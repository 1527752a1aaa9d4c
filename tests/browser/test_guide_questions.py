"""The guide is found by the words in which a newcomer asks."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import Request, build

ROOT = Path(__file__).resolve().parents[2]

QUESTIONS = {
    "add a co-author": "papers",
    "write a news post": "pages",
    "dark mode": "themes",
    "move from hugo academic": "migrating",
    "how do I change colours": "themes",
    "change the accent color": "themes",
    "embed my publications in wordpress": "embedding",
    "how do I install it?": "getting-started",
    "custom domain": "hosting",
    "deploy to github pages": "hosting",
    "import bibtex": "bibtex",
    "import from zotero": "bibtex",
    "google scholar": "authors",
    "add a PDF to a paper": "papers",
    "two people with the same name": "authors",
    "h-index is wrong": "metrics",
    "hide my citation count": "metrics",
    "where does the h-index come from": "metrics",
    "preprint and published version of the same paper": "papers",
    "mark a paper as retracted": "papers",
    "how do I add a talk?": "pages",
    "add a page to the menu": "pages",
    "live reload": "preview",
    "preview does not update": "preview",
    "error messages": "troubleshooting",
    "missing comma in bib file": "troubleshooting",
    "why is my paper missing": "troubleshooting",
    "jekyll academicpages": "migrating",
    "how do I embed one list of papers on another website?": "embedding",
    "badge for readme": "embedding",
    "rss feed": "embedding",
    "change the font": "themes",
    "write my own theme": "themes",
    "exit code": "commands",
    "dask cluster": "commands",
    "how to search for a phrase": "search",
    "link to search results": "search",
    "keyboard shortcuts": "search",
    "google analytics": "site",
    "change the title of the site": "site",
    "what is AI score": "metrics",
    "upload to my university web server": "hosting",
    "PhD students and alumni": "authors",
    "latex equations": "pages",
    "favicon": "pages",
    "novelty score": "metrics",
    "redirect old urls": "pages",
    "turn off metrics": "metrics",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", site / "content")
    build(Request(site=site, jobs=1))
    return site / "output"


def test_the_page_of_the_guide_that_answers_a_question_comes_first(watch, serve, output: Path) -> None:
    page: Any = watch().open(f"{serve(output)}search.html")
    firsts = page.evaluate(
        """async (questions) => {
          const index = await bylineSearch.open();
          const found = [];
          for (const q of questions) {
            const records = await index.records(await index.search({ q }), 0, 1);
            found.push(records.map((record) => record.name).join());
          }
          return found;
        }""",
        list(QUESTIONS),
    )

    missed = {
        question: first
        for (question, page_name), first in zip(QUESTIONS.items(), firsts, strict=True)
        if first != f"guide/{page_name}.html"
    }
    assert missed == {}
