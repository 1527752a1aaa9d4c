"""The record of what Byline wrote."""

import msgspec
import pytest

from generator.publish import Manifest, Publication
from generator.publish.manifest import CHANGES, MANIFEST, Entry, write_file


def _entry(number):
    return Entry(f"{number:032x}", number, number, "")


def _store(manifest, state):
    name, data = manifest.encode()
    (state / name).write_bytes(data)
    return name


@pytest.fixture
def large(tmp_path):
    manifest = Manifest({}).changed({f"papers/{i}.html": _entry(i) for i in range(5000)}, ())
    assert _store(manifest, tmp_path) == MANIFEST
    return manifest


def test_it_is_json_that_one_can_read(site):
    site.build({"papers/han2026.html": b"x"})
    content = msgspec.json.decode((site.state / "manifest.json").read_bytes())
    assert content["format"] == "byline/manifest/1"
    digest, size, _, fingerprint = content["body"]["files"]["papers/han2026.html"]
    assert (len(digest), size, fingerprint) == (32, 1, "")


def test_a_small_change_of_a_large_manifest_is_stored_beside_it(large, tmp_path):
    put = {"papers/1.html": _entry(9), "papers/new.html": _entry(10)}
    after = large.changed(put, ["papers/2.html"])
    assert _store(after, tmp_path) == CHANGES
    loaded = Manifest.load(tmp_path)
    assert loaded.files == after.files
    assert len(loaded.files) == 5000
    again = loaded.changed({"papers/2.html": _entry(2)}, ["papers/new.html"])
    assert _store(again, tmp_path) == CHANGES
    assert Manifest.load(tmp_path).files == again.files


def test_many_changes_are_stored_whole(large, tmp_path):
    after = large.changed({f"papers/{i}.html": _entry(0) for i in range(1000)}, ())
    assert _store(after, tmp_path) == MANIFEST
    assert Manifest.load(tmp_path).files == after.files


def test_changes_to_an_older_manifest_are_not_applied(large, tmp_path):
    _store(large.changed({}, ["papers/2.html"]), tmp_path)
    other = Manifest({}).changed({"a": _entry(1)}, ())
    assert _store(other, tmp_path) == MANIFEST
    assert Manifest.load(tmp_path).files == {"a": _entry(1)}


def test_damaged_changes_spoil_the_whole_manifest(large, tmp_path):
    _store(large.changed({}, ["papers/2.html"]), tmp_path)
    text = (tmp_path / CHANGES).read_bytes()
    (tmp_path / CHANGES).write_bytes(text.replace(b"papers/2", b"papers/3"))
    assert Manifest.load(tmp_path).files == {}


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b"\xff\xfe", b'{"format": 1}'])
def test_anything_else_counts_as_no_manifest(tmp_path, text):
    (tmp_path / MANIFEST).write_bytes(text)
    assert Manifest.load(tmp_path).files == {}


def test_a_large_site_goes_through_both_forms(site):
    files = {f"{i % 10}/{i}.html": b"%d" % i for i in range(4500)}
    site.build(files)
    files["0/0.html"] = b"changed"
    del files["1/1.html"]
    site.build(files)
    assert (site.state / CHANGES).exists()
    with Publication(site.output) as publication:
        assert publication.is_intact()
        assert publication.manifest.files.keys() == files.keys()
    assert site.build(files).kept == 4499
    site.build(dict.fromkeys(files, b"all new"))
    assert not (site.state / CHANGES).exists()
    assert set(site.tree().values()) == {b"all new"}


def test_a_link_in_place_of_a_file_of_the_state_is_not_written_through(tmp_path):
    elsewhere, link = tmp_path / "mine", tmp_path / "stamp.json"
    elsewhere.write_bytes(b"mine")
    link.symlink_to(elsewhere)
    write_file(link, b"new", durable=False)
    assert (elsewhere.read_bytes(), link.read_bytes()) == (b"mine", b"new")
