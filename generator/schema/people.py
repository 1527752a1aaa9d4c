"""Names as sources write them: as a text or in parts, with the marks that stand beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic.dataclasses import dataclass as record

from generator.schema.field_types import BOOL_SCHEMA, TEXT_SCHEMA, BoolWord, Line, Orcid, Slug
from generator.schema.problems import Finding, attempt, did_you_mean, problem, problems, quoted
from generator.schema.records import STRICT, described, required
from generator.schema.scalars import as_list, read_name_line
from generator.schema.several_people import is_organisation, people_in, refuse_several
from generator.text.names import PARTICLES, looks_like_group, parse_name
from generator.values import PersonName

MAX_NAME_CHARACTERS = 500

# What people put behind a part of a name: *, daggers, or the same as TeX math ($^*$, $^{\dagger}$).
_MARKS = re.compile(
    r"\s*(?:[*∗＊†‡§¶]+|\^\{?[*†‡]+\}?"
    r"|\$\s*\^?\s*\{?[*∗†‡§¶,0-9]*(?:\\(?:ast|star|dagger|ddagger))?\}?\s*\$)(?=\s*(?:,|$))"
)
# The common case, decided at once.
_PLAIN_NAME = re.compile(r"[\w\s.,'-]*\Z")
_STAR = re.compile(r"[*∗＊]|\\ast|\\star")
_CLOSED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_AND = re.compile(r" and ", re.IGNORECASE)

_PART_NAMES = ("given", "family", "particle", "suffix")
_PART_SYNONYMS = {
    "first": "given",
    "first_name": "given",
    "firstname": "given",
    "last": "family",
    "last_name": "family",
    "lastname": "family",
}
_OWN_FACTS = ("native", "pronouns", "pronunciation")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's own name, with what only the person can tell.

    Attributes:
        name: The name and its parts.
        native: The name in its own script, "" when not given.
    """

    name: PersonName
    native: str = ""
    pronouns: str = ""
    pronunciation: str = ""


def name_of_parts(
    given: str = "", family: str = "", particle: str = "", suffix: str = "", display: str = ""
) -> PersonName:
    """Return a name with its display form; East Asian parts are joined closed, family first."""
    if not display and _CLOSED_SCRIPT.fullmatch(family) and _CLOSED_SCRIPT.fullmatch(given):
        display = family + given
    whole = display or " ".join(part for part in (given, particle, family, suffix) if part)
    return PersonName(whole, given, family, particle, suffix)


def with_particle(parts: dict[str, str]) -> dict[str, str]:
    """Return the parts of a name with a particle at the end of `given` where it belongs.

    BibTeX styles and Zotero keep "Beethoven, Ludwig van" that way.
    """
    words = parts.get("given", "").split()
    end = len(words)
    while end > 1 and words[end - 1] in PARTICLES:
        end -= 1
    if end == len(words) or parts.get("particle"):
        return parts
    return {**parts, "given": " ".join(words[:end]), "particle": " ".join(words[end:])}


def without_marks(name: str) -> tuple[str, bool]:
    """Return a name without the marks behind its parts, and whether a star was among them."""
    if _PLAIN_NAME.match(name):
        return name, False
    starred = any(_STAR.search(mark) for mark in _MARKS.findall(name))
    return _MARKS.sub("", name).strip(), starred


def read_name(value: object) -> PersonName:
    """Return a name from "Given Family", "Family, Given" or a mapping of its parts."""
    if isinstance(value, PersonName):
        return value
    if isinstance(value, Mapping):
        return _read_parts(value, ())[0]
    return _name_of_text(read_name_line(value))


def read_name_parts(value: object) -> NameParts:
    """Return the name in a person's own file: a text or `{display, given, family, ...}`."""
    if isinstance(value, NameParts):
        return value
    if not isinstance(value, Mapping):
        return NameParts(_name_of_text(read_name_line(value)))
    name, facts = _read_parts(value, _OWN_FACTS)
    return NameParts(name, *(facts.get(fact, "") for fact in _OWN_FACTS))


def entry_fields(value: object) -> object:
    """Return the fields of an entry of `authors` or `editors`, in whatever shape it is written."""
    if isinstance(value, str):
        return _entry_of_text(value)
    if not isinstance(value, Mapping):
        return value
    fields: dict[str, Any] = {str(key): item for key, item in value.items() if item not in ("", None)}
    parts = {key: fields.pop(key) for key in (*_PART_NAMES, *_PART_SYNONYMS) if key in fields}
    if parts:
        fields.setdefault("name", parts)
    if "literal" in fields:
        fields.setdefault("name", fields.pop("literal"))
    name = fields.get("name")
    if isinstance(name, str):
        is_group = str(fields.get("group", "")).lower() in ("true", "yes")
        entry = _entry_of_group(name) if is_group else _entry_of_text(name)
        if len(fields) == 1:
            return entry
        marks = {"group": entry.group, "equal": entry.equal}
        return {**marks, **fields, "name": entry.name}
    return fields


def split_people(value: object) -> object:
    """Return a list of people; a text is one person, an organisation, or several joined by "and"."""
    if not isinstance(value, str):
        return as_list(value)
    text = " ".join(value.split())
    if is_organisation(text):
        return [text]
    names = [name for name in _AND.split(text) if name]
    if any(len(people_in(name)) > 1 for name in names) or _is_mixed(names):
        # Commas between people, and "and" before the last one only.
        refuse_several(text)
    return names


def _is_mixed(names: list[str]) -> bool:
    """Tell whether of several names only some are inverted: "A B, C D and E F" has three people."""
    return len(names) > 1 and len(people_in(" and ".join(names))) > len(names)


@record(frozen=True, slots=True, config=STRICT)
class AuthorEntry:
    """One author or editor as a paper lists them.

    Attributes:
        id: Slug of the person, "" when the name must do.
        group: A team or consortium: the name has no parts.
    """

    name: Annotated[PersonName, PlainValidator(read_name), WithJsonSchema({})] = required(
        "The name as printed: 'Given Family', 'Family, Given' or its parts"
    )
    id: Slug = described("Slug of the person on this site")
    orcid: Orcid = described("ORCID iD of the person")
    group: BoolWord = described("A team or consortium, not a person", False)
    equal: BoolWord = described("Contributed equally with others so marked", False)
    corresponding: BoolWord = described("Corresponding author", False)
    affiliation: Line = described("Affiliation as printed")

    def __reduce__(self) -> tuple[Any, ...]:
        # A slotted dataclass is pickled by Python code, field by field: there are many of these.
        name = self.name
        return _restored_entry, (
            (name.display, name.given, name.family, name.particle, name.suffix),
            (self.id, self.orcid, self.group, self.equal, self.corresponding, self.affiliation),
        )


@lru_cache(maxsize=50_000)
def _restored_entry(name: tuple[str, ...], marks: tuple[Any, ...]) -> AuthorEntry:
    return AuthorEntry(PersonName(*name), *marks)


# One person signs many papers: each spelling is read once, and its entry is shared.
@lru_cache(maxsize=50_000)
def _entry_of_text(text: str) -> AuthorEntry:
    name, starred = without_marks(read_name_line(text))
    if is_organisation(name) or looks_like_group(name):
        refuse_several(name)
        return AuthorEntry(PersonName(name), group=True)
    return AuthorEntry(_name_of_text(name), equal=starred)


def _entry_of_group(text: str) -> AuthorEntry:
    name = read_name_line(text)
    if not name:
        raise problem("empty-field", "a name is empty")
    return AuthorEntry(PersonName(name), group=True)


def _name_of_text(text: str) -> PersonName:
    if not text:
        raise problem("empty-field", "a name is empty")
    if len(text) > MAX_NAME_CHARACTERS:
        message = f"a name of {len(text)} characters is too long"
        raise problem("too-long", message, "write each author as an item of a list")
    refuse_several(text)
    try:
        return parse_name(text)
    except ValueError as error:
        raise problem("bad-name", f"{quoted(text)} is not a name: {error}") from None


def _read_parts(value: Mapping[Any, Any], more: tuple[str, ...]) -> tuple[PersonName, dict[str, str]]:
    known = ("display", *_PART_NAMES, *more)
    found: list[Finding] = []
    facts: dict[str, str] = {}
    for written, item in value.items():
        name = _PART_SYNONYMS.get(str(written), str(written))
        if name not in known:
            hint = did_you_mean(name, known)
            message = f"unknown field {quoted(written)}"
            found.append(Finding("unknown-field", message, hint, (written,)))
        elif item is not None:
            facts[name] = attempt(read_name_line, item, (written,), found) or ""
    if found:
        raise problems(found)
    parts = {name: facts.get(name, "") for name in ("display", *_PART_NAMES)}
    if not any(parts.values()):
        raise problem("empty-field", "a name is empty")
    if not parts["family"] and not parts["given"]:
        return _name_of_text(parts["display"]), facts
    return name_of_parts(**parts), facts


NAME_SCHEMA: dict[str, Any] = {
    "anyOf": [
        TEXT_SCHEMA,
        {
            "type": "object",
            "properties": {
                name: {"type": "string"} for name in ("display", *_PART_NAMES, *_PART_SYNONYMS, *_OWN_FACTS)
            },
            "additionalProperties": False,
        },
    ]
}
ENTRY_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                "name": {**NAME_SCHEMA, "description": "The name as printed"},
                "id": {"type": "string", "description": "Slug of the person on this site"},
                "orcid": {"type": "string", "description": "ORCID iD of the person"},
                "group": {**BOOL_SCHEMA, "description": "A team or consortium, not a person"},
                "equal": {
                    **BOOL_SCHEMA,
                    "description": "Contributed equally with others so marked",
                },
                "corresponding": {**BOOL_SCHEMA, "description": "Corresponding author"},
                "affiliation": {"type": "string", "description": "Affiliation as printed"},
                **{name: {"type": "string"} for name in (*_PART_NAMES, *_PART_SYNONYMS, "literal")},
            },
            "additionalProperties": False,
        },
    ]
}

OwnName = Annotated[NameParts, PlainValidator(read_name_parts), WithJsonSchema(NAME_SCHEMA)]
NameText = Annotated[PersonName, PlainValidator(read_name), WithJsonSchema(NAME_SCHEMA)]
Entry = Annotated[AuthorEntry, BeforeValidator(entry_fields)]
People = Annotated[
    tuple[Entry, ...],
    BeforeValidator(split_people),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": ENTRY_SCHEMA}]}),
]
