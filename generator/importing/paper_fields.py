"""A validated paper as the fields that a YAML file of ours would have."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from generator.formats.records import Tree
from generator.schema.paper import AuthorEntry, CitationCount, Paper
from generator.schema.reported import Reported
from generator.values import Link, PartialDate, PersonName, Resource

PROSE = frozenset({"abstract", "bibtex"})
"""Fields that are written as blocks of text."""

_FIRST = """
    title authors authors_truncated editors date status type venue venue_short volume issue pages publisher
    doi arxiv pmid isbn openalex semantic_scholar acl openreview url pdf code data
""".split()
_LAST = ("abstract", "bibtex", "extra")

# Set by Byline, or said by the file's own name.
_UNWRITTEN = frozenset({"entry_text", "slug"})

# What reference managers and Crossref note for themselves; it would be stale from the first day.
_BOOKKEEPING = re.compile(
    r"(?:bdsk-|_|x-|opt|date-|jabref|posted).*|file|files|local-url|owner|timestamp|groups?|comment|abstractnote"
    r"|added-at|biburl|bibsource|bibrec|(?:inter|intra)hash|urldate|accessed|read|readstatus|ranking|priority"
    r"|creationdate|modificationdate|created|deposited|indexed|citation-key|citekey|sortkey|keywords?-?plus"
    r"|source|score|prefix|member|reference-count|references-count|is-referenced-by-count|content-domain|license"
    r"|relation|resource|subject|update-policy|library|libraryid|itemid|version|system_id|key|id|ids|lccn",
    re.IGNORECASE,
)
_MAX_KEY = 100
_MAX_DEPTH = 6


def paper_fields(paper: Paper) -> dict[str, Tree]:
    """Return the canonical fields of a paper that say something, in a fixed order.

    Written as YAML and read again they are the same paper, but for `slug` and `entry_text`, and for
    what `extra` has of the bookkeeping of reference managers.
    """
    fields: dict[str, Tree] = {}
    for name in field_order():
        value = getattr(paper, name)
        if value == Paper.model_fields[name].default:
            continue
        if name in ("authors", "editors"):
            fields[name] = [_entry(entry) for entry in value]
        elif name == "extra":
            fields[name] = dict(_extra(value))
        else:
            fields[name] = _written(value)
    if not fields.get("extra"):
        fields.pop("extra", None)
    return fields


@lru_cache
def field_order() -> tuple[str, ...]:
    """Return the names of the fields that are written, in the order of writing."""
    others = [name for name in Paper.model_fields if name not in (*_FIRST, *_LAST, *_UNWRITTEN)]
    return (*_FIRST, *others, *_LAST)


def _written(value: Any) -> Tree:
    if isinstance(value, str):
        # `retracted` is a text that may be the word true.
        return True if value == "true" else value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, PartialDate):
        return value.isoformat()
    if isinstance(value, Resource):
        return _resource(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    fields = _record(value)
    return value if fields is None else {key: item for key, item in fields.items() if item not in ("", None)}


def _record(value: Any) -> dict[str, Tree] | None:
    if isinstance(value, Link):
        return {"label": value.label, "url": value.url, "kind": value.kind, "icon": value.icon}
    if isinstance(value, CitationCount):
        date = value.date.isoformat() if value.date else ""
        by_year: Tree = {str(year): count for year, count in value.by_year} or None
        return {"count": value.count, "source": value.source, "date": date, "by_year": by_year}
    if isinstance(value, Reported):
        return {"source": value.source, "url": value.url, "date": value.date.isoformat(), **value.values}
    return None


def _resource(resource: Resource) -> Tree:
    if not resource.applies:
        return "n/a"
    if len(resource.urls) == 1:
        return resource.urls[0]
    return list(resource.urls) if resource.urls else resource.exists


@lru_cache(maxsize=20_000)
def _entry(entry: AuthorEntry) -> Tree:
    """Return the shortest way to write an author that means the same when it is read."""
    for written in _ways(entry):
        try:
            read = Paper.model_validate({"title": "-", "authors": [written]}).authors
        except ValidationError:
            continue
        if read == (entry,):
            return written
    return entry.name.display


def _ways(entry: AuthorEntry) -> Iterator[Tree]:
    name = entry.name
    texts = (name.display, name.inverted())
    yield from texts
    marks: dict[str, Tree] = {
        field: value
        for field in ("id", "orcid", "group", "equal", "corresponding", "affiliation")
        if (value := getattr(entry, field))
    }
    for text in texts:
        yield {"name": text, **marks}
    yield {"name": _parts(name), **marks}
    yield {"name": {"display": name.display, **_parts(name)}, **marks}
    # A name whose other reading would be a group.
    yield {"name": {"display": name.display, **_parts(name)}, "group": False, **marks}


def _parts(name: PersonName) -> dict[str, Tree]:
    return {
        part: text for part in ("given", "particle", "family", "suffix") if (text := str(getattr(name, part)))
    }


def _extra(extra: dict[str, Any]) -> Iterator[tuple[str, Tree]]:
    for key, value in extra.items():
        name = str(key)
        if name and len(name) <= _MAX_KEY and not _BOOKKEEPING.fullmatch(name):
            tree = _tree(value)
            if tree not in (None, "", [], {}):
                yield name, tree


def _tree(value: Any, depth: int = 0) -> Tree:
    """Return any value as YAML can hold it: text, lists and mappings."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, PersonName):
        return value.display
    if depth >= _MAX_DEPTH:
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, dict):
        return {str(key): _tree(item, depth + 1) for key, item in value.items() if len(str(key)) <= _MAX_KEY}
    if isinstance(value, list | tuple):
        return [_tree(item, depth + 1) for item in value]
    return str(value)
