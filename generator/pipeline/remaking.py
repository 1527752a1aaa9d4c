"""Makes only the files that a change of the sources reaches, in a process that has made none before."""

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

from generator.incremental import fingerprint
from generator.installation import program
from generator.pages.routes import Route
from generator.pipeline.fact_digests import (
    Digests,
    Touched,
    fact_digests,
    settings_text,
    static_digests,
)
from generator.pipeline.indexing import INDEX
from generator.pipeline.kept_ledger import KeptLedger, paths_in, routes_text
from generator.pipeline.making import SITEMAP, WORTH_WORKERS, Making, PlannedSite
from generator.pipeline.making_order import in_making_order
from generator.pipeline.noted_work import Cards
from generator.pipeline.reading import Reader, noting
from generator.pipeline.stored_ledger import forget
from generator.pipeline.workers import CardWork
from generator.publish import Artifact, Publication, Stage
from generator.render.renderer import prepare

OF_ALL_PAPERS = frozenset({"site-bib", "site-csl", "site-ris"})
"""Kinds of files that hold every paper."""

PAPERS_OF_A_PAGE = 8
"""Papers that are written to such a file in the time of one page."""

INDEXED_OF_A_PAGE = 20
"""Papers of which the index of a site is amended in the time of one page."""

TAKEN_OF_A_PAGE = 400
"""Papers that are taken from such a file, as the last build made it, in the time of one page."""


class LastBuild:
    """What the last build left beside the output, read when it is asked for."""

    def __init__(self, state: Path, stage: Stage) -> None:
        """Say where it stands.

        Args:
            state: The state folder of the output.
            stage: Knows what the output holds.
        """
        self.state = state
        self._stage = stage

    @cached_property
    def ledger(self) -> KeptLedger | None:
        """What its files were made from; None when it is not known."""
        return KeptLedger.load(self.state)

    @cached_property
    def fallen(self) -> frozenset[str]:
        """The paths of files that someone has edited or removed since."""
        return frozenset(self._stage.fallen())

    def read(self) -> None:
        """Read all of it now."""
        if self.ledger is not None:
            _ = self.fallen


class Keeper:
    """The ledger of one build: read before files are made, written after they are published.

    Attributes:
        last: What the last build left.
        ledger: Takes what files are made from; None when nothing is to be kept.
        is_known: Whether it holds what the last build made, so that only a part must be made.
    """

    def __init__(
        self, site: PlannedSite, last: LastBuild, *, anew: bool = False, touched: Touched | None = None
    ) -> None:
        """Read what there is.

        Args:
            anew: Make everything, whatever is known.
            touched: As `fact_digests` takes it.
        """
        self.last = last
        self._state = last.state
        self._context = context = site.planned.context
        self._touched = touched
        self._facts: Digests | None = None
        self.ledger: KeptLedger | None = None
        self.is_known = False
        routes = routes_text(site.routes)
        if routes is None:
            return
        # Before any of them is read: one that changes meanwhile differs from then on.
        self._files = static_digests(site.folder, context, site.theme)
        self._stamp = fingerprint(site.made_for, settings_text(context), *program())
        kept = None if anew else last.ledger
        if kept is not None and kept.stamp != self._stamp:
            kept = None
        self.is_known = kept is not None and self._digests() is not None
        self.ledger = kept or KeptLedger()
        self._before, self.ledger.routes = self.ledger.routes, routes

    def _digests(self) -> Digests | None:
        """Return the digests of all facts; None if a text has none, as it is no Unicode."""
        if self._facts is None:
            try:
                self._facts = fact_digests(self._context, self._files, self._touched)
            except UnicodeEncodeError:
                return None
        return self._facts

    def reached(self) -> tuple[set[str], bool]:
        """Return the paths and parts that differ from the last build, and whether any fact does."""
        digests = self._digests()
        if self.ledger is None or digests is None:
            raise RuntimeError("nothing is known")
        changed = self.ledger.changed(digests)
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
        # Not sooner, where nothing was known: they take more memory than pages that are being made.
        digests = self._digests() if self.ledger is not None else None
        if self.ledger is None or digests is None:
            forget(self._state)
        else:
            self.ledger.save(self._state, self._stamp, digests)


def remake(
    site: PlannedSite, keeper: Keeper, publication: Publication, jobs: int
) -> tuple[list[Artifact], list[str]]:
    """Make the files that differ from the last build; return them and the paths that go.

    Args:
        keeper: Knows the last build.
        jobs: Worker processes, where there is enough to do for them.
    """
    ledger, stage = keeper.ledger, publication.stage
    if ledger is None:
        raise RuntimeError("nothing is known of the last build")
    making = Making(site, stage, ledger)
    reached, has_changed = keeper.reached()
    # What someone has edited or removed in the output is made again, too.
    reached |= keeper.last.fallen
    wanted = [route for route in site.routes if route.path in reached]
    parts = {part for part, paths in ledger.parts.items() if part in reached or not reached.isdisjoint(paths)}
    of_index = frozenset(part for part in parts if part.startswith(INDEX))
    artifacts = _make_wanted(making, wanted, jobs, of_index if has_changed or of_index else None)
    made = {artifact.path for artifact in artifacts}
    live = {route.path for route in site.routes}
    live -= {route.path for route in wanted if route.path not in made}
    artifacts += [*making.copies(), *making.assets()]
    if SITEMAP in parts:
        artifacts += making.make_sitemap()
    live.update(artifact.path for artifact in artifacts)
    live.update(path for paths in ledger.parts.values() for path in paths)
    return artifacts, [path for path in publication.manifest.files if path not in live]


def _make_wanted(
    making: Making, wanted: Sequence[Route], jobs: int, of_index: Collection[str] | None
) -> list[Artifact]:
    """Make the files of routes, and those of the index.

    Args:
        of_index: Names of the parts of the index that are reached; None: it stays as it is.
    """
    site = making.site
    cards = Cards()
    cards.render_with(CardWork(noting(site.planned.context, Reader()), site.theme, site.shown))
    weight = _weight(making, wanted)
    if of_index is not None:
        weight += len(site.planned.context.corpus.works) // INDEXED_OF_A_PAGE
    if jobs > 1 and weight >= WORTH_WORKERS:
        prepare(site.theme)
        ordered = in_making_order(site.planned.context.corpus, wanted)
        if of_index is not None:
            return list(chain.from_iterable(making.make_noted_and_index(ordered, cards, jobs, of_index)))
        return list(chain.from_iterable(making.make_noted(ordered, cards, jobs)))
    found = list(chain.from_iterable(making.make_noted(wanted, cards, 1)))
    return found + (making.make_index(jobs, changed=of_index) if of_index is not None else [])


def _weight(making: Making, wanted: Sequence[Route]) -> int:
    """Return what making some files costs, in pages of a paper."""
    papers = len(making.site.planned.context.corpus.works)
    former = making.ledger.former(route.path for route in wanted) if making.ledger is not None else {}
    return sum(
        papers // (TAKEN_OF_A_PAGE if route.path in former else PAPERS_OF_A_PAGE)
        if route.kind in OF_ALL_PAPERS
        else 1
        for route in wanted
    )
