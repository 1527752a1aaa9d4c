"""What is on the branch: Byline's own commits, or somebody's work that must not be lost.

Each of Byline's commits names its own tree in its message (`Byline-Tree`). As long as the branch
holds the tree of such a commit, all of it is Byline's.
"""

from dataclasses import dataclass

from generator.deploy.repository import RemoteBranch
from generator.deploy.request import Deployment
from generator.errors import OutsideError, UsageError
from generator.hosting.git import Git

CNAME = "CNAME"
TREE = "Byline-Tree"
SOURCE = "Byline-Source"

_KEPT = frozenset({CNAME, ".nojekyll"})
"""Files that a host's settings page puts on the branch, and that stay or are made anew."""

_LOOKED_BACK = 500
"""Commits of the branch in which the last one of Byline's is looked for."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BranchContent:
    """What the branch holds.

    Attributes:
        tree: Id of its tree.
        source: The commit of the sources it was made from, "" when that is not known.
        cname: The content of its CNAME file, "" without one.
    """

    tree: str
    source: str
    cname: str


def content_of(git: Git, deployment: Deployment, remote: RemoteBranch) -> BranchContent | None:
    """Return what the branch holds, None when it is not there, once all of it is Byline's.

    Raises:
        OutsideError: It holds something else, here or on the remote.
    """
    _refuse_local_work(git, deployment, remote.tip)
    if not remote.tip:
        return None
    tree = git("rev-parse", f"{remote.tip}^{{tree}}").strip()
    commits = _own_commits(git, remote.tip)
    if tree not in {own for _, own, _ in commits}:
        _refuse_foreign_files(git, deployment, remote, commits[0][0] if commits else "")
    cname = ""
    if git.holds("cat-file", "-e", f"{remote.tip}:{CNAME}"):
        cname = git("cat-file", "blob", f"{remote.tip}:{CNAME}")
    return BranchContent(tree, commits[0][2] if commits else "", cname)


def _own_commits(git: Git, tip: str) -> list[tuple[str, str, str]]:
    """Return (commit, tree, source) of the commits that hold just what Byline put into them."""
    form = "%x00".join(
        ("%H", "%T", *(f"%(trailers:key={key},valueonly,separator=%x2C)" for key in (TREE, SOURCE)))
    )
    listed = git(
        "log", "--no-show-signature", "--first-parent", f"--max-count={_LOOKED_BACK}", f"--format={form}", tip
    )
    found = []
    for line in listed.splitlines():
        commit, tree, named, source = line.split("\0")
        # An amended commit keeps its message, but not its tree.
        if tree in named.split(","):
            found.append((commit, tree, source.rpartition(",")[2]))
    return found


def _refuse_foreign_files(git: Git, deployment: Deployment, remote: RemoteBranch, base: str) -> None:
    if base:
        listed = git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, remote.tip)
    else:
        listed = git("ls-tree", "-r", "--name-only", "-z", remote.tip)
    foreign = [path for path in listed.split("\0") if path and path not in _KEPT]
    if not foreign:
        return
    branch, name = deployment.branch, deployment.remote
    what = "the default branch" if remote.is_default else "the branch"
    shown = ", ".join(ascii(path)[1:-1] for path in foreign[:_SHOWN])
    more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
    is_worked_on = git.found("symbolic-ref", "--quiet", "HEAD") == f"refs/heads/{branch}"
    if remote.is_default or is_worked_on:
        hint = "choose another --branch"
    elif base:
        hint = f"move them to content/static/ and remove them from {branch}, or choose another --branch"
    else:
        hint = (
            f"choose another --branch; or, if {branch} may go: "
            f"git fetch {name} {branch} && git push {name} FETCH_HEAD:refs/heads/{branch}-before && "
            f"git push {name} :{branch}"
        )
    raise OutsideError(
        f"{what} {branch} of {name} holds files that Byline did not put there: {shown}{more}", hint
    )


def _refuse_local_work(git: Git, deployment: Deployment, tip: str) -> None:
    """Stop when a local branch of that name has commits of its own that the remote lacks."""
    branch = deployment.branch
    ref = f"refs/heads/{branch}"
    upstream = git.found("config", "--get", f"branch.{branch}.remote")
    if not git.holds("show-ref", "--verify", "--quiet", ref) or upstream not in ("", deployment.remote):
        return
    beyond = ("rev-list", ref, f"^{tip}") if tip else ("rev-list", ref)
    unpushed = set(git(*beyond).split())
    if not unpushed - {commit for commit, _, _ in _own_commits(git, ref)}:
        return
    if git.found("symbolic-ref", "--quiet", "HEAD") == ref:
        raise UsageError(
            f"{branch} is the branch that you work on", "choose another --branch for the published site"
        )
    raise OutsideError(
        f"your local branch {branch} has commits that {deployment.remote} does not have",
        "push them or delete the branch, or choose another --branch",
    )
