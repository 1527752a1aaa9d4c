"""Whatever a source holds: no exporter raises, and what comes out can be read again."""

import json
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from generator.exporters import json_ld, open_graph, scholar, signposting
from generator.exporters.bibtex import format_bibtex
from generator.exporters.citekeys import assign_citekeys
from generator.exporters.coins import format_coins
from generator.exporters.csl import format_csl
from generator.exporters.csv import format_csv
from generator.exporters.cv_markdown import format_cv
from generator.exporters.feeds import Channel, format_atom, format_json_feed
from generator.exporters.json_api import author_json, paper_json, papers_json, site_json
from generator.exporters.json_fragments import Api
from generator.exporters.ris import format_ris
from generator.exporters.sitemap import format_sitemaps
from generator.exporters.styles import format_citations
from generator.formats.bibtex import parse_bibtex
from generator.model import Corpus, Credit, Measures, Person, PersonId, Venue, Work, WorkId
from generator.schema.vocabulary import CSL_TYPES, STATUSES
from generator.values import Link, PartialDate, PersonName, Resource

# What the formats' own syntax is made of, and every code point, lone surrogates and controls too.
SYNTAX = (
    *("<", "</script>", "]]>", "&amp;", "\r\nER  - \r\n", "},\n", "@misc{x,", "$", "\\", "{", "}"),
    *("\x00", "\ud800", "\u2028", "--", "doi:", "javascript:x", "https://a.org/", "10-20", "%", "*"),
)
TEXT = st.lists(
    st.sampled_from(SYNTAX) | st.text(st.characters(exclude_categories=()), max_size=5), max_size=3
).map("".join)
DATES = st.none() | st.integers(1, 9999).map(PartialDate) | st.just(PartialDate(2024, 2, 29))
NAMES = st.tuples(TEXT, TEXT).map(lambda t: PersonName(t[0], t[1], t[0], t[1], t[1]))
CREDITS = st.lists(
    st.builds(Credit, NAMES, st.sampled_from([None, PersonId("p")]), st.booleans(), orcid=TEXT),
    max_size=2,
).map(tuple)
FIELDS = (
    "title abstract venue venue_short volume issue pages publisher doi arxiv pmid isbn url pdf award"
    " note tldr preview retracted language license citekey"
).split()


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Build a work whose fields share a few texts: drawing each alone would take minutes."""
    texts = draw(st.lists(TEXT, min_size=1, max_size=4))
    text = texts[0]
    return Work(
        id=WorkId("w"),
        credits=draw(CREDITS),
        editors=draw(CREDITS),
        authors_truncated=draw(st.booleans()),
        date=draw(DATES),
        type=draw(st.sampled_from(CSL_TYPES)),
        status=draw(st.sampled_from(STATUSES)),
        categories=(text, text),
        keywords=tuple(texts),
        links=(Link(text, text, text),),
        code=Resource(True, urls=(text,)),
        data=Resource(None, applies=False, urls=(text,)),
        **{name: texts[i % len(texts)] for i, name in enumerate(FIELDS)},
    )


WORKS = works()
VENUES = st.one_of(st.none(), st.builds(Venue, st.just("v"), TEXT, TEXT))
BASES = st.sampled_from(["", "https://a.org/r/"])


def xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 (our own output)


def in_utf8(text: str) -> str:
    text.encode()
    return text


@given(WORKS, VENUES)
def test_bibtex_is_one_entry_without_an_error(work: Work, venue: Venue | None) -> None:
    entry = in_utf8(format_bibtex(work, venue))
    records, problems = parse_bibtex(entry, "x.bib")
    assert [p for p in problems if p.severity == "error"] == []
    assert len(records) == 1
    assert assign_citekeys([work]).keys() == {"w"}


@given(WORKS, VENUES)
def test_ris_is_one_record_of_tagged_lines(work: Work, venue: Venue | None) -> None:
    *lines, last, empty = in_utf8(format_ris(work, venue)).split("\r\n")
    assert (last, empty) == ("ER  - ", "")
    assert all(re.match(r"[A-Z][A-Z0-9]  - [^\r\n]*\Z", line) for line in lines)
    assert sum(line.startswith("TY  - ") for line in lines) == 1


@given(WORKS, VENUES)
def test_citations_hold_no_tag_but_italics(work: Work, venue: Venue | None) -> None:
    for _, html in format_citations(work, venue):
        xml(f"<p>{in_utf8(html)}</p>")
        assert set(re.findall("<[^>]*>", html)) <= {"<i>", "</i>"}


@given(WORKS, VENUES, TEXT, BASES)
def test_feeds_and_sitemaps_are_well_formed(
    work: Work, venue: Venue | None, text: str, base_url: str
) -> None:
    channel = Channel("a/feed.xml", text, "index.html", text, base_url, text, text)
    venues = {"": venue} if venue else {}
    feed = xml(in_utf8(format_atom(channel, [work], venues)))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == (work.date is not None)
    json.loads(in_utf8(format_json_feed(channel, [work], venues)))
    for _, sitemap in format_sitemaps(base_url, [(text, "2020")]):
        xml(in_utf8(sitemap))


@given(WORKS, VENUES, NAMES, TEXT, BASES)
def test_json_can_be_read_again(
    work: Work, venue: Venue | None, name: PersonName, text: str, base_url: str
) -> None:
    person = Person(PersonId("p"), name, role=text, interests=(text,), aliases=(text,), orcid=text)
    corpus = Corpus({person.id: person}, {work.id: work}, {person.id: (work.id,)}, {})
    api = Api(corpus, Measures({}, {}, {}), base_url, frozenset({person.id}))
    for document in (
        author_json(api, person),
        paper_json(api, work),
        papers_json(api, "topic", text, text, "x.html", [work.id]),
        site_json(api, text, text, "en", [(text, text)], [(work.id, work.title, work.date)]),
        format_csl(work, venue),
    ):
        json.loads(in_utf8(document))
    script = json_ld.format_json_ld(
        json_ld.article_node(work, base_url, venue, frozenset({person.id}), text),
        json_ld.profile_node(person, base_url, text, text),
        json_ld.website_node(text, base_url, text, text, search=True),
        json_ld.breadcrumb_node([(text, text)], base_url),
    )
    assert not set("<>&\u2028\u2029") & set(in_utf8(script))
    json.loads(script)


@given(WORKS, VENUES, TEXT, BASES)
def test_head_data_are_single_lines(work: Work, venue: Venue | None, text: str, base_url: str) -> None:
    pairs = (
        *scholar.citation_meta(work, base_url, venue),
        *open_graph.paper_properties(work, base_url, text, text),
        *((rel, href) for rel, href, _ in signposting.signposting_links(work, (), venue)),
        ("coins", format_coins(work, venue)),
    )
    for name, content in pairs:
        assert in_utf8(content).strip() == content != ""
        assert not set("\r\n\x00") & set(name + content)


@given(WORKS, NAMES, TEXT)
def test_csv_and_cv_are_text(work: Work, name: PersonName, text: str) -> None:
    in_utf8(format_csv([work]))
    person = Person(PersonId("p"), name, email=text, links=(Link("", text, text),))
    in_utf8(format_cv(person, [work]))
