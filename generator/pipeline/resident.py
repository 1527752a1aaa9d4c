"""A build that stays in memory: what has not changed is not done again.

    resident = Resident(request)
    resident.rebuild()
    ...
    resident.update(("content/papers/slow.md",))
    resident.work()

`update` finds out what a change of the sources means, `work` makes the files that it reaches. Once
all is done, the output is what a clean build of the same sources gives, byte for byte.
"""

import gc
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator import __version__
from generator.errors import Diagnostic, Severity, SourceError
from generator.incremental import encode, fingerprint
from generator.metrics.memory import Memory
from generator.metrics.stage import Memories
from generator.pages.sitewide import site_view
from generator.pipeline.examining import Examined, examine, refuse
from generator.pipeline.files import Files, is_small
from generator.pipeline.parsed_files import ParsedFiles
from generator.pipeline.quick import with_saved_file
from generator.pipeline.reading import changed_facts
from generator.pipeline.remembering import PARTS, load_memories
from generator.pipeline.request import Clock, Progress, Request, silent
from generator.pipeline.stamp import Stamp, artifacts_digest, sources_digest, write_stamp
from generator.publish import Manifest, Publication, Published, recover


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        published: None when errors left the output as it was.
        diagnostics: Every problem of the sources, in reading order.
        url: The site's own address, "" when it has none or cannot be read.
        seconds: By stage.
    """

    published: Published | None
    diagnostics: tuple[Diagnostic, ...]
    url: str
    seconds: dict[str, float]


class Resident:
    """Builds one site again and again. Not for several threads at once."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._parsed = ParsedFiles(request.site)
        self._memories = load_memories(request.site)
        self._manifest: Manifest | None = None
        self._output: tuple[int, int] | None = None
        self._examined: Examined | None = None
        self._files = Files(request)
        self._refused: tuple[Diagnostic, ...] | None = None
        self._sources = ""
        self._is_provisional = False
        self._stamped: Stamp | None = None
        self._clock = Clock()

    def rebuild(self, progress: Progress = silent) -> Rebuilt:
        """Bring the output up to date with the sources, or leave it when they have errors.

        Raises:
            OutsideError: The disk or the lock refuses; the next rebuild tries again.
        """
        progress("load", 0, 0)
        self.update()
        rebuilt = self.work(progress=progress)
        while not self.is_done:
            rebuilt = together(rebuilt, self.work(progress=progress))
        return rebuilt

    @property
    def is_done(self) -> bool:
        """Whether the output is what a clean build of the sources, as last looked at, gives."""
        return self._refused is not None or not (self._is_provisional or self._files.is_waiting())

    @property
    def is_provisional(self) -> bool:
        """Whether the last update left out what follows for other papers: a full one must follow."""
        return self._is_provisional

    def settle(self) -> None:
        """Prepare for what comes next while nobody waits.

        What is in memory by now stays there: the collector need not look through it again, which
        takes as long as rebuilding several papers.
        """
        self._files.warm()
        gc.collect()
        gc.freeze()

    def forget(self) -> None:
        """Begin anew with the next update, after a mistake that may have left things half done."""
        self._examined = None
        self._manifest = None
        self._files = Files(self._request)
        self._parsed = ParsedFiles(self._request.site)
        self._memories = Memories()
        self._is_provisional = True

    def is_current(self) -> bool:
        """Tell whether the sources are as they were when they were last looked at in full."""
        return not self._is_provisional and self._sources == sources_digest(self._request.site)

    def update(self, paths: Collection[str] = ()) -> None:
        """Find out what has changed in the sources.

        Args:
            paths: Files that have changed, relative to the site; empty: not known. When they are
                known and few, much less is looked at.

        Raises:
            OutsideError: A source cannot be read.
            GaveWay: Something newer came first; everything is as it was.
        """
        self._clock = Clock()
        if paths and self._refused is None and self._update_quickly(paths):
            return
        sources = sources_digest(self._request.site)
        examined = examine(
            self._request,
            self._clock,
            run_jobs=self._parsed,
            memories=self._memories,
            in_one_process=True,
        )
        facts = self._changed_facts(examined)
        # From here on nothing gives way: what is found out is taken over as a whole.
        self._memories = _turned(self._memories)
        self._sources = sources
        self._is_provisional = False
        try:
            refuse(examined, self._request)
        except SourceError as error:
            self._refused = error.diagnostics
            recover(self._request.output_folder)
            return
        self._refused = None
        with self._clock.stage("compare"):
            self._take(examined, facts)

    def work(
        self,
        first: Collection[str] = (),
        *,
        later: bool = True,
        progress: Progress = silent,
    ) -> Rebuilt:
        """Make and publish files that must be made, as many as one second allows, at least one.

        Args:
            first: Output paths to begin with, such as that of the page that someone looks at.
            later: Make also what nobody waits for: files about the whole site, the search index.

        Raises:
            OutsideError: The disk or the lock refuses; nothing is lost, call it again.
            GaveWay: Something newer came first; none of the files made now is published.
        """
        if self._refused is not None or self._examined is None:
            return self._rebuilt(None, self._refused or ())
        if self._is_output_gone():
            self._files.all_again()
            self._manifest = None
        if not self._files.is_waiting(later=later):
            return self._rebuilt(None, self._examined.diagnostics)
        try:
            published = self._publish(first, later, progress)
        except SourceError as error:
            # A template that fails says so itself, and only when it is rendered.
            self._refused = tuple(dict.fromkeys((*error.diagnostics, *self._examined.diagnostics)))
            return self._rebuilt(None, self._refused)
        if self.is_done:
            self._stamp()
        return self._rebuilt(published, self._examined.diagnostics)

    def _rebuilt(self, published: Published | None, problems: tuple[Diagnostic, ...]) -> Rebuilt:
        examined = self._examined
        url = examined.site.url if examined is not None and examined.site is not None else ""
        seconds, self._clock = self._clock.seconds, Clock()
        return Rebuilt(published, problems, url, seconds)

    def _publish(self, first: Collection[str], later: bool, progress: Progress) -> Published:
        files = self._files
        output = self._request.output_folder
        with Publication(output, durable=False, known=self._manifest) as publication:
            if self._manifest is not None and publication.manifest is not self._manifest:
                files.reconcile(self._manifest, publication.manifest)
            is_whole = self._manifest is None
            with self._clock.stage("render"):
                artifacts = files.make(
                    publication.stage, first, later=later, is_whole=is_whole, progress=progress
                )
            with self._clock.stage("publish"):
                progress("publish", 0, len(artifacts))
                if is_whole:
                    published = publication.commit(artifacts)
                else:
                    published = publication.amend(artifacts, files.dropped())
        files.done()
        self._manifest = published.manifest
        self._output = _identity(output)
        return published

    def _take(self, examined: Examined, facts: set[str] | None) -> None:
        """Find out which files the difference to what was examined before reaches."""
        site, theme, planned = examined.site, examined.theme, examined.plan
        if site is None or theme is None or planned is None:
            raise SourceError("the site cannot be built", examined.diagnostics)
        shown = site_view(planned.context)
        stamp = fingerprint(__version__, theme.digest, encode(shown))
        self._files.take(planned, theme, shown, stamp, facts)
        self._examined = examined

    def _changed_facts(self, examined: Examined) -> set[str] | None:
        """Return in which facts a site differs from the one before, None when perhaps in all."""
        before = self._examined.plan if self._examined is not None else None
        if before is None or examined.plan is None:
            return None
        with self._clock.stage("compare"):
            return changed_facts(before.context, examined.plan.context)

    def _update_quickly(self, paths: Collection[str]) -> bool:
        """Take in papers and files of the look that were saved; tell whether that is all there is."""
        examined = self._examined
        if examined is None or examined.plan is None or is_small(examined.plan):
            return False
        changed = self._known_sources(paths)
        if changed is None:
            return False
        self._is_provisional = True
        sources, copies = changed
        before = [parsed for path in sources if (parsed := self._parsed.get(path)) is not None]
        with self._clock.stage("load"):
            after = [self._parsed.again(path) for path in sources]
        with self._clock.stage("measure"):
            for old, new in zip(before, after, strict=True):
                examined = with_saved_file(examined, old, new) if examined is not None else None
        if examined is None:
            for parsed in before:
                self._parsed.restore(parsed)
            # The measurement may have taken in a part of it.
            return False
        facts = self._changed_facts(examined)
        with self._clock.stage("compare"):
            self._take(examined, facts)
            self._files.copy_again(copies)
        return True

    def _known_sources(self, paths: Iterable[str]) -> tuple[list[str], list[str]] | None:
        """Return which papers' files and which static files the paths are; None if they are others."""
        sources: dict[str, None] = {}
        copies: dict[str, None] = {}
        for path in paths:
            file = self._request.site / path
            if self._files.is_copied(path) and file.is_file():
                copies[path] = None
            elif self._parsed.get(path) is not None and path.startswith("content/papers/") and file.is_file():
                sources[path] = None
            elif not self._is_nothing(path, file):
                return None
        return list(sources), list(copies)

    def _is_nothing(self, path: str, file: Path) -> bool:
        """Tell whether a path is of no account: a temporary file, or a folder that is still there."""
        if file.is_dir():
            return path in self._parsed.folders or self._files.is_copied_folder(path)
        return self._parsed.get(path) is None and not self._files.is_copied(path) and not file.exists()

    def _is_output_gone(self) -> bool:
        return self._manifest is not None and self._output != _identity(self._request.output_folder)

    def _stamp(self) -> None:
        """Note, as a build does, what the output is made from."""
        examined, manifest = self._examined, self._manifest
        if examined is None or examined.site is None or manifest is None:
            return
        stamp = Stamp(
            artifacts=artifacts_digest((path, entry.digest) for path, entry in manifest.files.items()),
            sources=self._sources,
            url=examined.site.url,
            errors=sum(problem.severity is Severity.ERROR for problem in examined.diagnostics),
            drafts=self._request.drafts,
        )
        if stamp != self._stamped:
            write_stamp(self._request.output_folder, stamp)
            self._stamped = stamp


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _turned(memories: Memories) -> Memories:
    """Return memories in which what was found last is known, and what was not wanted is forgotten.

    Where nothing at all was wanted it will be when a paper has changed: words are counted only then.
    """
    parts: dict[str, Memory] = {name: getattr(memories, name) for name in PARTS}
    known = {name: Memory(known=part.fresh or part.known) for name, part in parts.items()}
    return Memories(counts=memories.counts.turned(), related=memories.related.turned(), **known)


def together(first: Rebuilt, second: Rebuilt) -> Rebuilt:
    """Return two rebuilds, one after the other, as one."""
    seconds = dict(first.seconds)
    for stage, more in second.seconds.items():
        seconds[stage] = seconds.get(stage, 0.0) + more
    return replace(second, published=_both(first.published, second.published), seconds=seconds)


def _both(first: Published | None, second: Published | None) -> Published | None:
    """Return two commits, one after the other, as one."""
    if first is None or second is None:
        return first or second
    return replace(
        second,
        written_paths=tuple(dict.fromkeys((*first.written_paths, *second.written_paths))),
        removed_paths=tuple(dict.fromkeys((*first.removed_paths, *second.removed_paths))),
        left=(*first.left, *second.left),
        aside=(*first.aside, *second.aside),
        aside_folder=second.aside_folder or first.aside_folder,
    )
