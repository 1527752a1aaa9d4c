"""JSON-LD in schema.org's vocabulary, as search engines read it from a page's head.

Addresses are absolute or left out: a site without a URL does not know where it will stand.
"""

from collections.abc import Iterable, Sequence

from generator.exporters.addresses import absolute, is_absolute, is_web
from generator.exporters.json_text import Json, encode_json
from generator.exporters.kinds import Kind, kind_of, venue_name
from generator.exporters.licences import licence_url
from generator.exporters.locators import full_range, split_pages
from generator.exporters.plain import plain, readable, shorten, tidy
from generator.model import Affiliation, Credit, Person, PersonId, Venue, Work
from generator.urls import arxiv_url, doi_url, orcid_url, pubmed_url

Node = dict[str, Json]

TYPES: dict[Kind, Json] = {
    Kind.BOOK: "Book",
    Kind.CHAPTER: ["ScholarlyArticle", "Chapter"],
    Kind.THESIS: ["ScholarlyArticle", "Thesis"],
    Kind.REPORT: ["ScholarlyArticle", "Report"],
    Kind.DATASET: "Dataset",
    Kind.SOFTWARE: "SoftwareSourceCode",
}
"""schema.org type by kind; "ScholarlyArticle" for every other one."""

MAX_ABSTRACT_CHARS = 5000


def format_json_ld(*nodes: Node) -> str:
    """Return the nodes as one JSON text that is safe inside a `<script>` element.

    One node stands alone, several in an `@graph`. No "<" is left, so neither `</script>` nor `<!--`
    can end or change the element; U+2028 and U+2029 are escaped for old JavaScript parsers.
    """
    context: Node = {"@context": "https://schema.org"}
    graph: list[Json] = list(nodes)
    document = {**context, **nodes[0]} if len(nodes) == 1 else {**context, "@graph": graph}
    text = encode_json(document).decode()
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def article_node(
    work: Work,
    base_url: str,
    venue: Venue | None = None,
    pages_of: frozenset[PersonId] = frozenset(),
    image: str = "",
) -> Node:
    """Return a paper as a ScholarlyArticle (or Book, Dataset ...) with every author.

    Args:
        pages_of: People who have a profile page, which their author nodes name.
        image: Path or URL of a preview, or "".
    """
    kind = kind_of(work, venue)
    url = absolute(base_url, f"papers/{work.id}.html") if base_url else ""
    authors: list[Json] = [_author(credit, base_url, pages_of) for credit in work.credits]
    editors: list[Json] = [_author(credit, base_url, pages_of) for credit in work.editors]
    node: Node = {
        "@type": TYPES.get(kind, "ScholarlyArticle"),
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "name": readable(work.title),
        "headline": readable(work.title),
        "author": authors,
        "editor": editors,
        "datePublished": work.date.isoformat() if work.date is not None else "",
        "isPartOf": _container(work, kind, venue),
        "publisher": _organization(work.publisher),
        **_pages(work),
        "identifier": _identifiers(work),
        "sameAs": _same_as(work),
        "abstract": shorten(readable(work.abstract), MAX_ABSTRACT_CHARS),
        "keywords": [plain(keyword) for keyword in work.keywords],
        "inLanguage": tidy(work.language),
        "license": licence_url(work.license),
        "image": _web_address(base_url, image),
        "encoding": _pdf(work, base_url),
    }
    kept = _known(node)
    if work.full_text_open is not None:
        kept["isAccessibleForFree"] = work.full_text_open
    return kept


def profile_node(person: Person, base_url: str, description: str = "", image: str = "") -> Node:
    """Return a person's profile as ProfilePage with the Person as its main entity.

    Args:
        description: Plain text; the biography's beginning, say.
        image: Path or URL of the photo, or "".
    """
    url = absolute(base_url, f"authors/{person.id}.html") if base_url else ""
    orcid = orcid_url(person.orcid) if person.orcid else ""
    profiles = [orcid, *(link.url for link in person.links)]
    same_as: list[Json] = [tidy(link) for link in dict.fromkeys(profiles) if is_web(link)]
    names: list[Json] = [tidy(name) for name in (person.native_name, *person.aliases) if tidy(name)]
    places: list[Json] = [_affiliation(place) for place in person.affiliations if place.end is None]
    entity: Node = {
        "@type": "Person",
        "@id": f"{url}#person" if url else "",
        "url": url,
        "name": tidy(person.name.display),
        "givenName": tidy(person.name.given),
        "familyName": tidy(f"{person.name.particle} {person.name.family}"),
        "alternateName": names,
        "description": tidy(description),
        "identifier": _property("ORCID", person.orcid, orcid),
        "image": _web_address(base_url, image),
        "sameAs": same_as,
        "affiliation": places,
        "jobTitle": tidy(person.role),
        "knowsAbout": [plain(interest) for interest in person.interests],
    }
    return _known({"@type": "ProfilePage", "@id": url, "url": url, "mainEntity": _known(entity)})


def breadcrumb_node(crumbs: Sequence[tuple[str, str]], base_url: str) -> Node:
    """Return the way from the home page: `crumbs` are (label, path), "" for the page itself."""
    items: list[Json] = [
        _known(
            {
                "@type": "ListItem",
                "position": position,
                "name": plain(label),
                "item": absolute(base_url, path) if base_url and path else "",
            }
        )
        for position, (label, path) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def collection_node(title: str, path: str, base_url: str, papers: Iterable[str] = ()) -> Node:
    """Return a list as CollectionPage; `papers` are the slugs of what it lists."""
    url = absolute(base_url, path) if base_url else ""
    parts: list[Json] = (
        [{"@id": absolute(base_url, f"papers/{slug}.html")} for slug in papers] if base_url else []
    )
    return _known({"@type": "CollectionPage", "@id": url, "url": url, "name": plain(title), "hasPart": parts})


def website_node(
    title: str, base_url: str, description: str = "", language: str = "", *, search: bool = False
) -> Node:
    """Return the site as WebSite; with `search` also where its search page takes a query."""
    url = absolute(base_url, "index.html") if base_url else ""
    action: Node = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(base_url, "search.html") + "?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }
    return _known(
        {
            "@type": "WebSite",
            "@id": f"{url}#website" if url else "",
            "url": url,
            "name": tidy(title),
            "description": plain(description),
            "inLanguage": tidy(language),
            "potentialAction": action if search and url else {},
        }
    )


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", [], {})}


def _web_address(base_url: str, address: str) -> str:
    if not address or (not base_url and not is_absolute(address)):
        return ""
    found = absolute(base_url, address)
    return found if is_web(found) else ""


def _author(credit: Credit, base_url: str, pages_of: frozenset[PersonId]) -> Node:
    has_page = bool(base_url) and credit.person in pages_of
    url = absolute(base_url, f"authors/{credit.person}.html") if has_page else ""
    orcid = orcid_url(credit.orcid) if credit.orcid else ""
    if credit.group:
        return _known({"@type": "Organization", "name": tidy(credit.name.display), "url": url})
    return _known(
        {
            "@type": "Person",
            "name": tidy(credit.name.display),
            "givenName": tidy(credit.name.given),
            "familyName": tidy(f"{credit.name.particle} {credit.name.family}"),
            "url": url,
            "sameAs": orcid,
            "affiliation": _organization(credit.affiliation),
        }
    )


def _organization(name: str) -> Node:
    return {"@type": "Organization", "name": tidy(name)} if tidy(name) else {}


def _affiliation(place: Affiliation) -> Node:
    ror = tidy(place.ror)
    ror_url = ror if is_web(ror) or not ror else f"https://ror.org/{ror}"
    organization: Node = {
        "@type": "Organization",
        "@id": ror_url,
        "name": tidy(place.name),
        "url": tidy(place.url) if is_web(place.url) else "",
        "department": _organization(place.department),
    }
    return _known(organization)


def _property(name: str, value: str, url: str) -> Node:
    text = tidy(value)
    return {"@type": "PropertyValue", "propertyID": name, "value": text, "url": url} if text else {}


def _identifiers(work: Work) -> list[Json]:
    found = [
        _property("DOI", work.doi, doi_url(work.doi) if work.doi else ""),
        _property("arXiv", work.arxiv, arxiv_url(work.arxiv) if work.arxiv else ""),
        _property("ISBN", work.isbn, ""),
        _property("PMID", work.pmid, pubmed_url(tidy(work.pmid))),
    ]
    return [_known(node) for node in found if node]


def _same_as(work: Work) -> list[Json]:
    urls = [
        doi_url(work.doi) if work.doi else "",
        arxiv_url(work.arxiv) if work.arxiv else "",
        tidy(work.url) if is_web(work.url) else "",
    ]
    return [url for url in dict.fromkeys(urls) if url]


def _container(work: Work, kind: Kind, venue: Venue | None) -> Node:
    name = venue_name(work, venue)
    if not name or kind in (Kind.THESIS, Kind.REPORT, Kind.PREPRINT):
        return {}
    if kind is not Kind.JOURNAL:
        is_book = kind in (Kind.CHAPTER, Kind.CONFERENCE)
        return {"@type": "Book" if is_book else "CreativeWork", "name": name}
    part: Node = {"@type": "Periodical", "name": name}
    if work.volume:
        part = {"@type": "PublicationVolume", "volumeNumber": tidy(work.volume), "isPartOf": part}
    if work.issue:
        part = {"@type": "PublicationIssue", "issueNumber": tidy(work.issue), "isPartOf": part}
    return part


def _pages(work: Work) -> Node:
    first, last = split_pages(work.pages)
    if not last:
        return {"pagination": tidy(first)}
    return {
        "pageStart": tidy(first),
        "pageEnd": tidy(last),
        "pagination": tidy(full_range(first, last)),
    }


def _pdf(work: Work, base_url: str) -> Node:
    url = _web_address(base_url, work.pdf)
    return {"@type": "MediaObject", "contentUrl": url, "encodingFormat": "application/pdf"} if url else {}
