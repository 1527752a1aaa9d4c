"""One build at a time for one output folder."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from generator.errors import OutsideError
from generator.publish.failures import outside

if sys.platform == "win32":
    import msvcrt

    # The holder's number stands at the start of the file, and a locked byte cannot be read.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


_POLL_S = 0.05
# The number is written into the file itself, never into what a link in its place points to.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Lock:
    """A lock of the operating system on a file: it ends with the process, however that ends.

    Forked workers share it, so a build whose parent was killed holds it until its workers,
    which might still write into the stage, have ended too. The file itself stays: removing it
    would let two builds lock two different files of one name.
    """

    __slots__ = ("_descriptor", "_path")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, wait_s: float, *, on_wait: Callable[[int | None], None] | None = None) -> None:
        """Take the lock.

        Args:
            wait_s: How many seconds to wait for another holder.
            on_wait: Called once with the holder's process id, or None, if there is a wait.

        Raises:
            OutsideError: It is still held after that time; the message names the holder.
        """
        deadline = time.monotonic() + wait_s
        while not self._try():
            holder = self._holder()
            if time.monotonic() >= deadline:
                who = "another process" if holder is None else f"process {holder}"
                raise OutsideError(
                    f"another build is at work on this output folder ({who})",
                    "wait for it to end, or end it, then build again",
                )
            if on_wait is not None:
                on_wait(holder)
                on_wait = None
            time.sleep(_POLL_S)

    def _try(self) -> bool:
        with outside("lock the output folder"):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW, 0o644)
            try:
                if not (_try_lock(descriptor) and self._is_current(descriptor)):
                    os.close(descriptor)
                    return False
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.ftruncate(descriptor, 0)
                os.write(descriptor, b"%d\n" % os.getpid())
            except OSError:
                os.close(descriptor)
                raise
        self._descriptor = descriptor
        return True

    def _is_current(self, descriptor: int) -> bool:
        # Someone may have deleted the state folder between our opening and our locking the file.
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _holder(self) -> int | None:
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None
