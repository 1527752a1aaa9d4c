"""Say in plain words what the operating system refused."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import OutsideError

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "free some space, then build again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, then build again"),
    errno.EFBIG: ("the file is larger than the system allows", "raise the limit (ulimit -f)"),
    errno.EACCES: ("permission denied", "make the folder writable, or choose another --output"),
    errno.EPERM: ("permission denied", "make the folder writable, or choose another --output"),
    errno.EROFS: ("the file system is read-only", "choose a writable --output"),
    errno.EXDEV: (
        "it is on another file system",
        "the output folder may hold no mount points; if it is one, use a folder inside it",
    ),
    errno.ENAMETOOLONG: ("the name is too long for the file system", "choose a shorter slug"),
    errno.ENOTDIR: ("a file stands where a folder must be", "move that file away"),
    errno.EISDIR: ("a folder stands where a file must be", "move that folder away, then build again"),
    errno.EMFILE: ("too many open files", "raise the limit (ulimit -n)"),
}


def describe(error: OSError) -> tuple[str, str | None]:
    """Return what went wrong, naming the file where it is known, and a hint or None."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), None))
    if error.filename is None:
        return reason, hint
    name = error.filename2 if error.errno == errno.EXDEV and error.filename2 else error.filename
    return f"{reason}: {_printable(name)}", hint


def _printable(name: object) -> str:
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
    return text.encode("utf-8", "backslashreplace").decode()


@contextmanager
def outside(what: str, hint: str | None = None) -> Iterator[None]:
    """Turn an OSError of the block into an OutsideError: "cannot WHAT: reason: file".

    Args:
        what: The attempt, as it reads after "cannot".
        hint: Takes the place of the hint that belongs to the reason.
    """
    try:
        yield
    except OSError as error:
        reason, usual_hint = describe(error)
        raise OutsideError(f"cannot {what}: {reason}", hint or usual_hint) from error
