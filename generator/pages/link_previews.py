"""Pictures for link previews (Open Graph): which there are, and what stands on each.

A preview's address must be absolute and https, so without such a `url` there are none. The theme's
option `link_previews` says for how many: `auto` stops at `MANY_PAPERS`, since each is drawn.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from generator.exporters.plain import plain, tidy
from generator.model import Person, PersonId, Work, WorkId
from generator.pages.categories import category_hue
from generator.pages.context import PlanContext
from generator.pages.parts import long_date_view, monogram
from generator.pages.routes import Route
from generator.pages.strip import metric_view

WIDTH, HEIGHT = 1200, 630
MANY_PAPERS = 500
MAX_TITLE = 300
SHOWN_AUTHORS = 4

_COVERED = (
    "0020-0180 0188 0190 0192 0195 0199-019B 019E 01A0-01A1 01A5 01AA-01AB 01AD 01AF-01B0 01B5 "
    "01BA-01BB 01BE 01C0-01C3 01DE-01DF 01F0 01FA-01FF 0218-021B 0221 0228-0229 0234-0237 0250-02CC "
    "02CE-02D7 02DA 02DC-02E9 02EC-02ED 02F7 037E 0384-03CE 03D0-03D2 03D5-03D6 03D8-03E1 03F0-03F1 "
    "03F4-03F6 0400-045F 0490-0491 1E00-1EF9 2002 2009 2013-2014 2018-201A 201C-201E 2020 2022 2026 "
    "2032-2033 2039-203A 2044 20A3-20A4 20A7 20AB-20AC 20B9-20BA 20BD 2113 2116 2122 2212 2215"
)
"""Characters that the fonts of the default theme have, which every picture can fall back on."""

_SPANS = "".join("-".join(f"\\u{end}" for end in span.split("-")) for span in _COVERED.split())
_LEGIBLE = re.compile(f"[{_SPANS}]*")
_ORNAMENTS = frozenset({"So", "Sk", "Cf", "Cn"})
"""Categories of emoji, of what joins and colours them, and of what is no character yet."""

_MATH = re.compile(r"\$+([^$]+)\$+")


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """What a picture shows; all of it is plain text.

    Attributes:
        site: The site's title.
        monogram: Of a person, "" for a paper.
        title: A name, or a paper's title.
        lines: Under the title: authors, or role and affiliation.
        code, hue: Category badge, "" for none.
        facts: (number, label) of a person, ("", text) of a paper's venue and date.
    """

    site: str
    monogram: str
    title: str
    lines: tuple[str, ...]
    code: str
    hue: int
    facts: tuple[tuple[str, str], ...]


def is_wanted(context: PlanContext) -> bool:
    """Tell whether the site has pictures at all."""
    choice = context.options.get("link_previews", "none")
    if choice == "none" or not context.site.url.lower().startswith("https://"):
        return False
    return choice == "all" or len(context.corpus.works) <= MANY_PAPERS


def picture_of_person(context: PlanContext, person: Person) -> str:
    """Return the output path of a person's picture, or "" when there is none."""
    if not (is_wanted(context) and person.declared and _legible(person.name.display)):
        return ""
    return f"og/authors/{person.id}.png"


def picture_of_paper(context: PlanContext, work: Work) -> str:
    """Return the output path of a paper's picture, or "" when there is none."""
    if not (is_wanted(context) and is_legible(title_text(work.title))):
        return ""
    return f"og/papers/{work.id}.png"


def preview_routes(context: PlanContext) -> Iterator[Route]:
    """Yield a route for each picture."""
    if not is_wanted(context):
        return
    for person in context.corpus.people.values():
        if path := picture_of_person(context, person):
            yield Route("preview-person", person.id, path, origin=person.origin)
    for work in context.corpus.works.values():
        if path := picture_of_paper(context, work):
            yield Route("preview-paper", work.id, path, origin=work.origin)


def preview_card(context: PlanContext, route: Route) -> PreviewCard:
    """Return what a picture shows."""
    if route.kind == "preview-person":
        return _of_person(context, context.corpus.people[PersonId(route.key)])
    return _of_paper(context, context.corpus.works[WorkId(route.key)])


def is_legible(text: str) -> bool:
    """Tell whether there are glyphs for every character: a picture full of boxes helps nobody."""
    return bool(text) and _LEGIBLE.fullmatch(text) is not None


def title_text(title: str) -> str:
    """Return a title as a picture writes it: without markup, simple math as letters."""
    text = plain(title)
    if "$" in text:
        text = _MATH.sub(lambda found: found[1] if "\\" not in found[1] else _letters(found[1]), text)
    return _drawable(text)[:MAX_TITLE]


def _letters(tex: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    # It logs what it cannot read, and leaves its own template in the place: "%s/%s".
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    try:
        letters = tidy(LatexNodes2Text(math_mode="text").latex_to_text(tex))
    except (LookupError, ValueError, RecursionError):  # Such as `\href` without its arguments.
        return tex
    return tex if "%s" in letters else letters


def _drawable(text: str) -> str:
    """Return a text with plain letters for ornate ones (such as those of a formula), without emoji."""
    text = unicodedata.normalize("NFC", text)
    if _LEGIBLE.fullmatch(text):
        return text
    return tidy("".join(c if is_legible(c) else _plainer(c) for c in text))


def _plainer(character: str) -> str:
    if character == "\ufe0f" or unicodedata.category(character) in _ORNAMENTS:
        return ""
    return unicodedata.normalize("NFKC", character)


def _legible(text: str) -> str:
    """Return the text where it can be drawn, else ""."""
    text = _drawable(tidy(text))
    return text if is_legible(text) else ""


def _of_person(context: PlanContext, person: Person) -> PreviewCard:
    measures = context.measures.people[person.id]
    current = next((a.name for a in person.affiliations if a.end is None), "")
    views = [
        metric_view(name, measures.metrics[name])
        for name in ("h_index", "papers", "citations")
        if measures.metrics.get(name) and context.api.shows(name, person.hide)
    ]
    return PreviewCard(
        site=_legible(context.site.title),
        monogram=_legible(monogram(person.name)),
        title=_legible(person.name.display),
        lines=tuple(filter(None, (_legible(person.role), _legible(current)))),
        code=_legible(measures.subject),
        hue=category_hue(measures.subject) if measures.subject else 0,
        facts=tuple((f"{v.number}{v.unit}", _legible(v.before or v.after)) for v in views),
    )


def _of_paper(context: PlanContext, work: Work) -> PreviewCard:
    names = tuple(takewhile(bool, (_legible(c.name.display) for c in work.credits[:SHOWN_AUTHORS])))
    more = len(work.credits) > len(names) or work.authors_truncated
    authors = ", ".join(names) + (" et al." if more else "")
    date = long_date_view(work.date)
    code = work.categories[0] if work.categories else ""
    facts = (_legible(plain(work.venue)), date.text if date else "")
    return PreviewCard(
        site=_legible(context.site.title),
        monogram="",
        title=title_text(work.title),
        lines=(authors,) if names else (),
        code=_legible(code),
        hue=category_hue(code) if code else 0,
        facts=tuple(("", fact) for fact in facts if fact),
    )
