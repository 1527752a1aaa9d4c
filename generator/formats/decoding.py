"""Bytes of a source file to text: UTF-8 only, with LF line ends."""

import codecs
import re

from generator.errors import Diagnostic, Position, Severity
from generator.formats.records import position_at, problem, unify_newlines

# What neither YAML nor XML (our feeds) may hold, and three line ends that only YAML counts as
# such: they come from copying out of PDF files and word processors.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

_RESAVE = "save the file again as UTF-8"

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(content: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return a source file's text, without a byte order mark and with LF line ends.

    Args:
        content: The file's bytes; a UTF-8 byte order mark is understood.
        path: POSIX path relative to the site, for the diagnostics.

    Returns:
        The text, or None and one error: `empty-file`, `nul-byte` or `not-utf8`. Control characters
        become spaces, which one note `control-character` says.
    """
    for mark, name in _WIDE_MARKS:
        if content.startswith(mark):
            at = Position(1, 1)
            return None, (problem(path, at, "not-utf8", f"the file is {name}, not UTF-8", _RESAVE),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(content, error.start, path),)
    text = unify_newlines(text)
    if "\0" in text:
        return None, (_nul_byte(text, path),)
    if not text.strip():
        return None, (problem(path, Position(1, 1), "empty-file", "the file is empty"),)
    return _without_controls(text, path)


def _nul_byte(text: str, path: str) -> Diagnostic:
    at = position_at(text, text.find("\0"))
    hint = "is this a text file? If it is UTF-16, " + _RESAVE
    return problem(path, at, "nul-byte", "the file holds a NUL character", hint)


def _not_utf8(content: bytes, start: int, path: str) -> Diagnostic:
    if b"\0" in content:
        # Latin-1 has none: text with them is UTF-16 that lacks its mark, or no text.
        return _nul_byte(unify_newlines(content.decode("utf-8-sig", "replace")), path)
    before = unify_newlines(content[:start].decode("utf-8-sig", "replace"))
    byte = content[start]
    return problem(
        path,
        position_at(before, len(before)),
        "not-utf8",
        f"byte 0x{byte:02x} is not UTF-8",
        f"{_RESAVE} (it may be Latin-1 or Windows-1252 now)",
    )


def _without_controls(text: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    # A byte order mark inside a file is left over from joining files, and invisible.
    if "\ufeff" in text:
        text = text.replace("\ufeff", "")
    first = _CONTROL.search(text)
    if first is None:
        return text, ()
    cleaned, count = _CONTROL.subn(" ", text)
    more = f" (and {count - 1} more)" if count > 1 else ""
    note = problem(
        path,
        position_at(text, first.start()),
        "control-character",
        f"control character U+{ord(first[0]):04X}{more} is read as a space",
        "delete it; it often comes from copying out of a PDF file",
        Severity.NOTE,
    )
    return cleaned, (note,)


_UNPRINTABLE = re.compile("[\0\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return text without the controls and lone surrogates that escapes can smuggle in."""
    return _UNPRINTABLE.sub("", text)
