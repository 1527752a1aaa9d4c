"""What several commands do with their arguments before they use them."""

from collections.abc import Sequence
from pathlib import Path

from generator.errors import UsageError


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
