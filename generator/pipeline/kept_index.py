"""The search index as the last build made it, kept beside the output: only what changed is counted again.

The words of an entry are kept as they were counted, by batches of entries, and the postings of all as
they stand in the index. What is kept names the index that it is about; where the output holds another
one, or it cannot be read, there is as good as none.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

import msgspec

from generator.incremental import fingerprint
from generator.installation import program
from generator.pages.search import KINDS, SearchEntry
from generator.publish import Stage
from generator.publish.manifest import write_file
from generator.sealing import seal, unseal
from generator.search.merging import Postings

NAME = "index.state"

_FORM = b"byline-index/1\n"

WORTH_KEEPING = 200
"""Entries below which counting their words costs less than a file of state."""

DIGEST_BYTES = 16

Levels = Mapping[str, int]

_encode = msgspec.msgpack.Encoder().encode


def digest_of_entry(entry: SearchEntry) -> bytes:
    """Return a digest that differs when an entry holds anything else."""
    return blake2b(_encode(entry), digest_size=DIGEST_BYTES).digest()


class KeptBatch(msgspec.Struct, array_like=True, frozen=True):
    """Consecutive entries of one kind.

    Attributes:
        keys: Of the entries.
        digests: Of all that the entries hold, one after the other.
        counted: Their terms and levels, as `packed` has written them.
        citations: A count for each entry, or None where there is none.
        files: Output paths of what results show of them.
    """

    keys: tuple[str, ...]
    digests: bytes
    counted: bytes
    citations: tuple[int | None, ...]
    files: tuple[str, ...]

    def digest(self, at: int) -> bytes:
        """Return the digest of the entry at a place."""
        return self.digests[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES]


class _Stored(msgspec.Struct):
    stamp: str
    about: str
    batches: dict[str, list[KeptBatch]]
    high: dict[str, str]
    low: dict[str, str]


packed = _encode
"""Writes the levels of some entries as few bytes."""

unpacked = msgspec.msgpack.Decoder(list[dict[str, int]]).decode
"""Reads what `packed` has written."""


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """An index and what it was made of.

    Attributes:
        batches: Of each kind, in the order of their numbers.
        postings: Of all entries.
    """

    batches: Mapping[str, Sequence[KeptBatch]]
    postings: Postings

    def entries(self) -> int:
        """Return how many entries there are."""
        return sum(len(batch.keys) for batch in chain.from_iterable(self.batches.values()))

    def named(self) -> Iterator[tuple[str, str, int, KeptBatch]]:
        """Yield the name of each batch, its kind, its number within that kind, and the batch."""
        for kind in KINDS:
            for number, batch in enumerate(self.batches.get(kind, ())):
                yield f"{kind}/{number}", kind, number, batch

    def keys(self, name: str) -> tuple[str, ...] | None:
        """Return the keys of a batch by its name, None when there is no such batch."""
        kind, _, number = name.rpartition("/")
        batches = self.batches.get(kind, ())
        return batches[int(number)].keys if int(number) < len(batches) else None

    @classmethod
    def load(cls, stage: Stage, first_file: str) -> "KeptIndex | None":
        """Return what is kept of the index that the output holds, None when there is nothing.

        Args:
            first_file: Output path of the file that differs when any file of the index does.
        """
        standing = stage.standing(first_file)
        stored = _read(stage) if standing is not None else None
        if standing is None or stored is None:
            return None
        if (stored.stamp, stored.about) != (fingerprint(*program()), standing.digest):
            return None
        return cls(stored.batches, Postings(stored.high, stored.low))

    def save(self, stage: Stage, about: str) -> None:
        """Keep this beside the output; a folder that cannot be written does without.

        Args:
            about: Digest of the index's first file.
        """
        if self.entries() < WORTH_KEEPING:
            return
        stored = _Stored(
            stamp=fingerprint(*program()),
            about=about,
            batches={kind: list(batches) for kind, batches in self.batches.items()},
            high=dict(self.postings.high),
            low=dict(self.postings.low),
        )
        file = stage.state / NAME
        temporary = file.with_suffix(".new")
        with suppress(OSError):
            write_file(temporary, seal(_FORM, stored), durable=False)
            temporary.replace(file)


def _read(stage: Stage) -> _Stored | None:
    try:
        return unseal(_FORM, (stage.state / NAME).read_bytes(), _Stored)
    except OSError:
        return None
