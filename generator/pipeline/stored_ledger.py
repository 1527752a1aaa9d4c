"""The ledger on the disk, in two files: the whole, and what has been noted since it was written.

The second says which manifest they are about; it is small, and each build writes it.
"""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.pipeline.amending import Entries
from generator.pipeline.fact_digests import SIZE
from generator.pipeline.kept_pair import manifest_of, put
from generator.sealing import seal, seal_of, unseal

LEDGER = "ledger.state"
CHANGES = "ledger.changes"

WIDTH = array("I").itemsize

Row = bytes
"""Places of facts, as 32-bit numbers of this machine."""

_FORM = b"byline-ledger/3\n"
_FORM_OF_CHANGES = b"byline-ledger-changes/1\n"


class Whole(msgspec.Struct):
    """What every file was made from.

    Attributes:
        stamp: Digest of all that every file depends on.
        facts: Each once.
        routes: A line for each route of the site.
        parts: Names of what is made of many files.
        cards: Names of what is itself a fact.
        counts: How many facts each route, part and card has, in this order.
        numbers: Places of those facts.
    """

    stamp: str
    facts: list[str]
    routes: str
    parts: list[str]
    cards: list[str]
    counts: bytes
    numbers: bytes


class Since(msgspec.Struct):
    """What has been noted since.

    Attributes:
        digests: Of the facts of the whole, then of these, `SIZE` bytes each.
        parts: Paths of the files that are made together, by part.
        entries: What is in bibliographies, by path.
        facts: Those that the whole has not got.
        files, cards: Rows in the place of those of the whole.
        whole: The seal of the whole.
        manifest: Which manifest both are about.
    """

    digests: bytes
    parts: dict[str, list[str]]
    entries: dict[str, Entries]
    facts: list[str] = []
    files: dict[str, Row] = {}
    cards: dict[str, Row] = {}
    whole: bytes = b""
    manifest: str = ""


def load_ledger(state: Path) -> tuple[Whole, Since] | None:
    """Return the ledger of a state folder, None unless it is about what the output holds now."""
    try:
        since = unseal(_FORM_OF_CHANGES, (state / CHANGES).read_bytes(), Since)
        if since is None or since.manifest != manifest_of(state):
            return None
        data = (state / LEDGER).read_bytes()
    except OSError:
        return None
    whole = unseal(_FORM, data, Whole)
    if whole is None or seal_of(_FORM, data) != since.whole:
        return None
    is_sound = (
        sum(numbers_of(whole.counts)) * WIDTH == len(whole.numbers)
        and len(since.digests) == (len(whole.facts) + len(since.facts)) * SIZE
        and all(len(entries.sizes) == len(entries.works) * WIDTH for entries in since.entries.values())
    )
    return (whole, since) if is_sound else None


def save_ledger(state: Path, whole: Whole | None, since: Since) -> None:
    """Write a ledger; harmless when the disk refuses.

    Args:
        whole: None when what is there still stands, and `since` names it.
    """
    try:
        if whole is not None:
            data = seal(_FORM, whole)
            since = msgspec.structs.replace(since, whole=seal_of(_FORM, data))
            put(state / LEDGER, data)
        since = msgspec.structs.replace(since, manifest=manifest_of(state))
        put(state / CHANGES, seal(_FORM_OF_CHANGES, since))
    except OSError:
        forget(state)


def forget(state: Path) -> None:
    """Remove the ledger of a state folder: without its second file there is none."""
    with suppress(OSError):
        (state / CHANGES).unlink(missing_ok=True)


def numbers_of(data: bytes) -> Sequence[int]:
    """Return the 32-bit numbers in some bytes."""
    found = array("I")
    found.frombytes(data[: len(data) - len(data) % WIDTH])
    return found
