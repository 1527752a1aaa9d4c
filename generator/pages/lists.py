"""Lists of papers: all of them, and by year, topic and venue."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages import paths
from generator.pages.cards import NO_CONTROLS, controls, group_cards, has_equal_marks, sorts_for
from generator.pages.categories import category_name
from generator.pages.context import PlanContext, Shelf
from generator.pages.head import list_meta
from generator.pages.profiles import ordered
from generator.pages.views import LinkView, ListView, PagerView

SECTION_VENUES = 60
"""Venues that the list of all papers leads to; the others are found by search."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list before it is split into pages."""

    kind: str
    shelf: Shelf
    heading: str
    intro: str = ""
    homepage: str = ""


ALL_PAGES = 20
"""A list of at most this many pages names them all on each."""

PAGES_AROUND = 3
LEAPS = (10, 30, 100, 300, 1000)
"""How many pages before and after itself a page of a longer list leads to."""


def listing(context: PlanContext, kind: str, key: str) -> Listing:
    """Return the list that `kind` and `key` name; `key` is "" for all papers."""
    if kind == "papers":
        works = ordered(context, tuple(context.corpus.works))
        return Listing(kind, Shelf("", "Papers", paths.PAPERS, works), "Papers")
    shelf = shelves(context, kind)[key]
    if kind == "year":
        return Listing(kind, shelf, f"Papers of {shelf.label}")
    if kind == "topic":
        name = category_name(shelf.label)
        return Listing(kind, shelf, f"{name} ({shelf.label})" if name else shelf.label)
    venue = context.corpus.venues[key]
    intro = f"Also known as {venue.abbr}." if venue.abbr and venue.abbr != venue.name else ""
    return Listing(kind, shelf, venue.name, intro, venue.url)


def shelves(context: PlanContext, kind: str) -> Mapping[str, Shelf]:
    """Return the lists of a kind by key."""
    found = {"year": context.years, "topic": context.topics, "venue": context.venues}[kind]
    return {shelf.key: shelf for shelf in found}


def list_paths(context: PlanContext, kind: str, shelf: Shelf) -> tuple[str, ...]:
    """Return the output path of each page of a list, newest page first."""
    count = len(paths.split_from_oldest(len(shelf.works)))
    older = (paths.list_page(shelf.path, number) for number in range(count - 1, 0, -1))
    return (shelf.path, *older)


def list_page(context: PlanContext, kind: str, key: str, part: int) -> ListView:
    """Return page `part` (0: the newest) of a list."""
    found = listing(context, kind, key)
    shelf = found.shelf
    slices = paths.split_from_oldest(len(shelf.works))
    pages = list_paths(context, kind, shelf)
    start, stop = slices[part]
    works = shelf.works[start:stop]
    whole = len(slices) == 1
    sorts = sorts_for(context, works)
    return ListView(
        meta=list_meta(context, found.kind, found.heading, pages[part], works, part, len(pages)),
        kind=kind,
        heading=found.heading,
        intro=found.intro,
        homepage=found.homepage,
        of=len(shelf.works),
        groups=group_cards(context, works, brief=not whole, by=_grouping(context, kind)),
        controls=controls(context, works, sorts) if whole else NO_CONTROLS,
        pager=None if whole else _pager(pages, part),
        siblings=_siblings(context, kind, key),
        sections=_sections(context) if kind == "papers" and part == 0 else (),
        more_venues=max(0, len(context.venues) - SECTION_VENUES) if kind == "papers" and part == 0 else 0,
        equal_note=has_equal_marks(context, works),
        exports=_exports() if kind == "papers" else (),
    )


def _grouping(context: PlanContext, kind: str) -> str:
    grouping = str(context.options.get("group_by", "none"))
    return "none" if kind == "year" and grouping == "year" else grouping


def _pager(pages: tuple[str, ...], part: int) -> PagerView:
    count = len(pages)
    labelled = tuple((_page_label(i, count), pages[i]) for i in _near(part, count))
    return PagerView(
        pages=labelled,
        current=_page_label(part, count),
        newer=pages[part - 1] if part > 0 else "",
        older=pages[part + 1] if part + 1 < count else "",
    )


def _near(part: int, count: int) -> tuple[int, ...]:
    """Return which pages a page links to: all of a few; of many those around it, the ends, and leaps.

    If each of thousands of pages named them all, the links would be most of a large site.
    """
    if count <= ALL_PAGES:
        return tuple(range(count))
    steps = (*range(PAGES_AROUND + 1), *LEAPS)
    reached = {part + step for step in steps} | {part - step for step in steps}
    return tuple(sorted({i for i in reached if 0 <= i < count} | {0, count - 1}))


def _page_label(part: int, count: int) -> str:
    return "Newest" if part == 0 else f"Page {count - part}"


def _siblings(context: PlanContext, kind: str, key: str) -> tuple[tuple[str, str, int, bool], ...]:
    if kind not in ("year", "topic"):
        return ()
    return tuple(
        (shelf.label, shelf.path, len(shelf.works), shelf.key == key)
        for shelf in shelves(context, kind).values()
    )


def _sections(context: PlanContext) -> tuple[LinkView, ...]:
    years = [LinkView(s.label, s.path, "year", f"Papers of {s.label}") for s in context.years]
    topics = [LinkView(s.label, s.path, "topic", category_name(s.label)) for s in context.topics]
    by_size = sorted(context.venues, key=lambda s: (-len(s.works), s.label))[:SECTION_VENUES]
    venues = [
        LinkView(context.corpus.venues[s.key].abbr or s.label, s.path, "venue", s.label) for s in by_size
    ]
    return (*years, *topics, *venues)


def _exports() -> tuple[LinkView, ...]:
    return (
        LinkView("BibTeX", "publications.bib"),
        LinkView("RIS", "publications.ris"),
        LinkView("CSL-JSON", "publications.csl.json"),
    )
