"""JSON-LD."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.exporters.json_ld import (
    article_node,
    breadcrumb_node,
    collection_node,
    format_json_ld,
    profile_node,
    website_node,
)
from generator.model import Affiliation, Person, PersonId, Work
from generator.values import Link, PartialDate

Paper = Callable[..., Work]
BASE = "https://a.org/r/"


def test_no_text_can_leave_its_script_element(paper: Paper) -> None:
    work = paper("</script><!--<script>\u2028&\u2029", abstract="</SCRIPT >")
    text = format_json_ld(article_node(work, BASE))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["name"] == "<!-- &"
    assert json.loads(format_json_ld({"name": "</script>"}))["name"] == "</script>"


def test_one_node_stands_alone_and_several_share_a_graph() -> None:
    one = json.loads(format_json_ld({"@type": "A"}))
    assert one == {"@context": "https://schema.org", "@type": "A"}
    two = json.loads(format_json_ld({"@type": "A"}, {"@type": "B"}))
    assert two == {"@context": "https://schema.org", "@graph": [{"@type": "A"}, {"@type": "B"}]}


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading the *sources*",
        ["van der Berg, Jan", "{R&D Team}"],
        "2021-09",
        slug="reading",
        type="article-journal",
        venue="Journal of Tests",
        volume="12",
        issue="3",
        pages="321-28",
        publisher="Press",
        doi="10.1000/182",
        abstract="We read.",
        license="CC BY 4.0",
        pdf="x.pdf",
        keywords=("reading",),
        language="en",
    )
    pages_of = frozenset({PersonId("jan-van-der-berg")})
    url = "https://a.org/r/papers/reading.html"
    assert article_node(work, BASE, pages_of=pages_of) == {
        "@type": "ScholarlyArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "name": "Reading the sources",
        "headline": "Reading the sources",
        "author": [
            {
                "@type": "Person",
                "name": "Jan van der Berg",
                "givenName": "Jan",
                "familyName": "van der Berg",
                "url": "https://a.org/r/authors/jan-van-der-berg.html",
            },
            {"@type": "Organization", "name": "R&D Team"},
        ],
        "datePublished": "2021-09",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "3",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "12",
                "isPartOf": {"@type": "Periodical", "name": "Journal of Tests"},
            },
        },
        "publisher": {"@type": "Organization", "name": "Press"},
        "pageStart": "321",
        "pageEnd": "328",
        "pagination": "321–328",
        "identifier": [
            {
                "@type": "PropertyValue",
                "propertyID": "DOI",
                "value": "10.1000/182",
                "url": "https://doi.org/10.1000/182",
            }
        ],
        "sameAs": ["https://doi.org/10.1000/182"],
        "abstract": "We read.",
        "keywords": ["reading"],
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": "https://a.org/r/x.pdf",
            "encodingFormat": "application/pdf",
        },
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize(
    ("csl_type", "expected"),
    [
        ("paper-conference", "ScholarlyArticle"),
        ("thesis", ["ScholarlyArticle", "Thesis"]),
        ("book", "Book"),
        ("dataset", "Dataset"),
        ("software", "SoftwareSourceCode"),
    ],
)
def test_the_kind_decides_the_type(paper: Paper, csl_type: str, expected: Any) -> None:
    assert article_node(paper("T", type=csl_type), BASE)["@type"] == expected


def test_free_access_is_only_told_when_known(paper: Paper) -> None:
    assert "isAccessibleForFree" not in article_node(paper("T"), BASE)
    assert article_node(paper("T", open_access=False), BASE)["isAccessibleForFree"] is False


def test_a_site_without_a_url_names_no_address_of_its_own(
    paper: Paper, person: Callable[..., Person]
) -> None:
    work = paper("T", ["Shi, Dan"], pdf="x.pdf", preview="p.png")
    nodes = (
        article_node(work, "", pages_of=frozenset({PersonId("dan-shi")}), image="p.png"),
        profile_node(person("Shi, Dan"), "", image="dan.jpg"),
        collection_node("Papers", "papers/index.html", "", ["t"]),
        website_node("Site", "", search=True),
    )
    text = format_json_ld(*nodes)
    assert "html" not in text
    assert "x.pdf" not in text
    assert "dan.jpg" not in text


def test_a_profile_names_what_is_known_of_the_person(person: Callable[..., Person]) -> None:
    dan = person(
        "Shi, Dan",
        native_name="施丹",
        aliases=("D. Shi",),
        orcid="0000-0002-1825-0097",
        role="PhD student",
        interests=("*language* models",),
        links=(Link("github", "GitHub", "https://github.com/dan"), Link("", "CV", "cv.pdf")),
        affiliations=(
            Affiliation("Tianjin University", "NLP Lab", "https://tju.edu", "https://ror.org/012tb2g32"),
            Affiliation("Gone Inc", end=PartialDate(2020)),
        ),
    )
    url = "https://a.org/r/authors/dan-shi.html"
    assert profile_node(dan, BASE, "Reads.", "photos/dan.jpg") == {
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "mainEntity": {
            "@type": "Person",
            "@id": f"{url}#person",
            "url": url,
            "name": "Dan Shi",
            "givenName": "Dan",
            "familyName": "Shi",
            "alternateName": ["施丹", "D. Shi"],
            "description": "Reads.",
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "ORCID",
                "value": "0000-0002-1825-0097",
                "url": "https://orcid.org/0000-0002-1825-0097",
            },
            "image": "https://a.org/r/photos/dan.jpg",
            "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://github.com/dan"],
            "affiliation": [
                {
                    "@type": "Organization",
                    "@id": "https://ror.org/012tb2g32",
                    "name": "Tianjin University",
                    "url": "https://tju.edu",
                    "department": {"@type": "Organization", "name": "NLP Lab"},
                }
            ],
            "jobTitle": "PhD student",
            "knowsAbout": ["language models"],
        },
    }


def test_breadcrumbs_count_from_one_and_the_page_itself_has_no_address() -> None:
    crumbs = [("Home", "index.html"), ("Papers", "papers/index.html"), ("T", "")]
    assert breadcrumb_node(crumbs, BASE)["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://a.org/r/"},
        {
            "@type": "ListItem",
            "position": 2,
            "name": "Papers",
            "item": "https://a.org/r/papers/index.html",
        },
        {"@type": "ListItem", "position": 3, "name": "T"},
    ]


def test_a_site_says_where_its_search_takes_a_query() -> None:
    node = website_node("Site", BASE, "About.", "en", search=True)
    assert node["url"] == "https://a.org/r/"
    assert node["potentialAction"] == {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": "https://a.org/r/search.html?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }
    assert "potentialAction" not in website_node("Site", BASE)


def test_a_list_names_its_papers_by_address() -> None:
    node = collection_node("2026", "years/2026.html", BASE, ["a", "b"])
    assert node["hasPart"] == [
        {"@id": "https://a.org/r/papers/a.html"},
        {"@id": "https://a.org/r/papers/b.html"},
    ]
