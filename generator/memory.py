"""Memory that is free in this process goes back to the system."""

import sys


def give_back() -> None:
    """Return free memory to the system, where that can be asked for (Linux with glibc).

    The allocator keeps what lies between blocks in use, a third of a large site's memory once its
    sources are linked; each worker that is forked would fill the holes with pages of its own.
    """
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
