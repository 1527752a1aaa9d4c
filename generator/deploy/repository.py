"""The repository that the site is deployed from, and what its remote has."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.deploy.request import REMOTE, Deployment
from generator.errors import OutsideError, UsageError
from generator.hosting.git import Git, GitError

FETCHED = "refs/byline/deploy"
"""Where the branch is fetched to while the deployment lasts."""


@dataclass(frozen=True, slots=True)
class RemoteBranch:
    """What a remote has.

    Attributes:
        url: What it is pushed to; may hold credentials.
        tip: Id of the branch's last commit, "" when there is no such branch.
        is_default: Whether the branch is the remote's default one.
    """

    url: str
    tip: str
    is_default: bool


def check_repository(git: Git, deployment: Deployment) -> None:
    """Make sure that there is a repository, and that it is the site's."""
    try:
        top = Path(git("rev-parse", "--show-toplevel").rstrip("\n"))
    except GitError as error:
        if "not a git repository" not in error.complaint:
            raise
        raise UsageError(
            f"{deployment.site.resolve()} is in no git repository",
            "git init, then git remote add origin https://github.com/NAME/REPOSITORY.git",
        ) from None
    if not git.holds("check-ref-format", f"refs/heads/{deployment.branch}") or (
        deployment.branch.startswith("-") or deployment.branch == "HEAD"
    ):
        raise UsageError(f"{deployment.branch!r} cannot be the name of a branch")
    _check_remote(git, deployment.remote)
    if top.resolve() != deployment.site.resolve() and not git(
        "ls-files", "--", "content/site.yaml", "content/site.yml"
    ):
        # A home folder may be a repository too, with a remote of its own.
        raise UsageError(
            f"the repository in {top} does not hold this site's sources",
            "commit them there, or make a repository in the site's folder",
        )


def _check_remote(git: Git, name: str) -> None:
    remotes = git("remote").split()
    if name in remotes:
        return
    if remotes:
        raise UsageError(f"the repository has no remote {name!r}", f"it has: {', '.join(remotes)}")
    raise UsageError(
        "the repository has no remote to push to",
        f"git remote add {REMOTE} https://github.com/NAME/REPOSITORY.git",
    )


def look_at(git: Git, deployment: Deployment) -> RemoteBranch:
    """Ask the remote what it has, and fetch the branch."""
    name, ref = deployment.remote, f"refs/heads/{deployment.branch}"
    hint = "is its address right, and may you read it? git fetch tells more"
    with _reaching(name, hint):
        answer = git("ls-remote", "--symref", name, "HEAD", ref)
        tip = ""
        if any(line.endswith(f"\t{ref}") for line in answer.splitlines()):
            git("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", name, f"+{ref}:{FETCHED}")
            tip = git("rev-parse", FETCHED).strip()
    default = f"ref: {ref}\tHEAD" in answer.splitlines()
    return RemoteBranch(git("remote", "get-url", "--push", name).strip(), tip, default)


@contextlib.contextmanager
def _reaching(name: str, hint: str) -> Iterator[None]:
    try:
        yield
    except GitError as error:
        message = f"the remote {name!r} cannot be read: {error.complaint}"
        raise OutsideError(message, hint) from None
