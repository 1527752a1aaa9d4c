"""Options that several commands have, and what is done with them before they are used."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from generator.errors import UsageError

SiteOption = Annotated[
    Path, typer.Option("--site", help="The site's folder, which holds content/.", metavar="DIR")
]


def chosen(written: str, choices: Sequence[str], what: str) -> str:
    """Return one of the choices.

    Args:
        what: What the choice is, in the words of a message: "format".

    Raises:
        UsageError: It is none of them.
    """
    if written in choices:
        return written
    from generator.schema.problems import did_you_mean, listed

    hint = did_you_mean(written, choices, f"write {listed(choices)}")
    raise UsageError(f"there is no {what} '{written}'", hint)


def expanded(path: Path) -> Path:
    """Return a path with the home folder for `~`, which shells leave alone in `--output=~/site`.

    Raises:
        UsageError: Nobody is called as the path says.
    """
    if not str(path).startswith("~"):
        return path
    try:
        return path.expanduser()
    except RuntimeError:
        raise UsageError(f"there is no home folder for {path}", "write the path in full") from None


def existing(site: Path) -> Path:
    """Return the site's folder.

    Raises:
        UsageError: There is no such folder.
    """
    folder = expanded(site)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {site}", "byline new DIR makes a site")
    return folder
