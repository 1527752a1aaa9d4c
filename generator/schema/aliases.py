"""The one table of the names that people bring along, and ours for them.

A row with a `step` is read together with other fields (year and month make a date); those steps
are in `canonical`, `bibtex_fields` and `csl_fields`. The canonical names are what Byline writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from generator.schema.author import Author
from generator.schema.document import DOCUMENTS
from generator.schema.paper import Paper
from generator.schema.services import PERSON_SERVICE_SYNONYMS, PERSON_SERVICES
from generator.schema.site import Site
from generator.schema.theme import ThemeFile
from generator.schema.venue import Venue

IGNORED = "(ignored)"
EXTRA = "extra"

MODELS: dict[str, type[BaseModel]] = {
    "paper": Paper,
    "author": Author,
    "venue": Venue,
    "site": Site,
    "theme": ThemeFile,
    **{model.kind: model for model in DOCUMENTS.values()},
}

SET_BY_BYLINE: dict[str, frozenset[str]] = {
    "paper": frozenset({"entry_text"}),
    **{model.kind: frozenset({"body"}) for model in DOCUMENTS.values()},
}
"""Fields of the models that a source must not name."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that people bring along.

    Attributes:
        theirs: As written; compared in lower case.
        ours: The canonical field, `EXTRA` (kept, not shown) or `IGNORED`.
        who: Where the name comes from.
        step: Read together with other fields; one value for one field when "".
    """

    theirs: str
    ours: str
    who: str
    step: str = ""


def _rows(who: str, pairs: dict[str, str], step: str = "") -> tuple[Alias, ...]:
    return tuple(Alias(theirs, ours, who, step) for theirs, ours in pairs.items())


PAPER_ALIASES: tuple[Alias, ...] = (
    *_rows("BibTeX", {"journal": "venue", "booktitle": "venue", "journaltitle": "venue"}, "venue"),
    *_rows("BibTeX", {"abbr": "venue_short", "shortjournal": "venue_short"}, "venue"),
    *_rows("BibTeX", {"eventtitle": "venue", "howpublished": "venue"}, "venue"),
    *_rows("BibTeX", {"year": "date", "month": "date", "day": "date"}, "date"),
    *_rows("BibTeX", {"author": "authors", "editor": "editors"}),
    *_rows("BibTeX", {"eprint": "arxiv", "archiveprefix": "arxiv", "eprinttype": "arxiv"}, "eprint"),
    *_rows("BibTeX", {"primaryclass": "categories", "eprintclass": "categories"}, "eprint"),
    *_rows("BibTeX", {"number": "issue", "page": "pages", "keyword": "keywords"}),
    *_rows("BibTeX", {"school": "publisher", "institution": "publisher"}),
    *_rows("BibTeX", {"organization": "publisher", "langid": "language"}),
    *_rows("BibTeX", {"pubstate": "status"}),
    *_rows("al-folio", {"html": "url", "supp": "supplement", "additional_info": "note"}),
    *_rows("al-folio", {"annotation": "note"}),
    *_rows("al-folio", {"award_name": "award", "bibtex_show": IGNORED, "google_scholar_id": EXTRA}),
    *_rows("al-folio", {"altmetric": EXTRA, "dimensions": EXTRA, "inspirehep_id": EXTRA}),
    *_rows("Hugo Blox", {"publication": "venue", "publication_short": "venue_short"}, "venue"),
    *_rows("Hugo Blox", {"publication_types": "type", "author_notes": "authors"}, "hugo"),
    *_rows("Hugo Blox", {"hugoblox": IGNORED, "draft": "status"}, "hugo"),
    *_rows("Hugo Blox", {"tags": "keywords", "featured": "selected", "summary": "tldr"}),
    *_rows("Hugo Blox", {"url_pdf": "pdf", "url_code": "code", "url_dataset": "data"}),
    *_rows("Hugo Blox", {"url_data": "data", "url_poster": "poster", "url_project": "website"}),
    *_rows("Hugo Blox", {"url_website": "website", "url_slides": "slides", "url_video": "video"}),
    *_rows("Hugo Blox", {"url_supplement": "supplement", "url_demo": "demo", "url_blog": "blog"}),
    *_rows("Hugo Blox", {"external_link": "url", "publishdate": IGNORED, "lastmod": IGNORED}),
    *_rows("Hugo Blox", {"share": IGNORED, "profile": IGNORED, "commentable": IGNORED}),
    *_rows("Hugo Blox", {"math": IGNORED, "diagram": IGNORED, "highlight": IGNORED}),
    *_rows("Hugo Blox", {"image": "preview"}, "hugo"),
    *_rows("academicpages", {"paperurl": "url"}, "paperurl"),
    *_rows("academicpages", {"slidesurl": "slides", "bibtexurl": IGNORED, "citation": IGNORED}),
    *_rows("academicpages", {"excerpt": "tldr", "category": "type", "collection": IGNORED}),
    *_rows("academicpages", {"permalink": "redirect_from", "layout": IGNORED, "header": IGNORED}),
    *_rows("CSL-JSON", {"issued": "date"}, "date"),
    *_rows("CSL-JSON", {"container-title": "venue", "event-title": "venue"}, "venue"),
    *_rows("CSL-JSON", {"event": "venue", "container-title-short": "venue_short"}, "venue"),
    *_rows("CSL-JSON", {"journalabbreviation": "venue_short"}, "venue"),
    *_rows("greenelab", {"id": IGNORED, "link": "url", "plugin": IGNORED, "file": IGNORED}),
    *_rows("greenelab", {"orcid": IGNORED, "description": "tldr"}),
    *_rows("greenelab", {"repo": "code", "buttons": "links"}, "greenelab"),
    *_rows("JabRef", {"comment": EXTRA, "owner": EXTRA, "groups": EXTRA}),
)

_DOCUMENT_ALIASES: tuple[Alias, ...] = (
    *_rows("Hugo Blox", {"tags": "keywords", "summary": "description", "subtitle": "description"}),
    *_rows("Hugo Blox", {"authors": "people", "aliases": "redirect_from", "weight": "order"}),
    *_rows("Hugo Blox", {"date_end": "end", "event_url": "url", "external_link": "url"}),
    *_rows("Hugo Blox", {"url_slides": "slides", "url_video": "video", "url_code": "code"}),
    *_rows("Hugo Blox", {"publishdate": IGNORED, "lastmod": IGNORED, "featured": IGNORED}),
    *_rows("Hugo Blox", {"math": IGNORED, "share": IGNORED, "profile": IGNORED}),
    *_rows("academicpages", {"excerpt": "description", "permalink": "redirect_from"}),
    *_rows("academicpages", {"slidesurl": "slides", "collection": IGNORED, "header": IGNORED}),
    *_rows("al-folio", {"img": "image", "importance": "order", "nav_order": "order"}),
    *_rows("al-folio", {"category": "keywords", "layout": IGNORED, "inline": IGNORED}),
    *_rows("al-folio", {"related_posts": IGNORED, "related_publications": IGNORED}),
    *_rows("al-folio", {"published": "draft"}, "published"),
    *_rows("what people write", {"where": "location", "end_date": "end", "start_date": "start"}),
    *_rows("what people write", {"speaker": "speakers", "project": "projects", "paper": "papers"}),
    *_rows("what people write", {"person": "people", "members": "people", "semester": "term"}),
    *_rows("what people write", {"website": "url", "link": "url", "recording": "video"}),
    *_rows("what people write", {"institution": "venue"}),
)

_AUTHOR_ALIASES: tuple[Alias, ...] = (
    *_rows("Hugo Blox", {"title": "name"}),
    *_rows("Hugo Blox", {"first_name": "name", "last_name": "name"}, "name"),
    *_rows("Hugo Blox", {"organizations": "affiliations", "bio": "biography", "social": "links"}),
    *_rows("Hugo Blox", {"user_groups": "group", "superuser": IGNORED, "highlight_name": IGNORED}),
    *_rows("Hugo Blox", {"avatar_filename": "photo"}),
    *_rows("greenelab", {"image": "photo", "affiliation": "affiliations", "position": "role"}),
    *_rows("greenelab", {"description": "biography", "layout": IGNORED}),
    *_rows("what people write", {"alias": "aliases", "organization": "affiliations"}),
    *_rows("what people write", {"picture": "photo", "avatar": "photo", "permalink": "redirect_from"}),
    *(
        Alias(name, "links", "what people write", "links")
        for name in (*PERSON_SERVICES, *PERSON_SERVICE_SYNONYMS, "url")
    ),
)

_SITE_ALIASES: tuple[Alias, ...] = (
    *_rows("Hugo", {"baseurl": "url", "languagecode": "language", "lang": "language"}),
    *_rows("MkDocs", {"site_name": "title", "site_url": "url", "site_description": "description"}),
    *_rows("what people write", {"base_url": "url", "name": "title"}),
)

_VENUE_ALIASES: tuple[Alias, ...] = (
    *_rows("what people write", {"short": "abbr", "title": "name", "full": "name", "colour": "color"}),
    *_rows("what people write", {"acronym": "abbr", "link": "url"}),
)

ALIASES: dict[str, tuple[Alias, ...]] = {
    "paper": PAPER_ALIASES,
    "author": _AUTHOR_ALIASES,
    "site": _SITE_ALIASES,
    "venue": _VENUE_ALIASES,
    "theme": (),
    **{model.kind: _DOCUMENT_ALIASES for model in DOCUMENTS.values()},
}


@lru_cache
def field_names(kind: str) -> frozenset[str]:
    """Return the canonical names that a source of the kind may use."""
    return frozenset(MODELS[kind].model_fields) - SET_BY_BYLINE.get(kind, frozenset())


@lru_cache
def aliases_of(kind: str) -> dict[str, Alias]:
    """Return the aliases of a kind by their lower-case name, without those for fields it lacks."""
    fields = {*field_names(kind), EXTRA, IGNORED, *SET_BY_BYLINE.get(kind, ())}
    usable = (alias for alias in ALIASES[kind] if alias.ours in fields)
    return {a.theirs.lower(): a for a in usable if a.theirs not in field_names(kind)}


@lru_cache
def known_names(kind: str) -> tuple[str, ...]:
    """Return every name that is understood, canonical ones first: what suggestions choose from."""
    return (*sorted(field_names(kind)), *_shown(aliases_of(kind).values()))


def _shown(aliases: Iterable[Alias]) -> list[str]:
    return sorted(alias.theirs for alias in aliases if alias.ours not in (IGNORED, EXTRA))


# Names that reference managers write and Byline keeps in `extra`: too like ours to be a slip.
_BIBLIOGRAPHY_NAMES = """
    accessed acmid address annotator annote articleno author+an bdsk-file-1
    bdsk-url-1 bdsk-url-2 bibsource biburl bookauthor bookpagination booksubtitle
    booktitleaddon call-number chapter chapter-number citation-key citation-label citekey
    collection-editor collection-number collection-title collection-title-short contenttype
    core copyright created creationdate crossref date-added date-modified date-range deposited
    dimensions doi-url edition editora editorb editorc editortype eid entrysubtype event-date
    event-place eventdate gender genre groups holder ids indexed indextitle intype isan ismn
    isrn issn issuesubtitle issuetitle iswc journalsubtitle key label library link local-url
    location mainsubtitle maintitle medium member modificationdate mrclass mrnumber mrreviewer
    nameaddon nodoi number-of-pages number-of-volumes numpages options origdate origin
    original-date origlanguage origlocation origpublisher origtitle pagetotal pagination part
    place pmcid prefix presort publisher-place pubmedid rating read readstatus reference
    references-count refid related relatedtype relation reprinttitle reviewed-title rights
    scale score section series shorteditor shorthand shortseries shorttitle sortkey sortname
    sorttitle sortyear source state subject subtitle test timestamp title-short titleaddon
    translator urldate urls urlyear urn version volume-title volumes volumetitle xdata xref
    zblnumber
"""

BIBLIOGRAPHY_NAMES = frozenset(_BIBLIOGRAPHY_NAMES.split())
