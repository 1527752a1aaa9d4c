"""Making files in the workers of any executor, which may share neither a disk nor a folder with us."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from generator.pages.routes import Route
from generator.parallel import chunked, run, workers_of
from generator.pipeline.workers import PageWork, make_files
from generator.publish import Artifact, Carrier, Stage, land

BATCH = 200
"""Files of one batch at most: what a worker hands over is in memory until it is written here."""


def made_elsewhere(
    work: PageWork, routes: Sequence[Route], stage: Stage, executor: Executor
) -> Iterator[list[Artifact]]:
    """Let an executor make files, and put them into the stage as they come.

    Args:
        work: With the stage; workers get one that carries the bytes here.
        routes: Of pages and texts only: what they are made from travels with the work.

    Raises:
        OutsideError: The executor failed, or the stage cannot be written.
    """
    sent = replace(work, stage=Carrier(stage.fingerprints()))
    batches = chunked(routes, workers_of(executor), at_most=BATCH)
    missing: list[str] = []
    for made in run(make_files, batches, shared=sent, jobs=1, executor=executor):
        landed, lost = land(stage, made)
        missing += lost
        yield landed
    if missing:
        wanted = frozenset(missing)
        yield make_files(work, [route for route in routes if route.path in wanted])
