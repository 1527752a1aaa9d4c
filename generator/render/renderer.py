"""Views to pages. A card is rendered once a build and set into every page that lists it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from jinja2 import Template, TemplateError
from markupsafe import Markup, escape

from generator.errors import BylineError
from generator.pages.views import (
    CardView,
    CvView,
    DocumentView,
    EmbedView,
    FragmentView,
    HomeView,
    IndexView,
    ListView,
    MetricsView,
    NotFoundView,
    PaperView,
    PeopleView,
    ProfileView,
    QualityView,
    RedirectView,
    SearchView,
    SiteView,
    View,
)
from generator.render.assembling import Assembler, tokens
from generator.render.environment import environment_of, shown_paths
from generator.render.failures import explain
from generator.themes import Theme
from generator.urls import relative_prefix

TEMPLATES: dict[type, str] = {
    ProfileView: "profile.html",
    PaperView: "paper.html",
    ListView: "list.html",
    HomeView: "home.html",
    PeopleView: "people.html",
    DocumentView: "page.html",
    IndexView: "index.html",
    CvView: "cv.html",
    QualityView: "quality.html",
    EmbedView: "embed.html",
    FragmentView: "fragment.html",
    MetricsView: "metrics.html",
    RedirectView: "redirect.html",
    NotFoundView: "404.html",
    SearchView: "search.html",
}
"""Which template shows which view: all that a theme must have, and the card below."""

CARD_TEMPLATE = "partials/paper-card.html"

MAX_PARTS = 2000
"""Parts of `once` that are kept: people of one paper stand side by side, so few are needed again."""


def prepare(theme: Theme) -> None:
    """Have all templates of a theme compiled in this process: workers that are forked inherit them."""
    environment = environment_of(theme)
    # A template that cannot be read is reported where it is used.
    for name in dict.fromkeys((CARD_TEMPLATE, *TEMPLATES.values(), *shown_paths(theme))):
        if name.endswith(".html"):
            with suppress(TemplateError):
                environment.get_template(name)
    keep_compiled(theme)


def keep_compiled(theme: Theme) -> None:
    """Save what was compiled of a theme in this process, for the next one."""
    environment_of(theme).compiled.save()


class Renderer:
    """Renders the views of one site with one theme.

    Templates see `page` (the view), `meta`, `site`, `cards` (ready cards by key), `options`, and the
    functions `t(key, **values)` for the interface's texts, `icon(name)`, `self_mark(slug)`,
    `numbered_affiliations(credits)` and `once(template, **values)`, which renders a part that is the
    same on many pages a single time: it sees `site`, `options` and the values, which must be hashable.
    """

    def __init__(self, theme: Theme, site: SiteView) -> None:
        self._environment = environment_of(theme)
        self._site = site
        self._shown = shown_paths(theme)
        self._paths = frozenset(
            f"{level.shown}/templates/{name}" for level in theme.levels for name, _ in level.templates
        )
        self._templates: dict[str, Template] = {}
        self._parts: dict[tuple[object, ...], Markup] = {}
        self._assembler = Assembler()

    def page(self, view: View, cards: Mapping[str, str], keys: Sequence[str] | None = None) -> bytes:
        """Return a page as UTF-8 bytes.

        Args:
            view: What the page shows.
            cards: Rendered cards (of `card`) by key; at least those that the view names. What a key
                stands for must not change while this renderer is used.
            keys: Of the cards that the page holds; all of `cards` when None.

        Raises:
            ThemeError: A template of the theme cannot be read or does not fit the view.
        """
        self._environment.counter.reset()
        keys = tuple(cards) if keys is None else keys
        html = self._render(
            TEMPLATES[type(view)],
            page=view,
            meta=view.meta,
            site=self._site,
            cards=tokens(keys),
            once=self._once,
        )
        own = view.slug if isinstance(view, ProfileView | EmbedView) else ""
        return self._assembler.page(html, keys, cards, _root_of(view), own)

    def card(self, view: CardView) -> str:
        """Return a card's HTML with the marks for root and self still in it, for `page`'s `cards`.

        Raises:
            ThemeError: As for `page`.
        """
        self._environment.counter.reset()
        return self._render(CARD_TEMPLATE, card=view)

    def _once(self, template: str, **values: object) -> Markup:
        key = (template, *values.items())
        part = self._parts.get(key)
        if part is None:
            text = self._render(template, site=self._site, **values)
            if len(self._parts) >= MAX_PARTS:
                del self._parts[next(iter(self._parts))]
            part = self._parts[key] = Markup(text)  # noqa: S704  # escaped by the template
        return part

    def _render(self, name: str, **values: object) -> str:
        template = self._templates.get(name)
        try:
            if template is None:
                template = self._templates[name] = self._environment.get_template(name)
            return template.render(values)
        except BylineError:
            raise
        except Exception as error:  # a template can do anything wrong that Python can
            started = self._shown.get(name, f"templates/{name}")
            raise explain(error, started, self._paths, tuple(self._shown)) from error


def _root_of(view: View) -> str:
    # 404.html is served for any missing address, so nothing relative leads anywhere from it. The
    # path will do: with the host in front, a preview elsewhere would ask the live site for its files.
    if isinstance(view, NotFoundView) and view.base:
        path = urlsplit(view.base).path.lstrip("/")  # "//x" would be another host
        return str(escape(f"/{path}"))
    # A fragment becomes part of pages on other hosts.
    if isinstance(view, FragmentView) and view.base:
        return view.base
    return relative_prefix(view.meta.path)
