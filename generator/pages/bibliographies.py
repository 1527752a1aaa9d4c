"""Bibliographies of the site and of its people: files that hold an entry for each paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.exporters import bibtex, csl, ris
from generator.exporters.framing import Frame
from generator.giving_way import giving
from generator.model import PersonId, WorkId
from generator.pages.context import PlanContext
from generator.pages.profiles import papers_on_profile
from generator.pages.routes import Route


@dataclass(frozen=True, slots=True)
class Form:
    """How a bibliography of one format is made.

    Attributes:
        entry: Returns the entry of a paper, the same in each file of this format.
        frame: Makes a file of entries.
    """

    entry: Callable[[PlanContext, WorkId], str]
    frame: Frame

    def text(self, context: PlanContext, route: Route) -> str:
        """Return the text of a file."""
        return self.frame.around(self.entry(context, work) for work in giving(listed(context, route)))


def listed(context: PlanContext, route: Route) -> Iterable[WorkId]:
    """Return the papers of a bibliography, in its order: all, or those on a person's profile."""
    if not route.key:
        return context.corpus.works
    return papers_on_profile(context, context.corpus.people[PersonId(route.key)])


def _bibtex(context: PlanContext, work_id: WorkId) -> str:
    work = context.corpus.works[work_id]
    return bibtex.format_bibtex(work, context.venue_of(work), context.citekeys[work_id])


def _ris(context: PlanContext, work_id: WorkId) -> str:
    work = context.corpus.works[work_id]
    return ris.format_ris(work, context.venue_of(work))


def _csl(context: PlanContext, work_id: WorkId) -> str:
    work = context.corpus.works[work_id]
    return csl.format_csl(work, context.venue_of(work), context.citekeys[work_id])


BIBTEX, RIS, CSL = Form(_bibtex, bibtex.FRAME), Form(_ris, ris.FRAME), Form(_csl, csl.FRAME)

FORMS: dict[str, Form] = {
    "site-bib": BIBTEX,
    "site-ris": RIS,
    "site-csl": CSL,
    "author-bib": BIBTEX,
    "author-ris": RIS,
    "author-csl": CSL,
}
"""The format of each kind of bibliography."""
