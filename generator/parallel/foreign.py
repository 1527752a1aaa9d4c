"""Work in anyone's `concurrent.futures.Executor`."""

import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import OutsideError
from generator.parallel.jobs import workers_of
from generator.parallel.outcomes import Done, Failed, attempt

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD = 4
"""Batches for each worker that are handed to an executor before the first result is taken."""

_decoded: tuple[str, Any] | None = None
"""In a foreign worker: the last job's digest and what it decodes to."""

_alone = threading.Lock()
"""Held while a batch runs: template engines and caches are made for one thread, and more of them
gain nothing, since Python runs one at a time."""


def run_on_executor(
    executor: "Executor",
    function: Callable[[Shared, Batch], Result],
    batches: list[Batch],
    shared: Shared,
) -> Iterator[Result]:
    """Do what `run` does with an executor."""
    pickled = pickle.dumps((function, shared), pickle.HIGHEST_PROTOCOL)
    digest = blake2b(pickled, digest_size=16).hexdigest()
    waiting = iter(batches)
    futures: deque[Future[Done | Failed]] = deque()

    def submit(count: int) -> None:
        with _executor_failures():
            futures.extend(
                executor.submit(_run_shipped, digest, pickled, batch) for batch in islice(waiting, count)
            )

    try:
        # Not all at once: the results of a large site would fill the memory before they are used.
        submit(workers_of(executor) * _AHEAD)
        while futures:
            with _executor_failures():
                outcome = futures.popleft().result()
            submit(1)
            if isinstance(outcome, Failed):
                raise outcome.rebuild()
            yield outcome.result
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def _executor_failures() -> Iterator[None]:
    """Whatever a foreign executor raises is its own failure: our function's errors are values."""
    try:
        yield
    except Exception as error:
        raise OutsideError(
            f"the executor has failed: {str(error) or type(error).__name__}",
            "check its scheduler and workers, or build without --executor",
        ) from error


def _run_shipped(digest: str, pickled: bytes, batch: Any) -> Done | Failed:
    global _decoded  # one job at a time: the memory of the last is given back
    with _alone:
        decoded = _decoded
        if decoded is None or decoded[0] != digest:
            decoded = _decoded = None
            decoded = _decoded = (digest, pickle.loads(pickled))  # noqa: S301 - our own client wrote it
        function, shared = decoded[1]
        return attempt(function, shared, batch)
