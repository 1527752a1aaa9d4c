"""JSON as compact UTF-8."""

import msgspec

from generator.exporters.plain import tidy

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_encode = msgspec.json.Encoder().encode


def encode_json(document: object) -> bytes:
    """Return dictionaries, lists, texts, numbers and `msgspec.Raw` as compact JSON in UTF-8.

    Keys keep their order. Lone surrogates, which an escape in a source can write and UTF-8 cannot,
    are dropped.
    """
    try:
        return _encode(document)
    except UnicodeEncodeError:
        return _encode(_encodable(document))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return [_encodable(part) for part in value]
    if isinstance(value, dict):
        return {tidy(key): _encodable(part) for key, part in value.items()}
    return value
