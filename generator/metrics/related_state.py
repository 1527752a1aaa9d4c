"""What relating papers leaves for the next run: their words, their vectors, their closest others.

Texts are kept as strings of letters, one for each word: a seventh as long as the words, and searched
for one of them as quickly as any text for a letter.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import msgspec

from generator.model import WorkId

_FIRST = 0x80
"""The first letter: those of ASCII mean something in patterns."""

_GAP, _GAP_LENGTH = 0xD800, 0x800
"""Surrogates, which are no letters."""

MOST_WORDS = 1_000_000
"""Different words of all texts together: there are hardly more letters."""


class RelatedWork(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What is known of a work.

    Attributes:
        key: A digest of the text that its words are from.
        letters: Its words, each as often as it counts.
        heaviest: The letters of those by which it is related, heaviest first.
        weights: What each of these weighs.
        closest: The works closest to it, closest first.
        similarities: Theirs.
    """

    key: str
    letters: str
    heaviest: str
    weights: tuple[float, ...]
    closest: tuple[WorkId, ...]
    similarities: tuple[float, ...]


class RelatedState(msgspec.Struct, array_like=True, frozen=True):
    """What a run has found.

    Attributes:
        stamp: Names all that the rest depends on, beside the texts.
        words: The word of each letter.
        papers: How many papers have each of them; the letter of a word that none has is free.
        works: Every work.
        is_whole: Whether there was a letter for each word; else no run can follow.
    """

    stamp: str
    words: list[str] = []
    papers: list[int] = []
    works: dict[WorkId, RelatedWork] = {}
    is_whole: bool = True


class Vocabulary:
    """Letters for words, and how many papers have each: those of a state, and what a run adds."""

    __slots__ = ("_letters", "papers", "words")

    def __init__(self, state: RelatedState) -> None:
        self.words = list(state.words)
        self.papers = list(state.papers)
        self._letters = _Letters(self.words, self.papers)

    @property
    def is_exhausted(self) -> bool:
        """Whether a word got no letter."""
        return self._letters.is_exhausted

    def write(self, text: str) -> str:
        """Return words with spaces between them as letters."""
        return "".join(map(self._letters.__getitem__, text.split()))

    def count(self, gone: Iterable[str], come: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Count texts that went and texts that came.

        Returns:
            How many papers had and have each word of which that differs, by letter.
        """
        papers = Counter(chain.from_iterable(map(set, come)))
        papers.subtract(chain.from_iterable(map(set, gone)))
        changes: dict[str, tuple[int, int]] = {}
        for letter, more in papers.items():
            if more:
                number = number_of(letter)
                before = self.papers[number]
                self.papers[number] = before + more
                changes[letter] = before, before + more
        return changes


class _Letters(dict[str, str]):
    """The letter of each word, chosen when the word is first seen."""

    __slots__ = ("_free", "_papers", "_words", "is_exhausted")

    def __init__(self, words: list[str], papers: list[int]) -> None:
        """Take over the letters of words that papers have; further words go into both lists."""
        super().__init__((word, _letter(n)) for n, word in enumerate(words) if papers[n])
        self._words, self._papers = words, papers
        self._free = [n for n, count in enumerate(papers) if not count]
        self.is_exhausted = False

    def __missing__(self, word: str) -> str:
        if self._free:
            number = self._free.pop()
            self._words[number] = word
        elif len(self._words) < MOST_WORDS:
            number = len(self._words)
            self._words.append(word)
            self._papers.append(0)
        else:
            self.is_exhausted = True
            return ""
        self[word] = letter = _letter(number)
        return letter


def _letter(number: int) -> str:
    return chr(number + _FIRST + (_GAP_LENGTH if number >= _GAP - _FIRST else 0))


def number_of(letter: str) -> int:
    """Return the place of a letter's word in a state."""
    code = ord(letter)
    return code - _FIRST - (_GAP_LENGTH if code >= _GAP else 0)
