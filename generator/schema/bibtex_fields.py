"""BibTeX's and biblatex's fields, and what al-folio adds to them, as ours."""

import re
from collections.abc import Mapping
from typing import Any

from generator import urls
from generator.errors import Loc
from generator.schema.loose_dates import date_of_parts, is_only_status, loose_date, status_of
from generator.schema.people import name_of_parts, with_particle, without_marks
from generator.schema.scalars import MAX_TEXT_CHARACTERS
from generator.schema.translation import Step, Translation, plain
from generator.schema.vocabulary import (
    BIBTEX_TYPES,
    LANGUAGES,
    STATUS_SYNONYMS,
    STATUSES,
    word_form,
)
from generator.values import PersonName

_ARXIV_JOURNAL = re.compile(
    r"arxiv(?:\s+(?:e-?print|preprint))?[\s,:]*(?:abs/)?(arxiv:\S+|\S*[0-9]\S*)?", re.I
)
_CORR_VOLUME = re.compile(r"abs/(\S+)")
_BARE_HOST = re.compile(
    r"www\.[a-z0-9-]+\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?!(?:html?|php|pdf|zip|gz|txt|md|png)$)[a-z]{2,}(?:/|$)",
    re.IGNORECASE,
)
_LISTS = ("keywords", "tags", "keyword", "categories", "projects", "references", "redirect_from")
_ADDRESSES = ("url", "html", "code", "data", "website", "blog", "demo", "video")
_FILES = ("pdf", "slides", "poster", "supp", "supplement", "preview", *_ADDRESSES)


def _take_type(translation: Translation) -> None:
    _, entry_type = translation.take_text("entry_type")
    if entry_type:
        translation.put("type", BIBTEX_TYPES.get(entry_type.lower(), "document"), ("entry_type",))
    # BibTeX's own `type` is a text such as "Diploma thesis".
    name, text = translation.take("type")
    if name:
        translation.keep("type", text)


def _take_people(translation: Translation) -> None:
    for theirs, ours in (("author", "authors"), ("editor", "editors")):
        name, people = translation.take(theirs, ours)
        if isinstance(people, list):
            translation.put(ours, [_person(person) for person in people], (name,))
        elif name:
            translation.put(ours, people, (name,))
    _, truncated = translation.take("author_truncated", "authors_truncated")
    if truncated is not None:
        translation.put("authors_truncated", truncated, ("author",))
    # In a .bib file the truncation of the list of editors has no use.
    translation.take("editor_truncated")


def _person(person: Any) -> Any:
    if not isinstance(person, Mapping):
        return person
    if "literal" in person:
        return {"name": PersonName(str(person["literal"])), "group": True}
    starred = "*" in str(person.get("marks") or "")
    parts: dict[str, str] = {}
    for part in ("given", "family", "particle", "suffix"):
        text, has_star = without_marks(str(person.get(part) or ""))
        starred = starred or has_star
        # "Jimmy, -" is how people with one name fill a form.
        parts[part] = text if any(c.isalnum() for c in text) else ""
    name = name_of_parts(**with_particle(parts))
    if not name.display:
        return {"name": str(person.get("family") or person.get("given") or "")}
    return {"name": name, "equal": True} if starred else {"name": name}


def _take_date(translation: Translation) -> None:
    name, text = translation.take_text("date")
    if name:
        _put_date(translation, loose_date(text), text, (name,))
    year_name, year = translation.take_text("year")
    _, month = translation.take_text("month")
    _, day = translation.take_text("day")
    if year_name and "date" not in translation.data:
        _put_date(translation, date_of_parts(year, month, day), year, (year_name,))


def _put_date(translation: Translation, date: str, text: str, at: Loc) -> None:
    status = status_of(text)
    if date:
        translation.put("date", date, at)
    elif not status and word_form(text.strip(" .()[]")) not in ("n.d", "nd", "no_date", "undated"):
        translation.note("bad-date", f"'{text[:60]}' holds no year", at)
    if status and "status" not in translation.left:
        translation.put("status", status, at)


def _take_eprint(translation: Translation) -> None:
    _, archive = translation.take_text("archiveprefix", "eprinttype")
    name, eprint = translation.take_text("eprint")
    class_name, primary = translation.take_text("primaryclass", "eprintclass")
    arxiv = urls.normalise_arxiv(eprint)
    if name and (archive.lower() == "arxiv" or (not archive and arxiv)):
        translation.put("arxiv", eprint, (name,))
        if primary:
            translation.put("categories", [primary], (class_name,))
        return
    for kept, value in (("eprint", eprint), ("eprinttype", archive), ("eprintclass", primary)):
        if value:
            translation.keep(kept, value)
    if archive.lower() in ("pubmed", "pmid") and eprint:
        translation.put("pmid", eprint, (name,))


def _take_venue(translation: Translation) -> None:
    _take_arxiv_journal(translation)
    for name in ("journal", "journaltitle", "booktitle", "eventtitle"):
        taken, text = translation.take_text(name)
        if taken:
            translation.put("venue", text, (taken,))
    name, text = translation.take_text("howpublished")
    if name and re.match(r"https?://", text):
        translation.left.setdefault("url", text)
        translation.written["url"] = (name,)
    elif name:
        # What stands beside a journal is a remark ("Poster"); alone it says where.
        translation.put("note" if "venue" in translation.data else "venue", text, (name,))
    short_name, short = translation.take_text("abbr", "shortjournal", "venue_short")
    if short.lower() == str(translation.data.get("venue", "")).lower():
        return
    if short and ("venue" in translation.data or "venue" in translation.left):
        translation.put("venue_short", short, (short_name,))
    elif short:
        translation.put("venue", short, (short_name,))


def _take_arxiv_journal(translation: Translation) -> None:
    journal = translation.left.get("journal")
    if not isinstance(journal, str):
        return
    match = _ARXIV_JOURNAL.fullmatch(journal.strip()[:200])
    found = urls.normalise_arxiv(match[1] or "") if match else ""
    if match is None and journal.strip().lower() == "corr":
        volume = _CORR_VOLUME.fullmatch(str(translation.left.get("volume", "")).strip())
        found = urls.normalise_arxiv(volume[1]) if volume else ""
        if found:
            del translation.left["volume"]
    if match or found:
        translation.left["journal"] = "arXiv"
        if translation.data.get("type") == "article-journal":
            translation.data["type"] = "article"
    if found and "arxiv" not in translation.left and "arxiv" not in translation.data:
        translation.put("arxiv", found, ("journal",))


def take_status(translation: Translation) -> None:
    note = translation.left.get("note")
    if isinstance(note, str):
        status = status_of(note)
        if status and "status" not in translation.left and "pubstate" not in translation.left:
            translation.put("status", status, ("note",))
            if is_only_status(note):
                del translation.left["note"]
    name, text = translation.take_text("status", "pubstate")
    if not name:
        return
    form = word_form(text)
    if form in STATUSES or form in STATUS_SYNONYMS:
        translation.put("status", text, (name,))
    else:
        # Labs use a field of this name for states of their own: "unpublished", "rejected".
        translation.keep(name, text)


def _take_remarks(translation: Translation) -> None:
    """Read what al-folio shows below a paper: the note, the annotation, and what an award was for."""
    remarks = []
    name, short = translation.take_text("award_name")
    if name:
        # Of the two, `award_name` is the label, and `award` the sentence behind it.
        _, long = translation.take_text("award")
        translation.put("award", short, (name,))
        remarks += [("award", long)] if plain(long) != plain(short) else []
    remarks.append(translation.take_text("annotation"))
    for taken, text in remarks:
        other = "note" if "note" in translation.left else "additional_info"
        if text and isinstance(translation.left.get(other), str):
            translation.left[other] = f"{translation.left[other]} · {text}"
        elif text and "note" in translation.data:
            translation.data["note"] = f"{translation.data['note']} · {text}"
        elif text:
            translation.put("note", text, (taken,))


def _take_addresses(translation: Translation) -> None:
    for name in _FILES:
        value = translation.left.get(name)
        if not isinstance(value, str):
            continue
        words = value.split()
        if len(words) > 1 and all(re.match(r"https?://", word) for word in words):
            value = words[0].rstrip(",;")
        value = value.lstrip("/") if not value.startswith("//") else value
        if value.startswith("www.") or (name in _ADDRESSES and _BARE_HOST.match(value)):
            value = f"http://{value}"
        translation.left[name] = value


def take_identifiers(translation: Translation) -> None:
    url = translation.left.get("url")
    if not isinstance(url, str) or not url.startswith("http"):
        return
    doi = urls.normalise_doi(url)
    if doi and "doi" not in translation.left:
        translation.put("doi", doi, ("url",))
    arxiv = urls.normalise_arxiv(url)
    if arxiv and "arxiv" not in translation.left and "arxiv" not in translation.data:
        translation.put("arxiv", arxiv, ("url",))


def _take_lists(translation: Translation) -> None:
    for name in _LISTS:
        value = translation.left.get(name)
        if isinstance(value, str):
            separator = ";" if ";" in value else ","
            parts = (" ".join(part.split()) for part in value.split(separator))
            translation.left[name] = [part for part in parts if part]


def take_language(translation: Translation) -> None:
    name, text = translation.take_text("language", "langid")
    if not name:
        return
    known = LANGUAGES.get(word_form(text))
    if known or re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", text):
        translation.put("language", known or text.replace("_", "-"), (name,))
    else:
        translation.keep(name, text)


def _take_publisher(translation: Translation) -> None:
    for name in ("publisher", "school", "institution", "organization"):
        taken, text = translation.take_text(name)
        if taken and "publisher" not in translation.data:
            translation.put("publisher", text, (taken,))
        elif taken:
            translation.keep(taken, text)


def _take_entry(translation: Translation) -> None:
    _, raw = translation.take("bibtex_raw")
    if isinstance(raw, str) and len(raw) <= MAX_TEXT_CHARACTERS:
        translation.put("entry_text", raw, ("bibtex_raw",))
    # A book or proceedings may name itself only here.
    if "title" not in translation.left:
        title_name, title = translation.take_text("booktitle", "maintitle")
        translation.put("title", title, (title_name,))


STEPS: tuple[Step, ...] = (
    _take_type,
    _take_people,
    _take_entry,
    _take_date,
    _take_eprint,
    _take_addresses,
    _take_venue,
    take_status,
    _take_remarks,
    take_identifiers,
    _take_lists,
    take_language,
    _take_publisher,
)
