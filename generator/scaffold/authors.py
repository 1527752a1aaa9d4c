"""The person whom a collection of papers is most likely about."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.formats.records import Tree
from generator.importing.yaml_text import format_yaml
from generator.schema.paper import Paper
from generator.schema.people import read_name
from generator.text.fold import fold
from generator.text.names import initials_key, is_initials_form
from generator.values import PersonName


@dataclass(frozen=True, slots=True)
class Frequent:
    """The most frequent author of some papers.

    Attributes:
        aliases: Other spellings in those papers that can mean no one else there.
        orcid: The person's ORCID iD if the papers name exactly one, else "".
        papers: How many papers have the name or an alias.
    """

    name: PersonName
    aliases: tuple[PersonName, ...]
    orcid: str
    papers: int


def most_frequent_author(papers: Iterable[Paper]) -> Frequent | None:
    """Return who wrote most of the papers, the first in the file of several; None for no person."""
    names: dict[str, PersonName] = {}
    wrote: dict[str, set[int]] = {}
    orcids: dict[str, set[str]] = {}
    for number, paper in enumerate(papers):
        for entry in paper.authors:
            if entry.group:
                continue
            form = fold(entry.name.display)
            names.setdefault(form, entry.name)
            wrote.setdefault(form, set()).add(number)
            orcids.setdefault(form, set()).update({entry.orcid} - {""})
    if not wrote:
        return None
    chosen = max(wrote, key=lambda form: len(wrote[form]))
    relatives = [form for form in names if initials_key(names[form]) == initials_key(names[chosen])]
    fuller = [form for form in relatives if is_initials_form(names[chosen], names[form])]
    chosen = fuller[0] if len(fuller) == 1 else chosen
    shorter = [form for form in relatives if _means_only(form, chosen, relatives, names)]
    ids = set().union(*(orcids[form] for form in (chosen, *shorter)))
    return Frequent(
        name=names[chosen],
        aliases=tuple(names[form] for form in shorter),
        orcid=ids.pop() if len(ids) == 1 else "",
        papers=len(set().union(*(wrote[form] for form in (chosen, *shorter)))),
    )


def _means_only(short: str, chosen: str, relatives: list[str], names: dict[str, PersonName]) -> bool:
    """Tell whether a short form stands for the chosen person and could stand for nobody else."""
    if not is_initials_form(names[short], names[chosen]):
        return False
    others = (form for form in relatives if form != chosen and is_initials_form(names[short], names[form]))
    return all(is_initials_form(names[other], names[chosen]) for other in others)


def author_fields(author: Frequent) -> str:
    """Return the YAML of the person's name, aliases and ORCID iD."""
    fields: dict[str, Tree] = {"name": _written(author.name)}
    if author.aliases:
        fields["aliases"] = [_written(alias) for alias in author.aliases]
    if author.orcid:
        fields["orcid"] = author.orcid
    return format_yaml(fields)


def _written(name: PersonName) -> Tree:
    for text in (name.display, name.inverted()):
        try:
            if read_name(text) == name:
                return text
        except ValueError:  # what a .bib file has for a name may be none
            continue
    parts: dict[str, Tree] = {
        part: getattr(name, part)
        for part in ("display", "given", "particle", "family", "suffix")
        if getattr(name, part)
    }
    return parts
