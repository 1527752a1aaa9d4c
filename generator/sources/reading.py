"""One source file to validated records: parse, alias, validate, name. Pure: no disk, no clock."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator import urls
from generator.errors import Diagnostic, Loc, Position, Severity, has_errors
from generator.formats.decoding import decode
from generator.formats.records import Parsed, RawRecord
from generator.model import Origin
from generator.schema.aliases import MODELS, known_names
from generator.schema.canonical import LENIENT_DIALECTS, Canonical, canonical, in_source, near_miss
from generator.schema.checking import find_problems, to_diagnostic
from generator.schema.problems import Finding, quoted
from generator.schema.several_people import doubtful_people
from generator.sources.formulas import formula_notes
from generator.sources.layout import (
    BIBTEX_SUFFIXES,
    CSL_SUFFIXES,
    MARKDOWN_SUFFIXES,
    Place,
    place_of,
    suffix_of,
)
from generator.sources.naming import slug_of, slug_of_stem
from generator.sources.records import ParsedSource, Sourced
from generator.text.slugs import slugify

# Reference managers fill these as they like. A value that cannot be used moves to `extra` with a
# warning, where YAML, written by hand, gets an error.
_SET_ASIDE = frozenset(
    {
        "bad-arxiv",
        "bad-choice",
        "bad-doi",
        "bad-email",
        "bad-isbn",
        "bad-language",
        "bad-link",
        "bad-number",
        "bad-path",
        "bad-slug",
        "empty-field",
        "unknown-field",
        "missing-field",
        "too-long",
        "wrong-type",
    }
)
_NEEDED = frozenset({"title"})

# Entries of biblatex that bundle others, and are no works.
_CONTROL_ENTRIES = frozenset({"set", "bibnote"})

_SCHEME = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_HEADING = re.compile(r"\s*+#[ \t]([^\n]*)(?:\n|\Z)")
_DATED_STEM = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_]|\Z)")
_LIST_FIRST = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n|(?:---|%)[^\n]*+\n)*+[ \t]*+(?:-[ \t\n]|\[)")
_CODE_HOSTS = ("git", "codeberg", "bitbucket", "sr.ht", "huggingface", "hf.co")

MAX_TITLE_OF_NEWS = 80


def parse_source(path: str, content: bytes) -> ParsedSource:
    """Return the valid records of one file, and all that is wrong with the others.

    Args:
        path: POSIX path relative to the site; it says what the file holds.
        content: The file's bytes.
    """
    place = place_of(path)
    if place is None:
        return ParsedSource(path)
    if isinstance(place, Diagnostic):
        return ParsedSource(path, (), (place,))
    text, noticed = decode(content, path)
    diagnostics = list(noticed)
    if text is None:
        return ParsedSource(path, (), noticed, _broken_file(place))
    raw_records, noticed = parse_records(path, place, text)
    diagnostics.extend(noticed)
    is_alone = len(raw_records) == 1 and not _holds_list(path, text)
    records = read_records(raw_records, place, is_alone, diagnostics)
    broken = _broken(raw_records, records, place) if raw_records else _broken_file(place)
    return ParsedSource(path, records, tuple(diagnostics), broken if has_errors(diagnostics) else ())


def _broken_file(place: Place) -> tuple[tuple[str, str], ...]:
    return ((place.kind, slug_of_stem(place)),)


def _broken(
    raw_records: Iterable[RawRecord], records: Iterable[Sourced[Any]], place: Place
) -> tuple[tuple[str, str], ...]:
    """Return what the records that cannot be used would be called."""
    usable = {record.origin.index for record in records}
    broken = (raw for raw in raw_records if raw.index not in usable)
    names = ((str(raw.data.get("slug") or ""), raw.key) for raw in broken)
    return tuple((place.kind, slugify(slug) or slugify(key) or slug_of_stem(place)) for slug, key in names)


def read_records(
    raw_records: Iterable[RawRecord], place: Place, is_alone: bool, diagnostics: list[Diagnostic]
) -> tuple[Sourced[Any], ...]:
    """Return the valid ones of some records, in their order.

    Args:
        is_alone: The file holds one record only and not as an item of a list.
        diagnostics: Gets what is wrong or worth a note.
    """
    works = (raw for raw in raw_records if raw.data.get("entry_type") not in _CONTROL_ENTRIES)
    found = (_read_record(raw, place, is_alone, diagnostics) for raw in works)
    return tuple(record for record in found if record is not None)


def parse_records(path: str, place: Place, text: str) -> Parsed:
    """Return the records of a file as written, by the format that its suffix names."""
    # Each parser brings its libraries along: load the ones that the site needs.
    suffix = suffix_of(path)
    if suffix in MARKDOWN_SUFFIXES:
        from generator.formats.front_matter import parse_front_matter

        return parse_front_matter(text, path)
    if suffix in BIBTEX_SUFFIXES:
        from generator.formats.bibtex import parse_bibtex

        return parse_bibtex(text, path)
    if suffix in CSL_SUFFIXES:
        from generator.formats.csl import parse_csl_lines

        return parse_csl_lines(text, path)
    from generator.formats.yaml_marks import parse_yaml

    records, diagnostics = parse_yaml(text, path)
    if place.kind == "venue" and len(records) == 1:
        records = _venues_of_mapping(records[0])
    return records, diagnostics


def canonical_record(raw: RawRecord, kind: str) -> Canonical:
    """Return a record under our field names, with what the file's body stands for."""
    found = canonical(raw.data, raw.dialect, kind)
    body = raw.body.strip()
    if raw.dialect != "yaml" or not body:
        return found
    field = {"paper": "abstract", "author": "biography"}.get(kind, "body")
    if field in found.data:
        at = found.written.get(field, (field,))
        message = f"the text below the front matter is not shown: '{at[0]}' is there too"
        note = Finding("alias-conflict", message, "keep one of the two", at, Severity.NOTE)
        return found._replace(findings=(*found.findings, note))
    return found._replace(data={**found.data, field: raw.body})


def _read_record(
    raw: RawRecord, place: Place, is_alone: bool, diagnostics: list[Diagnostic]
) -> Sourced[Any] | None:
    found = canonical_record(raw, place.kind)
    data = _completed(found.data, place)
    findings = list(found.findings)
    value = _validated(MODELS[place.kind], place.kind, raw.dialect, data, found.written, findings)
    slug = ""
    if value is not None:
        diagnostics.extend(formula_notes(raw, data, found.written))
        findings.extend(_doubts(raw, place, found))
        slug, refusal = slug_of(value, place, raw.key, is_alone)
        if refusal is not None:
            findings.append(refusal._replace(at=in_source(refusal.at, found.written)))
    if raw.dialect in LENIENT_DIALECTS:
        findings = [_hint_at_slip(finding, raw, place.kind) for finding in findings]
    if raw.body and not raw.data:
        findings = [_hint_at_front_matter(finding) for finding in findings]
    diagnostics.extend(to_diagnostic(finding, raw.locate, raw.path) for finding in findings)
    if not slug:
        return None
    return Sourced(slug, value, Origin(raw.path, raw.index, raw.line), raw.key)


def _hint_at_slip(finding: Finding, raw: RawRecord, kind: str) -> Finding:
    """Return what a record of a reference manager lacks, with its key and what may stand for it."""
    if finding.code != "missing-field" or not finding.at:
        return finding
    field = str(finding.at[0])
    slip = next((name for name in raw.data if near_miss(name.lower(), kind) == field), "")
    message = f"{finding.message} in {quoted(raw.key)}" if raw.key else finding.message
    hint = f"is '{slip[:60]}' meant to be '{field}'?" if slip else finding.hint
    return finding._replace(message=message, hint=hint)


def _hint_at_front_matter(finding: Finding) -> Finding:
    """Return what a Markdown file without any fields lacks, with the way to write them."""
    if finding.code != "missing-field":
        return finding
    field = finding.at[0] if finding.at else "title"
    return finding._replace(hint=f"begin the file with a line of ---, then '{field}: ...', then --- again")


def _doubts(raw: RawRecord, place: Place, found: Canonical) -> Iterator[Finding]:
    """Yield what a hand may have written otherwise than it is read."""
    if raw.dialect != "yaml" or place.kind != "paper":
        return
    for field in ("authors", "editors"):
        for finding in doubtful_people(found.data.get(field), field):
            yield finding._replace(at=in_source(finding.at, found.written))


def _validated(
    model: type[BaseModel],
    kind: str,
    dialect: str,
    data: dict[str, Any],
    written: dict[str, Loc],
    findings: list[Finding],
) -> BaseModel | None:
    """Return the record, or None after adding what is wrong in the source's own names."""
    result = find_problems(model, data, known_names(kind))
    if isinstance(result, BaseModel):
        return result
    problems = result
    if dialect in LENIENT_DIALECTS:
        usable, set_aside = _set_aside(data, problems)
        findings.extend(finding._replace(at=in_source(finding.at, written)) for finding in set_aside)
        result = find_problems(model, usable, known_names(kind))
        if isinstance(result, BaseModel):
            return result
        problems = result
    findings.extend(problem._replace(at=in_source(problem.at, written)) for problem in problems)
    return None


def _set_aside(data: dict[str, Any], problems: tuple[Finding, ...]) -> tuple[dict[str, Any], list[Finding]]:
    usable = dict(data)
    extra = dict(data["extra"]) if isinstance(data.get("extra"), Mapping) else {}
    warnings: list[Finding] = []
    for problem in problems:
        field = str(problem.at[0]) if problem.at else ""
        is_usual = problem.code in _SET_ASIDE or _is_no_address(problem, data.get(field))
        if not is_usual or field in _NEEDED or field not in data:
            continue
        if field in usable:
            extra.setdefault(field, usable.pop(field))
        warnings.append(problem._replace(severity=Severity.WARNING))
    usable["extra"] = extra
    return usable, warnings


def _is_no_address(problem: Finding, value: object) -> bool:
    """Tell whether an address is only a file's name or some words; another scheme stays an error."""
    return problem.code == "bad-url" and isinstance(value, str) and _SCHEME.match(value) is None


def _completed(data: dict[str, Any], place: Place) -> dict[str, Any]:
    """Return the record with what its other fields and its file's name tell."""
    if place.kind == "paper":
        return _with_code(data)
    if place.kind in ("page", "news", "talk", "teaching", "project"):
        return _with_title_and_date(data, place)
    return data


def _with_code(data: dict[str, Any]) -> dict[str, Any]:
    abstract = data.get("abstract")
    if "code" in data or not isinstance(abstract, str):
        return data
    if not any(host in abstract.lower() for host in _CODE_HOSTS):
        return data
    repository = urls.code_host_repository(abstract)
    return {**data, "code": repository} if repository else data


def _with_title_and_date(data: dict[str, Any], place: Place) -> dict[str, Any]:
    body = data.get("body")
    added: dict[str, Any] = {}
    if "title" not in data and isinstance(body, str):
        heading = _HEADING.match(body)
        text = heading[1].strip().rstrip("#").rstrip() if heading else ""
        if heading and text:
            added = {"title": text, "body": body[heading.end() :]}
        elif place.kind == "news":
            added = {"title": _beginning(body)}
    stem_date = _DATED_STEM.match(place.stem)
    if stem_date and "date" not in data and place.kind in ("news", "talk"):
        added["date"] = stem_date[1]
    return {**data, **added} if added else data


def _beginning(body: str) -> str:
    """Return the first words of a news item that has no title, as al-folio's short ones."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>]", lambda match: match[1] or "", body[:2000])
    text = " ".join(text.split())
    if len(text) <= MAX_TITLE_OF_NEWS:
        return text
    return text[:MAX_TITLE_OF_NEWS].rpartition(" ")[0] + " …"


def _holds_list(path: str, text: str) -> bool:
    return suffix_of(path) in (".yaml", ".yml") and _LIST_FIRST.match(text) is not None


def _venues_of_mapping(record: RawRecord) -> tuple[RawRecord, ...]:
    """Return al-folio's `{ABBR: {url, color}}` as a list of venues; a list stays as it is."""
    values = record.data
    if not values or not all(isinstance(value, Mapping) for value in values.values()):
        return (record,)
    return tuple(
        RawRecord(
            record.path,
            index,
            record.locate((abbr,)).line,
            record.dialect,
            abbr,
            {"abbr": abbr, **fields},
            _Below(record, abbr),
        )
        for index, (abbr, fields) in enumerate(values.items())
        if isinstance(fields, dict)
    )


class _Below:
    """Finds places of a record that is itself a field of another."""

    def __init__(self, record: RawRecord, field: str) -> None:
        self._record = record
        self._field = field

    def __call__(self, at: Loc) -> Position:
        return self._record.locate((self._field, *at))
