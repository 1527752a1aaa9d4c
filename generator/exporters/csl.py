"""CSL-JSON, as citeproc processors, pandoc and Zotero read it (schema 1.0.2)."""

from collections.abc import Iterable

from generator.exporters.addresses import is_web
from generator.exporters.citekeys import generated_citekey, given_citekey
from generator.exporters.framing import Frame
from generator.exporters.json_text import Json, encode_json
from generator.exporters.kinds import Kind, institution, kind_of, thesis_degree, venue_name
from generator.exporters.locators import full_range, split_pages
from generator.exporters.plain import plain, tidy
from generator.model import Credit, Venue, Work
from generator.urls import arxiv_url

FRAME = Frame(first="[\n", between=",\n", last="\n]\n", empty="[]\n")
"""What makes a CSL-JSON array of objects, one a line."""

TYPES: dict[Kind, str] = {
    Kind.JOURNAL: "article-journal",
    Kind.CONFERENCE: "paper-conference",
    Kind.PREPRINT: "article",
    Kind.OTHER: "article",
}
"""CSL type by kind where `type` is vague; else the work's own type stands."""

DEGREES = {
    "doctoral": "Doctoral dissertation",
    "master": "Master’s thesis",
    "bachelor": "Bachelor’s thesis",
}

_VAGUE = ("article", "", "document")


def csl_item(work: Work, venue: Venue | None = None, citekey: str = "") -> dict[str, Json]:
    """Return a work as a CSL-JSON object; keys in a fixed order, unknown ones left out.

    Args:
        venue: Gives the full and short name of the venue; without it the work's own text does.
        citekey: The object's `id`; without it the work's own or a generated key (see `citekeys`).
    """
    kind = kind_of(work, venue)
    item: dict[str, Json] = {
        "id": citekey or given_citekey(work) or generated_citekey(work),
        "type": TYPES.get(kind, work.type) if work.type in _VAGUE else work.type,
        "title": plain(work.title),
        "author": _names(work.credits, truncated=work.authors_truncated),
        "editor": _names(work.editors),
        "issued": _issued(work),
        **_container(work, kind, venue),
        "volume": tidy(work.volume),
        "number" if kind is Kind.REPORT else "issue": tidy(work.issue),
        "page": full_range(*split_pages(work.pages)).replace("–", "-"),
        **_identifiers(work),
        "abstract": plain(work.abstract),
        "keyword": ", ".join(plain(keyword) for keyword in work.keywords),
        "language": tidy(work.language),
        "note": plain(work.note),
        "status": "" if work.status == "published" else work.status,
    }
    return {key: value for key, value in item.items() if value}


def format_csl(work: Work, venue: Venue | None = None, citekey: str = "") -> str:
    """Return a work as one line of JSON; see `csl_item`."""
    return encode_json(csl_item(work, venue, citekey)).decode()


def _names(credited: Iterable[Credit], *, truncated: bool = False) -> list[Json]:
    names: list[Json] = [_name(credit) for credit in credited]
    if truncated and names:
        # pandoc reads BibTeX's "and others" as this name, and prints "et al." for it.
        names.append({"literal": "others"})
    return names


def _name(credit: Credit) -> dict[str, Json]:
    name = credit.name
    if credit.group or not name.family:
        return {"literal": tidy(name.display)}
    parts: dict[str, Json] = {
        "family": tidy(name.family),
        "given": tidy(name.given),
        "non-dropping-particle": tidy(name.particle),
        "suffix": tidy(name.suffix),
    }
    return {key: value for key, value in parts.items() if value}


def _issued(work: Work) -> dict[str, Json]:
    date = work.date
    if date is None:
        return {}
    parts: list[Json] = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts]}


def _container(work: Work, kind: Kind, venue: Venue | None) -> dict[str, Json]:
    if kind in (Kind.THESIS, Kind.REPORT):
        genre = DEGREES.get(thesis_degree(work), "") if kind is Kind.THESIS else ""
        return {"genre": genre, "publisher": institution(work, venue)}
    name = venue_name(work, venue)
    short = tidy(work.venue_short or (venue.abbr if venue is not None else ""))
    return {
        "container-title": name,
        "container-title-short": short if short != name else "",
        "publisher": tidy(work.publisher),
    }


def _identifiers(work: Work) -> dict[str, Json]:
    url = work.url if is_web(work.url) else ""
    if not url and work.arxiv and not work.doi:
        url = arxiv_url(work.arxiv)
    return {
        "DOI": tidy(work.doi),
        "ISBN": tidy(work.isbn),
        "PMID": tidy(work.pmid),
        "archive": "arXiv" if work.arxiv else "",
        "archive_location": tidy(work.arxiv),
        "URL": tidy(url),
    }
