"""What the file of a person may say."""

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic.dataclasses import dataclass as record

from generator.schema.field_types import (
    BoolWord,
    DateText,
    Email,
    EndDate,
    Line,
    Lines,
    OneOrMany,
    Orcid,
    PathOrUrl,
    RedirectPath,
    Slug,
    Slugs,
    Text,
    Url,
)
from generator.schema.people import NameParts, NameText, OwnName
from generator.schema.records import STRICT, Record, described, required, shaped
from generator.schema.reported import PersonReports, Reported
from generator.schema.scalars import chooser, read_line
from generator.schema.services import LINKS_SCHEMA, read_links
from generator.schema.vocabulary import EVERY_METRIC, GROUPS, METRIC_NAMES, word_form
from generator.values import Link

__all__ = ["Author", "NameParts", "Reported"]

PATH_FIELDS: tuple[str, ...] = ("photo",)
"""Fields whose value may be a path below `content/static` (and the link `cv`)."""

_AFFILIATION_SYNONYMS = {
    "organization": "name",
    "organisation": "name",
    "institution": "name",
    "university": "name",
    "dept": "department",
    "link": "url",
    "website": "url",
}

_STATION_SYNONYMS = {
    "title": "what",
    "degree": "what",
    "course": "what",
    "position": "what",
    "role": "what",
    "award": "what",
    "name": "what",
    "institution": "where",
    "organization": "where",
    "organisation": "where",
    "company": "where",
    "university": "where",
    "school": "where",
    "awarder": "where",
    "year": "end",
    "date": "end",
    "date_start": "start",
    "date_end": "end",
    "link": "url",
    "summary": "note",
    "description": "note",
}


def read_group(value: object) -> str:
    """Return a known group in its own form, any other text as written."""
    text = read_line(value)
    return GROUPS.get(word_form(text), text)


@record(frozen=True, slots=True, config=STRICT)
class AffiliationEntry:
    """A place that a person belongs or belonged to."""

    name: Line = required("Name of the institution")
    department: Line = described("Department or group")
    url: Url = described("Website")
    ror: Line = described("ROR id of the institution")
    start: DateText = described("Since when", None)
    end: EndDate = described("Until when", None)


@record(frozen=True, slots=True, config=STRICT)
class StationEntry:
    """A line of a CV: education, experience or an award."""

    what: Line = required("Degree, position or award")
    where: Line = described("Institution")
    start: DateText = described("Since when", None)
    end: EndDate = described("Until when; of an award, when", None)
    url: Url = described("Website")
    note: Line = described("A remark")


Affiliation = Annotated[AffiliationEntry, BeforeValidator(shaped("name", _AFFILIATION_SYNONYMS))]
Station = Annotated[StationEntry, BeforeValidator(shaped("what", _STATION_SYNONYMS))]
Stations = Annotated[tuple[Station, ...], OneOrMany()]
Metric = Annotated[
    str,
    PlainValidator(chooser("metric", (*METRIC_NAMES, EVERY_METRIC))),
    WithJsonSchema({"anyOf": [{"enum": [*METRIC_NAMES, EVERY_METRIC]}, {"type": "string"}]}),
]
Links = Annotated[tuple[Link, ...], PlainValidator(read_links), WithJsonSchema(LINKS_SCHEMA)]


class Author(Record):
    """A person with a page of their own."""

    name: OwnName = required(
        "A text, or {display, given, family, particle, suffix, native, pronouns, pronunciation}"
    )
    aliases: Annotated[tuple[NameText, ...], OneOrMany()] = described(
        "Other names that the person publishes under", ()
    )
    slug: Slug = described("Name of the person's page; without it the file's name")
    orcid: Orcid = described("ORCID iD")
    email: Email = described("E-mail address")
    photo: PathOrUrl = described("Photo: a path below content/static, or a URL")
    role: Line = described("Role, such as 'PhD student'")
    group: Annotated[str, PlainValidator(read_group), WithJsonSchema({"type": "string"})] = described(
        "pi, staff, postdoc, phd, master, undergrad, visitor, alumni, or a group of your own"
    )
    start: DateText = described("Joined", None)
    end: EndDate = described("Left: makes an alumnus when it has passed", None)
    affiliations: Annotated[tuple[Affiliation, ...], OneOrMany()] = described(
        "Where the person belongs: {name, department, url, ror, start, end}", ()
    )
    interests: Lines = described("Research interests", ())
    links: Links = described("{service: id or URL}, or a list of {label, url, icon}", ())
    education: Stations = described("List of {what, where, start, end, url, note}", ())
    experience: Stations = described("List of {what, where, start, end, url, note}", ())
    awards: Stations = described("List of {what, where, start, end, url, note}", ())
    categories: Lines = described("Codes of subjects, instead of the computed one", ())
    not_papers: Slugs = described("Slugs of papers by someone else of that name", ())
    match_names: BoolWord = described("false: link papers only by id or ORCID", True)
    papers: Slugs = described("Slugs of papers in the order that the profile lists them", ())
    hide: Annotated[tuple[Metric, ...], OneOrMany()] = described(
        "Names of metrics that the person does not show, or all", ()
    )
    reported: PersonReports = described("Values that a named source reports", ())
    redirect_from: Annotated[tuple[RedirectPath, ...], OneOrMany()] = described(
        "Paths of this site that lead here", ()
    )
    biography: Text = described("Biography in Markdown; in a .md file the body")
    extra: dict[str, Any] = described("Anything else; kept, never shown", {})
