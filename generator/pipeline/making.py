"""Makes every file of a planned site, and notes what each is made from."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.pages.planning import Plan
from generator.pages.routes import Route
from generator.pages.texts import sitemap_files
from generator.pages.views import SiteView
from generator.parallel import chunked, default_jobs, run
from generator.pipeline.elsewhere import made_elsewhere
from generator.pipeline.indexing import INDEX, Indexed, index
from generator.pipeline.kept_ledger import KeptLedger
from generator.pipeline.making_order import in_making_order
from generator.pipeline.noted_work import Batch, NotedPageWork, in_rows, make_batch, render_card_batch
from generator.pipeline.packed_cards import Pack, PackedCards
from generator.pipeline.reading import Reader, noting
from generator.pipeline.workers import CardWork, PageWork, make_files, render_cards
from generator.publish import Artifact, Stage
from generator.render.assets import theme_assets
from generator.render.renderer import prepare
from generator.themes import Theme

SITEMAP = "part/sitemap"
"""Like `INDEX`, a name of what is made of many files at once; its beginning tells it from output paths."""

WORTH_WORKERS = 400
"""Files of a change below which starting workers costs more than it saves."""

AT_ONCE = 1000
"""Files of a batch at most: the names of their facts are in memory until they are handed over."""

MANY_PICTURES = 200
"""Pictures below which starting workers costs more than it saves."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) while a build goes on; total is 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """A site that is planned, and all that its files are made from.

    Attributes:
        folder: Holds `content/`.
        shown: What every page shows of the site.
        made_for: Digest of all that every page depends on beside its view.
    """

    folder: Path
    theme: Theme
    planned: Plan
    shown: SiteView
    made_for: str

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every file but those that are copied, or made many at once."""
        return (*self.planned.pages, *self.planned.texts, *self.planned.images)

    @property
    def static(self) -> str:
        """Absolute path of `content/static`."""
        return str((self.folder / "content" / "static").absolute())


@dataclass(frozen=True, slots=True)
class Making:
    """Makes files of a site in a stage.

    Attributes:
        ledger: Gets what each file is made from; None: nobody wants to know.
        jobs_here: Worker processes for what an executor cannot do; None: as many as there are processors.
    """

    site: PlannedSite
    stage: Stage
    ledger: KeptLedger | None
    jobs_here: int | None = None

    def make(self, jobs: int, executor: Executor | None, progress: Progress) -> list[Artifact]:
        """Make all files but those of the index.

        Args:
            jobs: Worker processes, or workers of the executor.
            executor: Works in place of processes; only without a ledger.
        """
        if jobs > 1:
            prepare(self.site.theme)
        cards = PackedCards(self._cards(jobs, executor))
        artifacts: list[Artifact] = []
        routes = in_making_order(self.site.planned.context.corpus, self.site.routes)
        total = len(routes)
        for made in self._files(routes, cards, jobs, executor):
            artifacts += made
            progress("render", len(artifacts), total)
        return [*artifacts, *self.copies(), *self.assets(), *self.make_sitemap()]

    def _cards(self, jobs: int, executor: Executor | None) -> Iterator[Pack]:
        site, ledger = self.site, self.ledger
        batches = chunked(site.planned.cards, jobs, at_most=AT_ONCE)
        work = CardWork(site.planned.context, site.theme, site.shown)
        if ledger is None:
            yield from run(render_cards, batches, shared=work, jobs=jobs, executor=executor, along=True)
            return
        noted = replace(work, context=noting(work.context, Reader()))
        for cards, rows in run(render_card_batch, batches, shared=noted, jobs=jobs, along=True):
            ledger.record_cards(rows)
            yield cards

    def _files(
        self, routes: Sequence[Route], cards: Mapping[str, str], jobs: int, executor: Executor | None
    ) -> Iterator[Sequence[Artifact]]:
        site, planned, stage = self.site, self.site.planned, self.stage
        if self.ledger is not None:
            yield from self.make_noted(routes, cards, jobs)
            return
        work = PageWork(planned.context, site.theme, site.shown, cards, stage, site.static, site.made_for)
        if executor is None:
            yield from run(make_files, chunked(routes, jobs), shared=work, jobs=jobs, along=True)
            return
        # Pictures are made from files of the site and the theme, so they are made here.
        here = self.jobs_here or (default_jobs() if len(planned.images) >= MANY_PICTURES else 1)
        yield from made_elsewhere(work, (*planned.pages, *planned.texts), stage, executor)
        yield from run(make_files, chunked(planned.images, here), shared=work, jobs=here)

    def make_noted(
        self, routes: Sequence[Route], cards: Mapping[str, str], jobs: int
    ) -> Iterator[list[Artifact]]:
        """Make files of these routes, and note in the ledger what each is made from."""
        work = self._work(cards, routes)
        for made in run(make_batch, _batches(routes, jobs), shared=work, jobs=jobs, along=True):
            yield self._noted(made)

    def make_noted_and_index(
        self, routes: Sequence[Route], cards: Mapping[str, str], jobs: int, changed: Collection[str]
    ) -> Iterator[list[Artifact]]:
        """Make files of these routes while another process makes the index.

        Args:
            changed: Names of its parts that differ from the last build.
        """
        batches = (None, *_batches(routes, jobs))
        shared = (self.site.planned, self.stage, self._work(cards, routes), changed)
        for made in run(_make_batch_or_index, batches, shared=shared, jobs=jobs, along=True):
            yield self._noted(made) if isinstance(made, Batch) else self._indexed(made)

    def _work(self, cards: Mapping[str, str], routes: Sequence[Route]) -> NotedPageWork:
        site, ledger = self.site, self.ledger
        return NotedPageWork(
            context=noting(site.planned.context, Reader()),
            theme=site.theme,
            site=site.shown,
            cards=cards,
            stage=self.stage,
            static=site.static,
            stamp=site.made_for,
            has_ledger=ledger is not None,
            former=ledger.former(route.path for route in routes) if ledger is not None else {},
        )

    def _noted(self, made: Batch) -> list[Artifact]:
        if self.ledger is not None:
            self.ledger.record_files(made.files)
            self.ledger.record_cards(made.cards)
            self.ledger.record_entries(made.files.names, made.entries)
        return made.artifacts

    def copies(self) -> list[Artifact]:
        """Copy the user's own files that have changed."""
        folder = self.site.folder
        return [self.stage.copy(file.path, folder / file.source) for file in self.site.planned.static]

    def assets(self) -> list[Artifact]:
        """Write the theme's static files."""
        return [self.stage.write(path, data) for path, data in theme_assets(self.site.theme)]

    def make_sitemap(self) -> list[Artifact]:
        """Make the sitemap's files."""
        reader = Reader()
        context = noting(self.site.planned.context, reader)
        files, facts = reader.made(partial(sitemap_files, context, self.site.planned.pages))
        return self._part(SITEMAP, [self.stage.write(path, text.encode()) for path, text in files], facts)

    def make_index(
        self, jobs: int, executor: Executor | None = None, changed: Collection[str] | None = None
    ) -> list[Artifact]:
        """Make the files of the search index.

        Args:
            changed: Names of its parts that differ from the last build; None: nobody knows.
        """
        context, is_noted = self.site.planned.context, self.ledger is not None
        return self._indexed(
            index(context, self.stage, jobs=jobs, executor=executor, is_noted=is_noted, changed=changed)
        )

    def _indexed(self, made: Indexed) -> list[Artifact]:
        if self.ledger is not None:
            self.ledger.take_parts(INDEX, made.parts)
            for rows in made.rows:
                self.ledger.record_files(rows)
        return made.artifacts

    def _part(self, part: str, artifacts: list[Artifact], facts: Iterable[str]) -> list[Artifact]:
        if self.ledger is not None:
            self.ledger.parts[part] = [artifact.path for artifact in artifacts]
            self.ledger.record_files(in_rows([(part, facts)]))
        return artifacts


def _batches(routes: Sequence[Route], jobs: int) -> list[Sequence[Route]]:
    # Where few files are worth workers, it is because one or two are large: these part the work.
    is_few = jobs > 1 and len(routes) < WORTH_WORKERS
    return chunked(routes, jobs, at_most=1 if is_few else AT_ONCE)


def _make_batch_or_index(
    shared: tuple[Plan, Stage, NotedPageWork, Collection[str]], routes: Sequence[Route] | None
) -> Batch | Indexed:
    """Make files of routes; without routes make those of the search index."""
    planned, stage, work, changed = shared
    if routes is None:
        return index(planned.context, stage, jobs=1, is_noted=True, changed=changed)
    return make_batch(work, routes)
