"""Venues of papers."""

import pytest

VENUES = "- {abbr: JSR, name: Journal of Slow Reading, url: https://jsr.org, aliases: [J. Slow Read.]}\n"


@pytest.mark.parametrize(
    "written", ["JSR", "journal of slow reading", "J Slow Read", "Journal of *Slow* Reading"]
)
def test_a_declared_venue_is_found_by_every_name(linked, written):
    found = linked({"venues.yaml": VENUES, "papers/a.yaml": f"title: A\nabstract: x\nvenue: '{written}'\n"})
    work = found.corpus.works["a"]
    assert (work.venue, work.venue_short, work.venue_slug) == ("Journal of Slow Reading", "JSR", "jsr")
    assert list(found.corpus.venues) == ["jsr"]


def test_the_short_name_of_a_paper_finds_it_too(linked):
    text = "title: A\nabstract: x\nvenue: Proceedings of Something\nvenue_short: JSR\n"
    assert linked({"venues.yaml": VENUES, "papers/a.yaml": text}).corpus.works["a"].venue_slug == "jsr"


def test_venues_that_only_papers_name_are_one_for_each_folded_name(linked):
    papers = {
        f"papers/p{n}.yaml": f"title: T{n}\nabstract: x\nvenue: {venue}\n"
        for n, venue in enumerate(["Slow Conf", "SLOW CONF", "Index", "Con", "Page 2"])
    }
    found = linked(papers)
    assert sorted(found.corpus.venues) == ["slow-conf", "venue-con", "venue-index", "venue-page-2"]


def test_a_paper_without_a_venue_has_none(linked):
    assert linked({"papers/a.yaml": "title: A\nabstract: x\n"}).corpus.works["a"].venue_slug == ""
