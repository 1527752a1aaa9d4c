"""`byline build` and `byline check`."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.check import format_problems
from generator.cli import printing
from generator.errors import UsageError, has_errors, in_reading_order
from generator.pipeline import Built, Request, build, examine
from generator.targets import TARGETS

SiteOption = Annotated[
    Path, typer.Option("--site", help="The site's folder, which holds content/.", metavar="DIR")
]


class Format(StrEnum):
    """How `check` prints problems."""

    text = "text"
    github = "github"
    json = "json"


class Target(StrEnum):
    """Hosts that `check` knows the limits of."""

    github_pages = "github-pages"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("build")(build_command)
    app.command("check")(check_command)


def build_command(
    site: SiteOption = Path(),
    output: Annotated[
        Path | None,
        typer.Option(help="Where the site goes; SITE/output by default.", metavar="DIR"),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(help="Address the site will have, instead of site.yaml's url.", metavar="URL"),
    ] = None,
    theme: Annotated[str | None, typer.Option(help="Theme, instead of site.yaml's.", metavar="NAME")] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Worker processes; one for each processor by default."),
    ] = None,
    clean: Annotated[
        bool,
        typer.Option("--clean", help="Ignore what the last build left; write everything anew."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings stop the build (notes never do).")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave broken records out instead of stopping.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(help="Date that ages are taken at, instead of site.yaml's.", metavar="DATE"),
    ] = None,
    record: Annotated[
        bool,
        typer.Option("--record", help="Add the day's values to content/history.jsonl, once a day."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Check the sources, compute, render and publish the site.

    Nothing is published while there is an error; the last good output stays. Only files that
    changed are written, and only files that Byline made are ever removed.
    """
    request = Request(
        site=existing(site),
        output=output,
        base_url=checked_url(base_url),
        theme=theme,
        as_of=as_of,
        jobs=jobs,
        clean=clean,
        strict=strict,
        keep_going=keep_going,
        record=record,
    )
    with printing.progress() as progress:
        built = build(request, progress)
    if as_json:
        printing.say(json.dumps(summary(built, request), indent=2))
        return
    printing.print_problems(built.diagnostics, max_notes=printing.MAX_NOTES)
    _print_summary(built, request)


def existing(site: Path) -> Path:
    """Return the site's folder.

    Raises:
        UsageError: There is no such folder.
    """
    if not site.is_dir():
        raise UsageError(f"there is no folder {site}", "byline new DIR makes a site")
    return site


def checked_url(url: str | None) -> str | None:
    """Return an absolute http or https URL ending in "/", or None.

    Raises:
        UsageError: It is something else.
    """
    if url is None:
        return None
    from generator.schema.site import read_site_url

    try:
        return str(read_site_url(url))
    except ValueError as error:
        raise UsageError(
            f"--base-url {url!r} is not an address of a site", "write https://example.org/lab/"
        ) from error


def summary(built: Built, request: Request) -> dict[str, Any]:
    """Return what a build did, for `--json`."""
    published = built.published
    return {
        "schema": "byline/build/1",
        "output": str(request.output_folder),
        "papers": built.papers,
        "people": built.people,
        "files": built.files,
        "written": published.written,
        "kept": published.kept,
        "removed": published.removed,
        "left": list(published.left),
        "aside": list(published.aside),
        "seconds": {stage: round(s, 3) for stage, s in built.seconds.items()},
        "problems": json.loads(format_problems(built.diagnostics, "json"))["problems"],
    }


def _print_summary(built: Built, request: Request) -> None:
    published = built.published
    if published.aside:
        printing.tell(f"moved aside to {published.aside_folder}: {', '.join(published.aside)}")
    if published.left:
        printing.tell(f"left because someone edited them: {', '.join(published.left)}")
    papers = f"{built.papers} paper{'' if built.papers == 1 else 's'}"
    people = f"{built.people} {'person' if built.people == 1 else 'people'}"
    printing.say(f"{papers}, {people}: {built.files} files in {request.output_folder}")
    printing.say(
        f"{published.written} written, {published.kept} kept, {published.removed} removed; "
        f"{printing.count_problems(built.diagnostics)}"
    )
    if built.recorded:
        printing.say("the day's values were added to content/history.jsonl")
    times = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in built.seconds.items())
    printing.say(f"{sum(built.seconds.values()):.2f} s: {times}")


def check_command(
    site: SiteOption = Path(),
    form: Annotated[
        Format, typer.Option("--format", help="text for people, github for annotations, json.")
    ] = Format.text,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail the check (notes never do).")
    ] = False,
    target: Annotated[
        Target | None, typer.Option(help="Look for what this host would not take or would break, too.")
    ] = None,
) -> None:
    """List every problem in the sources, as a compiler does; write nothing."""
    request = Request(site=existing(site))
    examined = examine(request)
    problems = examined.diagnostics
    if target is not None:
        problems = in_reading_order((*problems, *TARGETS[target.value](request, examined)))
    printing.say(format_problems(problems, form.value))
    if has_errors(problems) or (strict and any(p.severity == "warning" for p in problems)):
        raise typer.Exit(1)
