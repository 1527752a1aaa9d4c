"""The pipeline, from top to bottom: load, validate, link, measure, plan, render, index, publish."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from generator import __version__
from generator.config import SITE_FILE, load_config, locate_in_config, resolve_as_of
from generator.errors import (
    Diagnostic,
    Severity,
    SourceError,
    UsageError,
    has_errors,
    in_reading_order,
)
from generator.incremental import encode, fingerprint
from generator.link.corpus import link
from generator.metrics.notes import measure_notes
from generator.metrics.policy import without_values
from generator.metrics.stage import Measurement, Memories, in_turn
from generator.model import Corpus, Measures
from generator.pages.context import ImageSize, make_context
from generator.pages.planning import Plan, plan
from generator.pages.quality import is_quality_problem
from generator.pages.sitewide import site_view
from generator.parallel import default_jobs, workers_of
from generator.pipeline.apart import parse_apart, read_apart
from generator.pipeline.background import load_background
from generator.pipeline.collecting import collector_at_rest
from generator.pipeline.kept_sources import KeptSources
from generator.pipeline.making import Making, PlannedSite
from generator.pipeline.proofreading import proofread
from generator.pipeline.recording import record_day, until, values_of_day
from generator.pipeline.remaking import Keeper, remake
from generator.pipeline.remembering import load_memories, save_memories
from generator.pipeline.stamp import Stamp, artifacts_digest, sources_digest, write_stamp
from generator.publish import Publication, Published, recover
from generator.publish.publication import state_folder
from generator.render.checking import template_problems
from generator.render.renderer import keep_compiled
from generator.schema.site import Site
from generator.sources.history import History, load_history
from generator.sources.images import image_sizes
from generator.sources.loading import RunJobs, load_sources
from generator.sources.references import check_owner, check_references
from generator.themes import Theme, load_theme

STATIC = "content/static"

SERIAL_BELOW = 200
"""Papers below which starting workers costs more than it saves."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) while a build goes on; total is 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked for.

    Attributes:
        site: The site's folder.
        output: The output folder; `site/output` when None.
        base_url, theme, as_of: Replace the site's own values.
        jobs: Worker processes; None: as many as there are processors, one for a small site.
        executor: Renders and indexes in the place of those; it is left open.
        clean: Write everything anew.
        strict: Warnings stop the build.
        keep_going: Leave broken records out instead of stopping.
        drafts: Keep drafts, for the preview.
        record: Add the day's values to the history once the site is published.
    """

    site: Path
    output: Path | None = None
    base_url: str | None = None
    theme: str | None = None
    as_of: str | None = None
    jobs: int | None = None
    executor: Executor | None = None
    clean: bool = False
    strict: bool = False
    keep_going: bool = False
    drafts: bool = False
    record: bool = False

    @property
    def output_folder(self) -> Path:
        """Where the output goes."""
        return self.output if self.output is not None else self.site / "output"


@dataclass(slots=True)
class Clock:
    """Seconds by stage, in the order of the stages."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that the block takes to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Examined:
    """A site that is read, linked, measured and planned, but not rendered.

    Attributes:
        theme, plan: None when an error leaves nothing to plan.
        diagnostics: Every problem, in reading order.
        to_record: The day's values that the history has not got yet, if they shall be recorded.
        corpus: With the values that the plan's leaves to the measures; None without a plan.
        measurement: What the measures come from; None without a plan.
    """

    site: Site | None
    theme: Theme | None
    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    to_record: History = field(default_factory=dict)
    corpus: Corpus | None = None
    measurement: Measurement | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    published: Published
    diagnostics: tuple[Diagnostic, ...]
    seconds: dict[str, float]
    files: int
    papers: int
    people: int
    recorded: bool = False


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody about progress."""


def examine(
    request: Request,
    clock: Clock | None = None,
    *,
    run_jobs: RunJobs | None = None,
    memories: Memories | None = None,
    in_one_process: bool = False,
) -> Examined:
    """Return all that a site's sources mean, and every problem they have; write nothing.

    Args:
        run_jobs: Parses the source files; in worker processes when None.
        memories: What a former measuring found, as it was kept when None; the result is the same
            without.

    Raises:
        OutsideError: A source cannot be read.
    """
    clock = clock or Clock()
    with clock.stage("load"):
        config, config_problems = load_config(request.site)
        problems = list(config_problems)
        if any(problem.code == "no-site" for problem in problems):
            return Examined(None, None, None, in_reading_order(problems))
        site = _overridden(config, request)
        theme, found = _load_theme(request, site)
        problems += found
        problems += template_problems(theme) if theme else ()
        history, days, found = load_history(request.site)
        problems += found
        sources, found = load_sources(request.site, run_jobs or partial(parse_apart, request.jobs))
        problems += found
        problems += check_references(sources)
        problems += check_owner(site.owner, sources, SITE_FILE, *locate_in_config(request.site, ("owner",)))
        locate = sources.locate
    as_of = resolve_as_of(site, request.as_of, os.environ, datetime.now().astimezone().date())
    with clock.stage("link"):
        corpus, found = link(sources, as_of, drafts=request.drafts)
        problems += found
    # The corpus has taken over what is needed; measuring needs the room.
    del sources
    with clock.stage("measure"):
        background, found = load_background(request.site, site)
        problems += found
        memories = load_memories(request.site) if memories is None else memories
        measurement = Measurement(
            corpus,
            site,
            as_of,
            background=background,
            memories=memories,
            run_parts=in_turn if in_one_process else partial(read_apart, request.jobs),
        )
        problems += measure_notes(corpus, site, as_of, locate, background=len(background))
    if theme is None or has_errors(config_problems):
        return Examined(site, theme, None, in_reading_order(problems))
    day = as_of.isoformat()
    wanted = request.record and day not in days
    today = values_of_day(day, corpus, measurement.measures) if wanted else {}
    with clock.stage("plan"):
        context = make_context(
            without_values(corpus, site.metrics.show),
            measurement.measures,
            site,
            as_of,
            dict(theme.options),
            _images(request.site, corpus),
            __version__,
            resized=True,
            history=until(history, day, today),
            problems=tuple(filter(is_quality_problem, in_reading_order(problems))),
        )
        planned, found = plan(context)
        problems += found
        planned, found = proofread(request.site, theme, planned)
        problems += found
    return Examined(site, theme, planned, in_reading_order(problems), today, corpus, measurement)


@collector_at_rest()
def build(request: Request, progress: Progress = silent) -> Built:
    """Build a site and publish it, or change nothing.

    Raises:
        SourceError: The sources have errors (with `strict`, or warnings).
        OutsideError: The disk or the lock refuses; the old output stands.
    """
    clock = Clock()
    progress("load", 0, 0)
    # Taken before anything is read: what is edited while the build runs makes the output old.
    sources = sources_digest(request.site)
    memories = Memories() if request.clean else load_memories(request.site)
    kept = KeptSources(request.site, request.jobs, anew=request.clean)
    examined = examine(request, clock, run_jobs=kept, memories=memories)
    try:
        refuse(examined, request)
    except SourceError:
        # What a killed build has committed is completed all the same: the output is no mixture.
        recover(request.output_folder)
        raise
    planned = examined.plan
    if planned is None:
        raise SourceError("the site cannot be built", examined.diagnostics)
    check_output(request)
    with clock.stage("measure"):
        save_memories(request.site, memories)
    # As large as the sources: not to be held while pages are rendered.
    del memories
    examined = replace(examined, corpus=None, measurement=None)
    with Publication(request.output_folder, anew=request.clean) as publication:
        published = publish(request, examined, publication, sources, clock, progress)
        recorded = record_day(request.site, planned.context.as_of.isoformat(), examined.to_record)
    corpus = planned.context.corpus
    return Built(
        published=published,
        diagnostics=examined.diagnostics,
        seconds=clock.seconds,
        files=len(published.manifest.files),
        papers=len(corpus.works),
        people=sum(p.declared for p in corpus.people.values()),
        recorded=recorded,
    )


def publish(
    request: Request,
    examined: Examined,
    publication: Publication,
    sources: str,
    clock: Clock,
    progress: Progress,
) -> Published:
    """Make the files of an examined site that the output lacks, and publish the whole.

    Args:
        examined: With a plan.
        publication: Entered by the caller.
        sources: `sources_digest` from before the sources were read.

    Raises:
        SourceError: A template does not fit, or the sources left nothing to plan.
        OutsideError: The disk refuses.
    """
    if examined.site is None or examined.theme is None or examined.plan is None:
        raise SourceError("the site cannot be built", examined.diagnostics)
    shown = site_view(examined.plan.context)
    made_for = fingerprint(__version__, examined.theme.digest, encode(shown))
    site = PlannedSite(request.site, examined.theme, examined.plan, shown, made_for)
    state = state_folder(request.output_folder)
    with clock.stage("trace"):
        keeper = None if request.executor else Keeper(site, state, anew=request.clean)
    jobs = _jobs(request, len(examined.plan.context.corpus.works))
    if keeper is not None and keeper.is_known:
        with clock.stage("render"):
            artifacts, dropped = remake(site, keeper, publication, jobs)
    else:
        ledger = keeper.ledger if keeper is not None else None
        making = Making(site, publication.stage, ledger, request.jobs)
        with clock.stage("render"):
            artifacts = making.make(jobs, request.executor, progress)
        with clock.stage("index"):
            progress("index", 0, 0)
            artifacts += making.make_index(jobs, request.executor)
        made = {artifact.path for artifact in artifacts}
        dropped = [path for path in publication.manifest.files if path not in made]
    keep_compiled(examined.theme)
    with clock.stage("publish"):
        progress("publish", 0, len(artifacts))
        after = publication.after(artifacts, dropped)
        write_stamp(request.output_folder, _stamp(request, examined, sources, after))
        published = publication.amend(artifacts, dropped)
        if keeper is not None:
            keeper.save()
    return published


def measured(request: Request) -> tuple[Corpus, Measures, str]:
    """Return a site's corpus, what was measured of it, and which metrics the site shows.

    Raises:
        SourceError: The sources have errors.
    """
    examined = examine(request)
    refuse(examined, request)
    if examined.plan is None:
        raise SourceError("the site cannot be read", examined.diagnostics)
    context = examined.plan.context
    return context.corpus, context.measures, context.site.metrics.show


def check_output(request: Request) -> None:
    """Refuse an output folder that is, holds, or lies among the sources: they would be overwritten.

    Raises:
        UsageError: The folder cannot take the output.
    """
    output, site = request.output_folder.resolve(), request.site.resolve()
    sources = (site / "content", site / "themes", site / ".byline", site / ".git")
    among = any(output == place or place in output.parents for place in sources)
    if among or output == site or output in site.parents:
        raise UsageError(
            f"the output would lie among the sources: {request.output_folder}",
            "choose a folder of its own, such as SITE/output",
        )


def refuse(examined: Examined, request: Request) -> None:
    """Stop a build whose sources have errors, or warnings where those count.

    Raises:
        SourceError: With every problem.
    """
    problems = examined.diagnostics
    nothing = examined.site is None or examined.theme is None or examined.plan is None
    if has_errors(problems) and (nothing or not request.keep_going):
        raise SourceError("the sources have errors", problems)
    if request.strict and any(p.severity is Severity.WARNING for p in problems):
        raise SourceError("the sources have warnings, and --strict makes them count", problems)


def _stamp(request: Request, examined: Examined, sources: str, digests: Mapping[str, str]) -> Stamp:
    return Stamp(
        artifacts=artifacts_digest(digests.items()),
        sources=sources,
        url=examined.site.url if examined.site is not None else "",
        errors=sum(problem.severity is Severity.ERROR for problem in examined.diagnostics),
        drafts=request.drafts,
    )


def _load_theme(request: Request, site: Site) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    locate = partial(locate_in_config, request.site)
    return load_theme(request.site, site.theme, site.theme_options, locate)


def _overridden(site: Site, request: Request) -> Site:
    changes: dict[str, str] = {}
    if request.base_url is not None:
        changes["url"] = request.base_url
    if request.theme is not None:
        changes["theme"] = request.theme
    return site.model_copy(update=changes) if changes else site


def _images(folder: Path, corpus: Corpus) -> dict[str, ImageSize]:
    wanted = (
        *(p.photo for p in corpus.people.values()),
        *(w.preview for w in corpus.works.values()),
        *(d.image for d in corpus.documents),
    )
    sizes = image_sizes(folder / STATIC, wanted)
    return {path: ImageSize(*size) for path, size in sizes.items()}


def _jobs(request: Request, works: int) -> int:
    """Return how many processes a site of so many papers is worth, unless it is said."""
    if request.executor is not None:
        return workers_of(request.executor)
    return request.jobs or (default_jobs() if works >= SERIAL_BELOW else 1)
