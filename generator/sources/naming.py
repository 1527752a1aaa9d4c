"""Slugs: what a record is called when its source does not say."""

import re
from typing import Any

from generator.errors import Loc
from generator.schema.problems import Finding, quoted
from generator.sources.layout import Place
from generator.text.slugs import is_device, is_reserved, slugify

_ARTICLES = frozenset({"a", "an", "the"})
_WORD = re.compile(r"\w+")


def slug_of(value: Any, place: Place, key: str, is_alone: bool) -> tuple[str, Finding | None]:
    """Return the slug of a record, and what is wrong with it.

    Args:
        value: The validated record.
        key: Its citekey or CSL id, "" for none.
        is_alone: The file holds this record only and not as an item of a list.

    Returns:
        The field `slug`, else the citekey, CSL id or file's stem, else family-year-firstword; of
        a page the path with its folders; of a venue its short name, else its name.
    """
    slug = value.slug or slugify(key)
    if not slug and place.kind == "venue":
        slug = slugify(value.abbr) or slugify(value.name)
    if not slug and is_alone and not key and place.kind != "venue":
        slug = slugify(place.stem)
    if not slug and place.kind == "paper":
        slug = family_year_word(value)
    if not slug:
        hint = "add the field slug with Latin letters or digits"
        return "", Finding("bad-slug", "the record has no name to make a slug of", hint)
    refusal = _refusal(slug, place, ("slug",) if value.slug else ())
    if refusal is not None:
        return "", refusal
    if place.kind == "page" and place.folder:
        folders = [slugify(part) for part in place.folder.split("/")]
        if not all(folders):
            message = f"the folder {quoted(place.folder)} leaves no letters or digits for a path"
            return "", Finding("bad-slug", message, "rename it with Latin letters")
        device = next(filter(is_device, folders), "")
        if device:
            message = f"the folder '{device}' cannot be on Windows, where it is a device"
            return "", Finding("reserved-slug", message, "rename it")
        return "/".join([*folders, slug]), None
    return slug, None


def _refusal(slug: str, place: Place, at: Loc) -> Finding | None:
    hint = "give it another one with the field slug"
    if is_device(slug):
        message = f"the slug '{slug}' makes files that cannot be on Windows, where it is a device"
        return Finding("reserved-slug", message, hint, at)
    # A page's path is its own; `content/pages/index.md` is the introduction on the home page.
    may_be_index = place.kind == "page" and (place.folder or slug == "index")
    if is_reserved(slug) and not may_be_index:
        return Finding("reserved-slug", f"the slug '{slug}' is kept for Byline's own pages", hint, at)
    return None


def slug_of_stem(place: Place) -> str:
    """Return the slug that a file's name gives its record, "" if there is none in it."""
    return "/".join(filter(None, (*map(slugify, place.folder.split("/")), slugify(place.stem))))


def family_year_word(paper: Any) -> str:
    """Return the slug family-year-firstword of a paper, of what is known of it."""
    first = next(iter(paper.authors or paper.editors), None)
    name = first.name.family or first.name.display if first else ""
    year = str(paper.date.year) if paper.date else ""
    words = [word for word in _WORD.findall(paper.title) if word.lower() not in _ARTICLES]
    return slugify(" ".join(part for part in (name, year, *words[:1]) if part))
