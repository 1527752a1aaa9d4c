"""Names to people: by explicit id, then ORCID, then exact name or alias; never by a guess."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.errors import Diagnostic, Loc, Severity
from generator.giving_way import give_way, giving
from generator.link.works import Joined
from generator.model import Credit, Origin, PersonId
from generator.schema.author import Author
from generator.schema.paper import AuthorEntry
from generator.sources.records import Sourced, Sources
from generator.text.fold import fold
from generator.text.names import initials_key, is_initials_form
from generator.text.slugs import is_reserved, slugify
from generator.values import PersonName


@dataclass(slots=True)
class Directory:
    """Who is on the site, by every way to name them.

    Attributes:
        by_name: Folded name or alias to the declared people who bear it, in slug order.
        by_initials: `initials_key` to declared people, for notes on initials.
        listed: Paper slug to the people whose `papers` names it.
        excluded: Paper slug to the people whose `not_papers` names it.
        undeclared: People without a file, by folded name.
    """

    authors: Mapping[str, Author]
    by_name: dict[str, list[PersonId]]
    by_orcid: dict[str, PersonId]
    by_initials: dict[str, list[PersonId]]
    listed: dict[str, set[PersonId]]
    excluded: dict[str, set[PersonId]]
    undeclared: dict[str, PersonName] = field(default_factory=dict)


def make_directory(authors: Sequence[Sourced[Author]], named: Mapping[str, str]) -> Directory:
    """Return the directory of the declared people; `named` tells slugs by slug and citekey."""
    by_name: dict[str, list[PersonId]] = defaultdict(list)
    by_initials: dict[str, list[PersonId]] = defaultdict(list)
    by_orcid: dict[str, PersonId] = {}
    listed: dict[str, set[PersonId]] = defaultdict(set)
    excluded: dict[str, set[PersonId]] = defaultdict(set)
    for author in sorted(authors, key=lambda a: a.slug):
        person, value = PersonId(author.slug), author.value
        if value.orcid:
            by_orcid.setdefault(value.orcid, person)
        for slug in value.papers:
            listed[named.get(slug, slug)].add(person)
        for slug in value.not_papers:
            excluded[named.get(slug, slug)].add(person)
        if not value.match_names:
            continue
        for name in dict.fromkeys(names_of(value)):
            by_name[name].append(person)
        by_initials[initials_key(value.name.name)].append(person)
    return Directory({a.slug: a.value for a in authors}, by_name, by_orcid, by_initials, listed, excluded)


def names_of(author: Author) -> tuple[str, ...]:
    """Return every folded form under which an author's papers may name them."""
    name = author.name.name
    forms = [author.name.native]
    for own in (name, *author.aliases):
        forms.append(own.display)
        if own.family:
            forms.append(f"{own.given} {own.particle} {own.family} {own.suffix}")
    return tuple(folded for folded in (fold(form) for form in forms) if folded)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a credit is written, for diagnostics."""

    origin: Origin
    loc: Loc


class Listed(NamedTuple):
    """An author or editor of a paper as written.

    Attributes:
        person: Who that is, None when it is not known. People without a file have provisional ids
            until all of them are known (see `undeclared_ids`).
    """

    entry: AuthorEntry
    person: PersonId | None


class PeopleLinker:
    """Resolves credits against a directory and collects what it could not decide."""

    def __init__(self, directory: Directory, sources: Sources) -> None:
        self._directory = directory
        self._sources = sources
        self._diagnostics: list[Diagnostic] = []
        self._hinted: set[str] = set()
        self._without_file: dict[str, PersonId] = {}
        self._places: dict[str, Place] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found while resolving, in the order it was found."""
        return tuple(self._diagnostics)

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each person without a file is written first, by folded name."""
        return self._places

    def listed(self, work: Joined, field_name: str = "authors") -> tuple[Listed, ...]:
        """Return the authors (or editors) of a work with their people."""
        give_way()
        entries: tuple[AuthorEntry, ...] = getattr(work.paper, field_name)
        if not entries:
            return ()
        owner = next((r for r in work.records if getattr(r.value, field_name)), work.main)
        slugs = tuple([record.slug for record in work.records])
        return tuple(
            [
                Listed(entry, self._known(entry) or self._person(entry, slugs, owner.origin, (field_name, i)))
                for i, entry in enumerate(entries)
            ]
        )

    def _known(self, entry: AuthorEntry) -> PersonId | None:
        """Return whom nothing but a name without a file tells, once that was found out."""
        if entry.id or entry.orcid or entry.group:
            return None
        return self._without_file.get(entry.name.display)

    def _person(
        self, entry: AuthorEntry, slugs: tuple[str, ...], origin: Origin, loc: Loc
    ) -> PersonId | None:
        directory = self._directory
        if entry.id:
            return PersonId(entry.id) if entry.id in directory.authors else None
        if entry.orcid and entry.orcid in directory.by_orcid:
            return directory.by_orcid[entry.orcid]
        folded, place = fold(entry.name.display), Place(origin, loc)
        candidates = [
            person
            for person in directory.by_name.get(folded, ())
            if not any(person in directory.excluded.get(slug, ()) for slug in slugs)
            and not _other_orcid(directory.authors[person], entry)
        ]
        if len(candidates) > 1:
            chosen = [p for p in candidates if any(p in directory.listed.get(s, ()) for s in slugs)]
            candidates = chosen if len(chosen) == 1 else candidates
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            self._report_ambiguity(entry.name, candidates, place)
            return None
        self._hint_at_alias(entry.name, place)
        if entry.group or not folded:
            return None
        directory.undeclared.setdefault(folded, entry.name)
        self._places.setdefault(folded, place)
        person = PersonId(f"?{folded}")
        if folded not in directory.by_name:
            # A namesake of somebody with a file depends on the paper.
            self._without_file[entry.name.display] = person
        return person

    def _report_ambiguity(self, name: PersonName, candidates: Sequence[PersonId], place: Place) -> None:
        line, column = self._sources.locate(place.origin, place.loc)
        people = " or ".join(f"'{p}'" for p in candidates)
        self._diagnostics.append(
            Diagnostic(
                place.origin.path,
                line,
                column,
                Severity.WARNING,
                "ambiguous-author",
                f"'{name.display}' could be {people}; the name stays without a link",
                f"say who it is: {{name: {name.display}, id: {candidates[0]}}}",
            )
        )

    def _hint_at_alias(self, name: PersonName, place: Place) -> None:
        """Note once per name that initials may stand for someone who has a file."""
        if name.display in self._hinted:
            return
        self._hinted.add(name.display)
        for person in self._directory.by_initials.get(initials_key(name), ()):
            full = self._directory.authors[person].name.name
            if is_initials_form(name, of=full):
                line, column = self._sources.locate(place.origin, place.loc)
                self._diagnostics.append(
                    Diagnostic(
                        place.origin.path,
                        line,
                        column,
                        Severity.NOTE,
                        "possible-alias",
                        f"'{name.display}' may be {full.display}, but initials are not matched",
                        f"if it is, add '{name.display}' to the aliases of '{person}'",
                    )
                )
                return


def _other_orcid(author: Author, entry: AuthorEntry) -> bool:
    return bool(entry.orcid and author.orcid and entry.orcid != author.orcid)


def undeclared_ids(directory: Directory) -> dict[PersonId, PersonId]:
    """Return the provisional id of each person without a file, and the slug they get.

    Slugs come from names; where two names make one slug, the later in folded order gets a number.
    """
    taken: set[str] = set(directory.authors)
    slugs: dict[PersonId, PersonId] = {}
    for folded in giving(sorted(directory.undeclared)):
        stem = slugify(directory.undeclared[folded].display) or "person"
        stem = f"{stem}-1" if stem == "person" or is_reserved(stem) else stem
        slug, number = stem, 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        slugs[PersonId(f"?{folded}")] = PersonId(slug)
    return slugs


def credits_of(listed: Iterable[Listed], slugs: Mapping[PersonId, PersonId]) -> tuple[Credit, ...]:
    """Return credits, with slugs in place of provisional ids."""
    return tuple(
        [
            Credit(
                entry.name,
                slugs.get(person, person) if person is not None else None,
                entry.group,
                entry.equal,
                entry.corresponding,
                entry.affiliation,
                entry.orcid,
            )
            for entry, person in listed
        ]
    )
