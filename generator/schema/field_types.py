"""The types of fields: a function of `scalars` and the JSON Schema of what it reads."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import core_schema

from generator.schema.scalars import (
    as_list,
    read_arxiv,
    read_bool,
    read_color,
    read_count,
    read_date,
    read_doi,
    read_email,
    read_end_date,
    read_full_date,
    read_isbn,
    read_language,
    read_line,
    read_number,
    read_orcid,
    read_pages,
    read_path_or_url,
    read_redirect,
    read_required_line,
    read_resource,
    read_retracted,
    read_slug,
    read_text,
    read_url,
    read_whole,
)
from generator.values import PartialDate, Resource

TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"]}
BOOL_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string", "pattern": "^([Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO)$"},
    ]
}
COUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]
}
NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9.]+ ?%?$"}]
}
PERCENT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 100},
        {"type": "string", "pattern": "^[0-9.]+ ?%?$"},
    ]
}
DATE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "integer"}, {"type": "string"}],
    "examples": ["2026", "2026-04", "2026-04-27"],
}
URL_SCHEMA: dict[str, Any] = {
    "type": "string",
    "pattern": "^\\s*<?([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)",
}
PATH_SCHEMA: dict[str, Any] = {"type": "string"}
RESOURCE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string"},
        {"type": "array", "items": URL_SCHEMA},
    ]
}

Line = Annotated[str, PlainValidator(read_line), WithJsonSchema(TEXT_SCHEMA)]
RequiredLine = Annotated[str, PlainValidator(read_required_line), WithJsonSchema(TEXT_SCHEMA)]
Pages = Annotated[str, PlainValidator(read_pages), WithJsonSchema(TEXT_SCHEMA)]
Text = Annotated[str, PlainValidator(read_text), WithJsonSchema(TEXT_SCHEMA)]
BoolWord = Annotated[bool, PlainValidator(read_bool), WithJsonSchema(BOOL_SCHEMA)]
Count = Annotated[int, PlainValidator(read_count), WithJsonSchema(COUNT_SCHEMA)]
Whole = Annotated[int, PlainValidator(read_whole), WithJsonSchema({"type": ["integer", "string"]})]
Number = Annotated[float, PlainValidator(read_number), WithJsonSchema(NUMBER_SCHEMA)]
DateText = Annotated[PartialDate | None, PlainValidator(read_date), WithJsonSchema(DATE_SCHEMA)]
EndDate = Annotated[PartialDate | None, PlainValidator(read_end_date), WithJsonSchema(DATE_SCHEMA)]
FullDate = Annotated[PartialDate | None, PlainValidator(read_full_date), WithJsonSchema(DATE_SCHEMA)]
Url = Annotated[str, PlainValidator(read_url), WithJsonSchema(URL_SCHEMA)]
PathOrUrl = Annotated[str, PlainValidator(read_path_or_url), WithJsonSchema(PATH_SCHEMA)]
RedirectPath = Annotated[str, PlainValidator(read_redirect), WithJsonSchema(PATH_SCHEMA)]
Orcid = Annotated[
    str,
    PlainValidator(read_orcid),
    WithJsonSchema({"type": "string", "examples": ["0000-0002-1825-0097"]}),
]
Doi = Annotated[
    str,
    PlainValidator(read_doi),
    WithJsonSchema({"type": ["string", "number"], "examples": ["10.1000/182"]}),
]
ArxivId = Annotated[
    str, PlainValidator(read_arxiv), WithJsonSchema({**TEXT_SCHEMA, "examples": ["2301.00010"]})
]
Isbn = Annotated[str, PlainValidator(read_isbn), WithJsonSchema(TEXT_SCHEMA)]
Slug = Annotated[str, PlainValidator(read_slug), WithJsonSchema(TEXT_SCHEMA)]
Email = Annotated[str, PlainValidator(read_email), WithJsonSchema({"type": "string"})]
Color = Annotated[str, PlainValidator(read_color), WithJsonSchema({"type": "string"})]
Language = Annotated[
    str,
    PlainValidator(read_language),
    WithJsonSchema({"type": "string", "examples": ["en", "pt-BR"]}),
]
Code = Annotated[Resource, PlainValidator(read_resource), WithJsonSchema(RESOURCE_SCHEMA)]
Retraction = Annotated[str, PlainValidator(read_retracted), WithJsonSchema({"type": ["string", "boolean"]})]


class OneOrMany:
    """Marks a list of which one member may stand alone, without brackets."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


Lines = Annotated[tuple[Line, ...], OneOrMany()]
Slugs = Annotated[tuple[Slug, ...], OneOrMany()]
