"""What stands around every page: its head, the site's header and footer."""

from generator.pages.views.parts import DateView, LinkView
from generator.record import Record


class Crumb(Record, frozen=True):
    """A step of the breadcrumb; the last one, the page itself, has no URL."""

    label: str
    url: str


class NavItem(Record, frozen=True):
    """An entry of the site's navigation; `section` is what `PageMeta.section` is compared with."""

    label: str
    url: str
    section: str


class SiteView(Record, frozen=True):
    """What every page shows of the site.

    Attributes:
        url: Absolute URL of the output's root ending in "/", or "".
        data_date: The site's `as_of`.
        feeds: (label, path, MIME type).
        custom_css: Path of the user's own stylesheet, or "".
        generator: "Byline 0.1.0".
        scripts, connect: Further script addresses that the analytics option asks for.
        search: Whether the site has a search index and page.
    """

    title: str
    description: str
    language: str
    direction: str
    url: str
    home: str
    nav: tuple[NavItem, ...]
    data_date: DateView
    license: str
    license_url: str
    feeds: tuple[tuple[str, str, str], ...]
    custom_css: str
    favicon: str
    generator: str
    csp: str
    scripts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    search: bool = False
    footer: tuple[LinkView, ...] = ()


class PageMeta(Record, frozen=True):
    """What stands in a page's head and around its main part.

    Attributes:
        path: Output path, such as "papers/x.html".
        title: For `<title>`, without the site's name. Plain text.
        heading: Plain text of the h1.
        meta: (name, content) such as `citation_title`.
        properties: (property, content) of Open Graph.
        links: (rel, href, type or "") such as canonical, cite-as, alternate.
        json_ld: A JSON text safe inside `<script type="application/ld+json">`, or "".
        section: Which entry of the navigation is current.
        edit_url: Where the source can be edited, or "".
        noindex: Keep out of search engines and the sitemap.
        lastmod: ISO date from the sources for the sitemap, or "".
    """

    path: str
    title: str
    heading: str
    description: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    json_ld: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    edit_url: str = ""
    noindex: bool = False
    lastmod: str = ""
