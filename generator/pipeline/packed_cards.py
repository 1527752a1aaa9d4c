"""Rendered cards in one piece of memory.

Workers are forked after the cards are rendered. Texts of their own would be copied into each worker,
page by page, as soon as it looks at them, since looking changes their reference counts; one block of
bytes stays shared however many workers read it.
"""

from collections.abc import Iterable, Iterator, Mapping


class PackedCards(Mapping[str, str]):
    """HTML by the key of the card."""

    __slots__ = ("_bytes", "_places")

    def __init__(self, cards: Iterable[tuple[str, str]]) -> None:
        packed = bytearray()
        self._places: dict[str, tuple[int, int]] = {}
        for key, html in cards:
            start = len(packed)
            packed += html.encode()
            self._places[key] = (start, len(packed))
        self._bytes = bytes(packed)

    def __getitem__(self, key: str) -> str:
        """Return a card's HTML."""
        start, end = self._places[key]
        return self._bytes[start:end].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
