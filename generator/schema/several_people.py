"""Several people in one text: what is certainly no single name, and what perhaps is none."""

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.errors import Severity
from generator.schema.problems import Finding, problem, quoted
from generator.text.names import PARTICLES, looks_like_group

SHOWN_PEOPLE = 4

# Most names hold none of these, which is decided at once.
_SUSPECT = re.compile(r"[,;、，；&/|]| [–—-] | and | et al|\Aothers\Z|\Aet al", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
# An HTML entity ends in a semicolon too.
_SEPARATOR = re.compile(
    r"(?<!&[A-Za-z]{2})(?<!&[A-Za-z]{3})(?<!&[A-Za-z]{4})(?<!&[A-Za-z]{5})(?<!&[A-Za-z]{6});"
    r"|[、，；]|\s[/|–—-]\s"
)
_OTHERS = re.compile(r"(?:\A|,?\s+)(?:et\s+al\.?|and\s+others|others)\Z", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:jr|jnr|sr|snr|esq|i{1,3}|iv|v|[2-5](?:nd|rd|th)|(?:ph|m|d|sc|ed)\.? ?d|m\.?sc|b\.?sc|mba|mph|rn)\.?",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:of|for|the|(?i:department|ministry|cent(?:er|re)s?|agency|council|commission|association"
    r"|bureau|office|board|company|corporation|inc|ltd|llc|llp|gmbh|federation|alliance|union"
    r"|school|hospital|academy|library|museum|group|services?))\b\.?"
)
_AND_THE = re.compile(r"\s(?:and|for|on behalf of)\s+the\s", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]|[A-Z]{2,3}")
_DOTTED = re.compile(r"(?:[A-Z]\.-?)+|[A-Z]")
_CAPITALS = re.compile(r"[A-Z]{1,3}")
_ONE_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*")
_CAMEL = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|Le|La|Van|Fitz|[OD]['’])[A-Z][a-z]+\Z).+[A-Z]|[A-Z]{1,5}\Z")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def refuse_several(text: str) -> None:
    """Refuse a text that holds more than one person, or says only that more follow.

    Args:
        text: What stands for one name, on one line.

    Raises:
        PydanticCustomError: `bad-name`, with what to write instead.
    """
    if _SUSPECT.search(text) is None:
        return
    if _OTHERS.search(text):
        name = _OTHERS.sub("", text)
        message = f"{quoted(text)} is no name" if not name else f"{quoted(text)} is more than one name"
        raise problem("bad-name", message, "name those who are known, and write 'authors_truncated: true'")
    people = people_in(text)
    if len(people) > 1:
        message = f"{quoted(text)} looks like several people in one text"
        group = "; for an organisation write {name: ..., group: true}" if _AND.search(text) else ""
        raise problem("bad-name", message, f"{_as_list(people)}{group}")


@lru_cache(maxsize=1024)
def people_in(text: str) -> tuple[str, ...]:
    """Return the names in a text that certainly holds several; else the text alone."""
    if is_organisation(text):
        return (text,)
    parts = [part for part in (part.strip(" ,") for part in _SEPARATOR.split(text)) if part]
    if len(parts) < 2:
        parts = [part for part in (part.strip(" ,") for part in _AND.split(text)) if part]
    if len(parts) > 1:
        return tuple(name for part in parts for name in _by_commas(part, is_one_of_many=True))
    return tuple(_by_commas(text, is_one_of_many=False))


def is_organisation(text: str) -> bool:
    """Tell whether a text with "and" in it reads like the name of one organisation."""
    if _AND.search(text) is None:
        return False
    sides = _AND.split(text)
    if len(sides) == 2 and all(looks_like_group(side) for side in sides):
        return False
    before = _AND_THE.split(text, maxsplit=1)[0]
    if before != text and len(before.split()) > 1 and not _reads_like_organisation(before):
        return False
    return _reads_like_organisation(text)


def _reads_like_organisation(text: str) -> bool:
    return looks_like_group(text.replace(",", " ")) or _ORGANISATION.search(text) is not None


def _by_commas(text: str, is_one_of_many: bool) -> list[str]:
    """Return the people that commas divide; "Family, Given" and "Family, Jr., Given" are one."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    plain = [piece for piece in pieces if not _SUFFIX.fullmatch(piece)]
    if len(plain) < 2:
        return [text]
    if len(plain) == 2:
        both_whole = is_one_of_many and all(_is_whole_name(piece) for piece in plain)
        return plain if both_whole or _has_initials_first(*plain) else [text]
    if len(plain) % 2 == 0 and all(" " not in family for family in plain[::2]):
        return [f"{family}, {given}" for family, given in zip(plain[::2], plain[1::2], strict=True)]
    return plain


def _is_whole_name(piece: str) -> bool:
    return len([word for word in piece.split() if word not in PARTICLES]) > 1


def _has_initials_first(first: str, second: str) -> bool:
    """Tell whether two pieces are "Z. Munoz" and "B. Other", or "Munoz Z" and "Other B"."""
    one, two = first.split(), second.split()
    if len(one) < 2 or len(two) < 2:
        return False
    if _DOTTED.fullmatch(one[0]) and _DOTTED.fullmatch(two[0]):
        return True
    return all(_CAPITALS.fullmatch(words[-1]) and not _SUFFIX.fullmatch(words[-1]) for words in (one, two))


# ---------------------------------------------------------------- what only may be wrong


def doubtful_people(value: object, field: str) -> list[Finding]:
    """Return warnings on a list of names that may be read otherwise than it was meant.

    Args:
        value: A field `authors` or `editors` as written, of a source that is written by hand.
        field: Its name.
    """
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return []
    names: list[str] = [" ".join(item.split()) for item in value]
    if len(names) > 1 and _is_cut_at_commas(names):
        pairs = [", ".join(names[start : start + 2]) for start in range(0, len(names), 2)]
        message = f"{len(names)} people are read here, with one name each"
        hint = f"{_as_list(pairs)}; a person with one name is {{name: {names[0]}}}"
        return [Finding("bad-name", message, hint, (field,), Severity.WARNING)]
    inverted = [index for index, name in enumerate(names) if "," in name]
    if len(inverted) != 1 or not _may_be_two(names[inverted[0]]):
        return []
    family, given = (piece.strip() for piece in names[inverted[0]].split(","))
    message = f"read as one person, family name '{family}', given names '{given}'"
    hint = f"if these are two people: [{family}, {given}]; if one: {{family: {family}, given: {given}}}"
    # Beside names in reading order it is the likelier that a comma divides two of them.
    severity = Severity.WARNING if len(names) > 1 else Severity.NOTE
    return [Finding("bad-name", message, hint, (field, inverted[0]), severity)]


def _is_cut_at_commas(names: Sequence[str]) -> bool:
    """Tell whether a list is "Family, Given, Family, Given" without the quotes."""
    if all(_is_one_name(name) for name in names):
        return True
    return len(names) % 2 == 0 and all(
        _is_one_name(family) and _is_given(given)
        for family, given in zip(names[::2], names[1::2], strict=True)
    )


def _is_one_name(text: str) -> bool:
    """Tell whether a text is one word that could be a family name (no OpenAI, no 王伟)."""
    words = [word for word in text.split() if word not in PARTICLES]
    return (
        len(words) == 1
        and _ONE_WORD.fullmatch(words[0]) is not None
        and not any(map(_CAMEL.match, words[0].split("-")))
        and _EAST_ASIAN.search(text) is None
    )


def _is_given(text: str) -> bool:
    first, *rest = text.split() or [""]
    is_first = _ONE_WORD.fullmatch(first) or _INITIALS.fullmatch(first)
    return bool(is_first) and all(_INITIALS.fullmatch(word) for word in rest)


def _may_be_two(name: str) -> bool:
    pieces = [piece.split() for piece in name.split(",")]
    return len(pieces) == 2 and all(
        len(words) == 2 and all(word[:1].isupper() and not _INITIALS.fullmatch(word) for word in words)
        for words in pieces
    )


def _as_list(people: Sequence[str]) -> str:
    shown = [f'"{name}"' if "," in name else name for name in people[:SHOWN_PEOPLE]]
    more = ", ..." if len(people) > SHOWN_PEOPLE else ""
    return f"write a list with one person in each item: [{', '.join(shown)}{more}]"
