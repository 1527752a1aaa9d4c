"""What lets a build skip work: fingerprints, and caches in `SITE/.byline/`.

A page is a pure function of its view, its templates and the theme's options, so equal fingerprints
mean equal bytes: `publication.stage.keep(path, fingerprint)` then says that it need not be made.
A cache holds bytes by key under one stamp, a digest of everything that all its values depend on
(Byline's version, the configuration, the theme). It may be deleted at any time, and a damaged or
outdated one counts as empty. It is never pickled: a cache that came with a cloned site runs
nothing.
"""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import inspect

from generator.installation import keep_out_of_git
from generator.sealing import seal, unseal

_FORM = b"byline-cache/1\n"
_DIGEST_BYTES = 16


def fingerprint(*parts: bytes | str) -> str:
    """Return 32 hexadecimal digits that differ when any part, or the division into parts, differs.

    Source:
        BLAKE2b, RFC 7693, with 16 bytes of digest.
    """
    hasher = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        # The kind and length stand first: ("ab", "c") is not ("a", "bc").
        hasher.update(b"%c%d:" % (b"s"[0] if isinstance(part, str) else b"b"[0], len(data)))
        hasher.update(data)
    return hasher.hexdigest()


_sets_found: dict[type, str] = {}
"""What `_find_set` said of each class of views."""

_ENCODER = msgspec.json.Encoder(enc_hook=lambda value: _plain(value))


def encode(view: object) -> bytes:
    """Return bytes that are equal for equal views, in any process: the input of `fingerprint`.

    Mappings keep their order, since a template may show it.

    Args:
        view: A dataclass, msgspec struct, or tuple of such and plain values.

    Raises:
        TypeError: It holds a set, whose order differs from process to process, or something else
            that has no text of its own. That is a mistake in the view's class.
    """
    set_at = holds_set(type(view))
    if set_at:
        raise TypeError(f"a view may not hold a set, whose order is not defined: {set_at}")
    return _ENCODER.encode(view)


def holds_set(view_class: type) -> str:
    """Return where a class is declared to hold a set, such as `Card.topics`, or ""."""
    set_at = _sets_found.get(view_class)
    if set_at is None:
        set_at = _sets_found[view_class] = _find_set(view_class)
    return set_at


def _plain(value: object) -> object:
    if isinstance(value, str):
        # Markup is a str to everyone but msgspec.
        return str.__str__(value)
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TypeError(f"a view may not hold a {type(value).__qualname__}")


def _find_set(view_class: type) -> str:
    if view_class in (set, frozenset):
        return view_class.__name__
    return _search(inspect.type_info(view_class), view_class.__qualname__, {})


def _search(node: object, place: str, seen: dict[type, None]) -> str:
    if isinstance(node, inspect.SetType | inspect.FrozenSetType):
        return place
    view_class = getattr(node, "cls", None)
    if isinstance(view_class, type):
        if view_class in seen:
            return ""
        seen[view_class] = None
        place = view_class.__qualname__
    return next(filter(None, (_search(n, p, seen) for n, p in _below(node, place))), "")


def _below(node: object, place: str) -> list[tuple[object, str]]:
    """Return the types inside a type, each with its place."""
    found = [(field.type, f"{place}.{field.name}") for field in getattr(node, "fields", ())]
    for name in ("item_type", "key_type", "value_type"):
        inner = getattr(node, name, None)
        if inner is not None:
            found.append((inner, place))
    found.extend((inner, place) for inner in getattr(node, "item_types", ()))
    found.extend((inner, place) for inner in getattr(node, "types", ()))
    return found


class _Content(msgspec.Struct):
    stamp: str
    values: dict[str, bytes]


class Cache:
    """One file of `SITE/.byline/`: bytes by key, all under one stamp.

    Only what was asked for or put since it was opened is saved, so it does not grow for ever.
    """

    __slots__ = ("_is_stale", "_path", "_stamp", "_used", "_values")

    def __init__(self, folder: Path, name: str, stamp: str) -> None:
        """Open a cache; it is empty if there is none, or it is damaged or of another stamp.

        Args:
            folder: `SITE/.byline`; made when the cache is saved.
            name: Stem of the file's name.
            stamp: Digest of all that every value depends on, beside its key.
        """
        self._path = folder / f"{name}.cache"
        self._stamp = stamp
        self._values = _load(self._path, stamp)
        self._used: dict[str, None] = {}
        self._is_stale = False

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        value = self._values.get(key)
        if value is not None:
            self._used[key] = None
        return value

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        self._used[key] = None
        if self._values.get(key) != value:
            self._values[key] = value
            self._is_stale = True

    def drop(self, key: str) -> None:
        """Forget a key; harmless when it is not there."""
        self._used.pop(key, None)
        if self._values.pop(key, None) is not None:
            self._is_stale = True

    def save(self, *, keep_unused: bool = False) -> bool:
        """Write the cache to its file, in one step, if that would change it.

        Args:
            keep_unused: Keep what was not asked for, too: for work on a part of the site.

        Returns:
            Whether the file now holds it. A site that cannot be written builds without a cache.
        """
        if not keep_unused and len(self._used) < len(self._values):
            self._values = {key: self._values[key] for key in self._values if key in self._used}
            self._is_stale = True
        if not self._is_stale:
            return True
        try:
            write_state(self._path, seal(_FORM, _Content(self._stamp, self._values)))
        except OSError:
            return False
        self._is_stale = False
        return True


def _load(path: Path, stamp: str) -> dict[str, bytes]:
    try:
        content = unseal(_FORM, path.read_bytes(), _Content)
    except OSError:
        return {}
    return content.values if content is not None and content.stamp == stamp else {}


def write_state(path: Path, data: bytes | bytearray) -> None:
    """Write a file of `SITE/.byline/` in one step.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_out_of_git(path.parent)
    # Two builds of one site into two outputs may save at the same time: each its own file.
    temporary = path.with_suffix(f".{os.getpid()}.new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
