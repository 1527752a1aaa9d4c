"""What workers hand in, and what they need not write."""

import os
import pickle
import shutil
import sys
import time

import pytest

from generator.errors import OutsideError, SourceError
from generator.publish import Artifact, Publication, check_path
from generator.publish.stage import has_settled

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX special files")

SAFE = [
    "index.html",
    ".nojekyll",
    ".well-known/x",
    "a/b/c.html",
    "...",
    "a..b",
    "..a/b..",
    "é/ü.html",
    "ab:c",
    "2024-01-01T12:30.html",
    "a b/c",
    "x" * 255,
    "中" * 85,
]
UNSAFE = [
    "",
    "/",
    "/etc/passwd",
    "//host/share",
    "..",
    "../x",
    "a/../../x",
    "a/..",
    ".",
    "./a",
    "a/./b",
    "a//b",
    "a/",
    "a\\b",
    "..\\x",
    "C:/x",
    "c:x",
    "a\0b",
    "a/b\0",
    "x" * 256,
    "a/" + "中" * 86,
    "\ud800.html",
    "a" * 100_000,
]


@pytest.mark.parametrize("path", SAFE)
def test_a_safe_path_names_its_folder(path):
    assert check_path(path) == path.rpartition("/")[0]


@pytest.mark.parametrize("path", UNSAFE)
def test_an_unsafe_path_is_refused_before_anything_is_written(site, path):
    with Publication(site.output) as publication:
        with pytest.raises(SourceError) as caught:
            publication.stage.write(path, b"x")
        assert len(str(caught.value)) < 1000
        with pytest.raises(SourceError):
            publication.stage.copy(path, site.state / "lock")
        assert not (site.state / "staging").exists()


def test_a_staged_artifact_tells_its_digest_size_and_time(site):
    with Publication(site.output) as publication:
        artifact = publication.stage.write("a/b.html", b"text", "fp")
        staged = (site.state / "staging/a/b.html").stat()
        publication.commit([artifact])
    assert artifact == Artifact(
        "a/b.html", "7dd8bc9b3d5e2c5b8b0e0ae4c4d5a0b7"[:0] + artifact.digest, 4, staged.st_mtime_ns,
        "fp", True,
    )  # fmt: skip
    assert len(artifact.digest) == 32
    assert (site.output / "a/b.html").stat().st_mtime_ns == artifact.mtime_ns


def test_an_artifact_in_the_output_is_kept_by_its_fingerprint_alone(site):
    with Publication(site.output) as publication:
        written = publication.stage.write("a.html", b"text", "made-from-1")
        publication.commit([written])
    with Publication(site.output) as publication:
        kept = publication.stage.keep("a.html", "made-from-1")
        assert kept is not None
        assert (kept.digest, kept.size, kept.staged) == (written.digest, 4, False)
        assert publication.stage.keep("a.html", "made-from-2") is None
        assert publication.stage.keep("b.html", "made-from-1") is None
        assert publication.commit([kept]).kept == 1


def test_no_fingerprint_never_matches(site):
    site.build({"a.html": b"text"})
    with Publication(site.output) as publication:
        assert publication.stage.keep("a.html", "") is None


@pytest.mark.parametrize("damage", ["missing", "edited", "same size", "link", "folder"])
def test_an_artifact_that_is_no_longer_as_written_is_not_kept(site, damage):
    with Publication(site.output) as publication:
        publication.commit([publication.stage.write("a/b.html", b"text", "fp")])
    target = site.output / "a/b.html"
    os.utime(target, ns=(1, 1))
    with Publication(site.output) as publication:
        publication.commit([publication.stage.write("a/b.html", b"text", "fp")])
    target.unlink()
    if damage == "edited":
        target.write_bytes(b"other text")
    elif damage == "same size":
        target.write_bytes(b"Text")
    elif damage == "link":
        target.symlink_to(__file__)
    elif damage == "folder":
        target.mkdir()
    with Publication(site.output) as publication:
        assert publication.stage.keep("a/b.html", "fp") is None
        assert not publication.is_intact()
        publication.commit([publication.stage.write("a/b.html", b"text", "fp")])
    assert site.tree() == {"a/b.html": b"text"}


def test_a_clean_build_keeps_nothing(site):
    with Publication(site.output) as publication:
        publication.commit([publication.stage.write("a.html", b"text", "fp")])
    with Publication(site.output, anew=True) as publication:
        assert publication.stage.keep("a.html", "fp") is None
        assert publication.stage.write("a.html", b"text", "fp").staged


def test_a_new_fingerprint_for_the_same_bytes_is_remembered(site):
    for fingerprint in ("one", "two"):
        with Publication(site.output) as publication:
            publication.commit([publication.stage.write("a.html", b"text", fingerprint)])
    with Publication(site.output) as publication:
        assert publication.stage.keep("a.html", "two") is not None


def test_a_pickled_stage_writes_and_keeps_like_the_first(site):
    with Publication(site.output) as publication:
        stage = pickle.loads(pickle.dumps(publication.stage))  # noqa: S301 - made on this line
        assert publication.commit([stage.write("a/b.html", b"text", "fp")]).written == 1
    with Publication(site.output) as publication:
        pickled = pickle.dumps(publication.stage)
        assert len(pickled) < 1000
        kept = pickle.loads(pickled).keep("a/b.html", "fp")  # noqa: S301 - made above
        assert publication.commit([kept]).kept == 1


class TestCopy:
    @pytest.fixture
    def photo(self, tmp_path):
        source = tmp_path / "photo.jpg"
        source.write_bytes(b"jpeg")
        return source

    def _publish(self, site, source, path="photos/p.jpg", **options):
        with Publication(site.output, **options) as publication:
            return publication.commit([publication.stage.copy(path, source)])

    def test_a_file_is_copied(self, site, photo):
        assert self._publish(site, photo).written == 1
        assert site.tree() == {"photos/p.jpg": b"jpeg"}

    @posix
    def test_an_unchanged_file_is_not_even_opened(self, site, photo):
        os.utime(photo, ns=(10**18, 10**18))
        self._publish(site, photo)
        photo.unlink()
        photo.symlink_to(site.folder / "again")
        (site.folder / "again").write_bytes(b"JPEG")
        os.utime(photo, ns=(10**18, 10**18))
        # Other bytes of the same size and time: only one who reads the file could tell.
        assert self._publish(site, photo).kept == 1

    def test_a_file_saved_a_moment_ago_is_read_again(self, site, photo):
        now = time.time_ns()
        os.utime(photo, ns=(now, now))
        self._publish(site, photo)
        photo.write_bytes(b"JPEG")
        os.utime(photo, ns=(now, now))
        assert self._publish(site, photo).written == 1
        assert site.tree() == {"photos/p.jpg": b"JPEG"}

    def test_a_changed_file_is_copied_again(self, site, photo):
        os.utime(photo, ns=(10**18, 10**18))
        self._publish(site, photo)
        photo.write_bytes(b"other")
        assert self._publish(site, photo).written == 1
        assert site.tree() == {"photos/p.jpg": b"other"}

    def test_a_large_file_is_copied_whole_and_kept_when_it_is_the_same(self, site, photo):
        data = bytes(range(256)) * 20_000
        photo.write_bytes(data)
        assert self._publish(site, photo).written == 1
        assert (site.output / "photos/p.jpg").read_bytes() == data
        os.utime(photo, ns=(5, 5))
        assert self._publish(site, photo).kept == 1
        assert self._publish(site, photo, anew=True).written == 1
        shutil.rmtree(site.state)
        assert self._publish(site, photo).aside == ()

    def test_a_file_that_is_gone_is_named(self, site, tmp_path):
        with pytest.raises(OutsideError, match=r"gone\.jpg"):
            self._publish(site, tmp_path / "gone.jpg")

    @posix
    def test_a_pipe_is_refused_instead_of_waited_for(self, site, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OutsideError, match="not a regular file"):
            self._publish(site, tmp_path / "pipe")


@pytest.mark.parametrize(
    ("mtime_ns", "age_ms", "settled"),
    [
        (1_700_000_000_123_456_789, 10, False),
        (1_700_000_000_123_456_789, 60, True),
        (1_700_000_000_000_000_000, 60, False),
        (1_700_000_000_000_000_000, 2001, True),
        (1_700_000_000_123_000_000, 1999, False),
        (1_700_000_000_123_456_789, -5000, False),
    ],
)
def test_a_time_tells_once_the_next_save_has_another(mtime_ns, age_ms, settled):
    assert has_settled(mtime_ns, mtime_ns + age_ms * 1_000_000) is settled
