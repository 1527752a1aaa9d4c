"""A print-ready CV from the same data as the profile."""

from generator.exporters.styles.formatting import format_citation
from generator.model import PersonId, WorkId
from generator.pages import paths
from generator.pages.cards import type_label
from generator.pages.context import PlanContext
from generator.pages.head import page_meta
from generator.pages.parts import award, period, station
from generator.pages.profiles import profile_links
from generator.pages.strip import strip
from generator.pages.views import CvSection, CvView, StationView

STYLE = "APA"


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
        CvSection("Education", tuple(station(s) for s in person.education)),
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
        metrics=strip(context, context.measures.people[person.id].metrics),
        sections=tuple(s for s in sections if s.stations or s.items),
        profile_url=paths.profile(person.id),
    )


def _publications(context: PlanContext, works: tuple[WorkId, ...]) -> tuple[CvSection, ...]:
    filed: dict[str, list[str]] = {}
    for work_id in works:
        work = context.corpus.works[work_id]
        filed.setdefault(type_label(work.type), []).append(
            format_citation(work, STYLE, context.venue_of(work))
        )
    if len(filed) == 1:
        return (CvSection("Publications", items=tuple(next(iter(filed.values())))),)
    return tuple(
        CvSection(f"Publications: {label.lower()}", items=tuple(items))
        for label, items in sorted(filed.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    )


def _entries(context: PlanContext, person: PersonId) -> tuple[CvSection, ...]:
    found = []
    for kind, heading in (("talk", "Talks"), ("teaching", "Teaching")):
        stations = tuple(
            StationView(
                d.title,
                ", ".join(text for _, text in d.fields if not text.startswith("http")),
                str(d.date.year) if d.date else "",
                "",
                "",
            )
            for d in context.documents(kind)
            if not d.people or person in d.people
        )
        found.append(CvSection(heading, stations))
    return tuple(found)
