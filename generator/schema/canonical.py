"""From the field names that a source uses to ours, remembering what was written where.

Works on plain trees: it knows no parser. Each step takes the fields that it understands out of
what is left; the table in `aliases` reads the rest.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from generator.errors import Loc
from generator.schema import bibtex_fields, csl_fields, front_matter_fields
from generator.schema.aliases import (
    BIBLIOGRAPHY_NAMES,
    EXTRA,
    IGNORED,
    aliases_of,
    field_names,
    known_names,
)
from generator.schema.problems import Finding, closest, is_one_slip
from generator.schema.translation import Step, Translation, plain, rooted

LENIENT_DIALECTS = frozenset({"bibtex", "csl", "ris"})
"""Dialects of reference managers, which fill records with fields of their own."""

# A near miss must be near: these files are full of names that are merely like ours.
NEAR_MISS = 0.84


class Canonical(NamedTuple):
    """A record under our names.

    Attributes:
        data: Canonical field names to values, nested ones still as written.
        written: For each field of `data` that has another name in the source: where it stands.
        findings: What was noticed on the way, with places in the source's own names.
    """

    data: dict[str, Any]
    written: dict[str, Loc]
    findings: tuple[Finding, ...]


def canonical(record: Mapping[str, Any], dialect: str, kind: str) -> Canonical:
    """Return the record under our field names.

    Args:
        record: Field names as the source has them to values.
        dialect: yaml, bibtex, csl or ris: what names and values mean there.
        kind: A key of `aliases.MODELS`.
    """
    if dialect not in LENIENT_DIALECTS and record.keys() <= field_names(kind):
        return Canonical(_without_blanks(record), {}, ())
    translation = Translation(record, dialect, kind)
    for step in _steps(dialect, kind):
        step(translation)
    _take_own_names(translation)
    _take_aliases(translation)
    _take_the_rest(translation)
    return Canonical(translation.data, translation.written, tuple(translation.findings))


def in_source(at: Loc, written: Mapping[str, Loc]) -> Loc:
    """Return a place with the source's own name for the field that it begins with."""
    own = written.get(str(at[0])) if at else None
    return at if own is None else (*own, *at[1:])


def _steps(dialect: str, kind: str) -> tuple[Step, ...]:
    if kind == "paper" and dialect in ("bibtex", "ris"):
        return bibtex_fields.STEPS
    if kind == "paper" and dialect == "csl":
        return csl_fields.STEPS
    return front_matter_fields.STEPS.get(kind, front_matter_fields.DOCUMENT_STEPS)


def _without_blanks(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None and value != ""}


def _take_own_names(translation: Translation) -> None:
    names = field_names(translation.kind)
    for name in [name for name in translation.left if name in names]:
        value = translation.left.pop(name)
        if name == EXTRA:
            _take_extra(translation, value)
        elif name in translation.data and name not in translation.written:
            continue
        else:
            # The canonical name wins over an alias that a step has read.
            if name in translation.data and plain(translation.data[name]) != plain(value):
                at = translation.written.pop(name)
                message = f"'{at[0]}' is not read: '{name}' says something else"
                translation.note("alias-conflict", message, at, "keep one of the two")
            translation.data[name] = value
            translation.written.pop(name, None)


def _take_extra(translation: Translation, value: Any) -> None:
    if isinstance(value, dict) or translation.dialect not in LENIENT_DIALECTS:
        if isinstance(value, dict) and isinstance(translation.data.get(EXTRA), dict):
            value = {**translation.data[EXTRA], **value}
        translation.data[EXTRA] = value
    else:
        translation.keep(EXTRA, value)


def _take_aliases(translation: Translation) -> None:
    table = aliases_of(translation.kind)
    names = field_names(translation.kind)
    for name in list(translation.left):
        alias = table.get(name.lower())
        if name.lower() in names:
            translation.put(name.lower(), translation.left.pop(name), (name,))
        if alias is None or name not in translation.left:
            continue
        value = translation.left.pop(name)
        if alias.ours == EXTRA:
            translation.keep(name, value)
        elif alias.ours != IGNORED:
            translation.put(alias.ours, rooted(value), (name,))


def _take_the_rest(translation: Translation) -> None:
    lenient = translation.dialect in LENIENT_DIALECTS
    for name, value in translation.left.items():
        match = re.fullmatch(r"url_([A-Za-z0-9_-]{1,40})", name)
        if match and translation.kind == "paper" and isinstance(value, str):
            _put_link(translation, match[1], value, name)
        elif lenient:
            _note_near_miss(translation, name)
            translation.keep(name, value)
        else:
            # Refused by the model, with a suggestion.
            translation.data[name] = value
    translation.left = {}


def _put_link(translation: Translation, label: str, url: str, name: str) -> None:
    links = translation.data.setdefault("links", [])
    if isinstance(links, list):
        links.append({"label": label.replace("_", " "), "url": rooted(url)})
        translation.written.setdefault("links", (name,))


def _note_near_miss(translation: Translation, name: str) -> None:
    form = name.lower()
    if form in BIBLIOGRAPHY_NAMES or form.startswith(("bdsk-", "_", "x-", "opt")):
        return
    best = near_miss(form, translation.kind)
    if best:
        message = f"unknown field '{name[:60]}' is kept under extra"
        translation.note("unknown-field", message, (name,), f"did you mean '{best}'?")


# The same few names stand in every entry of a file: compare each once.
@lru_cache(maxsize=10_000)
def near_miss(name: str, kind: str) -> str | None:
    """Return the known name that this one is a slip of, or None."""
    known = known_names(kind)
    slips = [k for k in known if is_one_slip(name, k)]
    # A wrong letter is likelier than one too many: `pagse` is `pages`, not `page`.
    exchanged = next((k for k in slips if len(k) == len(name)), None)
    return exchanged or closest(name, known, NEAR_MISS) or next(iter(slips), None)
