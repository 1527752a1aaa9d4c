"""Lists of names as BibTeX writes them.

The rules are BibTeX's own (Patashnik, Designing BibTeX styles, 1988, section 4; Markey, Tame the
BeaST, section 4) and biblatex's labelled parts, with leniency for what people really write:
suffixes in the wrong place, `et al.`, commas or semicolons between people, footnote marks.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.formats.bibtex_split import BALANCED
from generator.formats.records import Tree
from generator.text.latex import latex_to_unicode

_AND = re.compile(r"(?:^|\s+)and(?=\s|$)", re.IGNORECASE)
_AND_OR_BRACE = re.compile(r"[{}]|(?:^|\s+)and(?=\s|$)", re.IGNORECASE)
_SEMICOLON = re.compile(r"(?<!&)(?<!\w);\s*|;\s+")
_AMPERSAND = re.compile(r"\s+\\?&\s+")
_DOTTED = re.compile(r"(?:[A-Z]\.-?)+|[A-Z]")
_ET_AL = re.compile(r"(?:^|,?\s+)(?:\{?et[\s~]+al\b\.?\}?,?)$", re.IGNORECASE)
_OTHERS = re.compile(r"\{?(?:others|et[\s~]+al\.?)\}?", re.IGNORECASE)

# A word: no space and no comma outside of braces; `\v Cech` and `S\o ren` are one each.
_WORD = re.compile(
    r"(?:[^\s~,{}\\]|\\(?:[A-Za-z]|aa|AA|ae|AE|oe|OE|ss|th|TH)\s+(?=\S)|\\[\s\S]|\\$"
    rf"|{BALANCED}|[{{}}])+|,"
)
_ONE_GROUP = re.compile(rf"({BALANCED})\s*,?")
_LABELLED = re.compile(r"(given|family|prefix|suffix|useprefix|[a-z]+-i)\s*=\s*")
_LABEL = re.compile(rf"([a-z]+(?:-i)?)\s*=\s*((?:[^,{{}}]|{BALANCED}|[{{}}])*)")
_PLAIN_GROUPS_FIRST = re.compile(r"^(?:\{[^\\{}][^{}]*\})+")

_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr)\.?|i{1,3}|iv|vi{0,3}|[2-5](?:nd|rd|th)", re.IGNORECASE)
_NO_SUFFIX_ALONE = frozenset({"i", "v", "vi"})  # initials, and a family name
_ONLY_SUFFIX = frozenset({"iii", "jr", "jr.", "sr", "sr."})
# How people with one name fill a form that asks for two.
_PLACEHOLDERS = (["-"], ["–"], ["."], ["_"], ["{-}"], ["{}"])
# DBLP tells namesakes apart by four digits.
_HOMONYM = re.compile(r"(?<=[^\W\d_}])[\s~]+[0-9]{4}(?=\s*(?:,|$))|(?<=\})[\s~]+[0-9]{4}(?=\s*(?:,|$))")
_MARK = r"[*∗⋆†‡§¶♯‖⁰¹²³⁴⁵-⁹]"
_MARKS_BEHIND = re.compile(rf"(?:\s*(?:{_MARK}|\$[^$]*\$))+$")
_MARKS_BEFORE = re.compile(rf"^(?:{_MARK}|\$[^$]*\$)+\s*")


class NameList(NamedTuple):
    """The people (and groups) of one field.

    Attributes:
        names: In order: {family, given, particle, suffix} (text, "" where there is none) with
            `marks` where footnote marks (`*`, `†`) were attached, or {literal} for a group.
        truncated: Whether `and others` or `et al.` follows.
        problems: What looks wrong with the list, one line each.
    """

    names: list[Tree]
    truncated: bool
    problems: tuple[str, ...]


class _Name(NamedTuple):
    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    marks: str = ""

    def tree(self) -> dict[str, Tree]:
        """Return the name as a record's data."""
        if self.literal:
            return {"literal": self.literal}
        parts: dict[str, Tree] = {
            "family": self.family,
            "given": self.given,
            "particle": self.particle,
            "suffix": self.suffix,
        }
        if self.marks:
            parts["marks"] = self.marks
        return parts


def parse_names(text: str) -> NameList:
    """Return the names of an author or editor field.

    Args:
        text: The field's value as written, LaTeX included. A name wholly in braces is a group;
            `{{A and B}}` therefore is one group, which is reported.
    """
    written, truncated = _split_names(text)
    problems: list[str] = []
    if len(written) == 1 and _is_group(written[0]) and _AND.search(written[0]):
        problems.append("the outer braces make one group of all these names")
    names: list[Tree] = []
    # A group, or a person with one name, has no order that tells how the others are written.
    beside_plain = sum("," in one for one in written) == 1 and any(
        len(one.replace("~", " ").split()) > 1 and "," not in one and not _is_group(one) for one in written
    )
    for one in written:
        parts = _people_in(one, problems, beside_plain)
        names.extend(name.tree() for part in parts if (name := parse_name(part)) is not None)
    return NameList(names, truncated, tuple(problems))


def _split_names(text: str) -> tuple[list[str], bool]:
    """Return the single names as written, and whether more follow."""
    # Single spaces first: the patterns below look for runs of them at every place.
    parts = [part.strip() for part in _split_and(" ".join(text.split()))]
    names = [part for part in parts if part]
    truncated = False
    while names and _OTHERS.fullmatch(names[-1]):
        names.pop()
        truncated = True
    if names and (cut := _ET_AL.search(names[-1])):
        names[-1] = names[-1][: cut.start()]
        truncated = True
    return names, truncated


def _split_and(text: str) -> list[str]:
    if "{" not in text:
        return _AND.split(text)
    parts, depth, start = [], 0, 0
    for found in _AND_OR_BRACE.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return parts


def _is_group(name: str) -> bool:
    return name.startswith("{") and _ONE_GROUP.fullmatch(name) is not None


def _people_in(name: str, problems: list[str], beside_plain: bool) -> list[str]:
    """Return the people in what should be one name: some lists lack their `and`.

    Args:
        beside_plain: It is the only one with a comma among several names.
    """
    if _is_group(name):
        return [name]
    if "&" in name and len(parts := [p for p in _AMPERSAND.split(name) if p.strip()]) > 1:
        if not all(" " in part.strip() for part in parts):
            problems.append(f"'{_plain(name)}' is read as one person; write 'and', or braces around a group")
            return [name]
        problems.append("names are separated by '&'; write 'and' between them")
        return [person for part in parts for person in _people_in(part.strip(), problems, beside_plain)]
    if ";" in name and len(parts := [p for p in _SEMICOLON.split(name) if p.strip()]) > 1:
        problems.append("names are separated by semicolons; write 'and' between them")
        return parts
    parts = _by_commas(name) if "," in name else []
    if len(parts) == 2:
        return _two_or_one(name, parts, problems, beside_plain)
    if len(parts) < 3 or _is_suffix(parts[1]) or _is_suffix(parts[2]):
        return [name]
    if all(" " in part for part in parts):
        problems.append("names are separated by commas; write 'and' between them")
        return parts
    if len(parts) % 2 == 0:
        problems.append("names are separated by commas; write 'and' between them")
        return [f"{a}, {b}" for a, b in zip(parts[::2], parts[1::2], strict=True)]
    return [name]


def _two_or_one(name: str, parts: list[str], problems: list[str], beside_plain: bool) -> list[str]:
    """Return what "A B, C D" stands for: "Family, Given", or two people before a last "and"."""
    first, second = (_WORD.findall(part) for part in parts)
    if min(len(first), len(second)) < 2 or any(map(_is_low, (*first, *second))) or _is_suffix(parts[1]):
        return [name]
    both_initials = _DOTTED.fullmatch(first[0]) and _DOTTED.fullmatch(second[0])
    if both_initials or (beside_plain and not any(map(_DOTTED.fullmatch, second))):
        problems.append(
            f"'{_plain(name)}' is read as two people; write 'and' between them, or {_braced(parts)}"
        )
        return parts
    return [name]


def _braced(parts: list[str]) -> str:
    return f"'{{{_plain(parts[0])}}}, {_plain(parts[1])}' for one"


def _by_commas(name: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for word in _WORD.findall(name):
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(words) for words in parts if words]


@lru_cache(maxsize=16384)
def parse_name(text: str) -> _Name | None:
    """Return one name as written in BibTeX, None if nothing is left of it."""
    text = text.strip()
    if _is_group(text):
        literal = _plain(text)
        return _Name("", literal=literal) if literal else None
    if _LABELLED.match(text):
        return _labelled(text)
    text = _HOMONYM.sub("", text)
    parts: list[list[str]] = [[]]
    for word in _WORD.findall(text):
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) == 2 and len(parts[0]) > 1 and _is_suffix(" ".join(parts[1])):
        parts = [parts[0] + parts[1]]  # Martin Luther King, Jr.
    if len(parts) == 1:
        return _finished(*_reading_order(parts[0]))
    return _finished(*_family_first(parts))


def _labelled(text: str) -> _Name | None:
    """Return a name of biblatex's extended form: `family=Berg, given=Jan, prefix=van der`."""
    found = {label: _plain(value) for label, value in _LABEL.findall(text)}
    return _checked(
        _Name(
            family=found.get("family", ""),
            given=found.get("given", ""),
            particle=found.get("prefix", ""),
            suffix=found.get("suffix", ""),
        )
    )


_Parts = tuple[list[str], list[str], list[str], list[str]]


def _reading_order(words: list[str]) -> _Parts:
    """Return family, given, particle and suffix words of "Given particle Family Suffix"."""
    suffix: list[str] = []
    if len(words) > 2 and _is_suffix(words[-1]) and words[-1].lower() not in _NO_SUFFIX_ALONE:
        words, suffix = words[:-1], [words[-1]]
    low = [place for place, word in enumerate(words[:-1]) if _is_low(word)]
    if not low:
        return words[-1:], words[:-1], [], suffix
    return words[low[-1] + 1 :], words[: low[0]], words[low[0] : low[-1] + 1], suffix


def _family_first(parts: list[list[str]]) -> _Parts:
    """Return family, given, particle and suffix words of "particle Family, Suffix, Given"."""
    head, middle, tail = parts[0], parts[1], [w for part in parts[2:] for w in part]
    if len(head) == 1 and len(middle) > 1 and not tail and head[0].lower() in _ONLY_SUFFIX:
        return _reading_order(middle + head)  # "Iii, Hal Daumé", as some exporters write it
    suffix, given = (middle, tail) if tail else ([], middle)
    if tail and _is_suffix(" ".join(tail)) and not _is_suffix(" ".join(middle)):
        suffix, given = tail, middle
    elif tail and not _is_suffix(" ".join(middle)):
        # Not a suffix after all ("Han, Z., deceased"): nothing of it may be lost.
        suffix, given = [], middle + tail
    if not suffix and len(head) > 1 and _is_suffix(head[-1]) and head[-1][:1] in "JjSs":
        head, suffix = head[:-1], [head[-1]]
    low = [place for place, word in enumerate(head[:-1]) if _is_low(word)]
    cut = low[-1] + 1 if low and low[0] == 0 else 0
    return head[cut:], given, head[:cut], suffix


def _finished(family: list[str], given: list[str], particle: list[str], suffix: list[str]) -> _Name | None:
    marks: list[str] = []
    name = _Name(
        family=_unmarked(family, marks),
        given=_unmarked(given, marks) if given not in _PLACEHOLDERS else "",
        particle=_unmarked(particle, marks),
        suffix=_unmarked(suffix, marks),
    )
    return _checked(name._replace(marks="".join(marks)))


def _checked(name: _Name) -> _Name | None:
    if name.family:
        return name
    # Only a given name: one-word names are family names to BibTeX.
    rest = " ".join(part for part in (name.given, name.particle, name.suffix) if part)
    return _Name(rest, marks=name.marks) if rest else None


def _unmarked(words: list[str], marks: list[str]) -> str:
    text = _plain(" ".join(words))
    if not text or (text[0].isalpha() and (text[-1].isalpha() or text[-1] == ".")):
        return text
    for pattern in (_MARKS_BEHIND, _MARKS_BEFORE):
        found = pattern.search(text)
        if found is not None:
            marks.append(_plain_mark(found[0]))
            text = text[: found.start()] + text[found.end() :]
    return text.strip()


_MATH_MARKS = (("dagger", "†"), ("dag", "†"), ("ddagger", "‡"), ("ast", "*"), ("star", "*"))


def _plain_mark(text: str) -> str:
    for name, mark in _MATH_MARKS:
        text = re.sub(rf"\\{name}(?![A-Za-z])", mark, text)
    return re.sub(r"[\s${}^\\]", "", text)


def _plain(text: str) -> str:
    return " ".join(latex_to_unicode(text).split())


def _is_suffix(text: str) -> bool:
    return _SUFFIX.fullmatch(text.strip("{} ")) is not None


def _is_low(word: str) -> bool:
    """Tell whether BibTeX sees a word as lower case, as particles are."""
    if word[0].isalpha():
        return word[0].islower()
    # Plain braces hide their content from this question; an accented letter does not.
    visible = latex_to_unicode(_PLAIN_GROUPS_FIRST.sub("", word))
    return next((letter.islower() for letter in visible if letter.isalpha()), False)
