"""Watches a site's sources and says, once things are quiet, that something has changed."""

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

WATCHED = ("content", "themes")

QUIET_S = 0.05
"""An editor writes a temporary file, renames it and touches the folder: one change, not three."""

COMPLETE_S = 0.02
"""The same after an event that ends a save: the file was closed, or took another one's place."""

PATIENCE_S = 0.3
"""Saves that never pause are taken up after this time all the same."""

POLL_S = 1.0

_READING = frozenset({"opened", "closed_no_write"})
"""What our own reading of the sources causes."""

_NO_WATCHES = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENOMEM})


class Changes:
    """Collects changed paths from the watcher's threads, and hands them over when it is quiet."""

    def __init__(self, *, quiet_s: float = QUIET_S, patience_s: float = PATIENCE_S) -> None:
        self._quiet_s = quiet_s
        self._patience_s = patience_s
        self._condition = threading.Condition()
        self._paths: dict[str, None] = {}
        self._first = 0.0
        self._ready = 0.0
        self._is_closed = False

    def add(self, *paths: str, is_complete: bool = False, is_folder: bool = False) -> None:
        """Note that something has changed at these paths.

        Args:
            is_complete: Nothing more is written to the file for now.
            is_folder: It is the folder that has changed, as it does with any file of it.
        """
        if not paths:
            return
        with self._condition:
            now = time.monotonic()
            self._first = self._first if self._paths else now
            if not (is_folder and self._paths):
                quiet_s = min(COMPLETE_S, self._quiet_s) if is_complete else self._quiet_s
                self._ready = now + quiet_s
            self._paths.update(dict.fromkeys(paths))
            self._condition.notify_all()

    def close(self) -> None:
        """Let `take` return for good."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()

    @property
    def is_closed(self) -> bool:
        """Whether nothing will be handed over any more."""
        return self._is_closed

    def is_waiting(self) -> bool:
        """Tell whether a change has come in that was not handed over."""
        return bool(self._paths) or self._is_closed

    def take(self, timeout_s: float | None = None) -> tuple[str, ...]:
        """Wait for changes to come and pause, and return their paths.

        Args:
            timeout_s: How long to wait for the first one; None: for ever.

        Returns:
            Empty when the time is over or this is closed.
        """
        until = None if timeout_s is None else time.monotonic() + timeout_s
        with self._condition:
            while not self._is_closed:
                now = time.monotonic()
                if self._paths:
                    ready = min(self._ready, self._first + self._patience_s)
                    if now >= ready:
                        break
                    self._condition.wait(ready - now)
                elif until is not None and now >= until:
                    break
                else:
                    self._condition.wait(None if until is None else until - now)
            found = () if self._is_closed else tuple(self._paths)
            self._paths.clear()
            return found


class Watcher:
    """Watches `content/` and `themes/` below a site, also when they come and go."""

    def __init__(self, site: Path, changes: Changes, complain: Callable[[str], None]) -> None:
        """Prepare; nothing is watched before `start`.

        Args:
            site: The site's folder.
            changes: Gets absolute paths; a folder's path when it was made, moved or removed.
            complain: Told when the system refuses to watch and the files are polled instead.
        """
        self._site = Path(os.path.realpath(site))
        self._changes = changes
        self._complain = complain
        self._observer: BaseObserver | None = None
        self._is_polling = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to watch.

        Raises:
            OSError: The site's folder cannot be watched at all.
        """
        with self._lock:
            self._observer = self._observe()

    def stop(self) -> None:
        """End the threads that watch."""
        with self._lock:
            observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join(2)

    def renew(self) -> None:
        """Watch anew: a watched folder was made, or replaced by another one of its name."""
        with self._lock:
            old = self._observer
            if old is None:
                return
            self._observer = self._observe()
        old.stop()
        old.join(2)

    def _observe(self) -> BaseObserver:
        if not self._is_polling:
            try:
                return self._started(Observer())
            except OSError as error:
                if error.errno not in _NO_WATCHES:
                    raise
                self._is_polling = True
                self._complain(
                    "the system's limit of watched folders is reached: looking for changes every"
                    f" {POLL_S:g} s instead (raise fs.inotify.max_user_watches to be told at once)"
                )
        return self._started(PollingObserver(timeout=POLL_S))

    def _started(self, observer: BaseObserver) -> BaseObserver:
        try:
            observer.start()
            observer.schedule(_TopEvents(self._site, self._changes), str(self._site), recursive=False)
            for name in WATCHED:
                # The folder may be a link to one elsewhere: events come from where it leads.
                real = os.path.realpath(self._site / name)
                if Path(real).is_dir():
                    observer.schedule(_Events(self._changes), real, recursive=True)
        except BaseException:
            observer.stop()
            raise
        return observer


class _Events(FileSystemEventHandler):
    """Passes on what changes below a watched folder."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            is_complete = event.event_type in ("closed", "moved") and not _is_backup(event)
            self._changes.add(*_paths_of(event), is_complete=is_complete, is_folder=event.is_directory)


class _TopEvents(FileSystemEventHandler):
    """Passes on when a watched folder itself appears, moves or goes."""

    def __init__(self, site: Path, changes: Changes) -> None:
        self._watched = frozenset(str(site / name) for name in WATCHED)
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "deleted", "moved"):
            self._changes.add(*(path for path in _paths_of(event) if path in self._watched))


def _is_backup(event: FileSystemEvent) -> bool:
    """Tell whether an editor has moved a file away, to write the new one next."""
    return os.fsdecode(event.dest_path or event.src_path).endswith(("~", ".bak"))


def _paths_of(event: FileSystemEvent) -> tuple[str, ...]:
    return tuple(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
