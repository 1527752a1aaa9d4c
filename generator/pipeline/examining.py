"""The first stages of the pipeline: all that a site's sources mean, and every problem they have."""

import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from generator import __version__
from generator.config import SITE_FILE, load_config, locate_in_config, resolve_as_of
from generator.errors import Diagnostic, Severity, SourceError, has_errors, in_reading_order
from generator.link.corpus import link
from generator.metrics.notes import measure_notes
from generator.metrics.policy import without_values
from generator.metrics.stage import Measurement, Memories, Read, in_turn
from generator.model import Corpus, Measures
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
        measurement: What the measures come from; None without a plan, and where they are taken on demand.
        texts: What reading all texts found; None without a plan.
        found: The problems of the source files, of linking and of measuring.
        walked: Those of them that the names of the files have.
    """

    site: Site | None
    theme: Theme | None
    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    to_record: History = field(default_factory=dict)
    corpus: Corpus | None = None
    measurement: Measurement | None = None
    texts: Read | None = None
    found: tuple[Diagnostic, ...] = ()
    walked: tuple[Diagnostic, ...] = ()


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
        look = look_at(request)
        if look.site is None:
            return Examined(None, None, None, look.problems)
        site = look.site
        sources, problems = load_sources(request.site, run_jobs or partial(parse_apart, request.jobs))
        walked, locate = sources.walked, sources.locate
        problems += check_references(sources)
        problems += check_owner(site.owner, sources, SITE_FILE, *locate_in_config(request.site, ("owner",)))
    with clock.stage("link"):
        corpus, found = link(sources, look.as_of, drafts=request.drafts)
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
            look.as_of,
            background=background,
            memories=memories,
            run_parts=in_turn if in_one_process else partial(read_apart, request.jobs),
        )
        problems += measure_notes(corpus, site, look.as_of, locate, background=len(background))
    day = look.as_of.isoformat()
    wanted = request.record and day not in look.days
    today = values_of_day(day, corpus, measurement.measures) if wanted else {}
    with clock.stage("plan"):
        examined = planned(request, look, corpus, measurement.measures, problems, today)
    if examined.plan is None:
        return examined
    return replace(examined, measurement=measurement, texts=measurement.texts, walked=walked)


@dataclass(frozen=True, slots=True)
class Look:
    """What is read beside the source files.

    Attributes:
        site: With what the request says; None without a site.
        theme: None when it cannot be used.
        is_whole: The settings are right.
        days: Those that the history knows.
        problems: In no special order.
    """

    site: Site | None
    as_of: date
    theme: Theme | None = None
    is_whole: bool = False
    history: History = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()


def look_at(request: Request) -> Look:
    """Return the settings, the theme and the history of a site.

    Raises:
        OutsideError: One of them cannot be read.
    """
    config, of_config = load_config(request.site)
    today = datetime.now().astimezone().date()
    if any(problem.code == "no-site" for problem in of_config):
        return Look(None, today, problems=in_reading_order(of_config))
    site = _overridden(config, request)
    theme, of_theme = _load_theme(request, site)
    of_templates = template_problems(theme) if theme else ()
    history, days, of_history = load_history(request.site)
    return Look(
        site,
        resolve_as_of(site, request.as_of, os.environ, today),
        theme,
        not has_errors(of_config),
        history,
        days,
        (*of_config, *of_theme, *of_templates, *of_history),
    )


def planned(
    request: Request,
    look: Look,
    corpus: Corpus,
    measures: Measures,
    found: tuple[Diagnostic, ...],
    today: History,
) -> Examined:
    """Plan the files of a site that is linked and measured.

    Args:
        found: The problems of the source files, of linking and of measuring.
        today: Values to record.
    """
    problems = (*look.problems, *found)
    site, theme, as_of = look.site, look.theme, look.as_of
    if site is None or theme is None or not look.is_whole:
        return Examined(site, theme, None, in_reading_order(problems))
    context = make_context(
        without_values(corpus, site.metrics.show),
        measures,
        site,
        as_of,
        dict(theme.options),
        _images(request.site, corpus),
        __version__,
        resized=True,
        history=until(look.history, as_of.isoformat(), today),
        problems=tuple(filter(is_quality_problem, in_reading_order(problems))),
    )
    made, of_plan = plan(context)
    made, of_links = proofread(request.site, theme, made)
    diagnostics = in_reading_order((*problems, *of_plan, *of_links))
    return Examined(site, theme, made, diagnostics, today, corpus, found=found)


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
