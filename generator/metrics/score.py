"""The score of a paper and of an author: a transparent composite of three components.

Only computed values enter it. What is missing is named with its reason, and a paper about which
too little is known has no score.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from generator.metrics.days import DateLike, as_day, as_partial
from generator.metrics.fieldaccess import FieldAccess
from generator.metrics.indicators import whole_number
from generator.model import ScoreComponent

Known: TypeAlias = bool | Literal["n/a"] | None
"""True, False, None when it is unknown, or "n/a" when the paper has no use for it."""

WEIGHTS: Mapping[str, float] = MappingProxyType({"citations": 0.5, "novelty": 0.25, "openness": 0.25})
OPENNESS_WEIGHTS: Mapping[str, float] = MappingProxyType({"fulltext": 0.4, "code": 0.3, "data": 0.3})

MIN_AGE_DAYS = 183
FULL_RATE = 25
"""Citations a year that give the citation component its full 100."""

MIN_COMPONENTS = 2
MIN_WEIGHT = 0.6
AUTHOR_PAPERS = 3
_SLACK = 1e-9  # three weights of a third add up to a little less than 1


@dataclass(frozen=True, slots=True)
class PaperScore(FieldAccess):
    """A paper's score with all that led to it.

    It is a record, not a number: compare `.score`, or `float(result)` where there is one.

    Attributes:
        score: 0 to 100, or None when too little is known.
        components: citations, novelty, openness: each 0 to 100, or None when it is missing.
        breakdown: The same with weight, contribution and the reason of each one missing.
        reason: Why there is no score, or None.
    """

    score: float | None
    components: Mapping[str, float | None] = field(hash=False)
    breakdown: tuple[ScoreComponent, ...] = ()
    reason: str | None = None

    @property
    def value(self) -> float | None:
        """The score, under the name that metric records use."""
        return self.score

    def __float__(self) -> float:
        """Return the score as a number; TypeError when there is none."""
        if self.score is None:
            raise TypeError(f"the paper has no score: {self.reason}")
        return self.score


def paper_score(
    *,
    citations: int | None = None,
    published: DateLike | None = None,
    as_of: DateLike,
    novelty: float | None = None,
    fulltext: Known = None,
    code: Known = None,
    data: Known = None,
    weights: Mapping[str, float] = WEIGHTS,
) -> PaperScore:
    """Return the score of a paper and its breakdown.

    Args:
        citations: Known count, at least 0, or None when it is unknown.
        published: When the paper appeared; a date that stops at the year or month counts as the
            last day of it. None when unknown.
        as_of: The day that ages are taken at.
        novelty: Text novelty, 0 to 100, or None.
        fulltext: Whether the full text can be read freely.
        code: Whether there is open code.
        data: Whether there are open data.
        weights: Weight of each component, at least 0; a component left out weighs nothing.

    Returns:
        The weighted mean of the components that are available, as long as they are two and have
        0.6 of the weight. Not rounded.

    Raises:
        ValueError: If a count is negative or fractional, novelty is outside 0 to 100, a weight is
            negative or unknown, or a date does not exist.
    """
    _check_weights(weights)
    found = {
        "citations": citation_component(citations, published, as_day(as_of)),
        "novelty": _novelty_component(novelty),
        "openness": openness_component(fulltext=fulltext, code=code, data=data),
    }
    available = {
        name: value for name, (value, _) in found.items() if value is not None and weights.get(name, 0) > 0
    }
    reason = _why_unscored(available, weights)
    weight = math.fsum(weights[name] for name in available)
    breakdown = tuple(
        ScoreComponent(
            name=name,
            value=value,
            weight=weights.get(name, 0.0),
            contribution=weights[name] * available[name] / weight
            if reason is None and name in available
            else None,
            reason=why,
        )
        for name, (value, why) in found.items()
    )
    score = None
    if reason is None:
        total = math.fsum(weights[name] * value for name, value in available.items())
        score = min(100.0, max(0.0, total / weight))
    return PaperScore(score, {name: value for name, (value, _) in found.items()}, breakdown, reason)


def author_score(scores: Iterable[float | PaperScore | None]) -> float | None:
    """Return the mean of an author's three best scored papers, or None when fewer are scored.

    Args:
        scores: One per paper, in any order: numbers, results of `paper_score`, or None for papers
            without a score.

    Returns:
        0 to 100, not rounded.
    """
    numbers = (s.score if isinstance(s, PaperScore) else s for s in scores)
    best = sorted((n for n in numbers if n is not None), reverse=True)[:AUTHOR_PAPERS]
    return math.fsum(best) / AUTHOR_PAPERS if len(best) == AUTHOR_PAPERS else None


def citation_component(
    citations: int | None, published: DateLike | None, as_of: date
) -> tuple[float | None, str | None]:
    """Return 100 min(1, ln(1 + citations / max(1, age)) / ln 26) and why it is missing.

    Age is in years of 365.25 days from the last day that `published` can mean.

    Raises:
        ValueError: If the count is negative or fractional.
    """
    if citations is None:
        return None, "its citations are not known"
    whole_number(citations, "a citation count")
    if published is None:
        return None, "its date is not known"
    days = (as_of - as_partial(published).last_day()).days
    if days < MIN_AGE_DAYS:
        return None, f"it is younger than {MIN_AGE_DAYS} days"
    rate = citations / max(1.0, days / 365.25)
    return 100 * min(1.0, math.log1p(rate) / math.log1p(FULL_RATE)), None


def openness_component(
    *, fulltext: Known = None, code: Known = None, data: Known = None
) -> tuple[float | None, str | None]:
    """Return the weighted share of what is open among what is known and applies, 0 to 100.

    Returns:
        The value and None, or None and the reason: less than two items are known although more
        apply, or nothing applies.
    """
    items: dict[str, Known] = {"fulltext": fulltext, "code": code, "data": data}
    applying = {name: state for name, state in items.items() if state != "n/a"}
    if not applying:
        return None, "nothing applies"
    known = {name: state for name, state in applying.items() if state is not None}
    if not known or (len(known) < 2 and len(known) < len(applying)):
        return None, "less than two of full text, code and data are known"
    weight = math.fsum(OPENNESS_WEIGHTS[name] for name in known)
    open_weight = math.fsum(OPENNESS_WEIGHTS[name] for name, state in known.items() if state)
    return 100 * open_weight / weight, None


def _novelty_component(novelty: float | None) -> tuple[float | None, str | None]:
    if novelty is None:
        return None, "it has no computed text novelty"
    if not 0 <= novelty <= 100:
        raise ValueError(f"novelty must be between 0 and 100, not {novelty!r}")
    return float(novelty), None


def _check_weights(weights: Mapping[str, float]) -> None:
    for name, weight in weights.items():
        if name not in WEIGHTS:
            raise ValueError(f"unknown component of a score: {name!r}")
        if not 0 <= weight < math.inf:
            raise ValueError(f"the weight of {name} must be at least 0, not {weight!r}")


def _why_unscored(available: Mapping[str, float], weights: Mapping[str, float]) -> str | None:
    if len(available) < MIN_COMPONENTS:
        return f"only {len(available)} of {len(WEIGHTS)} components known, two are needed"
    share = math.fsum(weights[name] for name in available) / math.fsum(weights.values())
    if share < MIN_WEIGHT - _SLACK:
        return f"the components known have {share:.0%} of the weight, {MIN_WEIGHT:.0%} is needed"
    return None
