"""The thread that rebuilds: one rebuild at a time, after each pause in the saves."""

import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from generator.errors import OutsideError
from generator.pipeline.resident import Rebuilt, Resident
from generator.serve.watching import WATCHED, Changes, Watcher

RETRY_S = 2.0
"""Until a rebuild is tried again that the disk or another build's lock has refused."""

SETTLE_S = 3.0
"""After the last change the sources are looked through once more: a lost event loses no save."""


class Rebuilder:
    """Takes changes, rebuilds, and hands on what came of it."""

    def __init__(
        self,
        resident: Resident,
        changes: Changes,
        watcher: Watcher,
        site: Path,
        done: Callable[[Rebuilt], None],
        failed: Callable[[str, str | None], None],
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            resident: Used by this thread alone from `start` on.
            changes: Where changes come from; closing it ends the thread.
            watcher: Watches anew when a watched folder comes or goes.
            site: The site's folder.
            done: Called, in this thread, with each rebuild.
            failed: Called, in this thread, with what refused a rebuild, and a hint or None.
        """
        self._resident = resident
        self._changes = changes
        self._watcher = watcher
        self._tops = frozenset(str(site.resolve() / name) for name in WATCHED)
        self._done = done
        self._failed = failed
        self._thread = threading.Thread(target=self._run, name="byline-rebuild", daemon=True)

    def start(self) -> None:
        """Start the thread; its first rebuild is for what changed before anything was watched."""
        self._thread.start()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread to end; tell whether it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        wait_s: float | None = 0.0
        while not self._changes.is_closed:
            paths = self._changes.take(wait_s)
            if self._changes.is_closed:
                return
            if self._tops.intersection(paths):
                self._watcher.renew()
            wait_s = self._rebuild(SETTLE_S if paths else None)

    def _rebuild(self, next_s: float | None) -> float | None:
        """Rebuild once; return how long to wait for a change before rebuilding without one."""
        try:
            self._done(self._resident.rebuild())
        except OutsideError as error:
            self._failed(str(error), error.hint)
            return RETRY_S
        except OSError as error:
            # A folder that vanishes while it is read: the event that says so is on its way.
            self._failed(f"{error.strerror or error}: {error.filename or ''}", None)
            return RETRY_S
        except Exception:  # whatever it is, the preview of the last good site must not die of it
            self._failed(f"this is a mistake in Byline:\n{traceback.format_exc()}", "please report it")
            return None
        return next_s
