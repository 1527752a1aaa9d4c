"""The plan stage: which files the site has, and how to build the view of each.

A route is small and the same for every build of the same sources; its view is built where it is
rendered, in a worker, from the shared context.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.giving_way import giving
from generator.model import Origin, StaticFile, WorkId
from generator.pages import embeds, link_previews, metrics, paths, sitewide, texts
from generator.pages.cards import card, card_key
from generator.pages.collisions import collisions
from generator.pages.context import PlanContext, Shelf
from generator.pages.cv import cv
from generator.pages.documents import INDEX_TITLES, document, document_path, has_page, index
from generator.pages.home import home, people
from generator.pages.images import image_routes
from generator.pages.lists import list_page, list_paths
from generator.pages.metrics import metrics_page
from generator.pages.papers import paper
from generator.pages.profiles import papers_on_profile, profile
from generator.pages.quality import quality
from generator.pages.redirects import moved, not_found, version
from generator.pages.routes import Route
from generator.pages.search import search_page
from generator.pages.views import CardView, View

PAGES: dict[str, Callable[[PlanContext, Route], View]] = {
    "home": lambda context, route: home(context),
    "owner": lambda context, route: profile(context, route.key, home=True),
    "profile": lambda context, route: profile(context, route.key),
    "cv": lambda context, route: cv(context, route.key),
    "paper": lambda context, route: paper(context, route.key),
    "version": lambda context, route: version(context, route.key),
    "papers": lambda context, route: list_page(context, "papers", route.key, route.part),
    "year": lambda context, route: list_page(context, "year", route.key, route.part),
    "topic": lambda context, route: list_page(context, "topic", route.key, route.part),
    "venue": lambda context, route: list_page(context, "venue", route.key, route.part),
    "people": lambda context, route: people(context),
    "document": lambda context, route: document(context, route.key),
    "index": lambda context, route: index(context, route.key),
    "quality": lambda context, route: quality(context, context.problems),
    "metrics": lambda context, route: metrics_page(context),
    "search": lambda context, route: search_page(context),
    "embed": lambda context, route: embeds.embed(context, route.key),
    "fragment": lambda context, route: embeds.fragment(context, route.key),
    "redirect": lambda context, route: moved(context, route.path, route.key),
    "not-found": lambda context, route: not_found(context),
}
"""How the view of each kind of page is built."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to render and write.

    Attributes:
        pages: Routes whose kind is in `PAGES`.
        texts: Routes whose kind is in `texts.TEXTS`: files for machines.
        images: What `render` makes beside pages: resized copies of images, each from a static file,
            pictures for link previews, the scripts of embeds.
        static: Files to copy as they are.
        cards: Keys of the cards that pages hold.
    """

    context: PlanContext
    pages: tuple[Route, ...]
    texts: tuple[Route, ...]
    images: tuple[Route, ...]
    static: tuple[StaticFile, ...]
    cards: tuple[str, ...]


def plan(context: PlanContext) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Return the plan of a site and its problems: two sources that want one path, and notes.

    Of two that want one path the plan holds the first.
    """
    pages = tuple(_pages(context))
    files = tuple(texts.text_routes(context))
    images = (
        *image_routes(context),
        *link_previews.preview_routes(context),
        *embeds.script_routes(context),
    )
    refused, problems = collisions(context.corpus.static, (*pages, *files, *images))

    def kept(routes: tuple[Route, ...]) -> tuple[Route, ...]:
        return tuple(r for r in routes if id(r) not in refused) if refused else routes

    static = tuple(file for file in context.corpus.static if id(file) not in refused)
    planned = Plan(context, kept(pages), kept(files), kept(images), static, tuple(_cards(context)))
    return planned, (*problems, *sitewide.notes(context))


def view_of(context: PlanContext, route: Route) -> View:
    """Return the view of a page."""
    return PAGES[route.kind](context, route)


def card_of(context: PlanContext, key: str) -> CardView:
    """Return the view of a card."""
    return card(context, key)


def _pages(context: PlanContext) -> Iterator[Route]:
    corpus = context.corpus
    yield from _people(context)
    for work in giving(corpus.works.values()):
        yield Route("paper", work.id, paths.paper(work.id), origin=work.origin)
    for slug, main in corpus.version_paths:
        origin = corpus.works[main].origin
        yield Route("version", slug, paths.paper(slug), origin=origin)
    yield from _lists(context)
    yield from _documents(context)
    if metrics.is_wanted(context):
        yield Route("metrics", "", paths.METRICS)
    if context.site.quality:
        yield Route("quality", "", paths.QUALITY)
    yield Route("search", "", paths.SEARCH)
    yield from embeds.page_routes(context)
    yield Route("not-found", "", paths.NOT_FOUND)
    yield from _redirects(context)


def _people(context: PlanContext) -> Iterator[Route]:
    if context.owner:
        yield Route("owner", context.owner.id, paths.HOME)
    else:
        yield Route("home", "", paths.HOME)
    yield Route("people", "", paths.PEOPLE)
    for person in giving(context.corpus.people.values()):
        if person.id in context.pages_of:
            yield Route("profile", person.id, paths.profile(person.id), origin=person.origin)
        if person.declared:
            yield Route("cv", person.id, paths.cv(person.id), origin=person.origin)


def _documents(context: PlanContext) -> Iterator[Route]:
    for found in context.corpus.documents:
        path = document_path(found)
        # A page at the root's index is the body of the lab's home page, not a page of its own.
        is_home = path == paths.HOME and context.owner is None
        if has_page(found) and not is_home:
            yield Route("document", path, path, origin=found.origin)
    for kind, (_, path) in INDEX_TITLES.items():
        if context.documents(kind):
            yield Route("index", kind, path)


def _lists(context: PlanContext) -> Iterator[Route]:
    everything = Shelf("", "Papers", paths.PAPERS, tuple(context.corpus.works))
    kinds = (
        ("papers", (everything,)),
        ("year", context.years),
        ("topic", context.topics),
        ("venue", context.venues),
    )
    for kind, shelves in kinds:
        for shelf in shelves:
            for part, path in enumerate(list_paths(context, kind, shelf)):
                yield Route(kind, shelf.key, path, part)


def _redirects(context: PlanContext) -> Iterator[Route]:
    corpus = context.corpus
    sources: list[tuple[tuple[str, ...], str, Origin | None]] = [
        (p.redirect_from, paths.profile(p.id), p.origin) for p in corpus.people.values()
    ]
    sources += [(w.redirect_from, paths.paper(w.id), w.origin) for w in corpus.works.values()]
    sources += [(d.redirect_from, document_path(d), d.origin) for d in corpus.documents if has_page(d)]
    for old_paths, target, origin in sources:
        for old in old_paths:
            yield Route("redirect", target, redirect_path(old), origin=origin)


def redirect_path(old: str) -> str:
    """Return the output path that answers at an old address."""
    path = old.strip("/")
    if not path:
        return paths.HOME
    if old.endswith("/"):
        return f"{path}/index.html"
    return path if "." in path.rpartition("/")[2] else f"{path}.html"


def _cards(context: PlanContext) -> Iterator[str]:
    """Yield the keys of all cards that some page holds, each once, in the site's order."""
    full: set[WorkId] = set()
    brief: set[WorkId] = set()

    def file(works: Iterable[WorkId], total: int) -> None:
        (brief if total > paths.SHORT_LIST else full).update(works)

    corpus = context.corpus
    file(corpus.works, len(corpus.works))
    for shelf in (*context.years, *context.topics, *context.venues):
        file(shelf.works, len(shelf.works))
    for person in giving(sorted(context.pages_of)):
        works = papers_on_profile(context, corpus.people[person])
        file(works, len(works))
    for works in context.works_of_project.values():
        file(works, len(works))
    if not context.owner:
        shown = home(context)
        full.update(WorkId(key) for key in (*shown.selected, *shown.newest))
    for work in corpus.works:
        if work in full:
            yield card_key(work, brief=False)
        if work in brief:
            yield card_key(work, brief=True)
