"""What an import would do: which files are new, which get fields, and where yours is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from generator.errors import OutsideError
from generator.formats.decoding import decode
from generator.formats.records import RawRecord, Tree
from generator.importing.comparing import Kept, compare
from generator.importing.insertion import insert_fields
from generator.importing.matching import Existing, Index, only_sounds_like
from generator.importing.paper_fields import PROSE, field_order, paper_fields
from generator.importing.yaml_text import format_yaml
from generator.model import Origin
from generator.schema.paper import Paper
from generator.sources.layout import MARKDOWN_SUFFIXES, YAML_SUFFIXES, Place, place_of
from generator.sources.loading import load_sources
from generator.sources.reading import parse_records, parse_source
from generator.sources.records import Sourced
from generator.text.slugs import slugify

PAPERS = "content/papers"


class Fate(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one record.

    Attributes:
        shown: The file that it is in, or will be.
        kept: Values that differ, where the file's own one stays.
        note: Why it is skipped, or "".
        is_problem: The record should have got in, and something is in its way.
    """

    slug: str
    fate: Fate
    shown: str
    kept: tuple[Kept, ...] = ()
    note: str = ""
    is_problem: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file to write; `before` is None for a new one."""

    file: Path
    shown: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do: a record's outcome each, and the files in their order."""

    outcomes: tuple[Outcome, ...]
    changes: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where new papers go.

    Attributes:
        folder: The folder of new files.
        shown: The folder as messages name it, without a final slash; "" for the current one.
        existing: Papers that are there already, in the folder or elsewhere on the site.
    """

    folder: Path
    shown: str
    existing: tuple[Existing, ...] = ()

    def name_of(self, file: str) -> str:
        """Return the path that messages name a file of the folder by."""
        return f"{self.shown}/{file}" if self.shown else file


def find_target(site: Path, into: Path | None) -> Target:
    """Return where an import into a site goes, with all that is there.

    Raises:
        OutsideError: A folder cannot be read.
    """
    existing: list[Existing] = []
    folder = site / PAPERS if into is None else into
    shown = PAPERS if into is None else into.as_posix().removeprefix("./").rstrip("/")
    try:
        if (site / "content").is_dir():
            papers = load_sources(site)[0].papers
            existing += (Existing(p, site / p.origin.path, p.origin.path) for p in papers)
        if folder.is_dir() and not _is_below(folder, site / PAPERS):
            existing += _papers_in(folder, shown)
    except OSError as error:
        raise OutsideError(f"{error.filename or folder} cannot be read: {error.strerror}") from None
    return Target(folder, "" if shown == "." else shown, tuple(existing))


def _is_below(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())


def _papers_in(folder: Path, shown: str) -> Iterable[Existing]:
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in YAML_SUFFIXES + MARKDOWN_SUFFIXES and file.is_file():
            parsed = parse_source(f"{PAPERS}/{file.name}", file.read_bytes())
            yield from (Existing(record, file, f"{shown}/{file.name}") for record in parsed.records)


def plan_import(records: Sequence[Sourced[Paper]], target: Target) -> ImportPlan:
    """Return what importing the records would do.

    Raises:
        OutsideError: A file of the site cannot be read.
    """
    planner = _Planner(target)
    for record in records:
        planner.place(record)
    return planner.finish()


@dataclass(slots=True)
class _Edit:
    """Fields that the records of one file get."""

    existing: Existing
    fields: dict[int, dict[str, Tree]] = field(default_factory=dict)
    papers: dict[int, Paper] = field(default_factory=dict)
    outcomes: dict[int, int] = field(default_factory=dict)


class _Planner:
    def __init__(self, target: Target) -> None:
        self._target = target
        self._index = Index(target.existing)
        self._outcomes: list[Outcome] = []
        self._new: dict[Path, tuple[str, dict[str, Tree]]] = {}
        self._edits: dict[Path, _Edit] = {}
        self._seen: dict[Origin, str] = {}
        self._contents: dict[Path, bytes] = {}
        self._raw: dict[Path, tuple[RawRecord, ...]] = {}

    def place(self, record: Sourced[Paper]) -> None:
        """Decide what becomes of a record."""
        found = self._index.find(record)
        if found is None or self._only_sounds_like(record, found):
            self._add_new(record)
        elif found.source.origin in self._seen:
            self._merge(record, found)
        elif found.is_managed:
            self._seen[found.source.origin] = found.source.slug
            note = f"it is in {found.shown}:{found.source.origin.line} already"
            self._skip(record.slug, found.shown, note)
        else:
            self._seen[found.source.origin] = found.source.slug
            self._compare(record, found)

    def _only_sounds_like(self, record: Sourced[Paper], found: Existing) -> bool:
        """Tell whether two records of a file without names have just the made-up one in common."""
        return found.source.origin in self._seen and only_sounds_like(record, found.source)

    def finish(self) -> ImportPlan:
        """Return the plan, with all changes of one file made at once."""
        changes = [
            FileChange(file, shown, None, format_yaml(fields, prose=PROSE).encode())
            for file, (shown, fields) in self._new.items()
        ]
        for file, edit in self._edits.items():
            before = self._content(file)
            after = insert_fields(before, edit.existing.source.origin.path, edit.fields, edit.papers)
            if after is not None:
                changes.append(FileChange(file, edit.existing.shown, before, after))
                continue
            for index, number in edit.outcomes.items():
                outcome = self._outcomes[number]
                note = f"add by hand, the file's form leaves no place for it: {', '.join(edit.fields[index])}"
                self._outcomes[number] = Outcome(
                    outcome.slug, Fate.SKIPPED, outcome.shown, outcome.kept, note
                )
        return ImportPlan(tuple(self._outcomes), tuple(changes))

    def _skip(self, slug: str, shown: str, note: str, is_problem: bool = False) -> None:
        self._outcomes.append(Outcome(slug, Fate.SKIPPED, shown, (), note, is_problem))

    def _add_new(self, record: Sourced[Paper]) -> None:
        slug, number = record.slug, 2
        while self._index.has_slug(slug):
            slug = f"{record.slug}-{number}"
            number += 1
        name = f"{slug}.yaml"
        shown = self._target.name_of(name)
        in_the_way = self._file_of(slug)
        if in_the_way:
            note = f"{self._target.name_of(in_the_way)} is in the way and has errors: mend or remove it first"
            self._skip(slug, shown, note, is_problem=True)
            return
        file = self._target.folder / name
        note = "" if slug == record.slug else f"another paper is called {record.slug}"
        self._outcomes.append(Outcome(slug, Fate.NEW, shown, (), note))
        origin = Origin(f"{PAPERS}/{name}")
        self._index.add(Existing(Sourced(slug, record.value, origin, record.key), file, shown))
        self._seen[origin] = slug
        self._new[file] = (shown, paper_fields(record.value))

    def _merge(self, record: Sourced[Paper], found: Existing) -> None:
        """Leave out a second record of one paper, but for what the first one does not say."""
        note = f"the same paper as {self._seen[found.source.origin]} in this file"
        if found.file in self._new:
            fields = self._new[found.file][1]
            # Built anew: that keeps the order of fields.
            both = {**paper_fields(record.value), **fields}
            added = [name for name in both if name not in fields]
            self._new[found.file] = (
                found.shown,
                {name: both[name] for name in field_order() if name in both},
            )
            note += f", which gets its {', '.join(added)}" if added else ""
        self._skip(record.slug, found.shown, note)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names of the folder's files by the slug that they stand for."""
        folder = self._target.folder
        names = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        files = (Path(name) for name in names)
        return {
            slugify(file.stem): file.name
            for file in files
            if file.suffix.lower() in YAML_SUFFIXES + MARKDOWN_SUFFIXES
        }

    def _file_of(self, slug: str) -> str | None:
        """Return the name of a file that a slug's file would collide with."""
        return self._names.get(slug)

    def _compare(self, record: Sourced[Paper], found: Existing) -> None:
        origin = found.source.origin
        raw = self._records(found)[origin.index]
        missing, kept = compare(found.source.value, raw, record.value)
        fate = Fate.CHANGED if missing else Fate.UNCHANGED
        if missing:
            edit = self._edits.setdefault(found.file, _Edit(found))
            edit.fields[origin.index] = missing
            edit.papers[origin.index] = record.value
            edit.outcomes[origin.index] = len(self._outcomes)
        self._outcomes.append(Outcome(found.source.slug, fate, found.shown, kept))

    def _content(self, file: Path) -> bytes:
        if file not in self._contents:
            try:
                self._contents[file] = file.read_bytes()
            except OSError as error:
                raise OutsideError(f"{file} cannot be read: {error.strerror}") from None
        return self._contents[file]

    def _records(self, found: Existing) -> tuple[RawRecord, ...]:
        if found.file not in self._raw:
            path = found.source.origin.path
            text, _ = decode(self._content(found.file), path)
            place = place_of(path)
            readable = text is not None and isinstance(place, Place)
            self._raw[found.file] = parse_records(path, place, text)[0] if readable else ()  # type: ignore[arg-type]
        return self._raw[found.file]
