"""The command line: the only place that prints and exits."""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

YOUNG = 50_000
"""Objects made since the last look after which the collector looks for circles among them again. It
finds none in modules and classes, but at Python's own 700 takes a fifth of a command's start to look."""


def main() -> NoReturn:
    """Run the command in `sys.argv` and raise SystemExit."""
    from generator.cli import app

    app.main()


def start() -> NoReturn:
    """Run the command that this process was started for, and end the process."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    try:
        main()
    except SystemExit as stop:
        if isinstance(stop.code, int) and threading.active_count() == 1:
            _leave(stop.code)
        raise


def _leave(code: int) -> None:
    """Exit without freeing each object, which after a large build takes half a second.

    Returns only if something cannot be flushed: Python's own way out then says so.
    """
    with suppress(OSError, ValueError):
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
