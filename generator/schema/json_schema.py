"""JSON Schema of the source files, for editors that complete and check while one types."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from generator.schema.aliases import (
    EXTRA,
    IGNORED,
    MODELS,
    SET_BY_BYLINE,
    aliases_of,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Leaves out defaults that are records of ours: nobody would write them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ignored_warning_kinds = {*self.ignored_warning_kinds, "non-serializable-default"}


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a source file of the kind, as a fresh dict.

    It describes what a file says after an editor's YAML parser has read it: a number or a boolean
    may stand wherever Byline reads a text. Fields that Byline understands under another name are
    in it too, marked as deprecated.

    Args:
        kind: author, paper, site or theme; also venue, page, news, talk, teaching and project.

    Raises:
        KeyError: There is no such kind.
    """
    schema = MODELS[kind].model_json_schema(mode="validation", schema_generator=_Generator)
    definitions = schema.pop("$defs", {})
    record = _record_schema(kind, schema)
    result: dict[str, Any] = {"$schema": DIALECT, "title": f"Byline {kind}"}
    if kind in ("paper", "venue"):
        # One file may hold a list of them.
        result["anyOf"] = [
            {"$ref": "#/$defs/record"},
            {"type": "array", "items": {"$ref": "#/$defs/record"}},
        ]
        definitions = {"record": record, **definitions}
    else:
        result.update(record)
    if definitions:
        result["$defs"] = definitions
    return result


def _record_schema(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    hidden = SET_BY_BYLINE.get(kind, frozenset())
    for name, field in schema["properties"].items():
        if name in hidden:
            continue
        # An empty field counts as one that is not there.
        properties[name] = {"anyOf": [_without_title(field), {"type": "null"}], **_described(field)}
    required = [name for name in schema.get("required", []) if name not in hidden]
    for theirs, alias in sorted(aliases_of(kind).items()):
        properties.setdefault(theirs, _alias_schema(alias.ours, alias.who))
    return {
        "type": "object",
        "description": schema.get("description", ""),
        "properties": properties,
        # A field may be written under another of its names, so none can be demanded here.
        **({"anyOf": _any_name(kind, required)} if required else {}),
        "additionalProperties": False,
        **({"patternProperties": {"^url_": {}}} if kind == "paper" else {}),
    }


def _any_name(kind: str, required: list[str]) -> list[dict[str, Any]]:
    """Return the ways to write the one required field that each kind has."""
    names = [*required, *(a.theirs for a in aliases_of(kind).values() if a.ours in required)]
    return [{"required": [name]} for name in names]


def _alias_schema(ours: str, who: str) -> dict[str, Any]:
    if ours == IGNORED:
        return {"description": f"Of {who}; not read", "deprecated": True}
    if ours == EXTRA:
        return {"description": f"Of {who}; kept under extra", "deprecated": True}
    return {"description": f"{who}'s name for {ours}", "deprecated": True}


def _described(field: dict[str, Any]) -> dict[str, Any]:
    return {key: field[key] for key in ("description", "default") if field.get(key) not in (None, "")}


def _without_title(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in ("title", "description", "default")}
