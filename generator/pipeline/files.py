"""The files of a site in a process that lives on: which must be made, and how they are made."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator.model import StaticFile
from generator.pages.planning import PAGES, Plan
from generator.pages.routes import Route
from generator.pages.texts import sitemap_files
from generator.pages.views import SiteView
from generator.parallel import chunked, default_jobs, run
from generator.pipeline.build import SERIAL_BELOW
from generator.pipeline.examining import STATIC
from generator.pipeline.ledger import Ledger
from generator.pipeline.noted_work import (
    HTML_CARD,
    LOOK,
    STATIC_FILE,
    Cards,
    Made,
    NotedPageWork,
    make_noted,
    render_noted_cards,
)
from generator.pipeline.parsed_files import Identity, identity
from generator.pipeline.reading import API_CARD, Reader, noting
from generator.pipeline.request import Progress, Request
from generator.pipeline.resident_index import ResidentIndex
from generator.pipeline.workers import CardWork
from generator.publish import Artifact, Manifest, Stage
from generator.render.assets import theme_assets
from generator.render.renderer import prepare
from generator.themes import Theme

SLICE_S = 1.0
"""How long files are made before those made are published and something else may come first."""

QUICK_S = 0.04
"""The same for what someone waits for, the page that they look at first, and for what nobody will miss:
the next save need not wait for it."""

HEAVY_S = 0.05
"""A file that takes as long as this is made last, unless someone looks at it."""

ALL_AT_ONCE = 2000
"""Files up to which nothing is published before all are made: an error in a template then leaves the
output as it was, as in a build."""

PICTURES = frozenset({"preview-person", "preview-paper"})
"""Kinds of files that no page shows: pictures for links from elsewhere. To draw them takes longer than
all pages together, so they come when everything else is published."""

WORK = "corpus.works/"
"""What stands before a paper's slug in the fact that is the paper."""

ASSETS, SITEMAP, INDEX = "assets", "sitemap", "index"


def is_small(planned: Plan) -> bool:
    """Tell whether a site is built so fast that nothing needs to wait."""
    return len(planned.context.corpus.works) < SERIAL_BELOW


class Files:
    """All files of one site. Nothing is written but by `make`, into the stage."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._ledger = Ledger()
        self._index = ResidentIndex(self._ledger)
        self._reader = Reader()
        self._cards = Cards()
        self._planned: Plan | None = None
        self._theme: Theme | None = None
        self._shown: SiteView | None = None
        self._made_for = ""
        self._routes: dict[str, Route] = {}
        self._static: dict[str, StaticFile] = {}
        self._look: tuple[Identity | None, ...] = ()
        self._waiting: dict[str, None] = {}
        self._copies: dict[str, None] = {}
        self._parts: dict[str, None] = {}
        self._owned: dict[str, frozenset[str]] = {}
        self._unmade: set[str] = set()
        self._gone: dict[str, None] = {}
        self._heavy: set[str] = set()
        self._finished: list[str] = []
        self._saved: frozenset[str] = frozenset()
        self._unsettled: frozenset[str] = frozenset()

    def warm(self) -> None:
        """Compile all templates now, so that the next page need not wait for its own."""
        if self._theme is not None:
            prepare(self._theme)

    # -- what must be made ------------------------------------------------------------------

    def take(self, planned: Plan, theme: Theme, shown: SiteView, stamp: str, facts: set[str] | None) -> None:
        """Take over a plan, and find out which files differ from those of the last one.

        Args:
            shown: What every page shows of the site.
            stamp: Digest of all that every page depends on beside its view.
            facts: In which the plan's context differs from the last one; None: perhaps in all.
        """
        before, self._planned = self._planned, planned
        self._theme, self._shown = theme, shown
        everything = facts is None or stamp != self._made_for
        self._made_for = stamp
        static = self._take_static(planned)
        has_moved = self._take_routes(planned, before)
        if everything:
            self._ledger.clear()
            self._index.forget()
            self._reader, self._cards = Reader(), Cards()
            self._waiting = dict.fromkeys(self._routes)
        else:
            self._reach((*(facts or ()), *static, *self._changed_look(theme)))
        self._saved = frozenset(f.removeprefix(WORK) for f in facts or () if f.startswith(WORK))
        if everything or has_moved or facts:
            self._parts |= {INDEX: None}
        if everything or has_moved:
            self._parts |= {SITEMAP: None}
        self._take_look(theme, everything=everything)
        self._cards.render_with(self._card_work())

    def _take_static(self, planned: Plan) -> tuple[str, ...]:
        """Take over the files to copy; return the facts that changed with them."""
        before, self._static = self._static, {file.path: file for file in planned.static}
        changed = [path for path, file in self._static.items() if before.get(path) != file]
        # Of a file saved a moment ago size and time do not tell whether it was saved again.
        changed += [path for path in self._unsettled if path in self._static]
        self._unsettled = frozenset(
            path for path in dict.fromkeys(changed) if identity(self._source_of(path)) is None
        )
        self._copies |= dict.fromkeys(changed)
        self._gone |= {path: None for path in before if path not in self._static}
        return tuple(f"{STATIC_FILE}{path}" for path in changed)

    def _source_of(self, path: str) -> Path:
        return self._request.site / self._static[path].source

    def _reach(self, facts: Iterable[str]) -> None:
        for name in self._ledger.reached(facts):
            if name.startswith(HTML_CARD):
                self._cards.drop(name.removeprefix(HTML_CARD))
            elif name.startswith(API_CARD):
                self._reader.drop_api_card(name.removeprefix(API_CARD))
            elif self._index.reach(name):
                self._parts[INDEX] = None
            elif name == SITEMAP:
                self._parts[SITEMAP] = None
            elif name in self._routes:
                self._waiting[name] = None

    def _take_routes(self, planned: Plan, before: Plan | None) -> bool:
        """Take over the routes; tell whether there are others than before."""
        if before is not None and planned.pages is before.pages and planned.texts is before.texts:
            return False
        old, self._routes = self._routes, {route.path: route for route in _routes(planned)}
        changed = [path for path, route in self._routes.items() if not _is_same(old.get(path), route)]
        self._waiting |= dict.fromkeys(changed)
        gone = [path for path in old if path not in self._routes]
        for path in gone:
            self._waiting.pop(path, None)
            self._unmade.discard(path)
        self._gone |= dict.fromkeys(gone)
        return bool(changed or gone)

    def _changed_look(self, theme: Theme) -> tuple[str, ...]:
        look = tuple(identity(Path(source.file)) for source in theme.static)
        return () if look == self._look and None not in look else (LOOK,)

    def _take_look(self, theme: Theme, *, everything: bool) -> None:
        look = tuple(identity(Path(source.file)) for source in theme.static)
        if everything or None in look or look != self._look:
            self._parts |= {ASSETS: None}
        self._look = look

    def all_again(self) -> None:
        """Make every file anew, since the output is gone."""
        self._waiting = dict.fromkeys(self._routes)
        self._copies = dict.fromkeys(self._static)
        self._parts = dict.fromkeys((ASSETS, SITEMAP, INDEX))

    def reconcile(self, ours: Manifest, theirs: Manifest) -> None:
        """Make again what another process has made differently, and remove what it has added."""
        for path, entry in ours.files.items():
            found = theirs.files.get(path)
            if found is None or found.digest != entry.digest:
                self._again(path)
        self._gone |= {path: None for path in theirs.files if path not in ours.files}

    def _again(self, path: str) -> None:
        if path in self._routes:
            self._waiting[path] = None
        elif path in self._static:
            self._copies[path] = None
        else:
            self._parts |= {part: None for part, paths in self._owned.items() if path in paths}

    def is_waiting(self, *, later: bool = True) -> bool:
        """Tell whether a file must be made or removed; without `later` only those that have no time."""
        if self._copies or ASSETS in self._parts:
            return True
        if later:
            return bool(self._waiting or self._parts or self._gone)
        return any(not self._may_wait(path) for path in self._waiting)

    def _may_wait(self, path: str) -> bool:
        is_heavy = path in self._heavy and self._routes[path].key not in self._saved
        return is_heavy or self._is_picture(path)

    def _is_picture(self, path: str) -> bool:
        return self._routes[path].kind in PICTURES

    # -- what is copied ---------------------------------------------------------------------

    def is_copied(self, path: str) -> bool:
        """Tell whether a path below the site is a file of which only copies depend."""
        below = path.removeprefix(f"{STATIC}/")
        if below != path:
            return below in self._static and self._planned is not None and not self._is_image(below)
        return path in self._look_files()

    def _is_image(self, path: str) -> bool:
        return self._planned is None or path in self._planned.context.images

    def is_copied_folder(self, path: str) -> bool:
        """Tell whether a folder below the site holds such files."""
        prefix = f"{path}/"
        files = (*(file.source for file in self._static.values()), *self._look_files())
        return any(file.startswith(prefix) for file in files)

    def _look_files(self) -> dict[str, None]:
        site = f"{self._request.site}/"
        sources = self._theme.static if self._theme is not None else ()
        return {s.file.removeprefix(site): None for s in sources if s.file.startswith(site)}

    def copy_again(self, paths: Iterable[str]) -> None:
        """Copy files of which `is_copied` is true once more."""
        for path in paths:
            below = path.removeprefix(f"{STATIC}/")
            if below == path:
                self._parts[ASSETS] = None
            else:
                self._copies[below] = None

    # -- making -----------------------------------------------------------------------------

    def make(
        self, stage: Stage, first: Collection[str], *, later: bool, is_whole: bool, progress: Progress
    ) -> list[Artifact]:
        """Make files in the stage, and return what it says of them.

        Args:
            first: Output paths to begin with.
            later: Make also what nobody waits for.
            is_whole: Make all that the site has, however long it takes.
        """
        if is_whole:
            self.all_again()
        self._finished = []
        artifacts = [
            *(stage.copy(path, self._source_of(path)) for path in self._copies),
            *(self._make_assets(stage) if ASSETS in self._parts else ()),
        ]
        artifacts += self._make_routes(stage, first, later=later, is_whole=is_whole, progress=progress)
        left = self._waiting.keys() - set(self._finished)
        if later and all(map(self._is_picture, left)):
            artifacts += self._make_sitemap(stage) if SITEMAP in self._parts else []
            if INDEX in self._parts and (is_whole or not self._finished):
                # Alone in its slice: what was waited for is published before.
                progress("index", 0, 0)
                artifacts += self._make_index(stage, is_whole=is_whole)
        return artifacts

    def _make_routes(
        self, stage: Stage, first: Collection[str], *, later: bool, is_whole: bool, progress: Progress
    ) -> list[Artifact]:
        routes = self._in_order(first, later=later, is_whole=is_whole)
        are_pictures = bool(routes) and self._is_picture(routes[0].path)
        jobs = self._request.jobs or (default_jobs() if len(routes) >= ALL_AT_ONCE else 1)
        work = self._page_work(stage)
        if jobs > 1:
            # Workers inherit what is compiled.
            prepare(work.theme)
        if is_whole:
            self._render_cards(jobs)
        deadline = None
        if not is_whole and (len(routes) > ALL_AT_ONCE or not later or are_pictures):
            deadline = time.monotonic() + (SLICE_S if later and not are_pictures else QUICK_S)
        size = 50 if later and not are_pictures else 1
        batches = chunked(routes, jobs) if deadline is None else list(_small_batches(routes, size))
        artifacts: list[Artifact] = []
        results = run(make_noted, batches, shared=work, jobs=jobs if deadline is None else 1)
        for made in results:
            artifacts += self._note(made)
            progress("render", len(self._finished), len(routes))
            if deadline is not None and time.monotonic() > deadline:
                break
        return artifacts

    def _in_order(self, first: Collection[str], *, later: bool, is_whole: bool) -> list[Route]:
        """Return the routes that wait, those that are waited for most urgently first.

        They are what someone looks at, then what is about the papers that were saved, then other
        pages, then other files; what takes long comes last.
        """

        def rank(path: str) -> tuple[bool, bool, bool, bool]:
            route = self._routes[path]
            is_other = route.key not in self._saved
            return path not in first, is_other, path in self._heavy, route.kind not in PAGES

        wanted = [path for path in self._waiting if later or path in first or not self._may_wait(path)]
        if not is_whole:
            others = [path for path in wanted if not self._is_picture(path)]
            # Pictures are alone in their slices, and come after the search index.
            wanted = others if others or self._parts else wanted
        return [self._routes[path] for path in sorted(wanted, key=rank)]

    def _note(self, made: Made) -> Iterator[Artifact]:
        for card, facts in made.api_cards:
            self._ledger.record(f"{API_CARD}{card}", facts)
        for html in made.html_cards:
            self._ledger.record(f"{HTML_CARD}{html.key}", html.facts)
        for file in made.files:
            self._ledger.record(file.path, file.facts)
            self._finished.append(file.path)
            (self._heavy.add if file.seconds > HEAVY_S else self._heavy.discard)(file.path)
            if file.artifact is not None:
                self._unmade.discard(file.path)
                yield file.artifact
            else:
                self._unmade.add(file.path)
                self._gone[file.path] = None

    def _render_cards(self, jobs: int) -> None:
        if self._planned is None:
            return
        work = self._card_work()
        for cards in run(render_noted_cards, chunked(self._planned.cards, jobs), shared=work, jobs=jobs):
            self._cards.add(cards)
            for card in cards:
                self._ledger.record(f"{HTML_CARD}{card.key}", card.facts)

    def _card_work(self) -> CardWork:
        planned, theme, shown = self._parts_of_work()
        return CardWork(noting(planned.context, self._reader), theme, shown)

    def _page_work(self, stage: Stage) -> NotedPageWork:
        planned, theme, shown = self._parts_of_work()
        return NotedPageWork(
            context=noting(planned.context, self._reader),
            theme=theme,
            site=shown,
            cards=self._cards,
            stage=stage,
            static=str((self._request.site / STATIC).absolute()),
            stamp=self._made_for,
        )

    def _parts_of_work(self) -> tuple[Plan, Theme, SiteView]:
        if self._planned is None or self._theme is None or self._shown is None:
            raise RuntimeError("there is no plan yet")
        return self._planned, self._theme, self._shown

    def _make_assets(self, stage: Stage) -> list[Artifact]:
        _, theme, _ = self._parts_of_work()
        return self._own(ASSETS, [stage.write(path, data) for path, data in theme_assets(theme)])

    def _make_sitemap(self, stage: Stage) -> list[Artifact]:
        planned, _, _ = self._parts_of_work()
        context = noting(planned.context, self._reader)
        files, facts = self._reader.made(lambda: sitemap_files(context, planned.pages))
        self._ledger.record(SITEMAP, facts)
        return self._own(SITEMAP, [stage.write(path, text.encode()) for path, text in files])

    def _make_index(self, stage: Stage, *, is_whole: bool) -> list[Artifact]:
        planned, _, _ = self._parts_of_work()
        # Later on this process has threads: workers would have to be started anew, with a copy of all.
        jobs = self._request.jobs or (default_jobs() if is_whole and not is_small(planned) else 1)
        return self._own(INDEX, self._index.make(planned.context, stage, jobs=jobs))

    def _own(self, part: str, artifacts: Sequence[Artifact]) -> list[Artifact]:
        paths = frozenset(artifact.path for artifact in artifacts)
        self._gone |= dict.fromkeys(sorted(self._owned.get(part, frozenset()) - paths))
        self._owned[part] = paths
        self._finished.append(part)
        return list(artifacts)

    # -- what came of it --------------------------------------------------------------------

    def dropped(self) -> list[str]:
        """Return the output paths that the site no longer has."""
        return [path for path in self._gone if not self._has(path)]

    def _has(self, path: str) -> bool:
        if path in self._static or any(path in paths for paths in self._owned.values()):
            return True
        return path in self._routes and path not in self._unmade

    def done(self) -> None:
        """Note that what was made is published, and what was dropped is gone."""
        for name in self._finished:
            self._waiting.pop(name, None)
            self._parts.pop(name, None)
        self._copies.clear()
        self._gone.clear()
        self._finished = []


def _routes(planned: Plan) -> Iterator[Route]:
    yield from planned.pages
    yield from planned.texts
    yield from planned.images


def _is_same(old: Route | None, new: Route) -> bool:
    return old is not None and (old.kind, old.key, old.part) == (new.kind, new.key, new.part)


def _small_batches(routes: Sequence[Route], size: int) -> Iterator[Sequence[Route]]:
    return (routes[start : start + size] for start in range(0, len(routes), size))
