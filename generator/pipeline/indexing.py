"""The index stage: workers make entries, write what results show, and collect postings."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from generator.incremental import fingerprint
from generator.pages.context import PlanContext
from generator.pages.search import KINDS, Catalog, catalog, entries
from generator.parallel import run
from generator.publish import Artifact, Carrier, Stage, Staging, land
from generator.search.merging import Part, collect, join
from generator.search.shards import BATCH, entry_files, manifest_file, term_files

BATCHES_PER_JOB = 2
"""Few: every batch hands over its own list of terms, which the parent joins."""


@dataclass(frozen=True, slots=True)
class IndexWork:
    """What making entries and writing their files needs."""

    context: PlanContext
    found: Catalog
    stage: Staging


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive entries of one kind: numbers from `start` up to, not including, `stop`."""

    kind: str
    start: int
    stop: int


def index(
    context: PlanContext, stage: Stage, *, jobs: int, executor: Executor | None = None
) -> list[Artifact]:
    """Write the search index into the stage and return what the stage says of each file."""
    found = catalog(context)
    # Workers of others need not share our disk.
    work = IndexWork(context, found, stage if executor is None else Carrier())
    artifacts: list[Artifact] = []
    parts: list[Part] = []
    for part, written in run(
        index_span, list(_spans(found, jobs)), shared=work, jobs=jobs, executor=executor, along=True
    ):
        parts.append(part)
        artifacts += land(stage, written)[0]
    artifacts.sort(key=_place)
    terms = term_files(join(parts), parts)
    artifacts += [stage.write(path, text.encode()) for path, text in terms.files]
    # Changes with any file of the index: browsers may not mix the shards of two builds.
    stamp = fingerprint(*(artifact.digest for artifact in artifacts))
    path, text = manifest_file(found, terms, stamp)
    artifacts.append(stage.write(path, text.encode()))
    return artifacts


def _place(artifact: Artifact) -> tuple[int, str, int]:
    """Return where a file of entries stands among them, however many workers made them."""
    letter, kind, number = artifact.path.rpartition("/")[2].removesuffix(".json").split("-")
    return KINDS.index(kind), letter, int(number)


def index_span(work: IndexWork, span: Span) -> tuple[Part, list[Artifact]]:
    """Make some entries, write their files, and return their postings."""
    made = entries(work.context, work.found, span.kind, span.start, span.stop)
    files = entry_files(span.kind, span.start, made)
    written = [work.stage.write(path, text.encode()) for path, text in files]
    return collect(span.kind, span.start, made), written


def _spans(found: Catalog, jobs: int) -> Iterator[Span]:
    """Cut the entries into batches whose bounds are those of files, too."""
    for kind, count in found.counts:
        batches = 1 if jobs <= 1 else jobs * BATCHES_PER_JOB
        size = max(BATCH, -(-count // (batches * BATCH)) * BATCH)
        for start in range(0, count, size):
            yield Span(kind, start, min(count, start + size))
