"""Puts pages together: what a template wrote, and the cards that were rendered before.

Cards are most of a list's bytes, and the same on every page but for the way to the root and the mark
of the profile's own person. So a template gets tokens in their place, and each card is settled once
for all pages of a folder.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from generator.render.environment import ROOT, SELF_CLOSE, SELF_OPEN

CARD = "\x04"
"""Encloses the number of a card where a template shows it."""

MAX_SETTLED = 2000
"""Cards at hand: people of one paper stand side by side, so few are needed again."""

_TOKEN = re.compile(f"{CARD}([0-9]{{1,9}}){CARD}".encode())

_SELF_MARK = ' class="is-self"'


@dataclass(frozen=True, slots=True)
class SettledCard:
    """A card's HTML as pages of one folder hold it.

    Attributes:
        html: With nobody marked.
        credits_: (person's slug, offset in bytes at which a tag of theirs takes the mark), in order.
    """

    html: bytes
    credits_: tuple[tuple[str, int], ...]

    def of(self, own: str) -> bytes:
        """Return the card as it stands on the profile of a person, "" for any other page."""
        places = [place for person, place in self.credits_ if person == own] if own else ()
        if not places:
            return self.html
        starts, ends = (0, *places), (*places, len(self.html))
        pieces = [self.html[start:end] for start, end in zip(starts, ends, strict=True)]
        return _SELF_MARK.encode().join(pieces)


class Assembler:
    """Puts pages of one site together."""

    def __init__(self) -> None:
        self._settled: dict[tuple[str, str], SettledCard] = {}

    def page(self, html: str, keys: Sequence[str], cards: Mapping[str, str], root: str, own: str) -> bytes:
        """Return a page as UTF-8 bytes.

        Args:
            html: What the template wrote, with tokens for cards and marks for root and self.
            keys: Of the cards, by their number.
            cards: HTML of the cards by key, with the marks still in it; the same for all pages.
            root: What stands before a path from the output's root: "", "../", or "/repo/".
            own: Slug of the person whose credits are marked, "" for none.
        """
        pieces = _TOKEN.split(settle(html, root, own).encode())
        for place in range(1, len(pieces), 2):
            number = int(pieces[place])
            # A theme's own text may look like a token, but there is no such card.
            pieces[place] = self._card(keys[number], cards, root).of(own) if number < len(keys) else b""
        return b"".join(pieces)

    def _card(self, key: str, cards: Mapping[str, str], root: str) -> SettledCard:
        found = self._settled.get((key, root))
        if found is None:
            if len(self._settled) >= MAX_SETTLED:
                del self._settled[next(iter(self._settled))]
            found = self._settled[key, root] = settle_card(cards[key], root)
        return found


def tokens(keys: Iterable[str]) -> dict[str, Markup]:
    """Return what templates get in the place of cards: by key, numbered in their order."""
    return {key: _token(number) for number, key in enumerate(keys)}


@lru_cache(maxsize=256)
def _token(number: int) -> Markup:
    return Markup(f"{CARD}{number}{CARD}")  # noqa: S704  # a number


def settle(html: str, root: str, own: str = "") -> str:
    """Return HTML with its marks replaced: the way to the root, and the profile's own person.

    Args:
        root: What stands before a path from the output's root: "", "../", or "/repo/".
        own: Slug of the person whose credits are marked, "" for none.
    """
    first, *credits_ = html.split(SELF_OPEN)
    if credits_:
        pieces = [first]
        for credit in credits_:
            person, _, rest = credit.partition(SELF_CLOSE)
            pieces += (_SELF_MARK if own and person == own else "", rest)
        html = "".join(pieces)
    return html.replace(ROOT, root)


def settle_card(html: str, root: str) -> SettledCard:
    """Return a card with its way to the root, and where its credits may be marked."""
    first, *rests = html.replace(ROOT, root).encode().split(SELF_OPEN.encode())
    pieces, length, credits_ = [first], len(first), []
    for piece in rests:
        person, _, rest = piece.partition(SELF_CLOSE.encode())
        credits_.append((person.decode(), length))
        pieces.append(rest)
        length += len(rest)
    return SettledCard(b"".join(pieces), tuple(credits_))
