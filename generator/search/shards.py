"""The files of the index, below `assets/search/`.

| file | what it holds |
|---|---|
| `index.json` | counts, the cuts between shards, the tables that fold text: read first |
| `w-KEY.json` | postings by term, of the terms from KEY up to the next shard's |
| `h-TERM.json`, `l-TERM.json` | the postings of a term that has many, of high and of low level |
| `s-KEY.json` | words by their endings, for mistyped beginnings |
| `r-KIND-N.json`, `t-KIND-N.json` | what results show; texts in full, for phrases and context |
| `citations.json` | a count for each paper, for sorting |

Shards are cut where a term's checksum says so, not after so many bytes: a term more moves the cuts
beside it at most, and the other shards stay as they are. Terms stand in the order of UTF-16, which
is the browser's.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.pages.search import KINDS, Catalog, SearchEntry
from generator.search.merging import Postings
from generator.search.postings import DIGITS, format_column
from generator.search.tokens import IMPACTS
from generator.search.words import CJK, MAX_TERM, STOP_WORDS, is_word
from generator.text.fold import APOSTROPHES, DROPPED_MARKS, INVISIBLE, LETTERS

FOLDER: Final = "assets/search"
VERSION: Final = 1

FIRST_FILE: Final = f"{FOLDER}/index.json"
"""What the browser reads first; it differs when any file of the index does."""

RECORDS: Final[Mapping[str, int]] = {"paper": 8, "person": 32, "page": 8}
"""Entries whose results share a file: ten results come from ten files at worst."""

TEXTS: Final[Mapping[str, int]] = {"paper": 1, "person": 8, "page": 1}
"""Entries whose texts share a file."""

_NO_TEXT, _TEXT_IN_FILE, _TEXT_IN_JSON = range(3)
"""Where the text of a result is: a paper's is in its own JSON, which the site has in any case."""

BATCH: Final = 32
"""Entries are handed to workers in multiples of this, so that every file is made by one of them."""

_TEXT_NAMES: Final = 30
"""Authors that a paper's text holds: hundreds would make the context of a result costly."""

_INLINE: Final = 600
_LOW_ALONE: Final = 300
_HIGH_ALONE: Final = 1_500
_MIN_SHARD: Final = 1_200
_MAX_SHARD: Final = 5_000
_CUT_MASK: Final = 31
"""One term in 32 may begin a shard."""

_MAX_NAME: Final = 100
_NAMED: Final = re.compile(r"[^a-z0-9]")

Files = Iterator[tuple[str, str]]
"""Output paths and texts."""


def file_name(key: str) -> str:
    """Return a term as part of a file's name, the same on every file system."""
    return _NAMED.sub(lambda match: f"_{ord(match[0]):x}_", key)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- entries --------------------------------------------------------------------------------------


def entry_files(kind: str, first: int, entries: Sequence[SearchEntry]) -> Files:
    """Yield the files that hold what results show, and texts.

    Args:
        kind: Of all entries.
        first: Number of the first one, a multiple of `BATCH`.
        entries: In the order of their numbers.
    """
    texts = ["" if entry.is_in_json else _text(entry) for entry in entries]
    records = [(e.key, e.title, _place(e, text), *e.shown) for e, text in zip(entries, texts, strict=True)]
    yield from _grouped(f"r-{kind}", RECORDS[kind], first, records)
    yield from _grouped(f"t-{kind}", TEXTS[kind], first, texts)


def _place(entry: SearchEntry, text: str) -> int:
    if entry.is_in_json:
        return _TEXT_IN_JSON
    # Most people have no biography.
    return _TEXT_IN_FILE if text else _NO_TEXT


def _text(entry: SearchEntry) -> str:
    if entry.kind != "paper":
        return entry.body
    filed = (*entry.names[:_TEXT_NAMES], *entry.labels)
    return "\n\n".join((entry.body, " · ".join(filter(None, filed))))


def _grouped(name: str, size: int, first: int, values: Sequence[object]) -> Files:
    for start in range(0, len(values), size):
        if any(values[start : start + size]):
            yield f"{FOLDER}/{name}-{(first + start) // size}.json", _compact(values[start : start + size])


# -- terms ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TermFiles:
    """The files that hold the postings, and where the shards are cut.

    Attributes:
        files: Output paths and texts.
        cuts: Keys of the shards of terms, ascending.
        ends: Keys of the shards of words by their endings.
    """

    files: tuple[tuple[str, str], ...]
    cuts: tuple[str, ...]
    ends: tuple[str, ...]


def term_files(postings: Postings, citations: Sequence[int | None]) -> TermFiles:
    """Return the files that hold the postings of all entries.

    Args:
        citations: A count for each paper, or None where there is none.
    """
    files: list[tuple[str, str]] = []
    values: dict[str, object] = {}
    high, low = postings.high, postings.low
    for term in in_order({**high, **low}):
        text = high.get(term, "") + low.get(term, "")
        if len(text) <= _INLINE:
            values[term] = text
            continue
        values[term], alone = _parted(term, high.get(term, ""), low.get(term, ""))
        files += ((f"{FOLDER}/{name}.json", _compact(text)) for name, text in alone)
    sizes = [len(term) + _size(value) for term, value in values.items()]
    cuts, shards = _sharded(list(values), sizes)
    for key, terms in zip(cuts, shards, strict=True):
        files.append((f"{FOLDER}/w-{file_name(key)}.json", _compact({term: values[term] for term in terms})))
    words = in_order(dict.fromkeys(word[::-1] for word in _dictionary(postings)))
    ends, shards = _sharded(words, [len(word) + 1 for word in words])
    for key, reversed_words in zip(ends, shards, strict=True):
        text = " ".join(word[::-1] for word in reversed_words)
        files.append((f"{FOLDER}/s-{file_name(key)}.json", _compact(text)))
    if any(count is not None for count in citations):
        files.append((f"{FOLDER}/citations.json", _compact(format_column(citations))))
    return TermFiles(tuple(files), cuts, ends)


def in_order(terms: Iterable[str]) -> list[str]:
    """Return the terms in the order of their UTF-16 code units."""
    terms = tuple(terms)
    if any(max(term, default="") > "\uffff" for term in terms if not term.isascii()):
        return sorted(terms, key=lambda term: term.encode("utf-16-be"))
    return sorted(terms)


def _parted(term: str, high: str, low: str) -> tuple[object, list[tuple[str, str]]]:
    """Return what a shard holds of a frequent term, and the files that hold the rest."""
    name = file_name(term)
    if len(name) > _MAX_NAME:
        return high + low, []
    alone = []
    counts = [0, 0]
    for at, (letter, text, most) in enumerate((("h", high, _HIGH_ALONE), ("l", low, _LOW_ALONE))):
        if len(text) > most:
            alone.append((f"{letter}-{name}", text))
            counts[at] = sum(map(text.count, DIGITS))
    kept = ("" if counts[0] else high) + ("" if counts[1] else low)
    return ([kept, *counts] if alone else kept), alone


def _size(value: object) -> int:
    return len(value) + 6 if isinstance(value, str) else len(str(value))


def cut(terms: Sequence[str], sizes: Iterable[int]) -> list[tuple[str, int]]:
    """Return the key of each shard, ascending from "", and how many terms stand before it.

    A key is the shortest text that stands after the last term of one shard and not after the first
    of the next.

    Args:
        terms: In ascending order.
        sizes: What each term takes in its shard, in characters.
    """
    cuts = [("", 0)]
    size = 0
    for at, more in enumerate(sizes):
        if size >= _MIN_SHARD and (size >= _MAX_SHARD or zlib.crc32(terms[at].encode()) & _CUT_MASK == 0):
            key = _between(terms[at - 1], terms[at])
            if len(file_name(key)) <= _MAX_NAME:
                cuts.append((key, at))
                size = 0
        size += more
    return cuts


def _between(before: str, term: str) -> str:
    """Return the shortest beginning of a term that is greater than the term before it."""
    shared = 0
    for one, other in zip(before, term, strict=False):
        if one != other:
            break
        shared += 1
    return term[: shared + 1]


def _sharded(terms: Sequence[str], sizes: Iterable[int]) -> tuple[tuple[str, ...], list[Sequence[str]]]:
    """Return the keys of the shards, and the terms of each."""
    cuts = cut(terms, sizes)
    bounds = [*(start for _, start in cuts), len(terms)]
    return tuple(key for key, _ in cuts), [terms[start:stop] for start, stop in pairwise(bounds)]


def _dictionary(postings: Postings) -> Iterator[str]:
    """Yield the words that a mistyped one can mean: in a title or name, or in two bodies."""
    for term in postings.high:
        if is_word(term):
            yield term
    for term, text in postings.low.items():
        if term not in postings.high and is_word(term) and sum(map(text.count, DIGITS)) > 1:
            yield term


# -- the first file -------------------------------------------------------------------------------


def manifest_file(found: Catalog, terms: TermFiles, stamp: str) -> tuple[str, str]:
    """Return the path and text of what the browser reads first.

    Args:
        found: The entries.
        terms: The files of the postings.
        stamp: Digest of all other files of the index.
    """
    folding = {
        "letters": LETTERS,
        "apostrophes": APOSTROPHES,
        "marks": DROPPED_MARKS,
        "invisible": INVISIBLE,
        "cjk": CJK,
        "stop": " ".join(STOP_WORDS),
        "longest": MAX_TERM,
    }
    content = {
        "version": VERSION,
        "stamp": stamp[:12],
        "counts": [count for _, count in found.counts],
        "records": [RECORDS[kind] for kind in KINDS],
        "texts": [TEXTS[kind] for kind in KINDS],
        "years": found.years,
        "impacts": IMPACTS,
        "fold": folding,
        "cuts": " ".join(terms.cuts),
        "ends": " ".join(terms.ends),
    }
    return FIRST_FILE, _compact(content)
