"""What stands around and between the entries of a file that holds one for each paper."""

from collections.abc import Iterable
from typing import NamedTuple


class Frame(NamedTuple):
    """The parts of a file that are no entries.

    Attributes:
        first: Before the first entry.
        between: Two entries.
        last: Behind the last one.
        empty: The whole file where there is none.
    """

    first: str
    between: str
    last: str
    empty: str

    def around(self, entries: Iterable[str]) -> str:
        """Return the file of entries, in the order given."""
        found = list(entries)
        return f"{self.first}{self.between.join(found)}{self.last}" if found else self.empty
