"""The first stages of the pipeline: all that a site's sources mean, and every problem they have."""

import os
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from generator import __version__
from generator.config import SITE_FILE, load_config, locate_in_config, resolve_as_of
from generator.errors import Diagnostic, Severity, SourceError, has_errors, in_reading_order
from generator.link.corpus import link
from generator.metrics.notes import measure_notes
from generator.metrics.policy import without_values
from generator.metrics.stage import Measurement, Memories, in_turn
from generator.model import Corpus
from generator.pages.context import ImageSize, make_context
from generator.pages.planning import Plan, plan
from generator.pages.quality import is_quality_problem
from generator.pipeline.apart import parse_apart, read_apart
from generator.pipeline.background import load_background
from generator.pipeline.proofreading import proofread
from generator.pipeline.recording import until, values_of_day
from generator.pipeline.remembering import load_memories
from generator.pipeline.request import Clock, Request
from generator.render.checking import template_problems
from generator.schema.site import Site
from generator.sources.history import History, load_history
from generator.sources.images import image_sizes
from generator.sources.loading import RunJobs, load_sources
from generator.sources.references import check_owner, check_references
from generator.themes import Theme, load_theme

STATIC = "content/static"


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
