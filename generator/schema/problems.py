"""How a value of the schema is refused: a stable code, our own words, a hint.

Validators raise what `problem` and `problems` make; `checking` turns it into diagnostics.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

from generator.errors import Loc, Severity

SHOWN_CHARACTERS = 60

T = TypeVar("T")


class Finding(NamedTuple):
    """A problem inside one record, before its place in the file is known.

    Attributes:
        at: The place, in the field names that the file uses, below the value that was looked at.
    """

    code: str
    message: str
    hint: str | None = None
    at: Loc = ()
    severity: Severity = Severity.ERROR


def problem(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return the exception with which a validator refuses its value."""
    # The text is a parameter of the template: pydantic would replace braces in the template itself.
    return PydanticCustomError(
        code,
        "{message}",
        {"message": message, "hint": hint},
    )


def problems(found: Iterable[Finding]) -> PydanticCustomError:
    """Return the exception that refuses a value for several reasons at places below it."""
    findings = tuple(found)
    return PydanticCustomError("several", "several problems", {"findings": findings})


def findings_of(code: str, message: str, context: Mapping[str, Any] | None, at: Loc) -> list[Finding]:
    """Return what an exception of `problem` or `problems` says, below the given place."""
    facts = context or {}
    if "findings" in facts:
        return [finding._replace(at=at + finding.at) for finding in facts["findings"]]
    return [Finding(code, message, facts.get("hint"), at)]


def attempt(read: Callable[[object], T], value: object, at: Loc, found: list[Finding]) -> T | None:
    """Return what the function reads, or None after adding its refusal to `found`."""
    try:
        return read(value)
    except PydanticCustomError as error:
        found.extend(findings_of(error.type, error.message(), error.context, at))
        return None


def closest(word: str, known: Iterable[str], cutoff: float = 0.7) -> str | None:
    """Return the known word that is most like the given one in any case, or None.

    Args:
        cutoff: The least similarity, 0 to 1 (difflib's ratio).
    """
    by_form: dict[str, str] = {}
    for candidate in known:
        by_form.setdefault(_form(candidate), candidate)
    # Comparing texts of very different length costs time and finds nothing.
    found = difflib.get_close_matches(_form(word[:80]), by_form, 1, cutoff)
    return by_form[found[0]] if found else None


def is_one_slip(word: str, known: str) -> bool:
    """Tell whether two words differ by two neighbours exchanged, or by one letter wrong, more or less.

    Of three letters only the exchange counts: `uri` is no slip for `url`.
    """
    if word == known or abs(len(word) - len(known)) > 1 or min(len(word), len(known)) < 3:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    ours, theirs = word[start:], known[start:]
    if len(ours) == len(theirs) and ours[:2] == theirs[1::-1] and ours[2:] == theirs[2:]:
        return True
    is_long = min(len(word), len(known)) > 3
    return is_long and (ours[1:] == theirs[1:] or ours[1:] == theirs or ours == theirs[1:])


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known slugs that hold the word (`zoe` is in `zoe-munoz`), else the closest ones."""
    slugs = tuple(dict.fromkeys(known))
    form = word.lower()
    holding = [slug for slug in slugs if form and f"-{form}" in f"-{slug.lower()}"]
    if holding and len(form) > 1:
        return tuple(holding[:most])
    words = form.split("-")
    sharing = [slug for slug in slugs if len(words) > 1 and set(words) <= set(slug.lower().split("-"))]
    return tuple(sharing[:most] or difflib.get_close_matches(form[:80], slugs, most, 0.6))


def did_you_mean_slug(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return the hint that names the nearest slugs, or the other hint."""
    found = nearest(word, known)
    return f"did you mean {listed(quoted(slug) for slug in found)}?" if found else otherwise


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return the hint that names the closest known word, or the other hint."""
    best = closest(word, known)
    return f"did you mean '{best}'?" if best else otherwise


def quoted(value: object) -> str:
    """Return the value in quotes on one line, shortened when it is long."""
    text = " ".join(str(value).split())
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:200])
    if len(text) > SHOWN_CHARACTERS:
        text = text[: SHOWN_CHARACTERS - 1].rstrip() + "…"
    return f"'{text}'"


def kind_of(value: object) -> str:
    """Return what a value is, in the words of a message."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing"


def listed(words: Iterable[str]) -> str:
    """Return "a, b or c"."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"


def _form(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
