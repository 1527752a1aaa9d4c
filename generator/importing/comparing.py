"""A record beside the paper that a file has: what is missing there, and where they differ."""

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.formats.records import RawRecord, Tree
from generator.importing.paper_fields import paper_fields
from generator.schema.aliases import field_names
from generator.schema.paper import Paper
from generator.sources.reading import canonical_record
from generator.values import PartialDate, Resource

_SHOWN = 60


class Kept(NamedTuple):
    """A field whose value stays as the file has it.

    Attributes:
        yours: The file's value, shortened for showing; "" where the field is there and empty.
        theirs: The imported value, shortened.
    """

    field: str
    yours: str
    theirs: str


def compare(mine: Paper, raw: RawRecord, theirs: Paper) -> tuple[dict[str, Tree], tuple[Kept, ...]]:
    """Return the fields that a file lacks, and those that it keeps although they differ.

    Args:
        mine: The paper as the file has it.
        raw: The same as written: it says which fields are there, under whatever name.
        theirs: The imported record.
    """
    written = canonical_record(raw, "paper").data.keys() | (raw.data.keys() & field_names("paper"))
    incoming = paper_fields(theirs)
    current = paper_fields(mine)
    missing: dict[str, Tree] = {}
    kept: list[Kept] = []
    for name, value in incoming.items():
        yours, new = getattr(mine, name), getattr(theirs, name)
        # What is kept under `extra` is shown nowhere: not worth a change of a file that someone wrote.
        if name == "extra" or yours == new:
            continue
        if name not in written and name not in current:
            missing[name] = value
        elif not _agree(name, yours, new):
            kept.append(Kept(name, _shown(name, yours, current), _shown(name, new, incoming)))
    # A short name belongs to a full one.
    if any(k.field == "venue" for k in kept):
        missing.pop("venue_short", None)
    return missing, tuple(kept)


def _agree(name: str, mine: Any, theirs: Any) -> bool:
    """Tell whether the file says as much as the record, and perhaps more."""
    if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate):
        return mine.isoformat().startswith(theirs.isoformat())
    if isinstance(mine, Resource) and isinstance(theirs, Resource):
        return mine.exists is True and set(theirs.urls) <= set(mine.urls)
    if isinstance(mine, str) and isinstance(theirs, str):
        return mine.split() == theirs.split()
    compared = _LISTS.get(name)
    return compared is not None and compared(mine, theirs)


def _same_names(mine: Any, theirs: Any) -> bool:
    return [entry.name.display for entry in mine] == [entry.name.display for entry in theirs]


def _holds_all(mine: Any, theirs: Any) -> bool:
    return set(theirs) <= set(mine)


_LISTS: dict[str, Callable[[Any, Any], bool]] = {
    "authors": _same_names,
    "editors": _same_names,
    "keywords": _holds_all,
    "links": _holds_all,
    "references": _holds_all,
}


def _shown(name: str, value: Any, fields: dict[str, Tree]) -> str:
    if name in ("authors", "editors"):
        text = ", ".join(entry.name.display for entry in value)
    elif isinstance(value, bool):
        text = str(value).lower()
    else:
        text = _text(fields.get(name, ""))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _text(tree: Tree) -> str:
    if isinstance(tree, bool):
        return str(tree).lower()
    if isinstance(tree, list):
        return ", ".join(map(_text, tree))
    if isinstance(tree, dict):
        return ", ".join(f"{key}: {_text(value)}" for key, value in tree.items())
    return " ".join(str(tree).split())
