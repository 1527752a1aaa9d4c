"""Checks that the files which records name are below `content/static`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.errors import Diagnostic, Loc, Severity
from generator.model import StaticFile
from generator.schema import author, paper
from generator.schema.author import Author
from generator.schema.document import Document
from generator.schema.paper import Paper
from generator.schema.problems import closest
from generator.sources.layout import BIBTEX_SUFFIXES, CSL_SUFFIXES, suffix_of
from generator.sources.records import LocateRecord, Sourced

# Comparing names costs time: a site with many missing files has another problem than slips.
MAX_SUGGESTIONS = 20

MANAGED_SUFFIXES = (*BIBTEX_SUFFIXES, *CSL_SUFFIXES)
"""Of files that reference managers write: their paths are those of another computer or site."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PAGE = re.compile(r"(?:.*/)?(?:[^./#?]*|[^/#?]*\.html?)(?:[#?].*)?")

# Where al-folio keeps what its BibTeX files name by the file's name alone.
_FOLDERS: dict[str, tuple[str, ...]] = {
    "pdf": ("assets/pdf/",),
    "slides": ("assets/pdf/",),
    "poster": ("assets/pdf/",),
    "supplement": ("assets/pdf/",),
    "video": ("assets/video/",),
    "preview": ("assets/img/publication_preview/", "assets/img/"),
    "photo": ("assets/img/",),
    "image": ("assets/img/",),
}

# Fields that may lead to a page of the site as well.
_PAGES_TOO = frozenset({"website", "demo", "blog", "url", "code", "data"})


class StaticIndex:
    """The static files, for finding what a record means by a path."""

    def __init__(self, static: Sequence[StaticFile]) -> None:
        self._paths = frozenset(file.path for file in static)
        self._by_form = {unicodedata.normalize("NFC", path): path for path in self._paths}
        self._suggestions = 0

    def find(self, field: str, written: str) -> str | None:
        """Return the path of the file that a field's value names, or None.

        Tried are the path as written, without query and fragment, in the other Unicode form, as a
        folder with an `index.html`, and in the folders where al-folio keeps such files.
        """
        bare = re.sub(r"[?#].*$", "", written)
        for folder in ("", *(_FOLDERS.get(field, ()))):
            for path in (folder + written, folder + bare):
                if path in self._paths:
                    return folder + written
                other_form = self._by_form.get(unicodedata.normalize("NFC", path))
                if other_form is not None:
                    return other_form
        return written if f"{bare.rstrip('/')}/index.html" in self._paths else None

    def hint(self, written: str) -> str:
        """Return where the file may be, or where such files belong."""
        trimmed = re.sub(r"^(?:\./)?(?:content/)?static/", "", written)
        if trimmed in self._paths:
            return f"paths start below content/static: write {trimmed}"
        self._suggestions += 1
        if self._suggestions <= MAX_SUGGESTIONS:
            name = written.rpartition("/")[2].lower()
            same = sorted(p for p in self._paths if p.rpartition("/")[2].lower() == name)
            best = same[0] if same else closest(written, sorted(self._paths), 0.7)
            if best:
                return f"did you mean {best}?"
        return "paths start below content/static"


def with_static_files(
    records: Iterable[Sourced[Any]],
    static: Sequence[StaticFile],
    locate: LocateRecord,
    diagnostics: list[Diagnostic],
) -> list[Sourced[Any]]:
    """Return the records with the paths of files as they are below `content/static`.

    What a reference manager names but nobody has copied is left out of the record.

    Args:
        locate: As of `Sources`.
        diagnostics: Gets `missing-file` for each file that is not there: an error, but a warning
            for records of reference managers.
    """
    index = StaticIndex(static)
    return [_resolved(record, index, locate, diagnostics) for record in records]


def _resolved(
    record: Sourced[Any], index: StaticIndex, locate: LocateRecord, diagnostics: list[Diagnostic]
) -> Sourced[Any]:
    changed: dict[str, Any] = {}
    is_managed = suffix_of(record.origin.path) in MANAGED_SUFFIXES
    for field, written, at in _named_files(record.value):
        found = index.find(field, written)
        if found is None:
            hint = _managed_hint(written) if is_managed else index.hint(written)
            diagnostics.append(_missing(record, at, written, hint, locate, is_managed=is_managed))
            if is_managed:
                changed[field] = _without(record.value, field, written)
        elif found != written and len(at) == 1:
            changed[field] = found
    if not changed:
        return record
    value = record.value.model_copy(update=changed)
    return Sourced(record.slug, value, record.origin, record.key)


def _missing(
    record: Sourced[Any], at: Loc, written: str, hint: str, locate: LocateRecord, *, is_managed: bool
) -> Diagnostic:
    line, column = locate(record.origin, at)
    message = f"{at[0]}: there is no file content/static/{written}"
    if is_managed:
        message += "; the link is left out"
    severity = Severity.WARNING if is_managed else Severity.ERROR
    return Diagnostic(record.origin.path, line, column, severity, "missing-file", message, hint)


def _managed_hint(written: str) -> str:
    return f"copy it to content/static/{written}, or delete the field"


def _without(value: Any, field: str, written: str) -> Any:
    """Return what a field holds when a file is taken out of it."""
    return tuple(link for link in value.links if link.url != written) if field == "links" else ""


def _named_files(value: Any) -> Iterator[tuple[str, str, Loc]]:
    """Yield (field, path, place) for each value that names a file of the site."""
    for field in _path_fields(value):
        written = getattr(value, field)
        if not written or _ADDRESS.match(written):
            continue
        if field not in _PAGES_TOO or not _PAGE.fullmatch(written):
            yield field, written, (field,)
    for index, link in enumerate(getattr(value, "links", ())):
        if not _ADDRESS.match(link.url) and not _PAGE.fullmatch(link.url):
            yield "links", link.url, ("links", link.kind or index)


def _path_fields(value: Any) -> tuple[str, ...]:
    if isinstance(value, Paper):
        return paper.PATH_FIELDS
    if isinstance(value, Author):
        return author.PATH_FIELDS
    return value.path_fields if isinstance(value, Document) else ()
