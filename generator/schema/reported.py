"""Values of metrics that a named source reports, with the date they are true for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from generator.schema.field_types import COUNT_SCHEMA, DATE_SCHEMA, NUMBER_SCHEMA, PERCENT_SCHEMA, URL_SCHEMA
from generator.schema.problems import (
    Finding,
    attempt,
    did_you_mean,
    kind_of,
    problem,
    problems,
    quoted,
)
from generator.schema.scalars import read_count, read_date, read_line, read_number, read_percent, read_url
from generator.schema.vocabulary import (
    COUNT_METRICS,
    METRIC_NAMES,
    PAPER_METRICS,
    PERCENT_METRICS,
    word_form,
)
from generator.values import PartialDate


@dataclass(frozen=True, slots=True)
class Reported:
    """What one source reports of a person or a paper.

    Attributes:
        source: Name of the source, never empty.
        date: When the values were true.
        values: By metric name, in the order written; whole numbers for counts.
        url: Where the source says so, "" when not given.
    """

    source: str
    date: PartialDate
    values: dict[str, int | float]
    url: str = ""


def metric_reader(name: str) -> Callable[[object], int | float]:
    """Return the function that reads a value of the metric."""
    if name in COUNT_METRICS:
        return read_count
    return read_percent if name in PERCENT_METRICS else read_number


def _reader_of_reports(metrics: tuple[str, ...]) -> Callable[[object], tuple[Reported, ...]]:
    def read(value: object) -> tuple[Reported, ...]:
        found: list[Finding] = []
        several = isinstance(value, list | tuple)
        items = value if isinstance(value, list | tuple) else [value]
        reports = [
            item
            if isinstance(item, Reported)
            else _read_one(item, metrics, (index,) if several else (), found)
            for index, item in enumerate(items)
        ]
        if found:
            raise problems(found)
        return tuple(report for report in reports if report is not None)

    return read


def _read_one(
    item: object, metrics: tuple[str, ...], at: tuple[int, ...], found: list[Finding]
) -> Reported | None:
    if not isinstance(item, Mapping):
        hint = "write {source: ..., date: ..., citations: ...}"
        found.append(Finding("wrong-type", f"must be a mapping, not {kind_of(item)}", hint, at))
        return None
    facts: dict[str, Any] = {}
    values: dict[str, int | float] = {}
    for written, value in item.items():
        name = word_form(str(written))
        if name in _FACTS:
            facts[name] = attempt(_FACTS[name], value, (*at, written), found)
        elif name in metrics:
            number = attempt(metric_reader(name), value, (*at, written), found)
            values[name] = number if number is not None else 0
        else:
            found.append(_unknown(str(written), name, metrics, (*at, written)))
    for name in ("source", "date"):
        if name not in facts:
            hint = "a reported value says who reports it and when"
            found.append(Finding("missing-field", f"missing field '{name}'", hint, at))
    if not facts.get("source") or not facts.get("date"):
        return None
    return Reported(facts["source"], facts["date"], values, facts.get("url") or "")


def _unknown(written: str, name: str, metrics: tuple[str, ...], at: tuple[str | int, ...]) -> Finding:
    if name in METRIC_NAMES:
        message = f"'{name}' is a figure of a person, not of a paper"
        return Finding("unknown-field", message, None, at)
    hint = did_you_mean(written, (*metrics, *_FACTS))
    return Finding("unknown-field", f"unknown metric {quoted(written)}", hint, at)


def _needed(read: Callable[[object], Any]) -> Callable[[object], Any]:
    def read_needed(value: object) -> Any:
        found = read(value)
        if not found:
            raise problem("empty-field", "is empty")
        return found

    return read_needed


_FACTS: dict[str, Callable[[object], Any]] = {
    "source": _needed(read_line),
    "date": _needed(read_date),
    "url": read_url,
}


def _schema(metrics: tuple[str, ...]) -> dict[str, Any]:
    by_reader: dict[object, dict[str, Any]] = {
        read_count: COUNT_SCHEMA,
        read_percent: PERCENT_SCHEMA,
        read_number: NUMBER_SCHEMA,
    }
    one = {
        "type": "object",
        "properties": {
            "source": {"type": "string", "description": "Who reports the values"},
            "date": {**DATE_SCHEMA, "description": "When the values were true"},
            "url": {**URL_SCHEMA, "description": "Where the source says so"},
            **{name: by_reader[metric_reader(name)] for name in metrics},
        },
        "required": ["source", "date"],
        "additionalProperties": False,
    }
    return {"anyOf": [one, {"type": "array", "items": one}]}


PersonReports = Annotated[
    tuple[Reported, ...],
    PlainValidator(_reader_of_reports(METRIC_NAMES)),
    WithJsonSchema(_schema(METRIC_NAMES)),
]
PaperReports = Annotated[
    tuple[Reported, ...],
    PlainValidator(_reader_of_reports(PAPER_METRICS)),
    WithJsonSchema(_schema(PAPER_METRICS)),
]
