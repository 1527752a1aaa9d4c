"""What happens when the disk refuses: the old output stands, and the message says why."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import OutsideError

OLD = {"index.html": b"old", "a/b.html": b"old"}
NEW = {"index.html": b"new", "a/b.html": b"new", "c/d.html": b"new"}


def _refuse(number, kinds, error):
    """Make this process's accesses to the disk fail, as the kernel would, from `number` on."""
    accesses = 0

    def watch(event, arguments):
        nonlocal accesses
        if event in kinds:
            accesses += 1
            if accesses >= number:
                raise OSError(error, os.strerror(error), str(arguments[0]))

    sys.addaudithook(watch)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_at_any_moment_before_the_commit_leaves_the_old_output(make_site, kill, error):
    site = make_site()
    site.build(OLD)
    committed = False
    number = 0
    while not committed:
        number += 1

        def refused(number=number):
            _refuse(number, ("open", "os.mkdir", "os.rename"), error)
            with pytest.raises(OutsideError) as caught:
                site.build(NEW)
            os._exit(0 if str(caught.value).startswith("cannot ") else 77)

        committed = kill(10**6, refused)
        if not committed:
            assert site.tree() == OLD
            assert not (site.state / "redo.json").exists()
    assert number > 6
    # Refused after the commit point: the next build completes it.
    site.open_and_leave()
    assert site.tree() == NEW


def test_a_real_full_disk_leaves_the_old_output_and_is_named(make_site, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root on Linux")
    try:
        site = type(make_site())(Path(disk))
        site.build({"index.html": b"old"})
        with pytest.raises(OutsideError, match=r"the disk is full") as caught:
            site.build({f"{i}.html": bytes(1000) + b"%d" % i for i in range(3000)})
        assert caught.value.hint == "free some space, then build again"
        assert site.tree() == {"index.html": b"old"}
        assert not (site.state / "staging").exists()
        assert site.build({"index.html": b"new"}).written == 1
        assert site.tree() == {"index.html": b"new"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_output_folder_that_is_a_mount_point_is_refused_with_a_way_out(make_site, tmp_path):
    output = tmp_path / "output"
    output.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(output)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root on Linux")
    try:
        site = type(make_site())(tmp_path)
        with pytest.raises(OutsideError, match="mount point") as caught:
            site.build({"index.html": b"1"})
        assert "folder inside it" in caught.value.hint
        site = type(make_site())(output)
        assert site.build({"index.html": b"1"}).written == 1
    finally:
        subprocess.run(["umount", str(output)], check=True)


def test_a_mount_point_inside_the_output_is_found_before_the_commit(make_site, tmp_path):
    site = type(make_site())(tmp_path)
    site.build({"index.html": b"1", "a/x.html": b"1"})
    (site.output / "b").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(site.output / "b")]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root on Linux")
    try:
        with pytest.raises(OutsideError, match="mount point"):
            site.build({"index.html": b"2", "b/x.html": b"2"})
        assert (site.output / "index.html").read_bytes() == b"1"
    finally:
        subprocess.run(["umount", str(site.output / "b")], check=True)


def test_a_state_folder_made_on_a_full_disk_is_kept_out_of_git_by_the_next_build(make_site):
    site = make_site()
    site.state.mkdir()
    # The disk had room for a file's name only.
    (site.state / ".gitignore").touch()
    site.build(NEW)
    assert (site.state / ".gitignore").read_bytes() == b"*\n"
