"""What GitHub Pages is: the addresses it gives, and its limits.

Source:
    https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
    https://docs.github.com/en/repositories/working-with-files/managing-large-files
"""

import re

MAX_SITE_BYTES = 1_000_000_000
"""A published site may be no larger than 1 GB."""

MAX_FILE_BYTES = 100 * 1024 * 1024
"""A push with a larger file is refused."""

MANY_FILES = 100_000
"""No limit of GitHub's; a deployment that takes more than ten minutes is cancelled."""

_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^/@\s]*@)?(?:www\.)?(?:ssh\.)?github\.com(?::\d+)?/|[^/@\s]+@github\.com:/?)"
    r"(?P<owner>[A-Za-z0-9-]+)/(?P<repository>[A-Za-z0-9._-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def pages_address(remote_url: str) -> str:
    """Return the address that GitHub Pages gives a repository's site, "" if it is not on GitHub.

    Args:
        remote_url: The URL of a git remote, in any of its spellings.
    """
    match = _REMOTE.fullmatch(remote_url.strip())
    if match is None:
        return ""
    owner, repository = match["owner"].lower(), match["repository"]
    host = f"https://{owner}.github.io/"
    return host if repository.lower() == f"{owner}.github.io" else f"{host}{repository}/"


def read_cname(text: str) -> str:
    """Return the domain that a CNAME file holds, "" when it is not exactly one bare domain."""
    domain = text.strip().lower()
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return ""
    return domain if _DOMAIN.fullmatch(domain) else ""
