"""Names of files that not every host and computer can hold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.errors import Diagnostic, Severity

MAX_PATH_LENGTH = 200
"""Windows allows 260 characters for a whole path, that of the folder with the checkout included."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


class Name(NamedTuple):
    """A path of the output, and the place of the source that wants it."""

    path: str
    source: str
    line: int


def name_problems(names: Iterable[Name]) -> Iterator[Diagnostic]:
    """Report paths that a checkout on Windows cannot hold, and pairs that macOS takes for one.

    Args:
        names: The first of several with one path is blamed.

    Source:
        https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
    """
    seen: set[str] = set()
    forms: dict[str, str] = {}
    for name in names:
        if name.path in seen:
            continue
        seen.add(name.path)
        yield from _windows_problems(name)
        form = name.path.lower() if name.path.isascii() else _same_form(name.path)
        if form in forms:
            yield Diagnostic(
                name.source,
                name.line,
                1,
                Severity.WARNING,
                "twin-path",
                f"{name.path} differs from {forms[form]} only in case or in the form of its letters",
                "rename one of the two: on other computers they are one file",
            )
        forms.setdefault(form, name.path)


def _windows_problems(name: Name) -> Iterator[Diagnostic]:
    reason = next(filter(None, map(_reason, name.path.split("/"))), "")
    if reason:
        yield Diagnostic(
            name.source,
            name.line,
            1,
            Severity.WARNING,
            "host-name",
            f"Windows cannot hold {name.path}: {reason}",
            "choose another name: else the branch cannot be checked out there",
        )
    elif len(name.path) > MAX_PATH_LENGTH:
        yield Diagnostic(
            name.source,
            name.line,
            1,
            Severity.NOTE,
            "host-name",
            f"the path has {len(name.path)} characters; Windows allows 260 with the folders above it",
            "choose a shorter slug or name",
        )


def _reason(part: str) -> str:
    forbidden = _FORBIDDEN.search(part)
    if forbidden:
        return f"{forbidden[0]} in a name"
    if part.endswith((".", " ")):
        return "a name that ends in a full stop or a blank"
    return f"{part.partition('.')[0]} is the name of a device" if _DEVICE.fullmatch(part) else ""


def _same_form(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
