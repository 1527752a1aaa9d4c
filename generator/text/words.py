"""Content words: what a title or an abstract is about, for finding related papers."""

import re
from functools import cache
from itertools import chain
from typing import Final

from generator.text.fold import fold

# Folded English function words, and words that every abstract uses.
STOP_WORDS: Final = frozenset(
    """
    a about above after again against all also although always among an and another any are as at
    be because been before being below between both but by can cannot could did do does doing
    down due during each either else et etc even ever every few first for from further had has
    have having he her here hers him his how however i if in into is it its itself just less
    let many may me might more most much must my near no nor not now of off often on once one
    only onto or other others our ours out over own per quite rather same second several shall
    she should since so some still such than that the their theirs them then there thereby
    therefore these they this those though three through thus to together too toward towards
    two under until up upon us use used uses using very via was we well were what when where
    whereas whether which while who whom whose why will with within without would yet you your
    abstract approach based demonstrate different existing experiment experiments method
    methods new novel paper present problem propose proposed result results show shows study
    work
    """.split()
)

_MATH: Final = re.compile(r"\$[^$]*\$")
# Scripts written without spaces: their words are found as pairs of characters.
_UNSPACED_LETTERS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FIRST_UNSPACED: Final = "\u3040"


@cache
def _unspaced() -> re.Pattern[str]:
    # When a text has such letters: to compile thousands of them takes longer than to read many texts.
    return re.compile(f"[{_UNSPACED_LETTERS}]+")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_LETTERS}]+|[^{_UNSPACED_LETTERS}]+")


# Texts repeat most of their words; the table is bounded for very large sites.
_MAX_KNOWN: Final = 50_000


class _StemTable(dict[str, tuple[str, ...]]):
    """The stems of each folded word, worked out when it is first seen."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MAX_KNOWN:
            self.clear()
        stems = self[word] = _stems(word)
        return stems


_STEMS: Final = _StemTable()


def _stems(word: str) -> tuple[str, ...]:
    if word in STOP_WORDS or word.isdigit():
        return ()
    if word.isascii():
        return (_singular(word),) if len(word) > 1 else ()
    if max(word) < _FIRST_UNSPACED or _unspaced().search(word) is None:
        return (word,)
    stems: list[str] = []
    for part in _runs().findall(word):
        if _unspaced().match(part) and len(part) > 1:
            stems.extend(part[i : i + 2] for i in range(len(part) - 1))
        else:
            stems.append(part)
    return tuple(stems)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def content_words(text: str) -> tuple[str, ...]:
    """Return the folded stems of the words that carry meaning.

    Args:
        text: A title, keywords or an abstract; TeX math between `$` is left out.

    Returns:
        Stems in reading order, with repeats; plurals are reduced to the singular, and text in
        Chinese characters or kana gives overlapping pairs of characters.
    """
    if "$" in text:
        text = _MATH.sub(" ", text)
    return tuple(chain.from_iterable(map(_STEMS.__getitem__, fold(text).split())))
