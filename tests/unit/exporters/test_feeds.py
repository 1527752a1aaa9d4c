"""Atom and JSON feeds."""

import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

from generator.exporters.feeds import (
    MAX_ENTRIES,
    Channel,
    entry_id,
    format_atom,
    format_json_feed,
    newest,
)
from generator.model import PersonId, Work

Paper = Callable[..., Work]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHANNEL = Channel(
    path="authors/dan-shi.atom",
    title="Dan Shi: papers",
    home="authors/dan-shi.html",
    author="Dan Shi",
    base_url="https://a.org/r/",
    language="en",
    pages_of=frozenset({PersonId("dan-shi")}),
)


def atom(channel: Channel, *works: Work) -> ElementTree.Element:
    return ElementTree.fromstring(format_atom(channel, works))  # noqa: S314 (our own output)


def test_an_entry_says_all_that_atom_requires(paper: Paper) -> None:
    work = paper(
        "On $x < y$ & *minds*",
        ["Shi, Dan", "Han, Zhuowen"],
        "2026-04-27",
        slug="minds",
        categories=("CL",),
        abstract="We <b>think</b>.",
        authors_truncated=True,
    )
    assert format_atom(CHANNEL, [work]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<id>tag:a.org,2026:authors/dan-shi.atom</id>\n"
        "<title>Dan Shi: papers</title>\n"
        "<updated>2026-04-27T00:00:00Z</updated>\n"
        '<link rel="alternate" type="text/html" href="https://a.org/r/authors/dan-shi.html"/>\n'
        "<author><name>Dan Shi</name></author>\n"
        "<generator>Byline</generator>\n"
        '<link rel="self" type="application/atom+xml" '
        'href="https://a.org/r/authors/dan-shi.atom"/>\n'
        "<entry>\n"
        "<id>tag:a.org,2026:papers/minds</id>\n"
        "<title>On x &lt; y &amp; minds</title>\n"
        '<link rel="alternate" type="text/html" href="https://a.org/r/papers/minds.html"/>\n'
        "<published>2026-04-27T00:00:00Z</published>\n"
        "<updated>2026-04-27T00:00:00Z</updated>\n"
        "<author><name>Dan Shi</name><uri>https://a.org/r/authors/dan-shi.html</uri></author>\n"
        "<author><name>Zhuowen Han</name></author>\n"
        "<author><name>et al.</name></author>\n"
        '<category term="CL"/>\n'
        '<summary type="text">We think.</summary>\n'
        "</entry>\n"
        "</feed>\n"
    )


def test_entries_are_newest_first_and_the_feed_is_as_new_as_the_first(paper: Paper) -> None:
    feed = atom(CHANNEL, paper("Old", date="2020"), paper("New", date="2024-05"), paper("Undated"))
    titles = [e.text for e in feed.iterfind("a:entry/a:title", ATOM)]
    assert titles == ["New", "Old"]
    assert feed.findtext("a:updated", None, ATOM) == "2024-05-01T00:00:00Z"


def test_papers_of_one_day_are_in_the_order_of_their_slugs(paper: Paper) -> None:
    works = [paper("T", date="2020", slug=slug) for slug in ("b", "c", "a")]
    assert [work.id for work in newest(works)] == ["a", "b", "c"]


def test_an_id_comes_from_the_doi_and_never_from_the_page(paper: Paper) -> None:
    with_doi = paper("T", doi="10.1000/a<b", slug="x")
    assert entry_id(with_doi, "https://a.org") == "https://doi.org/10.1000/a%3Cb"
    without = paper("T", slug="x")
    assert entry_id(without, "https://a.org/r/") == "tag:a.org,2026:papers/x"
    assert entry_id(without, "") == entry_id(without, "")
    assert entry_id(without, "").startswith("urn:uuid:")


def test_without_a_site_url_addresses_are_relative_and_there_is_no_self_link(paper: Paper) -> None:
    feed = atom(replace(CHANNEL, base_url=""), paper("T", ["Shi, Dan"], "2020", slug="x"))
    hrefs = {(e.get("rel"), e.get("href")) for e in feed.iterfind(".//a:link", ATOM)}
    assert hrefs == {("alternate", "../authors/dan-shi.html"), ("alternate", "../papers/x.html")}


def test_a_feed_without_papers_is_still_valid(paper: Paper) -> None:
    feed = atom(CHANNEL)
    assert feed.findtext("a:updated", None, ATOM) == "1970-01-01T00:00:00Z"
    assert feed.find("a:entry", ATOM) is None


def test_a_feed_holds_only_the_newest(paper: Paper) -> None:
    works = [paper("T", date="2020", slug=f"s{i}") for i in range(MAX_ENTRIES + 5)]
    assert len(atom(CHANNEL, *works).findall("a:entry", ATOM)) == MAX_ENTRIES


def test_a_byline_of_thousands_is_cut_in_a_feed(paper: Paper) -> None:
    work = paper("T", [f"F{i}, G" for i in range(3000)], "2020")
    names = [e.text for e in atom(CHANNEL, work).iterfind("a:entry/a:author/a:name", ATOM)]
    assert len(names) == 31
    assert names[-1] == "et al."


def test_a_retracted_paper_is_marked(paper: Paper) -> None:
    work = paper("T", date="2020", abstract="We claim.", retracted="true")
    assert atom(CHANNEL, work).findtext("a:entry/a:summary", None, ATOM) == "Retracted. We claim."


def test_a_json_feed_says_the_same(paper: Paper) -> None:
    channel = replace(CHANNEL, path="feed.json", home="index.html", description="Papers")
    work = paper(
        "On *minds*",
        ["Shi, Dan"],
        "2026-04",
        slug="minds",
        categories=("CL",),
        doi="10.1000/1",
        abstract="We think.",
        tldr="Thought.",
    )
    assert json.loads(format_json_feed(channel, [work])) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Dan Shi: papers",
        "home_page_url": "https://a.org/r/",
        "feed_url": "https://a.org/r/feed.json",
        "description": "Papers",
        "language": "en",
        "authors": [{"name": "Dan Shi"}],
        "items": [
            {
                "id": "https://doi.org/10.1000/1",
                "url": "https://a.org/r/papers/minds.html",
                "external_url": "https://doi.org/10.1000/1",
                "title": "On minds",
                "summary": "Thought.",
                "date_published": "2026-04-01T00:00:00Z",
                "authors": [{"name": "Dan Shi", "url": "https://a.org/r/authors/dan-shi.html"}],
                "tags": ["CL"],
                "content_text": "We think.",
            }
        ],
    }
