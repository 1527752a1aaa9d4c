"""Which Byline the workflow of a new site installs."""

import subprocess
from pathlib import Path

import pytest

from generator import __version__
from generator.errors import UsageError
from generator.scaffold.requirement import (
    checked_requirement,
    own_requirement,
    released_requirement,
    requirement_of,
)

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def clone(folder: Path, remote: str = "") -> Path:
    """A repository with one commit, and a remote by that address."""
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")
    if remote:
        git(folder, "remote", "add", "origin", remote)
    return folder


def of_folder(folder: Path) -> str:
    return requirement_of({"url": folder.as_uri(), "dir_info": {"editable": True}})


def test_a_release_is_followed_by_those_that_only_mend_it() -> None:
    assert released_requirement() == f"byline=={'.'.join(__version__.split('.')[:2])}.*"


def test_what_came_from_a_repository_comes_from_there_again() -> None:
    record = {"url": "https://example.org/byline.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert requirement_of(record) == f"byline @ git+https://example.org/byline.git@{COMMIT}"


def test_a_token_in_the_address_is_not_written_down() -> None:
    record = {"url": "https://me:secret@example.org/byline", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert requirement_of(record) == f"byline @ git+https://example.org/byline@{COMMIT}"


def test_a_file_on_the_web_is_fetched_again() -> None:
    url = "https://example.org/byline-0.1.0-py3-none-any.whl"
    assert requirement_of({"url": url, "archive_info": {}}) == f"byline @ {url}"


def test_a_file_of_this_computer_is_nothing_for_another_one(tmp_path: Path) -> None:
    assert requirement_of({"url": (tmp_path / "byline.whl").as_uri(), "archive_info": {}}) == ""


@pytest.mark.parametrize(
    "remote",
    [
        "https://example.org/us/byline.git",
        "git@example.org:us/byline.git",
        "ssh://git@example.org/us/byline.git",
    ],
)
def test_a_clone_is_fetched_from_where_it_came(tmp_path: Path, remote: str) -> None:
    assert of_folder(clone(tmp_path / "byline", remote)) == "byline @ git+https://example.org/us/byline.git"


def test_a_commit_that_was_pushed_is_named(tmp_path: Path) -> None:
    folder = clone(tmp_path / "byline", "https://example.org/byline")
    commit = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/remotes/origin/main", commit)
    assert of_folder(folder) == f"byline @ git+https://example.org/byline@{commit}"


def test_a_folder_without_an_address_elsewhere_gives_none(tmp_path: Path) -> None:
    assert of_folder(clone(tmp_path / "alone")) == ""
    assert of_folder(clone(tmp_path / "local", str(tmp_path / "alone"))) == ""
    assert of_folder(tmp_path / "gone") == ""


def test_a_repository_around_the_folder_is_another_one(tmp_path: Path) -> None:
    around = clone(tmp_path / "around", "https://example.org/dotfiles")
    (around / "byline").mkdir()
    assert of_folder(around / "byline") == ""


def test_the_byline_that_runs_can_be_named() -> None:
    assert own_requirement() == "" or own_requirement().startswith("byline")


@pytest.mark.parametrize("line", ["", "  ", "a\nb", "# nothing"])
def test_what_is_no_line_for_pip_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="one line"):
        checked_requirement(line)
