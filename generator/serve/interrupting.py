"""Gives up long work in one thread when another thread has something newer."""

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupted(Exception):  # noqa: N818  nothing has gone wrong
    """The work was given up."""


class Interruption:
    """Ends, wherever it is, what one thread does within `allowed`.

    The work is a long chain of pure functions that know nothing of threads. Asking in each of their
    loops whether to go on would be a matter of all of them.
    """

    def __init__(self, is_wanted: Callable[[], bool]) -> None:
        """Prepare.

        Args:
            is_wanted: Tells whether there is something newer already.
        """
        self._is_wanted = is_wanted
        self._lock = threading.Lock()
        self._thread: int | None = None

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Let the block be given up.

        Raises:
            Interrupted: It was.
        """
        try:
            self._allow(threading.get_ident())
            if self._is_wanted():
                raise Interrupted
            yield
        finally:
            self._forbid()

    def _forbid(self) -> None:
        arrived: Interrupted | None = None
        while True:
            try:
                self._allow(None)
                # One that was sent a moment ago arrives now, not in what comes after the block.
                time.sleep(0)
                break
            except Interrupted as interrupted:
                arrived = interrupted
        if arrived is not None:
            raise arrived

    def _allow(self, thread: int | None) -> None:
        with self._lock:
            self._thread = thread

    def send(self) -> None:
        """Give up what is within `allowed`, from another thread; harmless if there is nothing.

        Only CPython can do this. Elsewhere the work goes on to its end.
        """
        raise_in_thread = getattr(getattr(ctypes, "pythonapi", None), "PyThreadState_SetAsyncExc", None)
        with self._lock:
            if self._thread is not None and raise_in_thread is not None:
                raise_in_thread(ctypes.c_ulong(self._thread), ctypes.py_object(Interrupted))
