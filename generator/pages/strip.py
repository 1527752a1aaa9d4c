"""Metrics as shown: the strip's cells, and for each number the sentences of its provenance."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from generator.metrics.definitions import DEFINITIONS, format_value
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.parts import long_date_view
from generator.pages.views import MetricView, ProvenanceView
from generator.text.dates import parse_date
from generator.values import MetricRecord

STRIP = ("h_index", "papers", "citations", "novelty", "ai_score")
"""The strip's cells, in the order they are read; the computed score stands in for a missing AI Score."""

MORE = (
    "h_median",
    "g_index",
    "i10_index",
    "m_quotient",
    "hm_index",
    "e_index",
    "citations_per_year",
    "awcr",
    "coauthors",
    "openness",
)

NUMBER_FIRST = frozenset({"papers", "citations", "coauthors"})
"""Counts read as "8 papers"; every other value as "h-index 11"."""

Metrics = Mapping[str, tuple[MetricRecord, ...]]


def strip(context: PlanContext, metrics: Metrics) -> tuple[MetricView, ...]:
    """Return the cells of the strip; what is not known has no cell."""
    names = [name for name in STRIP if metrics.get(name)]
    if not metrics.get("ai_score") and metrics.get("score"):
        names.append("score")
    return tuple(_shared_view(name, metrics[name]) for name in names)


def more(metrics: Metrics) -> tuple[MetricView, ...]:
    """Return the further indicators, shown on request."""
    return tuple(_shared_view(name, metrics[name]) for name in MORE if metrics.get(name))


@lru_cache(maxsize=4096)
def _shared_view(name: str, records: tuple[MetricRecord, ...]) -> MetricView:
    """Return a person's metric: people of one paper share theirs, and small numbers recur."""
    return metric_view(name, records)


def metric_view(
    name: str, records: Sequence[MetricRecord], prefix: str = "m", *, of_paper: bool = False
) -> MetricView:
    """Return a metric with its provenance; the first record is the one that is shown."""
    record = records[0]
    text = format_value(name, record.value, of_paper=of_paper)
    number, unit = (text[:-1], "%") if text.endswith("%") else (text, "")
    label = record.label or DEFINITIONS[name].label
    if name in NUMBER_FIRST:
        label = singular(label, number)
    return MetricView(
        id=f"{prefix}-{name.replace('_', '-')}",
        name=name,
        before="" if name in NUMBER_FIRST else label,
        number=number,
        unit=unit,
        after=label if name in NUMBER_FIRST else "",
        provenance=provenance(name, records, of_paper=of_paper),
    )


def singular(label: str, number: str) -> str:
    """Return the label that goes with the number: "1 paper", "2 papers"."""
    return label.removesuffix("s") if number == "1" else label


def provenance(name: str, records: Sequence[MetricRecord], *, of_paper: bool = False) -> ProvenanceView:
    """Return where the shown record comes from, and what the other one says."""
    record = records[0]
    definition = DEFINITIONS[name]
    text = format_value(name, record.value, of_paper=of_paper)
    label = record.label or definition.label
    reading = f"{text} {singular(label, text)}" if name in NUMBER_FIRST else f"{label} {text}"
    reported = record.kind == "reported"
    return ProvenanceView(
        headline=f"{reading}, {record.kind}",
        reported=reported,
        source=record.source or "",
        source_url=record.url or "",
        as_of=long_date_view(parse_date(record.as_of)) if record.as_of else None,
        coverage=coverage(record),
        formula="" if reported else _formula(name, of_paper=of_paper),
        other=_other(name, records, of_paper=of_paper),
        definition_url=f"{paths.METRICS}#{name.replace('_', '-')}",
    )


def _formula(name: str, *, of_paper: bool) -> str:
    definition = DEFINITIONS[name]
    return (definition.paper_formula if of_paper else "") or definition.formula


def coverage(record: MetricRecord) -> str:
    """Return "over 5 of 8 papers", or "" when the record does not say."""
    if record.n is None or record.of is None:
        return ""
    papers = "paper" if record.of == 1 else "papers"
    return f"over {record.n} of {record.of} {papers}"


def _other(name: str, records: Sequence[MetricRecord], *, of_paper: bool) -> str:
    if len(records) > 1:
        second = records[1]
        text = format_value(name, second.value, of_paper=of_paper)
        origin = "Computed from this site" if second.kind == "computed" else f"By {second.source}"
        return f"{origin}: {text}" + (f", {coverage(second)}" if coverage(second) else "")
    if records[0].kind == "reported":
        return "Computed from this site: unknown"
    return ""
