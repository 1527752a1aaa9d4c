"""A person's CV as Markdown, for `byline export cv AUTHOR`."""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from generator.exporters.addresses import absolute
from generator.exporters.plain import plain, tidy
from generator.exporters.styles import format_citation
from generator.model import Affiliation, Document, Person, Station, Venue, Work
from generator.text.tex_math import MATH_PATTERN
from generator.urls import orcid_url
from generator.values import PartialDate

_ACTIVE = re.compile(r"[\\`*_\[\]<>#|~$&]")
_ACTIVE_OR_MATH = re.compile(f"(?P<math>{MATH_PATTERN})|{_ACTIVE.pattern}", re.DOTALL)
_HTML = re.compile(r"<[A-Za-z/!?]|&[A-Za-z#]|`|\]\(")
_BLOCK_START = re.compile(r"^(\s*)(?=[-+=])|^(\s*\d+)(?=[.)])")
# Code stays as it is; `](x)`, `](<x>)`, `[name]: x` and the attributes of HTML hold addresses. Those
# that have a scheme, lead within the page or stand at a host's root are let be.
_ADDRESS = re.compile(
    r"(?P<code>^(?P<fence>```+|~~~+).*?^(?P=fence)|(?P<ticks>`+)[^`]+(?P=ticks))"
    r"|(?P<before>\]\(<?|^ {0,3}\[[^\]\n]+\]: +<?|\b(?:href|src)=[\"'])"
    r"(?![A-Za-z][A-Za-z0-9+.-]*:|[#/])(?P<address>[^\s()<>\"']+)",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"</?i>")


def format_cv(
    person: Person,
    works: Iterable[Work],
    venues: Mapping[str, Venue] | None = None,
    documents: Iterable[Document] = (),
    base_url: str = "",
    style: str = "APA",
) -> str:
    """Return a CV: contact, biography, positions, education, awards, publications, talks, teaching.

    Args:
        works: In the order listed.
        documents: Talks and courses of this person; other kinds are passed over.
        base_url: The site's URL, before addresses of the site's own files.
        style: Citation style of the publications, a name of `styles.STYLES`.
    """
    venues = venues or {}
    documents = tuple(documents)
    publications = [markdown_of(format_citation(work, style, venues.get(work.venue_slug))) for work in works]
    sections = (
        _section("Positions", [_station(s, s.start, s.end) for s in person.experience] or _places(person)),
        _section("Education", [_station(s, s.start or s.end, s.end) for s in person.education]),
        _section("Awards", [_station(s, s.start or s.end, s.end or s.start) for s in person.awards]),
        _section("Publications", publications, numbered=True),
        _section("Talks", [_document(d) for d in documents if d.kind == "talk"]),
        _section("Teaching", [_document(d) for d in documents if d.kind == "teaching"]),
    )
    return "\n\n".join(part for part in (*_head(person, base_url), *sections) if part) + "\n"


def markdown_of(html: str) -> str:
    """Return a formatted citation (text with `<i>` as its only tag) as Markdown."""
    pieces = _TAG.split(html)
    # Split at the tags, every second piece stood in italics.
    return "".join(
        f"*{escape_markdown(unescape(piece))}*" if i % 2 else escape_markdown(unescape(piece))
        for i, piece in enumerate(pieces)
        if piece
    )


def escape_markdown(text: str) -> str:
    """Return plain text with every character that Markdown could act on escaped; TeX math stays."""
    return _BLOCK_START.sub(r"\g<0>\\", _ACTIVE_OR_MATH.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    # In math the marks of HTML still are marks of HTML.
    return match[0] if match["math"] and not _HTML.search(match[0]) else _ACTIVE.sub(r"\\\g<0>", match[0])


def _head(person: Person, base_url: str) -> list[str]:
    name = escape_markdown(tidy(person.name.display))
    native = f" ({escape_markdown(tidy(person.native_name))})" if person.native_name else ""
    current = [_place(place) for place in person.affiliations if place.end is None]
    role = "  \n".join(part for part in (escape_markdown(tidy(person.role)), *current) if part)
    contacts = [f"<{tidy(person.email)}>"] if _is_autolink(person.email) else []
    if person.orcid:
        contacts.append(_linked("ORCID", orcid_url(person.orcid)))
    contacts += [
        _linked(tidy(link.label), absolute(base_url, link.url))
        for link in person.links
        if "orcid.org" not in link.url
    ]
    biography = _with_whole_addresses(person.biography.strip(), base_url)
    return [f"# {name}{native}", role, " · ".join(contacts), biography]


def _with_whole_addresses(markdown: str, base_url: str) -> str:
    """Return a person's own Markdown as it is, but for addresses of the site's files."""
    if not base_url:
        return markdown
    return _ADDRESS.sub(
        lambda found: (
            found[0] if found["code"] else f"{found['before']}{base_url.rstrip('/')}/{found['address']}"
        ),
        markdown,
    )


def _is_autolink(email: str) -> bool:
    return re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", email) is not None


def _linked(label: str, url: str) -> str:
    address = tidy(url).replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{escape_markdown(label)}](<{address}>)"


def _section(heading: str, items: list[str], *, numbered: bool = False) -> str:
    if not items:
        return ""
    lines = [f"{i}. {item}" if numbered else f"- {item}" for i, item in enumerate(items, start=1)]
    return f"## {heading}\n\n" + "\n".join(lines)


def _place(place: Affiliation) -> str:
    name = ", ".join(tidy(part) for part in (place.department, place.name) if part)
    return escape_markdown(name)


def _places(person: Person) -> list[str]:
    return [
        ", ".join(part for part in (_place(place), _period(place.start, place.end)) if part)
        for place in person.affiliations
    ]


def _station(station: Station, start: PartialDate | None, end: PartialDate | None) -> str:
    what = plain(station.what)
    named = _linked(what, station.url) if station.url else escape_markdown(what)
    parts = [named, escape_markdown(plain(station.where)), _period(start, end)]
    line = ", ".join(part for part in parts if part)
    return f"{line}. {escape_markdown(plain(station.note))}" if station.note else line


def _period(start: PartialDate | None, end: PartialDate | None) -> str:
    if start is None and end is None:
        return ""
    if start is None or end is None:
        return f"since {start.year}" if start else f"until {end.year}" if end else ""
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"


def _document(document: Document) -> str:
    facts = [escape_markdown(plain(text)) for _, text in document.fields]
    when = _period(document.date, document.end or document.date)
    title = escape_markdown(plain(document.title))
    return ", ".join(part for part in (title, *facts, when) if part)
