"""How many workers there are, and how work is cut for them."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

Item = TypeVar("Item")

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
