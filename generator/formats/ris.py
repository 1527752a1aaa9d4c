"""RIS to raw records, under BibTeX's field names.

Source: the RIS format specification of Research Information Systems, 2011, as PubMed, Zotero,
EndNote and publishers write it. Tags without a BibTeX field keep rispy's name for them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Diagnostic, Loc, Position, Severity
from generator.formats.records import Parsed, RawRecord, Tree, problem, unify_newlines
from generator.text.names import looks_like_group, stands_for_others

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")

_TYPES: dict[str, str] = {
    "ABST": "article",
    "BLOG": "online",
    "BOOK": "book",
    "CHAP": "incollection",
    "COMP": "software",
    "CONF": "proceedings",
    "CPAPER": "inproceedings",
    "DATA": "dataset",
    "EBOOK": "book",
    "ECHAP": "incollection",
    "EDBOOK": "collection",
    "EJOUR": "article",
    "ELEC": "online",
    "INPR": "unpublished",
    "JFULL": "periodical",
    "JOUR": "article",
    "MANSCPT": "unpublished",
    "MGZN": "article",
    "NEWS": "article",
    "PAT": "patent",
    "RPRT": "techreport",
    "SLIDE": "misc",
    "THES": "phdthesis",
    "UNPB": "unpublished",
    "UNPD": "unpublished",
}
_PARTS = frozenset({"incollection", "inproceedings"})

# Several tags say one thing; the first of them that is there wins.
_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("TI", "T1", "CT")),
    ("abstract", ("AB", "N2")),
    ("volume", ("VL",)),
    ("number", ("IS", "CP")),
    ("doi", ("DO", "DI")),
    ("url", ("UR",)),
    ("publisher", ("PB",)),
    ("address", ("CY", "PP")),
    ("language", ("LA",)),
    ("edition", ("ET",)),
    ("series", ("T3",)),
    ("pdf", ("L1",)),
    ("shortjournal", ("J2", "JA")),
    ("note", ("N1",)),
)
_VENUES = ("T2", "JF", "JO", "BT", "J2", "JA")
_AUTHORS = ("AU", "A1")
# Some databases put all people into one line.
_SEVERAL = re.compile(r";\s+")
_ET_AL = re.compile(r",?\s+et\s+al\.?\Z", re.IGNORECASE)
_EDITORS = ("ED", "A2")
_DATES = ("DA", "PY", "Y1")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_DATE = re.compile(r"\s*(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")

Tags = dict[str, list[tuple[str, int]]]


def parse_ris(text: str, path: str) -> Parsed:
    """Return the references of a RIS file.

    Args:
        text: The file's text.
        path: POSIX path relative to the site.

    Returns:
        Records whose `data` has BibTeX's field names (`entry_type`, `author` as lists of parts,
        `year`, `month`, `day`, `journal` or `booktitle`, `pages`, `keywords` as a list ...); the key
        is the `ID` tag. Codes: error `ris-syntax` for text before the first record, warning
        `ris-syntax` for a record without its end.
    """
    text = unify_newlines(text)
    problems: list[Diagnostic] = []
    records = [
        _record(tags, first_line, path, index)
        for index, (tags, first_line) in enumerate(_references(text, path, problems))
    ]
    if not records and not problems:
        message = "no reference is found in this file"
        hint = "each begins with a line 'TY  - JOUR'"
        problems.append(problem(path, Position(1, 1), "ris-syntax", message, hint))
    return tuple(records), tuple(problems)


@dataclass(frozen=True, slots=True)
class RisLocate:
    """Where the fields of one reference stand.

    Attributes:
        line: First line of the reference.
        lines: Field names and their lines.
    """

    line: int
    lines: tuple[tuple[str, int], ...]

    def __call__(self, loc: Loc) -> Position:
        """Return the position of a field's first tag, else of the reference."""
        for name, line in self.lines:
            if loc and name == loc[0]:
                return Position(line, 1)
        return Position(self.line, 1)


def _references(text: str, path: str, problems: list[Diagnostic]) -> Iterator[tuple[Tags, int]]:
    """Yield the tags and the first line of each reference."""
    tags: Tags = {}
    first_line, last = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        tag, value = _tag_of(line)
        if tag in ("TY", "ER"):
            if tags:
                if tag == "TY":
                    problems.append(_no_end(path, first_line))
                yield tags, first_line
            tags = {"TY": [(value, number)]} if tag == "TY" else {}
            first_line, last = number, ""
        elif tags:
            last = _add(tags, tag, last, value, number)
        elif value and not any(known.code == "ris-syntax" for known in problems):
            problems.append(_stray(path, number))
    if tags:
        problems.append(_no_end(path, first_line))
        yield tags, first_line


def _tag_of(line: str) -> tuple[str, str]:
    """Return a line's tag, "" for a continued line, and its text."""
    found = _TAG.match(line)
    return (found[1], (found[2] or "").strip()) if found else ("", line.strip())


def _add(tags: Tags, tag: str, last: str, value: str, line: int) -> str:
    """Add a tag, or continue the last one, and return the tag that a next line would continue."""
    if tag:
        tags.setdefault(tag, []).append((value, line))
        return tag
    if last and value:
        before, at = tags[last][-1]
        tags[last][-1] = (f"{before} {value}".strip(), at)
    return last


def _stray(path: str, line: int) -> Diagnostic:
    message = "this belongs to no reference"
    hint = "each begins with a line 'TY  - JOUR' and ends with 'ER  - '"
    return problem(path, Position(line, 1), "ris-syntax", message, hint, Severity.WARNING)


def _no_end(path: str, line: int) -> Diagnostic:
    message = "this reference has no end"
    hint = "end it with a line 'ER  - '"
    return problem(path, Position(line, 1), "ris-syntax", message, hint, Severity.WARNING)


class _Fields:
    """The fields of one reference as they are gathered."""

    def __init__(self, tags: Tags) -> None:
        self.data: dict[str, Tree] = {}
        self.lines: list[tuple[str, int]] = []
        self._tags = tags

    def take(self, *names: str) -> list[tuple[str, int]]:
        """Remove the tags and return the values of the first that has any."""
        taken = [self._tags.pop(name, []) for name in names]
        return next((values for values in taken if any(text for text, _ in values)), [])

    def look(self, name: str) -> str:
        """Return a tag's first value, "" if there is none; it stays."""
        values = self._tags.get(name)
        return values[0][0] if values else ""

    def put(self, name: str, value: Tree, line: int) -> None:
        """Give a field its value unless that is empty or the field has one."""
        if value and name not in self.data:
            self.data[name] = value
            self.lines.append((name, line))

    def rest(self) -> Tags:
        """Return the tags that nobody took."""
        return self._tags


def _record(tags: Tags, first_line: int, path: str, index: int) -> RawRecord:
    fields = _Fields(tags)
    written_type = fields.take("TY")[:1]
    kind = _TYPES.get(written_type[0][0].strip().upper() if written_type else "", "misc")
    fields.put("entry_type", kind, first_line)
    key = next((text for text, _ in fields.take("ID")), "")
    _put_people(fields)
    _put_date(fields)
    _put_pages(fields)
    _put_venue(fields, kind)
    for name, names in _FIELDS:
        for text, line in fields.take(*names)[:1]:
            fields.put(name, text, line)
    keywords = fields.take("KW")
    if keywords:
        words = [part.strip() for text, _ in keywords for part in text.split(";")]
        fields.put("keywords", [word for word in words if word], keywords[0][1])
    _put_serial_number(fields)
    _put_rest(fields)
    locate = RisLocate(first_line, tuple(fields.lines))
    return RawRecord(path, index, first_line, "ris", key, fields.data, locate)


def _put_people(fields: _Fields) -> None:
    for name, names in (("author", _AUTHORS), ("editor", _EDITORS)):
        values = [value for tag in names for value in fields.take(tag)]
        written = [one for text, _ in values for one in _SEVERAL.split(text)]
        named = [_ET_AL.sub("", one) for one in written if not stands_for_others(one)]
        people: list[Tree] = [person for one in named if (person := _person(one))]
        if people:
            fields.put(name, people, values[0][1])
        if named != written:
            fields.put(f"{name}_truncated", True, values[-1][1])


def _person(text: str) -> Tree:
    """Return a name, "Family, Given, Suffix", in parts; without a comma a group, or the text."""
    text = " ".join(text.split())
    family, comma, rest = text.partition(",")
    if not comma:
        return {"literal": text} if looks_like_group(text) else text
    given, _, suffix = rest.partition(",")
    words = family.split()
    low = [place for place, word in enumerate(words[:-1]) if word[0].islower()]
    cut = low[-1] + 1 if low and low[0] == 0 else 0
    return {
        "family": " ".join(words[cut:]),
        "given": given.strip(),
        "particle": " ".join(words[:cut]),
        "suffix": suffix.strip(),
    }


def _put_date(fields: _Fields) -> None:
    dates = [
        (found, line) for tag in _DATES for text, line in fields.take(tag) if (found := _DATE.match(text))
    ]
    if not dates:
        return
    # The fullest of them: PY stops at the year where DA goes on to the day.
    found, line = max(dates, key=lambda date: sum(part is not None for part in date[0].groups()))
    for name, part in zip(("year", "month", "day"), found.groups(), strict=True):
        if part and int(part):
            fields.put(name, str(int(part)), line)


def _put_pages(fields: _Fields) -> None:
    first, last = fields.take("SP"), fields.take("EP")
    if not first:
        return
    start, line = first[0]
    end = last[0][0] if last else ""
    alone = not end or end == start or "-" in start
    fields.put("pages", start.replace("–", "-") if alone else f"{start}-{end}", line)


def _put_venue(fields: _Fields, kind: str) -> None:
    name = "booktitle" if kind in _PARTS else "journal"
    if kind in ("book", "phdthesis", "techreport"):
        name = "series"
    short = fields.look("J2") or fields.look("JA")
    for text, line in fields.take(*_VENUES)[:1]:
        fields.put(name, text, line)
        if short and short != text and name == "journal":
            fields.put("shortjournal", short, line)


def _put_serial_number(fields: _Fields) -> None:
    for text, line in fields.take("SN"):
        is_isbn = _ISBN.search(text) is not None
        fields.put("isbn" if is_isbn else "issn", text, line)
    if "doi" in fields.data:
        return
    for tag in ("M3", "C7", "L3"):
        found = _DOI.search(fields.look(tag))
        if found:
            fields.put("doi", found[0], fields.take(tag)[0][1])
            return


def _put_rest(fields: _Fields) -> None:
    from rispy.config import TAG_KEY_MAPPING

    for tag, values in fields.rest().items():
        texts: list[Tree] = [text for text, _ in values if text]
        if texts:
            name = str(TAG_KEY_MAPPING.get(tag, tag.lower()))
            fields.put(name, texts[0] if len(texts) == 1 else texts, values[0][1])
