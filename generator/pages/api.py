"""The JSON files below `api/v1/`: the same facts for machines and embeds."""

from collections.abc import Callable, Iterator
from typing import Literal

from generator.exporters.json_api import author_json, paper_json, papers_json, site_json
from generator.exporters.json_schemas import SCHEMAS, format_schema
from generator.model import PersonId, WorkId
from generator.pages import paths
from generator.pages.context import PlanContext, Shelf
from generator.pages.profiles import papers_on_profile
from generator.pages.routes import Route

ROOT = "api/v1"
RECENT = 50
"""Papers in `papers/recent.json`."""


def api_routes(context: PlanContext) -> Iterator[Route]:
    """Yield the routes of the JSON files."""
    exports = context.site.exports
    yield Route("api-site", "", f"{ROOT}/site.json")
    yield Route("api-recent", "", f"{ROOT}/papers/recent.json")
    for name in SCHEMAS:
        yield Route("api-schema", name, f"{ROOT}/schemas/{name}.json")
    for person in context.corpus.people.values():
        if "json" in exports.per_author and person.id in context.pages_of:
            yield Route("api-author", person.id, f"{ROOT}/authors/{person.id}.json", origin=person.origin)
    for work in context.corpus.works.values():
        if "json" in exports.per_paper:
            yield Route("api-paper", work.id, f"{ROOT}/papers/{work.id}.json", origin=work.origin)
    for shelf in context.years:
        yield Route("api-year", shelf.key, json_path(shelf))
    for shelf in context.topics:
        yield Route("api-topic", shelf.key, json_path(shelf))
    for slug, project in context.projects.items():
        yield Route("api-project", slug, f"{ROOT}/projects/{slug}.json", origin=project.origin)


def json_path(shelf: Shelf) -> str:
    """Return the path of a list's JSON file: `years/2026.html` has `api/v1/years/2026.json`."""
    return f"{ROOT}/{shelf.path.removesuffix('.html')}.json"


def _author(context: PlanContext, route: Route) -> str:
    person = context.corpus.people[PersonId(route.key)]
    return author_json(context.api, person, papers_on_profile(context, person))


def _paper(context: PlanContext, route: Route) -> str:
    return paper_json(context.api, context.corpus.works[WorkId(route.key)])


def _site(context: PlanContext, route: Route) -> str:
    site = context.site
    topics = tuple((shelf.label, shelf.path) for shelf in context.topics)
    papers = zip(context.corpus.works, context.titles, context.dates, strict=True)
    return site_json(context.api, site.title, site.description, site.language, topics, papers)


def _recent(context: PlanContext, route: Route) -> str:
    works = tuple(context.corpus.works)[:RECENT]
    return papers_json(context.api, "recent", "", context.site.title, paths.PAPERS, works)


def _shelf(
    context: PlanContext, shelves: tuple[Shelf, ...], kind: Literal["year", "topic"], route: Route
) -> str:
    shelf = next(s for s in shelves if s.key == route.key)
    return papers_json(context.api, kind, shelf.label, shelf.label, shelf.path, shelf.works)


def _project(context: PlanContext, route: Route) -> str:
    project = context.projects[route.key]
    works = context.works_of_project.get(route.key, ())
    path = paths.project(route.key)
    return papers_json(context.api, "project", route.key, project.title, path, works)


TEXTS: dict[str, Callable[[PlanContext, Route], str]] = {
    "api-site": _site,
    "api-recent": _recent,
    "api-schema": lambda context, route: format_schema(route.key),
    "api-author": _author,
    "api-paper": _paper,
    "api-year": lambda context, route: _shelf(context, context.years, "year", route),
    "api-topic": lambda context, route: _shelf(context, context.topics, "topic", route),
    "api-project": _project,
}
"""How each kind of JSON file is made."""
