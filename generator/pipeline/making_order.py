"""The order in which files are made: those that show the same papers and people together.

Then what one file needs is still at hand from the one before: a card, a number's cell that all
authors of a paper share, the records themselves in the processor's caches. In the order of the
people's names a build of 10,000 papers takes a third longer.
"""

from collections.abc import Sequence

from generator.model import Corpus, PersonId, WorkId
from generator.pages.routes import Route

OF_PAPERS = frozenset({"paper", "paper-bib", "api-paper", "preview-paper"})
"""Kinds of files whose key is a paper."""

OF_PEOPLE = frozenset(
    {
        "profile",
        "cv",
        "embed",
        "fragment",
        "oembed",
        "api-author",
        "author-atom",
        "author-bib",
        "author-csl",
        "author-ris",
        "badge-citations",
        "badge-h-index",
        "badge-papers",
        "preview-person",
    }
)
"""Kinds of files whose key is a person."""


def in_making_order(corpus: Corpus, routes: Sequence[Route]) -> list[Route]:
    """Return the routes, those of the whole site first, then those of each paper and its people.

    A person stands with the first of their papers in the order of the corpus. The files of the whole
    site are the largest, so they come first: nobody waits for one of them at the end.
    """
    places: dict[WorkId, int] = {work: place for place, work in enumerate(corpus.works)}

    def place(route: Route) -> tuple[int, bool]:
        if route.kind in OF_PAPERS:
            return places.get(WorkId(route.key), -1), False
        if route.kind in OF_PEOPLE:
            works = corpus.papers_of.get(PersonId(route.key), ())
            return (places[works[0]] if works else len(places)), True
        return -1, False

    # Within a paper the order of the plan stays, which has files of one kind together.
    return sorted(routes, key=place)
