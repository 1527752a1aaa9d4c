"""What every page shares: navigation, feeds, and the Content-Security-Policy."""

from generator.errors import Diagnostic, Severity
from generator.model import Document
from generator.pages import paths
from generator.pages.context import PlanContext
from generator.pages.documents import folder_of
from generator.pages.head import base_url
from generator.pages.image_hosts import origin_of
from generator.pages.parts import long_date_view
from generator.pages.views import LinkView, NavItem, SiteView
from generator.values import PartialDate

RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})

FAVICONS = ("favicon.svg", "favicon.ico", "favicon.png")


def direction_of(language: str) -> str:
    """Return which way a language, given as a code, is written: "ltr" or "rtl"."""
    return "rtl" if language.split("-")[0].lower() in RTL_LANGUAGES else "ltr"


def site_view(context: PlanContext) -> SiteView:
    """Return what every page shows of the site."""
    site = context.site
    as_of = PartialDate(context.as_of.year, context.as_of.month, context.as_of.day)
    data_date = long_date_view(as_of)
    assert data_date is not None  # noqa: S101  a full date always has a view
    language = site.language or "en"
    is_url = site.license.startswith(("http://", "https://"))
    return SiteView(
        title=site.title,
        description=site.description,
        language=language,
        direction=direction_of(language),
        url=base_url(context),
        home=paths.HOME,
        nav=navigation(context),
        data_date=data_date,
        license=site.license,
        license_url=site.license if is_url else "",
        feeds=(
            ("Atom feed", "feed.xml", "application/atom+xml"),
            ("JSON feed", "feed.json", "application/feed+json"),
        ),
        custom_css="custom.css" if "custom.css" in context.static else "",
        favicon=next((name for name in FAVICONS if name in context.static), ""),
        generator=f"Byline {context.version}",
        csp=content_security_policy(context),
        scripts=_scripts(context),
        search=True,
        footer=_footer(context),
    )


def _footer(context: PlanContext) -> tuple[LinkView, ...]:
    links = []
    if context.site.metrics.show != "none":
        links.append(LinkView("About the metrics", paths.METRICS))
    if context.site.quality:
        links.append(LinkView("Data quality", paths.QUALITY))
    return tuple(links)


def navigation(context: PlanContext) -> tuple[NavItem, ...]:
    """Return the site's own navigation, else one that shows what there is."""
    if context.site.nav:
        return tuple(
            NavItem(link.label or _label(context, link.url), link.url, link.url) for link in context.site.nav
        )
    items = []
    declared = [p for p in context.corpus.people.values() if p.declared]
    if len(declared) > 1 or not context.site.owner:
        items.append(NavItem("People", paths.PEOPLE, paths.PEOPLE))
    items.append(NavItem("Papers", paths.PAPERS, paths.PAPERS))
    for kind, label, path in (
        ("project", "Projects", paths.PROJECTS),
        ("news", "News", paths.NEWS),
        ("talk", "Talks", paths.TALKS),
        ("teaching", "Teaching", paths.TEACHING),
    ):
        if context.documents(kind):
            items.append(NavItem(label, path, path))
    for page in context.documents("page"):
        if page.nav and _is_top(page) and page.path != paths.HOME:
            items.append(NavItem(page.title, page.path, page.path))
    return tuple(items)


def _is_top(page: Document) -> bool:
    folder = folder_of(page.path)
    return not folder or (page.path == f"{folder}/index.html" and "/" not in folder)


KNOWN_LABELS = {
    paths.HOME: "Home",
    paths.PAPERS: "Papers",
    paths.PEOPLE: "People",
    paths.NEWS: "News",
    paths.PROJECTS: "Projects",
    paths.TALKS: "Talks",
    paths.TEACHING: "Teaching",
}


def _label(context: PlanContext, path: str) -> str:
    if path in KNOWN_LABELS:
        return KNOWN_LABELS[path]
    page = next((d for d in context.documents("page") if d.path == path), None)
    return page.title if page else path.removesuffix(".html").rpartition("/")[2].capitalize()


def _scripts(context: PlanContext) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    analytics = context.site.analytics
    if analytics is None:
        return ()
    return ((analytics.script, tuple(sorted(analytics.attributes.items()))),)


def analytics_hosts(context: PlanContext) -> tuple[str, ...]:
    """Return the origins that the analytics option calls, sorted."""
    analytics = context.site.analytics
    if analytics is None:
        return ()
    found = {origin_of(url) for url in (analytics.script, *analytics.hosts)}
    return tuple(sorted(found - {""}))


def content_security_policy(context: PlanContext) -> str:
    """Return the policy of every page: this site's own files, and exactly the hosts asked for."""
    images = " ".join(("'self'", "data:", *context.image_hosts))
    analytics = " ".join(("'self'", *analytics_hosts(context)))
    directives = (
        "default-src 'none'",
        f"script-src {analytics}",
        "style-src 'self'",
        f"img-src {images}",
        "font-src 'self'",
        f"connect-src {analytics}",
        "media-src 'self'",
        "manifest-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
    return "; ".join(directives)


def notes(context: PlanContext) -> tuple[Diagnostic, ...]:
    """Return the notes on what leaves the site, and on what is left out without a URL."""
    found = []
    where = ("content/site.yaml", 1, 1, Severity.NOTE)
    if not context.site.url:
        found.append(
            Diagnostic(
                *where,
                "no-url",
                "the site has no 'url': canonical and Open Graph URLs, the sitemap and"
                " feed self-links are left out",
                "add the address that the site will have: url: https://example.org/",
            )
        )
    for hosts, what in (
        (analytics_hosts(context), "analytics"),
        (context.image_hosts, "images"),
    ):
        if hosts:
            found.append(
                Diagnostic(
                    *where,
                    "remote-host",
                    f"pages ask other hosts for {what}: {', '.join(hosts)}",
                    "the Content-Security-Policy allows exactly these",
                )
            )
    return tuple(found)
