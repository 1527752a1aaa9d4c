"""What a build is asked for, how long its stages take, and whom it tells how far it is."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) while a build goes on; total is 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked for.

    Attributes:
        site: The site's folder.
        output: The output folder; `site/output` when None.
        base_url, theme, as_of: Replace the site's own values.
        jobs: Worker processes; None: as many as there are processors, one for a small site.
        executor: Renders and indexes in the place of those; it is left open.
        clean: Write everything anew.
        strict: Warnings stop the build.
        keep_going: Leave broken records out instead of stopping.
        drafts: Keep drafts, for the preview.
        record: Add the day's values to the history once the site is published.
    """

    site: Path
    output: Path | None = None
    base_url: str | None = None
    theme: str | None = None
    as_of: str | None = None
    jobs: int | None = None
    executor: Executor | None = None
    clean: bool = False
    strict: bool = False
    keep_going: bool = False
    drafts: bool = False
    record: bool = False

    @property
    def output_folder(self) -> Path:
        """Where the output goes."""
        return self.output if self.output is not None else self.site / "output"


@dataclass(slots=True)
class Clock:
    """Seconds by stage, in the order of the stages."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that the block takes to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody about progress."""
