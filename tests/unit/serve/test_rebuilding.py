"""The thread that rebuilds: it follows what it is told, and finds what nobody has told of."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.pipeline import Request
from generator.pipeline.resident import Rebuilt, Resident
from generator.publish import Publication
from generator.serve import rebuilding
from generator.serve.rebuilding import Rebuilder, Ties
from generator.serve.watching import Changes, Watcher

PAPER = "title: Reading Slowly\nauthors: [Ada Example]\ndate: 2026-01-01\nabstract: Slow.\n"


class Running:
    """A rebuilder that is told of changes by the test alone."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.changes = Changes()
        self.rebuilds: list[Rebuilt] = []
        self.failures: list[str] = []
        resident = Resident(Request(site=site))
        resident.rebuild()
        ties = Ties(
            tuple, lambda rebuilt: None, self.rebuilds.append, lambda said, hint: self.failures.append(said)
        )
        watcher = Watcher(site, self.changes, pytest.fail)
        self.rebuilder = Rebuilder(resident, self.changes, watcher, site, ties)
        self.rebuilder.start()

    def save(self, text: str) -> Path:
        file = self.site / "content" / "papers" / "slow.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    def shows(self, text: str) -> bool:
        return text in (self.site / "output" / "papers" / "slow.html").read_text(encoding="utf-8")


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A rebuilder of a site of one paper, which looks for itself without waiting long."""
    monkeypatch.setattr(rebuilding, "LOOK_S", 0.1)
    monkeypatch.setattr(rebuilding, "SETTLE_S", 0.1)
    monkeypatch.setattr(rebuilding, "RETRY_S", 0.1)
    (tmp_path / "content" / "papers").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: Lab\nas_of: 2026-11-22\n")
    (tmp_path / "content" / "papers" / "slow.yaml").write_text(PAPER)
    found = Running(tmp_path)
    yield found
    found.changes.close()
    assert found.rebuilder.join(60)


def test_a_change_that_it_is_told_of_is_published(running: Running) -> None:
    running.changes.add(str(running.save(PAPER.replace("Slowly", "Anew"))))
    until(lambda: running.shows("Reading Anew"))
    assert not running.failures


def test_a_change_that_nobody_tells_of_is_found(running: Running) -> None:
    running.save(PAPER.replace("Slowly", "Alone"))
    until(lambda: running.shows("Reading Alone"))


def test_what_was_edited_while_the_first_build_ran_is_published(running: Running) -> None:
    until(lambda: bool(running.rebuilds))
    assert running.shows("Reading Slowly")


def test_an_error_is_handed_on_and_the_output_stays(running: Running) -> None:
    running.changes.add(str(running.save(PAPER + "authers: [x]\n")))
    until(lambda: any(p.code == "unknown-field" for r in running.rebuilds for p in r.diagnostics))
    assert running.shows("Reading Slowly")


def test_another_build_that_holds_the_lock_is_waited_for(running: Running) -> None:
    with Publication(running.site / "output"):
        running.changes.add(str(running.save(PAPER.replace("Slowly", "Later"))))
        time.sleep(0.5)
        assert running.shows("Reading Slowly")
    until(lambda: running.shows("Reading Later"))
