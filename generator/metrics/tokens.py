"""Words of a title and abstract as text novelty counts them."""

import re

from generator.metrics.stop_words import STOP_WORDS

_TOKEN = re.compile(r"[a-z][a-z0-9]+(?:-[a-z0-9]+)*")
_STOP_WORDS = frozenset(STOP_WORDS)
_MIN_LENGTH = 3


def stem(token: str) -> str:
    """Return the token without the ending of a plural, or "" for a word that does not count.

    Args:
        token: Lower case, as the definition's pattern matches it.
    """
    if len(token) < _MIN_LENGTH or token in _STOP_WORDS:
        return ""
    if len(token) > 4 and token.endswith("ies") and not token.endswith(("eies", "aies")):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and not token.endswith(("us", "ss", "is")):
        return token[:-1]
    return token


class _Stems(dict[str, str]):
    """Stems of the tokens met so far; a plain lookup is several times faster than a call."""

    def __missing__(self, token: str) -> str:
        if len(self) >= 1 << 17:
            self.clear()
        self[token] = word = stem(token)
        return word


_STEMS = _Stems()


def stems_of(text: str) -> list[str]:
    """Return the stems of a plain text that count, in the order written, with repeats.

    Args:
        text: Title and abstract, without markup, math as its TeX source.
    """
    return list(filter(None, map(_STEMS.__getitem__, _TOKEN.findall(text.lower()))))
