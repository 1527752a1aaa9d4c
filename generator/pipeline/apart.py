"""Parts of an examination that run in processes of their own where a site is large."""

from collections.abc import Callable, Iterable, Sequence

from generator.metrics.stage import Read, Texts, in_turn
from generator.parallel import default_jobs, run
from generator.sources.loading import Job
from generator.sources.records import ParsedSource

READ_APART_FROM = 3000
"""Papers from which reading every text in processes of their own saves more than starting them costs."""

PARSE_SERIAL_CHUNKS = 2
"""Chunks of source files that one process parses as fast as several."""


def parse_apart(
    jobs: int | None, job: Job, chunks: Iterable[tuple[str, ...]]
) -> Iterable[tuple[ParsedSource, ...]]:
    """Parse files in worker processes where there are enough of them.

    Args:
        jobs: How many processes; None: as many as there are processors.
    """
    listed = list(chunks)
    jobs = jobs or (default_jobs() if len(listed) > PARSE_SERIAL_CHUNKS else 1)
    # In processes of our own: the workers of an executor need not have the site's files.
    return run(_call, listed, shared=job, jobs=jobs, along=True)


def read_apart(
    jobs: int | None,
    function: Callable[[Texts, str], Read],
    parts: Sequence[str],
    texts: Texts,
    *,
    meanwhile: Callable[[], None] | None = None,
) -> Iterable[Read]:
    """Read the texts of a large site in worker processes, whose memory is given back at once.

    Args:
        jobs: As for `parse_apart`.
        meanwhile: Called while workers read; not at all where there are none.
    """
    jobs = jobs or default_jobs()
    if len(texts.corpus.works) < READ_APART_FROM or jobs < 2:
        return in_turn(function, parts, texts)
    # Always here: what the parts hand back is as large as what they are given.
    return run(_read, parts, shared=(function, texts), jobs=jobs, meanwhile=meanwhile)


def _read(shared: tuple[Callable[[Texts, str], Read], Texts], part: str) -> Read:
    function, texts = shared
    return function(texts, part)


def _call(job: Job, paths: tuple[str, ...]) -> tuple[ParsedSource, ...]:
    return job(paths)
