"""The garbage collector rests while a site is built.

A build makes millions of small values and hardly a circle among them (some two hundred objects for
a thousand papers), but looking for circles took a tenth of its time. Workers inherit the rest.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector off for the block; then it is as it was."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
