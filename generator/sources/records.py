"""What loading returns: validated records with their slugs and origins, and the static files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.errors import Diagnostic, Loc, Position
from generator.model import Origin, StaticFile
from generator.schema.author import Author
from generator.schema.document import Document
from generator.schema.paper import Paper
from generator.schema.venue import Venue

T = TypeVar("T", covariant=True)  # a frozen record of a Paper is one of a model, too

LocateRecord = Callable[[Origin, Loc], Position]
"""Finds where a place of a record, in our field names, stands in its file."""


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A validated record of a source.

    Attributes:
        slug: Unique among the records of its kind; of a page the path without suffix ("guide/x").
        key: The citekey or CSL id as written, "" where there is none.
    """

    slug: str
    value: T
    origin: Origin
    key: str = ""


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """What one file holds; plain values, so that another process can send it.

    Attributes:
        records: The valid records, in the order written.
        diagnostics: What is wrong or worth a note, in no special order.
        broken: (kind, slug) of records that cannot be used, as far as they can be told.
    """

    path: str
    records: tuple[Sourced[Any], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that `content/` holds, but for `site.yaml`.

    Attributes:
        papers: In the order of their files, then as written; slugs are unique.
        documents: Pages, news, talks, courses and projects; `value.kind` tells which.
        static: Files below `content/static`, by path.
        locate: Reads the file again, so it is for problems only.
        broken: (kind, slug) of records that are there but cannot be used: what names them is right.
        walked: What is wrong with the names of files, whatever they hold.
    """

    papers: tuple[Sourced[Paper], ...]
    authors: tuple[Sourced[Author], ...]
    venues: tuple[Sourced[Venue], ...]
    documents: tuple[Sourced[Document], ...]
    static: tuple[StaticFile, ...]
    locate: LocateRecord
    broken: frozenset[tuple[str, str]] = frozenset()
    walked: tuple[Diagnostic, ...] = ()
