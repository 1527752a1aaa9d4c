"""What the output folder holds after a build."""

import os
import signal
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import OutsideError, SourceError
from generator.publish import Publication, recover

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links and permissions")


def test_a_first_build_writes_everything_and_makes_the_folder(site):
    published = site.build({"index.html": b"home", "papers/han2026.html": b"paper"})
    assert (published.written, published.kept, published.removed) == (2, 0, 0)
    assert published.written_paths == ("index.html", "papers/han2026.html")
    assert site.tree() == {"index.html": b"home", "papers/han2026.html": b"paper"}


def test_a_second_build_of_the_same_writes_nothing(site):
    files = {"index.html": b"home", "papers/han2026.html": b"paper"}
    site.build(files)
    before = {p: (site.output / p).stat() for p in files}
    manifest = (site.state / "manifest.json").stat()
    published = site.build(files)
    assert (published.written, published.kept, published.removed) == (0, 2, 0)
    for path, was in before.items():
        now = (site.output / path).stat()
        assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
    assert (site.state / "manifest.json").stat().st_ino == manifest.st_ino


def test_only_what_changed_is_written_and_what_is_gone_is_removed(site):
    site.build({"index.html": b"1", "a/x.html": b"x", "a/y.html": b"y"})
    untouched = (site.output / "a/x.html").stat().st_ino
    published = site.build({"index.html": b"2", "a/x.html": b"x"})
    assert published.written_paths == ("index.html",)
    assert published.removed_paths == ("a/y.html",)
    assert published.kept == 1
    assert (site.output / "a/x.html").stat().st_ino == untouched
    assert site.tree() == {"index.html": b"2", "a/x.html": b"x"}


def test_folders_that_become_empty_go(site):
    site.build({"index.html": b"1", "a/b/c/x.html": b"x"})
    site.build({"index.html": b"1"})
    assert site.tree() == {"index.html": b"1"}


def test_a_site_with_no_artifacts_left_leaves_the_users_files(site):
    site.build({"index.html": b"1", "a/x.html": b"x"})
    site.put("a/mine.txt", b"mine")
    site.build({})
    assert site.tree() == {"a/mine.txt": b"mine"}


def test_a_placeholder_and_the_users_own_files_stay(site):
    site.put(".gitkeep", b"")
    site.put("papers/notes.txt", b"mine")
    site.build({"papers/a.html": b"a"})
    site.build({"papers/b.html": b"b"})
    assert site.tree() == {".gitkeep": b"", "papers/notes.txt": b"mine", "papers/b.html": b"b"}


def test_a_file_that_its_user_deleted_or_changed_is_written_again(site):
    files = {"index.html": b"home", "about.html": b"about"}
    site.build(files)
    (site.output / "index.html").unlink()
    site.put("about.html", b"edited by hand")
    published = site.build(files)
    assert published.written == 2
    assert site.tree() == files
    assert published.aside == ("about.html",)
    assert (published.aside_folder / "about.html").read_bytes() == b"edited by hand"


def test_a_file_that_was_only_touched_is_kept(site):
    site.build({"index.html": b"home"})
    os.utime(site.output / "index.html", ns=(1, 1))
    published = site.build({"index.html": b"home"})
    assert (published.written, published.kept) == (0, 1)
    assert (site.output / "index.html").stat().st_mtime_ns == 1
    with Publication(site.output) as publication:
        assert publication.is_intact()


def test_a_touched_file_of_ours_is_replaced_without_being_set_aside(site):
    site.build({"index.html": b"home"})
    os.utime(site.output / "index.html", ns=(1, 1))
    assert site.build({"index.html": b"new"}).aside == ()


def test_an_edited_stray_is_left_and_reported_and_is_the_users_from_then_on(site):
    site.build({"index.html": b"1", "old.html": b"old"})
    site.put("old.html", b"edited by hand")
    published = site.build({"index.html": b"1"})
    assert published.left == ("old.html",)
    assert published.removed == 0
    assert site.build({"index.html": b"1"}).left == ()
    assert site.tree()["old.html"] == b"edited by hand"


def test_the_users_own_file_in_the_way_is_moved_aside_not_overwritten(site):
    site.build({"index.html": b"1"})
    site.put("papers/new.html", b"the user's own")
    published = site.build({"index.html": b"1", "papers/new.html": b"ours"})
    assert published.aside == ("papers/new.html",)
    assert (published.aside_folder / "papers/new.html").read_bytes() == b"the user's own"
    assert site.tree()["papers/new.html"] == b"ours"


def test_things_set_aside_twice_are_both_kept(site):
    folders = []
    for text in (b"one", b"two"):
        site.build({"index.html": b"1"})
        site.put("x.html", text)
        folders.append(site.build({"index.html": b"1", "x.html": b"ours"}).aside_folder)
    assert [(folder / "x.html").read_bytes() for folder in folders] == [b"one", b"two"]


def test_the_users_own_file_with_our_bytes_is_adopted(site):
    site.put("index.html", b"home")
    published = site.build({"index.html": b"home"})
    assert (published.written, published.kept, published.aside) == (0, 1, ())
    assert site.build({}).removed_paths == ("index.html",)


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbled", "empty", "another format"])
def test_without_a_usable_manifest_the_build_works_and_removes_nothing(site, damage):
    site.build({"index.html": b"1", "a.html": b"a", "gone.html": b"gone"})
    manifest = site.state / "manifest.json"
    text = manifest.read_bytes()
    manifest.write_bytes(
        {
            "truncated": text[:-30],
            "garbled": text.replace(b"gone", b"done"),
            "empty": b"",
            "another format": text.replace(b"manifest/1", b"manifest/9"),
        }.get(damage, b"")
    )
    if damage == "missing":
        manifest.unlink()
    published = site.build({"index.html": b"2", "a.html": b"a"})
    assert (published.written, published.kept, published.removed) == (1, 1, 0)
    assert (published.aside_folder / "index.html").read_bytes() == b"1"
    assert site.tree() == {"index.html": b"2", "a.html": b"a", "gone.html": b"gone"}
    assert site.build({"a.html": b"a"}).removed_paths == ("index.html",)


def test_the_state_folder_may_be_deleted_between_builds(site):
    files = {"index.html": b"1", "a/b.html": b"b"}
    site.build(files)
    for path in sorted(site.state.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.state.rmdir()
    assert site.build(files).kept == 2


def test_a_folder_takes_the_place_of_a_file_and_back(site):
    site.build({"guide": b"file", "topics/cl/x.html": b"x", "z": b"z"})
    published = site.build({"guide/a/b.html": b"b", "topics": b"file", "z": b"z"})
    assert site.tree() == {"guide/a/b.html": b"b", "topics": b"file", "z": b"z"}
    assert published.aside == ()
    assert set(published.removed_paths) == {"guide", "topics/cl/x.html"}
    site.build({"guide": b"file", "topics/cl/x.html": b"x", "z": b"z"})
    assert site.tree() == {"guide": b"file", "topics/cl/x.html": b"x", "z": b"z"}


def test_a_users_folder_in_the_place_of_a_file_is_moved_aside_whole(site):
    site.build({"topics/x.html": b"x", "z": b"z"})
    site.put("topics/mine.txt", b"mine")
    published = site.build({"topics": b"file", "z": b"z"})
    assert site.tree() == {"topics": b"file", "z": b"z"}
    assert published.aside == ("topics",)
    assert (published.aside_folder / "topics/mine.txt").read_bytes() == b"mine"


def test_a_users_file_in_the_place_of_a_folder_is_moved_aside(site):
    site.build({"z": b"z"})
    site.put("topics", b"mine")
    published = site.build({"topics/x.html": b"x", "z": b"z"})
    assert site.tree() == {"topics/x.html": b"x", "z": b"z"}
    assert (published.aside_folder / "topics").read_bytes() == b"mine"


@posix
def test_nothing_is_written_through_a_symbolic_link(site, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_bytes(b"a")
    site.build({"index.html": b"1"})
    (site.output / "papers").symlink_to(elsewhere)
    (site.output / "robots.txt").symlink_to(elsewhere / "a.html")
    published = site.build({"index.html": b"1", "papers/a.html": b"a", "robots.txt": b"ours"})
    assert published.written == 2
    assert [p.name for p in elsewhere.iterdir()] == ["a.html"]
    assert (elsewhere / "a.html").read_bytes() == b"a"
    assert not (site.output / "papers").is_symlink()
    assert set(published.aside) == {"papers", "robots.txt"}
    assert (published.aside_folder / "papers").is_symlink()


@posix
def test_nothing_is_removed_through_a_symbolic_link(site, tmp_path):
    site.build({"index.html": b"1", "papers/a.html": b"a"})
    (site.output / "papers").rename(tmp_path / "elsewhere")
    (site.output / "papers").symlink_to(tmp_path / "elsewhere")
    assert site.build({"index.html": b"1"}).removed == 0
    assert (tmp_path / "elsewhere/a.html").read_bytes() == b"a"


@posix
def test_an_output_folder_that_is_a_link_is_written_where_it_leads(site, tmp_path):
    (tmp_path / "srv/www").mkdir(parents=True)
    site.output.symlink_to(tmp_path / "srv/www")
    site.build({"index.html": b"1"})
    assert (tmp_path / "srv/www/index.html").read_bytes() == b"1"
    assert (tmp_path / "srv/.www.byline/manifest.json").exists()
    assert site.output.is_symlink()


@posix
def test_files_and_folders_get_the_usual_permissions(site):
    mask = os.umask(0o027)
    try:
        site.build({"a/index.html": b"1"})
    finally:
        os.umask(mask)
    assert (site.output / "a/index.html").stat().st_mode & 0o777 == 0o640
    assert (site.output / "a").stat().st_mode & 0o777 == 0o750


def test_clean_writes_everything_anew_and_still_removes_strays(site):
    site.build({"a.html": b"a", "b.html": b"b"})
    published = site.build({"a.html": b"a"}, anew=True)
    assert (published.written, published.removed, published.aside) == (1, 1, ())
    assert site.tree() == {"a.html": b"a"}


def test_clean_without_a_manifest_sets_nothing_aside_that_is_the_same(site):
    site.put("a.html", b"a")
    assert site.build({"a.html": b"a"}, anew=True).aside == ()


def test_leaving_without_a_commit_changes_nothing(site):
    site.build({"index.html": b"1"})
    with Publication(site.output) as publication:
        publication.stage.write("index.html", b"2")
    assert site.tree() == {"index.html": b"1"}
    assert not (site.state / "staging").exists()


def test_an_interrupt_before_the_commit_changes_nothing(site):
    site.build({"index.html": b"1"})

    def interrupted():
        with Publication(site.output) as publication:
            publication.stage.write("index.html", b"2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert site.tree() == {"index.html": b"1"}
    assert site.build({"index.html": b"3"}).written == 1


@posix
def test_an_interrupt_after_the_commit_point_completes_the_new_output(site, kill):
    before = {f"{i}.html": b"old" for i in range(5)}
    after = {f"{i}.html": b"new" for i in range(5)}
    site.build(before)

    def interrupted_while_moving():
        moves = 0

        def interrupt(event, arguments):
            nonlocal moves
            if event == "os.rename" and str(arguments[1]).endswith(".html"):
                moves += 1
                if moves == 3:
                    os.kill(os.getpid(), signal.SIGINT)

        sys.addaudithook(interrupt)
        with pytest.raises(KeyboardInterrupt):
            site.build(after)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    assert not kill(10**6, interrupted_while_moving)
    assert site.tree() == after
    assert not (site.state / "redo.json").exists()


def test_what_a_worker_staged_but_did_not_report_is_not_published(site):
    with Publication(site.output) as publication:
        kept = publication.stage.write("a.html", b"a")
        publication.stage.write("ghost/b.html", b"b")
        publication.commit([kept])
    assert site.tree() == {"a.html": b"a"}


def test_a_staged_file_that_vanished_is_said_and_nothing_is_published(site):
    site.build({"a.html": b"1"})
    with Publication(site.output) as publication:
        artifact = publication.stage.write("a.html", b"2")
        (site.state / "staging/a.html").unlink()
        with pytest.raises(OutsideError, match=r"vanished: a\.html"):
            publication.commit([artifact])
    assert site.tree() == {"a.html": b"1"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "A.html"),
        ("a", "a/b"),
        ("x/a", "X/a/b"),
        (unicodedata.normalize("NFC", "é.html"), unicodedata.normalize("NFD", "é.html")),
        ("straße", "STRASSE"),
    ],
)
def test_paths_that_cannot_stand_side_by_side_everywhere_are_refused(site, one, other):
    with Publication(site.output) as publication:
        artifacts = [publication.stage.write(one, b"1")]
        if not (one == "a" or one == "x/a"):
            artifacts.append(publication.stage.write(other, b"2"))
        else:
            artifacts.append(artifacts[0].__class__(other, "0" * 32, 1, 1))
        with pytest.raises(SourceError):
            publication.commit(artifacts)
    assert not site.output.exists()


def test_two_artifacts_for_one_path_are_refused(site):
    site.build({"a.html": b"1"})
    with Publication(site.output) as publication:
        artifacts = [publication.stage.write("a.html", b"2") for _ in range(2)]
        with pytest.raises(SourceError, match="two artifacts"):
            publication.commit(artifacts)
    assert site.tree() == {"a.html": b"1"}


def test_a_path_that_changes_its_case_only_is_written_under_the_new_name(site):
    site.build({"topics/CS.html": b"same"})
    published = site.build({"topics/cs.html": b"same"})
    assert published.written_paths == ("topics/cs.html",)
    assert site.tree() == {"topics/cs.html": b"same"}


class TestAmend:
    def test_what_is_not_named_stays(self, site):
        site.build({"a.html": b"a", "b.html": b"b", "c.html": b"c"})
        with Publication(site.output) as publication:
            artifact = publication.stage.write("a.html", b"A")
            published = publication.amend([artifact], ["b.html", "never.html"])
        assert (published.written, published.kept, published.removed) == (1, 1, 1)
        assert site.tree() == {"a.html": b"A", "c.html": b"c"}
        assert site.build({"a.html": b"A", "c.html": b"c"}).kept == 2

    def test_a_new_path_is_checked_against_those_that_stay(self, site):
        site.build({"a.html": b"a"})
        with Publication(site.output) as publication:
            artifact = publication.stage.write("A.html", b"A")
            with pytest.raises(SourceError):
                publication.amend([artifact])

    def test_a_path_may_be_renamed_to_another_case(self, site):
        site.build({"a.html": b"a"})
        with Publication(site.output) as publication:
            publication.amend([publication.stage.write("A.html", b"A")], ["a.html"])
        assert site.tree() == {"A.html": b"A"}

    def test_one_publication_takes_several_changes(self, site):
        with Publication(site.output) as publication:
            publication.commit([publication.stage.write("a.html", b"1")])
            publication.amend([publication.stage.write("b.html", b"1")])
            publication.amend([publication.stage.write("a.html", b"2")])
        assert site.tree() == {"a.html": b"2", "b.html": b"1"}

    def test_a_process_that_lives_on_need_not_read_the_manifest_again(self, site):
        manifest = site.build({"a.html": b"a"}).manifest
        with Publication(site.output, known=manifest) as publication:
            assert publication.manifest is manifest

    def test_another_process_build_in_between_is_noticed(self, site):
        manifest = site.build({"a.html": b"a"}).manifest
        site.build({"b.html": b"b"})
        with Publication(site.output, known=manifest) as publication:
            assert list(publication.manifest.files) == ["b.html"]


class TestFailures:
    def test_an_output_that_is_a_file_is_refused_and_left(self, site):
        site.output.write_bytes(b"mine")
        with pytest.raises(OutsideError, match="a file stands there") as caught:
            site.build({"a.html": b"a"})
        assert caught.value.hint
        assert caught.value.exit_code == 3
        assert site.output.read_bytes() == b"mine"

    def test_a_missing_parent_is_named(self, tmp_path):
        with (
            pytest.raises(OutsideError, match=r"does not exist: .*nowhere"),
            Publication(tmp_path / "nowhere/output"),
        ):
            pass

    def test_the_root_of_the_file_system_is_refused(self):
        with pytest.raises(OutsideError, match="root"), Publication(Path("/")):
            pass

    @posix
    def test_a_link_in_the_place_of_the_state_folder_is_refused(self, site, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        site.state.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OutsideError, match="symbolic link"):
            site.build({"a.html": b"a"})

    @posix
    def test_a_link_in_the_place_of_the_stage_is_not_followed(self, site, tmp_path):
        site.build({"a.html": b"a"})
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/keep.txt").write_bytes(b"keep")
        (site.state / "staging").symlink_to(tmp_path / "elsewhere")
        site.build({"a.html": b"b"})
        assert [p.name for p in (tmp_path / "elsewhere").iterdir()] == ["keep.txt"]

    @posix
    @pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_without_write_permission_is_found_before_the_commit(self, site):
        site.build({"a/x.html": b"1", "b.html": b"1"})
        (site.output / "a").chmod(0o555)
        try:
            with pytest.raises(OutsideError, match="permission denied"):
                site.build({"a/x.html": b"2", "b.html": b"2"})
        finally:
            (site.output / "a").chmod(0o755)
        assert site.tree() == {"a/x.html": b"1", "b.html": b"1"}

    def test_a_manifest_that_leads_out_of_the_output_removes_nothing_there(self, site, tmp_path):
        from generator.publish.manifest import Manifest

        precious = tmp_path / "precious.txt"
        precious.write_bytes(b"precious")
        site.build({"a.html": b"a"})
        manifest = Manifest.load(site.state)
        found = precious.stat()
        entry = manifest.files["a.html"].__class__("0" * 32, found.st_size, found.st_mtime_ns)
        name, data = manifest.changed({"../precious.txt": entry}, ()).encode()
        (site.state / name).write_bytes(data)
        site.build({"a.html": b"a"})
        assert precious.exists()


def test_recover_touches_nothing_when_there_is_nothing_to_complete(site):
    assert recover(site.output) is None
    assert list(site.folder.iterdir()) == []


_names = st.sampled_from(["a", "b", "a/a", "a/b", "b/a/a", "b/b", "c/d/e", "c/d", "f.html"])


def _can_stand(paths):
    return not any(other.startswith(path + "/") for path in paths for other in paths)


_sites = st.dictionaries(_names, st.sampled_from([b"", b"1", b"2", b"three"]), max_size=6).filter(_can_stand)


@settings(max_examples=60, deadline=None)
@given(st.lists(_sites, min_size=1, max_size=5))
def test_any_sequence_of_builds_ends_as_a_clean_build_does(make_site, sequence):
    site = make_site()
    for files in sequence:
        published = site.build(files)
        assert site.tree() == files
        assert published.written + published.kept == len(files)
        assert published.left == published.aside == ()
