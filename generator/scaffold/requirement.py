"""Which Byline builds a site elsewhere: the line of `requirements.txt` that pip installs there."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator import __version__
from generator.errors import OutsideError, UsageError
from generator.hosting.git import Git, without_credentials

# git@github.com:owner/name.git, as clones over SSH have it: a build elsewhere has no key.
_SSH = re.compile(r"(?:ssh://(?:git@)?|git@)(?P<host>[\w.-]+)[:/](?P<path>[\w./~-]+)")


def released_requirement() -> str:
    """Return the releases that only mend this one: `byline==0.1.*`."""
    return f"byline=={'.'.join(__version__.split('.')[:2])}.*"


def own_requirement() -> str:
    """Return what installs the Byline that runs, from where it came; "" where nobody else has it.

    Source:
        The record that pip keeps: https://packaging.python.org/specifications/direct-url/
    """
    try:
        record = distribution("byline").read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    return requirement_of(json.loads(record)) if record else released_requirement()


def requirement_of(record: dict[str, object]) -> str:
    """Return what installs the same again, "" where the record names this computer alone.

    Args:
        record: A `direct_url.json`: a repository's commit, a file on the web, or a folder.
    """
    url = without_credentials(str(record.get("url", "")))
    vcs = record.get("vcs_info")
    if isinstance(vcs, dict):
        return _at(_public(url), str(vcs.get("commit_id", ""))) if vcs.get("vcs") == "git" else ""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return f"byline @ {url}"
    return _of_clone(Path(unquote(parts.path))) if "dir_info" in record else ""


def checked_requirement(text: str) -> str:
    """Return a requirement as it stands in the file.

    Raises:
        UsageError: It is not one line.
    """
    line = text.strip()
    if not line or not line.isprintable() or line.startswith("#"):
        raise UsageError(
            "--requirement takes one line for pip",
            'such as --requirement "byline @ git+https://HOST/NAME/byline"',
        )
    return line


def _of_clone(folder: Path) -> str:
    if not folder.is_dir():
        return ""
    try:
        git = Git(folder)
        if git.found("rev-parse", "--show-prefix") or not git.found("rev-parse", "--git-dir"):
            return ""  # The repository is another one, around Byline's folder.
        url = _public(without_credentials(git.found("remote", "get-url", "origin")))
        commit = git.found("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        is_pushed = bool(commit and git.found("branch", "--remotes", "--contains", commit))
    except OutsideError:
        return ""
    return _at(url, commit if is_pushed else "")


def _public(url: str) -> str:
    found = _SSH.fullmatch(url)
    return f"https://{found['host']}/{found['path']}" if found else url


def _at(url: str, commit: str) -> str:
    if not url.startswith("https://"):
        return ""
    return f"byline @ git+{url}{f'@{commit}' if commit else ''}"
