"""Atom (RFC 4287) and JSON Feed 1.1: the newest papers of a site or a person.

Atom is written by hand: the documents are flat, every text passes `escape`, and feedgen, which
wants lxml, takes 2.6 times as long. Ids come from the DOI, else from a tag URI (RFC 4151), so that a
page may move without its paper turning up again as new.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import msgspec

from generator.exporters.addresses import absolute, host_of
from generator.exporters.json_text import Json, encode_json
from generator.exporters.kinds import venue_name
from generator.exporters.plain import readable, shorten, tidy
from generator.model import PersonId, Venue, Work
from generator.urls import doi_url, relative_prefix
from generator.values import PartialDate

MAX_ENTRIES = 100
"""Entries in a feed: readers fetch all of it each time."""

MAX_AUTHORS = 30
"""Authors of an entry; a paper may have 3,000."""

MAX_SUMMARY_CHARS = 2000

# RFC 4151 wants a day on which the host was the site's; this one is fixed, so that ids stay.
_TAG_DATE = "2026"
_NO_DATE = "1970-01-01T00:00:00Z"
"""For a feed that must say when it changed and holds no dated paper."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself.

    Attributes:
        path: Output path of the feed, such as "authors/x.atom".
        home: Output path of the page that shows the same.
        author: Whose papers these are; the site's title where no one person's.
        base_url: The site's URL, or "": then addresses are relative to the feed.
        pages_of: People who have a profile page, whose entries link it.
    """

    path: str
    title: str
    home: str
    author: str
    base_url: str = ""
    description: str = ""
    language: str = ""
    pages_of: frozenset[PersonId] = frozenset()

    def address(self, path: str) -> str:
        """Return the address of an output path as the feed writes it."""
        return absolute(self.base_url, path, relative_prefix(self.path))


def newest(works: Iterable[Work], limit: int = MAX_ENTRIES) -> list[Work]:
    """Return the works that a feed holds, newest first; without a date a work has no place."""
    dated = [work for work in works if work.date is not None]
    dated.sort(key=lambda work: work.id)
    dated.sort(key=lambda work: work.date or PartialDate(1), reverse=True)
    return dated[:limit]


def timestamp(date: PartialDate | None) -> str:
    """Return the first instant that a date can mean, as RFC 3339 in UTC."""
    return _NO_DATE if date is None else f"{date.first_day().isoformat()}T00:00:00Z"


def entry_id(work: Work, base_url: str) -> str:
    """Return an IRI that names a work for good: from its DOI, else from site and slug."""
    return doi_url(work.doi) if work.doi else _tag(base_url, f"papers/{work.id}")


def _tag(base_url: str, specific: str) -> str:
    host = host_of(base_url)
    if host:
        return f"tag:{host},{_TAG_DATE}:{specific}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"byline:{specific}").urn


def format_atom(channel: Channel, works: Iterable[Work], venues: Mapping[str, Venue] | None = None) -> str:
    """Return an Atom feed of the newest works, newest first."""
    entries = newest(works)
    venues = venues or {}
    language = f' xml:lang="{_xml(channel.language)}"' if channel.language else ""
    # The slug path, not the title, tells the feeds of one site apart.
    feed_id = _tag(channel.base_url, channel.path)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{language}>',
        f"<id>{_xml(feed_id)}</id>",
        f"<title>{_xml(channel.title)}</title>",
        f"<updated>{timestamp(entries[0].date if entries else None)}</updated>",
        f'<link rel="alternate" type="text/html" href="{_xml(channel.address(channel.home))}"/>',
        f"<author><name>{_xml(channel.author) or 'Unknown'}</name></author>",
        "<generator>Byline</generator>",
    ]
    if channel.base_url:
        href = _xml(channel.address(channel.path))
        lines.append(f'<link rel="self" type="application/atom+xml" href="{href}"/>')
    if channel.description:
        lines.append(f"<subtitle>{_xml(channel.description)}</subtitle>")
    lines += [_atom_entry(channel, work, venues.get(work.venue_slug)) for work in entries]
    lines.append("</feed>\n")
    return "\n".join(lines)


def _atom_entry(channel: Channel, work: Work, venue: Venue | None) -> str:
    when = timestamp(work.date)
    lines = [
        "<entry>",
        f"<id>{_xml(entry_id(work, channel.base_url))}</id>",
        f"<title>{_xml(readable(work.title))}</title>",
        f'<link rel="alternate" type="text/html" href="{_xml(channel.address(_page(work)))}"/>',
        f"<published>{when}</published>",
        f"<updated>{when}</updated>",
    ]
    for name, path in _authors(channel, work):
        uri = f"<uri>{_xml(channel.address(path))}</uri>" if path else ""
        lines.append(f"<author><name>{_xml(name)}</name>{uri}</author>")
    lines += [f'<category term="{_xml(code)}"/>' for code in work.categories if tidy(code)]
    if summary := _summary(work, venue):
        lines.append(f'<summary type="text">{_xml(summary)}</summary>')
    lines.append("</entry>")
    return "\n".join(lines)


def format_json_feed(
    channel: Channel, works: Iterable[Work], venues: Mapping[str, Venue] | None = None
) -> str:
    """Return a JSON Feed 1.1 of the newest works, newest first."""
    venues = venues or {}
    feed: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": tidy(channel.title),
        "home_page_url": channel.address(channel.home),
        "feed_url": channel.address(channel.path) if channel.base_url else "",
        "description": tidy(channel.description),
        "language": tidy(channel.language),
        "authors": [{"name": tidy(channel.author)}] if channel.author else [],
    }
    document: dict[str, Json] = {key: value for key, value in feed.items() if value}
    document["items"] = [_json_item(channel, work, venues.get(work.venue_slug)) for work in newest(works)]
    text = msgspec.json.format(encode_json(document), indent=1).decode()
    return f"{text}\n"


def _json_item(channel: Channel, work: Work, venue: Venue | None) -> dict[str, Json]:
    authors: list[Json] = [
        {"name": name, "url": channel.address(path)} if path else {"name": name}
        for name, path in _authors(channel, work)
    ]
    item: dict[str, Json] = {
        "id": entry_id(work, channel.base_url),
        "url": channel.address(_page(work)),
        "external_url": doi_url(work.doi) if work.doi else "",
        "title": readable(work.title),
        "summary": readable(work.tldr),
        "date_published": timestamp(work.date),
        "authors": authors,
        "tags": [tidy(code) for code in work.categories if tidy(code)],
        "language": tidy(work.language),
    }
    kept: dict[str, Json] = {key: value for key, value in item.items() if value}
    # The one text that an item must have, though it be empty.
    kept["content_text"] = _summary(work, venue)
    return kept


def _page(work: Work) -> str:
    return f"papers/{work.id}.html"


def _authors(channel: Channel, work: Work) -> list[tuple[str, str]]:
    found = []
    for credit in work.credits[:MAX_AUTHORS]:
        path = f"authors/{credit.person}.html" if credit.person in channel.pages_of else ""
        if name := tidy(credit.name.display):
            found.append((name, path))
    if found and (work.authors_truncated or len(work.credits) > MAX_AUTHORS):
        found.append(("et al.", ""))
    return found


def _summary(work: Work, venue: Venue | None) -> str:
    parts = ["Retracted." if work.retracted else "", readable(work.abstract) or readable(work.tldr)]
    text = " ".join(part for part in parts if part)
    return shorten(text or venue_name(work, venue), MAX_SUMMARY_CHARS)


def _xml(text: str) -> str:
    return escape(tidy(text))
