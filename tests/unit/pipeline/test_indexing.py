"""After a change the index is what a clean build makes, though only what changed is counted."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from generator.pages.search import SearchEntry
from generator.pipeline import Request, build
from generator.pipeline import indexing as module
from generator.pipeline.kept_index import NAME, WORTH_KEEPING
from generator.pipeline.resident import Resident
from generator.search.tokens import levels_of

PAPERS = WORTH_KEEPING + 60

_ticks = count(1)


def write(site: Path, path: str, text: str) -> None:
    """Write a file as if long ago, and later than any before: its time is believed."""
    file = site / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    at = 1_700_000_000 + next(_ticks)
    os.utime(file, (at, at))


def write_paper(site: Path, number: int, title: str = "", date: str = "") -> None:
    words = f"number {number} of many, about {'rivers' if number % 3 else 'trees'}"
    write(
        site,
        f"papers/p{number:03}.yaml",
        f"title: {title or f'Paper {words}'}\nauthors: [Ada Example, Person {number % 50}]\n"
        f"date: {date or f'{2000 + number // 50}-{number % 12 + 1:02}-{number % 28 + 1:02}'}\n"
        f"abstract: We look at {words}.\n",
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write(folder, "site.yaml", "title: Lab\nas_of: 2026-11-22\nprofiles: all\n")
    write(folder, "pages/about.md", "---\ntitle: About\n---\nWhat we do.\n")
    for number in range(PAPERS):
        write_paper(folder, number)
    build(Request(site=folder, jobs=1))
    return folder


def index_of(output: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (output / "assets" / "search").iterdir()}


def is_as_clean(site: Path, output: Path) -> bool:
    build(Request(site=site, output=output, jobs=1, clean=True))
    return index_of(site / "output") == index_of(output)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the entries whose words were counted."""
    found: list[str] = []

    def noting(entry: SearchEntry) -> dict[str, int]:
        found.append(entry.key)
        return levels_of(entry)

    monkeypatch.setattr(module, "levels_of", noting)
    return found


def test_an_edit_counts_the_words_of_what_it_changes_and_rewrites_their_shards(
    site: Path, tmp_path: Path, counted: list[str]
) -> None:
    before = index_of(site / "output")
    write_paper(site, 100, title="Something else altogether")

    build(Request(site=site, jobs=1))

    assert len(counted) <= module.BATCH
    after = index_of(site / "output")
    assert sum(before.get(name) != data for name, data in after.items()) < len(after) / 4
    assert is_as_clean(site, tmp_path / "clean")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda site: write_paper(site, 999, date="2026-11-01"), id="a new paper"),
        pytest.param(lambda site: write_paper(site, 999, date="2001-02-03"), id="an old paper is added"),
        pytest.param(lambda site: (site / "content/papers/p100.yaml").unlink(), id="a paper is removed"),
        pytest.param(lambda site: write(site, "authors/ada.md", "---\nname: Ada Example\n---\nA life.\n")),
        pytest.param(lambda site: write(site, "pages/about.md", "---\ntitle: Us\n---\nOther words.\n")),
        pytest.param(lambda site: (site / "content/pages/about.md").unlink(), id="the only page is removed"),
        pytest.param(lambda site: next((site / "output/assets/search").glob("r-*")).unlink(), id="lost file"),
        pytest.param(lambda site: (site / f".output.byline/{NAME}").write_bytes(b"byline-index/1\nx")),
        pytest.param(lambda site: (site / f".output.byline/{NAME}").unlink(), id="nothing is kept"),
    ],
)
def test_whatever_changes_the_index_is_that_of_a_clean_build(
    site: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    change(site)
    write_paper(site, 7, title="Edited, too")

    build(Request(site=site, jobs=1))

    assert is_as_clean(site, tmp_path / "clean")


def test_a_paper_in_the_middle_moves_others_without_counting_them(site: Path, counted: list[str]) -> None:
    write_paper(site, 999, date="2001-02-03")

    build(Request(site=site, jobs=1))

    papers = [key for key in counted if key.startswith("p")]
    assert "p999" in papers
    assert "p200" not in papers


def test_a_state_of_another_index_is_not_taken(site: Path, tmp_path: Path) -> None:
    state = site / ".output.byline" / NAME
    first = state.read_bytes()
    write_paper(site, 100, title="Something else altogether")
    build(Request(site=site, jobs=1))
    state.write_bytes(first)
    write_paper(site, 101, title="And another thing")

    build(Request(site=site, jobs=1))

    assert is_as_clean(site, tmp_path / "clean")


def test_a_preview_counts_only_what_changed_and_ends_with_the_same_index(
    site: Path, tmp_path: Path, counted: list[str]
) -> None:
    resident = Resident(Request(site=site, jobs=1))
    resident.rebuild()
    counted.clear()
    write_paper(site, 100, title="Something else altogether")

    resident.rebuild()

    assert len(counted) <= module.BATCH
    assert is_as_clean(site, tmp_path / "clean")
