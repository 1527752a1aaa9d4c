"""CSL-JSON's fields as ours, in the variants that Crossref, DataCite and Zotero write."""

import re
from collections.abc import Mapping
from typing import Any

from generator import urls
from generator.errors import Loc
from generator.schema.bibtex_fields import take_identifiers, take_language, take_status
from generator.schema.loose_dates import loose_date, status_of
from generator.schema.people import name_of_parts, with_particle
from generator.schema.several_people import people_in
from generator.schema.translation import Step, Translation, first
from generator.text.names import looks_like_group, stands_for_others
from generator.values import PersonName

_DATES = ("issued", "published-print", "published-online", "published", "date")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,11}")
_EXTRA_LINE = re.compile(r"([A-Za-z][A-Za-z0-9 ._-]{0,30}):\s+(.*)")
_MACHINE_KEY = re.compile(r"(?:tex\.|_|citation key|original|publisher)", re.IGNORECASE)
_EXTRA_FIELDS = {"arxiv": "arxiv", "doi": "doi", "pmid": "pmid"}
_SINGLE = (
    "title",
    "abstract",
    "publisher",
    "volume",
    "issue",
    "number",
    "page",
    "pages",
    "DOI",
    "URL",
    "ISBN",
    "PMID",
)


def _take_single_values(translation: Translation) -> None:
    # Crossref writes lists of one: its REST API's "title", the "ISBN"s of a book.
    for name in _SINGLE:
        value = translation.left.get(name)
        if isinstance(value, list):
            translation.left[name] = first(value)
            if translation.left[name] is None:
                del translation.left[name]


def _take_people(translation: Translation) -> None:
    for theirs, ours in (("author", "authors"), ("editor", "editors")):
        name, people = translation.take(theirs, ours)
        if isinstance(people, list):
            # Crossref lists authors of no name at all.
            named = [person for person in people if person and not _is_others(person)]
            entries = [_person(person) for person in named]
            translation.put(ours, [entry for entry in entries if entry], (name,))
            if ours == "authors" and any(map(_is_others, people)):
                translation.left.pop("authors_truncated", None)
                translation.put("authors_truncated", True, (name,))
        elif name:
            translation.put(ours, people, (name,))


def _is_others(person: Any) -> bool:
    """Tell whether an entry is BibTeX's "and others", as pandoc, Zotero and Byline hand it on."""
    if isinstance(person, str):
        return stands_for_others(person)
    if not isinstance(person, Mapping) or isinstance(person.get("name"), Mapping):
        return False
    parts = [_text(person, part) for part in ("family", "given", "literal", "name")]
    return stands_for_others(" ".join(part for part in parts if part))


def _person(person: Any) -> Any:
    if not isinstance(person, Mapping) or isinstance(person.get("name"), Mapping):
        return person
    entry: dict[str, Any] = {}
    for key in ("id", "group", "equal", "corresponding", "orcid"):
        if person.get(key) not in (None, ""):
            entry[key] = person[key]
    if person.get("ORCID"):
        entry["orcid"] = person["ORCID"]
    affiliation = first(person.get("affiliation"))
    if isinstance(affiliation, Mapping):
        affiliation = affiliation.get("name")
    if affiliation:
        entry["affiliation"] = affiliation
    name = _name(person)
    if name is None:
        return None
    if isinstance(name, str) and (looks_like_group(name) or len(people_in(name)) > 1):
        entry.setdefault("group", True)
    return {"name": name, **entry}


def _name(person: Mapping[str, Any]) -> PersonName | str | None:
    family, given = _text(person, "family"), _text(person, "given")
    if not family and not given:
        # Some converters put every person's name here, so it need not be a group.
        literal = _text(person, "literal") or _text(person, "name")
        return literal or None
    particle = f"{_text(person, 'dropping-particle')} {_text(person, 'non-dropping-particle')}"
    if not family:
        return given
    parts = {"given": given, "family": family, "particle": particle.strip()}
    return name_of_parts(**with_particle(parts), suffix=_text(person, "suffix"))


def _text(person: Mapping[str, Any], key: str) -> str:
    value = person.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _take_date(translation: Translation) -> None:
    for name in _DATES:
        if name not in translation.left:
            continue
        value = translation.left.pop(name)
        text = value if isinstance(value, str | int) else _date_text(value)
        date = loose_date(str(text))
        at: Loc = (name,)
        if date and "date" not in translation.data:
            translation.put("date", date, at)
        elif text and not date and status_of(str(text)):
            translation.put("status", status_of(str(text)), at)
        elif text and not date:
            translation.note("bad-date", f"'{str(text)[:60]}' holds no year", at)


def _date_text(value: Any) -> str:
    """Return a CSL date as text: its first date-parts, else its raw or literal text."""
    if isinstance(value, list):
        value = {"date-parts": value}
    if not isinstance(value, Mapping):
        return ""
    parts = first(value.get("date-parts"))
    if isinstance(parts, list):
        numbers = [str(part).strip() for part in parts[:3] if part not in (None, "")]
        if numbers and all(number.isascii() and number.isdigit() for number in numbers):
            return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])])
    for key in ("raw", "literal", "date-time"):
        if value.get(key):
            return str(value[key])
    return ""


def _take_venue(translation: Translation) -> None:
    for name in ("container-title", "event-title", "event"):
        if isinstance(translation.left.get(name), Mapping):
            translation.left[name] = translation.left[name].get("name")
        taken, text = translation.take_text(name)
        if taken and "venue" not in translation.data:
            translation.put("venue", text, (taken,))
        elif taken and text != translation.data["venue"]:
            translation.keep(taken, text)
    name, short = translation.take_text(
        "container-title-short", "short-container-title", "journalAbbreviation", "venue_short"
    )
    has_venue = "venue" in translation.data or "venue" in translation.left
    if short.lower() == str(translation.data.get("venue", "")).lower():
        return
    translation.put("venue_short" if has_venue else "venue", short, (name,))


def _take_number(translation: Translation) -> None:
    for name in ("number", "archive_location", "archive-location"):
        value = translation.left.get(name)
        archive = str(translation.left.get("archive") or translation.data.get("venue") or "")
        if isinstance(value, str) and ("arxiv" in archive.lower() or "arxiv" in value.lower()):
            arxiv = urls.normalise_arxiv(value)
            if arxiv and "arxiv" not in translation.left:
                del translation.left[name]
                translation.put("arxiv", arxiv, (name,))
    if "issue" in translation.left and "number" in translation.left:
        translation.keep("number", translation.left.pop("number"))


def _take_words(translation: Translation) -> None:
    categories = translation.left.get("categories")
    if isinstance(categories, list):
        # CSL's categories are free words; ours are codes.
        codes = all(isinstance(c, str) and _CODE.fullmatch(c) for c in categories)
        if not codes and "keyword" not in translation.left and "keywords" not in translation.left:
            translation.left["keywords"] = translation.left.pop("categories")
        elif not codes:
            translation.keep("categories", translation.left.pop("categories"))
    for name in ("keyword", "keywords"):
        value = translation.left.get(name)
        if isinstance(value, str):
            separator = ";" if ";" in value else ","
            parts = (" ".join(part.split()) for part in value.split(separator))
            translation.left[name] = [part for part in parts if part]


def _take_crossref(translation: Translation) -> None:
    """Read what Crossref's REST API adds to CSL: licences, full-text links and reference lists."""
    licences = translation.left.get("license")
    if isinstance(licences, list):
        del translation.left["license"]
        newest = first(licences)
        address = newest.get("URL") if isinstance(newest, Mapping) else None
        translation.put("license", address, ("license",))
    if isinstance(translation.left.get("link"), list):
        # Addresses for text mining, not for readers.
        del translation.left["link"]
    cited = translation.left.get("reference")
    if isinstance(cited, list):
        del translation.left["reference"]
        dois = [item["DOI"] for item in cited if isinstance(item, Mapping) and item.get("DOI")]
        translation.put("references", dois, ("reference",))


def _take_note(translation: Translation) -> None:
    """Read "arXiv: 2301.00010" and its like out of Zotero's field for what it has no field for."""
    name, note = "note", translation.left.get("note")
    if not isinstance(note, str):
        return
    remark: list[str] = []
    for line in note.splitlines():
        match = _EXTRA_LINE.fullmatch(line.strip())
        field = _EXTRA_FIELDS.get(match[1].lower()) if match else None
        if match is None or (field is None and not _MACHINE_KEY.match(match[1])):
            remark.append(line)
        elif field is None:
            translation.keep(match[1], match[2])
        elif field not in translation.left and field.upper() not in translation.left:
            translation.put(field, match[2].split(" ")[0], (name,))
    translation.left["note"] = "\n".join(remark).strip()
    if not translation.left["note"]:
        del translation.left["note"]


STEPS: tuple[Step, ...] = (
    _take_single_values,
    _take_crossref,
    _take_people,
    _take_date,
    _take_venue,
    _take_number,
    _take_words,
    _take_note,
    take_status,
    take_identifiers,
    take_language,
)
