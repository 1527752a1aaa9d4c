"""RIS: `TY  - ` lines with CRLF, in UTF-8.

Written by hand: rispy is hardly faster, wants a dictionary in between, and ends its lines with LF.
"""

from generator.exporters.addresses import is_web
from generator.exporters.framing import Frame
from generator.exporters.kinds import Kind, institution, kind_of, thesis_degree, venue_name
from generator.exporters.locators import split_pages
from generator.exporters.plain import plain, tidy
from generator.model import Credit, Venue, Work
from generator.urls import arxiv_url
from generator.values import PartialDate

FRAME = Frame(first="", between="\r\n", last="", empty="")
"""What makes a .ris file of records: a blank line between them."""

REFERENCE_TYPES: dict[Kind, str] = {
    Kind.JOURNAL: "JOUR",
    Kind.CONFERENCE: "CONF",
    Kind.CHAPTER: "CHAP",
    Kind.BOOK: "BOOK",
    Kind.THESIS: "THES",
    Kind.REPORT: "RPRT",
    Kind.DATASET: "DATA",
    Kind.SOFTWARE: "COMP",
    Kind.PREPRINT: "UNPB",
    Kind.WEB: "ELEC",
    Kind.TALK: "SLIDE",
    Kind.MANUSCRIPT: "UNPB",
    Kind.OTHER: "GEN",
}
"""`TY` by kind, as Zotero and EndNote read it; RIS has no type for preprints."""

DEGREES = {
    "doctoral": "Doctoral dissertation",
    "master": "Master's thesis",
    "bachelor": "Bachelor's thesis",
}

Line = tuple[str, str]


def format_ris(work: Work, venue: Venue | None = None) -> str:
    """Return one RIS record, from its `TY` line to its `ER` line, each closed by CRLF.

    Args:
        venue: Gives the full and short name of the venue; without it the work's own text does.
    """
    kind = kind_of(work, venue)
    lines: list[Line] = [("TY", REFERENCE_TYPES[kind]), ("TI", plain(work.title))]
    lines += [("AU", format_name(credit)) for credit in work.credits]
    if work.authors_truncated:
        # What EndNote expects where not all authors are known.
        lines.append(("AU", "et al."))
    lines += [("A2", format_name(editor)) for editor in work.editors]
    lines += _venue_lines(work, kind, venue)
    lines += _date_lines(work.date)
    lines += _identifier_lines(work)
    lines += [("KW", plain(keyword)) for keyword in work.keywords]
    lines += [("AB", plain(work.abstract)), ("LA", tidy(work.language)), ("N1", _note(work))]
    body = "".join([f"{tag}  - {value}\r\n" for tag, value in lines if value])
    return f"{body}ER  - \r\n"


def format_name(credit: Credit) -> str:
    """Return "Family, Given, Suffix", or a group's name as it is."""
    name = credit.name
    if credit.group or not name.family:
        return tidy(name.display)
    given = tidy(name.given)
    if name.suffix:
        given = f"{given}, {tidy(name.suffix)}"
    family = tidy(f"{name.particle} {name.family}")
    return f"{family}, {given}" if given else family


def _venue_lines(work: Work, kind: Kind, venue: Venue | None) -> list[Line]:
    first, last = split_pages(work.pages)
    place = [
        ("VL", tidy(work.volume)),
        ("IS", tidy(work.issue)),
        ("SP", tidy(first)),
        ("EP", tidy(last)),
    ]
    if kind in (Kind.THESIS, Kind.REPORT):
        return [
            ("PB", institution(work, venue)),
            ("M3", DEGREES.get(thesis_degree(work), "")),
            *place,
        ]
    name = venue_name(work, venue)
    short = tidy(work.venue_short or (venue.abbr if venue is not None else ""))
    return [
        ("T2", name),
        ("J2", short if kind is Kind.JOURNAL and short != name else ""),
        *place,
        ("PB", tidy(work.publisher)),
    ]


def _date_lines(date: PartialDate | None) -> list[Line]:
    if date is None:
        return []
    year = f"{date.year:04d}"
    month = f"{date.month:02d}" if date.month else ""
    day = f"{date.day:02d}" if date.day else ""
    # DA always has its three slashes: what stands behind the last one is free text (a season).
    return [("PY", year), ("DA", f"{year}/{month}/{day}/" if month else "")]


def _identifier_lines(work: Work) -> list[Line]:
    urls = [work.url if is_web(work.url) else "", arxiv_url(work.arxiv) if work.arxiv else ""]
    return [
        ("DO", tidy(work.doi)),
        ("SN", tidy(work.isbn)),
        ("AN", f"arXiv:{tidy(work.arxiv)}" if work.arxiv else ""),
        *(("UR", tidy(url)) for url in dict.fromkeys(urls)),
        ("L1", tidy(work.pdf) if is_web(work.pdf) else ""),
    ]


def _note(work: Work) -> str:
    notes = [plain(work.note), "" if work.status == "published" else work.status.capitalize()]
    if work.retracted:
        notes.append("Retracted")
    return "; ".join(note for note in notes if note)
