"""`python -m generator` is `byline`."""

from generator.cli import start

start()
