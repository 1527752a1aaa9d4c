"""What comes of a batch, in a form that always survives the way out of a worker."""

import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done:
    """What a function returned."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
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
        """Return the exception as it was raised, with the worker's traceback as its cause."""
        content = pickle.loads(self.pickled)  # noqa: S301 - our own worker wrote it
        if self.kind is None:
            error: BaseException = content
        else:
            error = self.kind.__new__(self.kind)
            error.args, attributes = content
            error.__dict__.update(attributes)
        error.__cause__ = _InWorkerError(self.text)
        return error


def _pack(error: Exception) -> Failed:
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
            packed = Failed(kind, pickle.dumps(content), text)
            if type(packed.rebuild()) is type(error):
                return packed
    # It holds something that cannot leave the process: its text must do.
    return Failed(None, pickle.dumps(RuntimeError(text)), text)


class _InWorkerError(Exception):
    """Shows the traceback of the worker above that of the caller."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def attempt(function: Callable[[Shared, Batch], Result], shared: Shared, batch: Batch) -> Done | Failed:
    """Call `function(shared, batch)` and return what comes of it, whatever that is."""
    try:
        return Done(function(shared, batch))
    except Exception as error:
        return _pack(error)
