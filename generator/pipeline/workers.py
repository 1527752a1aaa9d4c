"""What workers do: cards first, then pages and files, each written into the stage where it is made.

The functions are at the top of a module and take plain values, so that any executor can run them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from generator.incremental import encode, fingerprint
from generator.pages.context import PlanContext
from generator.pages.link_previews import preview_card
from generator.pages.planning import PAGES, card_of, view_of
from generator.pages.routes import Route
from generator.pages.texts import TEXTS
from generator.pages.views import (
    DocumentView,
    EmbedView,
    HomeView,
    ListView,
    ProfileView,
    SiteView,
    View,
)
from generator.pipeline.packed_cards import Pack, pack
from generator.publish import Artifact, Staging
from generator.render.cards_og import draw_card, font_files
from generator.render.embed_scripts import element_script, frame_script
from generator.render.images import resize
from generator.render.palette import Palette, palette_of
from generator.render.renderer import Renderer
from generator.themes import Theme

MAX_CARDS = 1000
"""Cards whose digests are at hand: people of one paper stand side by side, so few are needed again."""

_digest_of = lru_cache(maxsize=MAX_CARDS)(fingerprint)


@dataclass(frozen=True)
class CardWork:
    """What rendering cards needs."""

    context: PlanContext
    theme: Theme
    site: SiteView

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer, made once a process."""
        return Renderer(self.theme, self.site)


def render_cards(work: CardWork, keys: Sequence[str]) -> Pack:
    """Return the rendered cards."""
    return pack((key, work.renderer.card(card_of(work.context, key))) for key in keys)


@dataclass(frozen=True)
class PageWork:
    """What rendering and writing files needs.

    Attributes:
        cards: HTML of the cards by key.
        static: Absolute path of `content/static`.
        stamp: Digest of all that every page depends on: Byline's version, the theme, the site.
    """

    context: PlanContext
    theme: Theme
    site: SiteView
    cards: Mapping[str, str]
    stage: Staging
    static: str
    stamp: str

    def take(self, keys: Iterable[str]) -> None:
        """Be told that a file is made of these cards."""

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer, made once a process."""
        return Renderer(self.theme, self.site)

    def text(self, route: Route) -> bytes:
        """Return a file for machines."""
        return TEXTS[route.kind](self.context, route).encode()

    def made_from(self, view: View, keys: Iterable[str]) -> str:
        """Return a digest of all that a page is made from; "" where nobody will ask for it.

        Args:
            keys: Of the cards that it holds.
        """
        cards = map(self.cards.__getitem__, keys)
        return fingerprint(self.stamp, encode(view), "".join(map(_digest_of, cards)))

    @cached_property
    def look(self) -> tuple[tuple[str, ...], Palette, str]:
        """The files of the theme's type, its colours and a digest of both, read once a process."""
        files, palette = font_files(self.theme), palette_of(self.theme)
        return files, palette, fingerprint(encode(palette), *(Path(file).read_bytes() for file in files))


def make_files(work: PageWork, routes: Sequence[Route]) -> list[Artifact]:
    """Make each route's file and return what the stage says of it."""
    return [artifact for route in routes if (artifact := make_file(work, route)) is not None]


def make_file(work: PageWork, route: Route) -> Artifact | None:
    """Make a file and return what the stage says of it, None when it cannot be made."""
    if route.kind in PAGES:
        return _make_page(work, route)
    if route.kind in TEXTS:
        return work.stage.write(route.path, work.text(route))
    if route.kind in ("preview-person", "preview-paper"):
        return _make_preview(work, route)
    if route.kind == "embed-script":
        return work.stage.write(route.path, element_script(work.theme, route.key).encode())
    if route.kind == "frame-script":
        return work.stage.write(route.path, frame_script().encode())
    data = resize(Path(work.static, route.key).read_bytes(), route.part)
    return None if data is None else work.stage.write(route.path, data)


def _make_page(work: PageWork, route: Route) -> Artifact:
    view = view_of(work.context, route)
    keys = card_keys(view)
    work.take(keys)
    made_from = work.made_from(view, keys)
    kept = work.stage.keep(route.path, made_from)
    if kept is not None:
        return kept
    html = work.renderer.page(view, work.cards, keys)
    return work.stage.write(route.path, html, made_from)


def _make_preview(work: PageWork, route: Route) -> Artifact | None:
    card = preview_card(work.context, route)
    fonts, palette, digest = work.look
    made_from = fingerprint(work.stamp, digest, encode(card))
    kept = work.stage.keep(route.path, made_from)
    if kept is not None:
        return kept
    data = draw_card(card, fonts, palette)
    return None if data is None else work.stage.write(route.path, data, made_from)


def card_keys(view: View) -> tuple[str, ...]:
    """Return the keys of the cards that a page holds, each once, in order."""
    if isinstance(view, ProfileView):
        keys = (*view.selected, *(key for group in view.groups for key in group.cards))
    elif isinstance(view, ListView):
        keys = tuple(key for group in view.groups for key in group.cards)
    elif isinstance(view, HomeView):
        keys = (*view.selected, *view.newest)
    elif isinstance(view, DocumentView | EmbedView):
        keys = view.cards
    else:
        keys = ()
    return tuple(dict.fromkeys(keys))
