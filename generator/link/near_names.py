"""Names that may be somebody with a file, misspelt, and two people read as one: notes, never links.

The cost is linear in the number of names: two texts are one letter apart if they are equal after
each has lost one letter at most, so each text is looked up by what is left of it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.errors import Diagnostic, Severity
from generator.giving_way import giving
from generator.link.people import Directory, Listed, Place
from generator.model import Corpus, PersonId
from generator.sources.layout import BIBTEX_SUFFIXES, suffix_of
from generator.sources.records import Sources
from generator.text.fold import fold
from generator.values import PersonName

# Below this two names that differ in a letter are mostly two names: Li and Lu, Jan and Jon.
SHORTEST_PART = 4

_INNER_PARTICLE = re.compile(r"\w (?:van|von|der|den|di|du|della|ter|ten|af|zu)(?: \w+)* [^\W\d_a-z]")
_UMLAUT = re.compile(r"(?<=[aou])e")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name for comparing: folded, with `ae`, `oe`, `ue` as `a`, `o`, `u`."""

    given: str
    family: str


def near_names(
    directory: Directory,
    places: Mapping[str, Place],
    papers: Iterable[Sequence[Listed]],
    sources: Sources,
) -> tuple[Diagnostic, ...]:
    """Return a note for each name without a file that is a letter or two off one with a file.

    A part in which the two differ is not taken for a slip if somebody else bears it, too, and
    neither are names that stand side by side on one paper.

    Args:
        places: Where each name without a file is written first, by folded name.
        papers: The authors of each paper, those without a file under their provisional ids.
    """
    if not directory.by_name or not places:
        return ()
    # Family names, and given names without initials, are shared by many.
    simple = cache(_simple)
    known = {person: _parts(author.name.name, simple) for person, author in directory.authors.items()}
    index: dict[str, list[str]] = defaultdict(list)
    for person, parts in known.items():
        if directory.authors[person].match_names:
            for left in _remains(parts):
                index[left].append(person)
    # A namesake of somebody with a file is no slip.
    unknown = {
        f: _parts(directory.undeclared[f], simple) for f in giving(places) if f not in directory.by_name
    }
    borne = Counter(word for parts in (*known.values(), *unknown.values()) for word in _borne(parts))
    found: dict[str, str] = {}
    intact = {word for parts in known.values() for word in _borne(parts)}
    for folded, parts in giving(unknown.items()):
        # One slip leaves one of the two parts as it is.
        if intact.isdisjoint(_borne(parts)):
            continue
        candidates = dict.fromkeys(person for left in _remains(parts) for person in index.get(left, ()))
        near = next((p for p in candidates if _is_near(parts, known[p], borne)), None)
        if near is not None:
            found[folded] = near
    together = _side_by_side(found, papers)
    return tuple(
        _note(directory, folded, person, places[folded], sources)
        for folded, person in found.items()
        if folded not in together
    )


def _parts(name: PersonName, simple: Callable[[str], str]) -> _Parts:
    return _Parts(simple(name.given), simple(f"{name.particle} {name.family}"))


def _simple(part: str) -> str:
    return _UMLAUT.sub("", fold(part))


def _borne(parts: _Parts) -> tuple[str, str]:
    return f"family {parts.family}", f"given {parts.given}"


def _remains(parts: _Parts) -> Iterator[str]:
    """Yield what a name may be after a slip: one of its parts, and the other with a letter less."""
    yield f"{parts.given}|{parts.family}"
    for at in range(len(parts.family)):
        yield f"{parts.given}|{parts.family[:at]}{parts.family[at + 1 :]}"
    for at in range(1, len(parts.given)):
        yield f"{parts.given[:at]}{parts.given[at + 1 :]}|{parts.family}"


def _is_near(one: _Parts, other: _Parts, borne: Counter[str]) -> bool:
    if not one.given or not one.family or one.given[0] != other.given[:1]:
        return False
    pairs = ((one.family, other.family, "family"), (one.given, other.given, "given"))
    return all(
        ours == theirs or (min(len(ours), len(theirs)) >= SHORTEST_PART and borne[f"{part} {ours}"] < 2)
        for ours, theirs, part in pairs
    )


def _side_by_side(found: Mapping[str, str], papers: Iterable[Sequence[Listed]]) -> set[str]:
    """Return the names that sign a paper together with whom they are like."""
    if not found:
        return set()
    together: set[str] = set()
    for listed in papers:
        people = {str(person) for _, person in listed if person is not None}
        together |= {folded for name in people if (folded := name[1:]) in found and found[folded] in people}
    return together


def _note(directory: Directory, folded: str, person: str, place: Place, sources: Sources) -> Diagnostic:
    name = directory.undeclared[folded].display
    line, column = sources.locate(place.origin, place.loc)
    return Diagnostic(
        place.origin.path,
        line,
        column,
        Severity.NOTE,
        "possible-alias",
        f"'{name}' is close to {directory.authors[person].name.name.display}, but has no file",
        f"if it is the same person, correct it or add '{name}' to the aliases of '{person}'",
    )


def two_in_one(directory: Directory, places: Mapping[str, Place], sources: Sources) -> tuple[Diagnostic, ...]:
    """Return a warning for each "Family, Given" of which a half is somebody's whole name.

    "García Márquez, Gabriel José" is one person; in "Elena García, Jan van Berg" the particle tells.
    """
    return tuple(
        _two(halves, place, sources)
        for folded, place in places.items()
        if (halves := _halves(directory.undeclared[folded], directory)) is not None
    )


def _halves(name: PersonName, directory: Directory) -> tuple[str, str] | None:
    """Return both halves of an inverted name if one of them names a person by itself."""
    halves = (f"{name.particle} {name.family}".strip(), name.given)
    if not all(" " in half for half in halves):
        return None
    folded = [fold(half) for half in halves]
    if any(half in directory.by_name for half in folded) or _INNER_PARTICLE.search(name.given):
        return halves
    # Of two words each the schema has warned where it was likely.
    is_longer = any(half.count(" ") > 1 for half in halves)
    return halves if is_longer and any(half in directory.undeclared for half in folded) else None


def _two(halves: tuple[str, str], place: Place, sources: Sources) -> Diagnostic:
    line, column = sources.locate(place.origin, place.loc)
    first, second = halves
    in_bibtex = suffix_of(place.origin.path) in BIBTEX_SUFFIXES
    people = f"{first} and {second}" if in_bibtex else f"[{first}, {second}]"
    hint = f"if these are two people, write {people}"
    return Diagnostic(
        place.origin.path,
        line,
        column,
        Severity.WARNING,
        "bad-name",
        f"read as one person, family name '{first}', given names '{second}'",
        hint,
    )


def people_without_papers(corpus: Corpus, sources: Sources) -> tuple[Diagnostic, ...]:
    """Return a note for each author's file that no paper leads to, on a site that has papers."""
    if not corpus.works:
        return ()
    return tuple(
        Diagnostic(
            author.origin.path,
            author.origin.line,
            1,
            Severity.NOTE,
            "no-papers",
            f"no paper names '{author.slug}'",
            f"papers are linked by the name {author.value.name.name.display}, by an alias or by id",
        )
        for author in sources.authors
        if not corpus.papers_of.get(PersonId(author.slug))
    )
