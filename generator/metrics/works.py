"""What is measured of each paper: citations, openness, text novelty and score."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from msgspec import structs

from generator.metrics.days import as_partial
from generator.metrics.definitions import DEFINITIONS
from generator.metrics.novelty import Novelty
from generator.metrics.records import by_name, computed, rounded
from generator.metrics.score import (
    OPENNESS_WEIGHTS,
    WEIGHTS,
    Known,
    PaperScore,
    openness_component,
    paper_score,
)
from generator.model import ScoreComponent, Work
from generator.values import MetricRecord, Resource

OWN_RECORD = "this site's own record"
"""The source of a citation count that names none."""

SWITCHED_OFF = "switched off for this site"


class PaperFacts(NamedTuple):
    """All that authors' values are made of, of one paper; papers alike in them count alike.

    Attributes:
        citations: The known count, or None.
        year: Of its date, or None.
        authors: How many it has, 0 when its list is cut or unknown.
        openness: State of full text, code and data.
        novelty: Computed, 0 to 100, or None.
        score: Computed, 0 to 100, or None.
        cited_in: Citations by year.
    """

    citations: int | None
    year: int | None
    authors: int
    openness: tuple[Known, ...]
    novelty: float | None
    score: float | None
    cited_in: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WorkMeasures:
    """What was measured of a paper.

    Attributes:
        facts: What its authors' values are made of.
        breakdown: Of the computed score; empty when scores are switched off.
        absent: Why a computed value is missing, by metric name.
    """

    metrics: Mapping[str, tuple[MetricRecord, ...]]
    facts: PaperFacts
    breakdown: tuple[ScoreComponent, ...]
    absent: Mapping[str, str]


def measure_work(
    work: Work,
    as_of: date,
    *,
    novelty: Novelty,
    weights: Mapping[str, float] = WEIGHTS,
    scores: bool = True,
) -> WorkMeasures:
    """Return what was measured of a paper.

    Args:
        work: The paper.
        as_of: The day that its age is taken at.
        novelty: Its text novelty, or why it has none.
        weights: Of the components of a score.
        scores: Whether scores are computed.
    """
    day = as_of.isoformat()
    citations = known_citations(work)
    items = openness_of(work)
    values: dict[str, MetricRecord] = {}
    absent: dict[str, str] = {}

    openness, why = openness_component(**items)
    if openness is None:
        absent["openness"] = why or ""
    else:
        parts = tuple((name, float(state)) for name, state in items.items() if isinstance(state, bool))
        values["openness"] = computed("openness", openness, day, of_paper=True, parts=parts)

    if novelty.novelty is None:
        absent["novelty"] = novelty.why or ""
    else:
        weak = "low confidence" if novelty.low_confidence else None
        values["novelty"] = computed(
            "novelty", novelty.novelty, day, n=novelty.prior, of_paper=True, reason=weak
        )

    score = None
    if scores:
        score = paper_score(
            citations=citations,
            published=work.date,
            as_of=as_of,
            novelty=novelty.novelty,
            weights=weights,
            **items,
        )
        if score.score is None:
            absent["score"] = score.reason or ""
        else:
            values["score"] = _score_record(score, day)
    else:
        absent["score"] = SWITCHED_OFF
    return WorkMeasures(
        metrics=by_name(_reported(work), {name: (record,) for name, record in values.items()}, None),
        facts=PaperFacts(
            citations=citations,
            year=work.date.year if work.date else None,
            authors=0 if work.authors_truncated else len(work.credits),
            openness=tuple(items.values()),
            novelty=novelty.novelty,
            score=score.score if score else None,
            cited_in=work.citations.by_year if work.citations else (),
        ),
        breakdown=_breakdown(score, novelty) if score else (),
        absent=absent,
    )


def known_citations(work: Work) -> int | None:
    """Return the paper's citation count, or None when it is unknown.

    The count of the paper's own record, else the first one that a source reports of it.
    """
    if work.citations is not None:
        return work.citations.count
    for name, record in work.reported:
        if name == "citations" and record.value >= 0 and record.value == int(record.value):
            return int(record.value)
    return None


def openness_of(work: Work) -> dict[str, Known]:
    """Return the state of full text, code and data, by the names of the score's weights."""
    states: tuple[Known, ...] = (work.full_text_open, _state(work.code), _state(work.data))
    return dict(zip(OPENNESS_WEIGHTS, states, strict=True))


def _state(resource: Resource) -> Known:
    return resource.exists if resource.applies else "n/a"


def _reported(work: Work) -> list[tuple[str, MetricRecord]]:
    """Return what sources say of the paper; its own citation count is one of them."""
    found = []
    for name, record in work.reported:
        if name == "ai_score":
            # Papers have one name for a score; what its source calls it is a label.
            found.append(("score", structs.replace(record, label=DEFINITIONS["ai_score"].label)))
        else:
            found.append((name, record))
    own = work.citations
    if own is not None:
        when = as_partial(own.as_of).isoformat() if own.as_of else None
        source = own.source or OWN_RECORD
        record = MetricRecord(value=own.count, kind="reported", source=source, as_of=when)
        found.append(("citations", record))
    return found


def _score_record(score: PaperScore, day: str) -> MetricRecord:
    parts = tuple((name, value) for name, value in score.components.items() if value is not None)
    return computed("score", float(score), day, of_paper=True, parts=parts)


def _breakdown(score: PaperScore, novelty: Novelty) -> tuple[ScoreComponent, ...]:
    """Return the components, rounded; the novelty that is missing says why it is."""
    missing = f"no text novelty: {novelty.why}" if novelty.why is not None else None
    return tuple(
        [
            ScoreComponent(
                name=part.name,
                value=None if part.value is None else rounded(part.value),
                weight=part.weight,
                contribution=None if part.contribution is None else rounded(part.contribution),
                reason=missing if missing and part.name == "novelty" else part.reason,
            )
            for part in score.breakdown
        ]
    )
