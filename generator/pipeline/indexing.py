"""The index stage: workers make entries, write what results show, and collect postings.

Where the last build has kept what it counted, only the entries that have changed are made again, and
only the terms that they have or had are written anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest

from generator.giving_way import give_way
from generator.incremental import fingerprint
from generator.pages.context import PlanContext
from generator.pages.search import KINDS, Catalog, SearchEntry, catalog, entries, listed_pages
from generator.parallel import run
from generator.pipeline.kept_index import (
    DIGEST_BYTES,
    KeptBatch,
    KeptIndex,
    Levels,
    digest_of_entry,
    packed,
    unpacked,
)
from generator.pipeline.noted_work import Rows, in_rows
from generator.pipeline.reading import Reader, noting
from generator.publish import Artifact, Carrier, Stage, Staging, land
from generator.search.amending import Change, amend
from generator.search.merging import Part, Postings, collect_levels, join
from generator.search.shards import BATCH, FIRST_FILE, entry_files, manifest_file, term_files
from generator.search.tokens import levels_of

INDEX = "part/index"
"""Name of what is made of all entries; with "/paper/7" that of what is made of some of them."""

BATCHES_PER_JOB = 2
"""Few: every batch hands over its own list of terms, which the parent joins."""

WORTH_AMENDING = 8
"""Where the entries of more than one batch in so many have moved, postings are collected anew."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A search index.

    Attributes:
        artifacts: What the stage says of each file.
        parts: Output paths by the name of what they are made of: some entries, or all.
        rows: What each of those parts was made from, as far as it was made.
    """

    artifacts: list[Artifact]
    parts: Mapping[str, list[str]] = field(default_factory=dict)
    rows: Sequence[Rows] = ()


class Counted:
    """The levels of entries as they were counted before, found by what the entries hold."""

    def __init__(self, kept: KeptIndex | None = None) -> None:
        """Take what was kept."""
        self._places: dict[tuple[str, str], tuple[KeptBatch, int]] = {}
        self._unpacked: tuple[KeptBatch | None, Sequence[Levels]] = (None, ())
        for _, kind, _, batch in kept.named() if kept is not None else ():
            self._places |= {(kind, key): (batch, at) for at, key in enumerate(batch.keys)}

    def levels(self, entry: SearchEntry, digest: bytes) -> Levels:
        """Return the levels of an entry, which are counted if they are not known."""
        batch, at = self._places.get((entry.kind, entry.key), (None, 0))
        if batch is None or batch.digest(at) != digest:
            return levels_of(entry)
        if self._unpacked[0] is not batch:
            # Neighbours mostly are still neighbours: one batch at a time need be in memory.
            self._unpacked = (batch, unpacked(batch.counted))
        return self._unpacked[1][at]


@dataclass(frozen=True, slots=True)
class IndexWork:
    """What making entries and writing their files needs.

    Attributes:
        counted: The levels of entries that are known.
        is_noted: Whether somebody wants to know what entries are made from.
    """

    context: PlanContext
    found: Catalog
    stage: Staging
    counted: Counted = field(default_factory=Counted)
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive entries of one kind: numbers from `start` up to, not including, `stop`."""

    kind: str
    start: int
    stop: int

    def batches(self) -> Iterator["Span"]:
        """Yield the spans of the batches in it."""
        for start in range(self.start, self.stop, BATCH):
            yield Span(self.kind, start, min(self.stop, start + BATCH))

    @property
    def name(self) -> str:
        """The name of the batch that it is."""
        return f"{self.kind}/{self.start // BATCH}"


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """A batch of entries.

    Attributes:
        digests: Of the entries, one after the other.
        facts: What they were made from, where somebody wants to know.
    """

    span: Span
    entries: list[SearchEntry]
    digests: bytes
    facts: tuple[str, ...]

    def digest(self, at: int) -> bytes:
        """Return the digest of the entry at a place, b"" where nobody wants to know."""
        return self.digests[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class MadeSpan:
    """What a worker hands over.

    Attributes:
        part: Postings of the entries; None when nobody asked for them.
        rows: What the batches were made from; None when nobody wants to know.
    """

    kind: str
    artifacts: list[Artifact]
    batches: list[KeptBatch]
    part: Part | None
    rows: Rows | None


def index(
    context: PlanContext,
    stage: Stage,
    *,
    jobs: int,
    executor: Executor | None = None,
    is_noted: bool = False,
    changed: Collection[str] | None = None,
) -> Indexed:
    """Write the search index into the stage.

    Args:
        is_noted: Say what the parts are made from, and keep what was counted for the next build.
        changed: Names of the parts that differ from the last build; None: nobody knows. New parts, and
            those of which the order of entries has changed, need not be among them.
    """
    found = catalog(context)
    kept = KeptIndex.load(stage, FIRST_FILE) if changed is not None and is_noted else None
    # Workers of others need not share our disk.
    work = IndexWork(context, found, stage if executor is None else Carrier(), is_noted=is_noted)
    if kept is not None:
        spans = [batch for span in _spans(found, 1) for batch in span.batches()]
        if _moved(kept, found, spans) * WORTH_AMENDING <= len(spans):
            return _amended(work, stage, kept, spans, changed or ())
        work = replace(work, counted=Counted(kept))
    made = list(
        run(index_span, list(_spans(found, jobs)), shared=work, jobs=jobs, executor=executor, along=True)
    )
    artifacts = [artifact for span in made for artifact in land(stage, span.artifacts)[0]]
    postings = join([span.part for span in made if span.part is not None])
    batches = {kind: [b for span in made if span.kind == kind for b in span.batches] for kind in KINDS}
    rows = [span.rows for span in made if span.rows is not None]
    return _finished(work, stage, artifacts, postings, batches, rows)


def _finished(
    work: IndexWork,
    stage: Stage,
    artifacts: list[Artifact],
    postings: Postings,
    batches: Mapping[str, Sequence[KeptBatch]],
    rows: list[Rows],
) -> Indexed:
    """Write the files that are made of all entries."""
    artifacts = sorted(artifacts, key=_place)
    citations = [count for batch in batches[KINDS[0]] for count in batch.citations]
    terms = term_files(postings, citations)
    of_all = [stage.write(path, text.encode()) for path, text in terms.files]
    # Changes with any file of the index: browsers may not mix the shards of two builds.
    stamp = fingerprint(*(artifact.digest for artifact in (*artifacts, *of_all)))
    path, text = manifest_file(work.found, terms, stamp)
    first = stage.write(path, text.encode())
    of_all.append(first)
    parts = {INDEX: [artifact.path for artifact in of_all]}
    if work.is_noted:
        kept = KeptIndex(batches, postings)
        kept.save(stage, first.digest)
        parts |= {f"{INDEX}/{name}": list(batch.files) for name, _, _, batch in kept.named()}
        rows = [*rows, in_rows([(INDEX, ())])]
    return Indexed([*artifacts, *of_all], parts, rows)


def _place(artifact: Artifact) -> tuple[int, str, int]:
    """Return where a file of entries stands among them, however many workers made them."""
    letter, kind, number = artifact.path.rpartition("/")[2].removesuffix(".json").split("-")
    return KINDS.index(kind), letter, int(number)


# -- entries --------------------------------------------------------------------------------------


def index_span(work: IndexWork, span: Span) -> MadeSpan:
    """Make some entries, write their files, and return their postings."""
    maker = EntryMaker(work)
    found = MadeSpan(span.kind, [], [], None, None)
    facts: list[tuple[str, tuple[str, ...]]] = []

    def levels() -> Iterator[Levels]:
        # One batch after the other: the levels of all at once would take more memory than the index.
        for batch in map(maker.read, span.batches()):
            facts.append((f"{INDEX}/{batch.span.name}", batch.facts))
            yield from _write(work, batch, found)

    part = collect_levels(span.kind, span.start, levels())
    return replace(found, part=part, rows=in_rows(facts) if work.is_noted else None)


class EntryMaker:
    """Makes the entries of batches, and notes what they are made from where somebody wants to know."""

    def __init__(self, work: IndexWork) -> None:
        self._work = work
        self._reader = Reader()
        self._context = noting(work.context, self._reader) if work.is_noted else work.context

    def read(self, span: Span) -> ReadBatch:
        """Make the entries of a batch."""
        give_way()
        made, facts = self._reader.made(partial(_entries, self._context, self._work.found, span))
        digests = b"".join(map(digest_of_entry, made)) if self._work.is_noted else b""
        return ReadBatch(span, made, digests, facts)


def _write(work: IndexWork, batch: ReadBatch, into: MadeSpan) -> list[Levels]:
    """Write the files of a batch, add it to what is handed over, and return its levels."""
    span, made = batch.span, batch.entries
    written = [
        work.stage.write(path, text.encode()) for path, text in entry_files(span.kind, span.start, made)
    ]
    levels = [work.counted.levels(entry, batch.digest(at)) for at, entry in enumerate(made)]
    into.artifacts.extend(written)
    into.batches.append(
        KeptBatch(
            keys=tuple(entry.key for entry in made),
            digests=batch.digests,
            counted=packed(levels) if work.is_noted else b"",
            citations=tuple(entry.citations for entry in made),
            files=tuple(artifact.path for artifact in written),
        )
    )
    return levels


def _entries(context: PlanContext, found: Catalog, span: Span) -> list[SearchEntry]:
    if span.kind == "page":
        # Documents and lists stand in the catalog: here it is seen that they are read.
        listed_pages(context)
    return entries(context, found, span.kind, span.start, span.stop)


def _spans(found: Catalog, jobs: int) -> Iterator[Span]:
    """Cut the entries into batches whose bounds are those of files, too."""
    for kind, count in found.counts:
        batches = 1 if jobs <= 1 else jobs * BATCHES_PER_JOB
        size = max(BATCH, -(-count // (batches * BATCH)) * BATCH)
        for start in range(0, count, size):
            yield Span(kind, start, min(count, start + size))


# -- after a change -------------------------------------------------------------------------------


def _moved(kept: KeptIndex, found: Catalog, spans: Iterable[Span]) -> int:
    """Return how many batches are no longer about the same entries."""
    keys = {kind: found.keys(kind) for kind in KINDS}
    return sum(kept.keys(span.name) != keys[span.kind][span.start : span.stop] for span in spans)


def _amended(
    work: IndexWork, stage: Stage, kept: KeptIndex, spans: Sequence[Span], changed: Collection[str]
) -> Indexed:
    """Make the batches that have changed, and amend the postings."""
    maker = EntryMaker(work)
    before = {name: (kind, number, batch) for name, kind, number, batch in kept.named()}
    keys = {kind: work.found.keys(kind) for kind in KINDS}
    found = {kind: MadeSpan(kind, [], [], None, None) for kind in KINDS}
    changes: list[Change] = []
    facts: list[tuple[str, tuple[str, ...]]] = []
    for span in spans:
        _, _, old = before.pop(span.name, (span.kind, 0, None))
        into = found[span.kind]
        standing = _standing(stage, old, keys[span.kind][span.start : span.stop])
        if old is None or standing is None or f"{INDEX}/{span.name}" in changed:
            batch = maker.read(span)
            facts.append((f"{INDEX}/{span.name}", batch.facts))
            if old is None or standing is None or old.digests != batch.digests:
                levels = _write(work, batch, into)
                changes += _changes(span, unpacked(old.counted) if old is not None else (), levels)
                continue
        into.artifacts.extend(standing)
        into.batches.append(old)
    for kind, number, gone in before.values():
        changes += _changes(Span(kind, number * BATCH, number * BATCH), unpacked(gone.counted), ())
    return _finished(
        work,
        stage,
        [artifact for kind in KINDS for artifact in found[kind].artifacts],
        amend(kept.postings, changes),
        {kind: found[kind].batches for kind in KINDS},
        [in_rows(facts)],
    )


def _standing(stage: Stage, old: KeptBatch | None, keys: tuple[str, ...]) -> list[Artifact] | None:
    """Return the artifacts of a batch if it is about these entries, and the output holds all of them."""
    if old is None or old.keys != keys:
        return None
    standing = [artifact for path in old.files if (artifact := stage.standing(path)) is not None]
    return standing if len(standing) == len(old.files) else None


def _changes(span: Span, before: Sequence[Levels], after: Sequence[Levels]) -> Iterator[Change]:
    nothing: Levels = {}
    for number, (old, new) in enumerate(zip_longest(before, after, fillvalue=nothing), span.start):
        if old != new:
            yield Change(span.kind, number, old, new)
