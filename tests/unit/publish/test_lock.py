"""One build at a time."""

import os
import signal
import subprocess
import sys

import pytest

from generator.errors import OutsideError
from generator.publish import Publication

HOLD = """
import sys, time
from pathlib import Path
from generator.publish import Publication
with Publication(Path(sys.argv[1])) as publication:
    publication.stage.write("index.html", b"theirs")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def hold(site):
    holders = []

    def start(seconds):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(site.output), str(seconds)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        holders.append(holder)
        assert holder.stdout.readline() == b"held\n"
        return holder

    yield start
    for holder in holders:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_a_second_build_gives_up_and_names_the_holder(site, hold):
    holder = hold(60)
    with pytest.raises(OutsideError, match=f"process {holder.pid}") as caught:
        site.build({"index.html": b"ours"}, wait_s=0.2)
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_a_second_build_waits_for_the_first_and_says_so(site, hold):
    holder = hold(0.5)
    heard = []
    site.build({"index.html": b"ours"}, on_wait=heard.append)
    assert heard == [holder.pid]
    assert site.tree() == {"index.html": b"ours"}


def test_the_lock_of_a_killed_build_is_free_at_once(site, hold):
    holder = hold(60)
    holder.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    holder.wait()
    site.build({"index.html": b"ours"}, wait_s=1)
    assert site.tree() == {"index.html": b"ours"}


def test_two_publications_of_one_process_exclude_each_other(site):
    with (
        Publication(site.output),
        pytest.raises(OutsideError, match=str(os.getpid())),
        Publication(site.output, wait_s=0),
    ):
        pass
    site.open_and_leave()


def test_two_ways_to_one_folder_share_its_lock(site, tmp_path):
    site.build({"index.html": b"1"})
    other = tmp_path / "other"
    try:
        other.symlink_to(site.output)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    with (
        Publication(site.output),
        pytest.raises(OutsideError, match="another build"),
        Publication(other, wait_s=0),
    ):
        pass


WITH_WORKERS = """
import os, sys, time
from pathlib import Path
from generator.parallel import run
from generator.publish import Publication

def write(stage, seconds):
    os.write(1, b"w")
    time.sleep(seconds)

if __name__ == "__main__":
    with Publication(Path(sys.argv[1])) as publication:
        list(run(write, [60, 60], shared=publication.stage, jobs=2))
"""


def test_the_workers_of_a_killed_build_end_and_free_the_lock(site, tmp_path):
    script = tmp_path / "build.py"
    script.write_text(WITH_WORKERS, encoding="ascii")
    build = subprocess.Popen(
        [sys.executable, script, site.output],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert build.stdout.read(1) == b"w"
    finally:
        build.kill()
        build.wait()
    site.build({"index.html": b"1"}, wait_s=5)
    # The pipe ends when the last worker has.
    assert build.stdout.read() in (b"", b"w")
    build.stdout.close()


def test_a_lock_whose_folder_was_deleted_is_taken_anew(site):
    site.build({"index.html": b"1"})
    (site.state / "lock").unlink()
    site.build({"index.html": b"2"})
    assert site.tree() == {"index.html": b"2"}
