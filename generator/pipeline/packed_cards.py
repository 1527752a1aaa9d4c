"""Rendered cards in few pieces of memory.

Workers are forked after the cards are rendered. Texts of their own would be copied into each worker,
page by page, as soon as it looks at them, since looking changes their reference counts; large blocks
of bytes stay shared however many workers read them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple


class Pack(NamedTuple):
    """Some cards.

    Attributes:
        keys: Of the cards.
        ends: Where each one ends, in bytes; the next one begins there.
        html: Of all of them.
    """

    keys: tuple[str, ...]
    ends: tuple[int, ...]
    html: bytes


def pack(cards: Iterable[tuple[str, str]]) -> Pack:
    """Return cards, given as (key, HTML), in one piece."""
    keys: list[str] = []
    pieces: list[bytes] = []
    for key, html in cards:
        keys.append(key)
        pieces.append(html.encode())
    return Pack(tuple(keys), tuple(accumulate(map(len, pieces))), b"".join(pieces))


class PackedCards(Mapping[str, str]):
    """HTML by the key of the card."""

    __slots__ = ("_packs", "_places")

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._packs: list[bytes] = []
        self._places: dict[str, tuple[int, int, int]] = {}
        for number, (keys, ends, html) in enumerate(packs):
            self._packs.append(html)
            self._places |= {
                key: (number, start, end) for key, start, end in zip(keys, (0, *ends), ends, strict=False)
            }

    def __getitem__(self, key: str) -> str:
        """Return a card's HTML."""
        number, start, end = self._places[key]
        return self._packs[number][start:end].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
