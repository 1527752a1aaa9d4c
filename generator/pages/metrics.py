"""The page that says what every number means, over what it was taken, and who reports values."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from generator.metrics.definitions import DEFINITIONS, Definition
from generator.metrics.score import OPENNESS_WEIGHTS, WEIGHTS
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.head import page_meta
from generator.pages.papers import COMPONENT_LABELS
from generator.pages.parts import long_date_view
from generator.pages.strip import Metrics
from generator.pages.views import DefinitionView, MetricsView
from generator.urls import doi_url
from generator.values import PartialDate

OPENNESS_LABELS = {"fulltext": "Full text", "code": "Code", "data": "Data"}

PARAMETERS = (
    ("min_words", "least words of title and abstract"),
    ("min_prior", "least earlier papers"),
    ("min_known", "least share of words that earlier papers know"),
    ("min_ref", "least scored earlier papers"),
    ("ref", "scored earlier papers that the percentile is taken among"),
    ("cap", "share of earlier papers above which a word is left out"),
    ("k", "closest earlier papers"),
    ("top", "heaviest words kept"),
    ("low_confidence", "earlier papers below which confidence is low"),
)


def is_wanted(context: PlanContext) -> bool:
    """Tell whether the site shows any metric at all."""
    return context.site.metrics.show != "none"


def metrics_page(context: PlanContext) -> MetricsView:
    """Return the page, with the definitions of the metrics that the site shows."""
    day = context.as_of
    as_of = long_date_view(PartialDate(day.year, day.month, day.day))
    assert as_of is not None  # noqa: S101  # a full date always has a view
    site = context.site.metrics
    # Those whom the site shows: their pages are where the numbers stand. Of others nothing need be measured.
    shown = (person for person in context.corpus.people if person in context.pages_of)
    measured = (context.measures.people.get(person) for person in shown)
    people = [found.metrics for found in measured if found is not None and found.metrics]
    works = list(context.measures.works.values())
    found = (("people", _kinds(people), len(people)), ("papers", _kinds(works), len(works)))
    full = site.show == "full"
    return MetricsView(
        meta=page_meta(
            context,
            paths.METRICS,
            "Metrics",
            description="What the numbers on this site mean and where they come from",
        ),
        as_of=as_of,
        version=context.version,
        definitions=tuple(
            _definition(definition, found)
            for definition in DEFINITIONS.values()
            if full or definition.name in ("papers", "citations")
        ),
        weights=tuple((COMPONENT_LABELS[name], f"{getattr(site.score.weights, name):g}") for name in WEIGHTS)
        if full and site.score.enabled
        else (),
        openness_weights=tuple((OPENNESS_LABELS[n], f"{w:g}") for n, w in OPENNESS_WEIGHTS.items())
        if full
        else (),
        parameters=tuple((label, f"{getattr(site.novelty, name):g}") for name, label in PARAMETERS)
        if full and site.novelty.enabled
        else (),
        sources=_sources((*people, *works)),
    )


def _definition(
    definition: Definition, found: tuple[tuple[str, Counter[tuple[str, str]], int], ...]
) -> DefinitionView:
    doi = definition.source.rpartition("doi:")[2] if "doi:" in definition.source else ""
    return DefinitionView(
        anchor=definition.name.replace("_", "-"),
        label=definition.label,
        formula=definition.formula,
        paper_formula=definition.paper_formula,
        source=definition.source.partition(", doi:")[0],
        source_url=doi_url(doi) if doi else "",
        about=definition.about,
        coverage=tuple(
            sentence
            for noun, kinds, total in found
            if (sentence := _coverage(definition.name, noun, kinds, total))
        ),
    )


def _kinds(metrics: list[Metrics]) -> Counter[tuple[str, str]]:
    """Return how many people or papers have a value of each (metric, kind)."""
    return Counter(
        chain.from_iterable(
            {(name, record.kind): None for name, records in of_one.items() for record in records}
            for of_one in metrics
        )
    )


def _coverage(name: str, noun: str, kinds: Counter[tuple[str, str]], total: int) -> str:
    parts = [
        f"{kind} for {kinds[name, kind]} of {total} {noun}"
        for kind in ("computed", "reported")
        if kinds[name, kind]
    ]
    return ", ".join(parts)


def _sources(metrics: Iterable[Metrics]) -> tuple[tuple[str, str, str], ...]:
    """Return the sources of reported values by name, each with its newest date."""
    found: dict[str, tuple[str, str]] = {}
    for person in metrics:
        for records in person.values():
            for record in records:
                if record.kind == "reported" and record.source:
                    url, newest = found.get(record.source, ("", ""))
                    found[record.source] = (url or record.url or "", max(newest, record.as_of or ""))
    return tuple((name, url, newest) for name, (url, newest) in sorted(found.items()))
