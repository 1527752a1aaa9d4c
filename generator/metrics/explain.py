"""How a number came about: inputs, formula, source and date, as records and as text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.metrics.definitions import (
    AUTHOR_METRICS,
    DEFINITIONS,
    ITEMS,
    MIN_NOVEL_PAPERS,
    PAPER_METRICS,
    format_value,
    with_dependents,
)
from generator.metrics.indicators import career_years, g_index
from generator.metrics.people import papers_in_order
from generator.metrics.policy import is_shown
from generator.metrics.score import AUTHOR_PAPERS
from generator.metrics.works import known_citations, openness_of
from generator.model import Corpus, Measures, PersonId, ScoreComponent, Work, WorkId
from generator.values import MetricRecord

CITATION_METRICS = frozenset(
    {
        "citations",
        "h_index",
        "h_median",
        "g_index",
        "i10_index",
        "m_quotient",
        "hm_index",
        "e_index",
        "citations_per_year",
        "awcr",
    }
)
_STATES = {True: "open", False: "closed", None: "unknown", "n/a": "does not apply"}
_OF_THE_CORE = frozenset({"h_index", "h_median", "e_index", "m_quotient"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the value of one metric came about.

    Attributes:
        name: Of the metric.
        title: Label and the value as shown ("h-index 4"), or the label alone.
        lines: Sentences on where each record comes from, the one that is shown first.
        formula: The definition in a line, and its source.
        inputs: (what, value) in order: papers with their counts, components with their weights.
        absent: Why there is no computed value, or "".
    """

    name: str
    title: str
    lines: tuple[str, ...]
    formula: str
    inputs: tuple[tuple[str, str], ...] = ()
    absent: str = ""


def explain_person(
    corpus: Corpus,
    measures: Measures,
    person: PersonId,
    metric: str | None = None,
    *,
    show: str = "full",
) -> tuple[Explanation, ...]:
    """Return how a person's values came about.

    Args:
        corpus: With the citation counts still in it.
        measures: Of that corpus; of what they hide it is only said that it is hidden.
        person: Whose values; the person's `hide` names all that is hidden.
        metric: One metric's name; all that have a value, or are hidden, when None.
        show: The site's `metrics.show`.

    Raises:
        ValueError: If the metric is unknown.
    """
    if metric is not None and metric not in DEFINITIONS:
        raise ValueError(f"unknown metric {metric!r}; there are {', '.join(AUTHOR_METRICS)}")
    metrics = measures.people[person].metrics
    works = [corpus.works[key] for key in papers_in_order(corpus, corpus.people[person])]
    hide = with_dependents(corpus.people[person].hide)
    hidden = {name: why for name in AUTHOR_METRICS if (why := _hidden(name, show, hide))}
    names = [metric] if metric else [name for name in AUTHOR_METRICS if name in metrics or name in hidden]
    explain = _PersonInputs(corpus, measures, person, works)
    return tuple(
        Explanation(name, DEFINITIONS[name].label, (hidden[name],), _formula(name, of_paper=False))
        if name in hidden
        else Explanation(
            name=name,
            title=_title(name, metrics.get(name, ()), of_paper=False),
            lines=tuple(_origins(name, metrics.get(name, ()), of_paper=False)),
            formula=_formula(name, of_paper=False),
            inputs=tuple(explain.of(name)),
            absent="" if _is_computed(metrics.get(name, ())) else explain.why_absent(name),
        )
        for name in names
    )


def explain_work(
    corpus: Corpus, measures: Measures, work: WorkId, metric: str | None = None, *, show: str = "full"
) -> tuple[Explanation, ...]:
    """Return how a paper's values came about, or why it has none.

    Args:
        corpus: With the citation counts still in it.
        measures: Of that corpus; of what they hide it is only said that it is hidden.
        work: Which paper.
        metric: One metric's name; all that a paper can have when None.
        show: The site's `metrics.show`.

    Raises:
        ValueError: If the metric is not one of a paper.
    """
    if metric is not None and metric not in PAPER_METRICS:
        raise ValueError(f"papers have no {metric!r}; they have {', '.join(PAPER_METRICS)}")
    metrics = measures.works[work]
    absent = measures.absent.get(work, {})
    hidden = {name: why for name in PAPER_METRICS if (why := _hidden(name, show))}
    return tuple(
        Explanation(name, DEFINITIONS[name].label, (hidden[name],), _formula(name, of_paper=True))
        if name in hidden
        else Explanation(
            name=name,
            title=_title(name, metrics.get(name, ()), of_paper=True),
            lines=tuple(_origins(name, metrics.get(name, ()), of_paper=True)),
            formula=_formula(name, of_paper=True),
            inputs=tuple(_work_inputs(name, measures, corpus.works[work])),
            absent=absent.get(name, ""),
        )
        for name in ([metric] if metric else PAPER_METRICS)
        if metric or name in metrics or name in absent or name in hidden
    )


def _hidden(name: str, show: str, hide: frozenset[str] = frozenset()) -> str:
    """Return why a metric is not shown, or "" when it is."""
    if not is_shown(name, show):
        return f"hidden: the site shows {'papers and citations only' if show == 'counts' else 'no metrics'}"
    return "hidden, or made of what is hidden, by the author's file" if name in hide else ""


def format_explanations(explanations: Iterable[Explanation]) -> str:
    """Return the explanations as plain text, a paragraph each, with a final line feed."""
    blocks = ["\n".join(_text_lines(explanation)) for explanation in explanations]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _text_lines(explanation: Explanation) -> Iterator[str]:
    yield explanation.title
    yield from (f"  {line}" for line in explanation.lines)
    yield f"  Formula: {explanation.formula}"
    if explanation.absent:
        yield f"  Not computed: {explanation.absent}"
    width = max((len(value) for _, value in explanation.inputs), default=0)
    yield from (f"  {value:>{width}}  {what}" for what, value in explanation.inputs)


class _PersonInputs:
    """What went into the computed values of one person."""

    def __init__(self, corpus: Corpus, measures: Measures, person: PersonId, works: Sequence[Work]) -> None:
        self._corpus = corpus
        self._measures = measures
        self._person = person
        self._works = works
        counted = [(known_citations(work), work) for work in works]
        known = [(count, work) for count, work in counted if count is not None]
        self._known = sorted(known, key=lambda pair: (-pair[0], pair[1].id))
        self._unknown = [work for count, work in counted if count is None]

    def of(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield (what, value) for each input of the metric."""
        if name in CITATION_METRICS:
            yield from self._citations(name)
        elif name == "papers":
            for work in self._works:
                yield work.title, work.date.isoformat() if work.date else "undated"
        elif name == "coauthors":
            for person, papers in self._measures.people[self._person].coauthors:
                yield self._corpus.people[person].name.display, str(papers)
        elif name == "openness":
            yield from self._openness()
        elif name in ("novelty", "score"):
            yield from self._of_papers(name)

    def why_absent(self, name: str) -> str:
        """Return why there is no computed value, as far as it can be told."""
        if name == "ai_score":
            return "only its source knows how"
        if name in CITATION_METRICS and not self._known:
            return "no paper's citations are known"
        if name in ("novelty", "score"):
            count = len(list(self._of_papers(name)))
            least = MIN_NOVEL_PAPERS if name == "novelty" else AUTHOR_PAPERS
            return f"{count} of {len(self._works)} papers scored, {least} are needed"
        return "too little is known"

    def _citations(self, name: str) -> Iterator[tuple[str, str]]:
        core = sum(count >= rank for rank, (count, _) in enumerate(self._known, start=1))
        for rank, (count, work) in enumerate(self._known, start=1):
            note = " (h-core)" if rank <= core and name in _OF_THE_CORE else ""
            yield f"{rank}. {work.title}{_detail(name, work)}{note}", str(count)
        for work in self._unknown:
            yield f"{work.title} (citations unknown, left out)", "?"
        yield from self._totals(name, core)

    def _totals(self, name: str, core: int) -> Iterator[tuple[str, str]]:
        """Yield what the formula takes of the papers together."""
        if not self._known:
            return
        counts = [count for count, _ in self._known]
        if name == "m_quotient":
            yield "h-index: papers of the h-core", str(core)
        elif name == "citations_per_year":
            yield "citations together", str(sum(counts))
        elif name == "e_index":
            yield "citations of the h-core", str(sum(counts[:core]))
            yield f"h², for h = {core}", str(core**2)
        elif name == "g_index":
            g = g_index(counts)
            yield f"citations of the {g} most cited", str(sum(counts[:g]))
            yield f"g², for g = {g}", str(g**2)
        years = [work.date.year for work in self._works if work.date]
        record = self._computed(name)
        if name in ("m_quotient", "citations_per_year") and years and record and record.as_of:
            last = int(record.as_of[:4])
            yield f"years from {min(years)} to {last}, at least 1", str(career_years(min(years), last))

    def _computed(self, name: str) -> MetricRecord | None:
        records = self._measures.people[self._person].metrics.get(name, ())
        return next((record for record in records if record.kind == "computed"), None)

    def _openness(self) -> Iterator[tuple[str, str]]:
        """Yield each share, with the papers that it is taken over."""
        record = self._computed("openness")
        for part, share in record.parts if record else ():
            states = [(work, openness_of(work)[part]) for work in self._works]
            known = [(work, state) for work, state in states if isinstance(state, bool)]
            papers = "paper" if len(known) == 1 else "papers"
            yield f"share of papers with open {ITEMS[part]}, over {len(known)} {papers}", f"{share:.0%}"
            for work, state in known:
                yield f"{ITEMS[part]} of {work.title}", "open" if state else "closed"

    def _of_papers(self, name: str) -> Iterator[tuple[str, str]]:
        for work in self._works:
            for record in self._measures.works[work.id].get(name, ()):
                if record.kind == "computed":
                    yield work.title, format_value(name, record.value, of_paper=True)


def _detail(name: str, work: Work) -> str:
    """Return what besides citations enters the metric."""
    if name == "hm_index":
        return " (author list cut, left out)" if work.authors_truncated else f", {len(work.credits)} authors"
    if name in ("awcr", "citations_per_year", "m_quotient"):
        return f", {work.date.year}" if work.date else ", undated" + ", left out" * (name == "awcr")
    return ""


def _work_inputs(name: str, measures: Measures, work: Work) -> Iterator[tuple[str, str]]:
    if name == "novelty":
        for neighbour in measures.nearest.get(work.id, ()):
            year = f" ({neighbour.date.year})" if neighbour.date else ""
            yield f"closeness to {neighbour.title or neighbour.id}{year}", f"{neighbour.similarity:.3f}"
    elif name == "score":
        count = known_citations(work)
        yield "citations", "?" if count is None else str(count)
        yield "date", work.date.isoformat() if work.date else "?"
        for part in measures.breakdown.get(work.id, ()):
            yield _component(part), "none" if part.value is None else f"{part.value:.1f}"
    elif name == "openness":
        for item, state in openness_of(work).items():
            yield ITEMS[item], _STATES[state]


def _component(part: ScoreComponent) -> str:
    text = f"{part.name}, weight {part.weight:g}"
    if part.contribution is not None:
        text += f", contributes {part.contribution:.1f}"
    return f"{text}: {part.reason}" if part.reason else text


def _title(name: str, records: Sequence[MetricRecord], *, of_paper: bool) -> str:
    if not records:
        return DEFINITIONS[name].label
    label = records[0].label or DEFINITIONS[name].label
    return f"{label} {format_value(name, records[0].value, of_paper=of_paper)}"


def _formula(name: str, *, of_paper: bool) -> str:
    definition = DEFINITIONS[name]
    formula = definition.paper_formula if of_paper else definition.formula
    return f"{formula} ({definition.source})" if definition.source and not of_paper else formula


def _origins(name: str, records: Sequence[MetricRecord], *, of_paper: bool) -> Iterator[str]:
    for record in records:
        value = format_value(name, record.value, of_paper=of_paper)
        if record.kind == "reported":
            when = f" on {record.as_of}" if record.as_of else ""
            where = f", {record.url}" if record.url else ""
            yield f"{value} reported by {record.source}{when}{where}"
        else:
            weak = f", {record.reason}" if record.reason else ""
            yield f"{value} computed at {record.as_of}{_coverage(record)}{weak}"
    if not records:
        yield "no value"


def _coverage(record: MetricRecord) -> str:
    if record.n is None:
        return ""
    if record.of is None:
        return f", compared with {record.n} earlier papers"
    return f", over {record.n} of {record.of} papers"


def _is_computed(records: Iterable[MetricRecord]) -> bool:
    return any(record.kind == "computed" for record in records)
