"""The commands as a user types them: what they print, where, and what they exit with."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest


@pytest.fixture
def wrong(small_site: Path) -> Path:
    """A site with an error, a warning and a note."""
    for path, text in {
        "papers/broken.yaml": "title: Broken\nauthers: [Ada Example]\n",
        "papers/twin.yaml": "title: Reading slowly\nauthors: [Ada Example]\ndate: 2024\nabstract: Again.\n",
    }.items():
        (small_site / "content" / path).write_text(text, encoding="utf-8")
    return small_site


def test_check_prints_a_compilers_lines_and_a_count(wrong: Path, byline) -> None:
    done = byline("check", "--site", wrong)

    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert done.stderr == ""
    assert lines[0] == "content/papers/broken.yaml:2:1: error[unknown-field]: unknown field 'authers'"
    assert lines[1] == "  hint: did you mean 'authors'?"
    assert lines[-1] == "1 error, 1 warning, 1 note"


def test_check_annotates_for_github(wrong: Path, byline) -> None:
    done = byline("check", "--site", wrong, "--format", "github")

    first, second, third = done.stdout.splitlines()
    assert done.returncode == 1
    assert first == (
        "::error file=content/papers/broken.yaml,line=2,col=1,title=error[unknown-field]"
        "::unknown field 'authers'%0Ahint: did you mean 'authors'?"
    )
    assert second.startswith(
        "::warning file=content/papers/twin.yaml,line=1,col=1,title=warning[look-alike]::"
    )
    assert third.startswith("::notice file=content/site.yaml,")


def test_check_prints_json_for_programs(wrong: Path, byline) -> None:
    done = byline("check", "--site", wrong, "--format", "json")

    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert document["schema"] == "byline/check/1"
    assert (document["errors"], document["warnings"]) == (1, 1)
    assert document["problems"][0] == {
        "path": "content/papers/broken.yaml",
        "line": 2,
        "column": 1,
        "severity": "error",
        "code": "unknown-field",
        "message": "unknown field 'authers'",
        "hint": "did you mean 'authors'?",
    }


def test_check_writes_nothing_and_is_fine_with_notes(small_site: Path, byline) -> None:
    before = sorted(small_site.rglob("*"))

    done = byline("check", cwd=small_site)

    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "1 note"
    assert sorted(small_site.rglob("*")) == before


def test_build_sums_up_what_it_did(small_site: Path, byline) -> None:
    done = byline("build", cwd=small_site)

    assert done.returncode == 0
    assert "2 papers, 1 person: " in done.stdout
    assert " written, 0 kept, 0 removed; 1 note" in done.stdout
    assert "load " in done.stdout
    assert "publish " in done.stdout
    assert "note[no-url]" in done.stderr


def test_build_sums_up_as_json(small_site: Path, byline) -> None:
    done = byline("build", "--json", "--site", small_site)

    document = json.loads(done.stdout)
    assert document["schema"] == "byline/build/1"
    assert (document["papers"], document["people"]) == (2, 1)
    assert document["written"] == document["files"] > 0
    assert [problem["code"] for problem in document["problems"]] == ["no-url"]
    assert next(iter(document["seconds"])) == "load"


def test_the_base_url_takes_the_place_of_the_sites_own(small_site: Path, byline) -> None:
    done = byline("build", "--site", small_site, "--base-url", "https://example.org/lab")

    home = (small_site / "output" / "index.html").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert "no-url" not in done.stderr
    assert '<link rel="canonical" href="https://example.org/lab/">' in home
    sitemap = (small_site / "output" / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/lab/papers/slow.html</loc>" in sitemap


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--jobs", "0"),
        ("build", "--jobs", "many"),
        ("build", "--base-url", "javascript:alert(1)"),
        ("build", "--as-of", "yesterday"),
        ("build", "--as-of", "2026-02-30"),
        ("build", "--site", "there is no such folder"),
        ("check", "--format", "xml"),
        ("check", "--target", "geocities"),
        ("build", "--no-such-option"),
        ("bild",),
    ],
)
def test_wrong_usage_is_said_and_exits_2(small_site: Path, byline, arguments: tuple[str, ...]) -> None:
    done = byline(*arguments, cwd=small_site)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert not (small_site / "output").exists()


def test_a_folder_without_a_site_is_a_problem_of_the_sources(tmp_path: Path, byline) -> None:
    done = byline("build", cwd=tmp_path)

    assert done.returncode == 1
    assert "content/site.yaml:1:1: error[no-site]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_theme_is_a_problem_of_the_sources(small_site: Path, byline) -> None:
    done = byline("build", "--site", small_site, "--theme", "defualt")

    assert done.returncode == 1
    assert "error[unknown-theme]" in done.stderr
    assert "did you mean 'default'?" in done.stderr


def test_help_teaches_every_command(byline) -> None:
    done = byline("--help")

    assert done.returncode == 0
    for command in ("new", "build", "check", "import", "export", "schema", "theme"):
        assert f" {command} " in done.stdout
        told = byline(command, "--help")
        assert told.returncode == 0
        assert "Usage: " in told.stdout


@pytest.mark.parametrize("kind", ["author", "paper", "site", "theme"])
def test_schema_prints_a_json_schema(byline, kind: str) -> None:
    done = byline("schema", kind)

    assert done.returncode == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.stdout))


def test_the_command_ends_with_its_code_and_no_more_than_it_has_to_say(wrong: Path, byline_process) -> None:
    done = byline_process("build", "--site", wrong, LC_ALL="C", PYTHONIOENCODING="ascii:backslashreplace")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == "error: the sources have errors"
    assert byline_process("bild").returncode == 2


def test_a_reader_that_goes_away_is_no_failure(wrong: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m generator check --site {shlex.quote(str(wrong))} | true"
    done = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", check=False)  # noqa: S602  a pipe

    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="this system has no shell that closes streams")
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        (">&-", ("export", "bib"), 0),
        ("2>&-", ("export", "bib", "nobody"), 2),
        ("<&- >&- 2>&-", ("build",), 0),
    ],
)
def test_a_command_without_standard_streams_ends_as_with_them(small_site, closed, arguments, code):
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "generator", *arguments],
        cwd=small_site,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, b"")
