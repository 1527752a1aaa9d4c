"""The metrics in one table: names, labels, formulas, sources, and how a value is written.

The names are those of the JSON files; `metrics.html`, the popovers, the badges and
`byline explain` all read from here.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from generator.metrics.score import AUTHOR_PAPERS, MIN_AGE_DAYS
from generator.schema.vocabulary import EVERY_METRIC

MIN_NOVEL_PAPERS = 3
"""Scored papers that an author's novelty needs."""


class Style(StrEnum):
    """How a value is written."""

    WHOLE = "whole"
    ONE_DECIMAL = "one decimal"
    TWO_DECIMALS = "two decimals"
    PERCENT = "percent"
    SHARE = "share"


_STEPS = {
    Style.WHOLE: Decimal(1),
    Style.ONE_DECIMAL: Decimal("0.1"),
    Style.TWO_DECIMALS: Decimal("0.01"),
    Style.PERCENT: Decimal(1),
    Style.SHARE: Decimal(1),
}


_EXACT = Context(prec=400)
"""Room for the largest float's digits: a value of any size is written, never refused."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a metric is.

    Attributes:
        name: Key in JSON.
        label: What a reader sees beside the number.
        formula: One line, of a person's value.
        source: Where the definition comes from, "" for a plain count.
        style: How a person's value is written.
        first: Shown at once; the others stand under "more".
        paper_formula: One line, of a paper's value; "" when papers have none.
        paper_style: How a paper's value is written.
        about: A sentence that a reader needs to understand the value, "" for none.
        is_computed: Whether it can be computed here; False for what only its source knows.
        made_of: A person's other values that enter this one: it tells of them, and is hidden with
            any of them.
    """

    name: str
    label: str
    formula: str
    source: str = ""
    style: Style = Style.WHOLE
    first: bool = False
    paper_formula: str = ""
    paper_style: Style = Style.WHOLE
    about: str = ""
    is_computed: bool = True
    made_of: tuple[str, ...] = ()


_TABLE = (
    Definition(
        name="papers",
        label="papers",
        formula="works listed; the versions of one work count once",
        first=True,
    ),
    Definition(
        name="citations",
        label="citations",
        formula="sum over the papers whose count is known",
        first=True,
        paper_formula="the count given for this paper",
    ),
    Definition(
        name="h_index",
        label="h-index",
        formula="largest h such that h papers have at least h citations each",
        source="Hirsch 2005, doi:10.1073/pnas.0507655102",
        first=True,
    ),
    Definition(
        name="i10_index",
        label="i10-index",
        formula="papers with at least 10 citations",
        source="Google Scholar",
        first=True,
    ),
    Definition(
        name="citations_per_year",
        label="citations a year",
        formula="citations / years since the first paper, at least one",
        source="Harzing, Publish or Perish",
        style=Style.ONE_DECIMAL,
        first=True,
        made_of=("citations",),
    ),
    Definition(
        name="h_median",
        label="h-median",
        formula="median of the citations of the papers in the h-core",
        source="Google Scholar Metrics",
        style=Style.ONE_DECIMAL,
        made_of=("h_index",),
    ),
    Definition(
        name="g_index",
        label="g-index",
        formula="largest g, at most the papers, whose g most cited have g² citations together",
        source="Egghe 2006, doi:10.1007/s11192-006-0144-7",
        made_of=("citations",),
    ),
    Definition(
        name="m_quotient",
        label="m-quotient",
        formula="h-index / years since the first paper, at least one",
        source="Hirsch 2005, doi:10.1073/pnas.0507655102",
        style=Style.TWO_DECIMALS,
        made_of=("h_index",),
    ),
    Definition(
        name="hm_index",
        label="hm-index",
        formula="h-index in which a paper of n authors counts as 1/n; cut author lists left out",
        source="Schreiber 2008, doi:10.1088/1367-2630/10/4/040201",
        style=Style.TWO_DECIMALS,
        made_of=("h_index",),
    ),
    Definition(
        name="e_index",
        label="e-index",
        formula="square root of the citations of the h-core beyond h²",
        source="Zhang 2009, doi:10.1371/journal.pone.0005429",
        style=Style.TWO_DECIMALS,
        made_of=("h_index", "citations"),
    ),
    Definition(
        name="awcr",
        label="AWCR",
        formula="sum over papers of citations / age in years, at least one",
        source="Harzing, Publish or Perish",
        style=Style.TWO_DECIMALS,
        made_of=("citations",),
    ),
    Definition(
        name="coauthors",
        label="co-authors",
        formula="people who share a paper, as far as author lists are known",
    ),
    Definition(
        name="openness",
        label="openness",
        formula="mean of the shares of papers with open full text, code and data, where known",
        style=Style.SHARE,
        paper_formula="open share of full text (0.4), code (0.3) and data (0.3), where they apply",
        paper_style=Style.PERCENT,
    ),
    Definition(
        name="novelty",
        label="Novelty",
        formula=f"mean text novelty of the scored papers, at least {MIN_NOVEL_PAPERS}",
        style=Style.PERCENT,
        paper_formula="percentile of 1 - (closest cosine + mean of the five closest) / 2 "
        "among earlier papers",
        paper_style=Style.PERCENT,
        about="How far the wording of title and abstract is from the closest earlier papers; "
        "not a judgement of originality.",
    ),
    Definition(
        name="score",
        label="Score",
        formula=f"mean of the {AUTHOR_PAPERS} best scored papers",
        paper_formula="weighted mean of citations for the age, text novelty and openness",
        paper_style=Style.ONE_DECIMAL,
        about="A transparent composite. Citations enter it once a paper is "
        f"{MIN_AGE_DAYS} days old; a paper with too little data has none.",
    ),
    Definition(
        name="ai_score",
        label="AI Score",
        formula="as its source defines it; never computed here",
        paper_formula="as its source defines it; never computed here",
        paper_style=Style.ONE_DECIMAL,
        is_computed=False,
    ),
)

DEFINITIONS: Mapping[str, Definition] = {definition.name: definition for definition in _TABLE}
"""By name, in the order that a reader meets them."""

AUTHOR_METRICS: tuple[str, ...] = tuple(DEFINITIONS)
ITEMS: Mapping[str, str] = {"fulltext": "full text", "code": "code", "data": "data"}
"""What may be open, as a reader says it, by the names that records have for it."""

PAPER_METRICS: tuple[str, ...] = ("citations", "novelty", "openness", "score")


def with_dependents(hide: Iterable[str]) -> frozenset[str]:
    """Return the names that are hidden: those given, and all that is made of them.

    A value that could be computed back from what is left would not be hidden: m times the years
    is h. What a hidden value itself is made of stays.

    Args:
        hide: Names of metrics, or `all`.
    """
    hidden = set(hide)
    if EVERY_METRIC in hidden:
        hidden |= DEFINITIONS.keys()
    while more := {d.name for d in _TABLE if d.name not in hidden and not hidden.isdisjoint(d.made_of)}:
        hidden |= more
    return frozenset(hidden)


def format_value(name: str, value: float, *, of_paper: bool = False) -> str:
    """Return the value as a reader sees it, rounding half up.

    Args:
        name: Of the metric; one that is not in the table is written as it is.
        value: As a record has it.
        of_paper: The value is a paper's, not a person's: a paper's score has a decimal.

    Returns:
        Digits, with a point where the style has decimals, and "%" for percentages and shares.
    """
    definition = DEFINITIONS.get(name)
    if definition is None or not math.isfinite(value):
        return f"{value:g}"
    style = definition.paper_style if of_paper else definition.style
    # The shortest decimal text of a float is what the author or the reader calls its value:
    # 0.125 and 2.675 are rounded as they are written, not as binary stores them.
    exact = Decimal(repr(value)) * (100 if style is Style.SHARE else 1)
    text = str(exact.quantize(_STEPS[style], ROUND_HALF_UP, _EXACT))
    return f"{text}%" if style in (Style.PERCENT, Style.SHARE) else text
