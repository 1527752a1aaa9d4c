"""The table of styles, and the way from a work to its citation."""

from collections.abc import Callable

from generator.exporters.styles.apa import format_apa
from generator.exporters.styles.chicago import format_chicago
from generator.exporters.styles.cited import Cited, cite
from generator.exporters.styles.ieee import format_ieee
from generator.exporters.styles.mla import format_mla
from generator.exporters.styles.vancouver import format_vancouver
from generator.model import Venue, Work

STYLES: dict[str, Callable[[Cited], str]] = {
    "APA": format_apa,
    "MLA": format_mla,
    "Chicago": format_chicago,
    "IEEE": format_ieee,
    "Vancouver": format_vancouver,
}
"""Formatter by the name that readers see, in the order shown."""


def format_citation(work: Work, style: str, venue: Venue | None = None) -> str:
    """Return a work's citation in one style as escaped HTML with `<i>` as its only tag.

    Args:
        style: A name of `STYLES`.
        venue: Gives the full name of the venue; without it `work.venue` does.
    """
    return STYLES[style](cite(work, venue))


def format_citations(work: Work, venue: Venue | None = None) -> tuple[tuple[str, str], ...]:
    """Return (style, HTML) for every style; faster than one style after the other."""
    cited = cite(work, venue)
    return tuple((name, format_style(cited)) for name, format_style in STYLES.items())
