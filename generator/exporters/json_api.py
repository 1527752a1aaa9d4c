"""The JSON documents of `api/v1/`: what the pages show, for machines and embeds."""

from collections.abc import Iterable
from typing import Literal

from generator.exporters.json_fragments import (
    AUTHOR_METRICS,
    PAPER_METRICS,
    Api,
    Object,
    credit_object,
    date_text,
    link_object,
    metric_records,
    resource_value,
    retracted_value,
)
from generator.exporters.json_text import encode_json
from generator.exporters.plain import plain, tidy
from generator.model import (
    Affiliation,
    Corpus,
    Document,
    Person,
    PersonMeasures,
    Reference,
    Version,
    Work,
    WorkId,
)
from generator.values import Link, PartialDate

MAX_COAUTHORS = 100
"""Co-authors of a person, most frequent first; the metric `coauthors` counts them all."""

MAX_LISTED = 200
"""Papers in a list for embeds; `total` says how many there are, `site.json` names them all."""

_LINK_FIELDS = ("slides", "poster", "video", "website", "demo", "blog", "supplement")


def author_json(api: Api, person: Person, works: Iterable[WorkId] | None = None) -> str:
    """Return `api/v1/authors/SLUG.json`: a person, with papers in the profile's order.

    Args:
        works: The profile's papers in their order; without it `profile_order` tells.
    """
    listed = profile_order(api.corpus, person) if works is None else works
    measures = api.measures.people.get(person.id, PersonMeasures())
    document: Object = {
        "schema": "byline/author/1",
        "slug": person.id,
        "url": api.url(f"authors/{person.id}.html"),
        "name": tidy(person.name.display),
        "subject": measures.subject or None,
        "metrics": metric_records(api, measures.metrics, AUTHOR_METRICS, person.hide),
        "papers": [api.card(work) for work in listed],
        "coauthors": _coauthors(api, person, measures),
        "by_year": _by_year(api, person, measures),
        "orcid": person.orcid or None,
        "role": tidy(person.role) or None,
        "group": tidy(person.group) or None,
        "affiliations": [_affiliation(place) for place in person.affiliations],
        "interests": [plain(interest) for interest in person.interests],
        "links": [link_object(api, link) for link in person.links],
        "photo": api.url(person.photo) or None,
        "as_of": api.as_of or None,
    }
    return _text(document)


def paper_json(api: Api, work: Work) -> str:
    """Return `api/v1/papers/SLUG.json`: everything that the paper's page says."""
    measured = api.measures.works.get(work.id, {})
    document: Object = {
        "schema": "byline/paper/1",
        "slug": work.id,
        "url": api.url(f"papers/{work.id}.html"),
        "title": plain(work.title),
        "authors": [credit_object(api, credit) for credit in work.credits],
        "authors_truncated": work.authors_truncated,
        "date": date_text(work.date),
        "abstract": plain(work.abstract) or None,
        "categories": [tidy(code) for code in work.categories],
        "type": work.type,
        "venue": plain(work.venue) or None,
        **_texts(work, ("volume", "issue", "pages", "publisher")),
        "editors": [credit_object(api, editor) for editor in work.editors],
        **_texts(
            work,
            ("doi", "arxiv", "pmid", "isbn", "openalex", "semantic_scholar", "acl", "openreview"),
        ),
        **_addresses(api, work, ("pdf",)),
        "code": resource_value(work.code),
        "data": resource_value(work.data),
        **_addresses(api, work, _LINK_FIELDS),
        "links": _links(api, work),
        "keywords": [plain(keyword) for keyword in work.keywords],
        "projects": list(work.projects),
        **_texts(work, ("award", "note", "tldr")),
        **_addresses(api, work, ("preview",)),
        "selected": work.selected,
        "status": work.status,
        "retracted": retracted_value(work),
        **_texts(work, ("language", "license")),
        "open_access": work.full_text_open,
        "metrics": metric_records(api, measured, PAPER_METRICS),
        **_score_inputs(api, work),
        "versions": [_version(api, version) for version in work.versions],
        "references": [_reference(api, reference) for reference in work.references],
        "cited_by": [_mention(api, slug) for slug in work.cited_by],
        "related": [_mention(api, slug) for slug in api.measures.related.get(work.id, ())],
    }
    return _text(document)


def papers_json(
    api: Api,
    kind: Literal["recent", "topic", "year", "project"],
    key: str,
    title: str,
    path: str,
    works: Iterable[WorkId],
) -> str:
    """Return a list for embeds: `papers/recent.json`, `topics/CODE.json`, `years/YYYY.json` ...

    Args:
        key: The topic's code, the year, the project's slug; "" for the recent papers.
        path: Output path of the page that shows the same list.
        works: In the order shown; at most `MAX_LISTED` of them are listed.
    """
    listed = tuple(works)
    document: Object = {
        "schema": "byline/papers/1",
        "kind": kind,
        "key": key or None,
        "title": plain(title),
        "url": api.url(path),
        "total": len(listed),
        "papers": [api.card(work) for work in listed[:MAX_LISTED]],
        "as_of": api.as_of or None,
    }
    return _text(document)


def site_json(
    api: Api,
    title: str,
    description: str = "",
    language: str = "",
    topics: Iterable[tuple[str, str]] = (),
    papers: Iterable[tuple[WorkId, str, PartialDate | None]] = (),
) -> str:
    """Return `api/v1/site.json`: every person with a page, paper, venue, topic, year and project.

    Args:
        topics: (code, output path of the list's page) in the order shown.
        papers: Every paper with its title and date, in the order shown.
    """
    listed = tuple(papers)
    years = sorted({date.year for _, _, date in listed if date is not None}, reverse=True)
    people = [person for person in api.corpus.people.values() if person.id in api.pages_of]
    document: Object = {
        "schema": "byline/site/1",
        "title": tidy(title),
        "description": plain(description) or None,
        "url": api.url("index.html"),
        "language": language or None,
        "owner": api.slug(api.owner),
        "authors": [_listed_person(api, person) for person in people],
        "papers": [_titled(api, slug, title) | {"date": date_text(date)} for slug, title, date in listed],
        "venues": [
            {"slug": v.slug, "name": tidy(v.name), "url": api.url(f"venues/{v.slug}.html")}
            for v in api.corpus.venues.values()
        ],
        "topics": [{"code": tidy(code), "url": api.url(path)} for code, path in topics],
        "years": [{"year": y, "url": api.url(f"years/{y:04d}.html")} for y in years],
        "projects": [_project(api, doc) for doc in api.corpus.documents if doc.kind == "project"],
    }
    return _text(document)


def profile_order(corpus: Corpus, person: Person) -> tuple[WorkId, ...]:
    """Return a person's papers: those of the author's own `papers` list first, then the others."""
    works = corpus.papers_of.get(person.id, ())
    if not person.paper_order:
        return works
    mine = frozenset(works)
    return tuple(dict.fromkeys([*(work for work in person.paper_order if work in mine), *works]))


def _text(document: Object) -> str:
    return encode_json(document).decode() + "\n"


def _score_inputs(api: Api, work: Work) -> Object:
    found: Object = {}
    components = api.measures.breakdown.get(work.id, ())
    if components and api.shows("score"):
        found["score_components"] = [
            {
                "name": component.name,
                "value": component.value,
                "weight": component.weight,
                "contribution": component.contribution,
                "reason": component.reason,
            }
            for component in components
        ]
    nearest = api.measures.nearest.get(work.id, ())
    if nearest and api.shows("novelty"):
        found["nearest"] = [
            {
                "id": near.id,
                "similarity": near.similarity,
                "title": plain(near.title) or None,
                "date": date_text(near.date),
            }
            for near in nearest
        ]
    reasons = api.measures.absent.get(work.id, {})
    shown = {name: reason for name, reason in reasons.items() if api.shows(name)}
    if shown:
        found["absent"] = shown
    return found


def _coauthors(api: Api, person: Person, measures: PersonMeasures) -> list[Object]:
    if api.show == "none" or "coauthors" in person.hide:
        return []
    return [
        {"name": api.name(other), "slug": api.slug(other), "papers": shared}
        for other, shared in measures.coauthors[:MAX_COAUTHORS]
    ]


def _by_year(api: Api, person: Person, measures: PersonMeasures) -> list[Object]:
    has_papers = api.shows("papers", person.hide)
    has_citations = api.shows("citations", person.hide)
    if not has_papers and not has_citations:
        return []
    return [
        {
            "year": year,
            "papers": papers if has_papers else None,
            "citations": citations if has_citations else None,
        }
        for year, papers, citations in measures.by_year
    ]


def _texts(work: Work, names: tuple[str, ...]) -> Object:
    return {name: plain(getattr(work, name)) or None for name in names}


def _addresses(api: Api, work: Work, names: tuple[str, ...]) -> Object:
    return {name: api.url(getattr(work, name)) or None for name in names}


def _links(api: Api, work: Work) -> list[Object]:
    # `url` is the page's address here, so the paper's own address elsewhere is the first link.
    own = [Link("url", "Web page", work.url)] if work.url else []
    return [link_object(api, link) for link in (*own, *work.links)]


def _affiliation(place: Affiliation) -> Object:
    return {
        "name": tidy(place.name),
        "department": tidy(place.department) or None,
        "url": place.url or None,
        "ror": place.ror or None,
        "start": date_text(place.start),
        "end": date_text(place.end),
    }


def _version(api: Api, version: Version) -> Object:
    return {
        "slug": version.slug,
        "title": plain(version.title),
        "date": date_text(version.date),
        "venue": plain(version.venue) or None,
        "status": version.status,
        "doi": version.doi or None,
        "arxiv": version.arxiv or None,
        "url": api.url(version.url) or None,
    }


def _mention(api: Api, slug: WorkId) -> Object:
    return _titled(api, slug, api.corpus.works[slug].title)


def _titled(api: Api, slug: WorkId, title: str) -> Object:
    return {"slug": slug, "url": api.url(f"papers/{slug}.html"), "title": plain(title)}


def _reference(api: Api, reference: Reference) -> Object:
    if reference.work is not None:
        return _mention(api, reference.work)
    return {"slug": None, "url": reference.url or None, "title": tidy(reference.text)}


def _listed_person(api: Api, person: Person) -> Object:
    return {
        "slug": person.id,
        "name": tidy(person.name.display),
        "url": api.url(f"authors/{person.id}.html"),
    }


def _project(api: Api, document: Document) -> Object:
    return {
        "slug": document.slug,
        "title": plain(document.title),
        "url": api.url(f"projects/{document.slug}.html"),
    }
