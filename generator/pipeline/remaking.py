"""Makes only the files that a change of the sources reaches, in a process that has made none before."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.incremental import fingerprint
from generator.pages.planning import Plan
from generator.pages.routes import Route
from generator.pages.texts import sitemap_files
from generator.pages.views import SiteView
from generator.parallel import chunked, run
from generator.pipeline.fact_digests import FactDigests, fact_digests, settings_text, static_digests
from generator.pipeline.indexing import index
from generator.pipeline.kept_ledger import KeptLedger, paths_in, routes_text
from generator.pipeline.noted_work import Cards, NotedPageWork, in_rows, make_batch
from generator.pipeline.reading import Reader, noting
from generator.pipeline.workers import CardWork
from generator.publish import Artifact, Publication, Stage
from generator.publish.answer import program
from generator.render.assets import theme_assets
from generator.render.renderer import prepare
from generator.themes import Theme

SITEMAP, INDEX = "part/sitemap", "part/index"
"""Names of what is made of many files at once; no output path has two parts like these."""

WORTH_WORKERS = 400
"""Files below which starting workers costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is planned, and where its files go.

    Attributes:
        folder: Holds `content/`.
        shown: What every page shows of the site.
        made_for: Digest of all that every page depends on beside its view.
    """

    folder: Path
    theme: Theme
    planned: Plan
    planned: Plan
    shown: SiteView
    made_for: str

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every file but those that are copied, or made many at once."""
        return (*self.planned.pages, *self.planned.texts, *self.planned.images)


class Keeper:
    """The ledger of one build: read before files are made, written after they are published.

    Attributes:
        ledger: Takes what files are made from; None when nothing is to be kept.
        is_known: Whether it holds what the last build made, so that only a part must be made.
    """

    def __init__(self, site: Site, state: Path, *, anew: bool) -> None:
        """Read what there is.

        Args:
            state: The state folder of the output.
            anew: Make everything, whatever is known.
        """
        self._state = state
        self._digests: FactDigests = {}
        self.ledger: KeptLedger | None = None
        self.is_known = False
        context = site.planned.context
        routes = routes_text(site.routes)
        if routes is None:
            return
        try:
            self._digests = fact_digests(context) | static_digests(site.folder, context, site.theme)
        except UnicodeEncodeError:
            return
        self._stamp = fingerprint(site.made_for, settings_text(context), *program())
        kept = None if anew else KeptLedger.load(state, self._stamp)
        self.is_known = kept is not None
        self.ledger = kept or KeptLedger()
        self._before, self.ledger.routes = self.ledger.routes, routes

    def reached(self) -> tuple[set[str], bool]:
        """Return the paths and parts that differ from the last build, and whether any fact does."""
        if self.ledger is None:
            raise RuntimeError("nothing is known")
        changed = self.ledger.changed(self._digests)
        found = self.ledger.reached(changed)
        if self._before != self.ledger.routes:
            before = frozenset(self._before.split("\n"))
            now = self.ledger.routes.split("\n")
            found |= {
                path
                for line, path in zip(now, paths_in(self.ledger.routes), strict=True)
                if line not in before
            }
            found |= {SITEMAP, INDEX}
        return found, bool(changed)

    def save(self) -> None:
        """Keep the ledger, once what it is about is published."""
        if self.ledger is not None:
            self.ledger.save(self._state, self._stamp, self._digests)


def remake(
    site: Site, keeper: Keeper, publication: Publication, jobs: int
) -> tuple[list[Artifact], list[str]]:
    """Make the files that differ from the last build; return them and the paths that go.

    Args:
        keeper: Knows the last build.
        jobs: Worker processes, where there is enough to do for them.
    """
    ledger, stage = keeper.ledger, publication.stage
    if ledger is None:
        raise RuntimeError("nothing is known of the last build")
    reached, has_changed = keeper.reached()
    # What someone has edited or removed in the output is made again, too.
    reached |= set(stage.fallen())
    routes = site.routes
    wanted = [route for route in routes if route.path in reached]
    artifacts = _make(site, ledger, stage, wanted, jobs)
    made = {artifact.path for artifact in artifacts}
    live = {route.path for route in routes}
    live -= {route.path for route in wanted if route.path not in made}
    artifacts += [stage.copy(file.path, site.folder / file.source) for file in site.planned.static]
    artifacts += [stage.write(path, data) for path, data in theme_assets(site.theme)]
    live.update(artifact.path for artifact in artifacts)
    parts = {part for part, paths in ledger.parts.items() if part in reached or not reached.isdisjoint(paths)}
    if SITEMAP in parts:
        artifacts += make_sitemap(site, ledger, stage)
    if has_changed or INDEX in parts:
        artifacts += make_index(site, ledger, stage, jobs)
    live.update(path for paths in ledger.parts.values() for path in paths)
    return artifacts, [path for path in publication.manifest.files if path not in live]


def _make(site: Site, ledger: KeptLedger, stage: Stage, wanted: Sequence[Route], jobs: int) -> list[Artifact]:
    context = noting(site.planned.context, Reader())
    cards = Cards()
    cards.render_with(CardWork(context, site.theme, site.shown))
    work = page_work(site, cards, stage)
    jobs = jobs if len(wanted) >= WORTH_WORKERS else 1
    if jobs > 1:
        prepare(site.theme)
    artifacts: list[Artifact] = []
    for made in run(make_batch, chunked(wanted, jobs), shared=work, jobs=jobs):
        artifacts += made.artifacts
        ledger.record_files(made.files)
        ledger.record_cards(made.cards)
    return artifacts


def page_work(site: Site, cards: Mapping[str, str], stage: Stage) -> NotedPageWork:
    """Return the work of making files that notes what they are made from."""
    return NotedPageWork(
        context=noting(site.planned.context, Reader()),
        theme=site.theme,
        site=site.shown,
        cards=cards,
        stage=stage,
        static=str((site.folder / "content" / "static").absolute()),
        stamp=site.made_for,
    )


def make_sitemap(site: Site, ledger: KeptLedger | None, stage: Stage) -> list[Artifact]:
    """Make the sitemap's files."""
    reader = Reader()
    context = noting(site.planned.context, reader)
    files, facts = reader.made(partial(sitemap_files, context, site.planned.pages))
    artifacts = [stage.write(path, text.encode()) for path, text in files]
    _record_part(ledger, SITEMAP, artifacts, facts)
    return artifacts


def make_index(
    site: Site, ledger: KeptLedger | None, stage: Stage, jobs: int, executor: Executor | None = None
) -> list[Artifact]:
    """Make the files of the search index."""
    artifacts = index(site.planned.context, stage, jobs=jobs, executor=executor)
    _record_part(ledger, INDEX, artifacts, ())
    return artifacts


def _record_part(
    ledger: KeptLedger | None, part: str, artifacts: Iterable[Artifact], facts: Iterable[str]
) -> None:
    if ledger is not None:
        ledger.parts[part] = [artifact.path for artifact in artifacts]
        ledger.record_files(in_rows([(part, facts)]))
