"""The site's people: those with a file, and those that only papers name."""

from datetime import date

from generator.link.people import Directory
from generator.model import Affiliation, Person, PersonId, Station, WorkId
from generator.schema.author import Author, StationEntry
from generator.schema.reported import Reported
from generator.sources.records import Sourced
from generator.values import MetricRecord


def declared_person(source: Sourced[Author], as_of: date, main_of: dict[str, WorkId]) -> Person:
    """Return the person that an author's file describes."""
    author = source.value
    left = author.end is not None and author.end.last_day() < as_of
    return Person(
        id=PersonId(source.slug),
        name=author.name.name,
        native_name=author.name.native,
        pronouns=author.name.pronouns,
        pronunciation=author.name.pronunciation,
        declared=True,
        aliases=tuple(alias.display for alias in author.aliases),
        orcid=author.orcid,
        email=author.email,
        photo=author.photo,
        role=author.role,
        group="alumni" if left else author.group,
        is_alumnus=left or author.group == "alumni",
        start=author.start,
        end=author.end,
        affiliations=tuple(
            Affiliation(a.name, a.department, a.url, a.ror, a.start, a.end) for a in author.affiliations
        ),
        interests=author.interests,
        links=author.links,
        education=_stations(author.education),
        experience=_stations(author.experience),
        awards=_stations(author.awards),
        categories=author.categories,
        paper_order=tuple(dict.fromkeys(main_of[slug] for slug in author.papers if slug in main_of)),
        hide=frozenset(author.hide),
        reported=reported_records(author.reported),
        redirect_from=author.redirect_from,
        biography=author.biography,
        origin=source.origin,
    )


def _stations(entries: tuple[StationEntry, ...]) -> tuple[Station, ...]:
    return tuple(Station(e.what, e.where, e.start, e.end, e.url, e.note) for e in entries)


def reported_records(reported: tuple[Reported, ...]) -> tuple[tuple[str, MetricRecord], ...]:
    """Return what sources report, one record a metric and source, in the order written."""
    return tuple(
        (
            name,
            MetricRecord(
                value=value,
                kind="reported",
                source=block.source,
                url=block.url or None,
                as_of=block.date.isoformat(),
            ),
        )
        for block in reported
        for name, value in block.values.items()
    )


def undeclared_people(directory: Directory, slugs: dict[PersonId, PersonId]) -> dict[PersonId, Person]:
    """Return the people without a file, in slug order."""
    found = {slugs[PersonId(f"?{folded}")]: name for folded, name in directory.undeclared.items()}
    return {slug: Person(id=slug, name=found[slug]) for slug in sorted(found)}
