"""Fields of Hugo Blox, academicpages, al-folio and greenelab in YAML front matter, as ours."""

import re
from collections.abc import Mapping
from typing import Any

from generator.schema.loose_dates import date_of_parts
from generator.schema.services import PERSON_SERVICE_SYNONYMS, PERSON_SERVICES
from generator.schema.translation import Step, Translation, first, rooted
from generator.schema.vocabulary import word_form

_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(.+?)\1")

# Hugo Blox, by the `type` of an entry in `links`
_LINK_FIELDS = {
    "pdf": "pdf",
    "code": "code",
    "dataset": "data",
    "data": "data",
    "poster": "poster",
    "project": "website",
    "website": "website",
    "site": "website",
    "slides": "slides",
    "video": "video",
    "demo": "demo",
    "blog": "blog",
    "source": "code",
    "doi": "doi",
    "arxiv": "arxiv",
}


def _take_venue(translation: Translation) -> None:
    for name in (
        "publication",
        "journal",
        "journaltitle",
        "booktitle",
        "container-title",
        "event-title",
    ):
        taken, text = translation.take_text(name)
        if taken:
            plain = _without_emphasis(text)
            # Hugo Blox's own examples write "In *Proceedings of ...*".
            plain = re.sub(r"^In:?\s+(?=[A-Z])", "", plain) if plain != text else plain
            translation.put("venue", plain, (taken,))
    taken, short = translation.take_text(
        "publication_short", "abbr", "shortjournal", "container-title-short", "journalabbreviation"
    )
    if not taken:
        return
    short = re.sub(r"^In:?\s+", "", _without_emphasis(short))
    has_venue = "venue" in translation.data or "venue" in translation.left
    translation.put("venue_short" if has_venue else "venue", short, (taken,))


def _without_emphasis(text: str) -> str:
    # A name is short; the search for pairs of stars takes long in a text of many.
    return _EMPHASIS.sub(r"\2", text) if len(text) < 1000 else text


def _take_date(translation: Translation) -> None:
    name, year = translation.take_text("year")
    _, month = translation.take_text("month")
    _, day = translation.take_text("day")
    if not name:
        return
    date = date_of_parts(year, month, day)
    written = translation.left.get("date")
    if isinstance(written, str) and written.startswith(date[:4] or "?"):
        # Jekyll sites repeat the year beside the date.
        return
    translation.put("date", date or year, (name,))


def _take_type(translation: Translation) -> None:
    name, value = translation.take("publication_types", "category")
    if name:
        translation.put("type", first(value), (name,))
    name, draft = translation.take("draft")
    if name and str(draft).lower() in ("true", "yes"):
        translation.put("status", "draft", (name,))


def _take_notes_of_authors(translation: Translation) -> None:
    name, notes = translation.take("author_notes")
    authors_name = "authors" if "authors" in translation.left else "author"
    authors = translation.left.get(authors_name)
    if not name or not isinstance(authors, list) or not isinstance(notes, list):
        return
    marked: list[Any] = []
    for index, author in enumerate(authors):
        note = str(notes[index]).lower() if index < len(notes) else ""
        marks = {
            mark: "true"
            for mark, word in (("equal", "equal"), ("corresponding", "correspond"))
            if word in note
        }
        fields = author if isinstance(author, Mapping) else {"name": author}
        marked.append({**fields, **marks} if marks else author)
    translation.left[authors_name] = marked


def _take_links(translation: Translation) -> None:
    source = "links" if "links" in translation.left else "buttons"
    links = translation.left.get(source)
    if not isinstance(links, list):
        return
    others: list[Any] = []
    for index, link in enumerate(links):
        kind = word_form(str(link.get("type") or "")) if isinstance(link, Mapping) else ""
        field = _LINK_FIELDS.get(kind, "")
        address = (link.get("url") or link.get("link")) if isinstance(link, Mapping) else None
        if field and address:
            translation.put(field, rooted(address), (source, index))
        elif kind:
            label = link.get("label") or link.get("name") or link.get("text") or kind.capitalize()
            others.append({"label": label, "url": address})
        else:
            others.append(link)
    del translation.left[source]
    if others:
        translation.put("links", others, (source,))


def _take_blox(translation: Translation) -> None:
    name, blox = translation.take("hugoblox")
    identifiers = blox.get("ids") if isinstance(blox, Mapping) else None
    if isinstance(identifiers, Mapping):
        for key in ("doi", "arxiv"):
            translation.put(key, identifiers.get(key), (name, "ids", key))
    image = translation.left.get("image")
    if isinstance(image, Mapping):
        # Settings of how Hugo crops the picture that lies beside the file.
        del translation.left["image"]


def _take_addresses(translation: Translation) -> None:
    name, paper_url = translation.take_text("paperurl")
    if name:
        is_pdf = paper_url.lower().split("?")[0].endswith(".pdf")
        translation.put("pdf" if is_pdf else "url", rooted(paper_url), (name,))
    # greenelab: `id: doi:10.1000/182`
    identifier = translation.left.get("id")
    if isinstance(identifier, str):
        scheme, _, bare = identifier.partition(":")
        if scheme.lower() in ("doi", "arxiv") and bare:
            del translation.left["id"]
            translation.put(scheme.lower(), bare, ("id",))
    repository = translation.left.get("repo")
    if isinstance(repository, str):
        del translation.left["repo"]
        is_short = re.fullmatch(r"[\w.-]+/[\w.-]+", repository.strip())
        address = f"https://github.com/{repository.strip()}" if is_short else repository
        translation.put("code", address, ("repo",))


def _take_eprint(translation: Translation) -> None:
    _, archive = translation.take_text("archiveprefix", "eprinttype")
    name, eprint = translation.take_text("eprint")
    class_name, primary = translation.take_text("primaryclass", "eprintclass")
    if name and archive.lower() in ("", "arxiv"):
        translation.put("arxiv", eprint, (name,))
    if primary:
        translation.put("categories", [primary], (class_name,))


def _take_person_name(translation: Translation) -> None:
    first_name, given = translation.take_text("first_name")
    last_name, family = translation.take_text("last_name")
    if (first_name or last_name) and not {"name", "title"} & translation.left.keys():
        parts = {"given": given, "family": family}
        translation.put("name", parts, (first_name or last_name,))


def _take_person_links(translation: Translation) -> None:
    links = translation.left.get("links", {})
    if isinstance(links, Mapping):
        links = _without_own_fields(translation, dict(links))
    for name in list(translation.left):
        form = word_form(name)
        key = "homepage" if form == "url" else PERSON_SERVICE_SYNONYMS.get(form, form)
        if key not in PERSON_SERVICES:
            continue
        value = translation.left.pop(name)
        translation.written.setdefault("links", (name,))
        if isinstance(links, dict):
            links.setdefault(key, value)
        elif isinstance(links, list):
            links = [*links, {"kind": key, "label": PERSON_SERVICES[key].label, "id": value}]
    if "links" in translation.left:
        translation.written.pop("links", None)
    if links:
        translation.left["links"] = links


def _without_own_fields(translation: Translation, links: dict[str, Any]) -> dict[str, Any]:
    """greenelab keeps ORCID and e-mail among the links."""
    for name in list(links):
        form = word_form(str(name))
        if form in ("orcid", "email") and links[name]:
            translation.put(form, links.pop(name), ("links", name))
    return links


def _take_career(translation: Translation) -> None:
    education = translation.left.get("education")
    if isinstance(education, Mapping) and isinstance(education.get("courses"), list):
        del translation.left["education"]
        translation.put("education", education["courses"], ("education", "courses"))
    name, groups = translation.take("user_groups")
    if name:
        translation.put("group", first(groups), (name,))


def _take_published(translation: Translation) -> None:
    name, published = translation.take("published")
    if name and str(published).lower() in ("false", "no"):
        translation.put("draft", "true", (name,))


PAPER_STEPS: tuple[Step, ...] = (
    _take_venue,
    _take_date,
    _take_type,
    _take_notes_of_authors,
    _take_links,
    _take_blox,
    _take_addresses,
    _take_eprint,
)
AUTHOR_STEPS: tuple[Step, ...] = (_take_person_name, _take_person_links, _take_career)
DOCUMENT_STEPS: tuple[Step, ...] = (_take_published,)

STEPS: dict[str, tuple[Step, ...]] = {
    "paper": PAPER_STEPS,
    "author": AUTHOR_STEPS,
    "site": (),
    "venue": (),
    "theme": (),
}
"""Steps by kind; every other kind is a document."""
