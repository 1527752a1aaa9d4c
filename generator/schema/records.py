"""What every model of the schema shares."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from generator.schema.vocabulary import word_form

STRICT = ConfigDict(extra="forbid", defer_build=True)
"""For the slotted dataclasses inside a record: they are many, so they must be small."""


class Record(BaseModel):
    """A record of a source: frozen; a field that it does not name is refused."""

    # Built when the first record of the kind comes: most commands see few of the kinds.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send records back: what is not set need not travel, nor be validated again.
        values = self.__dict__
        own = {name: values[name] for name in values if name in self.__pydantic_fields_set__}
        return restored, (type(self), own)


@cache
def _defaults(model: type[Record]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items() if not field.is_required()}


def restored(model: type[Record], values: dict[str, Any]) -> Record:
    """Return a record from the fields that were set, which were validated when it was first made."""
    record = model.__new__(model)
    object.__setattr__(record, "__dict__", {**_defaults(model), **values})
    object.__setattr__(record, "__pydantic_fields_set__", set(values))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record


def described(description: str, default: Any = "") -> Any:
    """Return a field with a default and the description that editors show."""
    return Field(default=default, description=description)


def required(description: str) -> Any:
    """Return a field that must be written, with the description that editors show."""
    return Field(description=description)


def shaped(text_as: str, synonyms: Mapping[str, str]) -> Callable[[object], object]:
    """Return the function that gives a nested record its own field names before it is checked.

    Args:
        text_as: The field that a bare text fills.
        synonyms: Our names by those that people write, in `word_form`.
    """

    def shape(value: object) -> object:
        if isinstance(value, str):
            return {text_as: value}
        if not isinstance(value, Mapping):
            return value
        fields: dict[str, object] = {}
        for written, item in value.items():
            form = word_form(str(written))
            if item is not None and item != "":
                fields.setdefault(synonyms.get(form, str(written)), item)
        return fields

    return shape
