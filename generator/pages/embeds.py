"""What other websites embed: the iframe's page, the fragment, oEmbed and badges of each person."""

from collections.abc import Callable, Iterator

from generator.exporters.badges import format_badge
from generator.exporters.oembed import format_oembed
from generator.exporters.plain import plain, tidy
from generator.model import Person, PersonId, Work, WorkId
from generator.pages import link_previews, paths
from generator.pages.cards import SHOWN_AUTHORS, card_key, score_of
from generator.pages.context import PlanContext
from generator.pages.embed_offers import BADGES, badges, people
from generator.pages.head import absolute, base_url
from generator.pages.parts import badge, long_date_view, papers_shown, person_url
from generator.pages.profiles import papers_on_profile
from generator.pages.routes import Route
from generator.pages.strip import metric_view, strip
from generator.pages.views import (
    CreditView,
    EmbedView,
    FragmentPaper,
    FragmentView,
    PageMeta,
)

SCRIPT = "embed.js"
FRAME_SCRIPT = "embed/frame.js"

MAX_PAPERS = 20
"""Papers on an iframe's page; a link leads to the others."""

BADGE_COLOR = "#1f5a99"
_HEAD_PX, _STRIP_PX, _PAPER_PX, _FOOT_PX = 90, 80, 150, 60


def page_routes(context: PlanContext) -> Iterator[Route]:
    """Yield the routes of what templates make."""
    for person in people(context):
        yield Route("embed", person.id, paths.embed(person.id), origin=person.origin)
        yield Route("fragment", person.id, paths.fragment(person.id), origin=person.origin)


def text_routes(context: PlanContext) -> Iterator[Route]:
    """Yield the routes of oEmbed documents, which need the site's address, and of badges."""
    for person in people(context):
        if base_url(context):
            yield Route("oembed", person.id, paths.oembed(person.id), origin=person.origin)
        for stem in badges(context, person):
            path = paths.metric_badge(person.id, stem)
            yield Route(f"badge-{stem}", person.id, path, origin=person.origin)


def script_routes(context: PlanContext) -> Iterator[Route]:
    """Yield the routes of the scripts, which `render` makes."""
    if context.site.embed:
        yield Route("embed-script", context.site.language or "en", SCRIPT)
        yield Route("frame-script", "", FRAME_SCRIPT)


def embed(context: PlanContext, key: str) -> EmbedView:
    """Return the page for an iframe."""
    person = context.corpus.people[PersonId(key)]
    measures = context.measures.people[person.id]
    works = papers_on_profile(context, person)
    brief = len(works) > paths.SHORT_LIST
    return EmbedView(
        meta=_meta(context, person, paths.embed(person.id)),
        slug=person.id,
        name=person.name.display,
        url=paths.profile(person.id),
        subject=badge(context, measures.subject) if measures.subject else None,
        strip=strip(measures.metrics),
        cards=tuple(card_key(w, brief=brief) for w in works[:MAX_PAPERS]),
        total=papers_shown(context, person),
        script=FRAME_SCRIPT,
        csp=policy(context),
    )


def policy(context: PlanContext) -> str:
    """Return the Content-Security-Policy of an iframe's page: its own site's files, nothing sent."""
    images = " ".join(("'self'", "data:", *context.image_hosts))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src {images}",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def fragment(context: PlanContext, key: str) -> FragmentView:
    """Return the fragment that servers include."""
    person = context.corpus.people[PersonId(key)]
    works = papers_on_profile(context, person)
    return FragmentView(
        meta=_meta(context, person, paths.fragment(person.id)),
        base=base_url(context),
        name=person.name.display,
        url=paths.profile(person.id),
        slug=person.id,
        strip=strip(context.measures.people[person.id].metrics),
        papers=tuple(_fragment_paper(context, work) for work in works),
    )


def _fragment_paper(context: PlanContext, key: WorkId) -> FragmentPaper:
    work = context.corpus.works[key]
    score, score_label, score_reported, _ = score_of(context, work)
    return FragmentPaper(
        title=work.title,
        url=paths.paper(work.id),
        authors=_shown(context, work),
        et_al=len(work.credits or work.editors) > SHOWN_AUTHORS or work.authors_truncated,
        date=long_date_view(work.date),
        category=work.categories[0] if work.categories else "",
        venue=work.venue,
        award=work.award,
        status="" if work.status == "published" else work.status,
        retracted=bool(work.retracted),
        has_code=bool(work.code.exists),
        code_url=work.code.urls[0] if work.code.urls else "",
        score=score,
        score_label=score_label,
        score_reported=score_reported,
        by_editors=not work.credits and bool(work.editors),
    )


def _shown(context: PlanContext, work: Work) -> tuple[CreditView, ...]:
    return tuple(
        CreditView(c.name.display, c.person or "", person_url(context, c.person))
        for c in (work.credits or work.editors)[:SHOWN_AUTHORS]
    )


def _meta(context: PlanContext, person: Person, path: str) -> PageMeta:
    name = person.name.display
    canonical = absolute(context, paths.profile(person.id))
    links = (("canonical", canonical, ""),) if canonical else ()
    return PageMeta(path=path, title=name, heading=name, links=links, noindex=True)


def _oembed(context: PlanContext, route: Route) -> str:
    person = context.corpus.people[PersonId(route.key)]
    works = context.corpus.papers_of.get(person.id, ())
    has_strip = bool(strip(context.measures.people[person.id].metrics))
    height = _HEAD_PX + _STRIP_PX * has_strip + _PAPER_PX * min(len(works), MAX_PAPERS) + _FOOT_PX
    picture = link_previews.picture_of_person(context, person)
    size = (link_previews.WIDTH, link_previews.HEIGHT)
    return format_oembed(
        title=tidy(person.name.display),
        author_url=absolute(context, paths.profile(person.id)),
        embed_url=absolute(context, paths.embed(person.id)),
        site_title=plain(context.site.title),
        site_url=base_url(context),
        height=height,
        thumbnail=(absolute(context, picture), *size) if picture else None,
    )


def _badge(context: PlanContext, route: Route) -> str:
    name = BADGES[route.kind.removeprefix("badge-")]
    person = context.corpus.people[PersonId(route.key)]
    metric = metric_view(name, context.measures.people[person.id].metrics[name])
    told = metric.provenance
    source = f" by {told.source}" if told.source else ""
    day = f", {told.as_of.text}" if told.as_of else ""
    coverage = f", {told.coverage}" if told.coverage and not told.reported else ""
    return format_badge(
        label=tidy(metric.before or metric.after),
        value=f"{metric.number}{metric.unit}",
        title=tidy(f"{person.name.display}: {told.headline}{source}{day}{coverage}"),
        reported=told.reported,
        color=BADGE_COLOR,
    )


TEXTS: dict[str, Callable[[PlanContext, Route], str]] = {
    "oembed": _oembed,
    **dict.fromkeys((f"badge-{stem}" for stem in BADGES), _badge),
}
"""How each kind of file is made."""
