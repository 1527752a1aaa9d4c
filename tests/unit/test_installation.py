"""Where Byline keeps caches of its own, and what tells one installation from another."""

import sys
from pathlib import Path

import pytest

from generator.installation import cache_folder, files_below, keep_out_of_git, own_state

ON_XDG = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="this system has a place of its own for caches"
)


@ON_XDG
def test_caches_go_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "byline"


@ON_XDG
@pytest.mark.parametrize("said", ["", "caches", "./caches"])
def test_a_relative_place_for_caches_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", said)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "byline"


def test_what_python_compiles_is_no_part_of_an_installation() -> None:
    assert not [entry for entry in own_state() if "__pycache__" in entry]
    assert any("templates" in entry for entry in own_state())


def test_a_folder_that_links_to_itself_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    found = [(path, size) for path, size, _ in files_below(str(tmp_path), frozenset())]
    assert found == [(str(tmp_path / "a.txt"), 1), (str(tmp_path / "again"), -1)]


@pytest.mark.parametrize(("found", "kept"), [(None, "*\n"), ("", "*\n"), ("*.tmp\n", "*.tmp\n")])
def test_state_is_kept_out_of_git_also_after_a_disk_was_full(
    tmp_path: Path, found: str | None, kept: str
) -> None:
    if found is not None:
        (tmp_path / ".gitignore").write_text(found, encoding="ascii")
    keep_out_of_git(tmp_path)
    assert (tmp_path / ".gitignore").read_text(encoding="ascii") == kept
