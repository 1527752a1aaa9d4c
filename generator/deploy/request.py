"""What a deployment is asked for, and what it did."""

from dataclasses import dataclass
from pathlib import Path

BRANCH = "gh-pages"
REMOTE = "origin"
MESSAGE = "Publish the site"


@dataclass(frozen=True, slots=True)
class Deployment:
    """What to deploy, and where to.

    Attributes:
        site: The site's folder.
        output: The output folder; `site/output` when None.
        message: Subject of the commit.
        dry_run: Do everything but the push.
    """

    site: Path
    output: Path | None = None
    branch: str = BRANCH
    remote: str = REMOTE
    message: str = MESSAGE
    dry_run: bool = False

    @property
    def output_folder(self) -> Path:
        """Where the output is."""
        return self.output if self.output is not None else self.site / "output"


@dataclass(frozen=True, slots=True)
class Deployed:
    """What a deployment did.

    Attributes:
        commit: Full id of the new commit, "" when the branch has this output already.
        address: Where the site will be, "" when that is not known.
        files: How many files the site has.
        added, changed, removed: How many of them differ from what was on the branch.
        is_new: Whether the branch was not there before.
        on_github: Whether the remote is a repository on GitHub.
        notes: What the user should know, one line each.
    """

    commit: str
    address: str
    files: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    is_new: bool = False
    on_github: bool = False
    notes: tuple[str, ...] = ()
