"""Slugs that records name: each must name something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from generator import urls
from generator.errors import Diagnostic, Loc, Severity
from generator.schema.problems import did_you_mean_slug, quoted
from generator.sources.files import MAX_SUGGESTIONS
from generator.sources.records import Sourced, Sources
from generator.text.slugs import slugify


def slugs_of_papers(papers: Iterable[Sourced[Any]]) -> dict[str, str]:
    """Return the slugs by everything that may name a paper: its slug and its citekey as a slug.

    A slug wins over another paper's citekey.
    """
    named = tuple(papers)
    by_key = {slugify(paper.key): paper.slug for paper in reversed(named) if paper.key}
    return {**by_key, **{paper.slug: paper.slug for paper in named}}


def names_of_people(authors: Iterable[Sourced[Any]]) -> dict[str, str]:
    """Return the slugs of people by their names and aliases as slugs; names of two people are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for author in authors:
        if not author.value.match_names:
            continue
        for name in (author.value.name.name, *author.value.aliases):
            found[slugify(name.display)].add(author.slug)
    return {name: next(iter(slugs)) for name, slugs in found.items() if name and len(slugs) == 1}


def check_references(sources: Sources) -> tuple[Diagnostic, ...]:
    """Return an error for each slug of a paper, project or version that names nothing.

    Entries of `references` that are neither a slug nor a DOI nor an arXiv id, and people that
    papers (by `id`), news, talks, courses, pages and projects name but nobody knows, are warnings.
    """
    checker = _Checker(sources)
    for paper in sources.papers:
        checker.check(paper, "projects", checker.projects, "project")
        checker.check(paper, "version_of", checker.papers, "paper")
        checker.check_reference_list(paper)
        checker.check_author_ids(paper)
    for author in sources.authors:
        checker.check(author, "papers", checker.papers, "paper")
        checker.check(author, "not_papers", checker.papers, "paper")
    for document in sources.documents:
        checker.check(document, "papers", checker.papers, "paper")
        checker.check(document, "projects", checker.projects, "project")
        if document.value.people:
            checker.check(document, "people", checker.people, "person", Severity.WARNING)
    return tuple(checker.diagnostics)


def check_owner(owner: str, sources: Sources, path: str, line: int, column: int) -> tuple[Diagnostic, ...]:
    """Return an error if the site's owner has no file in `content/authors`.

    Args:
        owner: The field of `site.yaml`, "" for none.
        path, line, column: Where it stands.
    """
    slugs = [author.slug for author in sources.authors]
    if not owner or owner in slugs or ("author", owner) in sources.broken:
        return ()
    hint = did_you_mean_slug(owner, slugs, f"write content/authors/{owner}.yaml")
    message = f"owner: there is no person '{owner}'"
    return (Diagnostic(path, line, column, Severity.ERROR, "unknown-reference", message, hint),)


class _Checker:
    def __init__(self, sources: Sources) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.papers = slugs_of_papers(sources.papers)
        self.projects = {
            record.slug: record.slug for record in sources.documents if record.value.kind == "project"
        }
        for kind, slug in sorted(sources.broken):
            # What names a broken record is right: the record's own error is enough.
            known = {"paper": self.papers, "project": self.projects}.get(kind)
            if known is not None:
                known.setdefault(slug, slug)
        self._sources = sources
        self._locate = sources.locate

    @cached_property
    def people(self) -> dict[str, str]:
        """The slugs of people by all that may name them: made when the first is named."""
        sources = self._sources
        found = {author.slug: author.slug for author in sources.authors}
        # A person without a file goes by the slug of the name.
        for paper in sources.papers:
            for entry in paper.value.authors:
                slug = slugify(entry.name.display)
                found.setdefault(slug, slug)
        names = names_of_people(sources.authors)
        found |= {name: slug for name, slug in names.items() if name not in found}
        for kind, slug in sorted(sources.broken):
            if kind == "author":
                found.setdefault(slug, slug)
        return found

    def check(
        self,
        record: Sourced[Any],
        field: str,
        known: Mapping[str, str],
        what: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report each slug in a field of the record that names nothing."""
        for slug, at in _named(record.value, field):
            if slug not in known:
                self._report(record, at, f"{field}: there is no {what} '{slug}'", slug, known, severity)

    def check_reference_list(self, paper: Sourced[Any]) -> None:
        """Report entries of a paper's reference list that nobody can follow."""
        for index, text in enumerate(paper.value.references):
            if urls.normalise_doi(text) or urls.normalise_arxiv(text) or slugify(text) in self.papers:
                continue
            message = f"references: {quoted(text)} is no paper of this site, no DOI and no arXiv id"
            at = ("references", index)
            self._report(paper, at, message, slugify(text), self.papers, Severity.WARNING)

    def check_author_ids(self, paper: Sourced[Any]) -> None:
        """Report ids of a paper's authors that are nobody's: their names stay without a link."""
        for index, entry in enumerate(paper.value.authors):
            if entry.id and entry.id not in self.people:
                message = f"authors: there is no person '{entry.id}'; the name stays without a link"
                at = ("authors", index, "id")
                self._report(paper, at, message, entry.id, self.people, Severity.WARNING)

    def _report(
        self,
        record: Sourced[Any],
        at: Loc,
        message: str,
        slug: str,
        known: Mapping[str, str],
        severity: Severity,
    ) -> None:
        line, column = self._locate(record.origin, at)
        hint = did_you_mean_slug(slug, known) if len(self.diagnostics) < MAX_SUGGESTIONS else None
        path = record.origin.path
        self.diagnostics.append(Diagnostic(path, line, column, severity, "unknown-reference", message, hint))


def _named(value: Any, field: str) -> Iterator[tuple[str, Loc]]:
    written = getattr(value, field)
    if isinstance(written, str):
        if written:
            yield written, (field,)
        return
    for index, slug in enumerate(written):
        yield slug, (field, index)
