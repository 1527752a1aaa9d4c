"""Punctuation and wording that several styles share."""

from collections.abc import Sequence

MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SHORT_MONTHS = (
    "",
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
"""As MLA and IEEE abbreviate them."""

_ENDS = (".", "?", "!", "…")
_CLOSERS = ("</i>", "”", "’")


def italic(text: str) -> str:
    """Return the text in italics, "" for ""."""
    return f"<i>{text}</i>" if text else ""


def ends_sentence(text: str) -> bool:
    """Tell whether the text, closing tags and quotation marks aside, ends with . ? or !"""
    for closer in _CLOSERS:
        text = text.removesuffix(closer)
    return text.endswith(_ENDS)


def stop(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already; "" for ""."""
    return text if not text or ends_sentence(text) else f"{text}."


def sentences(parts: Sequence[str]) -> str:
    """Return the parts that are not empty, each closed by a full stop, separated by spaces."""
    return " ".join(stop(part) for part in parts if part)


def quoted(title: str, mark: str = ".") -> str:
    """Return the title in quotation marks, closed inside by `mark` where it ends no sentence."""
    title = title.replace("“", "‘").replace("”", "’")
    if '"' in title:
        pieces = title.split('"')
        # Straight marks open and close by turns.
        title = "".join(
            piece + ("" if i == len(pieces) - 1 else "’" if i % 2 else "‘") for i, piece in enumerate(pieces)
        )
    return f"“{title}”" if ends_sentence(title) else f"“{title}{mark}”"


def comma_list(names: Sequence[str], conjunction: str = "and", *, serial: bool = True) -> str:
    """Return "A", "A and B" or "A, B, and C"; `serial` also puts the comma between two."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if serial or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} {conjunction} {names[-1]}"
