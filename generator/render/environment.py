"""The template engine of one theme: where templates come from, and the few functions they have.

Templates see no clock, no locale, no environment and no disk: a page is a function of the theme
and its view alone.

`{% extends "page.html" %}` and `{% include %}` mean the template of the theme in use, wherever in
its line of parents that is. `"parent/page.html"` means the one that the asking theme overrides, and
`"default/page.html"` the one of the theme `default`.
"""

import functools
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import quote

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.render.compiled import CompiledTemplates
from generator.render.compiling import ThemeCode, ThemeTemplate
from generator.render.failures import EndlessLoopError, UnknownTextError
from generator.render.grouping import numbered_affiliations
from generator.text import markup
from generator.themes import Theme, plural

ROOT = "\x01"
"""Stands for the way from a page to the output's root until the page's own path is known."""

SELF_OPEN, SELF_CLOSE = "\x02", "\x03"
"""Enclose a person's slug inside the tag of a credit: on that person's profile the tag is marked."""

_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.\-]*:|//|#)", re.IGNORECASE)
_RELATIVE_LINK = re.compile(
    r'(<(?:a|img)\b[^>]*? (?:href|src)=")(?![a-z][a-z0-9+.\-]*:|[/#?"])(?:\.\.?/)*', re.IGNORECASE
)
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~#?&=%+,;:@!$'()*\-]*")
_LEVEL = re.compile(r"(\d+)!(.+)", re.DOTALL)


class ThemeLoader(BaseLoader):
    """Finds a template in a theme or the nearest of its parents that has it."""

    def __init__(self, theme: Theme) -> None:
        self.levels = tuple((level.name, level.shown, dict(level.templates)) for level in theme.levels)
        self._resolved: dict[tuple[str, str], str] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, the path shown for it, and that it stays as it is."""
        first, name = split_level(template)
        found = self.find(name, first)
        if found is None:
            raise TemplateNotFound(name)
        _, shown, templates = self.levels[found]
        return templates[name], f"{shown}/templates/{name}", lambda: True

    def find(self, name: str, first: int = 0) -> int | None:
        """Return the level that a name is found on, from `first` upwards, or None."""
        for level in range(first, len(self.levels)):
            if name in self.levels[level][2]:
                return level
        return None

    def resolve(self, wanted: str, asking: str) -> str:
        """Return the full name of a template that another one extends or includes."""
        asked = (wanted, asking)
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(wanted, asking)
        return self._resolved[asked]

    def _resolve(self, wanted: str, asking: str) -> str:
        prefix, _, rest = wanted.partition("/")
        own = self.find(split_level(asking)[1], split_level(asking)[0]) or 0
        if prefix == "parent":
            return f"{own + 1}!{rest}"
        for level, (name, _, _) in enumerate(self.levels):
            # A site's own `default` may extend the built-in `default`.
            if name == prefix and (level > own or self.levels[own][0] != prefix):
                return f"{level}!{rest}"
        return wanted


class ThemeEnvironment(Environment):
    """Jinja's environment with names resolved along the theme's parents."""

    code_generator_class = ThemeCode
    template_class = ThemeTemplate

    def __init__(self, theme: Theme) -> None:
        self.theme_loader = ThemeLoader(theme)
        self._found: dict[tuple[str, str | None], Template] = {}
        super().__init__(
            loader=self.theme_loader,
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
        )
        self.compiled = self.bytecode_cache = CompiledTemplates(theme)
        self.constant_functions: dict[str, Callable[[str], str]] = {
            "t": _table(theme),
            "icon": _icons(self.theme_loader),
        }
        self.counter = Counter()
        # Jinja brings a few globals of its own; none of them is part of the contract.
        self.globals = {
            "range": self.counter,
            "namespace": self.globals["namespace"],
            "options": dict(theme.options),
            **self.constant_functions,
            "self_mark": self_mark,
            "numbered_affiliations": numbered_affiliations,
        }
        self.filters.update(
            href=href,
            inline=inline,
            abstract=abstract,
            markdown=markdown,
            document=document,
            plain=markup.readable_text,
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # Most texts and icons of a page are named in the template: looking them up once, when it is
        # compiled, and not on every page saves a quarter of the time.
        tree = super()._parse(source, name, filename)
        _Constants(self.constant_functions, name, filename).visit(tree)
        return tree

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of a template that another one extends or includes."""
        return self.theme_loader.resolve(template, parent)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what templates see besides their values: one dictionary, copied for each of them."""
        # Jinja makes a chain of mappings, which takes ten times as long to copy.
        return self.globals if d is None else super().make_globals(d)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  # named by the base class
    ) -> Template:
        """Return a template; each page asks for a dozen, always the same ones."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._found.get((name, parent))
        if found is None:
            found = self._found[name, parent] = super().get_template(name, parent)
        return found


class _Constants(NodeTransformer):
    """Puts values in the place of calls that are the same on every page."""

    def __init__(
        self, functions: Mapping[str, Callable[[str], str]], name: str | None, filename: str | None
    ) -> None:
        self._functions = functions
        self._name, self._filename = name, filename

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  # named by the visitor
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        args = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if name not in self._functions or len(node.args) != 1 or len(args) != 1 or node.kwargs:
            return node
        try:
            value = self._functions[name](str(args[0]))
        except UnknownTextError as error:
            raise TemplateSyntaxError(str(error), node.lineno, self._name, self._filename) from None
        return nodes.Const(value, lineno=node.lineno, environment=node.environment)


def split_level(name: str) -> tuple[int, str]:
    """Return the level that a full template name starts its search on, and the bare name."""
    match = _LEVEL.fullmatch(name)
    return (int(match[1]), match[2]) if match else (0, name)


def href(url: str) -> str:
    """Return an address as a page writes it: what is relative is taken from the output's root."""
    if _ABSOLUTE.match(url):
        return url
    if not _PLAIN_PATH.fullmatch(url):
        url = quote(url, safe="/#?&=%+,;:@!$'()*~")
    return ROOT + url


def self_mark(person: str) -> Markup:
    """Return what marks a credit's tag as the person's, "" for a credit of nobody known."""
    return Markup(f"{SELF_OPEN}{person}{SELF_CLOSE}") if person else Markup("")  # noqa: S704  # a slug


# What the functions of `text.markup` return is sanitised, so it may stand in a page as it is.


def inline(text: str) -> Markup:
    """Return a title or another line: emphasis, code and math, without a paragraph around it."""
    return Markup(markup.inline_html(text))  # noqa: S704  # sanitised


def abstract(text: str) -> Markup:
    """Return an abstract as paragraphs; its relative links start at the output's root."""
    return Markup(from_root(markup.abstract_html(text)))  # noqa: S704  # sanitised


def markdown(text: str, id_prefix: str = "") -> Markup:
    """Return a body of Markdown that may stand on several pages: a biography, a talk.

    Its relative links start at the output's root; the prefix keeps its ids apart from the page's.
    """
    return Markup(from_root(markup.page_html(text, id_prefix=id_prefix)[0]))  # noqa: S704  # sanitised


def from_root(html: str) -> str:
    """Return sanitised HTML whose relative links start at the output's root, wherever it stands."""
    return _RELATIVE_LINK.sub(rf"\1{ROOT}", html) if "=" in html else html


def document(text: str) -> tuple[Markup, tuple[tuple[int, str, Markup], ...]]:
    """Return the body of a page of its own, and its headings as (level, id, title).

    Relative links are left as they are: they are written for this page.
    """
    html, headings = markup.page_html(text)
    return (
        Markup(html),  # noqa: S704  # sanitised
        tuple((level, anchor, Markup(title)) for level, anchor, title in headings),  # noqa: S704  # sanitised
    )


def _table(theme: Theme) -> Callable[..., str]:
    strings = dict(theme.strings)

    def t(key: str, **values: object) -> str:
        """Return a text of the interface; "{count} paper | {count} papers" chooses by `count`."""
        text = strings.get(key)
        if text is None:
            raise UnknownTextError(key)
        return plural(text, values)

    return t


def _icons(loader: ThemeLoader) -> Callable[[str], Markup]:
    @functools.cache
    def icon(name: str) -> Markup:
        """Return an icon as inline SVG, hidden from assistive technology; "" for no name."""
        if not name:
            return Markup("")
        for path in (f"icons/{name}.svg", "icons/link.svg"):
            level = loader.find(path)
            if level is not None:
                return Markup(loader.levels[level][2][path].strip())  # noqa: S704  # a theme's file
        return Markup("")

    return icon


MAX_COUNTED = 1_000_000
"""Numbers that the calls of `range` in one page may give together."""


class Counter:
    """The `range` of templates: within bounds, for a loop over it must end in anybody's lifetime."""

    def __init__(self) -> None:
        self._left = MAX_COUNTED

    def reset(self) -> None:
        """Begin another page."""
        self._left = MAX_COUNTED

    def __call__(self, *limits: int) -> range:
        """Return the range.

        Raises:
            EndlessLoopError: The page has counted too far.
        """
        found = range(*limits)
        # `len` refuses what does not fit a machine's word.
        self._left -= len(found) if abs(found.stop - found.start) <= MAX_COUNTED else MAX_COUNTED + 1
        if self._left < 0:
            raise EndlessLoopError(MAX_COUNTED)
        return found


_environments: dict[str, ThemeEnvironment] = {}


def environment_of(theme: Theme) -> ThemeEnvironment:
    """Return the theme's environment; templates are compiled once per process."""
    if theme.digest not in _environments:
        _environments[theme.digest] = ThemeEnvironment(theme)
    return _environments[theme.digest]


def shown_paths(theme: Theme) -> Mapping[str, str]:
    """Return the path shown for each template of the theme, by bare name, nearest first."""
    found: dict[str, str] = {}
    for level in theme.levels:
        for name, _ in level.templates:
            found.setdefault(name, f"{level.shown}/templates/{name}")
    return found
