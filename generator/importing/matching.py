"""Which paper of a site a record is: by DOI, arXiv id, citekey or slug, then title and year."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import urls
from generator.schema.paper import Paper
from generator.sources.layout import BIBTEX_SUFFIXES, CSL_SUFFIXES, suffix_of
from generator.sources.records import Sourced
from generator.text.fold import fold
from generator.text.markup import plain_text


@dataclass(frozen=True, slots=True)
class Existing:
    """A paper that the site has.

    Attributes:
        source: The record; its origin's path is what the file would be below the site.
        file: Where it stands.
        shown: The file as messages name it.
    """

    source: Sourced[Paper]
    file: Path
    shown: str

    @property
    def is_managed(self) -> bool:
        """Whether a reference manager or a program writes the file, not a person."""
        return suffix_of(self.shown) in BIBTEX_SUFFIXES + CSL_SUFFIXES


class Index:
    """Papers by all that one may be known by; the first that has an id keeps it."""

    def __init__(self, papers: Iterable[Existing] = ()) -> None:
        self._by_key: dict[tuple[str, str], Existing] = {}
        for paper in papers:
            self.add(paper)

    def add(self, paper: Existing) -> None:
        """Make a paper known."""
        for key in _keys(paper.source):
            self._by_key.setdefault(key, paper)

    def find(self, record: Sourced[Paper]) -> Existing | None:
        """Return the paper that a record describes, or None."""
        for key in _keys(record):
            found = self._by_key.get(key)
            if found is None or (key[0] == "slug" and _contradict(found.source.value, record.value)):
                continue
            if key[0] == "title" and not _may_be_one(found.source.value, record.value):
                continue
            return found
        return None

    def has_slug(self, slug: str) -> bool:
        """Tell whether a paper has the slug."""
        return ("slug", slug) in self._by_key


def _keys(record: Sourced[Paper]) -> list[tuple[str, str]]:
    """Return what a paper is found by, the surest first."""
    paper = record.value
    of_doi = urls.arxiv_of_doi(paper.doi)
    arxiv = paper.arxiv or of_doi
    keys = []
    if paper.doi and not of_doi:
        keys.append(("doi", paper.doi))
    if arxiv:
        keys.append(("arxiv", arxiv))
    by_slug = ("slug", record.slug)
    by_title = [("title", f"{paper.date.year} {_title(paper)}")] if paper.date else []
    # A name that was made up is no surer than what it was made of.
    return [*keys, *by_title, by_slug] if _is_unnamed(record) else [*keys, by_slug, *by_title]


def _title(paper: Paper) -> str:
    return fold(plain_text(paper.title))


def _is_unnamed(record: Sourced[Paper]) -> bool:
    """Tell whether a record's slug was made of its author, year and title, as another's may be."""
    return not record.key and not record.value.slug


def only_sounds_like(one: Sourced[Paper], other: Sourced[Paper]) -> bool:
    """Tell whether two records share nothing but a made-up slug: not an id, not the title."""
    shared = {kind for kind, _ in set(_keys(one)) & set(_keys(other))}
    return _is_unnamed(one) and shared == {"slug"} and _title(one.value) != _title(other.value)


def _other_doi(one: Paper, other: Paper) -> bool:
    """Tell whether both papers have a DOI of a publisher, and not the same."""
    dois = (one.doi, other.doi)
    return all(dois) and dois[0] != dois[1] and not any(map(urls.arxiv_of_doi, dois))


def _contradict(one: Paper, other: Paper) -> bool:
    """Tell whether two papers of one slug are two papers all the same."""
    if _title(one) == _title(other):
        return False
    years = {paper.date.year for paper in (one, other) if paper.date}
    return _other_doi(one, other) or len(years) > 1


def _may_be_one(one: Paper, other: Paper) -> bool:
    """Tell whether two papers of one title and year can be the same."""
    if _other_doi(one, other):
        return False
    if not one.authors or not other.authors:
        return True
    families = [fold(p.authors[0].name.family or p.authors[0].name.display) for p in (one, other)]
    return families[0] == families[1]
