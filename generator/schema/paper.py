"""What the source of a paper may say."""

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic.dataclasses import dataclass as record

from generator.schema.field_types import (
    COUNT_SCHEMA,
    ArxivId,
    BoolWord,
    Code,
    Count,
    DateText,
    Doi,
    Isbn,
    Language,
    Line,
    Lines,
    OneOrMany,
    Pages,
    PathOrUrl,
    RedirectPath,
    RequiredLine,
    Retraction,
    Slug,
    Text,
    Url,
)
from generator.schema.people import AuthorEntry, People
from generator.schema.problems import Finding, attempt, problems
from generator.schema.records import STRICT, Record, described, required
from generator.schema.reported import PaperReports, Reported
from generator.schema.scalars import chooser, read_count, text_of
from generator.schema.services import LINKS_SCHEMA, read_links, read_paper_id
from generator.schema.vocabulary import CSL_TYPES, STATUS_SYNONYMS, STATUSES, TYPE_SYNONYMS
from generator.values import UNKNOWN_RESOURCE, Link

__all__ = ["AuthorEntry", "CitationCount", "Paper", "Reported"]

PATH_FIELDS: tuple[str, ...] = (
    "pdf",
    "slides",
    "poster",
    "video",
    "supplement",
    "preview",
    "website",
    "demo",
    "blog",
)
"""Fields whose value may be a path below `content/static`."""


def read_by_year(value: object) -> tuple[tuple[int, int], ...]:
    """Return (year, count) in ascending years from a mapping of years to counts."""
    if not isinstance(value, dict):
        found = [Finding("wrong-type", "must be a mapping such as {2025: 3}")]
        raise problems(found)
    findings: list[Finding] = []
    counts: list[tuple[int, int]] = []
    for year, count in value.items():
        text = str(year)
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            message = f"'{text[:20]}' is not a year of four digits"
            findings.append(Finding("bad-date", message, None, (year,)))
            continue
        number = attempt(read_count, count, (year,), findings)
        counts.append((int(text), number or 0))
    if findings:
        raise problems(findings)
    return tuple(sorted(counts))


def read_paper_reference(value: object) -> str:
    """Return an entry of a paper's reference list, as written."""
    return " ".join(text_of(value).split())


def _count_fields(value: object) -> object:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return {"count": value}
    return value


@record(frozen=True, slots=True, config=STRICT)
class CitationCount:
    """How often a paper is cited, who counted and when."""

    count: Count = required("How often the paper is cited")
    source: Line = described("Who counted")
    date: DateText = described("When it was counted", None)
    by_year: Annotated[
        tuple[tuple[int, int], ...],
        PlainValidator(read_by_year),
        WithJsonSchema({"type": "object", "additionalProperties": COUNT_SCHEMA}),
    ] = described("Citations by the year they were made", ())


Citations = Annotated[
    CitationCount,
    BeforeValidator(_count_fields),
    WithJsonSchema(
        {
            "anyOf": [
                *COUNT_SCHEMA["anyOf"],
                {
                    "type": "object",
                    "properties": {
                        "count": COUNT_SCHEMA,
                        "source": {"type": "string"},
                        "date": {"type": ["string", "integer"]},
                        "by_year": {"type": "object", "additionalProperties": COUNT_SCHEMA},
                    },
                    "required": ["count"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
PaperType = Annotated[
    str,
    PlainValidator(
        chooser(
            "type of work",
            CSL_TYPES,
            TYPE_SYNONYMS,
            ("article-journal", "paper-conference", "thesis"),
        )
    ),
    WithJsonSchema({"anyOf": [{"enum": list(CSL_TYPES)}, {"type": "string"}]}),
]
Status = Annotated[
    str,
    PlainValidator(chooser("status", STATUSES, STATUS_SYNONYMS)),
    WithJsonSchema({"anyOf": [{"enum": list(STATUSES)}, {"type": "string"}]}),
]
PaperId = Annotated[str, PlainValidator(read_paper_id), WithJsonSchema({"type": ["string", "number"]})]
PaperReference = Annotated[
    str, PlainValidator(read_paper_reference), WithJsonSchema({"type": ["string", "number"]})
]
PaperLinks = Annotated[tuple[Link, ...], PlainValidator(read_links), WithJsonSchema(LINKS_SCHEMA)]


class Paper(Record):
    """A paper as one source describes it; several records may turn out to be one work."""

    title: RequiredLine = required("Title; TeX math between $ signs and inline Markdown are understood")
    slug: Slug = described("Name of the paper's page; without it the file's name or the citekey")
    authors: People = described("Authors in order: 'Given Family', 'Family, Given' or a mapping", ())
    authors_truncated: BoolWord = described("More authors follow than are listed", False)
    date: DateText = described("YYYY, YYYY-MM or YYYY-MM-DD", None)
    abstract: Text = described("Abstract in Markdown with TeX math")
    categories: Lines = described("Codes of subjects; the first is the primary one", ())
    type: PaperType = described("Kind of work (CSL type)")
    venue: Line = described("Journal or conference, by its short or full name")
    venue_short: Line = described("Short name of the venue where `venue` has the full one")
    volume: Line = described("Volume")
    issue: Line = described("Issue or number")
    pages: Pages = described("Pages or article number")
    publisher: Line = described("Publisher, school or institution")
    editors: People = described("Editors, written like authors", ())
    doi: Doi = described("DOI, with or without https://doi.org/")
    arxiv: ArxivId = described("arXiv id; versions are ignored")
    pmid: PaperId = described("PubMed id")
    isbn: Isbn = described("ISBN")
    openalex: PaperId = described("OpenAlex id")
    semantic_scholar: PaperId = described("Semantic Scholar id")
    acl: PaperId = described("ACL Anthology id")
    openreview: PaperId = described("OpenReview id")
    url: Url = described("Page of the paper")
    pdf: PathOrUrl = described("PDF: a URL or a path below content/static")
    code: Code = described("Code: URL, list of URLs, true, false or n/a", UNKNOWN_RESOURCE)
    data: Code = described("Data: URL, list of URLs, true, false or n/a", UNKNOWN_RESOURCE)
    slides: PathOrUrl = described("Slides: a URL or a path below content/static")
    poster: PathOrUrl = described("Poster: a URL or a path below content/static")
    video: PathOrUrl = described("Video: a URL or a path below content/static")
    website: PathOrUrl = described("Website of the project")
    demo: PathOrUrl = described("Demonstration")
    blog: PathOrUrl = described("Blog post")
    supplement: PathOrUrl = described("Supplementary material: a URL or a path below content/static")
    links: PaperLinks = described("Further links: {label, url, icon}", ())
    keywords: Lines = described("Keywords", ())
    projects: Annotated[tuple[Slug, ...], OneOrMany()] = described("Slugs of projects", ())
    award: Line = described("Award")
    note: Line = described("A remark shown with the paper")
    tldr: Text = described("The paper in one sentence")
    preview: PathOrUrl = described("Image: a URL or a path below content/static")
    selected: BoolWord = described("Shown under 'Selected'", False)
    status: Status = described("published, accepted, forthcoming, submitted or draft", "published")
    retracted: Retraction = described("true, or a note on the retraction")
    language: Language = described("Language tag, such as en or pt-BR")
    license: Line = described("Licence of the paper: a name, an SPDX id or a URL")
    open_access: BoolWord | None = described("Whether the full text is free to read", None)
    citations: Citations | None = described("A count, or {count, source, date, by_year}", None)
    references: Annotated[tuple[PaperReference, ...], OneOrMany()] = described(
        "Slugs, DOIs or arXiv ids of the works that the paper cites", ()
    )
    version_of: Slug = described("Slug of the main record of the same work")
    bibtex: Text = described("BibTeX entry that replaces the generated one")
    reported: PaperReports = described("Values that a named source reports", ())
    redirect_from: Annotated[tuple[RedirectPath, ...], OneOrMany()] = described(
        "Paths of this site that lead here", ()
    )
    extra: dict[str, Any] = described("Anything else; kept, never shown", {})
    entry_text: Text = described("The BibTeX entry as its source has it; set by Byline")
