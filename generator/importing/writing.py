"""Shows an import as a diff, and writes its files, each in one step."""

import difflib
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.errors import OutsideError
from generator.importing.planning import FileChange


def format_diff(change: FileChange) -> str:
    """Return a unified diff of one file, with a final line break."""
    lines = difflib.unified_diff(
        [] if change.before is None else _lines(change.before),
        _lines(change.after),
        "/dev/null" if change.before is None else f"a/{change.shown}",
        f"b/{change.shown}",
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)


def _lines(content: bytes) -> list[str]:
    # By LF only: a line may hold other characters that Python takes for line ends.
    return content.decode("utf-8", "replace").removesuffix("\n").split("\n")


def write_changes(changes: Iterable[FileChange]) -> None:
    """Write files, each in one step: a file is the old one or the new one, never half of it.

    Raises:
        OutsideError: The disk refuses; files before it in the order are written.
    """
    for change in changes:
        try:
            change.file.parent.mkdir(parents=True, exist_ok=True)
            _replace(change.file.resolve(), change.after, is_new=change.before is None)
        except OSError as error:
            message = f"{change.shown} cannot be written: {error.strerror or error}"
            raise OutsideError(message, "nothing of this file is changed") from None


def _replace(file: Path, content: bytes, *, is_new: bool) -> None:
    staged = file.with_name(".byline-import.tmp")
    try:
        staged.write_bytes(content)
        if not is_new:
            shutil.copymode(file, staged)
        staged.replace(file)
    finally:
        staged.unlink(missing_ok=True)
