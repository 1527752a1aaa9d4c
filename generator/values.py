"""Small values that both the sources' schema and the resolved model are made of."""

from datetime import date
from typing import Literal

from generator.record import Record


class PartialDate(Record, frozen=True, order=True):
    """A date that may stop at the year or the month: what is not written is unknown, not January.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or 0 when unknown.
        day: 1 to 31, or 0 when unknown; 0 whenever the month is.
    """

    year: int
    month: int = 0
    day: int = 0

    def isoformat(self) -> str:
        """Return YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def first_day(self) -> date:
        """Return the earliest day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Return the latest day that the date can mean."""
        if self.day:
            return date(self.year, self.month, self.day)
        if self.month in (0, 12):
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, self.month + 1, 1).toordinal() - 1)


class PersonName(Record, frozen=True):
    """A person's (or a group's) name.

    Attributes:
        display: The whole name in reading order, never empty.
        given: Given names, "" when unknown.
        family: Family name without the particle, "" when unknown (a group has none).
        particle: "van der", "de la", "" when there is none.
        suffix: "Jr.", "III", "" when there is none.
    """

    display: str
    given: str = ""
    family: str = ""
    particle: str = ""
    suffix: str = ""

    def sort_key(self) -> str:
        """Return the family-first text that lists are sorted by before folding."""
        if not self.family:
            return self.display
        return f"{self.family} {self.given} {self.particle} {self.suffix}".strip()

    def inverted(self) -> str:
        """Return "Family, Given" (BibTeX order, with particle and suffix), or the display name."""
        if not self.family:
            return self.display
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


class Resource(Record, frozen=True):
    """What is known of a paper's code or data.

    Attributes:
        exists: True, False, or None when it is unknown.
        applies: False when the paper has no use for it ("n/a").
        urls: Addresses, in the order written; may be empty although it exists.
    """

    exists: bool | None = None
    applies: bool = True
    urls: tuple[str, ...] = ()


UNKNOWN_RESOURCE = Resource()


class Link(Record, frozen=True):
    """A labelled link.

    Attributes:
        kind: Key of the service or of the paper's field (`github`, `pdf`), "" for a free one.
        label: What a reader sees.
        url: An absolute http, https or mailto URL, or a path below the output's root.
        icon: Name of an icon, "" for none.
    """

    kind: str
    label: str
    url: str
    icon: str = ""


MetricKind = Literal["reported", "computed"]


class MetricRecord(Record, frozen=True):
    """One value of one metric, and where it came from.

    Attributes:
        value: The number; computed floats are rounded to 9 decimals.
        kind: Reported by a source, or computed from the site's papers.
        source: Name of the reporting source, None when computed.
        url: Address of the source, or None.
        as_of: ISO date the value is true for, or None.
        method: Name or formula of the computation, None when reported.
        n: How many papers entered the value, or None.
        of: How many papers are listed, or None.
        label: What the source calls the value where that differs from ours, or None.
        reason: Why a value is absent or weak ("low confidence"), or None.
        parts: Named components of the value, in order.
    """

    value: float | int
    kind: MetricKind
    source: str | None = None
    url: str | None = None
    as_of: str | None = None
    method: str | None = None
    n: int | None = None
    of: int | None = None
    label: str | None = None
    reason: str | None = None
    parts: tuple[tuple[str, float], ...] = ()
