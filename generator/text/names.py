"""Personal names: from how they are written to their parts."""

import re
from typing import Final

from generator.text.characters import printable
from generator.text.fold import fold
from generator.values import PersonName

PARTICLES: Final = frozenset(
    """
    van von vom zu zum zur der den de del della delle dei degli di da dal dos das do du des la le
    les lo los las ter ten te 't het op af av al el ul bin bint ibn ben abu y e zur vander vande
    """.split()
)
"""Words before a family name that are written in lower case and belong to it."""

# Capitalised, these start the family name in a name written "Given Family". Others, such as Di,
# Du or Bin, are given names too often.
_CAPITAL_PARTICLES: Final = frozenset(
    {"Van", "Von", "De", "Del", "Della", "Dos", "Ter", "Ibn", "St.", "Saint", "Vander"}
)

_SUFFIX: Final = re.compile(r"(?:Jr|Jnr|Sr|Snr)\.?|II|III|IV|2nd|3rd|4th|Ph\.? ?D\.?", re.IGNORECASE)
_JOINING: Final = frozenset({"y", "e", "i"})
"""Words inside Spanish, Portuguese and Catalan family names: Ortega y Gasset."""

_GROUP_WORDS: Final = re.compile(
    r"\b(?:team|consortium|collaboration|collective|committee|initiative|working group"
    r"|study group|research group|task force|foundation|institute|university|laboratory"
    r"|laboratories|organi[sz]ation|society|network|project|investigators)\b",
    re.IGNORECASE,
)

# Marks of equal contribution and of correspondence, stuck to a name in author lists.
_MARKS: Final = re.compile(r"[\s,]*[*†‡§¶#✉‖⁎∗]+[*†‡§¶#✉‖⁎∗,\s]*\Z")
# DBLP tells namesakes apart by four digits.
_HOMONYM: Final = re.compile(r" [0-9]{4}\Z")

_FIRST_EAST_ASIAN: Final = "\u3005"
"""The first character of the scripts in which a family name stands first."""


def _tidy(text: str) -> str:
    text = " ".join(printable(text).split())
    text = _MARKS.sub("", text)
    return _HOMONYM.sub("", text).strip(" ,;")


def parse_name(text: str) -> PersonName:
    """Read one person's (or group's) name.

    Args:
        text: "Given Family", "Family, Given", "Family, Jr., Given", one word, or a name in
            Chinese, Japanese or Korean characters, also behind its romanised form. Marks of
            contribution and DBLP's numbers are dropped.

    Returns:
        The parts. A group ("ATLAS Collaboration") has no family name, nor has a name whose
        family name cannot be told. `display` is in the order in which the name is read.

    Raises:
        ValueError: If there is no letter or digit in the text.
    """
    tidy = _tidy(text)
    if not any(char.isalnum() for char in tidy):
        raise ValueError("a name needs at least one letter")
    if max(tidy) >= _FIRST_EAST_ASIAN:
        # Their expressions span most of Unicode: to compile them takes longer than to read many names.
        from generator.text.east_asian_names import is_east_asian, parse_east_asian_name

        if is_east_asian(tidy):
            return parse_east_asian_name(tidy, parse_latin_name)
    return parse_latin_name(tidy)


def looks_like_group(text: str) -> bool:
    """Tell whether a name reads like that of a team or an institution."""
    return "," not in text and _GROUP_WORDS.search(text) is not None


_OTHERS: Final = re.compile(r"\W*(?:et\s+al(?:ii|iae|ia)?|(?:and\s+)?others)\W*", re.IGNORECASE)


def stands_for_others(text: str) -> bool:
    """Tell whether a text in the place of a name says that more people follow: "et al.", "others"."""
    return _OTHERS.fullmatch(text) is not None


def parse_latin_name(text: str) -> PersonName:
    """Read a name that is tidy and in letters, of which some may be in any script but East Asia's."""
    if looks_like_group(text):
        return PersonName(display=text)
    parts = [part for part in (part.strip() for part in text.split(",")) if part]
    if len(parts) == 1:
        return _parse_reading_order(parts[0])
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        return _parse_reading_order(f"{parts[0]} {parts[1]}")
    return _parse_inverted(parts)


def _parse_inverted(parts: list[str]) -> PersonName:
    """Read "Family, Given", "Family, Suffix, Given" or "Family, Given, Suffix"."""
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    givens = [part for part in parts[1:] if not _SUFFIX.fullmatch(part)]
    suffix, given = " ".join(suffixes), " ".join(givens)
    words = parts[0].split(" ")
    if not suffix and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    # Before a comma, BibTeX takes all leading words in lower case for the particle.
    count = max(_leading_particles(words), _leading_lower_case(words))
    # BibTeX leaves the particle with the given name in "Beethoven, Ludwig van".
    given_words = given.split(" ")
    tail = len(given_words)
    while count == 0 and tail > 1 and given_words[tail - 1] in PARTICLES - _JOINING:
        tail -= 1
    particle = " ".join(words[:count]) or " ".join(given_words[tail:])
    return _name(" ".join(given_words[:tail]), particle, " ".join(words[count:]), suffix)


def _parse_reading_order(text: str) -> PersonName:
    words = text.split(" ")
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    start = _family_start(words)
    family = words[start:]
    count = _leading_particles(family)
    return _name(" ".join(words[:start]), " ".join(family[:count]), " ".join(family[count:]), suffix)


def _family_start(words: list[str]) -> int:
    """Return the index of the first word that is not a given name."""
    last = len(words) - 1
    for index, word in enumerate(words[:-1]):
        if word in PARTICLES and word not in _JOINING:
            # Nothing but particles before the last word: "von Neumann" has no given name.
            return index
        if index and word in _CAPITAL_PARTICLES:
            return index
    if last >= 2 and words[-2] in _JOINING and words[-3][0].isupper():
        return last - 2
    return last


def _leading_particles(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES - _JOINING:
        count += 1
    return count


def _leading_lower_case(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    return count


def _name(given: str, particle: str, family: str, suffix: str) -> PersonName:
    display = " ".join(part for part in (given, particle, family, suffix) if part)
    return PersonName(display, given, family, particle, suffix)


# Initials ----------------------------------------------------------------------------------


def initials_key(name: PersonName) -> str:
    """Return a key that a name shares with its abbreviated forms: "han z".

    Names with equal keys are candidates for `is_initials_form`; a name without a family name
    gives its whole folded form.
    """
    if not name.family:
        return fold(name.display)
    return f"{fold(f'{name.particle} {name.family}')} {fold(name.given)[:1]}".rstrip()


def is_initials_form(short: PersonName, of: PersonName) -> bool:
    """Tell whether one name could be an abbreviation of another.

    "Z. Han" and "Zhuowen Han" have the same family name, and each given name of the first is
    the beginning letter of, or equal to, the one at its place in the second; further given
    names may be left out. Equal names are no abbreviation.
    """
    family = fold(f"{short.particle} {short.family}")
    if not family or family != fold(f"{of.particle} {of.family}"):
        return False
    ours, full = _given_words(short.given), fold(of.given).split()
    if not ours or len(ours) > len(full) or ours == full:
        return False
    return all(
        word == other or (len(word) == 1 and other.startswith(word))
        for word, other in zip(ours, full, strict=False)
    )


def _given_words(given: str) -> list[str]:
    """Return folded given names; capitals that are stuck together ("JRR") come apart."""
    words: list[str] = []
    for word in re.split(r"[\s.-]+", given):
        if 1 < len(word) <= 4 and word.isupper() and word.isalpha():
            words.extend(fold(word))
        else:
            words.extend(fold(word).split())
    return words
