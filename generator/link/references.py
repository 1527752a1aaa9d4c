"""Reference lists: slugs, DOIs and arXiv ids to works of the site, and back to "cited by"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from generator.link.works import Joined, identity_keys
from generator.model import Reference, WorkId
from generator.text.slugs import slugify
from generator.urls import arxiv_of_doi, arxiv_url, doi_url, normalise_arxiv, normalise_doi


class ReferenceIndex:
    """Finds the work that a reference names."""

    def __init__(self, joined: Sequence[Joined]) -> None:
        self._joined = joined

    @cached_property
    def _by_key(self) -> dict[str, WorkId]:
        # Made when a first paper lists references: on many sites none does.
        found: dict[str, WorkId] = {}
        for work in self._joined:
            main = WorkId(work.main.slug)
            for record in work.records:
                found.setdefault(f"slug:{record.slug}", main)
                for key in identity_keys(record.value):
                    found.setdefault(key, main)
        return found

    def resolve(self, text: str) -> Reference:
        """Return the work that `text` names, else the text with the address it leads to."""
        doi = normalise_doi(text)
        arxiv = (arxiv_of_doi(doi) if doi else None) or normalise_arxiv(text)
        keys = (
            f"slug:{text}",
            f"arxiv:{arxiv}" if arxiv else "",
            f"doi:{doi}" if doi else "",
            f"slug:{slugify(text)}",
        )
        for key in keys:
            if key in self._by_key:
                return Reference(self._by_key[key])
        if doi:
            return Reference(None, f"doi:{doi}", doi_url(doi))
        if arxiv:
            return Reference(None, f"arXiv:{arxiv}", arxiv_url(arxiv))
        return Reference(None, text)


def cited_by(
    references: Mapping[WorkId, tuple[Reference, ...]], order: Iterable[WorkId]
) -> dict[WorkId, tuple[WorkId, ...]]:
    """Return for each cited work the works that cite it, in `order`."""
    citing: dict[WorkId, dict[WorkId, None]] = defaultdict(dict)
    for work in order:
        for reference in references.get(work, ()):
            if reference.work is not None and reference.work != work:
                citing[reference.work].setdefault(work)
    return {work: tuple(found) for work, found in citing.items()}
