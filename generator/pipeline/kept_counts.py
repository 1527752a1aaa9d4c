"""The counted words of texts, kept in `SITE/.byline/tokens.cache` for the next command."""

import sys
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


class KeptCounts:
    """The file, which is read when the first text is asked for: often none is."""

    def __init__(self, folder: Path) -> None:
        """Know where the file is.

        Args:
            folder: `SITE/.byline`.
        """
        self._folder = folder
        self._opened: Cache | None = None

    @property
    def cache(self) -> Cache:
        """The file's content."""
        if self._opened is None:
            self._opened = Cache(self._folder, _NAME, _STAMP)
        return self._opened

    def __call__(self) -> Rows:
        """Return what the last command that counted words has kept, nothing if it is no good."""
        try:
            return _read(self.cache)
        except (ValueError, msgspec.DecodeError):
            return Rows()


def save_counts(folder: Path, counts: TokenCounts) -> None:
    """Keep what a run has asked for, unless that is what the file holds already."""
    if counts.is_known:
        return
    rows = counts.fresh()
    cache = (counts.load if isinstance(counts.load, KeptCounts) else KeptCounts(folder)).cache
    cache.put("keys", _encode(list(rows.keys)))
    cache.put("words", _encode(list(rows.words)))
    cache.put("ends", rows.ends.tobytes())
    cache.put("numbers", rows.numbers.tobytes())
    cache.put("times", rows.times.tobytes())
    cache.save()


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
