"""Changes are collected until it is quiet, and folders are watched that come and go."""

import errno
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from watchdog.observers import Observer

from generator.serve import watching
from generator.serve.watching import Changes, Watcher


def test_changes_that_follow_each_other_are_handed_over_together() -> None:
    changes = Changes(quiet_s=0.05, patience_s=5)
    changes.add("a")
    changes.add("b", "a")
    assert changes.take() == ("a", "b")
    assert changes.take(0) == ()


def test_changes_that_never_pause_are_handed_over_all_the_same() -> None:
    changes = Changes(quiet_s=30, patience_s=0.05)
    changes.add("a")
    assert changes.take() == ("a",)


def test_waiting_ends_when_the_time_is_over_or_all_is_closed() -> None:
    changes = Changes()
    assert changes.take(0.01) == ()
    closer = threading.Timer(0.05, changes.close)
    closer.start()
    assert changes.take() == ()
    assert changes.is_closed
    closer.join()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with a source in it."""
    (tmp_path / "content" / "papers").mkdir(parents=True)
    (tmp_path / "content" / "papers" / "a.md").write_text("a")
    return tmp_path


@pytest.fixture
def changes(site: Path) -> Iterator[Changes]:
    """What a watcher of the site collects."""
    found = Changes()
    watcher = Watcher(site, found, pytest.fail)
    watcher.start()
    yield found
    watcher.stop()


def wait_for(changes: Changes, path: Path) -> None:
    """Take changes until one is at the path."""
    end = time.monotonic() + 20
    while str(path) not in changes.take(1):
        assert time.monotonic() < end, f"nothing was noticed at {path}"


def test_a_save_is_noticed(site: Path, changes: Changes) -> None:
    file = site / "content" / "papers" / "a.md"
    file.write_text("b")
    wait_for(changes, file)


def test_a_save_by_a_temporary_file_and_a_rename_is_noticed(site: Path, changes: Changes) -> None:
    file = site / "content" / "papers" / "a.md"
    other = file.with_name(".a.md.tmp")
    other.write_text("b")
    other.replace(file)
    wait_for(changes, file)


def test_files_of_new_folders_are_noticed_and_deleted_folders_too(site: Path, changes: Changes) -> None:
    folder = site / "content" / "news"
    folder.mkdir()
    wait_for(changes, folder)
    (folder / "x.md").write_text("x")
    wait_for(changes, folder / "x.md")
    (folder / "x.md").unlink()
    folder.rmdir()
    wait_for(changes, folder)


def test_a_folder_of_themes_that_appears_is_noticed(site: Path, changes: Changes) -> None:
    (site / "themes").mkdir()
    wait_for(changes, site / "themes")


def test_what_is_published_is_not_noticed(site: Path, changes: Changes) -> None:
    (site / "output").mkdir()
    (site / "output" / "index.html").write_text("x")
    (site / ".byline").mkdir()
    assert changes.take(0.3) == ()


def test_reading_a_source_is_no_change(site: Path, changes: Changes) -> None:
    (site / "content" / "papers" / "a.md").read_text()
    assert changes.take(0.3) == ()


def test_content_that_is_a_link_to_another_folder_is_watched(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    real.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / "content").symlink_to(real)
    changes = Changes()
    watcher = Watcher(site, changes, pytest.fail)
    watcher.start()
    try:
        (real / "a.md").write_text("a")
        wait_for(changes, real / "a.md")
    finally:
        watcher.stop()


def test_without_watches_left_the_files_are_looked_at_again_and_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted(Observer):  # type: ignore[misc,valid-type]  # it is chosen by the system
        def schedule(self, *args: Any, **options: Any) -> Any:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", Exhausted)
    monkeypatch.setattr(watching, "POLL_S", 0.1)
    said: list[str] = []
    changes = Changes()
    watcher = Watcher(site, changes, said.append)
    watcher.start()
    try:
        file = site / "content" / "papers" / "a.md"
        file.write_text("another text")
        wait_for(changes, file)
    finally:
        watcher.stop()
    assert len(said) == 1
    assert "limit" in said[0]
