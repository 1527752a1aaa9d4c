"""The deployment: check, commit the output on top of the branch, push."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec

from generator.deploy.branch import CNAME, SOURCE, TREE, BranchContent, content_of
from generator.deploy.readiness import current_stamp, publishable
from generator.deploy.repository import FETCHED, RemoteBranch, check_repository, look_at
from generator.deploy.request import MESSAGE, Deployed, Deployment
from generator.errors import MissingExtraError, OutsideError, UsageError
from generator.hosting.git import Git, GitError
from generator.hosting.github_pages import MAX_FILE_BYTES, pages_address, read_cname
from generator.hosting.listing import Listing
from generator.pipeline.stamp import Stamp
from generator.publish import Publication, recover

# ghp-import commits to a local branch only: this one, which is gone again afterwards.
_IMPORT_BRANCH = "byline-deploy-in-progress"
_IMPORT_REF = f"refs/heads/{_IMPORT_BRANCH}"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A commit that waits to be pushed.

    Attributes:
        commit: Its id, "" when the branch has the same files already.
        before: The commit or tree that it is compared with.
    """

    commit: str
    before: str
    done: Deployed


def deploy(deployment: Deployment) -> Deployed:
    """Push the output folder to a branch.

    A publication that was killed is completed first.

    Raises:
        UsageError: There is no current output, or no repository, remote or branch to push to.
        MissingExtraError: ghp-import is not installed.
        OutsideError: The branch holds work that is not Byline's, the remote cannot be reached, or
            it refuses.
    """
    if find_spec("ghp_import") is None:
        raise MissingExtraError("byline deploy", "deploy")
    output = deployment.output_folder
    recover(output)
    if not output.is_dir():
        raise UsageError(f"there is no output in {output}", "run byline build first")
    git = Git(deployment.site)
    try:
        # Its lock keeps builds away while the folder is read.
        with Publication(output) as publication:
            stamp = current_stamp(deployment, publication)
            listing = publishable(output)
            check_repository(git, deployment)
            remote = look_at(git, deployment)
            prepared = _prepare(git, deployment, remote, listing, stamp)
        if not prepared.commit:
            return prepared.done
        _push(git, deployment, prepared.commit)
        return _counted(git, prepared)
    finally:
        for ref in (FETCHED, _IMPORT_REF):
            git.holds("update-ref", "-d", ref)


def _prepare(
    git: Git, deployment: Deployment, remote: RemoteBranch, listing: Listing, stamp: Stamp
) -> _Prepared:
    """Commit the output on top of what the remote has."""
    last = content_of(git, deployment, remote)
    github = pages_address(remote.url)
    _refuse_large_files(listing, bool(github))
    cname = _cname(deployment, last)
    domain = read_cname(cname)
    address = f"https://{domain}/" if domain else github or stamp.url
    tree = _import_tree(git, deployment, "" if _has_cname(deployment) else cname)
    done = Deployed(
        commit="",
        address=address,
        files=len(listing.files),
        is_new=last is None,
        on_github=bool(github),
        notes=tuple(_notes(git, deployment, last, stamp, address)),
    )
    if last is not None and last.tree == tree:
        return _Prepared("", "", done)
    # The empty tree, which git knows by itself.
    before = remote.tip or git("hash-object", "-t", "tree", "--stdin").strip()
    return _Prepared(_commit(git, deployment, tree, remote.tip), before, done)


def _counted(git: Git, prepared: _Prepared) -> Deployed:
    listed = git("diff", "--name-status", "-z", "--no-renames", prepared.before, prepared.commit)
    marks = listed.split("\0")[::2]
    return replace(
        prepared.done,
        commit=prepared.commit,
        added=marks.count("A"),
        changed=marks.count("M") + marks.count("T"),
        removed=marks.count("D"),
    )


def _refuse_large_files(listing: Listing, on_github: bool) -> None:
    large = [file for file in listing.files if file.size > MAX_FILE_BYTES]
    if on_github and large:
        raise UsageError(
            f"{large[0].path} has {large[0].size // 2**20} MB, and GitHub takes no file above 100 MB",
            "keep it elsewhere and link to it",
        )


def _has_cname(deployment: Deployment) -> bool:
    return (deployment.output_folder / CNAME).is_file()


def _cname(deployment: Deployment, last: BranchContent | None) -> str:
    """Return the content of the CNAME file: the site's own, else what is on the branch."""
    if _has_cname(deployment):
        return (deployment.output_folder / CNAME).read_text(encoding="utf-8", errors="replace")
    return last.cname if last is not None else ""


def _import_tree(git: Git, deployment: Deployment, cname: str) -> str:
    """Return the id of a tree that holds the output."""
    import ghp_import  # heavy, and installed on demand

    if not git.found("var", "GIT_COMMITTER_IDENT"):
        raise UsageError(
            "git does not know who you are",
            'git config --global user.name "NAME" && git config --global user.email ADDRESS',
        )
    output = str(deployment.output_folder.resolve())
    git.holds("update-ref", "-d", _IMPORT_REF)
    try:
        with contextlib.chdir(deployment.site):
            ghp_import.ghp_import(
                output,
                remote=deployment.remote,
                branch=_IMPORT_BRANCH,
                mesg="The output",
                nojekyll=True,
                cname=cname or None,
            )
    # It writes bytes to a text stream when git fast-import fails: a TypeError of its own.
    except (ghp_import.GhpError, OSError, TypeError) as error:
        raise OutsideError(
            "git fast-import could not take the output", "is there room on the disk?"
        ) from error
    return git("rev-parse", f"{_IMPORT_REF}^{{tree}}").strip()


def _commit(git: Git, deployment: Deployment, tree: str, parent: str) -> str:
    source = git.found("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    trailers = f"{TREE}: {tree}\n" + (f"{SOURCE}: {source}\n" if source else "")
    message = f"{deployment.message.strip() or MESSAGE}\n\n{trailers}"
    parents = ("-p", parent) if parent else ()
    return git("commit-tree", tree, *parents, text=message).strip()


def _push(git: Git, deployment: Deployment, commit: str) -> None:
    dry = ("--dry-run",) if deployment.dry_run else ()
    target = f"{commit}:refs/heads/{deployment.branch}"
    try:
        git("push", "--quiet", "--no-follow-tags", *dry, deployment.remote, target)
    except GitError as error:
        raise OutsideError(
            f"{deployment.remote} did not take the push: {error.complaint}",
            "may you push there? if somebody else has just published, deploy again",
        ) from None


def _notes(
    git: Git, deployment: Deployment, last: BranchContent | None, stamp: Stamp, address: str
) -> Iterator[str]:
    if stamp.errors:
        records = f"{stamp.errors} error{'' if stamp.errors == 1 else 's'}"
        yield f"the output was built with --keep-going: what had {records} is not in it"
    if last is not None and last.cname and not _has_cname(deployment):
        yield f"CNAME is kept from the branch; to have it in the sources, copy it to content/static/{CNAME}"
    if last is not None and last.cname and read_cname(last.cname) != read_cname(_cname(deployment, last)):
        said = ascii(last.cname.strip())[1:-1]
        yield f"CNAME on the branch says {said}; content/static/{CNAME} replaces it"
    if address and _place(stamp.url) != _place(address):
        built = f"was built for {stamp.url}" if stamp.url else "was built without an address"
        yield f"the site {built}; write url: {address} in content/site.yaml and build again"
    if last is not None and last.source and not git.holds("merge-base", "--is-ancestor", last.source, "HEAD"):
        yield (
            f"the branch was last published from commit {last.source[:10]}, which is not part of what you "
            "have: git pull, if someone else works on this site"
        )


def _place(url: str) -> str:
    return url.partition("://")[2].rstrip("/").casefold()
