"""What a theme's `theme.yaml` may say."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic.dataclasses import dataclass as record
from pydantic_core import PydanticCustomError

from generator.schema.field_types import BoolWord, Line, Lines, RequiredLine, Text
from generator.schema.problems import Finding, findings_of, problems
from generator.schema.records import STRICT, Record, described, required
from generator.schema.scalars import chooser, read_bool, read_color, read_line, read_whole

OptionValue = str | bool | int

OPTION_TYPES = ("text", "bool", "int", "choice", "color")


@record(frozen=True, slots=True, config=STRICT)
class Option:
    """An option of a theme, as `theme_options` of a site may set it.

    Attributes:
        type: text, bool, int, choice (one of `choices`) or color.
        default: Written like a value of a site; `value` reads it.
    """

    type: Annotated[
        str,
        PlainValidator(chooser("type of option", OPTION_TYPES)),
        WithJsonSchema({"enum": list(OPTION_TYPES)}),
    ] = required("text, bool, int, choice or color")
    default: Any = required("Value when the site says nothing")
    choices: Lines = described("What a choice may be", ())
    help: Line = described("One sentence for the theme's user")

    def value(self, written: object) -> OptionValue:
        """Return what a written value means.

        Raises:
            PydanticCustomError: The value does not fit the type.
        """
        if self.type == "choice":
            return str(chooser("choice", self.choices)(written))
        readers: dict[str, Callable[[object], OptionValue]] = {
            "text": read_line,
            "bool": read_bool,
            "int": read_whole,
            "color": read_color,
        }
        return readers[self.type](written)


class ThemeFile(Record):
    """A theme: its name, what it extends, its options and its interface texts."""

    name: RequiredLine = required("Name of the theme, the same as its folder's")
    extends: Line = described("Name of the theme whose templates and files this one overrides")
    description: Text = described("One or two sentences")
    version: Line = described("Version of the theme")
    author: Line = described("Who made it")
    license: Line = described("Licence")
    options: dict[str, Option] = described("NAME: {type, default, choices, help}", {})
    strings: dict[str, Line] = described("Interface texts by key, instead of the parent's", {})
    private: BoolWord = described("Not offered in lists of themes", False)

    @model_validator(mode="after")
    def _defaults_fit(self) -> "ThemeFile":
        found: list[Finding] = []
        for name, option in self.options.items():
            if option.type == "choice" and not option.choices:
                found.append(Finding("missing-field", "missing field 'choices'", None, ("options", name)))
                continue
            try:
                option.value(option.default)
            except PydanticCustomError as error:
                at = ("options", name, "default")
                found.extend(findings_of(error.type, error.message(), error.context, at))
        if found:
            raise problems(found)
        return self
