"""Fields that an entry takes over from others: `crossref` and `xdata`.

Source: the biblatex manual, appendix B (default crossref setup), narrowed: what identifies the
volume (its DOI, its URL) does not identify the paper in it.
"""

from collections.abc import Mapping
from typing import NamedTuple

Fields = dict[str, str]

# What stays with the entry that wrote it.
_OWN: frozenset[str] = frozenset(
    """
    abstract annotation annote arxiv biburl bibsource bibtex_show code crossref date-added
    date-modified doi entryset entrysubtype eprint eprintclass eprinttype execute file ids
    indextitle keywords label note options owner pages pdf preview presort related relatedoptions
    relatedstring relatedtype selected shorthand shorthandintro shorttitle slides sortkey
    sorttitle sortyear timestamp url urldate video xdata xref
    """.split()
)
_DATES = frozenset({"date", "year", "month", "day"})
_PARTS = frozenset({"inbook", "incollection", "inproceedings", "conference", "suppbook"})
_PARTS_OF_PERIODICAL = frozenset({"article", "suppperiodical"})
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_PERIODICAL_TITLES = {"title": "journaltitle", "subtitle": "journalsubtitle"}


class Written(NamedTuple):
    """An entry before inheritance: its type, and its fields as LaTeX."""

    kind: str
    fields: Fields


class Inherited(NamedTuple):
    """An entry's fields with those of others, and the citekeys it names that do not exist."""

    fields: Fields
    missing: tuple[tuple[str, str], ...]


_MAX_CHAIN = 8


class Library:
    """The entries of one file, and what each has with its inherited fields."""

    def __init__(self, entries: Mapping[str, Written]) -> None:
        self._exact = entries
        # Citekeys in `crossref` differ in case at times; BibTeX does not mind.
        self._folded = {key.lower(): key for key in reversed(list(entries))}
        self._known: dict[str, Fields] = {}
        self._chain: list[str] = []

    def inherit(self, entry: Written) -> Inherited:
        """Return an entry's fields with what its `xdata` and `crossref` entries add.

        Its own fields always win, then those of `xdata` in the order named, then the parent's.
        A circle, or a chain of more than eight, is cut.
        """
        if "crossref" not in entry.fields and "xdata" not in entry.fields:
            return Inherited(entry.fields, ())
        fields = dict(entry.fields)
        missing: list[tuple[str, str]] = []
        for key in _keys(entry.fields.get("xdata", "")):
            source = self._find(key)
            if source is None:
                missing.append(("xdata", key))
                continue
            for name, value in self._fields_of(source).items():
                if name not in ("xdata", "ids"):
                    fields.setdefault(name, value)
        parent_key = fields.get("crossref", "").strip()
        if parent_key:
            parent = self._find(parent_key)
            if parent is None:
                missing.append(("crossref", parent_key))
            else:
                parent_kind = self._exact[parent].kind
                _take_over(fields, entry.kind, parent_kind, self._fields_of(parent))
        return Inherited(fields, tuple(missing))

    def _find(self, key: str) -> str | None:
        return key if key in self._exact else self._folded.get(key.lower())

    def _fields_of(self, key: str) -> Fields:
        known = self._known.get(key)
        if known is not None:
            return known
        if key in self._chain or len(self._chain) >= _MAX_CHAIN:
            return self._exact[key].fields
        self._chain.append(key)
        known = self.inherit(self._exact[key]).fields
        self._chain.pop()
        self._known[key] = known
        return known


def _take_over(fields: Fields, kind: str, parent_kind: str, parent: Fields) -> None:
    if kind in _PARTS:
        titles = _TITLES
    elif kind in _PARTS_OF_PERIODICAL and parent_kind == "periodical":
        titles = _PERIODICAL_TITLES
    else:
        titles = {}
    dated = "date" in fields or ("year" in fields and fields["year"] != parent.get("year"))
    # A parent that spells `booktitle` out for its children means it: titles come last.
    for name, value in sorted(parent.items(), key=lambda item: item[0] in titles):
        if name not in _OWN and not (dated and name in _DATES):
            fields.setdefault(titles.get(name, name), value)


def _keys(written: str) -> list[str]:
    return [key for part in written.split(",") if (key := part.strip())]
