"""What a build does to an output folder that is already there, and to files that are not its own."""

import os
from pathlib import Path

import pytest

from generator.publish.lock import Lock


def tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def built(small_site: Path, byline) -> Path:
    done = byline("build", "--site", small_site)
    assert done.returncode == 0, done.stderr
    return small_site


def test_a_second_build_writes_and_removes_nothing(built: Path, byline) -> None:
    times = {path: path.stat().st_mtime_ns for path in (built / "output").rglob("*")}

    again = byline("build", "--site", built)

    assert ": 0 written" in again.stdout or "\n0 written" in again.stdout
    assert "0 removed" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (built / "output").rglob("*")} == times


def test_a_change_to_one_paper_leaves_unconcerned_files_alone(built: Path, byline) -> None:
    before = tree(built / "output")
    source = built / "content" / "papers" / "slow.yaml"
    source.write_text(source.read_text(encoding="utf-8").replace("About", "All about"), encoding="utf-8")

    byline("build", "--site", built)

    after = tree(built / "output")
    changed = {path for path in before if before[path] != after[path]}
    assert "papers/slow.html" in changed
    assert not changed & {"papers/fast.html", "people.html", "404.html", "papers/slow.bib", "note.txt"}


def test_a_removed_source_takes_only_our_files_with_it(built: Path, byline) -> None:
    output = built / "output"
    (output / "papers" / "notes of my own.txt").write_text("mine", encoding="utf-8")
    (output / "mine.html").write_text("mine", encoding="utf-8")
    (built / "content" / "papers" / "fast.yaml").unlink()

    done = byline("build", "--site", built)

    assert done.returncode == 0, done.stderr
    assert not list(output.rglob("fast.*"))
    assert (output / "papers" / "slow.html").exists()
    assert (output / "papers" / "notes of my own.txt").read_text(encoding="utf-8") == "mine"
    assert (output / "mine.html").read_text(encoding="utf-8") == "mine"


def test_a_file_of_ones_own_where_a_page_must_go_is_moved_aside(small_site: Path, byline) -> None:
    output = small_site / "output"
    output.mkdir()
    (output / "index.html").write_text("mine", encoding="utf-8")

    done = byline("build", "--site", small_site)

    assert done.returncode == 0, done.stderr
    assert "index.html" in done.stderr
    aside = [path for path in (small_site / ".output.byline").rglob("index.html") if path.is_file()]
    assert [path.read_text(encoding="utf-8") for path in aside] == ["mine"]


def test_an_error_in_the_sources_leaves_the_old_output_as_it_is(built: Path, byline) -> None:
    before = tree(built / "output")
    (built / "content" / "papers" / "slow.yaml").write_text("titel: Slow\n", encoding="utf-8")
    (built / "content" / "papers" / "new.yaml").write_text("title: New\n", encoding="utf-8")

    done = byline("build", "--site", built)

    assert done.returncode == 1
    assert "content/papers/slow.yaml:1:1: error[unknown-field]" in done.stderr
    assert tree(built / "output") == before


def test_a_broken_template_leaves_the_old_output_as_it_is(built: Path, byline) -> None:
    before = tree(built / "output")
    theme = built / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: mine\nextends: default\n", encoding="utf-8")
    template = theme / "templates" / "paper.html"
    template.write_text("{% extends 'base.html' %}\n{% block main %}\n{{ page.titel }}\n{% endblock %}\n")

    done = byline("build", "--site", built, "--theme", "mine")

    assert done.returncode == 1
    assert "themes/mine/templates/paper.html:3:1: error[theme-template]" in done.stderr
    assert "did you mean 'title'?" in done.stderr
    assert tree(built / "output") == before


def test_keep_going_leaves_broken_records_out(built: Path, byline) -> None:
    (built / "content" / "papers" / "slow.yaml").write_text("titel: Slow\n", encoding="utf-8")

    done = byline("build", "--site", built, "--keep-going")

    assert "error[unknown-field]" in done.stderr
    assert not (built / "output" / "papers" / "slow.html").exists()
    assert (built / "output" / "papers" / "fast.html").exists()
    assert done.returncode in (0, 1)


def test_strict_lets_warnings_stop_a_build_but_notes_never(built: Path, byline) -> None:
    assert byline("build", "--site", built, "--strict").returncode == 0

    (built / "content" / "papers" / "more.yaml").write_text(
        "title: Reading Slowly\nauthors: [Ada Example]\ndate: 2024\nabstract: About reading.\n",
        encoding="utf-8",
    )
    before = tree(built / "output")
    strict = byline("build", "--site", built, "--strict")

    assert strict.returncode == 1
    assert "warning[look-alike]" in strict.stderr
    assert tree(built / "output") == before
    assert byline("build", "--site", built).returncode == 0


@pytest.mark.parametrize("place", ["file", "missing/parent"])
def test_an_impossible_output_is_said_and_exits_3(
    small_site: Path, tmp_path: Path, byline, place: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    done = byline("build", "--site", small_site, "--output", tmp_path / place)

    assert done.returncode == 3
    assert done.stderr.splitlines()[-2].startswith("error: ")
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_output_is_said_and_stays_as_it_is(built: Path, byline) -> None:
    before = tree(built / "output")
    (built / "content" / "papers" / "fast.yaml").unlink()
    folder = built / "output" / "papers"
    folder.chmod(0o555)
    try:
        done = byline("build", "--site", built)
    finally:
        folder.chmod(0o755)

    assert done.returncode == 3
    assert "permission denied" in done.stderr
    assert tree(built / "output") == before


def test_a_second_build_at_once_waits_then_gives_way(built: Path, byline) -> None:
    before = tree(built / "output")
    (built / "content" / "papers" / "fast.yaml").unlink()
    lock = Lock(built / ".output.byline" / "lock")
    lock.acquire(0)
    try:
        done = byline("build", "--site", built)
    finally:
        lock.release()

    assert done.returncode == 3
    assert f"another build is at work on this output folder (process {os.getpid()})" in done.stderr
    assert tree(built / "output") == before
    assert byline("build", "--site", built).returncode == 0


def test_a_static_file_in_the_place_of_a_file_of_the_theme_is_said(small_site: Path, byline) -> None:
    taken = small_site / "content" / "static" / "assets" / "byline.css"
    taken.parent.mkdir()
    taken.write_text("body {}", encoding="utf-8")

    done = byline("build", "--site", small_site)

    assert done.returncode == 1
    assert "assets/byline.css" in done.stderr
    assert not (small_site / "output").exists()


def test_nothing_is_written_but_the_output_and_the_state_beside_it(small_site: Path, byline) -> None:
    before = set(small_site.parent.rglob("*"))

    byline("build", "--site", small_site)

    new = {path.relative_to(small_site.parent).as_posix() for path in small_site.parent.rglob("*")} - {
        path.relative_to(small_site.parent).as_posix() for path in before
    }
    allowed = ("site/output", "site/.output.byline", "site/.byline")
    assert {path for path in new if not path.startswith(allowed)} == set()
