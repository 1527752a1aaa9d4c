"""A route: one file of the output before it is built."""

from dataclasses import dataclass

from generator.model import Origin


@dataclass(frozen=True, slots=True)
class Route:
    """One file to make.

    Attributes:
        kind: Which builder makes it.
        key: What of that kind: a slug, a year, a path.
        path: Output path.
        part: Page of a split list, 0 for the newest.
        origin: The source that wants this path, None for Byline's own pages.
    """

    kind: str
    key: str
    path: str
    part: int = 0
    origin: Origin | None = None
