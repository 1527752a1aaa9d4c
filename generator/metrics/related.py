"""Related papers: works that share weighted words of title, keywords and abstract.

Every site has them, however small, and none needs numpy. The work for a paper is bounded, so that
the whole is linear in the number of papers: its heaviest words are looked up in an inverted index,
and words that very many papers have are not looked up at all.

After a change, what was found before is found again only where it may differ. How rare a word is
goes by powers of two of the papers that have it, so that a text that changes rarely makes the words
of others weigh more or less.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from generator import __version__
from generator.giving_way import give_way, giving
from generator.metrics.related_closest import Closest, Vector, all_closest
from generator.metrics.related_memory import RelatedMemory
from generator.metrics.related_state import RelatedState, RelatedWork, Vocabulary, number_of
from generator.model import WorkId
from generator.text.words import content_words

VERSION = "2"
"""Changes whenever the same words would relate other works."""

STAMP = f"{__version__} {VERSION}"

MAX_POSTINGS = 150
"""Words that more papers have say little, and would make the index quadratic."""

HEAVIEST = 12
"""Words by which a paper is found and finds others: the heaviest that another paper has too."""

STEPS = 4
"""Lengths of vectors between one and twice that: a word of another weight seldom changes the others'."""

TITLE_TIMES, KEYWORD_TIMES = 3, 2


def weighted_words(title: str, keywords: Iterable[str] = (), abstract: str = "") -> str:
    """Return the stems of a work's plain text, those of the title three times, keywords twice.

    Returns:
        The stems with spaces between them: as so many texts they would take ten times the memory.
    """
    stems = (
        *content_words(title) * TITLE_TIMES,
        *content_words(" ; ".join(keywords)) * KEYWORD_TIMES,
        *content_words(abstract),
    )
    return " ".join(stems)


def related_works(
    keys: Mapping[WorkId, str], read: Callable[[WorkId], str], memory: RelatedMemory | None = None
) -> dict[WorkId, tuple[WorkId, ...]]:
    """Return for each work the closest others, at most five, closest first, ties by id.

    Args:
        keys: A digest of the text of each work.
        read: Returns the `weighted_words` of a work.
        memory: What a former run found, and room for what this one finds. The result is the same
            without.
    """
    memory = RelatedMemory() if memory is None else memory
    former = memory.known.state(STAMP)
    state = _next_state(keys, read, former)
    if not state.is_whole and former.works:
        # Which words are left out must not depend on what there was before.
        state = _next_state(keys, read, RelatedState(STAMP))
    is_new = state is not former and state.is_whole
    memory.made = memory.known.followed_by(state) if is_new else None
    return {work: state.works[work].closest for work in keys}


def _next_state(
    keys: Mapping[WorkId, str], read: Callable[[WorkId], str], former: RelatedState
) -> RelatedState:
    """Return the state that follows a former one, the same if no text differs."""
    before = former.works
    changed = [work for work, key in keys.items() if work not in before or before[work].key != key]
    gone = [work for work in before if work not in keys]
    if not changed and not gone:
        return former
    vocabulary = Vocabulary(former)
    written = {work: vocabulary.write(read(work)) for work in giving(changed)}
    old = [before[work].letters for work in (*gone, *changed) if work in before]
    counts = vocabulary.count(old, written.values())
    letters = {work: written[work] if work in written else before[work].letters for work in keys}
    rarity = _Rarity(vocabulary, len(keys))
    if _step(len(keys)) == _step(len(before)):
        differing = [letter for letter, (was, now) in counts.items() if _rank(was) != _rank(now)]
        again = {*changed, *_having(letters, differing)}
    else:
        again = set(keys)
    vectors = {
        work: _heaviest(text, rarity) if work in again else (before[work].heaviest, before[work].weights)
        for work, text in letters.items()
    }
    closest = all_closest(vectors, before)
    works = {
        work: _recorded(key, letters[work], vectors[work], closest.get(work), before.get(work))
        if work in again or work in closest
        else before[work]
        for work, key in keys.items()
    }
    is_whole = not vocabulary.is_exhausted
    return RelatedState(former.stamp, vocabulary.words, vocabulary.papers, works, is_whole)


def _recorded(
    key: str, letters: str, vector: Vector, closest: Closest | None, before: RelatedWork | None
) -> RelatedWork:
    """Return what is known of a work, the same object if that is what was known before."""
    if closest is None:
        closest = (before.closest, before.similarities) if before is not None else ((), ())
    after = RelatedWork(key, letters, *vector, *closest)
    return before if before is not None and before == after else after


def _step(papers: int) -> int:
    """Return the highest power of two that is no more."""
    return 1 << papers.bit_length() >> 1


def _rank(papers: int) -> int:
    """Return what is the same for numbers of papers that make a word equally rare; 0: of no use."""
    return _step(papers) if 2 <= papers <= MAX_POSTINGS else 0


_Weighed = tuple[float, str, str]
"""What an occurrence of a word weighs, below zero, with the word and its letter: in this order."""


class _Rarity(dict[str, _Weighed | None]):
    """How rare the word of a letter is, None if it is of no use."""

    __slots__ = ("_logs", "_papers", "_words")

    def __init__(self, vocabulary: Vocabulary, papers: int) -> None:
        super().__init__()
        self._words, self._papers = vocabulary.words, vocabulary.papers
        ranks = {_rank(count) for count in range(2, MAX_POSTINGS + 1)}
        self._logs = {rank: -math.log(1 + _step(papers) / rank) for rank in ranks}

    def __missing__(self, letter: str) -> _Weighed | None:
        number = number_of(letter)
        rank = _rank(self._papers[number])
        self[letter] = found = (self._logs[rank], self._words[number], letter) if rank else None
        return found


def _having(texts: Mapping[WorkId, str], letters: Collection[str]) -> set[WorkId]:
    """Return the works whose text has one of the letters."""
    if not letters:
        return set()
    has = re.compile(f"[{''.join(letters)}]").search
    return {work for work, text in texts.items() if has(text)}


def _heaviest(letters: str, rarity: Mapping[str, _Weighed | None]) -> Vector:
    """Return the heaviest words, ties in the order of the words, as a vector about as long as one."""
    give_way()
    found: list[_Weighed] = []
    for letter, times in Counter(letters).items():
        if (weighed := rarity[letter]) is not None:
            found.append(weighed if times == 1 else (_TIMES[times] * weighed[0], *weighed[1:]))
    if not found:
        return "", ()
    found.sort()
    del found[HEAVIEST:]
    norm = math.sqrt(math.fsum([weight * weight for weight, _, _ in found]))
    length = 2 ** (round(STEPS * math.log2(norm)) / STEPS)
    return "".join([letter for _, _, letter in found]), tuple([-weight / length for weight, _, _ in found])


class _Times(dict[int, float]):
    """What an occurrence weighs: 1 + ln n, worked out when n is first seen."""

    def __missing__(self, n: int) -> float:
        self[n] = weight = 1 + math.log(n)
        return weight


_TIMES = _Times()
