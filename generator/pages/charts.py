"""The chart of papers and citations by year: its geometry, computed before any template."""

from generator.model import PersonMeasures
from generator.pages.views import BarView, ChartView

HEIGHT = 100.0
"""Height of the tallest bar in the SVG's units."""


def chart(measures: PersonMeasures, *, with_citations: bool) -> ChartView | None:
    """Return the chart of a person, or None when there are fewer than two years to compare."""
    rows = measures.by_year
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
    return ChartView(bars, top, cited, cited > 0)
