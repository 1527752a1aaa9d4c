"""A paper's page."""

from collections.abc import Sequence

from generator.exporters.bibtex import format_bibtex
from generator.exporters.coins import format_coins
from generator.exporters.status_notes import further_note
from generator.exporters.styles.formatting import format_citations
from generator.metrics.definitions import DEFINITIONS, format_value
from generator.metrics.novelty import TOO_FEW_KNOWN_WORDS, TOO_FEW_WORDS
from generator.model import Neighbour, Reference, Version, Work, WorkId
from generator.pages import paths
from generator.pages.cards import type_label
from generator.pages.context import PlanContext
from generator.pages.head import paper_meta
from generator.pages.links import paper_links
from generator.pages.parts import (
    PREVIEW_WIDTHS,
    badge,
    credit_view,
    image,
    long_date_view,
)
from generator.pages.strip import Metrics, metric_view
from generator.pages.views import (
    CitationStyle,
    FactView,
    LinkView,
    MetricView,
    PaperView,
    ReferenceView,
    ScorePartView,
    VersionView,
)
from generator.schema.vocabulary import PAPER_METRICS
from generator.urls import acl_url, arxiv_url, doi_url, is_safe_url, openreview_url, pubmed_url

NUMBERED = frozenset({"patent", "report", "standard", "bill", "legislation"})
"""Types whose `issue` is a number of their own, not a periodical's issue."""

COMPONENT_LABELS = {"citations": "Citations for the age", "novelty": "Text novelty", "openness": "Openness"}

STATUS_LABELS = {
    "accepted": "Accepted",
    "forthcoming": "Forthcoming",
    "submitted": "Submitted",
    "draft": "Draft",
}


def paper(context: PlanContext, key: str) -> PaperView:
    """Return the page of the work `key`."""
    work = context.corpus.works[WorkId(key)]
    venue = context.venue_of(work)
    metrics = context.measures.works[work.id]
    return PaperView(
        meta=paper_meta(context, work),
        slug=work.id,
        title=work.title,
        category=badge(context, work.categories[0]) if work.categories else None,
        categories=tuple(badge(context, code) for code in work.categories),
        date=long_date_view(work.date),
        credits=tuple(credit_view(context, c) for c in work.credits or work.editors),
        by_editors=not work.credits and bool(work.editors),
        truncated=work.authors_truncated,
        equal_note=any(c.equal for c in work.credits),
        corresponding_note=any(c.corresponding for c in work.credits),
        venue=work.venue,
        venue_url=paths.venue(work.venue_slug) if work.venue_slug else "",
        venue_color=venue.color if venue else "",
        status=STATUS_LABELS.get(work.status, ""),
        award=work.award,
        retracted=work.retracted,
        note=further_note(work),
        tldr=work.tldr,
        abstract=work.abstract,
        preview=image(context, work.preview, PREVIEW_WIDTHS),
        links=paper_links(work),
        facts=_facts(work),
        keywords=work.keywords,
        projects=tuple(
            LinkView(context.projects[slug].title, paths.project(slug))
            for slug in context.projects_of_work.get(work.id, ())
            if slug in context.projects
        ),
        metrics=_metrics(metrics, context.measures.nearest.get(work.id, ())),
        score_parts=_score_parts(context, work),
        absent=_absent(context, work),
        nearest=_nearest(context, work),
        has_code=work.code.exists,
        code_url=work.code.urls[0] if work.code.urls else "",
        bibtex=format_bibtex(work, venue, context.citekeys[work.id]),
        citations=tuple(CitationStyle(*styled) for styled in format_citations(work, venue)),
        exports=_exports(context, work),
        versions=tuple(_version(v) for v in work.versions),
        references=tuple(_reference(context, r) for r in work.references),
        cited_by=tuple(_to_work(context, w) for w in work.cited_by),
        related=tuple(_to_work(context, w) for w in context.measures.related.get(work.id, ())),
        coins=format_coins(work, venue),
    )


def _metrics(metrics: Metrics, nearest: Sequence[Neighbour]) -> tuple[MetricView, ...]:
    return tuple(
        metric_view(
            name,
            metrics[name],
            prefix="p",
            of_paper=True,
            closest=nearest[0] if nearest and name == "novelty" else None,
        )
        for name in PAPER_METRICS
        if metrics.get(name)
    )


def _score_parts(context: PlanContext, work: Work) -> tuple[ScorePartView, ...]:
    """Return the components of a computed score, shown or standing behind a reported one."""
    records = context.measures.works[work.id].get("score", ())
    if not any(record.kind == "computed" for record in records):
        return ()
    return tuple(
        ScorePartView(
            label=COMPONENT_LABELS.get(component.name, component.name),
            value="" if component.value is None else format_value("score", component.value, of_paper=True),
            weight=f"{component.weight:g}",
            contribution=""
            if component.contribution is None
            else format_value("score", component.contribution, of_paper=True),
            share=round((component.contribution or 0.0) / 100, 4),
            reason=component.reason or "",
        )
        for component in context.measures.breakdown.get(work.id, ())
    )


def _absent(context: PlanContext, work: Work) -> tuple[tuple[str, str], ...]:
    """Return why a paper has no novelty where others of the site have one, so that readers miss it."""
    reason = context.measures.absent.get(work.id, {}).get("novelty", "")
    known = bool(context.measures.works[work.id].get("novelty"))
    if known or not context.has_novelty or reason not in (TOO_FEW_WORDS, TOO_FEW_KNOWN_WORDS):
        return ()
    return ((DEFINITIONS["novelty"].label, reason),)


def _nearest(context: PlanContext, work: Work) -> tuple[ReferenceView, ...]:
    return tuple(
        ReferenceView(
            text=near.title or near.id,
            url=paths.paper(near.work) if near.work is not None else "",
            year=str(near.date.year) if near.date else "",
            is_work=near.work is not None,
            detail=f"{near.similarity:.2f}",
        )
        for near in context.measures.nearest.get(work.id, ())
    )


def _facts(work: Work) -> tuple[FactView, ...]:
    pages = work.pages.replace("--", "–").replace("-", "–") if work.pages else ""
    rows = (
        ("Type", type_label(work.type), ""),
        ("Venue", work.venue, ""),
        ("Short name", work.venue_short if work.venue_short != work.venue else "", ""),
        ("Publisher", work.publisher, ""),
        ("Volume", work.volume, ""),
        ("Number" if work.type in NUMBERED else "Issue", work.issue, ""),
        ("Pages", pages, ""),
        ("Editors", ", ".join(e.name.display for e in work.editors), ""),
        ("DOI", work.doi, doi_url(work.doi) if work.doi else ""),
        ("arXiv", work.arxiv, arxiv_url(work.arxiv) if work.arxiv else ""),
        ("PubMed", work.pmid, pubmed_url(work.pmid)),
        ("ISBN", work.isbn, ""),
        ("ACL Anthology", work.acl, acl_url(work.acl)),
        ("OpenReview", work.openreview, openreview_url(work.openreview)),
        ("OpenAlex", work.openalex, f"https://openalex.org/{work.openalex}"),
        (
            "Semantic Scholar",
            work.semantic_scholar,
            f"https://www.semanticscholar.org/paper/{work.semantic_scholar}",
        ),
        ("Language", work.language, ""),
        ("License", work.license, work.license if work.license.startswith("http") else ""),
        ("Open access", {True: "Yes", False: "No", None: ""}[work.open_access], ""),
    )
    return tuple(FactView(label, text, url if is_safe_url(url) else "") for label, text, url in rows if text)


def _exports(context: PlanContext, work: Work) -> tuple[LinkView, ...]:
    offered = context.site.exports.per_paper
    links = []
    if "bib" in offered:
        links.append(LinkView("BibTeX file", f"papers/{work.id}.bib"))
    return tuple(links)


def _version(version: Version) -> VersionView:
    label = {"published": "Published version"}.get(
        version.status, STATUS_LABELS.get(version.status, "Other") + " version"
    )
    if version.preprint and version.status in ("published", "submitted"):
        label = "Preprint"
    if version.arxiv:
        label = f"arXiv:{version.arxiv}"
    url = version.url
    if version.doi:
        url = doi_url(version.doi)
    elif version.arxiv:
        url = arxiv_url(version.arxiv)
    return VersionView(label, url, long_date_view(version.date), version.venue)


def _reference(context: PlanContext, reference: Reference) -> ReferenceView:
    if reference.work is not None:
        return _to_work(context, reference.work)
    return ReferenceView(reference.text, reference.url)


def _to_work(context: PlanContext, work_id: WorkId) -> ReferenceView:
    work = context.corpus.works[work_id]
    year = f"{work.date.year:04d}" if work.date else ""
    return ReferenceView(work.title, paths.paper(work.id), year, is_work=True)
