"""Sites and bibliographies, written inside the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.planning import ImportPlan, find_target, plan_import
from generator.importing.reading import read_papers
from generator.importing.writing import write_changes

MakeSite = Callable[[dict[str, str]], Path]
RunImport = Callable[..., ImportPlan]


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Makes a site whose papers are given as {file name: text}."""

    def make(papers: dict[str, str]) -> Path:
        site = tmp_path / "site"
        folder = site / "content" / "papers"
        folder.mkdir(parents=True, exist_ok=True)
        (site / "content" / "site.yaml").write_text("title: Lab\n", encoding="utf-8")
        for name, text in papers.items():
            (folder / name).write_bytes(text.encode())
        return site

    return make


@pytest.fixture
def run_import(tmp_path: Path) -> RunImport:
    """Imports a text into a site and returns the plan that was carried out."""

    def run(site: Path, text: str, name: str = "in.bib", into: Path | None = None) -> ImportPlan:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        plan = plan_import(read_papers(str(file)).papers, find_target(site, into))
        write_changes(plan.changes)
        return plan

    return run
