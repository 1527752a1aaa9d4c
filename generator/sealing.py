"""Values in files of our own state: msgpack behind a name of its format and a digest of the rest."""

from hashlib import blake2b
from typing import TypeVar

import msgspec

_DIGEST_BYTES = 16

Value = TypeVar("Value")

_encode_into = msgspec.msgpack.Encoder().encode_into


def seal(form: bytes, value: object) -> bytearray:
    """Return what a file holds that keeps a value.

    Args:
        form: Names what is kept, and in which version.
    """
    start = len(form) + _DIGEST_BYTES
    sealed = bytearray(start)
    # Not joined from parts: what is kept of a large site would be in memory twice.
    _encode_into(value, sealed, start)
    with memoryview(sealed) as view:
        view[:start] = form + blake2b(view[start:], digest_size=_DIGEST_BYTES).digest()
    return sealed


def seal_of(form: bytes, data: bytes | bytearray) -> bytes:
    """Return what tells one sealed value from another: the digest that stands before it."""
    return bytes(data[len(form) : len(form) + _DIGEST_BYTES])


def unseal(form: bytes, data: bytes, kind: type[Value]) -> Value | None:
    """Return the value that `seal` has put into a file's content; None of what is damaged or foreign."""
    start = len(form) + _DIGEST_BYTES
    body = memoryview(data)[start:]
    if data[:start] != form + blake2b(body, digest_size=_DIGEST_BYTES).digest():
        return None
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
