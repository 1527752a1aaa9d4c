"""The only way for anybody's HTML onto a page: explicit lists of what may stay.

Everything that people write, or that an index sent, passes through here last. What is not
listed is dropped: scripts, styles, event handlers, forms, frames, unknown URL schemes.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.text.characters import printable
from generator.urls import web_address

if TYPE_CHECKING:
    from nh3 import Cleaner

MATHML_TAGS: Final = frozenset(
    """
    math maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
    mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
    none semantics
    """.split()
)
_MATHML_ATTRIBUTES: Final = frozenset(
    """
    accent accentunder alttext class columnalign columnspan depth dir display displaystyle fence
    form height largeop linethickness lspace mathvariant maxsize minsize movablelimits notation
    rowalign rowspan rspace scriptlevel separator stretchy symmetric voffset width
    """.split()
)

INLINE_TAGS: Final = frozenset(
    """
    abbr b bdi bdo br cite code dfn em i kbd mark q s samp small span strong sub sup time u var wbr
    """.split()
)
"""What a title may hold: no links, for a title is one."""

ABSTRACT_TAGS: Final = INLINE_TAGS | frozenset("a blockquote dd del div dl dt ins li ol p ul".split())

PAGE_TAGS: Final = ABSTRACT_TAGS | frozenset(
    """
    article aside caption col colgroup details figcaption figure h1 h2 h3 h4 h5 h6 hr img pre
    section summary table tbody td tfoot th thead tr
    """.split()
)

# With their content: what they hold is no text. A formula's annotation repeats it as source.
_DROPPED_WITH_CONTENT: Final = frozenset({"script", "style", "template", "annotation", "annotation-xml"})

DROPPED_TAGS: Final = _DROPPED_WITH_CONTENT | frozenset(
    """
    base body button canvas center embed fieldset font footer form frame frameset head header html
    iframe input label legend link main meta nav noscript object optgroup option param select
    source svg textarea title track tt video audio picture
    """.split()
)
"""Tags of HTML that a page may not hold: they vanish, where an unknown tag is shown as text."""

_BARE_ATTRIBUTES: Final = "allowfullscreen|async|checked|controls|defer|disabled|hidden|open|reversed"


def tag_pattern(names: frozenset[str]) -> str:
    """Return the source of a regular expression for a tag of one of the names.

    Attributes need values, but for those of HTML that have none: "p<q and r>s" holds no tag.
    Matching takes time proportional to the tag's length; compile with `re.IGNORECASE`.
    """
    alternatives = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    return (
        rf"</?(?:{alternatives})"
        r"(?:\s++(?:[a-z_:][\w:.-]*+\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>=]++)"
        rf"|(?:{_BARE_ATTRIBUTES})(?=[\s/>])))*+\s*+/?>"
    )


_GLOBAL_ATTRIBUTES: Final = frozenset({"dir", "lang", "title"})
_SCHEMES: Final = {"http", "https", "mailto"}

_INLINE_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "span": frozenset({"class"}),
    "code": frozenset({"class"}),
    "time": frozenset({"datetime"}),
}
_ABSTRACT_ATTRIBUTES: Final[dict[str, frozenset[str]]] = _INLINE_ATTRIBUTES | {
    "a": frozenset({"href"}),
    "span": frozenset({"aria-label", "class"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "div": frozenset({"class"}),
}
_CLASS: Final = frozenset({"class"})
_IDENTIFIED: Final = frozenset({"class", "id"})
_CELL: Final = frozenset({"class", "colspan", "rowspan"})
_PAGE_ATTRIBUTES: Final[dict[str, frozenset[str]]] = _INLINE_ATTRIBUTES | {
    "a": frozenset({"aria-label", "class", "href", "id"}),
    "article": _IDENTIFIED,
    "aside": _IDENTIFIED,
    "blockquote": _CLASS,
    "col": frozenset({"class", "span"}),
    "colgroup": frozenset({"class", "span"}),
    "dd": _IDENTIFIED,
    "details": frozenset({"class", "id", "open"}),
    "div": frozenset({"aria-label", "class", "id"}),
    "dl": _CLASS,
    "dt": _IDENTIFIED,
    "em": _CLASS,
    "figure": _IDENTIFIED,
    "h1": _IDENTIFIED,
    "h2": _IDENTIFIED,
    "h3": _IDENTIFIED,
    "h4": _IDENTIFIED,
    "h5": _IDENTIFIED,
    "h6": _IDENTIFIED,
    "img": frozenset({"alt", "class", "decoding", "height", "loading", "src", "width"}),
    "li": frozenset({"class", "id", "value"}),
    "ol": frozenset({"class", "reversed", "start"}),
    "p": _IDENTIFIED,
    "pre": _CLASS,
    "section": _IDENTIFIED,
    "span": frozenset({"aria-label", "class", "id"}),
    "strong": _CLASS,
    "sup": _IDENTIFIED,
    "table": _IDENTIFIED,
    "td": _CELL,
    "th": _CELL | {"scope"},
    "ul": _CLASS,
}
# Scrolling boxes can be reached by keyboard, and nothing else is put into the tab order.
_FORMULA: Final = {"role": {"group"}, "tabindex": {"0"}}
_ABSTRACT_VALUES: Final = {"span": _FORMULA}
_PAGE_VALUES: Final = {
    "span": _FORMULA,
    "div": {"role": {"region", "note"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
}

_ADDRESSES: Final = frozenset({"href", "src"})
_HREF: Final = re.compile("href", re.IGNORECASE)
_ID: Final = re.compile(r"""[^\s"'<>`&]{1,200}\Z""")


def _attributes(of_html: dict[str, frozenset[str]]) -> dict[str, set[str]]:
    attributes = {tag: set(names) for tag, names in of_html.items()}
    attributes["*"] = set(_GLOBAL_ATTRIBUTES)
    attributes.update((tag, set(_MATHML_ATTRIBUTES)) for tag in MATHML_TAGS)
    return attributes


@cache
def _mathml_cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        # The converter marks letters inside of text with a span.
        tags={*MATHML_TAGS, "span"},
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_attributes({"span": _CLASS}),
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


@cache
def _inline_cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(INLINE_TAGS | MATHML_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_attributes(_INLINE_ATTRIBUTES),
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


@cache
def _abstract_cleaner(*, with_links: bool) -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(ABSTRACT_TAGS | MATHML_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_attributes(_ABSTRACT_ATTRIBUTES),
        # Called for every attribute, so for formulas alone it is left out.
        attribute_filter=_address if with_links else None,
        tag_attribute_values=_ABSTRACT_VALUES,
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


def _address(_tag: str, name: str, value: str) -> str | None:
    """Return what an attribute may say: an address only in the form that means one thing."""
    if name not in _ADDRESSES:
        return value
    return web_address(value) or None


class _Ids:
    """Keeps the ids of one page unique and in the page's own name space."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: set[str] = set()

    def filter(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            if value in self._seen or not _ID.match(value):
                return None
            self._seen.add(value)
            return self._prefix + value
        if name == "href" and tag == "a" and self._prefix and value.startswith("#"):
            return f"#{self._prefix}{value[1:]}" if len(value) > 1 else value
        return _address(tag, name, value)


def clean_mathml(mathml: str) -> str:
    """Return MathML with nothing but MathML in it, as a well-formed XML fragment."""
    return _finish(_mathml_cleaner().clean(mathml))


def clean_inline(markup: str) -> str:
    """Return what a title may hold of the HTML."""
    return _finish(_inline_cleaner().clean(markup))


def clean_abstract(markup: str) -> str:
    """Return what an abstract may hold of the HTML."""
    return _finish(_abstract_cleaner(with_links=_HREF.search(markup) is not None).clean(markup))


def clean_page(markup: str, id_prefix: str = "") -> str:
    """Return what a page's body may hold of the HTML.

    Args:
        markup: HTML; every id but its first use is dropped.
        id_prefix: Put before each id and before the links to ids.
    """
    from nh3 import Cleaner

    cleaner = Cleaner(
        tags=set(PAGE_TAGS | MATHML_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_attributes(_PAGE_ATTRIBUTES),
        attribute_filter=_Ids(id_prefix).filter,
        tag_attribute_values=_PAGE_VALUES,
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )
    return _finish(cleaner.clean(markup))


def _finish(markup: str) -> str:
    # A character reference can name a control character that the text itself did not hold.
    # `&nbsp;` is the one entity of the serialiser that XML does not know.
    markup = printable(markup).replace("&nbsp;", "\u00a0")
    if '<a href="http' in markup:
        # Inside an attribute's value the quote would be escaped, inside text the bracket.
        markup = markup.replace('<a href="http', '<a rel="noopener" href="http')
    return markup
