"""Work in this process, in processes of our own or in anyone's executor, by one call."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from generator.parallel.foreign import run_on_executor
from generator.parallel.processes import run_on_processes

if TYPE_CHECKING:
    from concurrent.futures import Executor

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Result = TypeVar("Result")


def run(
    function: Callable[[Shared, Batch], Result],
    batches: Iterable[Batch],
    *,
    shared: Shared,
    jobs: int,
    executor: "Executor | None" = None,
    along: bool = False,
    meanwhile: Callable[[], None] | None = None,
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
        meanwhile: Called once in this process, when the workers have been told what to do.

    Raises:
        OutsideError: A worker was killed, or the executor failed.
        Exception: What the function raised, as it raised it; of several, that of the first batch.
    """
    listed = list(batches)
    is_apart = executor is None and jobs > 1 and len(listed) > 1
    if meanwhile is not None and not is_apart:
        meanwhile()
    if executor is not None:
        yield from run_on_executor(executor, function, listed, shared)
    elif is_apart:
        jobs = min(jobs, len(listed))
        yield from run_on_processes(function, listed, shared, jobs, along=along, meanwhile=meanwhile)
    else:
        for batch in listed:
            yield function(shared, batch)
