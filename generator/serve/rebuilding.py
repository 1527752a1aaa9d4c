"""The thread that rebuilds: what someone looks at first, what takes long when it is quiet."""

import threading
import time
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutsideError
from generator.giving_way import GaveWay, giving_way
from generator.pipeline.resident import Rebuilt, Resident, together
from generator.serve.watching import WATCHED, Changes, Watcher

RETRY_S = 2.0
"""Until a rebuild is tried again that the disk or another build's lock has refused."""

SETTLE_S = 2.2
"""After the last change the sources are looked through in full: a lost event loses no save, and what
one paper means for the others has waited for this. By then the time of each file tells its state."""

MAX_SETTLE_S = 10.0
"""The same for a very large site, where looking through all of it takes as long as several saves."""

LOOK_S = 5.0
LOOK_SHARE = 50.0
"""While nothing happens, the times of all sources are compared so often, and for one part in so many
of the time: systems forget to tell of a change (network drives, folders that were moved)."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What the thread is told by and tells; all are called in the thread.

    Attributes:
        viewed: Returns the output paths of the pages that are open in a browser.
        done: Called with each part of a rebuild as soon as it is published.
        finished: Called with all of a rebuild.
        failed: Called with what refused a rebuild, and a hint or None.
    """

    viewed: Callable[[], Collection[str]]
    done: Callable[[Rebuilt], None]
    finished: Callable[[Rebuilt], None]
    failed: Callable[[str, str | None], None]


class Rebuilder:
    """Takes changes, rebuilds, and hands on what came of it."""

    def __init__(
        self, resident: Resident, changes: Changes, watcher: Watcher, site: Path, ties: Ties
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            resident: Used by this thread alone from `start` on.
            changes: Where changes come from; closing it ends the thread.
            watcher: Watches anew when a watched folder comes or goes.
            site: The site's folder.
            ties: How the thread is tied to the rest.
        """
        self._resident = resident
        self._changes = changes
        self._watcher = watcher
        self._roots = {name: (site.resolve() / name, (site / name).resolve()) for name in WATCHED}
        self._ties = ties
        self._settle_s = SETTLE_S
        self._is_settled = False
        self._thread = threading.Thread(target=self._run, name="byline-rebuild", daemon=True)

    def start(self) -> None:
        """Start the thread; it begins with what changed before anything was watched."""
        self._thread.start()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread to end; tell whether it has."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        wait_s = 0.0
        while True:
            paths = self._changes.take(wait_s)
            if self._changes.is_closed:
                return
            wait_s = self._attempt(paths)

    def _attempt(self, paths: Collection[str]) -> float:
        """Take up changes, or what has waited; return how long to wait for further changes."""
        try:
            if paths:
                return self._follow(paths)
            with giving_way(self._changes.is_waiting):
                return self._catch_up()
        except GaveWay:
            return 0.0
        except OutsideError as error:
            self._ties.failed(str(error), error.hint)
        except OSError as error:
            # A folder that vanishes while it is read: the event that says so is on its way.
            self._ties.failed(f"{error.strerror or error}: {error.filename or ''}", None)
        except Exception:  # whatever it is, the preview of the last good site must not die of it
            self._ties.failed(f"this is a mistake in Byline:\n{traceback.format_exc()}", "please report it")
            self._resident.forget()
        return RETRY_S

    def _follow(self, paths: Collection[str]) -> float:
        if any(path == str(root) for path in paths for root, _ in self._roots.values()):
            self._watcher.renew()
            paths = ()
        self._is_settled = False
        self._resident.update(self._below_site(paths))
        self._work(later=not self._resident.is_provisional)
        return self._settle_s

    def _catch_up(self) -> float:
        start = time.monotonic()
        is_current = self._resident.is_current()
        if is_current and self._resident.is_done and self._is_settled:
            return max(LOOK_S, LOOK_SHARE * (time.monotonic() - start))
        if not is_current:
            if self._is_settled:
                # A change that nobody has told of: a folder may not be watched any more.
                self._watcher.renew()
            self._resident.update()
            self._settle_s = min(MAX_SETTLE_S, max(SETTLE_S, 2 * (time.monotonic() - start)))
        self._work(later=True)
        if not self._resident.is_done:
            return 0.0
        self._resident.settle()
        self._is_settled = self._resident.is_current()
        return self._settle_s

    def _work(self, *, later: bool) -> None:
        """Make files until all are made, or something newer comes first."""
        total: Rebuilt | None = None
        while True:
            rebuilt = self._resident.work(self._ties.viewed(), later=later)
            self._ties.done(rebuilt)
            total = rebuilt if total is None else together(total, rebuilt)
            if rebuilt.published is None or self._changes.is_waiting():
                self._ties.finished(total)
                return

    def _below_site(self, paths: Collection[str]) -> tuple[str, ...]:
        """Return paths relative to the site; empty, which means unknown, when one is elsewhere."""
        found = []
        for path in paths:
            for name, (root, real) in self._roots.items():
                if path.startswith((f"{real}/", f"{root}/")):
                    below = path.removeprefix(f"{real}/").removeprefix(f"{root}/")
                    found.append(f"{name}/{below}")
                    break
            else:
                real_folder = any(path == str(real) for _, real in self._roots.values())
                if not real_folder:
                    return ()
        return tuple(found)
