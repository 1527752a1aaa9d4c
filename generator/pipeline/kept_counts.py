"""The counted words of texts, kept in `SITE/.byline/tokens.cache` for the next command."""

import sys
from functools import partial
from itertools import count
from pathlib import Path

import msgspec

from generator import __version__
from generator.incremental import Cache
from generator.metrics.token_counts import Rows, TokenCounts, Words

_NAME = "tokens"
_STAMP = f"{__version__}/{sys.byteorder}"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[str]).decode


def open_counts(folder: Path) -> Cache:
    """Return the content of the file in `SITE/.byline`."""
    return Cache(folder, _NAME, _STAMP)


def load_counts(folder: Path) -> Rows:
    """Return what the last command that counted words has kept, nothing if it is no good."""
    return _rows(open_counts(folder))


def save_counts(folder: Path, counts: TokenCounts) -> None:
    """Keep what a run has asked for, unless that is what the file holds already."""
    cache = open_counts(folder)
    # Where another process has counted, nothing has been loaded here: one look at the file does.
    counts.load = partial(_rows, cache)
    if counts.is_known:
        return
    rows = counts.fresh()
    cache.put("keys", _encode(list(rows.keys)))
    cache.put("words", _encode(list(rows.words)))
    cache.put("ends", rows.ends.tobytes())
    cache.put("numbers", rows.numbers.tobytes())
    cache.put("times", rows.times.tobytes())
    cache.save()


def _rows(cache: Cache) -> Rows:
    try:
        return _read(cache)
    except (ValueError, msgspec.DecodeError):
        return Rows()


def _read(cache: Cache) -> Rows:
    """Return the rows of a file.

    Raises:
        ValueError: They do not fit together.
        msgspec.DecodeError: There are none, or they are none.
    """
    keys, words = (_decode(cache.get(part) or b"") for part in ("keys", "words"))
    rows = Rows(dict(zip(keys, count(), strict=False)), Words(zip(words, count(), strict=False)))
    for part, values in (("ends", rows.ends), ("numbers", rows.numbers), ("times", rows.times)):
        values.frombytes(cache.get(part) or b"")
    if not rows.is_sound():
        raise ValueError("the rows do not fit together")
    return rows
