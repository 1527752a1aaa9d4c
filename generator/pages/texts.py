"""Files for machines beside the pages: bibliographies, feeds, the sitemap, robots.txt."""

from collections.abc import Callable, Iterable, Iterator

from generator.exporters.feeds import Channel, format_atom, format_json_feed
from generator.exporters.robots import format_robots
from generator.exporters.sitemap import MAX_URLS, format_sitemaps
from generator.giving_way import giving
from generator.model import PersonId, Work, WorkId
from generator.pages import api, bibliographies, embeds, paths
from generator.pages.context import PlanContext
from generator.pages.head import base_url, newest_day
from generator.pages.profiles import papers_on_profile
from generator.pages.routes import Route

AUTHOR_FILES = {"bib": "bib", "ris": "ris", "csl": "csl.json", "atom": "atom"}
"""Extension by export format."""


def text_routes(context: PlanContext) -> Iterator[Route]:
    """Yield the routes of all files for machines."""
    exports = context.site.exports
    for work in context.corpus.works.values():
        if "bib" in exports.per_paper:
            yield Route("paper-bib", work.id, f"papers/{work.id}.bib", origin=work.origin)
    for person in context.corpus.people.values():
        if not person.declared:
            continue
        for name, extension in AUTHOR_FILES.items():
            if name in exports.per_author:
                path = f"authors/{person.id}.{extension}"
                yield Route(f"author-{name}", person.id, path, origin=person.origin)
    for kind, path in (
        ("site-bib", "publications.bib"),
        ("site-ris", "publications.ris"),
        ("site-csl", "publications.csl.json"),
        ("feed-atom", "feed.xml"),
        ("feed-json", "feed.json"),
        ("robots", "robots.txt"),
        ("nojekyll", ".nojekyll"),
    ):
        if path not in context.static:  # the user's own robots.txt wins
            yield Route(kind, "", path)
    yield from api.api_routes(context)
    yield from embeds.text_routes(context)


def sitemap_files(context: PlanContext, pages: tuple[Route, ...]) -> tuple[tuple[str, str], ...]:
    """Return (path, text) of the sitemap's files; none without a site URL."""
    dates = dict(zip(context.corpus.works, context.dates, strict=True))
    listed = (
        (r.path if r.path != paths.HOME else "", newest_day(map(dates.get, _works_of(context, r))))
        for r in giving(pages)
        if r.kind not in ("redirect", "version", "not-found", "embed", "fragment", "quality", "search")
        and r.kind != "owner"
    )
    return format_sitemaps(base_url(context), listed, max_urls=MAX_URLS)


def _works_of(context: PlanContext, route: Route) -> tuple[WorkId, ...]:
    """Return the works whose dates tell when a page last changed."""
    if route.kind == "paper":
        return (WorkId(route.key),)
    return context.corpus.papers_of[PersonId(route.key)] if route.kind == "profile" else ()


def _works(context: PlanContext, route: Route) -> Iterable[Work]:
    if not route.key:
        return giving(context.corpus.works.values())
    person = context.corpus.people[PersonId(route.key)]
    return [context.corpus.works[w] for w in papers_on_profile(context, person)]


def _paper_bib(context: PlanContext, route: Route) -> str:
    return bibliographies.BIBTEX.entry(context, WorkId(route.key)) + "\n"


def _channel(context: PlanContext, route: Route) -> Channel:
    site = context.site
    person = context.corpus.people[PersonId(route.key)] if route.key else context.owner
    title = f"{person.name.display}: papers" if route.key and person else site.title
    return Channel(
        title=title,
        base_url=base_url(context),
        path=route.path,
        home=paths.profile(route.key) if route.key else paths.HOME,
        description="" if route.key else site.description,
        language=site.language,
        author=person.name.display if person else site.title,
        pages_of=context.pages_of,
    )


def _atom(context: PlanContext, route: Route) -> str:
    return format_atom(_channel(context, route), _works(context, route), context.corpus.venues)


def _json_feed(context: PlanContext, route: Route) -> str:
    return format_json_feed(_channel(context, route), _works(context, route), context.corpus.venues)


TEXTS: dict[str, Callable[[PlanContext, Route], str]] = {
    "paper-bib": _paper_bib,
    "author-atom": _atom,
    "feed-atom": _atom,
    "feed-json": _json_feed,
    "robots": lambda context, route: format_robots(base_url(context)),
    "nojekyll": lambda context, route: "",
    **{kind: form.text for kind, form in bibliographies.FORMS.items()},
    **api.TEXTS,
    **embeds.TEXTS,
}
"""How each kind of file is made."""
