"""Metrics as shown: the strip's cells, and for each number the sentences of its provenance."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from generator.metrics.definitions import DEFINITIONS, ITEMS, format_value
from generator.model import Neighbour
from generator.pages import paths
from generator.pages.parts import long_date_view
from generator.pages.views import MetricView, ProvenanceView
from generator.text.dates import parse_date
from generator.values import MetricRecord

STRIP = ("h_index", "papers", "citations", "novelty", "ai_score")
"""The strip's cells, in the order they are read; the computed score stands in for a missing AI Score."""

CELLS = 5
"""The strip has as many; where novelty or score are not known the first of `MORE` take their place."""

MORE = (
    "i10_index",
    "citations_per_year",
    "h_median",
    "g_index",
    "m_quotient",
    "hm_index",
    "e_index",
    "awcr",
    "coauthors",
    "openness",
)

SCORED = frozenset({"novelty", "score"})
"""What a person has as a mean over papers that have it."""

NUMBER_FIRST = frozenset({"papers", "citations", "coauthors"})
"""Counts read as "8 papers"; every other value as "h-index 11"."""

Metrics = Mapping[str, tuple[MetricRecord, ...]]


def strip(metrics: Metrics) -> tuple[MetricView, ...]:
    """Return the cells of the strip; what is not known has no cell."""
    beside = metrics.get("score", ()) if metrics.get("ai_score") else ()
    return tuple(
        _shared_view(name, metrics[name], beside if name == "ai_score" else ()) for name in _first(metrics)
    )


def _first(metrics: Metrics) -> list[str]:
    names = [name for name in STRIP if metrics.get(name)]
    if not metrics.get("ai_score") and metrics.get("score"):
        names.append("score")
    others = [name for name in MORE if DEFINITIONS[name].first and metrics.get(name)]
    return names + others[: max(0, CELLS - len(names))]


def more(metrics: Metrics) -> tuple[MetricView, ...]:
    """Return the further indicators, shown on request."""
    first = _first(metrics)
    names = [name for name in MORE if metrics.get(name) and name not in first]
    return tuple(_shared_view(name, metrics[name]) for name in names)


@lru_cache(maxsize=4096)
def _shared_view(
    name: str, records: tuple[MetricRecord, ...], beside: tuple[MetricRecord, ...] = ()
) -> MetricView:
    """Return a person's metric: people of one paper share theirs, and small numbers recur.

    Args:
        beside: Records of the score, where an AI Score stands in its place.
    """
    view = metric_view(name, records)
    if not beside:
        return view
    label = DEFINITIONS["score"].label
    others = (f"{label}: {_reading('score', record, of_paper=False)}" for record in beside)
    told = view.provenance
    return replace(view, provenance=replace(told, other="; ".join(filter(None, (told.other, *others)))))


def metric_view(
    name: str,
    records: Sequence[MetricRecord],
    prefix: str = "m",
    *,
    of_paper: bool = False,
    closest: Neighbour | None = None,
) -> MetricView:
    """Return a metric with its provenance; the first record is the one that is shown.

    Args:
        prefix: What the id begins with.
        of_paper: The value is a paper's.
        closest: Of a paper's novelty: the earlier paper whose wording is closest.
    """
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
        provenance=provenance(name, records, of_paper=of_paper, closest=closest),
    )


def singular(label: str, number: str) -> str:
    """Return the label that goes with the number: "1 paper", "2 papers"."""
    return label.removesuffix("s") if number == "1" else label


def provenance(
    name: str,
    records: Sequence[MetricRecord],
    *,
    of_paper: bool = False,
    closest: Neighbour | None = None,
) -> ProvenanceView:
    """Return where the shown record comes from, and what the others say."""
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
        coverage=coverage(record, name),
        formula="" if reported else _formula(name, of_paper=of_paper),
        other=_other(name, records, of_paper=of_paper),
        definition_url=f"{paths.METRICS}#{name.replace('_', '-')}",
        notes=() if reported else tuple(_notes(name, record)),
        closest=(closest.title or closest.id) if closest and not reported else "",
        closest_url=paths.paper(closest.work) if closest and closest.work and not reported else "",
    )


def _notes(name: str, record: MetricRecord) -> Iterator[str]:
    """Yield what a computed value needs to be understood."""
    if record.reason:
        yield record.reason
    if name == "openness":
        yield ", ".join(f"{ITEMS[part]} {format_value(name, share)}" for part, share in record.parts)
    if DEFINITIONS[name].about:
        yield DEFINITIONS[name].about


def _formula(name: str, *, of_paper: bool) -> str:
    definition = DEFINITIONS[name]
    return (definition.paper_formula if of_paper else "") or definition.formula


def coverage(record: MetricRecord, name: str = "") -> str:
    """Return "over 5 of 8 papers", or "" when the record does not say.

    Of a paper's novelty: how many earlier papers it was compared with.
    """
    if record.n is None:
        return ""
    if record.of is None:
        return f"compared with {record.n} earlier {'paper' if record.n == 1 else 'papers'}"
    papers = "paper" if record.of == 1 else "papers"
    if name in SCORED:
        return f"{record.n} of {record.of} {papers} scored"
    return f"over {record.n} of {record.of} {papers}"


def _other(name: str, records: Sequence[MetricRecord], *, of_paper: bool) -> str:
    others = [_reading(name, record, of_paper=of_paper) for record in records[1:]]
    can_be = DEFINITIONS[name].is_computed and not (of_paper and name == "citations")
    if can_be and all(record.kind == "reported" for record in records):
        others.append("computed from this site: unknown")
    text = "; ".join(others)
    return text[:1].upper() + text[1:]


def _reading(name: str, record: MetricRecord, *, of_paper: bool) -> str:
    """Return a value that is not the shown one in a few words."""
    text = format_value(name, record.value, of_paper=of_paper)
    if record.kind == "computed":
        return ", ".join(filter(None, (f"computed from this site: {text}", coverage(record, name))))
    when = long_date_view(parse_date(record.as_of)) if record.as_of else None
    return f"by {record.source}: {text}" + (f", {when.text}" if when else "")
