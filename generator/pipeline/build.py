"""The pipeline, from top to bottom: load, validate, link, measure, plan, render, index, publish."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator import __version__
from generator.errors import (
    Diagnostic,
    Severity,
    SourceError,
    UsageError,
)
from generator.incremental import encode, fingerprint
from generator.metrics.stage import Memories
from generator.model import Corpus, Measures
from generator.pages.sitewide import site_view
from generator.parallel import default_jobs, workers_of
from generator.pipeline.collecting import collector_at_rest
from generator.pipeline.examining import Examined, examine, refuse
from generator.pipeline.examining_again import examine_again, keep_examined
from generator.pipeline.kept_site import is_site_kept
from generator.pipeline.kept_sources import KeptSources
from generator.pipeline.making import Making, PlannedSite
from generator.pipeline.recording import record_day
from generator.pipeline.remaking import Keeper, LastBuild, remake
from generator.pipeline.remembering import load_memories, save_memories
from generator.pipeline.request import Clock, Progress, Request, silent
from generator.pipeline.stamp import Stamp, artifacts_digest, sources_digest, write_stamp
from generator.publish import Publication, Published, recover
from generator.publish.publication import state_folder
from generator.render.renderer import keep_compiled

SERIAL_BELOW = 200
"""Papers below which starting workers costs more than it saves."""


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
    if not (request.clean or request.record or request.executor):
        built = _build_again(request, sources, kept, memories, clock, progress)
        if built is not None:
            return built
    examined = examine(request, clock, run_jobs=kept, memories=memories)
    try:
        refuse(examined, request)
    except SourceError:
        # What a killed build has committed is completed all the same: the output is no mixture.
        recover(request.output_folder)
        raise
    check_output(request)
    with clock.stage("measure"):
        save_memories(request.site, memories)
    # As large as the sources: not to be held while pages are rendered.
    del memories
    with Publication(request.output_folder, anew=request.clean) as publication:
        state = state_folder(request.output_folder)
        with clock.stage("trace"):
            keeping = None if request.executor else keep_examined(request, examined, kept.files, state)
            examined = replace(examined, corpus=None, measurement=None, texts=None)
            site = _planned_site(request, examined)
            last = LastBuild(state, publication.stage)
            keeper = None if request.executor else Keeper(site, last, anew=request.clean)
        published = publish(request, examined, site, keeper, publication, sources, clock, progress)
        if keeping is not None:
            keeping.save()
        recorded = record_day(request.site, site.planned.context.as_of.isoformat(), examined.to_record)
    return _built(examined, site, published, clock, recorded=recorded)


def _build_again(
    request: Request,
    sources: str,
    kept: KeptSources,
    memories: Memories,
    clock: Clock,
    progress: Progress,
) -> Built | None:
    """Build a site of which little has changed; None when more has, or nobody knows."""
    state = state_folder(request.output_folder)
    if not is_site_kept(state):
        return None
    check_output(request)
    with Publication(request.output_folder) as publication:
        last = LastBuild(state, publication.stage)
        again = examine_again(request, state, kept, memories, clock, last.read)
        if again is None:
            return None
        refuse(again.examined, request)
        with clock.stage("trace"):
            site = _planned_site(request, again.examined)
            keeper = Keeper(site, last, touched=again.touched)
        if not keeper.is_known:
            # The output is not the one that the site was examined for last.
            return None
        published = publish(request, again.examined, site, keeper, publication, sources, clock, progress)
        again.kept.save()
    with clock.stage("publish"):
        kept.save()
        save_memories(request.site, memories)
    return _built(again.examined, site, published, clock)


def _built(
    examined: Examined, site: PlannedSite, published: Published, clock: Clock, *, recorded: bool = False
) -> Built:
    corpus = site.planned.context.corpus
    return Built(
        published=published,
        diagnostics=examined.diagnostics,
        seconds=clock.seconds,
        files=len(published.manifest.files),
        papers=len(corpus.works),
        people=sum(p.declared for p in corpus.people.values()),
        recorded=recorded,
    )


def _planned_site(request: Request, examined: Examined) -> PlannedSite:
    """Return a planned site with all that its files are made from.

    Raises:
        SourceError: The sources left nothing to plan.
    """
    if examined.theme is None or examined.plan is None:
        raise SourceError("the site cannot be built", examined.diagnostics)
    shown = site_view(examined.plan.context)
    made_for = fingerprint(__version__, examined.theme.digest, encode(shown))
    return PlannedSite(request.site, examined.theme, examined.plan, shown, made_for)


def publish(
    request: Request,
    examined: Examined,
    site: PlannedSite,
    keeper: Keeper | None,
    publication: Publication,
    sources: str,
    clock: Clock,
    progress: Progress,
) -> Published:
    """Make the files of an examined site that the output lacks, and publish the whole.

    Args:
        keeper: Knows the last build, or takes what the next one will want; None: nobody will.
        publication: Entered by the caller.
        sources: `sources_digest` from before the sources were read.

    Raises:
        SourceError: A template does not fit.
        OutsideError: The disk refuses.
    """
    jobs = _jobs(request, len(site.planned.context.corpus.works))
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
    keep_compiled(site.theme)
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


def _stamp(request: Request, examined: Examined, sources: str, digests: Mapping[str, str]) -> Stamp:
    return Stamp(
        artifacts=artifacts_digest(digests.items()),
        sources=sources,
        url=examined.site.url if examined.site is not None else "",
        errors=sum(problem.severity is Severity.ERROR for problem in examined.diagnostics),
        drafts=request.drafts,
    )


def _jobs(request: Request, works: int) -> int:
    """Return how many processes a site of so many papers is worth, unless it is said."""
    if request.executor is not None:
        return workers_of(request.executor)
    return request.jobs or (default_jobs() if works >= SERIAL_BELOW else 1)
