"""`byline build` and `byline check`."""

import json
import os
import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli import printing
from generator.cli.options import SiteOption, chosen, existing, expanded
from generator.errors import UsageError, has_errors, in_reading_order

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    # A build that finds nothing changed must not load all that makes one.
    from generator.pipeline import Request
    from generator.publish.answer import Answer, Inputs

FORMATS = ("text", "github", "json")
"""How `check` prints problems."""


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
    executor: Annotated[
        str | None,
        typer.Option(help="Cluster that renders: dask://HOST:PORT (extra byline[dask]).", metavar="URL"),
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
    from generator.publish.answer import recall, remember

    folder = existing(site)
    output = None if output is None else checked_output(output)
    if theme is not None and not theme.strip():
        raise UsageError("--theme names no theme", "byline theme list shows them")
    if executor is not None:
        # A wrong address is said even when there is nothing to do.
        _check_executor(executor)
    out = output if output is not None else folder / "output"
    start = time.perf_counter()
    inputs = _inputs(folder, base_url, theme, as_of)
    # What a build adds, refuses or makes anew is not looked up.
    may_ask = not (clean or strict or keep_going or record)
    answer = recall(out, inputs) if may_ask and inputs is not None else None
    if answer is None:
        request = _request(folder, output, base_url, theme, as_of)
        options = replace(
            request, jobs=jobs, clean=clean, strict=strict, keep_going=keep_going, record=record
        )
        report = _build(options, executor)
        if inputs is not None and not (keep_going or report.recorded):
            remember(out, inputs, report.answer)
    else:
        report = Report(answer, kept=answer.files, seconds={"compare": time.perf_counter() - start})
    if as_json:
        printing.say(json.dumps(summary(report, out), indent=2))
        return
    printing.print_problems(report.answer.diagnostics)
    _print_summary(report, out)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, as it is printed."""

    answer: "Answer"
    seconds: dict[str, float]
    written: int = 0
    kept: int = 0
    removed: int = 0
    left: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    aside_folder: Path | None = None
    recorded: bool = False


def _inputs(site: Path, base_url: str | None, theme: str | None, as_of: str | None) -> "Inputs | None":
    """Return the digest of all that a build of these options follows from, None if it cannot be told."""
    from generator.publish.answer import read_inputs

    options = (base_url, theme, as_of, os.environ.get("SOURCE_DATE_EPOCH", ""))
    # Without a date of its own a site has other ages each day.
    today = datetime.now().astimezone().date().isoformat()
    folders = (site / "content", site / "themes")
    try:
        return read_inputs(folders, time.time_ns(), repr(options), today)
    except OSError:
        # Such as a link that leads to itself: what it means for the site, the build itself says.
        return None


def _request(
    site: Path, output: Path | None, base_url: str | None, theme: str | None, as_of: str | None
) -> "Request":
    from generator.pipeline import Request

    return Request(site=site, output=output, base_url=checked_url(base_url), theme=theme, as_of=as_of)


def _build(request: "Request", executor: str | None) -> Report:
    from generator.pipeline import build
    from generator.publish.answer import Answer

    with _opened(executor) as opened, printing.progress() as progress:
        built = build(replace(request, executor=opened), progress)
    published = built.published
    return Report(
        Answer(built.files, built.papers, built.people, built.diagnostics),
        seconds=built.seconds,
        written=published.written,
        kept=published.kept,
        removed=published.removed,
        left=published.left,
        aside=published.aside,
        aside_folder=published.aside_folder,
        recorded=built.recorded,
    )


def _check_executor(url: str) -> None:
    from generator.executors import scheduler_address

    scheduler_address(url)


def _opened(executor: str | None) -> "AbstractContextManager[Executor | None]":
    if executor is None:
        return nullcontext()
    from generator.executors import open_executor

    return open_executor(executor)


def checked_output(output: Path) -> Path:
    """Return the folder of `--output`.

    Raises:
        UsageError: It is plainly meant for something else: a home folder, another site.
    """
    folder = expanded(output)
    if not str(output).strip():
        raise UsageError("--output names no folder", "choose a folder of its own, such as SITE/output")
    real = folder.resolve()
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111  # Path.home() fails without one
    own = next((name for name in _OF_PROJECTS if (real / name).exists()), "")
    is_known = (real.parent / f".{real.name}.byline").is_dir()
    if real in (home, *home.parents) or (own and not is_known):
        why = f"it has {own}" if own else "it is a home folder, or above one"
        raise UsageError(
            f"{output} is no folder for an output: {why}",
            "choose a folder that is empty or not there yet, such as SITE/output",
        )
    return folder


_OF_PROJECTS = ("content/site.yaml", "pyproject.toml", "package.json")
"""Files of a folder that somebody works in."""


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


def summary(report: Report, output: Path) -> dict[str, Any]:
    """Return what a build did, for `--json`."""
    from generator.check import format_problems

    answer = report.answer
    return {
        "schema": "byline/build/1",
        "output": str(output),
        "papers": answer.papers,
        "people": answer.people,
        "files": answer.files,
        "written": report.written,
        "kept": report.kept,
        "removed": report.removed,
        "left": list(report.left),
        "aside": list(report.aside),
        "seconds": {stage: round(s, 3) for stage, s in report.seconds.items()},
        "problems": json.loads(format_problems(answer.diagnostics, "json"))["problems"],
    }


def _print_summary(report: Report, output: Path) -> None:
    answer = report.answer
    if report.aside:
        printing.tell(f"moved aside to {report.aside_folder}: {', '.join(report.aside)}")
    if report.left:
        printing.tell(f"left because someone edited them: {', '.join(report.left)}")
    papers = f"{answer.papers} paper{'' if answer.papers == 1 else 's'}"
    people = f"{answer.people} {'person' if answer.people == 1 else 'people'}"
    printing.say(f"{papers}, {people}: {answer.files} files in {output}")
    printing.say(
        f"{report.written} written, {report.kept} kept, {report.removed} removed; "
        f"{printing.count_problems(answer.diagnostics)}"
    )
    if report.recorded:
        printing.say("the day's values were added to content/history.jsonl")
    times = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.seconds.items())
    printing.say(f"{sum(report.seconds.values()):.2f} s: {times}")


def check_command(
    site: SiteOption = Path(),
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(FORMATS), help="text for people, github for annotations, json."
        ),
    ] = "text",
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail the check (notes never do).")
    ] = False,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="github-pages", help="Look for what this host would not take or would break, too."
        ),
    ] = None,
) -> None:
    """List every problem in the sources, as a compiler does; write nothing."""
    from generator.check import format_problems
    from generator.pipeline import Request, examine
    from generator.targets import TARGETS

    form = chosen(form, FORMATS, "format")
    host = None if target is None else TARGETS[chosen(target, tuple(TARGETS), "target")]
    request = Request(site=existing(site))
    examined = examine(request)
    problems = examined.diagnostics
    if host is not None:
        problems = in_reading_order((*problems, *host(request, examined)))
    printing.say(format_problems(problems, form))
    if has_errors(problems) or (strict and any(p.severity == "warning" for p in problems)):
        raise typer.Exit(1)
