"""Plain text as TeX source: escapes, math kept, capitals protected."""

import re
from functools import lru_cache

from generator.exporters.plain import plain, tidy
from generator.text.tex_math import MATH_PATTERN, math_of, may_hold_math

_SPECIAL = re.compile(r"[\\{}$&%#_~^@]|(?<=[!?])`")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # Parsers that look for the next entry take "@word {" for one, even inside a field.
    "@": "{@}",
    # TeX reads "!`" and "?`" as the marks that open a Spanish sentence.
    "`": "{}`",
}
# BibTeX counts braces although a backslash precedes them, so lone ones need a name.
_LONE_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}

_MATH = re.compile(MATH_PATTERN, re.DOTALL)
_UNSAFE_MATH = re.compile(r"(?<!\\)[%$]|@|\\$")
_STASH = 0xF0000
"""Stands for the first formula while the text around it loses its markup (plane 15 is private)."""
_STASHED = re.compile("[\U000f0000-\U000ffffd]")

_WORD = re.compile(r"[^\W_]+(?:[.][^\W_]+)*")
_LONG_WORD = re.compile(r"(?<![\w$])[^\W\d_]{5,}(?![\w$])")
_PREPOSITIONS = frozenset(
    "about above across after against along among around before behind below beneath beyond despite"
    " during except inside outside since through toward towards under underneath until using versus"
    " within without between".split()
)


def braces_balance(text: str) -> bool:
    """Tell whether every "}" closes an earlier "{" and none stays open, as BibTeX counts."""
    depth = 0
    for char in text:
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def escape_tex(text: str) -> str:
    """Return plain text with TeX's special characters escaped; braces always balance."""
    if _SPECIAL.search(text) is None:
        return text
    lone = _LONE_BRACES if not braces_balance(text) else {}
    return _SPECIAL.sub(lambda m: lone.get(m[0]) or _ESCAPES[m[0]], text)


@lru_cache(maxsize=4096)
def title_tex(title: str) -> str:
    """Return a title as a BibTeX value: no markup, math verbatim, words with capitals in braces."""
    formulas: list[str] = []

    def stash(match: re.Match[str]) -> str:
        source = tidy(math_of(match)[0])
        if not _is_safe_math(source):
            return match[0]
        # A title is one line: a displayed formula is set in line as well.
        formulas.append(f"${source}$")
        return chr(_STASH + len(formulas) - 1)

    if may_hold_math(title):
        title = _MATH.sub(stash, _STASHED.sub("", title))
    else:
        title = _STASHED.sub("", title) if not title.isprintable() else title
    text = protect_capitals(plain(title))
    if not formulas:
        return text
    return _STASHED.sub(lambda m: formulas[ord(m[0]) - _STASH], text)


def _is_safe_math(source: str) -> bool:
    # "%" would comment out the rest of the line, and BibTeX cannot hold an unbalanced brace.
    return bool(source) and braces_balance(source) and not _UNSAFE_MATH.search(source)


def protect_capitals(text: str) -> str:
    """Return plain text as TeX in which styles that lower-case titles keep the capitals that count.

    Protected are words with a capital after their first letter (GPT, LongCat, mRNA), single
    capitals but "A", and, in a title that is written in sentence case, capitalised words (names).
    """
    if text.isupper():
        return escape_tex(text)
    names_too = _is_sentence_case(text)
    pieces: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        starts = end == 0 or gap.rstrip()[-1:] in (":", ".", "?", "!")
        word = match[0]
        pieces.append(gap)
        pieces.append(f"\x00{word}\x01" if _counts(word, starts, names_too) else word)
        end = match.end()
    pieces.append(text[end:])
    marked = "".join(pieces)
    if "\x00" not in marked:
        return escape_tex(text)
    return escape_tex(marked).replace("\x00", "{").replace("\x01", "}")


def _counts(word: str, starts: bool, names_too: bool) -> bool:
    if word.islower():
        return False
    first, rest = word[0], word[1:]
    if not rest:
        return first.isupper() and word != "A" and not starts
    if rest != rest.lower():
        return True
    is_name = names_too and not starts
    return first.isupper() and (is_name or any(char.isdigit() for char in rest))


def _is_sentence_case(text: str) -> bool:
    words = [word for word in _LONG_WORD.findall(text)[1:] if word not in _PREPOSITIONS]
    lower = sum(1 for word in words if word.islower())
    # In title case no word of content is in lower case; in sentence case names may be many.
    return lower * 3 >= len(words) > 0
