"""Who can be embedded on other websites, and what the Embed dialog of a profile offers for it."""

from collections.abc import Iterator

from generator.model import Person
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.head import base_url
from generator.pages.parts import papers_shown
from generator.pages.strip import metric_view
from generator.pages.views import EmbedOffer, MetricView

BADGES = {"h-index": "h_index", "papers": "papers", "citations": "citations"}
"""Metric by the stem of the badge's file."""


def people(context: PlanContext) -> Iterator[Person]:
    """Yield those whose profile can be embedded: people with a file, unless the site forbids it."""
    if context.site.embed:
        yield from (person for person in context.corpus.people.values() if person.declared)


def badges(context: PlanContext, person: Person) -> tuple[str, ...]:
    """Return the stems of a person's badges; a metric that is hidden or not known has none."""
    metrics = context.measures.people[person.id].metrics
    return tuple(
        stem for stem, name in BADGES.items() if metrics.get(name) and context.api.shows(name, person.hide)
    )


def offer(context: PlanContext, person: Person) -> EmbedOffer | None:
    """Return what the Embed dialog of a profile offers, or None where there is nothing to embed."""
    if not (context.site.embed and person.declared):
        return None
    metrics = context.measures.people[person.id].metrics
    return EmbedOffer(
        path=paths.profile(person.id),
        frame=paths.embed(person.id),
        has_data="json" in context.site.exports.per_author,
        papers=papers_shown(context, person),
        base=base_url(context),
        badges=tuple(
            (paths.metric_badge(person.id, stem), _alternative(metric_view(name, metrics[name])))
            for stem, name in BADGES.items()
            if stem in badges(context, person)
        ),
    )


def _alternative(metric: MetricView) -> str:
    """Return what a badge says to those who do not see it, the mark of reported values included."""
    return f"{reading(metric)}, reported" if metric.provenance.reported else reading(metric)


def reading(metric: MetricView) -> str:
    """Return a metric as it is read: "h-index 11", "8 papers"."""
    return " ".join(filter(None, (metric.before, f"{metric.number}{metric.unit}", metric.after)))
