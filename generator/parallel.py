"""The one place where work is spread over processes.

    for result in run(render_batch, chunked(views, jobs), shared=theme, jobs=jobs):
        ...

`render_batch(theme, batch)` is a plain function at the top of a module. Results come back in the
order of the batches, so what a build makes does not depend on how many workers made it. One job or
one batch runs in this process, by the same call.

What all batches need goes into `shared`. Forked workers inherit it, and the batches, without any
copying; workers that are started afresh get it pickled once; a foreign executor (such as Dask's)
gets the same pickled bytes with each batch and decodes them once a process, so that any
`concurrent.futures.Executor` will do. In each of its processes one batch runs at a time. What is
costly to build from `shared` (a template environment) belongs in a cached property of it, or in a
cache of the function's own module: it is then built once a process.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import OutsideError
from generator.memory import give_back

if TYPE_CHECKING:
    # Small sites and builds with nothing to do never start a worker: they need not load this.
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Item = TypeVar("Item")
Result = TypeVar("Result")

_BATCHES_PER_JOB = 8
"""More batches than workers, so that one that got the costly pages does not end long after the
others; few, since every batch has its own small costs."""


def default_jobs() -> int:
    """Return how many processors this process may use, at least 1."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def workers_of(executor: "Executor") -> int:
    """Return how many workers an executor has, at least 1; as many as processors if it does not say."""
    # What the standard library's own executors call it.
    return max(1, int(getattr(executor, "_max_workers", 0) or default_jobs()))


def chunked(
    items: Sequence[Item], jobs: int, *, at_least: int = 1, at_most: int | None = None
) -> list[Sequence[Item]]:
    """Cut items into consecutive batches of nearly equal length, in order.

    Args:
        items: What to cut; not copied where slices need no copy.
        jobs: How many workers there will be.
        at_least: Length below which a batch is not worth a worker: fewer batches then.
        at_most: Length above which a batch is cut again; at least `at_least`.

    Returns:
        No empty batch; one batch for one job or few items, which `run` then works off by itself.
    """
    count = len(items)
    if not count:
        return []
    wanted = 1 if jobs <= 1 else jobs * _BATCHES_PER_JOB
    batches = max(1, min(wanted, count // max(1, at_least)))
    if at_most is not None:
        batches = max(batches, -(-count // at_most))
    bounds = [count * i // batches for i in range(batches + 1)]
    return [items[start:end] for start, end in pairwise(bounds)]


def run(
    function: Callable[[Shared, Batch], Result],
    batches: Iterable[Batch],
    *,
    shared: Shared,
    jobs: int,
    executor: "Executor | None" = None,
    along: bool = False,
) -> Iterator[Result]:
    """Call `function(shared, batch)` for every batch; yield the results in the batches' order.

    Nothing starts before the first result is asked for. Closing the iterator early, an interrupt
    and an error all end the workers at once.

    Args:
        function: At the top of a module, with no effect on this process.
        batches: What to do; see `chunked`.
        shared: What every call gets. It must be picklable unless workers are forked.
        jobs: Number of worker processes; 1 works in this process. Not for an executor.
        executor: Works instead of processes of our own, and is left open for the caller to close.
        along: This process is one of the `jobs`. It needs no copy of what is shared, but what it works
            with stays in its memory.

    Raises:
        OutsideError: A worker was killed, or the executor failed.
        Exception: What the function raised, as it raised it; of several, that of the first batch.
    """
    listed = list(batches)
    if executor is not None:
        yield from _run_on_executor(executor, function, listed, shared)
    elif jobs <= 1 or len(listed) <= 1:
        for batch in listed:
            yield function(shared, batch)
    else:
        yield from _run_on_processes(function, listed, shared, min(jobs, len(listed)), along=along)


# -- what goes wrong in a worker ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    """An exception in a form that always survives the way out of a worker.

    Attributes:
        kind: Its class, or None when `pickled` holds the exception itself.
        pickled: Else its `args` and its attributes.
        text: The traceback.
    """

    kind: type[BaseException] | None
    pickled: bytes
    text: str

    def rebuild(self) -> BaseException:
        content = pickle.loads(self.pickled)  # noqa: S301 - our own worker wrote it
        if self.kind is None:
            error: BaseException = content
        else:
            error = self.kind.__new__(self.kind)
            error.args, attributes = content
            error.__dict__.update(attributes)
        error.__cause__ = _InWorkerError(self.text)
        return error


def _pack(error: Exception) -> _Failed:
    """Return the first form of an exception that can be read back.

    Exceptions are unpickled by a call of their class with `args`, which fails where `__init__`
    takes anything else than the message, and would break the whole pool.
    """
    import traceback

    text = traceback.format_exc()
    for kind, content in (
        (None, error),
        (type(error), (error.args, error.__dict__)),
    ):
        with suppress(Exception):
            packed = _Failed(kind, pickle.dumps(content), text)
            if type(packed.rebuild()) is type(error):
                return packed
    # It holds something that cannot leave the process: its text must do.
    return _Failed(None, pickle.dumps(RuntimeError(text)), text)


class _InWorkerError(Exception):
    """Shows the traceback of the worker above that of the caller."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def _attempt(function: Callable[[Shared, Batch], Result], shared: Shared, batch: Batch) -> _Done | _Failed:
    try:
        return _Done(function(shared, batch))
    except Exception as error:
        return _pack(error)


# -- processes of our own -----------------------------------------------------------------------

_job: tuple[Callable[[Any, Any], Any], Any, Sequence[Any]] | None = None
"""In a worker: the function, what is shared and, where they were inherited, the batches.

Set in the parent for the moment of the fork only.
"""


def _run_on_processes(
    function: Callable[[Shared, Batch], Result],
    batches: list[Batch],
    shared: Shared,
    jobs: int,
    *,
    along: bool,
) -> Iterator[Result]:
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
        for index in range(len(batches)):
            while along and not deal.is_done(index) and (own := deal.take()) is not None:
                deal.put(own, _attempt(function, shared, batches[own]))
            outcome = deal.result(index)
            if isinstance(outcome, _Failed):
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

    def __init__(self, count: int, submit: "Callable[[int], Future[_Done | _Failed]]") -> None:
        self._submit = submit
        self._waiting = deque(range(count))
        self._futures: dict[int, Future[_Done | _Failed]] = {}
        self._own: dict[int, _Done | _Failed] = {}
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

    def put(self, index: int, outcome: _Done | _Failed) -> None:
        """Set what came of a batch that was taken."""
        self._own[index] = outcome

    def is_done(self, index: int) -> bool:
        """Tell whether the outcome of a batch is known."""
        with self._lock:
            future = self._futures.get(index)
        return index in self._own or (future is not None and future.done())

    def result(self, index: int) -> _Done | _Failed:
        """Return, once, what came of a batch; it is given back to the memory when it is used."""
        if index in self._own:
            return self._own.pop(index)
        with self._lock:
            future = self._futures.pop(index, None)
        if future is None:
            raise self._broken or RuntimeError("a batch was never dealt")
        return future.result()

    def _give(self, done: "Future[_Done | _Failed] | None" = None) -> None:
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


def _run_inherited(index: int) -> _Done | _Failed:
    if _job is None:
        raise RuntimeError("the worker was forked without a job")
    function, shared, batches = _job
    return _attempt(function, shared, batches[index])


def _run_adopted(batch: Any) -> _Done | _Failed:
    if _job is None:
        raise RuntimeError("the worker was started without a job")
    return _attempt(_job[0], _job[1], batch)


# -- anyone's executor --------------------------------------------------------------------------

_AHEAD = 4
"""Batches for each worker that are handed to an executor before the first result is taken."""

_decoded: tuple[str, Any] | None = None
"""In a foreign worker: the last job's digest and what it decodes to."""

_alone = threading.Lock()
"""Held while a batch runs: template engines and caches are made for one thread, and more of them
gain nothing, since Python runs one at a time."""


def _run_on_executor(
    executor: "Executor",
    function: Callable[[Shared, Batch], Result],
    batches: list[Batch],
    shared: Shared,
) -> Iterator[Result]:
    pickled = pickle.dumps((function, shared), pickle.HIGHEST_PROTOCOL)
    digest = blake2b(pickled, digest_size=16).hexdigest()
    waiting = iter(batches)
    futures: deque[Future[_Done | _Failed]] = deque()

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
            if isinstance(outcome, _Failed):
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


def _run_shipped(digest: str, pickled: bytes, batch: Any) -> _Done | _Failed:
    global _decoded  # one job at a time: the memory of the last is given back
    with _alone:
        decoded = _decoded
        if decoded is None or decoded[0] != digest:
            decoded = _decoded = None
            decoded = _decoded = (digest, pickle.loads(pickled))  # noqa: S301 - our own client wrote it
        function, shared = decoded[1]
        return _attempt(function, shared, batch)
