import pickle

import pytest
from pydantic import ValidationError

from generator.schema.author import Author
from generator.schema.document import News, Page, Talk
from generator.schema.paper import Paper
from generator.schema.site import Site
from generator.values import Link, PartialDate, PersonName


def paper(**fields):
    return Paper.model_validate({"title": "T", **fields})


def test_records_are_frozen():
    with pytest.raises(ValidationError):
        paper().title = "Other"


def test_a_record_survives_the_way_to_another_process():
    value = paper(authors=["A B*", {"name": "X Y", "affiliation": "Z"}], date="2026", extra={"a": ["b"]})
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301  # our own bytes
    assert copy == value
    assert copy.pdf == ""
    assert copy.model_copy(update={"pdf": "a.pdf"}).pdf == "a.pdf"


def test_authors_are_written_in_several_ways():
    value = paper(
        authors=[
            "Zhuowen Han",
            "Han, Zhuowen",
            {"name": "Meituan LongCat Team", "group": "true"},
            {"family": "Berg", "given": "Jan", "particle": "van der"},
            {"name": {"given": "A", "family": "B"}, "id": "a-b", "equal": "yes"},
        ]
    )
    names = [entry.name for entry in value.authors]
    assert names[0] == names[1] == PersonName("Zhuowen Han", "Zhuowen", "Han")
    assert names[2] == PersonName("Meituan LongCat Team")
    assert names[3].display == "Jan van der Berg"
    assert value.authors[2].group
    assert value.authors[4].id == "a-b"
    assert value.authors[4].equal


def test_a_team_needs_no_mark_to_be_a_group():
    (entry,) = paper(authors="Meituan LongCat Team").authors
    assert entry.group
    assert entry.name.family == ""


def test_stars_behind_names_mean_equal_contribution():
    entries = paper(authors=["Dan Shi*", "Han$^*$, Zhuowen", "A B†"]).authors
    assert [entry.equal for entry in entries] == [True, True, False]
    assert [entry.name.family for entry in entries] == ["Shi", "Han", "B"]


def test_one_text_of_several_authors_is_split_or_refused():
    assert len(paper(authors="A B and C D").authors) == 2
    with pytest.raises(ValidationError, match="looks like several people"):
        paper(authors="Dan Shi, Zhuowen Han, Simon Ostermann")
    assert paper(authors="King, Jr., Martin Luther").authors[0].name.suffix == "Jr."


def test_citations_are_a_count_or_a_mapping():
    assert paper(citations="29").citations.count == 29
    counted = paper(citations={"count": 3, "source": "S", "date": "2026", "by_year": {2025: 2, "2024": 1}})
    assert counted.citations.by_year == ((2024, 1), (2025, 2))
    assert paper().citations is None


def test_scalars_keep_their_text():
    value = paper(arxiv="2301.00010", pages="12:30", venue="NO", volume="010")
    assert (value.arxiv, value.pages, value.venue, value.volume) == ("2301.00010", "12:30", "NO", "010")


def test_ids_of_papers_are_read_out_of_urls():
    value = paper(
        pmid="https://pubmed.ncbi.nlm.nih.gov/29424689/",
        openreview="https://openreview.net/forum?id=abc",
        acl="https://aclanthology.org/2023.acl-long.1.pdf",
    )
    assert (value.pmid, value.openreview, value.acl) == ("29424689", "abc", "2023.acl-long.1")


def test_types_and_statuses_take_the_names_of_others():
    assert paper(type="inproceedings").type == "paper-conference"
    assert paper(type="2").type == "article-journal"
    assert paper(status="in press").status == "forthcoming"
    assert paper().status == "published"


def person(**fields):
    return Author.model_validate({"name": "Ann Lee", **fields})


def test_links_of_people_lead_to_their_services():
    links = person(
        links={
            "github": "octocat",
            "google-scholar": "abc",
            "mastodon": "@ann@Social.Example",
            "twitter": "@ann",
            "homepage": "https://ann.example",
            "cv": "files/cv.pdf",
            "dblp": "12/3456",
        }
    ).links
    assert [link.url for link in links] == [
        "https://github.com/octocat",
        "https://scholar.google.com/citations?user=abc",
        "https://social.example/@ann",
        "https://x.com/ann",
        "https://ann.example",
        "files/cv.pdf",
        "https://dblp.org/pid/12/3456",
    ]
    assert links[0] == Link("github", "GitHub", "https://github.com/octocat", "github")


def test_an_id_cannot_leave_its_service():
    (link,) = person(links={"github": 'x"><script>?a#b c'}).links
    assert link.url == "https://github.com/x%22%3E%3Cscript%3E%3Fa%23b%20c"


def test_links_may_be_a_list():
    links = person(
        links=[{"label": "Blog", "url": "https://b.example"}, {"icon": "github", "link": "https://g.example"}]
    )
    assert [link.label for link in links.links] == ["Blog", "GitHub"]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ({"gitbub": "x"}, "unknown service"),
        ({"homepage": "x"}, "not a URL"),
        ([{"label": "x"}], "missing field 'url'"),
    ],
)
def test_wrong_links_are_refused(links, said):
    with pytest.raises(ValidationError) as caught:
        person(links=links)
    findings = caught.value.errors()[0]["ctx"]["findings"]
    assert said in findings[0].message


def test_names_of_people_may_have_parts():
    value = person(
        name={
            "given": "Zhuowen",
            "family": "Han",
            "native": "韩卓文",
            "pronouns": "they",
            "pronunciation": "jwo",
        }
    )
    assert value.name.name.display == "Zhuowen Han"
    assert (value.name.native, value.name.pronouns) == ("韩卓文", "they")
    assert person(name="Jan van der Berg").name.name.particle == "van der"


def test_lines_of_a_cv_take_other_words():
    value = person(
        education=[{"degree": "PhD", "institution": "MIT", "year": "2020"}],
        awards="Best Paper",
        affiliations=["ETH", {"organization": "MIT", "end": "present"}],
    )
    assert (value.education[0].what, value.education[0].where) == ("PhD", "MIT")
    assert value.education[0].end == PartialDate(2020)
    assert value.awards[0].what == "Best Paper"
    assert [place.name for place in value.affiliations] == ["ETH", "MIT"]


def test_groups_are_known_or_ones_own():
    assert person(group="PhD students").group == "phd"
    assert person(group="Robots").group == "Robots"


def test_the_site_has_defaults():
    site = Site.model_validate({"title": "T"})
    assert site.language == "en"
    assert site.metrics.show == "full"
    assert site.metrics.novelty.min_prior == 1000
    assert site.metrics.score.weights.citations == 0.5
    assert site.exports.per_paper == ("bib", "json")
    assert site.analytics is None


def test_the_sites_url_ends_with_a_slash():
    assert Site.model_validate({"title": "T", "url": "https://x.org/lab"}).url == "https://x.org/lab/"


@pytest.mark.parametrize(
    "url", ["mailto:a@b.org", "https://x.org/?q=1", "x.org", "http://[", "https://x.org/#a"]
)
def test_a_url_that_is_no_sites_address_is_refused(url):
    with pytest.raises(ValidationError):
        Site.model_validate({"title": "T", "url": url})


def test_navigation_is_written_in_three_ways():
    expected = (Link("", "People", "people.html"),)
    for nav in (
        [{"People": "/people.html"}],
        {"People": "people.html"},
        [{"label": "People", "url": "people.html"}],
    ):
        assert Site.model_validate({"title": "T", "nav": nav}).nav == expected
    assert Site.model_validate({"title": "T", "nav": "people.html"}).nav == (Link("", "", "people.html"),)


def test_documents_have_what_their_kinds_need():
    talk = Talk.model_validate({"title": "T", "speakers": "Ann Lee", "slides": "a.pdf", "end": "2026-05"})
    assert talk.speakers == ("Ann Lee",)
    assert Page.model_validate({"title": "P", "order": "-3", "toc": "yes"}).order == -3
    with pytest.raises(ValidationError):
        News.model_validate({"title": "N", "slides": "a.pdf"})
