"""A build that is killed leaves the old output or, once committed, becomes the new one: no mixture."""

import os
import random
import shutil
import signal
import time

import pytest

from generator.publish import Publication, recover

BEFORE = {
    "index.html": b"old",
    "same.html": b"same",
    "papers/a.html": b"old",
    "papers/gone.html": b"gone",
    "years/2024.html": b"gone",
    "file-to-folder": b"file",
    "folder-to-file/x.html": b"x",
}
AFTER = {
    "index.html": b"new",
    "same.html": b"same",
    "papers/a.html": b"new",
    "papers/b.html": b"b",
    "people/deep/er.html": b"new",
    "people/f.html": b"new",
    "file-to-folder/x.html": b"x",
    "folder-to-file": b"file",
}
MINE = {"papers/notes.txt": b"mine", "people/f.html": b"in the way"}


@pytest.fixture
def old_site(site):
    site.build(BEFORE)
    for path, data in MINE.items():
        site.put(path, data)
    return site


def _is_committed(site):
    return (site.state / "redo.json").exists()


def _check_new(site):
    assert site.tree() == AFTER | {"papers/notes.txt": b"mine"}
    aside = [p for p in (site.state / "replaced").rglob("*") if p.is_file()]
    assert [p.read_bytes() for p in aside] == [b"in the way"]
    names = {p.name for p in site.state.iterdir()}
    assert names == {"lock", "manifest.json", ".gitignore", "replaced"}


def test_killed_at_any_change_on_disk_the_next_build_finds_old_or_new(old_site, kill, tmp_path):
    site = old_site
    saved = tmp_path / "saved"
    shutil.copytree(site.output, saved / "output")
    shutil.copytree(site.state, saved / ".output.byline")
    was_committed = False
    count = 0
    killed = True
    while killed:
        count += 1
        _restore(site, saved)
        killed = kill(count, lambda: site.build(AFTER))
        committed = _is_committed(site)
        assert committed or not was_committed or not killed or _is_done(site)
        was_committed = was_committed or committed
        if not was_committed:
            assert site.tree() == BEFORE | MINE
        site.open_and_leave()
        if was_committed:
            _check_new(site)
        else:
            assert site.tree() == BEFORE | MINE
        site.build(AFTER)
        _check_new(site)
    assert was_committed
    assert count > 40


def _is_done(site):
    return not (site.state / "staging").exists()


def _restore(site, saved):
    for folder in (site.output, site.state):
        shutil.rmtree(folder, ignore_errors=True)
        # Times of modification are kept: the manifest knows its files by them.
        shutil.copytree(saved / folder.name, folder)


@pytest.mark.parametrize("progress", [0, 3, 7])
def test_killed_again_and_again_in_the_middle_of_recovery(old_site, kill, progress):
    site = old_site
    count = 0
    while not _is_committed(site):
        count += 1
        assert kill(count, lambda: site.build(AFTER))
    kill(progress, lambda: recover(site.output))
    # Ever later in the recovery, each time from where the last one died.
    count = 1
    while kill(count, lambda: recover(site.output)):
        count += 1
    assert recover(site.output) is None
    _check_new(site)


def test_a_first_build_killed_at_any_change_is_all_or_nothing(make_site, kill):
    files = {"index.html": b"1", "a/b.html": b"2", "a/c/d.html": b"3"}
    count = 0
    killed = True
    while killed:
        count += 1
        site = make_site()
        killed = kill(count, lambda site=site: site.build(files))
        assert not site.output.exists() or site.tree() == files
        site.open_and_leave()
        assert not site.output.exists() or site.tree() == files
        site.build(files)
        assert site.tree() == files


def test_what_recovery_did_is_told(old_site, kill):
    site = old_site
    count = 0
    while not _is_committed(site):
        count += 1
        assert kill(count, lambda: site.build(AFTER))
    with Publication(site.output) as publication:
        assert publication.recovered is not None
        assert "papers/gone.html" in publication.recovered.removed_paths
        assert publication.recovered.aside == ("people/f.html",)
    with Publication(site.output) as publication:
        assert publication.recovered is None


def test_a_damaged_redo_log_counts_as_none(old_site, kill):
    site = old_site
    count = 0
    while not _is_committed(site):
        count += 1
        assert kill(count, lambda: site.build(AFTER))
    (site.state / "redo.json").write_bytes(b'{"format": "byline/redo/1", "dig')
    assert recover(site.output) is None
    site.build(AFTER)
    _check_new(site)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a child to kill")
def test_killed_by_a_signal_at_random_moments(make_site):
    chance = random.Random(2)  # noqa: S311 - where to kill, not a secret
    sites = [{f"{i % 7}/{i}.html": b"%d" % v for i in range(300)} for v in range(2)]
    for _ in range(12):
        site = make_site()
        site.build(sites[0])
        child = os.fork()
        if not child:
            site.build(sites[1])
            os._exit(0)
        time.sleep(chance.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        site.open_and_leave()
        assert site.tree() in sites
        site.build(sites[1])
        assert site.tree() == sites[1]
