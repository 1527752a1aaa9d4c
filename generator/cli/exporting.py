"""`byline export` and `byline schema`."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from generator.cli import printing
from generator.cli.options import SiteOption, chosen, existing
from generator.errors import SourceError, UsageError
from generator.explain import person_called
from generator.exporters.csv import format_csv
from generator.exporters.cv_markdown import format_cv
from generator.model import Document, Person, Work
from generator.pages.context import PlanContext
from generator.pages.documents import entries_of
from generator.pages.head import base_url
from generator.pages.profiles import papers_on_profile
from generator.pages.routes import Route
from generator.pages.texts import AUTHOR_FILES, TEXTS
from generator.pipeline import Request, examine
from generator.pipeline.examining import refuse
from generator.schema.json_schema import json_schema
from generator.schema.problems import did_you_mean

EXPORT_FORMATS = ("bib", "ris", "csl", "atom", "csv", "cv")
"""What papers are exported as."""

SCHEMAS = ("author", "paper", "site", "theme")
"""Source files that have a schema."""

_EXPORT_HELP = """Print papers as BibTeX, RIS, CSL-JSON, an Atom feed, CSV, or a CV in Markdown.

Without AUTHOR all papers of the site; with the slug or the name of a person that person's papers,
in the order of the profile. A CV needs an AUTHOR.

\b
Examples:
  byline export bib > publications.bib
  byline export ris ada-example > ada.ris
  byline export cv ada-example > cv.md
"""

_SCHEMA_HELP = """Print the JSON Schema of a source file, with which an editor completes and checks it.

\b
Example, for VS Code's YAML extension:
  byline schema paper > .vscode/paper.schema.json
  and in settings.json: "yaml.schemas": {".vscode/paper.schema.json": "content/papers/*.yaml"}
"""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", help=_EXPORT_HELP)(export_command)
    app.command("schema", help=_SCHEMA_HELP)(schema_command)


def export_command(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="bib, ris, csl, atom, csv or cv.")],
    author: Annotated[
        str | None, typer.Argument(metavar="AUTHOR", help="Slug or name of a person.", show_default=False)
    ] = None,
    site: SiteOption = Path(),
) -> None:
    """Print papers in another format."""
    form = chosen(form, EXPORT_FORMATS, "format")
    if form == "cv" and author is None:
        raise UsageError("a CV is one person's", "byline export cv AUTHOR")
    request = Request(site=existing(site))
    examined = examine(request)
    refuse(examined, request)
    if examined.plan is None:
        raise SourceError("the site cannot be read", examined.diagnostics)
    context = examined.plan.context
    person = _person(context, author) if author is not None else None
    printing.put(_exported(context, form, person))


def _person(context: PlanContext, written: str) -> Person:
    people = context.corpus.people
    found = person_called(context.corpus, written)
    if found is not None:
        return people[found]
    declared = [person.id for person in people.values() if person.declared]
    known = [*declared, *people, *(person.name.display for person in people.values())]
    listed = ", ".join(declared[:8])
    raise UsageError(
        f"there is no author '{written}'",
        did_you_mean(written, known, f"people with a file: {listed}" if listed else None),
    )


def _exported(context: PlanContext, form: str, person: Person | None) -> str:
    if form == "csv":
        return _csv(context, person)
    if form == "cv" and person is not None:
        return format_cv(
            person,
            _works(context, person),
            context.corpus.venues,
            _documents(context, person),
            base_url(context),
        )
    if person is None:
        kind, path = ("feed-atom", "feed.xml") if form == "atom" else (f"site-{form}", "")
        return TEXTS[kind](context, Route(kind, "", path))
    kind = f"author-{form}"
    route = Route(kind, person.id, f"authors/{person.id}.{AUTHOR_FILES[form]}", origin=person.origin)
    make: Callable[[PlanContext, Route], str] = TEXTS[kind]
    return make(context, route)


def _works(context: PlanContext, person: Person | None) -> Iterable[Work]:
    works = context.corpus.works
    return [works[w] for w in papers_on_profile(context, person)] if person else list(works.values())


def _csv(context: PlanContext, person: Person | None) -> str:
    hidden = context.site.metrics.show == "none" or (person is not None and "citations" in person.hide)
    return format_csv(_works(context, person), context.corpus.venues, show_citations=not hidden)


def _documents(context: PlanContext, person: Person) -> list[Document]:
    """Return the talks and courses that a person gave."""
    return [d for kind in ("talk", "teaching") for d in entries_of(context, person.id, kind)]


def schema_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="author, paper, site or theme.")],
) -> None:
    """Print a JSON Schema."""
    printing.put(
        json.dumps(json_schema(chosen(kind, SCHEMAS, "schema")), ensure_ascii=False, indent=2) + "\n"
    )
