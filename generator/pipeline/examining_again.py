"""Examines a site of which only what some papers say of themselves has changed since the last build.

Nothing is linked anew, and measures are taken when a page asks for them. The result is what a full
examination gives; wherever that is not certain there is none, and a full one follows.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator.errors import Diagnostic, has_errors
from generator.incremental import fingerprint
from generator.installation import program
from generator.link.corpus import genre_of
from generator.link.works import title_key
from generator.metrics.on_demand import are_answered_alike, recorded
from generator.metrics.stage import Memories, Read, measure_on_demand, measures_of
from generator.model import Corpus, Measures, Work, WorkId
from generator.pages.context import with_measures
from generator.pipeline.apart import read_apart
from generator.pipeline.examining import Examined, look_at, planned
from generator.pipeline.fact_digests import Touched
from generator.pipeline.kept_site import (
    Keeping,
    KeptSite,
    Known,
    decoded_novelties,
    encoded_novelties,
    keep,
)
from generator.pipeline.kept_sources import FileState, KeptSources
from generator.pipeline.parsed_files import identity
from generator.pipeline.quick import changed_work, differing, problems_after
from generator.pipeline.request import Clock, Request
from generator.schema.paper import PATH_FIELDS, Paper
from generator.schema.preprints import is_preprint
from generator.schema.site import Site
from generator.sources.records import ParsedSource
from generator.sources.walking import walk_content

MOST_FILES = 40
"""Changed files above which everything is examined anew."""

REACHING = frozenset({"date", "doi", "arxiv", "status", "reported", *PATH_FIELDS})
"""Fields of a paper that decide on more than what is said of it: the order of works, which records
are one work and what references lead to, notes on old values, and which files there must be."""


@dataclass(frozen=True, slots=True)
class ExaminedAgain:
    """A site that was examined again.

    Attributes:
        touched: As `fact_digests` takes it.
        kept: To be saved when the site is published.
    """

    examined: Examined
    touched: Touched
    kept: Keeping


def stamp_of(request: Request, site: Site, as_of: date) -> str:
    """Return a digest of all that an examination depends on beside the source files."""
    return fingerprint(*program(), as_of.isoformat(), str(request.drafts), repr(site))


def keep_examined(
    request: Request, examined: Examined, files: Mapping[str, FileState], state: Path
) -> Keeping | None:
    """Keep a site for `examine_again`; None when it cannot be examined again.

    Args:
        files: The state of each source file.
        state: The state folder of the output.
    """
    corpus, texts, site, plan = examined.corpus, examined.texts, examined.site, examined.plan
    if corpus is None or texts is None or site is None or plan is None or has_errors(examined.diagnostics):
        return None
    if site.metrics.novelty.background:
        # Which papers of that file are the site's own is found by their titles, too.
        return None
    known = Known(
        files={path: files[path] for path in sorted(files)},
        corpus=corpus,
        novelties=encoded_novelties(texts),
        related=texts.related,
        problems=examined.found,
        walked=examined.walked,
    )
    return keep(state, stamp_of(request, site, plan.context.as_of), known)


def examine_again(
    request: Request,
    state: Path,
    sources: KeptSources,
    memories: Memories,
    clock: Clock,
    meanwhile: Callable[[], None],
) -> ExaminedAgain | None:
    """Return the site with the papers that have changed; None when more has, or nobody knows.

    Args:
        state: The state folder of the output.
        meanwhile: Called while others read texts, if they do.

    Raises:
        OutsideError: A source cannot be read.
    """
    with clock.stage("load"):
        look = look_at(request)
        if look.site is None or look.theme is None or not look.is_whole:
            return None
        kept = KeptSite.load(state, stamp_of(request, look.site, look.as_of))
        changes = _changes(request.site, kept.known, sources) if kept is not None else None
        if kept is None or changes is None:
            return None
        before = kept.known
    with clock.stage("link"):
        works = _works(before, changes.files)
        if works is None:
            return None
        corpus = replace(before.corpus, works={**before.corpus.works, **works})
    soon = partial(planned, request, look, corpus, found=changes.problems, today={})
    foreseen = Read(decoded_novelties(before.novelties), before.related)
    early = _Early(soon, measures_of(corpus, look.site, look.as_of, foreseen), meanwhile)
    with clock.stage("measure"):
        run = partial(read_apart, request.jobs, meanwhile=early.plan)
        measures, texts = measure_on_demand(corpus, look.site, look.as_of, memories, run)
    after = Known(
        files={**before.files, **changes.states},
        corpus=corpus,
        novelties=encoded_novelties(texts),
        related=texts.related,
        problems=changes.problems,
        walked=before.walked,
    )
    with clock.stage("plan"):
        examined = early.measured(measures)
        touched = _touched(before, after, frozenset(works), texts)
        following = kept.changed(after)
    return None if following is None else ExaminedAgain(examined, touched, following)


class _Early:
    """Plans a site before its texts are read, as if they said what they said last.

    Which files there are seldom depends on it. Where it does, the site is planned again.
    """

    def __init__(
        self, planned_with: Callable[[Measures], Examined], foreseen: Measures, then: Callable[[], None]
    ) -> None:
        self._planned_with = planned_with
        self._asked = recorded(foreseen)
        self._then = then
        self._examined: Examined | None = None

    def plan(self) -> None:
        """Plan, and do what else there is to do."""
        self._examined = self._planned_with(self._asked)
        self._then()

    def measured(self, measures: Measures) -> Examined:
        """Return the site with its measures."""
        examined = self._examined
        if examined is None or examined.plan is None or not are_answered_alike(self._asked, measures):
            return self._planned_with(measures)
        plan = examined.plan
        return replace(examined, plan=replace(plan, context=with_measures(plan.context, measures)))


@dataclass(frozen=True, slots=True)
class _Changes:
    """Source files that differ from the last build.

    Attributes:
        files: What each held, and what it holds now.
        states: Of the files that differ, if only in their time.
        problems: Those of the site, with the files' own exchanged.
    """

    files: Sequence[tuple[ParsedSource, ParsedSource]]
    states: Mapping[str, FileState]
    problems: tuple[Diagnostic, ...]


def _changes(site: Path, known: Known, sources: KeptSources) -> _Changes | None:
    walk = walk_content(site)
    if (
        walk.files != tuple(known.files)
        or walk.static != known.corpus.static
        or walk.diagnostics != known.walked
    ):
        return None
    states: dict[str, FileState] = {}
    changed: list[str] = []
    for path, state in known.files.items():
        if state.identity and identity(site / path) == state.identity:
            continue
        same = sources.unchanged(path, state)
        if same is not None:
            states[path] = same
        elif len(changed) == MOST_FILES:
            return None
        else:
            changed.append(path)
    files: list[tuple[ParsedSource, ParsedSource]] = []
    problems = known.problems
    for path in changed:
        found = sources.again(path, known.files[path])
        following = problems_after(problems, *found) if found is not None else None
        if found is None or following is None:
            return None
        problems = following
        states[path] = sources.files[path]
        files.append(found[:2])
    return _Changes(files, states, problems)


def _works(before: Known, files: Sequence[tuple[ParsedSource, ParsedSource]]) -> dict[WorkId, Work] | None:
    """Return the works that the files change, None when they change more than these."""
    found: dict[WorkId, Work] = {}
    of_titles: dict[WorkId, tuple[Paper, Paper]] = {}
    for old_file, new_file in files:
        if len(old_file.records) != len(new_file.records):
            return None
        for old, new in zip(old_file.records, new_file.records, strict=True):
            if (old.slug, old.key) != (new.slug, new.key):
                return None
            if old.value == new.value and old.origin == new.origin:
                continue
            if not _is_of_itself(old.value, new.value):
                return None
            work = changed_work(before.corpus, old, new)
            if work is None:
                return None
            found[work.id] = work
            if old.value.title != new.value.title or is_preprint(old.value) != is_preprint(new.value):
                of_titles[work.id] = old.value, new.value
    return None if of_titles and _has_twin(before.corpus, of_titles) else found


def _is_of_itself(old: Any, new: Any) -> bool:
    """Tell whether two states of a record differ in nothing that says something of others."""
    if not isinstance(old, Paper) or not isinstance(new, Paper):
        return False
    fields = frozenset(differing(old, new))
    return (
        fields.isdisjoint(REACHING)
        and bool(old.abstract) == bool(new.abstract)
        and genre_of(old) == genre_of(new)
    )


def _has_twin(corpus: Corpus, papers: Mapping[WorkId, tuple[Paper, Paper]]) -> bool:
    """Tell whether another work has one of these titles, had or gets it: look-alikes are reported.

    Args:
        papers: Each as it was and as it is now.
    """
    titles: dict[str, WorkId] = {}
    for work, states in papers.items():
        if any(titles.setdefault(title_key(paper), work) != work for paper in states):
            return True
    return any(titles.get(title_key(work), work.id) != work.id for work in corpus.works.values())


def _touched(before: Known, after: Known, works: AbstractSet[WorkId], texts: Read) -> Touched:
    """Return which entries may differ."""
    measured = works | _differing(before.novelties, after.novelties)
    titled = {work for work in works if before.corpus.works[work].title != after.corpus.works[work].title}
    nearest = measured | {
        key
        for key, novelty in texts.novelties.items()
        if titled and any(other in titled for other, _ in novelty.nearest)
    }
    people = {person for person, papers in after.corpus.papers_of.items() if not measured.isdisjoint(papers)}
    return {
        "corpus.people": frozenset(),
        "corpus.papers_of": frozenset(),
        "corpus.works": works,
        "pages_of": frozenset(),
        "measures.people": people,
        "measures.works": measured,
        "measures.breakdown": measured,
        "measures.absent": measured,
        "measures.nearest": nearest,
        "measures.related": _differing(before.related, after.related),
    }


def _differing(before: Mapping[WorkId, Any], after: Mapping[WorkId, Any]) -> set[WorkId]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
