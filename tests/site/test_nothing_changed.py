"""A build with nothing to do says so at once, and any other build gives what a clean one gives."""

import os
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAPERS = "content/papers"
PAPER = "---\ntitle: {}\nauthors: [Ada Example, Ben Sample]\ndate: 2025-{:02d}-03\n---\nAbout *{}*.\n"
SITE = {
    "content/site.yaml": "title: The Example Lab\nas_of: 2026-11-22\nprofiles: all\n",
    "content/authors/ada-example.yaml": "name: Ada Example\n",
    f"{PAPERS}/reading-slowly.md": PAPER.format("Reading Slowly", 1, "reading"),
    f"{PAPERS}/writing.md": PAPER.format("Writing", 2, "writing"),
    "content/refs.bib": "@article{x1, title={On Notes}, author={Ada Example}, year={2020}}\n",
    "content/static/notes.txt": "notes\n",
}

_ticks = count(1)

Byline = Callable[..., Any]


def put(site: Path, path: str, text: str) -> None:
    """Write a file as if long ago, and later than any file before."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    settle(file)


def settle(file: Path) -> None:
    at = 1_700_000_000 + next(_ticks)
    os.utime(file, (at, at))


def make_site(folder: Path) -> Path:
    site = folder / "site"
    for path, text in SITE.items():
        put(site, path, text)
    return site


def files(output: Path) -> dict[str, bytes]:
    return {str(p.relative_to(output)): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


def _rename(site: Path) -> None:
    found = sorted((site / PAPERS).glob("*.md"))
    if found:
        found[0].rename(found[0].with_name(f"renamed-{next(_ticks)}.md"))


def _delete(site: Path) -> None:
    found = sorted((site / PAPERS).glob("*.md"))
    if len(found) > 1:
        found[-1].unlink()


def _delete_author(site: Path) -> None:
    (site / "content/authors/ada-example.yaml").unlink(missing_ok=True)


def _same_size(site: Path) -> None:
    found = sorted((site / PAPERS).glob("*.md"))
    if found:
        put(site, f"{PAPERS}/{found[0].name}", found[0].read_text("utf-8").replace("About", "Above"))


EDITS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda site: None,
    "add a paper": lambda site: put(site, f"{PAPERS}/added.md", PAPER.format("Added", 5, "adding")),
    "change a paper": lambda site: put(site, f"{PAPERS}/writing.md", PAPER.format("Rewriting", 3, "it")),
    "change letters only": _same_size,
    "rename a paper": _rename,
    "delete a paper": _delete,
    "delete an author": _delete_author,
    "add an author": lambda site: put(site, "content/authors/ben-sample.yaml", "name: Ben Sample\n"),
    "change the bibliography": lambda site: put(
        site,
        "content/refs.bib",
        "@article{x1, title={On Long Notes}, author={Ada Example and Cy Third}, year={2021}}\n",
    ),
    "add a page": lambda site: put(site, "content/pages/about.md", "# About\n\nText.\n"),
    "add news": lambda site: put(site, "content/news/2026-01-02-moved.md", "# Moved\n\nWe did.\n"),
    "add a venue": lambda site: put(site, "content/venues.yaml", "- name: Letters\n  abbr: LET\n"),
    "change a static file": lambda site: put(site, "content/static/notes.txt", f"{next(_ticks)}\n"),
    "change an option": lambda site: put(
        site, "content/site.yaml", f"{SITE['content/site.yaml']}description: Number {next(_ticks)}\n"
    ),
    "make a theme": lambda site: put(site, "themes/own/theme.yaml", "name: own\nextends: default\n"),
    "change the theme": lambda site: put(
        site, "themes/own/templates/partials/site-footer.html", f"<footer>{next(_ticks)}</footer>\n"
    ),
    "use the theme": lambda site: put(
        site,
        "content/site.yaml",
        SITE["content/site.yaml"] + ("theme: own\n" if (site / "themes/own/theme.yaml").exists() else ""),
    ),
}


# The fixture only holds a function that puts back what it changes.
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4), jobs=st.sampled_from([1, 2]))
def test_after_any_edits_a_build_gives_what_a_clean_one_gives(
    byline: Byline, edits: list[str], jobs: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder))
        clean = Path(folder, "clean")
        for edit in ("nothing", *edits):
            EDITS[edit](site)
            for _ in range(2):
                assert byline("build", "--site", site, "--jobs", jobs).returncode == 0
            assert byline("build", "--site", site, "--output", clean, "--clean").returncode == 0
            assert files(site / "output") == files(clean)


def test_a_build_without_a_change_looks_no_further(tmp_path: Path, byline: Byline) -> None:
    site = make_site(tmp_path)
    first = byline("build", "--site", site)
    second = byline("build", "--site", site)
    assert "load" in first.stdout
    assert "0 written" in second.stdout
    assert "compare" in second.stdout
    assert first.stdout.splitlines()[0] == second.stdout.splitlines()[0]
    assert first.stderr == second.stderr


@pytest.mark.parametrize("option", ["--clean", "--strict", "--keep-going", "--record"])
def test_options_that_ask_for_more_are_not_answered_from_memory(
    tmp_path: Path, byline: Byline, option: str
) -> None:
    site = make_site(tmp_path)
    byline("build", "--site", site)
    assert "compare" not in byline("build", "--site", site, option).stdout


def test_a_damaged_output_is_mended(tmp_path: Path, byline: Byline) -> None:
    site = make_site(tmp_path)
    byline("build", "--site", site)
    before = files(site / "output")
    (site / "output" / "people.html").unlink()
    byline("build", "--site", site)
    assert files(site / "output") == before


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 40])
def test_a_damaged_answer_counts_as_none(tmp_path: Path, byline: Byline, damage: bytes) -> None:
    site = make_site(tmp_path)
    byline("build", "--site", site)
    answer = site / ".output.byline" / "answer.json"
    answer.write_bytes(answer.read_bytes()[: len(answer.read_bytes()) // 2] + damage)
    done = byline("build", "--site", site)
    assert done.returncode == 0
    assert "compare" not in done.stdout


def test_a_file_saved_just_now_is_not_trusted(tmp_path: Path, byline: Byline) -> None:
    site = make_site(tmp_path)
    (site / "content/papers/writing.md").touch()
    byline("build", "--site", site)
    assert "compare" not in byline("build", "--site", site).stdout


def test_another_option_or_day_is_another_site(tmp_path: Path, byline: Byline) -> None:
    site = make_site(tmp_path)
    byline("build", "--site", site)
    assert "compare" not in byline("build", "--site", site, "--as-of", "2027-01-01").stdout
    assert "compare" not in byline("build", "--site", site, "--base-url", "https://example.org/").stdout
