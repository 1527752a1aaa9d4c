"""The command line: the only place that prints and exits."""

import gc
from typing import NoReturn

YOUNG = 50_000
"""Objects made since the last look after which the collector looks for circles among them again. It
finds none in modules and classes, but at Python's own 700 takes a fifth of a command's start to look."""


def main() -> NoReturn:
    """Run the command that the process was started with, and exit."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    from generator.cli import app

    app.main()
