"""Charts of a profile: their geometry, computed before any template."""

import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from generator.metrics.definitions import DEFINITIONS, format_value
from generator.model import HistoryPoint, PersonMeasures
from generator.pages.parts import long_date_view
from generator.pages.views import BarView, ChartView, MapNode, TrendPoint, TrendView
from generator.text.dates import parse_date
from generator.values import MetricRecord

CHART_YEARS = 60
"""Years that have room side by side; of an older paper the chart says since when it counts."""

HEIGHT = 100.0
"""Height of the tallest bar in the SVG's units."""


def chart(measures: PersonMeasures, *, with_citations: bool) -> ChartView | None:
    """Return the chart of a person, or None when there are fewer than two years to compare."""
    rows = measures.by_year[-CHART_YEARS:]
    if len(rows) < 2:
        return None
    top = max(papers for _, papers, _ in rows)
    cited = max((c or 0 for _, _, c in rows), default=0) if with_citations else 0
    if top == 0:
        return None
    bars = tuple(
        BarView(
            year=year,
            papers=papers,
            citations=citations if with_citations else None,
            height=round(HEIGHT * papers / top, 2),
            citations_height=round(HEIGHT * (citations or 0) / cited, 2) if cited else 0.0,
        )
        for year, papers, citations in rows
    )
    since = rows[0][0] if len(rows) < len(measures.by_year) else 0
    return ChartView(bars, top, cited, cited > 0, since)


def trend(history: Sequence[HistoryPoint], records: Sequence[MetricRecord], name: str) -> TrendView | None:
    """Return how a metric grew, of the same kind and source as the value that is shown.

    Args:
        history: A person's recorded values, in order of days.
        records: What is shown today, first the leading one; empty when the metric is hidden.

    Returns:
        None when fewer than two days are recorded.
    """
    if not records:
        return None
    lead = records[0]
    same = [
        p for p in history if p.metric == name and p.kind == lead.kind and p.source == (lead.source or "")
    ]
    if len(same) < 2:
        return None
    days = [date.fromisoformat(p.day).toordinal() for p in same]
    low, high = min(p.value for p in same), max(p.value for p in same)
    span, rise = days[-1] - days[0], high - low
    points = []
    for point, day in zip(same, days, strict=True):
        shown = long_date_view(parse_date(point.day))
        if shown is not None:
            x = round(100 * (day - days[0]) / span, 2) if span else 0.0
            y = round(100 - 100 * (point.value - low) / rise, 2) if rise else 50.0
            points.append(TrendPoint(shown, format_value(name, point.value), x, y))
    label = DEFINITIONS[name].label
    label = label[:1].upper() + label[1:]
    return TrendView(label, tuple(points), format_value(name, low), format_value(name, high))


MAP_PEOPLE = 12
MAP_LETTERS = 16
MAP_LEAST = 4
"""A map of three people or fewer says no more than their list."""


def coauthor_map(coauthors: Sequence[tuple[str, str, int]]) -> tuple[MapNode, ...]:
    """Return linked co-authors around the person, the closest the strongest; () when they are few.

    Args:
        coauthors: (name, address, shared papers), strongest first; those without an address are
            left out.
    """
    linked = [c for c in coauthors if c[1]][:MAP_PEOPLE]
    if len(linked) < MAP_LEAST:
        return ()
    places = _places(tuple(papers for _, _, papers in linked))
    return tuple(
        MapNode(name, _label(name), url, papers, *place)
        for (name, url, papers), place in zip(linked, places, strict=True)
    )


def _label(name: str) -> str:
    """Return a name that has room at the map's edge: "B. Featherstone", cut where that is too long."""
    first, _, rest = name.partition(" ")
    short = name if len(name) <= MAP_LETTERS or not rest else f"{first[:1]}. {rest}"
    return short if len(short) <= MAP_LETTERS else f"{short[: MAP_LETTERS - 1].rstrip()}…"


@lru_cache(maxsize=1024)
def _places(strengths: tuple[int, ...]) -> tuple[tuple[str, str, str, str, str, str, str], ...]:
    """Return where nodes stand by how many papers they share, strongest first.

    Returns:
        For each (x, y, radius, width, anchor, label_x, label_y), as `MapNode` has them.
    """
    places = []
    for i, papers in enumerate(strengths):
        angle = 2 * math.pi * i / len(strengths) - math.pi / 2
        strength = papers / strengths[0]
        distance = 88 - 38 * strength
        x, y = round(distance * math.cos(angle), 2), round(distance * math.sin(angle), 2)
        anchor = "middle" if abs(x) < 12 else ("start" if x > 0 else "end")
        aside = {"middle": 0, "start": 10, "end": -10}[anchor]
        below = 4 if anchor != "middle" else (-10 if y < 0 else 18)
        radius, width = 2 + 5 * strength, 0.5 + 2 * strength
        left, right = (x, y, radius, width), (x + aside, y + below)
        numbers = [str(round(number, 2)) for number in (*left, *right)]
        places.append((numbers[0], numbers[1], numbers[2], numbers[3], anchor, numbers[4], numbers[5]))
    return tuple(places)
