"""BibTeX keys: the user's own, else family name, year and first word."""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.exporters.plain import plain, tidy
from generator.model import Work, WorkId
from generator.text.slugs import slugify

# What BibTeX or biber cannot have in a key. Letters beyond ASCII are fine in a user's own key.
_FORBIDDEN = re.compile(r"[\s\"#%'(),={}\\~@$&^]+")
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")

SKIPPED_WORDS = frozenset(
    """
    a an and as at by for from how in into is of on or the to toward towards what when why with
    das de der des die ein eine el la las le les los un una une
    """.split()
)
"""Words that tell no title from another."""


def given_citekey(work: Work) -> str:
    """Return the key that the source gives, without what no key may hold; "" when it gives none."""
    return _FORBIDDEN.sub("", tidy(work.citekey))


def generated_citekey(work: Work) -> str:
    """Return a key such as `shi2026reinforcement`: ASCII letters and digits, never empty."""
    year = f"{work.date.year:04d}" if work.date is not None else ""
    return f"{_first_author(work)}{year}{_first_word(plain(work.title))}" or _ascii(work.id) or "work"


def assign_citekeys(works: Iterable[Work]) -> dict[WorkId, str]:
    """Return a key for each work, all different (letter case aside, which BibTeX ignores).

    Keys that sources give are kept; of works that would share one, the first by slug has it and the
    others have their slugs. Give it all works of a site, so that a paper has one key in every file.
    """
    ordered = sorted(works, key=lambda work: (not given_citekey(work), work.id))
    taken: set[str] = set()
    keys: dict[WorkId, str] = {}
    for work in ordered:
        wanted = given_citekey(work) or generated_citekey(work)
        key = wanted if wanted.lower() not in taken else _free_key(work.id, taken)
        taken.add(key.lower())
        keys[work.id] = key
    return keys


def _free_key(slug: str, taken: set[str]) -> str:
    key = base = _FORBIDDEN.sub("", slug) or "work"
    number = 2
    while key.lower() in taken:
        key = f"{base}-{number}"
        number += 1
    return key


def _first_author(work: Work) -> str:
    if not work.credits:
        return ""
    credit = work.credits[0]
    if credit.name.family and not credit.group:
        return _ascii(credit.name.family)
    word = _WORD.search(credit.name.display)
    return _ascii(word[0]) if word else ""


def _first_word(title: str) -> str:
    fallback = ""
    for match in _WORD.finditer(title):
        word = _ascii(match[0])
        if word and word not in SKIPPED_WORDS:
            return word
        fallback = fallback or word
    return fallback


@lru_cache(maxsize=4096)
def _ascii(text: str) -> str:
    if text.isascii():
        return "".join(_ASCII_WORD.findall(text.lower()))
    return "".join(_ASCII_WORD.findall(slugify(text)))
