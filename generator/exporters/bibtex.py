"""BibTeX, in UTF-8 for biber and modern BibTeX.

Fields follow what reference managers read: classic entry types, `eprint` as arXiv itself writes it,
dates as `year` and a month's macro. What the source does not say has no field.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.exporters.addresses import is_web
from generator.exporters.citekeys import generated_citekey, given_citekey
from generator.exporters.framing import Frame
from generator.exporters.kinds import Kind, institution, kind_of, thesis_degree, venue_name
from generator.exporters.locators import split_pages
from generator.exporters.plain import plain, tidy
from generator.exporters.status_notes import note_says_status
from generator.exporters.tex import braces_balance, escape_tex, title_tex
from generator.model import Credit, Venue, Work
from generator.urls import arxiv_url

FRAME = Frame(first="", between="\n\n", last="\n", empty="")
"""What makes a .bib file of entries."""

MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

ENTRY_TYPES: dict[Kind, str] = {
    Kind.JOURNAL: "article",
    Kind.CONFERENCE: "inproceedings",
    Kind.CHAPTER: "incollection",
    Kind.BOOK: "book",
    Kind.THESIS: "phdthesis",
    Kind.REPORT: "techreport",
    Kind.MANUSCRIPT: "unpublished",
}
"""Entry type by kind; every other kind is `misc`."""

VENUE_FIELDS: dict[Kind, str] = {
    Kind.JOURNAL: "journal",
    Kind.CONFERENCE: "booktitle",
    Kind.CHAPTER: "booktitle",
    Kind.BOOK: "series",
    Kind.THESIS: "",
    Kind.REPORT: "",
}
"""Field that names the venue; `howpublished` for every other kind."""

STATUS_NOTES = {
    "accepted": "Accepted for publication",
    "forthcoming": "Forthcoming",
    "submitted": "Submitted for publication",
    "draft": "Draft",
}

# These archives are divided; the others are classes of their own.
_ARXIV_CLASS = re.compile(
    r"(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z-]+"
    r"|astro-ph|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
)
_ARXIV_VENUE = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)

Field = tuple[str, str]


def format_bibtex(work: Work, venue: Venue | None = None, citekey: str = "") -> str:
    """Return a work's BibTeX entry without a final line break.

    Args:
        work: The user's own text in `bibtex`, where there is one, is the answer.
        venue: Gives the full name of the venue; without it `work.venue` does.
        citekey: Replaces the key that the work has or that is made for it (see `assign_citekeys`).
    """
    if work.bibtex.strip():
        return work.bibtex.strip()
    key = citekey or given_citekey(work) or generated_citekey(work)
    kind = kind_of(work, venue)
    entry_type = ENTRY_TYPES.get(kind, "misc")
    if kind is Kind.THESIS and thesis_degree(work) == "master":
        entry_type = "mastersthesis"
    fields = [
        ("title", title_tex(work.title)),
        ("author", format_names(work.credits, truncated=work.authors_truncated)),
        ("editor", format_names(work.editors)),
        *_venue_fields(work, kind, venue),
        *_place_fields(work, kind),
        *_date_fields(work),
        *_identifier_fields(work),
        ("note", _note(work)),
    ]
    # The month is a macro, which styles print in their own language: no braces.
    lines = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields
        if value
    ]
    return "\n".join([f"@{entry_type}{{{key},", *lines, "}"])


def format_names(credited: Iterable[Credit], *, truncated: bool = False) -> str:
    """Return names joined by " and ", closed by "others" when the list goes on."""
    names = [name for name in map(format_name, credited) if name]
    if truncated and names:
        names.append("others")
    return " and ".join(names)


def format_name(credit: Credit) -> str:
    """Return "particle Family, Suffix, Given"; what has no family name (a group) in braces."""
    name = credit.name
    if credit.group or not name.family:
        return _braced(tidy(name.display))
    return _personal_name(name.family, name.given, name.particle, name.suffix) or _braced(tidy(name.display))


# People write more than one paper, and each of their papers stands in several files.
@lru_cache(maxsize=8192)
def _personal_name(family: str, given: str, particle: str, suffix: str) -> str:
    """Return a name in BibTeX's order, "" for one that has to stand as it is displayed."""
    family, given, particle, suffix = tidy(family), tidy(given), tidy(particle), tidy(suffix)
    if not given and (not family or particle or suffix or " " in family):
        return ""
    head = _part(family, is_family=True)
    if particle:
        # Only words that start in lower case are read as a particle; others join the family name.
        head = f"{_part(particle)} {head}"
    return ", ".join(part for part in (head, _part(suffix), _part(given)) if part)


def _part(text: str, *, is_family: bool = False) -> str:
    needs_braces = "," in text or _AND.search(text) is not None or text.lower() == "others"
    if is_family and not needs_braces:
        # In "Castro e Silva" a word in lower case would be read as the end of a particle.
        words = text.split()
        # "A. Other, B. Third" would be read as two people.
        needs_braces = len(words) > 1 and not (
            all(word[0].isupper() for word in words) and len(words[0].rstrip(".")) > 1
        )
    return _braced(text) if needs_braces else escape_tex(text)


def _braced(text: str) -> str:
    return f"{{{escape_tex(text)}}}" if text else ""


def _venue_fields(work: Work, kind: Kind, venue: Venue | None) -> list[Field]:
    if kind is Kind.THESIS:
        fields = [("school", escape_tex(institution(work, venue)))]
        if not thesis_degree(work):
            # `phdthesis` would print "PhD thesis", which the source does not say.
            fields.append(("type", "Thesis"))
        return fields
    if kind is Kind.REPORT:
        return [("institution", escape_tex(institution(work, venue)))]
    name = venue_name(work, venue)
    if kind is Kind.PREPRINT and work.arxiv and _ARXIV_VENUE.search(name):
        return []
    if name == plain(work.title):
        # A whole collection whose own name its source repeats.
        return []
    return [(VENUE_FIELDS.get(kind, "howpublished"), escape_tex(name))]


def _place_fields(work: Work, kind: Kind) -> list[Field]:
    first, last = split_pages(work.pages)
    pages = tidy(f"{first}--{last}" if last else first).replace("–", "--")
    publisher = "" if kind in (Kind.THESIS, Kind.REPORT) else tidy(work.publisher)
    # Zotero writes the number of a preprint as its issue; `eprint` has it.
    number = "" if work.arxiv and work.arxiv in work.issue else tidy(work.issue)
    return [
        ("volume", escape_tex(tidy(work.volume))),
        ("number", escape_tex(number)),
        ("pages", escape_tex(pages)),
        ("publisher", escape_tex(publisher)),
    ]


def _date_fields(work: Work) -> list[Field]:
    if work.date is None:
        return []
    return [("year", f"{work.date.year:04d}"), ("month", MONTHS[work.date.month])]


def _identifier_fields(work: Work) -> list[Field]:
    fields = [("doi", _verbatim(work.doi)), ("isbn", escape_tex(tidy(work.isbn)))]
    if work.arxiv:
        fields += [("eprint", _verbatim(work.arxiv)), ("archivePrefix", "arXiv")]
        primary = work.categories[0] if work.categories else ""
        if _ARXIV_CLASS.fullmatch(primary):
            fields.append(("primaryClass", primary))
    url = work.url
    if not url and work.arxiv and not work.doi:
        url = arxiv_url(work.arxiv)
    fields.append(("url", _verbatim(url) if is_web(url) else ""))
    return fields


def _verbatim(text: str) -> str:
    # Styles print doi and url as they are, so nothing is escaped; braces must balance all the same.
    text = tidy(text).replace(" ", "%20").replace("\\", "%5C")
    return text if braces_balance(text) else text.replace("{", "%7B").replace("}", "%7D")


def _note(work: Work) -> str:
    notes = [plain(work.note)]
    if not note_says_status(work):
        notes.append(STATUS_NOTES.get(work.status, ""))
    if work.retracted:
        notes.append("Retracted")
    return escape_tex(". ".join(note.rstrip(".") for note in notes if note))
