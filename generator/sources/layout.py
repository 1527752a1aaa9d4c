"""What each place below `content/` is for."""

from typing import NamedTuple

from generator.errors import Diagnostic, Severity
from generator.schema.document import DOCUMENTS
from generator.schema.problems import closest

SITE_FILES = ("content/site.yaml", "content/site.yml")
VENUE_FILES = ("content/venues.yaml", "content/venues.yml")

YAML_SUFFIXES = (".yaml", ".yml")
MARKDOWN_SUFFIXES = (".md", ".markdown")
BIBTEX_SUFFIXES = (".bib",)
CSL_SUFFIXES = (".jsonl",)

KINDS: dict[str, str] = {
    "authors": "author",
    "papers": "paper",
    **{folder: model.kind for folder, model in DOCUMENTS.items()},
}
"""Kinds of records by the folder that holds them."""

_SUFFIXES: dict[str, tuple[str, ...]] = {
    "authors": YAML_SUFFIXES + MARKDOWN_SUFFIXES,
    "papers": YAML_SUFFIXES + MARKDOWN_SUFFIXES + BIBTEX_SUFFIXES + CSL_SUFFIXES,
}


class Place(NamedTuple):
    """What a source file is.

    Attributes:
        kind: Kind of its records, a key of `schema.aliases.MODELS`.
        stem: The file's name without suffix; of `index.md` in a folder of its own, the folder's.
        folder: POSIX path below the folder of the kind, "" for files right in it.
    """

    kind: str
    stem: str
    folder: str = ""


def suffix_of(path: str) -> str:
    """Return the suffix of a path in lower case, with its dot."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def place_of(path: str) -> Place | Diagnostic | None:
    """Return what a file is, a note when nothing reads it, or None when others read it.

    Args:
        path: POSIX path relative to the site, below `content/` but not below `content/static`.
    """
    if path in VENUE_FILES:
        return Place("venue", "venues")
    parts = path.split("/")
    name = parts[-1]
    if len(parts) == 2:
        # Logs of metrics and background papers for novelty are JSON lines; metrics reads them.
        if path in SITE_FILES or name.endswith(".jsonl") or name.lower().startswith("readme"):
            return None
        return _ignored(path, "no file of this name is read here", _similar_file(name))
    folder = parts[1]
    kind = KINDS.get(folder)
    if kind is None:
        best = closest(folder, (*KINDS, "static"))
        hint = f"did you mean content/{best}/?" if best else "copied files belong in content/static/"
        return _ignored(path, f"content/{folder}/ is not a folder that Byline reads", hint)
    if name.lower().startswith("readme.") and len(parts) == 3:
        return None
    suffix = suffix_of(name)
    allowed = _SUFFIXES.get(folder, MARKDOWN_SUFFIXES)
    if suffix not in allowed:
        return _ignored(
            path, f"{suffix or 'such'} files are not read in content/{folder}/", _hint(suffix, folder)
        )
    stem = name[: len(name) - len(suffix)]
    inner = parts[2:-1]
    if stem in ("index", "_index") and inner and kind != "page":
        # Hugo's bundles: a folder a record.
        stem = inner.pop()
    return Place(kind, stem, "/".join(inner))


def _similar_file(name: str) -> str | None:
    best = closest(name, ("site.yaml", "venues.yaml"))
    return f"did you mean content/{best}?" if best else "copied files belong in content/static/"


def _hint(suffix: str, folder: str) -> str:
    if suffix in (".json", ".ris", ".bibtex") and folder == "papers":
        return "turn it into YAML with `byline import`"
    if suffix in YAML_SUFFIXES:
        return "write Markdown with the fields in front matter, between two lines of ---"
    return "files to copy belong in content/static/"


def _ignored(path: str, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(path, 1, 1, Severity.NOTE, "ignored-file", message, hint)
