"""Deploying to a branch: against a bare repository that stands for the host's."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.deploy import Deployed, Deployment, deploy
from generator.errors import BylineError, MissingExtraError, OutsideError, UsageError
from generator.hosting.git import complaint
from generator.hosting.github_pages import pages_address, read_cname
from generator.pipeline import Request, build
from generator.publish.publication import state_folder

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")

KILLED_BUILD = """
import os, sys
from pathlib import Path
from generator.pipeline import Request, build
from generator.publish.redo import Redo
Redo.run = lambda self: os._exit(9)
build(Request(site=Path(sys.argv[1]), jobs=1))
"""
"""A build that ends right after its commit."""


@pytest.fixture(autouse=True)
def plain_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep this machine's settings, and those of a hook that runs the tests, out of git's sight."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\n\tname = Ada Example\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n"
        '[protocol "file"]\n\tallow = always\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A bare repository."""
    folder = tmp_path / "host.git"
    git(tmp_path, "init", "--quiet", "--bare", str(folder))
    return folder


@pytest.fixture
def site(small_site: Path, host: Path) -> Path:
    """A built site in a repository whose remote is the host."""
    git(small_site, "init", "--quiet")
    git(small_site, "remote", "add", "origin", str(host))
    (small_site / ".gitignore").write_text("/output/\n/.output.byline/\n", encoding="utf-8")
    save(small_site)
    make(small_site)
    return small_site


def save(site: Path, message: str = "sources") -> None:
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", message)


def make(site: Path, **options: object) -> None:
    build(Request(site=site, jobs=1, **options))  # type: ignore[arg-type]


def change(site: Path) -> None:
    file = site / "content" / "papers" / "slow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Slowly", "Very Slowly"), encoding="utf-8")


def push(site: Path, **options: object) -> Deployed:
    return deploy(Deployment(site, **options))  # type: ignore[arg-type]


def published(host: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """What a branch of the host holds."""
    listed = git(host, "ls-tree", "-r", "-z", "--name-only", branch).rstrip("\0")
    return {
        path: subprocess.run(
            ["git", "show", f"{branch}:{path}"], cwd=host, capture_output=True, check=True
        ).stdout
        for path in listed.split("\0")
    }


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def commit_on_branch(tmp_path: Path, host: Path, files: dict[str, str], branch: str = "gh-pages") -> Path:
    """Commit files to a branch of the host from a clone of somebody else."""
    clone = tmp_path / "clone"
    if not clone.exists():
        git(tmp_path, "clone", "--quiet", str(host), str(clone))
    git(clone, "fetch", "--quiet")
    if git(clone, "ls-remote", "origin", f"refs/heads/{branch}"):
        git(clone, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
    else:
        git(clone, "checkout", "--quiet", "--orphan", branch)
    for path, text in files.items():
        (clone / path).write_text(text, encoding="utf-8")
    save(clone, "by hand")
    git(clone, "push", "--quiet", "origin", branch)
    return clone


def test_the_branch_holds_exactly_the_output(site: Path, host: Path) -> None:
    done = push(site)

    assert published(host) == tree(site / "output")
    assert done.is_new
    assert done.added == done.files == len(tree(site / "output"))
    assert done.commit == git(host, "rev-parse", "gh-pages")


def test_a_second_deployment_without_changes_pushes_nothing(site: Path, host: Path) -> None:
    first = push(site)
    second = push(site)

    assert not second.commit
    assert git(host, "rev-parse", "gh-pages") == first.commit


def test_a_second_deployment_with_changes_is_a_commit_on_top_of_the_first(site: Path, host: Path) -> None:
    first = push(site)
    change(site)
    (site / "content" / "static" / "note.txt").unlink()
    make(site)

    second = push(site, message="Read very slowly")

    assert git(host, "rev-parse", "gh-pages^") == first.commit
    assert published(host) == tree(site / "output")
    assert second.removed == 1
    assert second.changed > 0
    assert not second.is_new
    assert git(host, "log", "-1", "--format=%s %an", "gh-pages") == "Read very slowly Ada Example"


def test_nothing_of_the_users_own_repository_changes(site: Path) -> None:
    def state() -> tuple[object, ...]:
        refs = git(site, "for-each-ref", "refs/heads", "refs/byline")
        return refs, git(site, "status", "--porcelain"), tree(site / "output")

    before = state()
    push(site)
    assert state() == before


def test_a_dry_run_pushes_nothing_and_counts_the_same(site: Path, host: Path) -> None:
    planned = push(site, dry_run=True)
    assert not git(host, "for-each-ref")

    done = push(site)

    assert (planned.files, planned.added, planned.changed) == (done.files, done.added, done.changed)


def test_another_branch_and_remote_can_be_named(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.git"
    git(tmp_path, "init", "--quiet", "--bare", str(other))
    git(site, "remote", "add", "web", str(other))

    push(site, branch="pages/live", remote="web")
    change(site)
    make(site)
    push(site, branch="pages/live", remote="web")

    assert published(other, "pages/live") == tree(site / "output")


def test_a_publication_that_was_killed_is_completed_first(site: Path, host: Path) -> None:
    push(site)
    change(site)
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED_BUILD,
            str(site),
        ],
        check=False,
    )
    assert killed.returncode == 9
    assert b"Very Slowly" not in (site / "output" / "papers" / "slow.html").read_bytes()

    push(site)

    assert b"Very Slowly" in published(host)["papers/slow.html"]
    assert published(host) == tree(site / "output")


# ---------------------------------------------------------------- what may stay on the branch


def test_a_cname_of_the_sources_is_published_and_gives_the_address(site: Path, host: Path) -> None:
    (site / "content" / "static" / "CNAME").write_text("lab.example.org\n", encoding="utf-8")
    make(site)

    assert push(site).address == "https://lab.example.org/"
    assert published(host)["CNAME"] == b"lab.example.org\n"


def test_a_cname_that_the_settings_page_committed_stays(site: Path, host: Path, tmp_path: Path) -> None:
    push(site)
    commit_on_branch(tmp_path, host, {"CNAME": "lab.example.org"})
    change(site)
    make(site)

    done = push(site)

    assert done.address == "https://lab.example.org/"
    assert any("CNAME is kept" in note for note in done.notes)
    assert published(host) == {**tree(site / "output"), "CNAME": b"lab.example.org"}
    assert not push(site).commit


def test_a_branch_that_holds_only_a_cname_may_be_taken(site: Path, host: Path, tmp_path: Path) -> None:
    commit_on_branch(tmp_path, host, {"CNAME": "lab.example.org"})
    push(site)
    assert set(published(host)) == {*tree(site / "output"), "CNAME"}


def test_a_cname_of_the_sources_replaces_another_and_says_so(site: Path, host: Path, tmp_path: Path) -> None:
    commit_on_branch(tmp_path, host, {"CNAME": "old.example.org"})
    (site / "content" / "static" / "CNAME").write_text("new.example.org\n", encoding="utf-8")
    make(site)

    done = push(site)

    assert published(host)["CNAME"] == b"new.example.org\n"
    assert any("old.example.org" in note for note in done.notes)


def test_nojekyll_is_on_the_branch_even_if_it_is_not_in_the_output(
    site: Path, host: Path, tmp_path: Path
) -> None:
    commit_on_branch(tmp_path, host, {".nojekyll": ""})
    push(site)
    assert published(host)[".nojekyll"] == b""


# ---------------------------------------------------------------- work that would be lost


def refused(site: Path, kind: type[BylineError], **options: object) -> str:
    with pytest.raises(kind) as caught:
        push(site, **options)
    return f"{caught.value} / {caught.value.hint}"


def test_a_branch_with_other_work_is_refused(site: Path, host: Path, tmp_path: Path) -> None:
    commit_on_branch(tmp_path, host, {"index.html": "an older website"})
    before = git(host, "rev-parse", "gh-pages")

    said = refused(site, OutsideError)

    assert "holds files that Byline did not put there: index.html" in said
    assert git(host, "rev-parse", "gh-pages") == before


def test_what_it_says_to_do_keeps_the_other_work_also_in_a_clone_of_one_branch(
    site: Path, host: Path, tmp_path: Path
) -> None:
    git(site, "push", "--quiet", "origin", "HEAD:refs/heads/sources")
    # As `git clone --single-branch` and CI leave it: of other branches nothing is known here.
    git(site, "config", "remote.origin.fetch", "+refs/heads/sources:refs/remotes/origin/sources")
    commit_on_branch(tmp_path, host, {"index.html": "an older website"})

    advice = refused(site, OutsideError).rpartition("may go: ")[2]
    for command in advice.split(" && "):
        git(site, *shlex.split(command)[1:])

    assert published(host, "gh-pages-before") == {"index.html": b"an older website"}
    assert push(site).is_new


@pytest.mark.parametrize("path", ["README.md", "index.html"])
def test_work_that_was_added_after_a_deployment_is_refused(
    site: Path, host: Path, tmp_path: Path, path: str
) -> None:
    push(site)
    commit_on_branch(tmp_path, host, {path: "by hand"})
    change(site)
    make(site)

    assert f"did not put there: {path} /" in refused(site, OutsideError)
    assert published(host)[path] == b"by hand"


def test_an_amended_commit_counts_as_other_work(site: Path, host: Path, tmp_path: Path) -> None:
    push(site)
    clone = commit_on_branch(tmp_path, host, {"README.md": "by hand"})
    git(clone, "reset", "--quiet", "--soft", "HEAD^")
    git(clone, "commit", "--quiet", "--amend", "--no-edit")
    git(clone, "push", "--quiet", "--force", "origin", "gh-pages")

    assert "README.md" in refused(site, OutsideError)


def test_what_was_taken_back_by_hand_does_not_stand_in_the_way(
    site: Path, host: Path, tmp_path: Path
) -> None:
    push(site)
    change(site)
    make(site)
    push(site)
    clone = commit_on_branch(tmp_path, host, {"README.md": "by hand"})
    git(clone, "revert", "--no-edit", "HEAD", "HEAD^")
    git(clone, "push", "--quiet", "origin", "gh-pages")

    assert push(site).changed > 0
    assert published(host) == tree(site / "output")


def test_the_branch_of_the_sources_is_refused_before_and_after_it_is_pushed(site: Path, host: Path) -> None:
    assert "main is the branch that you work on" in refused(site, UsageError, branch="main")
    git(site, "push", "--quiet", "origin", "main")
    assert "the default branch main" in refused(site, OutsideError, branch="main")
    assert "content/site.yaml" in published(host, "main")


def test_nobody_is_told_to_remove_the_branch_of_the_sources(site: Path, host: Path) -> None:
    git(site, "push", "--quiet", "origin", "main")
    git(host, "symbolic-ref", "HEAD", "refs/heads/other")
    assert refused(site, OutsideError, branch="main").endswith("/ choose another --branch")


def test_a_local_branch_with_unpushed_work_is_refused(site: Path) -> None:
    git(site, "branch", "gh-pages")
    assert "your local branch gh-pages has commits" in refused(site, OutsideError)


def test_a_local_copy_of_the_branch_does_not_stand_in_the_way(site: Path) -> None:
    push(site)
    git(site, "branch", "gh-pages", "origin/gh-pages")
    change(site)
    make(site)
    assert push(site).commit
    assert not push(site).commit


def test_a_deployment_from_another_machine_is_built_upon(site: Path, host: Path, tmp_path: Path) -> None:
    first = push(site)
    git(site, "push", "--quiet", "origin", "main")
    other = tmp_path / "colleague"
    git(tmp_path, "clone", "--quiet", str(host), str(other))
    change(other)
    save(other)
    make(other)
    second = push(other)
    (site / "content" / "static" / "note.txt").write_text("another note\n", encoding="utf-8")
    make(site)

    third = push(site)

    assert git(host, "rev-list", "gh-pages").split() == [third.commit, second.commit, first.commit]
    assert any("not part of what you have" in note for note in third.notes)


def test_a_push_that_the_host_refuses_is_told_in_its_own_words(site: Path, host: Path) -> None:
    hook = host / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)

    said = refused(site, OutsideError)

    assert "this branch is protected" in said
    assert not git(host, "for-each-ref")


def test_it_works_with_a_detached_head(site: Path, host: Path) -> None:
    git(site, "checkout", "--quiet", "--detach")
    push(site)
    assert published(host) == tree(site / "output")


# ---------------------------------------------------------------- an output that is not current


def test_without_an_output_it_says_build_first(site: Path) -> None:
    shutil.rmtree(site / "output")
    assert "run byline build" in refused(site, UsageError)


def test_an_output_that_byline_did_not_make_is_refused(site: Path) -> None:
    shutil.rmtree(state_folder(site / "output"))
    assert "no site that byline build has made" in refused(site, UsageError)


@pytest.mark.parametrize("path", ["papers/slow.yaml", "papers/new.yaml", "static/note.txt"])
def test_sources_that_are_newer_than_the_output_are_refused(site: Path, path: str) -> None:
    file = site / "content" / path
    file.write_text("title: Another\nauthors: [Ada Example]\ndate: 2026-01-01\n", encoding="utf-8")

    assert "the sources have changed" in refused(site, UsageError)

    make(site)
    assert push(site).commit


def test_a_removed_source_is_noticed(site: Path) -> None:
    (site / "content" / "papers" / "fast.yaml").unlink()
    assert "the sources have changed" in refused(site, UsageError)


def test_a_damaged_output_is_refused(site: Path) -> None:
    (site / "output" / "papers" / "slow.html").unlink()
    assert "were changed or removed" in refused(site, UsageError)


def test_drafts_are_not_published(site: Path) -> None:
    make(site, drafts=True)
    assert "shows drafts" in refused(site, UsageError)


def test_a_recording_build_leaves_a_current_output(site: Path) -> None:
    make(site, record=True)
    assert push(site).commit


def test_what_keep_going_left_out_is_told(site: Path) -> None:
    (site / "content" / "papers" / "broken.yaml").write_text("nothing: here\n", encoding="utf-8")
    make(site, keep_going=True)
    assert any("--keep-going" in note for note in push(site).notes)


@pytest.mark.parametrize("name", [".git", "a\nb.html"])
def test_names_that_git_cannot_hold_are_refused(site: Path, name: str) -> None:
    (site / "output" / name).write_text("x", encoding="utf-8")
    assert "cannot be published" in refused(site, UsageError)


def test_a_link_in_the_output_is_refused(site: Path, tmp_path: Path) -> None:
    (site / "output" / "secret.txt").symlink_to(tmp_path / "gitconfig")
    assert "symbolic link" in refused(site, UsageError)


# ---------------------------------------------------------------- repositories that will not do


def test_a_folder_without_a_repository_is_refused(small_site: Path) -> None:
    make(small_site)
    assert "is in no git repository" in refused(small_site, UsageError)


def test_a_repository_without_a_remote_is_refused(site: Path) -> None:
    git(site, "remote", "remove", "origin")
    assert "git remote add origin" in refused(site, UsageError)


def test_an_unknown_remote_is_refused_with_those_there_are(site: Path) -> None:
    assert "it has: origin" in refused(site, UsageError, remote="upstream")


@pytest.mark.parametrize("branch", ["", "-f", "a..b", "HEAD", "a b"])
def test_a_name_that_no_branch_can_have_is_refused(site: Path, branch: str) -> None:
    assert "cannot be the name of a branch" in refused(site, UsageError, branch=branch)


def test_a_repository_further_up_that_does_not_hold_the_site_is_refused(small_site: Path, host: Path) -> None:
    above = small_site.parent
    git(above, "init", "--quiet")
    git(above, "remote", "add", "origin", str(host))
    make(small_site)
    assert "does not hold this site's sources" in refused(small_site, UsageError)


def test_a_site_in_a_folder_of_its_repository_is_deployed(small_site: Path, host: Path) -> None:
    above = small_site.parent
    git(above, "init", "--quiet")
    git(above, "remote", "add", "origin", str(host))
    git(above, "add", "site/content")
    git(above, "commit", "--quiet", "--message", "sources")
    make(small_site)
    push(small_site)
    assert published(host) == tree(small_site / "output")


def test_a_remote_that_cannot_be_reached_is_told_without_its_credentials(site: Path) -> None:
    git(site, "remote", "set-url", "origin", "https://ada:s3cret@localhost:1/repo.git")
    said = refused(site, OutsideError)
    assert "cannot be read" in said
    assert "s3cret" not in said
    assert "ada:" not in said


def test_a_missing_git_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site))
    assert "git is not installed" in refused(site, OutsideError)


def test_unknown_committers_are_told_how_to_name_themselves(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    assert "git config --global user.name" in refused(site, UsageError)


def test_without_ghp_import_the_extra_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2])])
    monkeypatch.delitem(sys.modules, "ghp_import", raising=False)
    assert "pip install 'byline[deploy]'" in refused(site, MissingExtraError)


def test_the_command_prints_the_address_and_exits_with_the_code_of_the_failure(
    site: Path, byline: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    file = site / "content" / "site.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "url: https://lab.example.org/\n", encoding="utf-8")
    stale = byline("deploy", "--site", site)
    make(site)
    first = byline("deploy", "--site", site)
    second = byline("deploy", cwd=site)
    wrong = byline("deploy", "--site", site, "--branch", "main")

    assert (stale.returncode, first.returncode, second.returncode, wrong.returncode) == (2, 0, 0, 2)
    assert first.stdout.endswith("https://lab.example.org/\n")
    assert "nothing to publish" in second.stdout


# ---------------------------------------------------------------- addresses and messages


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Ada/slow.git", "https://ada.github.io/slow/"),
        ("https://x:token@github.com/ada/slow", "https://ada.github.io/slow/"),
        ("git@github.com:ada/ada.github.io.git", "https://ada.github.io/"),
        ("ssh://git@ssh.github.com:443/ada/Slow.js.git", "https://ada.github.io/Slow.js/"),
        ("https://gitlab.com/ada/slow.git", ""),
        ("https://github.com.example.org/ada/slow", ""),
        ("../slow.git", ""),
    ],
)
def test_the_address_of_pages_follows_from_the_remote(remote: str, address: str) -> None:
    assert pages_address(remote) == address


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Lab.Example.org\n", "lab.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("https://lab.example.org", ""),
        ("lab.example.org/papers", ""),
        ("a.example.org\nb.example.org", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_a_cname_is_one_bare_domain(text: str, domain: str) -> None:
    assert read_cname(text) == domain


def test_complaints_are_one_line_without_credentials_and_escapes() -> None:
    said = (
        "remote: \x1b[31mDenied\nhint: try this\nfatal: cannot read https://ada:s3cret@example.org/x.git/\n"
    )
    assert complaint(said) == " [31mDenied; cannot read https://example.org/x.git/"
