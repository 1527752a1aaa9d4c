"""Records of values: computed ones made here, reported ones put before them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import structs

from generator.metrics.definitions import DEFINITIONS
from generator.values import MetricRecord

DECIMALS = 9
"""Computed floats are rounded to these: beyond them, processors disagree."""


@lru_cache(maxsize=1 << 15, typed=True)
def computed(
    name: str,
    value: float,
    as_of: str,
    *,
    n: int | None = None,
    of: int | None = None,
    of_paper: bool = False,
    reason: str | None = None,
    parts: tuple[tuple[str, float], ...] = (),
) -> MetricRecord:
    """Return the record of a value computed from the site's papers, rounded to 9 decimals.

    Equal arguments give one record: most authors of a large site have one paper and few citations.

    Args:
        name: Of the metric; its formula becomes the method.
        value: Not rounded.
        as_of: ISO date of the build's "today".
        n: How many papers entered the value.
        of: How many papers are listed.
        of_paper: The value is a paper's.
        reason: Why the value is weak, or None.
        parts: Named components, in order.
    """
    definition = DEFINITIONS[name]
    return MetricRecord(
        value=rounded(value),
        kind="computed",
        as_of=as_of,
        method=definition.paper_formula if of_paper else definition.formula,
        n=n,
        of=of,
        reason=reason,
        parts=tuple((part, rounded(amount)) for part, amount in parts),
    )


def rounded(value: float) -> float:
    """Return a float rounded to 9 decimals; an int as it is."""
    return value if isinstance(value, int) else round(value, DECIMALS)


def by_name(
    reported: Iterable[tuple[str, MetricRecord]],
    values: Mapping[str, tuple[MetricRecord, ...]],
    of: int | None,
) -> dict[str, tuple[MetricRecord, ...]]:
    """Return all records by metric name: what sources report first, then what was computed.

    Args:
        reported: (name, record) in the order shown.
        values: The computed records of each name.
        of: How many papers are listed, which a reported record does not know.
    """
    found: dict[str, tuple[MetricRecord, ...]] = {}
    for name, record in reported:
        record = record if of is None else structs.replace(record, of=of)
        found[name] = (*found.get(name, ()), record)
    for name, records in values.items():
        found[name] = found[name] + records if name in found else records
    # The table's order for the names it has, then others in the order written.
    return {name: found[name] for name in sorted(found, key=_place)}


_PLACES = {name: place for place, name in enumerate(DEFINITIONS)}


def _place(name: str) -> int:
    return _PLACES.get(name, len(_PLACES))
