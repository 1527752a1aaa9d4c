"""What stands in a page's head: titles, citation tags, Open Graph, JSON-LD, signposting, crumbs."""

from collections.abc import Iterable

from msgspec.structs import replace

from generator.exporters import json_ld, open_graph, scholar, signposting
from generator.model import Document, Origin, Person, Work, WorkId
from generator.pages import link_previews, paths
from generator.pages.context import PlanContext
from generator.pages.views import Crumb, PageMeta
from generator.text.markup import readable_text
from generator.urls import orcid_url
from generator.values import PartialDate

DESCRIPTION_LENGTH = 200
"""Search engines cut a description at about this many characters."""


def absolute(context: PlanContext, path: str) -> str:
    """Return the absolute URL of an output path, or "" when the site has no URL."""
    base = base_url(context)
    if not base:
        return ""
    return base + ("" if path == paths.HOME else path)


def base_url(context: PlanContext) -> str:
    """Return the absolute URL of the output's root, ending in "/", or ""."""
    return f"{context.site.url.rstrip('/')}/" if context.site.url else ""


def shorten(text: str) -> str:
    """Return plain text cut at a word, with an ellipsis where something is missing."""
    text = " ".join(readable_text(text).split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def edit_url(context: PlanContext, origin: Origin | None) -> str:
    """Return where a source can be edited, or ""."""
    if origin is None or not context.site.edit_url:
        return ""
    return f"{context.site.edit_url.rstrip('/')}/{origin.path}"


def crumbs(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Return the breadcrumb that leads from the home page to the page itself."""
    return (Crumb("Home", paths.HOME), *(Crumb(label, url) for label, url in steps))


def page_meta(
    context: PlanContext,
    path: str,
    title: str,
    *,
    description: str = "",
    steps: tuple[tuple[str, str], ...] = (),
    section: str = "",
    origin: Origin | None = None,
    noindex: bool = False,
    lastmod: str = "",
) -> PageMeta:
    """Return the head of a page that is neither a paper nor a profile."""
    base = base_url(context)
    url = absolute(context, path)
    shown = crumbs(*steps, (title, "")) if path != paths.HOME else ()
    title = readable_text(title)
    trail = tuple(replace(crumb, label=readable_text(crumb.label)) for crumb in shown)
    description = shorten(description)
    image = context.site.image
    node = (
        json_ld.website_node(context.site.title, base, context.site.description, context.site.language)
        if path == paths.HOME
        else json_ld.collection_node(title, path, base)
    )
    return PageMeta(
        path=path,
        title=title,
        heading=title,
        description=description,
        meta=open_graph.twitter_card(base, image),
        properties=open_graph.page_properties(
            title, path if path != paths.HOME else "", base, description, context.site.title, image
        ),
        links=(("canonical", url, ""),) if url and not noindex else (),
        json_ld="" if noindex else json_ld.format_json_ld(node, *_trail_nodes(trail, base)),
        crumbs=shown,
        section=section,
        edit_url=edit_url(context, origin),
        noindex=noindex,
        lastmod=lastmod,
    )


def _trail_nodes(trail: tuple[Crumb, ...], base: str) -> tuple[json_ld.Node, ...]:
    if not trail or not base:
        return ()
    return (json_ld.breadcrumb_node([(crumb.label, crumb.url) for crumb in trail], base),)


def lastmod_of(context: PlanContext, works: tuple[WorkId, ...]) -> str:
    """Return the newest full date among some works, or "": an honest last change of a list."""
    return newest_day(context.corpus.works[work].date for work in works)


def newest_day(dates: Iterable[PartialDate | None]) -> str:
    """Return the newest full date among some, or ""."""
    full = [date for date in dates if date and date.day]
    return max(full).isoformat() if full else ""


def list_meta(
    context: PlanContext,
    kind: str,
    heading: str,
    path: str,
    works: tuple[WorkId, ...],
    part: int,
    count: int,
) -> PageMeta:
    """Return the head of a list's page."""
    title = heading if part == 0 else f"{heading}, page {count - part}"
    return page_meta(
        context,
        path,
        title,
        description=f"{heading}: {context.site.title}",
        steps=() if kind == "papers" and part == 0 else (("Papers", paths.PAPERS),),
        section=paths.PAPERS,
        lastmod=lastmod_of(context, works),
    )


def profile_meta(context: PlanContext, person: Person, works: tuple[WorkId, ...], *, home: bool) -> PageMeta:
    """Return the head of a profile; one that is the home page is canonical under its own path."""
    base = base_url(context)
    url = absolute(context, paths.profile(person.id))
    description = shorten(person.biography) or _who(context, person, len(works))
    trail = () if home else crumbs(("People", paths.PEOPLE), (person.name.display, ""))
    picture = link_previews.picture_of_person(context, person)
    return PageMeta(
        path=paths.HOME if home else paths.profile(person.id),
        title=person.name.display,
        heading=person.name.display,
        description=description,
        meta=open_graph.twitter_card(base, picture or person.photo),
        properties=(
            *open_graph.profile_properties(
                person, base, description, context.site.title, picture or person.photo
            ),
            *(_picture_properties(person.name.display) if picture else ()),
        ),
        links=(
            *((("canonical", url, ""),) if url else ()),
            *((("me", orcid_url(person.orcid), ""),) if person.orcid else ()),
            *(("alternate", href, mime) for href, mime in _alternates(context, person)),
            *_discovery(context, person),
        ),
        json_ld=json_ld.format_json_ld(
            json_ld.profile_node(person, base, description, person.photo),
            *_trail_nodes(trail, base),
        ),
        crumbs=trail,
        section=paths.HOME if home else paths.PEOPLE,
        edit_url=edit_url(context, person.origin),
        lastmod=lastmod_of(context, works),
    )


def _discovery(context: PlanContext, person: Person) -> tuple[tuple[str, str, str], ...]:
    """Return the link by which other sites learn how to embed a profile, where they can."""
    url = absolute(context, paths.oembed(person.id))
    if not (url and context.site.embed and person.declared):
        return ()
    return (("alternate", url, "application/json+oembed"),)


def _picture_properties(alt: str) -> tuple[tuple[str, str], ...]:
    return (
        ("og:image:width", str(link_previews.WIDTH)),
        ("og:image:height", str(link_previews.HEIGHT)),
        ("og:image:alt", alt),
    )


def _who(context: PlanContext, person: Person, count: int) -> str:
    current = next((a.name for a in person.affiliations if a.end is None), "")
    parts = [person.name.display, person.role, current]
    papers = "1 paper" if count == 1 else f"{count} papers"
    if not context.api.shows("papers", person.hide):
        papers = "Papers"
    return f"{', '.join(p for p in parts if p)}. {papers} on {context.site.title}."


def _alternates(context: PlanContext, person: Person) -> tuple[tuple[str, str], ...]:
    if not person.declared:
        return ()
    offered = context.site.exports.per_author
    known = (
        ("bib", "bib", "application/x-bibtex"),
        ("ris", "ris", "application/x-research-info-systems"),
        ("csl", "csl.json", "application/vnd.citationstyles.csl+json"),
        ("atom", "atom", "application/atom+xml"),
    )
    return tuple(
        (f"authors/{person.id}.{extension}", mime) for name, extension, mime in known if name in offered
    )


def paper_meta(context: PlanContext, work: Work) -> PageMeta:
    """Return the head of a paper's page, with all that Google Scholar and Zotero look for."""
    base = base_url(context)
    path = paths.paper(work.id)
    url = absolute(context, path)
    venue = context.venue_of(work)
    title = readable_text(work.title)
    trail = crumbs(("Papers", paths.PAPERS), (title, ""))
    picture = link_previews.picture_of_paper(context, work)
    exports = (("bib", f"papers/{work.id}.bib"),) if "bib" in context.site.exports.per_paper else ()
    return PageMeta(
        path=path,
        title=title,
        heading=title,
        description=shorten(work.tldr or work.abstract) or _byline(work),
        meta=(
            *scholar.citation_meta(work, base, venue),
            *open_graph.twitter_card(base, picture or work.preview),
        ),
        properties=(
            *open_graph.paper_properties(work, base, context.site.title, picture or work.preview),
            *(_picture_properties(title) if picture else ()),
        ),
        links=(
            *((("canonical", url, ""),) if url else ()),
            *signposting.signposting_links(work, exports, venue, context.pages_of),
        ),
        json_ld=json_ld.format_json_ld(
            json_ld.article_node(work, base, venue, context.pages_of, work.preview),
            *_trail_nodes(trail, base),
        ),
        crumbs=crumbs(("Papers", paths.PAPERS), (work.title, "")),
        section=paths.PAPERS,
        edit_url=edit_url(context, work.origin),
        lastmod=work.date.isoformat() if work.date and work.date.day else "",
    )


def _byline(work: Work) -> str:
    names = ", ".join(c.name.display for c in work.credits[:3])
    more = " et al." if len(work.credits) > 3 or work.authors_truncated else ""
    year = f" ({work.date.year})" if work.date else ""
    return f"{names}{more}{year}" if names else ""


def document_meta(
    context: PlanContext, document: Document, path: str, section: str, *steps: tuple[str, str]
) -> PageMeta:
    """Return the head of an own page, a news item or a project."""
    return page_meta(
        context,
        path,
        document.title,
        description=document.description or document.body[:2000],
        steps=steps,
        section=section,
        origin=document.origin,
        lastmod=document.date.isoformat() if document.date and document.date.day else "",
    )
