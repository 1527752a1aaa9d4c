"""Work in processes of our own: forked ones inherit everything, others get it pickled."""

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import OutsideError
from generator.memory import give_back
from generator.parallel.outcomes import Done, Failed, attempt

if TYPE_CHECKING:
    # Small sites and builds with nothing to do never start a worker: they need not load this.
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

_job: tuple[Callable[[Any, Any], Any], Any, Sequence[Any]] | None = None
"""In a worker: the function, what is shared and, where they were inherited, the batches.

Set in the parent for the moment of the fork only.
"""


def run_on_processes(
    function: Callable[[Shared, Batch], Result],
    batches: list[Batch],
    shared: Shared,
    jobs: int,
    *,
    along: bool,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Result]:
    """Do what `run` does with several jobs.

    Args:
        jobs: At least 2, and no more than there are batches.
        along: This process is one of them.
        meanwhile: Called when the workers have begun.
    """
    import multiprocessing
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    forked = _can_fork()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    alive_reader, alive_writer = context.Pipe(duplex=False)
    start: tuple[Any, ...] = (
        (alive_reader, alive_writer, None)
        if forked
        else (alive_reader, None, pickle.dumps((function, shared, ())))
    )
    workers = jobs - 1 if along else jobs
    pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=start)
    deal = _Deal(
        len(batches),
        (lambda index: pool.submit(_run_inherited, index))
        if forked
        else (lambda index: pool.submit(_run_adopted, batches[index])),
    )
    finished = False
    try:
        if forked:
            _start_inherited(deal, workers, (function, shared, batches))
        else:
            deal.start(workers)
        if meanwhile is not None:
            meanwhile()
        for index in range(len(batches)):
            while along and not deal.is_done(index) and (own := deal.take()) is not None:
                deal.put(own, attempt(function, shared, batches[own]))
            outcome = deal.result(index)
            if isinstance(outcome, Failed):
                raise outcome.rebuild()
            yield outcome.result
        finished = True
    except BrokenExecutor as error:
        raise OutsideError(
            "a worker process has died: it was killed, or the memory did not suffice",
            "build with --jobs 1",
        ) from error
    finally:
        if not finished:
            # Workers end as soon as the pipe closes: a batch that has begun is not waited for.
            deal.stop()
            alive_writer.close()
        pool.shutdown(wait=True, cancel_futures=True)
        alive_writer.close()
        alive_reader.close()


class _Deal:
    """Deals batches to workers, each the next one when it has done one, and to this process.

    A pool takes batches ahead of its workers, and would leave this one without work at the end. Two
    for each worker are dealt at first and one for each that is done, so whoever asks for the results in
    order never asks for a batch that is not dealt yet.
    """

    def __init__(self, count: int, submit: "Callable[[int], Future[Done | Failed]]") -> None:
        self._submit = submit
        self._waiting = deque(range(count))
        self._futures: dict[int, Future[Done | Failed]] = {}
        self._own: dict[int, Done | Failed] = {}
        self._broken: BaseException | None = None
        self._lock = threading.Lock()

    def start(self, workers: int) -> None:
        """Give each worker its first batch, and one to begin with at once when that is done."""
        for _ in range(2 * workers):
            self._give()

    def stop(self) -> None:
        """Deal no more."""
        with self._lock:
            self._waiting.clear()

    def take(self) -> int | None:
        """Return the number of a batch that is left, now the caller's; None when there is none."""
        with self._lock:
            return self._waiting.popleft() if self._waiting and self._broken is None else None

    def put(self, index: int, outcome: Done | Failed) -> None:
        """Set what came of a batch that was taken."""
        self._own[index] = outcome

    def is_done(self, index: int) -> bool:
        """Tell whether the outcome of a batch is known."""
        with self._lock:
            future = self._futures.get(index)
        return index in self._own or (future is not None and future.done())

    def result(self, index: int) -> Done | Failed:
        """Return, once, what came of a batch; it is given back to the memory when it is used."""
        if index in self._own:
            return self._own.pop(index)
        with self._lock:
            future = self._futures.pop(index, None)
        if future is None:
            raise self._broken or RuntimeError("a batch was never dealt")
        return future.result()

    def _give(self, done: "Future[Done | Failed] | None" = None) -> None:
        """Deal the next batch; called by the pool when a worker has done one."""
        if done is not None and (done.cancelled() or done.exception() is not None):
            # A pool that breaks says so of every batch, and holds the lock that `submit` waits for.
            self._broken = self._broken or (None if done.cancelled() else done.exception())
            return
        with self._lock:
            if not self._waiting or self._broken is not None:
                return
            index = self._waiting.popleft()
            try:
                future = self._futures[index] = self._submit(index)
            except Exception as error:  # whatever is wrong with the pool: the main thread tells it
                self._broken = error
                return
        future.add_done_callback(self._give)


def _can_fork() -> bool:
    """Tell whether a fork of this process is sound.

    Another thread may hold a lock at that moment, which nobody would release in the child. macOS's
    own libraries do not survive a fork.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _start_inherited(
    deal: _Deal, workers: int, job: tuple[Callable[[Any, Any], Any], Any, Sequence[Any]]
) -> None:
    global _job
    _job = job
    give_back()
    # Objects that the collector never visits in the workers stay on pages that they share with us.
    gc.freeze()
    try:
        # The first submission forks all workers.
        deal.start(workers)
    finally:
        gc.unfreeze()
        _job = None


def _start_worker(
    alive_reader: "Connection", alive_writer: "Connection | None", pickled: bytes | None
) -> None:
    global _job
    # Ctrl-C reaches the whole process group: the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if alive_writer is not None:
        alive_writer.close()
    threading.Thread(target=_end_with_parent, args=(alive_reader,), daemon=True).start()
    if pickled is not None:
        _job = pickle.loads(pickled)  # noqa: S301 - our own parent wrote it


def _end_with_parent(alive_reader: "Connection") -> None:
    """End this worker when the parent closes the pipe, or has died, which closes it too.

    Without this a worker whose parent was killed waits for work for ever, and holds the lock.
    """
    with suppress(OSError, EOFError):
        alive_reader.recv_bytes()
    os._exit(1)


def _run_inherited(index: int) -> Done | Failed:
    if _job is None:
        raise RuntimeError("the worker was forked without a job")
    function, shared, batches = _job
    return attempt(function, shared, batches[index])


def _run_adopted(batch: Any) -> Done | Failed:
    if _job is None:
        raise RuntimeError("the worker was started without a job")
    return attempt(_job[0], _job[1], batch)
