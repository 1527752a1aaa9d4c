"""A file of a reference manager to validated papers, whatever its format."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import Diagnostic, OutsideError, Severity, UsageError, in_reading_order
from generator.formats.decoding import decode
from generator.formats.records import Parsed, RawRecord
from generator.schema.paper import Paper
from generator.sources.layout import Place
from generator.sources.reading import read_records
from generator.sources.records import Sourced

_FORMS = {
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".biblatex": "bibtex",
    ".json": "csl",
    ".jsonl": "csl-lines",
    ".ndjson": "csl-lines",
    ".ris": "ris",
}
_LOOKS = (
    ("bibtex", re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)),
    ("ris", re.compile(r"^\s{0,3}TY {1,2}- ", re.MULTILINE)),
    ("csl", re.compile(r"\A\s*[\[{]")),
)
_NAMES = "BibTeX (.bib), CSL-JSON (.json, .jsonl) and RIS (.ris) files are read"

_SERVICES = ("orcid:", "openalex:", "dblp:", "arxiv:", "doi:", "http:", "https:")

# Without a file's stem a record is named after its citekey, or its author and year.
_PLACE = Place("paper", "")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds.

    Attributes:
        form: bibtex, csl, csl-lines or ris; "" when the file is no text.
        content: The file as it is.
        papers: The usable records, in the order written.
        diagnostics: What is wrong with the others, in reading order; paths are as asked for.
    """

    form: str
    content: bytes
    papers: tuple[Sourced[Paper], ...]
    diagnostics: tuple[Diagnostic, ...]


def read_papers(source: str) -> Imported:
    """Return the papers of a file.

    Args:
        source: The file's path; its suffix names the format, else its content does.

    Raises:
        UsageError: There is no such file, or it is of no format that is read.
        OutsideError: The file cannot be read.
    """
    shown = source.replace("\\", "/")
    content = _content(source)
    text, noticed = decode(content, shown)
    if text is None:
        return Imported("", content, (), noticed)
    form = _form(source, text)
    raw_records, problems = _parse(form, text, shown)
    diagnostics = [*noticed, *problems]
    usable = [_named(raw) for raw in raw_records if not _is_zotero_json(raw, diagnostics)]
    papers = read_records(usable, _PLACE, False, diagnostics)
    if not papers and not diagnostics:
        message = "the file holds no record of a paper"
        diagnostics.append(Diagnostic(shown, 1, 1, Severity.ERROR, "empty-file", message))
    return Imported(form, content, papers, in_reading_order(diagnostics))


def _content(source: str) -> bytes:
    file = Path(source)
    service = next((name for name in _SERVICES if source.lower().startswith(name)), None)
    if service and not file.exists():
        raise UsageError(
            f"{source}: records cannot be fetched from the network yet",
            f"export a file there and name it: {_NAMES}",
        )
    if file.is_dir():
        raise UsageError(f"{source} is a folder, not a file", _NAMES)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {source}") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise OutsideError(f"{source} cannot be read: {why}") from None


def _form(source: str, text: str) -> str:
    suffix = Path(source).suffix.lower()
    if suffix in _FORMS:
        return _FORMS[suffix]
    if suffix in (".yaml", ".yml", ".md"):
        raise UsageError(
            f"{source} needs no import",
            "put it into content/papers/ of the site: YAML and Markdown are read there",
        )
    for form, pattern in _LOOKS:
        if pattern.search(text):
            return form
    raise UsageError(f"{source} is of no format that is known here", _NAMES)


def _parse(form: str, text: str, path: str) -> Parsed:
    # Each parser brings its libraries along: load the one that is needed.
    if form == "bibtex":
        from generator.formats.bibtex import parse_bibtex

        return parse_bibtex(text, path)
    if form == "ris":
        from generator.formats.ris import parse_ris

        return parse_ris(text, path)
    from generator.formats import csl

    return csl.parse_csl(text, path) if form == "csl" else csl.parse_csl_lines(text, path)


def _named(raw: RawRecord) -> RawRecord:
    """Return the record without a key that is an address: Zotero numbers its items by those."""
    return replace(raw, key="") if raw.key.lower().startswith(("http:", "https:")) else raw


def _is_zotero_json(raw: RawRecord, diagnostics: list[Diagnostic]) -> bool:
    if "itemType" not in raw.data:
        return False
    if not any(problem.code == "json-shape" for problem in diagnostics):
        message = "this is Zotero's own JSON, not CSL-JSON"
        hint = "choose the format 'CSL JSON' or 'BibTeX' when exporting"
        diagnostics.append(Diagnostic(raw.path, raw.line, 1, Severity.ERROR, "json-shape", message, hint))
    return True
