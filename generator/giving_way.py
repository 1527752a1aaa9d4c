"""Long work that gives way to something newer, at places where nothing is half done.

    with giving_way(changes.is_waiting):
        for paper in giving(papers):
            ...

The loops that take long ask; whoever waits for them says when. Elsewhere asking costs nothing and
does nothing. What is wanted is known to one thread only, as context variables are.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")


class GaveWay(Exception):  # noqa: N818  nothing has gone wrong
    """The work was given up."""


_is_wanted: ContextVar[Callable[[], bool] | None] = ContextVar("is_wanted", default=None)


@contextmanager
def giving_way(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """Let what the block does be given up wherever it asks.

    Args:
        is_wanted: Tells whether there is something newer; called often.
    """
    token = _is_wanted.set(is_wanted)
    try:
        yield
    finally:
        _is_wanted.reset(token)


def give_way() -> None:
    """Give up the work if something newer waits. The caller holds nothing that must be closed.

    Raises:
        GaveWay: It does.
    """
    is_wanted = _is_wanted.get()
    if is_wanted is not None and is_wanted():
        raise GaveWay


def giving(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, and ask before each."""
    for item in items:
        give_way()
        yield item
