"""A print-ready CV from the same data as the profile."""

import html
import re

from msgspec.structs import replace

from generator.exporters.styles.formatting import format_citation
from generator.model import PersonId, WorkId
from generator.pages import paths
from generator.pages.cards import type_label
from generator.pages.context import PlanContext
from generator.pages.documents import entries_of, station_of
from generator.pages.head import page_meta
from generator.pages.parts import award, degree, period, station
from generator.pages.profiles import profile_links
from generator.pages.strip import strip
from generator.pages.views import CvSection, CvView, StationView
from generator.text.mathml import math_html
from generator.text.tex_math import MATH_PATTERN, math_of

STYLE = "APA"
_MATH = re.compile(MATH_PATTERN, re.DOTALL)


def cv(context: PlanContext, key: str) -> CvView:
    """Return the CV of the person `key`."""
    person = context.corpus.people[PersonId(key)]
    works = context.corpus.papers_of.get(person.id, ())
    sections = (
        CvSection(
            "Positions",
            tuple(
                StationView(
                    a.department or a.name,
                    a.name if a.department else "",
                    period(a.start, a.end),
                    a.url,
                    "",
                )
                for a in person.affiliations
            ),
        ),
        CvSection("Experience", tuple(station(s) for s in person.experience)),
        CvSection("Education", tuple(degree(s) for s in person.education)),
        CvSection("Awards", tuple(award(s) for s in person.awards)),
        *_publications(context, works),
        *_entries(context, person.id),
    )
    return CvView(
        meta=page_meta(
            context,
            paths.cv(person.id),
            f"CV of {person.name.display}",
            description=f"Curriculum vitae of {person.name.display}",
            steps=(
                ("People", paths.PEOPLE),
                (person.name.display, paths.profile(person.id)),
            ),
            section=paths.PEOPLE,
            origin=person.origin,
        ),
        slug=person.id,
        name=person.name.display,
        native_name=person.native_name,
        role=person.role,
        affiliations=tuple(a.name for a in person.affiliations if a.end is None),
        contacts=profile_links(person),
        biography=person.biography,
        interests=person.interests,
        metrics=strip(context.measures.people[person.id].metrics),
        sections=tuple(s for s in sections if s.stations or s.items),
        profile_url=paths.profile(person.id),
    )


def with_math(citation: str) -> str:
    """Return a formatted citation (escaped HTML) with MathML in the place of TeX math."""
    return _MATH.sub(_shown_math, citation) if "$" in citation else citation


def _shown_math(match: re.Match[str]) -> str:
    tex, _ = math_of(match)
    return match[0] if "<" in tex else math_html(html.unescape(tex), display=False)


def _publications(context: PlanContext, works: tuple[WorkId, ...]) -> tuple[CvSection, ...]:
    filed: dict[str, list[str]] = {}
    for work_id in works:
        work = context.corpus.works[work_id]
        citation = format_citation(work, STYLE, context.venue_of(work))
        filed.setdefault(type_label(work.type), []).append(with_math(citation))
    if len(filed) == 1:
        return (CvSection("Publications", items=tuple(next(iter(filed.values())))),)
    return tuple(
        CvSection(f"Publications: {label.lower()}", items=tuple(items))
        for label, items in sorted(filed.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    )


def _entries(context: PlanContext, person: PersonId) -> tuple[CvSection, ...]:
    found = []
    for kind, heading in (("talk", "Talks"), ("teaching", "Teaching")):
        entries = entries_of(context, person, kind)
        found.append(CvSection(heading, tuple(replace(station_of(d), url="") for d in entries)))
    return tuple(found)
