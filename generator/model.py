"""What the sources mean once they are validated and linked: plain, frozen records.

`link` makes a `Corpus`; `measure` adds `Measures`; `plan` turns both into views.
Records hold text as written (Markdown, TeX math): turning it into HTML is `plan`'s and `render`'s work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

import msgspec

from generator.record import Record
from generator.values import (
    UNKNOWN_RESOURCE,
    Link,
    MetricRecord,
    PartialDate,
    PersonName,
    Resource,
)

PersonId = NewType("PersonId", str)
"""A person's slug, unique on the site."""

WorkId = NewType("WorkId", str)
"""The slug of a work's main record, unique on the site."""


class Origin(Record, frozen=True):
    """Where a record was written.

    Attributes:
        path: POSIX path relative to the site.
        index: Which record of the file, from 0.
        line: First line of the record, from 1.
    """

    path: str
    index: int = 0
    line: int = 1


class Affiliation(Record, frozen=True):
    """A place a person belongs or belonged to; `start` and `end` may be unknown."""

    name: str
    department: str = ""
    url: str = ""
    ror: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None


class Station(Record, frozen=True):
    """A line of a CV: education, experience or an award."""

    what: str
    where: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    url: str = ""
    note: str = ""


class Person(Record, frozen=True):
    """Someone (or some group) who is credited on papers, with or without a file of their own.

    Attributes:
        declared: Has a file in `content/authors`.
        is_alumnus: Has left by the site's `as_of`, or says so in `group`.
        categories: The author's own override of the computed subject; usually empty.
        paper_order: Slugs of main records in the order the author's `papers` gives.
        hide: Names of metrics that this person does not show.
        reported: What sources report, by metric name, in the order shown.
        biography: Markdown.
    """

    id: PersonId
    name: PersonName
    native_name: str = ""
    pronouns: str = ""
    pronunciation: str = ""
    declared: bool = False
    aliases: tuple[str, ...] = ()
    orcid: str = ""
    email: str = ""
    photo: str = ""
    role: str = ""
    group: str = ""
    is_alumnus: bool = False
    start: PartialDate | None = None
    end: PartialDate | None = None
    affiliations: tuple[Affiliation, ...] = ()
    interests: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    education: tuple[Station, ...] = ()
    experience: tuple[Station, ...] = ()
    awards: tuple[Station, ...] = ()
    categories: tuple[str, ...] = ()
    paper_order: tuple[WorkId, ...] = ()
    hide: frozenset[str] = frozenset()
    reported: tuple[tuple[str, MetricRecord], ...] = ()
    redirect_from: tuple[str, ...] = ()
    biography: str = ""
    origin: Origin | None = None


class Credit(Record, frozen=True):
    """One author or editor as listed on one paper.

    Attributes:
        name: As printed on the paper.
        person: Who that is on this site, or None when it is not known (ambiguous).
        group: A consortium or team.
    """

    name: PersonName
    person: PersonId | None = None
    group: bool = False
    equal: bool = False
    corresponding: bool = False
    affiliation: str = ""
    orcid: str = ""


class Citations(Record, frozen=True):
    """A citation count known for a paper.

    Attributes:
        count: Not negative.
        source: Who counted, "" when not said.
        as_of: When, or None.
        by_year: (year, count) in ascending years; may be empty.
    """

    count: int
    source: str = ""
    as_of: PartialDate | None = None
    by_year: tuple[tuple[int, int], ...] = ()


class Reference(Record, frozen=True):
    """An entry of a paper's reference list: a work of the site, or an identifier.

    Attributes:
        work: The site's work, or None.
        text: The DOI or arXiv id as written, for works that the site does not have.
        url: Where that leads, "" for none.
    """

    work: WorkId | None
    text: str = ""
    url: str = ""


class Version(Record, frozen=True):
    """Another record of the same work.

    Attributes:
        preprint: It came out on a preprint server.
    """

    slug: str
    title: str
    date: PartialDate | None
    venue: str
    status: str
    doi: str = ""
    arxiv: str = ""
    url: str = ""
    preprint: bool = False


class Venue(Record, frozen=True):
    """A journal or conference; `slug` is shared by all papers whose venue names it."""

    slug: str
    name: str
    abbr: str = ""
    url: str = ""
    color: str = ""
    aliases: tuple[str, ...] = ()


class Work(Record, frozen=True):
    """One work: its main record, with the fields it lacked filled from its other versions.

    Attributes:
        title: Text that may hold TeX math between `$` and inline Markdown emphasis.
        abstract: Markdown with TeX math.
        categories: Codes; the first is primary.
        type: CSL type, such as `article-journal` or `paper-conference`.
        venue: Full or short name as shown, "" for none; `venue_slug` is its page.
        links: Free links beyond the fields (`url_anything`, Hugo Blox `links`).
        reported: What sources report of this paper, by metric name.
        cited_by: Works of this site that list this one in `references`, in site order.
        genre: What the source calls a thesis or report ("PhD thesis", "phdthesis"), "" when it is
            silent.
    """

    id: WorkId
    title: str
    credits: tuple[Credit, ...] = ()
    authors_truncated: bool = False
    date: PartialDate | None = None
    abstract: str = ""
    categories: tuple[str, ...] = ()
    type: str = "article"
    venue: str = ""
    venue_short: str = ""
    venue_slug: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    editors: tuple[Credit, ...] = ()
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    isbn: str = ""
    openalex: str = ""
    semantic_scholar: str = ""
    acl: str = ""
    openreview: str = ""
    url: str = ""
    pdf: str = ""
    code: Resource = UNKNOWN_RESOURCE
    data: Resource = UNKNOWN_RESOURCE
    slides: str = ""
    poster: str = ""
    video: str = ""
    website: str = ""
    demo: str = ""
    blog: str = ""
    supplement: str = ""
    links: tuple[Link, ...] = ()
    keywords: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    award: str = ""
    note: str = ""
    tldr: str = ""
    preview: str = ""
    selected: bool = False
    status: str = "published"
    retracted: str = ""
    language: str = ""
    license: str = ""
    open_access: bool | None = None
    citations: Citations | None = None
    references: tuple[Reference, ...] = ()
    cited_by: tuple[WorkId, ...] = ()
    versions: tuple[Version, ...] = ()
    bibtex: str = ""
    citekey: str = ""
    genre: str = ""
    reported: tuple[tuple[str, MetricRecord], ...] = ()
    redirect_from: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def full_text_open(self) -> bool | None:
        """Whether the full text can be read freely; None when that is not known."""
        if self.open_access is not None:
            return self.open_access
        return True if self.arxiv or self.pdf else None


class Document(Record, frozen=True):
    """A page, news item, talk, course or project: front matter and a Markdown body.

    Attributes:
        kind: page, news, talk, teaching or project.
        path: For pages the output path ("guide/x.html"), else the slug.
        people: Slugs of people that the source names.
        papers, projects: Slugs that the source names, as written.
        fields: Further facts in the order a reader sees them: (label, text or URL).
    """

    kind: str
    slug: str
    path: str
    title: str
    body: str = ""
    date: PartialDate | None = None
    end: PartialDate | None = None
    description: str = ""
    people: tuple[PersonId, ...] = ()
    papers: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    image: str = ""
    order: int = 0
    nav: bool = True
    toc: bool = False
    redirect_from: tuple[str, ...] = ()
    origin: Origin | None = None


class StaticFile(Record, frozen=True):
    """A file of `content/static`, published under `path`; `source` is relative to the site."""

    path: str
    source: str
    size: int
    mtime_ns: int


class HistoryPoint(Record, frozen=True):
    """A value that a build recorded: what a metric of a person was on a day.

    Attributes:
        day: ISO date.
        metric: Name, such as `citations`.
        kind: reported or computed.
        source: Who reported it, "" when computed.
    """

    day: str
    metric: str
    value: float
    kind: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the site says, linked.

    Attributes:
        people: By id: declared people in slug order, then the others in slug order.
        works: By id, newest first (unknown dates last), ties by slug.
        papers_of: Works of each person, in the order `works` has.
        venues: By slug.
        version_paths: (slug of a version that is not the main record, main record).
    """

    people: Mapping[PersonId, Person]
    works: Mapping[WorkId, Work]
    papers_of: Mapping[PersonId, tuple[WorkId, ...]]
    venues: Mapping[str, Venue]
    documents: tuple[Document, ...] = ()
    version_paths: tuple[tuple[str, WorkId], ...] = ()
    static: tuple[StaticFile, ...] = ()


class PersonMeasures(Record, frozen=True):
    """What was measured of one person.

    Attributes:
        metrics: Records by metric name, the one that is shown first; absent names are unknown.
        subject: Code of the most frequent primary category, "" when no paper has one.
        by_year: (year, papers, citations or None) over a gapless range of years.
        coauthors: (person, shared papers), most first, ties by name.
        topics: (category code, papers), most first, ties by first appearance.
    """

    metrics: Mapping[str, tuple[MetricRecord, ...]] = msgspec.field(default_factory=dict)
    subject: str = ""
    by_year: tuple[tuple[int, int, int | None], ...] = ()
    coauthors: tuple[tuple[PersonId, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()


class ScoreComponent(Record, frozen=True):
    """One component of a paper's score.

    Attributes:
        name: citations, novelty or openness.
        value: 0 to 100, or None when it is missing.
        weight: Its weight among all components, as configured.
        contribution: Points that it adds to the score; None when it is missing or there is no score.
        reason: Why it is missing, or None.
    """

    name: str
    value: float | None
    weight: float
    contribution: float | None = None
    reason: str | None = None


class Neighbour(Record, frozen=True):
    """An earlier document whose wording is close to a paper's.

    Attributes:
        id: The work's slug, or `bg:` and the id of a document of the background file.
        similarity: Cosine above 0 and up to 1, rounded to 9 decimals.
        title: As written, "" when unknown.
        work: The site's work, or None for a background document.
        date: When it appeared.
    """

    id: str
    similarity: float
    title: str = ""
    work: WorkId | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured: by person, by work, and which works are alike.

    Attributes:
        related: For each work the closest others by shared weighted words, closest first.
        breakdown: The components of each work's computed score, scored or not.
        nearest: The closest earlier documents of each work whose wording was compared.
        absent: Why a work has no computed value of a metric, by metric name.
    """

    people: Mapping[PersonId, PersonMeasures]
    works: Mapping[WorkId, Mapping[str, tuple[MetricRecord, ...]]]
    related: Mapping[WorkId, tuple[WorkId, ...]]
    breakdown: Mapping[WorkId, tuple[ScoreComponent, ...]] = field(default_factory=dict)
    nearest: Mapping[WorkId, tuple[Neighbour, ...]] = field(default_factory=dict)
    absent: Mapping[WorkId, Mapping[str, str]] = field(default_factory=dict)
