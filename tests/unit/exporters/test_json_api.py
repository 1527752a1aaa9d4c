"""The documents of api/v1."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema
import pytest

from generator.exporters.json_api import (
    MAX_LISTED,
    author_json,
    paper_json,
    papers_json,
    profile_order,
    site_json,
)
from generator.exporters.json_fragments import AUTHOR_METRICS, Api
from generator.exporters.json_schemas import SCHEMAS, format_schema
from generator.model import (
    Affiliation,
    Corpus,
    Document,
    Measures,
    Neighbour,
    Person,
    PersonId,
    PersonMeasures,
    Reference,
    ScoreComponent,
    Venue,
    Version,
    Work,
    WorkId,
)
from generator.values import Link, MetricRecord, PartialDate, Resource

Paper = Callable[..., Work]
Build = Callable[..., Person]

DAN = PersonId("dan-shi")
BASE = "https://a.org/r/"

REPORTED = MetricRecord(11, "reported", source="Example Index", as_of="2026-05-28", of=8)
COMPUTED = MetricRecord(4, "computed", method="Hirsch 2005", n=5, of=8)
OPENNESS = MetricRecord(0.5, "computed", method="mean", n=2, of=2, parts=(("full text", 1.0), ("code", 0.0)))


def checked(text: str) -> dict[str, Any]:
    """Return the document, which must follow the schema that it names, and no key beyond it."""
    document: dict[str, Any] = json.loads(text)
    name = document["schema"].split("/")[1]
    jsonschema.validate(document, closed(SCHEMAS[name]))
    return document


def closed(schema: Any) -> Any:
    """Return the schema with every object closed, so that a key that it does not name fails."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if "properties" in found and found.get("type") == "object":
        found["additionalProperties"] = False
    return found


def api_of(
    works: list[Work],
    people: list[Person] | None = None,
    *,
    metrics: Mapping[str, tuple[MetricRecord, ...]] | None = None,
    paper_metrics: Mapping[str, tuple[MetricRecord, ...]] | None = None,
    base_url: str = BASE,
    **fields: Any,
) -> Api:
    """Return an API over works that all belong to the first of the people."""
    people = people or []
    owner = people[0].id if people else DAN
    corpus = Corpus(
        people={person.id: person for person in people},
        works={work.id: work for work in works},
        papers_of={owner: tuple(work.id for work in works)},
        venues=fields.pop("venues", {}),
        documents=fields.pop("documents", ()),
    )
    measures = Measures(
        people={
            owner: PersonMeasures(
                metrics=metrics or {},
                subject="CL",
                by_year=((2025, 1, None), (2026, 1, 3)),
                coauthors=((PersonId("zhuowen-han"), 2), (PersonId("gone"), 1)),
            )
        },
        works={work.id: paper_metrics or {} for work in works},
        related=fields.pop("related", {}),
        **{key: fields.pop(key) for key in ("breakdown", "nearest", "absent") if key in fields},
    )
    pages_of = fields.pop("pages_of", frozenset({owner}))
    return Api(corpus, measures, base_url, pages_of, **fields)


def test_an_author_is_what_the_contract_says(paper: Paper, person: Build) -> None:
    dan = person("Shi, Dan")
    han = person("Han, Zhuowen")
    work = paper(
        "On *minds*",
        ["Shi, Dan", "Han, Zhuowen"],
        "2026-04",
        slug="minds",
        venue="ICML",
        categories=("CL",),
        code=Resource(True),
    )
    api = api_of([work], [dan, han], metrics={"h_index": (REPORTED, COMPUTED)})
    document = checked(author_json(api, dan))
    assert document["schema"] == "byline/author/1"
    assert (document["slug"], document["name"]) == ("dan-shi", "Dan Shi")
    assert document["url"] == "https://a.org/r/authors/dan-shi.html"
    assert document["subject"] == "CL"
    assert list(document["metrics"]) == list(AUTHOR_METRICS)
    assert document["metrics"]["h_index"] == [
        {
            "value": 11,
            "kind": "reported",
            "source": "Example Index",
            "url": None,
            "as_of": "2026-05-28",
            "method": None,
            "n": None,
            "of": 8,
        },
        {
            "value": 4,
            "kind": "computed",
            "source": None,
            "url": None,
            "as_of": None,
            "method": "Hirsch 2005",
            "n": 5,
            "of": 8,
        },
    ]
    assert document["metrics"]["citations"] == []
    assert document["papers"] == [
        {
            "slug": "minds",
            "url": "https://a.org/r/papers/minds.html",
            "title": "On minds",
            "authors": [
                {"name": "Dan Shi", "slug": "dan-shi"},
                {"name": "Zhuowen Han", "slug": None},
            ],
            "authors_truncated": False,
            "date": "2026-04",
            "venue": "ICML",
            "categories": ["CL"],
            "code": True,
            "metrics": {"citations": [], "novelty": [], "openness": [], "score": []},
        }
    ]
    assert document["coauthors"] == [
        {"name": "Zhuowen Han", "slug": None, "papers": 2},
        {"name": "gone", "slug": None, "papers": 1},
    ]
    assert document["by_year"] == [
        {"year": 2025, "papers": 1, "citations": None},
        {"year": 2026, "papers": 1, "citations": 3},
    ]


def test_an_author_also_says_who_that_is(person: Build) -> None:
    dan = person(
        "Shi, Dan",
        orcid="0000-0002-1825-0097",
        role="PhD student",
        group="phd",
        affiliations=(Affiliation("TJU", start=PartialDate(2023)),),
        interests=("*minds*",),
        links=(Link("github", "GitHub", "https://github.com/dan", "github"), Link("", "CV", "cv.pdf")),
        photo="dan.jpg",
    )
    document = checked(author_json(api_of([], [dan]), dan))
    assert document["orcid"] == "0000-0002-1825-0097"
    assert (document["role"], document["group"]) == ("PhD student", "phd")
    assert document["affiliations"][0]["start"] == "2023"
    assert document["interests"] == ["minds"]
    assert [link["url"] for link in document["links"]] == [
        "https://github.com/dan",
        "https://a.org/r/cv.pdf",
    ]
    assert document["photo"] == "https://a.org/r/dan.jpg"


def test_a_hidden_metric_has_no_key(person: Build, paper: Paper) -> None:
    dan = person("Shi, Dan", hide=frozenset({"h_index", "citations", "coauthors"}))
    document = checked(author_json(api_of([paper("T")], [dan], metrics={"h_index": (REPORTED,)}), dan))
    assert set(AUTHOR_METRICS) - set(document["metrics"]) == {"h_index", "citations", "coauthors"}
    assert document["coauthors"] == []
    assert [year["citations"] for year in document["by_year"]] == [None, None]
    # What a person hides is that person's: the paper keeps its own count.
    assert "citations" in document["papers"][0]["metrics"]


def test_counts_leave_papers_and_citations(person: Build, paper: Paper) -> None:
    dan = person("Shi, Dan")
    api = api_of([paper("T")], [dan], paper_metrics={"score": (OPENNESS,)}, show="counts")
    document = checked(author_json(api, dan))
    assert list(document["metrics"]) == ["papers", "citations"]
    assert list(document["papers"][0]["metrics"]) == ["citations"]


def test_none_leaves_no_number_at_all(person: Build, paper: Paper) -> None:
    dan = person("Shi, Dan")
    work = paper("T", slug="t")
    api = api_of(
        [work],
        [dan],
        paper_metrics={"score": (OPENNESS,)},
        show="none",
        breakdown={WorkId("t"): (ScoreComponent("novelty", 1.0, 0.25),)},
        nearest={WorkId("t"): (Neighbour("x", 0.5),)},
        absent={WorkId("t"): {"novelty": "too few words"}},
    )
    author = checked(author_json(api, dan))
    assert (author["metrics"], author["coauthors"], author["by_year"]) == ({}, [], [])
    document = checked(paper_json(api, work))
    assert document["metrics"] == {}
    assert not {"score_components", "nearest", "absent"} & set(document)


def test_openness_has_its_parts_and_a_label_stands_where_there_is_one(person: Build, paper: Paper) -> None:
    work = paper("T")
    label = MetricRecord(43.4, "reported", source="X", label="AI Score", reason="low confidence")
    api = api_of([work], paper_metrics={"openness": (OPENNESS,), "ai_score": (label,)})
    metrics = checked(paper_json(api, work))["metrics"]
    assert metrics["openness"][0]["parts"] == {"full text": 1.0, "code": 0.0}
    assert list(metrics) == ["citations", "novelty", "openness", "score", "ai_score"]
    assert metrics["ai_score"][0]["label"] == "AI Score"
    assert metrics["ai_score"][0]["reason"] == "low confidence"


def test_the_profiles_own_order_rules_over_the_sites(person: Build, paper: Paper) -> None:
    works = [paper("T", slug=slug) for slug in ("a", "b", "c")]
    dan = person("Shi, Dan", paper_order=(WorkId("c"), WorkId("not-mine"), WorkId("a")))
    api = api_of(works, [dan])
    assert profile_order(api.corpus, dan) == ("c", "a", "b")
    given = checked(author_json(api, dan, [WorkId("b"), WorkId("a")]))
    assert [card["slug"] for card in given["papers"]] == ["b", "a"]


def test_without_a_site_url_addresses_are_paths_from_the_root(person: Build, paper: Paper) -> None:
    dan = person("Shi, Dan")
    document = checked(author_json(api_of([paper("T", slug="t")], [dan], base_url=""), dan))
    assert document["url"] == "authors/dan-shi.html"
    assert document["papers"][0]["url"] == "papers/t.html"


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (Resource(), None),
        (Resource(True), True),
        (Resource(False), False),
        (Resource(None, applies=False), "n/a"),
        (Resource(True, urls=("https://x.org", "https://y.org")), ["https://x.org", "https://y.org"]),
    ],
)
def test_code_is_said_as_a_source_says_it(paper: Paper, resource: Resource, expected: Any) -> None:
    work = paper("T", code=resource)
    document = checked(paper_json(api_of([work]), work))
    assert document["code"] == expected
    assert type(document["code"]) is type(expected)


def test_a_paper_says_everything_that_its_page_says(paper: Paper) -> None:
    other = paper("Other", slug="other")
    work = paper(
        "On $x$ & *minds*",
        ["Shi, Dan", "{LongCat Team}"],
        "2026-04-27",
        slug="minds",
        type="article-journal",
        abstract="We *think*.",
        venue="Journal of X",
        doi="10.1000/1",
        url="https://b.org/minds",
        pdf="minds.pdf",
        slides="https://b.org/slides",
        links=(Link("", "Press", "https://press.org"),),
        keywords=("minds",),
        projects=("p",),
        retracted="Data were lost",
        authors_truncated=True,
        references=(Reference(WorkId("other")), Reference(None, "10.1000/2", "https://doi.org/10.1000/2")),
        cited_by=(WorkId("other"),),
        versions=(Version("pre", "On minds", PartialDate(2025), "arXiv", "submitted", arxiv="2501.00001"),),
    )
    api = api_of(
        [work, other],
        related={WorkId("minds"): (WorkId("other"),)},
        breakdown={WorkId("minds"): (ScoreComponent("citations", None, 0.5, None, "unknown"),)},
        nearest={WorkId("minds"): (Neighbour("bg:1", 0.25, "Old", None, PartialDate(1999)),)},
        absent={WorkId("minds"): {"novelty": "too few words"}},
    )
    document = checked(paper_json(api, work))
    assert document["title"] == "On $x$ & minds"
    assert document["authors"] == [
        {"name": "Dan Shi", "slug": "dan-shi"},
        {"name": "LongCat Team", "slug": None, "group": True},
    ]
    assert document["authors_truncated"] is True
    assert (document["date"], document["abstract"]) == ("2026-04-27", "We think.")
    assert document["url"] == "https://a.org/r/papers/minds.html"
    assert document["pdf"] == "https://a.org/r/minds.pdf"
    assert [link["url"] for link in document["links"]] == ["https://b.org/minds", "https://press.org"]
    assert document["retracted"] == "Data were lost"
    assert document["volume"] is None
    mention = {"slug": "other", "url": "https://a.org/r/papers/other.html", "title": "Other"}
    assert document["references"] == [
        mention,
        {"slug": None, "url": "https://doi.org/10.1000/2", "title": "10.1000/2"},
    ]
    assert document["cited_by"] == document["related"] == [mention]
    assert document["versions"][0]["arxiv"] == "2501.00001"
    assert document["score_components"][0]["reason"] == "unknown"
    assert document["nearest"][0]["date"] == "1999"
    assert document["absent"] == {"novelty": "too few words"}


def test_a_list_may_not_keep_quiet_about_a_retraction(paper: Paper) -> None:
    work = paper("T", retracted="true", status="accepted", award="Best *paper*")
    (card,) = checked(papers_json(api_of([work]), "recent", "", "Site", "index.html", [work.id]))["papers"]
    assert (card["retracted"], card["status"], card["award"]) == (True, "accepted", "Best paper")


def test_a_title_with_math_has_a_readable_form_beside_its_source(paper: Paper) -> None:
    api = api_of([paper(r"$\ell_1$-penalised H$_2$O", slug="a"), paper("Money: $5", slug="b")])
    document = checked(papers_json(api, "recent", "", "Site", "index.html", [WorkId("a"), WorkId("b")]))
    first, second = document["papers"]
    assert (first["title"], first["title_text"]) == (r"$\ell_1$-penalised H$_2$O", "ℓ₁-penalised H₂O")
    assert "title_text" not in second


def test_a_byline_of_thousands_is_cut_in_lists_but_not_in_its_own_document(paper: Paper) -> None:
    work = paper("T", [f"F{i}, G" for i in range(3000)], slug="t")
    api = api_of([work])
    (card,) = checked(papers_json(api, "year", "2026", "2026", "years/2026.html", [work.id]))["papers"]
    assert len(card["authors"]) == 30
    assert card["authors_truncated"] is True
    document = checked(paper_json(api, work))
    assert len(document["authors"]) == 3000
    assert document["authors_truncated"] is False


def test_a_long_list_is_cut_and_says_how_long_it_is(paper: Paper) -> None:
    works = [paper("T", slug=f"s{i}") for i in range(MAX_LISTED + 1)]
    ids = [work.id for work in works]
    document = checked(papers_json(api_of(works), "topic", "CL", "CL", "topics/CL.html", ids))
    assert (document["kind"], document["key"], document["total"]) == ("topic", "CL", MAX_LISTED + 1)
    assert len(document["papers"]) == MAX_LISTED
    assert document["url"] == "https://a.org/r/topics/CL.html"


def test_the_site_lists_everything(person: Build, paper: Paper) -> None:
    dan, han = person("Shi, Dan"), person("Han, Zhuowen")
    works = [paper("A", date="2026-04", slug="a"), paper("B", slug="b"), paper("C", date="2024", slug="c")]
    api = api_of(
        works,
        [dan, han],
        venues={"icml": Venue("icml", "ICML")},
        documents=(Document("project", "p", "p", "Pro*ject*"), Document("page", "x", "x.html", "X")),
    )
    listed = [(work.id, work.title, work.date) for work in works]
    assert checked(site_json(api, "Site", "About.", "en", [("CL", "topics/CL.html")], listed)) == {
        "schema": "byline/site/1",
        "title": "Site",
        "description": "About.",
        "url": "https://a.org/r/",
        "language": "en",
        "owner": None,
        "authors": [{"slug": "dan-shi", "name": "Dan Shi", "url": "https://a.org/r/authors/dan-shi.html"}],
        "papers": [
            {"slug": "a", "url": "https://a.org/r/papers/a.html", "title": "A", "date": "2026-04"},
            {"slug": "b", "url": "https://a.org/r/papers/b.html", "title": "B", "date": None},
            {"slug": "c", "url": "https://a.org/r/papers/c.html", "title": "C", "date": "2024"},
        ],
        "venues": [{"slug": "icml", "name": "ICML", "url": "https://a.org/r/venues/icml.html"}],
        "topics": [{"code": "CL", "url": "https://a.org/r/topics/CL.html"}],
        "years": [
            {"year": 2026, "url": "https://a.org/r/years/2026.html"},
            {"year": 2024, "url": "https://a.org/r/years/2024.html"},
        ],
        "projects": [{"slug": "p", "title": "Pro*ject*", "url": "https://a.org/r/projects/p.html"}],
    }


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_published_schema_is_a_valid_schema(name: str) -> None:
    schema = json.loads(format_schema(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"] == {"const": f"byline/{name}/1"}
