"""Small pages that lead on: old addresses, other versions of a paper, and the 404 page."""

from generator.model import WorkId
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.head import absolute, base_url, page_meta
from generator.pages.views import LinkView, NotFoundView, PageMeta, RedirectView
from generator.text.markup import readable_text


def version(context: PlanContext, key: str) -> RedirectView:
    """Return the page at a version's own path, which leads to the main record."""
    main = WorkId(dict(context.corpus.version_paths)[key])
    title = readable_text(context.corpus.works[main].title)
    reason = "This is another version of a paper that is listed under its main record."
    return _redirect(context, paths.paper(key), paths.paper(main), title, reason)


def moved(context: PlanContext, path: str, target: str) -> RedirectView:
    """Return the page at an old address that `redirect_from` names."""
    return _redirect(context, path, target, "Moved", "This page has moved.")


def _redirect(context: PlanContext, path: str, target: str, title: str, reason: str) -> RedirectView:
    url = absolute(context, target)
    meta = PageMeta(
        path=path,
        title=title,
        heading=title,
        links=(("canonical", url, ""),) if url else (),
        noindex=True,
    )
    return RedirectView(meta=meta, target=target, title=title, reason=reason)


def not_found(context: PlanContext) -> NotFoundView:
    """Return the 404 page, whose links start at the site's URL: it answers at any depth."""
    links = [LinkView("Home", paths.HOME), LinkView("Papers", paths.PAPERS)]
    if any(p.declared for p in context.corpus.people.values()):
        links.append(LinkView("People", paths.PEOPLE))
    meta = page_meta(context, paths.NOT_FOUND, "Page not found", noindex=True)
    return NotFoundView(meta=meta, base=base_url(context), links=tuple(links))
