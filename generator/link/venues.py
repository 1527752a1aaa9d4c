"""Venues: what papers name, matched to `content/venues.yaml` by name, short form or alias."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.giving_way import giving
from generator.model import Venue
from generator.schema.paper import Paper
from generator.schema.venue import Venue as VenueSource
from generator.sources.records import Sourced
from generator.text.fold import fold
from generator.text.markup import plain_text
from generator.text.slugs import is_reserved, slugify


@dataclass(frozen=True, slots=True)
class Venues:
    """All venues of the site, and how to find the one that a paper names."""

    by_slug: Mapping[str, Venue]
    by_name: Mapping[str, str]

    def of(self, paper: Paper) -> Venue | None:
        """Return the venue of a paper, or None when it names none."""
        for name in (paper.venue, paper.venue_short):
            slug = self.by_name.get(fold(plain_text(name))) if name else None
            if slug is not None:
                return self.by_slug[slug]
        return None


def make_venues(declared: Iterable[Sourced[VenueSource]], papers: Iterable[Paper]) -> Venues:
    """Return the declared venues and those that papers name beyond them."""
    by_slug: dict[str, Venue] = {}
    by_name: dict[str, str] = {}
    for source in declared:
        value = source.value
        by_slug[source.slug] = Venue(
            slug=source.slug,
            name=value.name or value.abbr,
            abbr=value.abbr,
            url=value.url,
            color=value.color,
            aliases=value.aliases,
        )
        for name in (value.name, value.abbr, *value.aliases):
            if name:
                by_name.setdefault(fold(name), source.slug)
    for paper in giving(papers):
        _add_undeclared(paper, by_slug, by_name)
    return Venues(by_slug, by_name)


def _add_undeclared(paper: Paper, by_slug: dict[str, Venue], by_name: dict[str, str]) -> None:
    name = plain_text(paper.venue or paper.venue_short)
    folded = fold(name)
    if not folded or folded in by_name or fold(paper.venue_short) in by_name:
        return
    slug = slugify(name)[:80].strip("-")
    if not slug:
        return
    if is_reserved(slug):
        slug = f"venue-{slug}"
    by_name[folded] = slug
    if slug not in by_slug:
        abbr = paper.venue_short if paper.venue_short != name else ""
        by_slug[slug] = Venue(slug=slug, name=name, abbr=abbr)
