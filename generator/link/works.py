"""Records to works: which records are one work, which of them is the main one, what it lacks.

Records with one DOI or one arXiv id, or joined by `version_of`, are one work. Look-alikes by
title are reported, never merged: a wrong merge loses a paper, a missed one shows it twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import Diagnostic, Severity
from generator.giving_way import giving
from generator.model import Work
from generator.schema.paper import Paper
from generator.schema.preprints import is_preprint
from generator.sources.layout import BIBTEX_SUFFIXES, suffix_of
from generator.sources.records import Sourced, Sources
from generator.text.fold import fold
from generator.text.markup import plain_text
from generator.urls import arxiv_of_doi, normalise_arxiv, normalise_doi

STATUS_RANK = {"published": 0, "accepted": 1, "forthcoming": 2, "submitted": 3, "draft": 4}

NOT_FILLED = frozenset(
    {"slug", "status", "version_of", "retracted", "citations", "redirect_from", "extra", "bibtex"}
)
"""Fields that speak of one record only; all others are taken from the other versions if missing."""

OF_ONE_PUBLICATION = frozenset(
    {
        *("type", "venue", "venue_short", "volume", "issue", "pages", "publisher", "editors", "date"),
        *("doi", "pmid", "isbn", "acl", "url", "license", "note", "entry_text"),
    }
)
"""Fields that say where and how one version came out: a citation must never mix those of two."""

COMPARED_TITLES = 50
"""With how many works of its title a work is compared; nobody wrote so many under one title."""

Record = Sourced[Paper]


@dataclass(frozen=True, slots=True)
class Joined:
    """The records of one work.

    Attributes:
        main: The main record as written.
        versions: The other records, best first.
        paper: The main record with the fields it lacked.
    """

    main: Record
    versions: tuple[Record, ...]
    paper: Paper

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, the main one first."""
        return (self.main, *self.versions)


def join_versions(papers: Sequence[Record], named: Mapping[str, str]) -> tuple[Joined, ...]:
    """Return one `Joined` per work, in the order of the main records.

    Args:
        papers: Records with unique slugs.
        named: Slug of a record by everything that may name it (see `slugs_of_papers`).
    """
    by_slug = {paper.slug: i for i, paper in enumerate(papers)}
    parent = list(range(len(papers)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[str, int] = {}
    for i, paper in giving(enumerate(papers)):
        for key in identity_keys(paper.value):
            parent[root(i)] = root(seen.setdefault(key, i))
        target = by_slug.get(named.get(paper.value.version_of, ""))
        if target is not None:
            parent[root(i)] = root(target)
    members: dict[int, list[Record]] = defaultdict(list)
    for i, paper in enumerate(papers):
        members[root(i)].append(paper)
    joined = [_join(group, named) for group in members.values()]
    return tuple(sorted(joined, key=lambda j: by_slug[j.main.slug]))


def identity_keys(paper: Paper) -> tuple[str, ...]:
    """Return the keys that a record shares with every other version of its work."""
    keys = []
    if paper.doi:
        doi = normalise_doi(paper.doi)
        arxiv = arxiv_of_doi(doi) if doi else ""
        keys.append(f"arxiv:{arxiv}" if arxiv else f"doi:{doi}")
    if paper.arxiv:
        keys.append(f"arxiv:{normalise_arxiv(paper.arxiv)}")
    return tuple(key for key in keys if not key.endswith((":", ":None")))


def _join(group: list[Record], named: Mapping[str, str]) -> Joined:
    if len(group) == 1:
        return Joined(group[0], (), group[0].value)
    slugs = {record.slug for record in group}
    # A target that is itself a version of another leads on, so only the last one is the main record.
    target_of = {r.slug: named.get(r.value.version_of, "") for r in group}
    targets = {target for slug, target in target_of.items() if target in slugs and target != slug}
    versions = {slug for slug, target in target_of.items() if target in slugs}
    final = targets - versions or targets
    ranked = sorted(group, key=_rank)
    main = next((r for r in ranked if r.slug in final), ranked[0])
    others = tuple(r for r in ranked if r is not main)
    return Joined(main, others, _filled(main.value, [r.value for r in others]))


def _rank(record: Record) -> tuple[int, int, str]:
    paper = record.value
    # Most sources say nothing of the state of a preprint.
    status = "submitted" if paper.status == "published" and is_preprint(paper) else paper.status
    age = -paper.date.last_day().toordinal() if paper.date else 0
    return (STATUS_RANK.get(status, 0), age, record.slug)


def _filled(main: Paper, others: Sequence[Paper]) -> Paper:
    """Return the main record with what it lacks; `others` come best first."""
    found: dict[str, object] = {}
    same = [other for other in others if _is_one_publication(main, other)]
    for name in type(main).model_fields:
        if name in NOT_FILLED or not _lacks(getattr(main, name)):
            continue
        candidates = same if name in OF_ONE_PUBLICATION else others
        value = next((v for v in (getattr(o, name) for o in candidates) if not _lacks(v)), None)
        if value is not None:
            found[name] = value
    if not main.arxiv and "arxiv" not in found:
        found["arxiv"] = next((a for a in (arxiv_of_doi(o.doi) for o in others if o.doi) if a), "")
    if not main.authors and main.authors_truncated is False:
        found["authors_truncated"] = any(o.authors_truncated for o in others if o.authors)
    if main.citations is None:
        counts = [o.citations for o in others if o.citations is not None]
        if counts:
            found["citations"] = max(counts, key=lambda c: c.count)
    return main.model_copy(update=found) if found else main


def _is_one_publication(main: Paper, other: Paper) -> bool:
    """Tell whether two records of a work describe the same version of it."""
    if main.doi and other.doi:
        return normalise_doi(main.doi) == normalise_doi(other.doi)
    has_one_id = bool(set(identity_keys(main)) & set(identity_keys(other)))
    return has_one_id and is_preprint(main) and is_preprint(other)


def _lacks(value: object) -> bool:
    exists = getattr(value, "exists", True)
    applies = getattr(value, "applies", True)
    return value in (None, "", (), False) or (exists is None and applies)


def lookalikes(joined: Iterable[Joined], sources: Sources) -> tuple[Diagnostic, ...]:
    """Report works whose titles are the same but for case, accents and punctuation.

    Let be are two works whose authors are known and have no family name in common (there are many
    editorials called "Editorial"), and two with DOIs of their own, unless one is a preprint.
    """
    by_title: dict[str, list[Joined]] = defaultdict(list)
    for work in joined:
        by_title[title_key(work.paper)].append(work)
    found = []
    for title, works in by_title.items():
        if not title or len(works) < 2:
            continue
        # What came out comes first: the preprint is told to name it, wherever the two stand.
        works.sort(key=lambda work: (is_preprint(work.paper), *_rank(work.main)))
        for number, other in enumerate(works):
            before = works[: min(number, COMPARED_TITLES)]
            first = next((work for work in before if _may_be_one(work.paper, other.paper)), None)
            if first is not None:
                found.append(_lookalike(first, other, sources))
    return tuple(found)


def title_key(paper: Paper | Work) -> str:
    """Return what look-alikes have in common."""
    return fold(plain_text(paper.title))


def _may_be_one(a: Paper, b: Paper) -> bool:
    if a.doi and b.doi and is_preprint(a) == is_preprint(b):
        return False
    families = [{fold(e.name.family or e.name.display) for e in paper.authors} for paper in (a, b)]
    return not all(families) or bool(families[0] & families[1])


def _lookalike(first: Joined, other: Joined, sources: Sources) -> Diagnostic:
    origin = other.main.origin
    line, column = sources.locate(origin, ("title",))
    slug = first.main.slug
    in_bibtex = suffix_of(origin.path) in BIBTEX_SUFFIXES
    field = f"version_of = {{{slug}}}," if in_bibtex else f"version_of: {slug}"
    hint = f"if they are one work, write '{field}' in '{other.main.key or other.main.slug}'"
    if not (is_preprint(other.paper) and not is_preprint(first.paper)):
        hint += "; else give both their DOI"
    return Diagnostic(
        path=origin.path,
        line=line,
        column=column,
        severity=Severity.WARNING,
        code="look-alike",
        message=f"'{other.main.slug}' has the title of '{slug}'"
        f" ({first.main.origin.path}:{first.main.origin.line})",
        hint=hint,
    )


def missing_abstracts(joined: Iterable[Joined]) -> tuple[Diagnostic, ...]:
    """Note each work of which no version has an abstract; it is shown all the same."""
    return tuple(
        Diagnostic(
            path=work.main.origin.path,
            line=work.main.origin.line,
            column=1,
            severity=Severity.NOTE,
            code="missing-abstract",
            message=f"'{work.main.slug}' has no abstract",
        )
        for work in joined
        if not work.paper.abstract
    )
