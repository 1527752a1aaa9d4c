"""Checks a record against its model: the instance, or every problem with its place in the file."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.errors import Diagnostic, Loc, Locate
from generator.schema.problems import Finding, did_you_mean, findings_of, kind_of, quoted

Model = TypeVar("Model", bound=BaseModel)

# Their messages name the field themselves.
_NAMING = frozenset({"unknown-field", "missing-field", "alias-conflict"})
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


def check(
    model: type[Model],
    data: Mapping[str, Any],
    locate: Locate,
    path: str,
    known: tuple[str, ...] = (),
) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """Validate one record.

    Args:
        data: The record with canonical field names; nested records as written.
        locate: Finds where a place of `data` stands in the file.
        path: The file, for the diagnostics.
        known: Further field names to suggest, such as aliases.

    Returns:
        The instance and nothing, or None and all that is wrong, in no special order.
    """
    found = find_problems(model, data, known)
    if isinstance(found, BaseModel):
        return found, ()
    return None, tuple(to_diagnostic(finding, locate, path) for finding in found)


def find_problems(
    model: type[Model], data: Mapping[str, Any], known: tuple[str, ...] = ()
) -> Model | tuple[Finding, ...]:
    """Return the instance, or what is wrong with places along the written data."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return tuple(
            finding._replace(at=_written_place(data, finding.at))
            for finding in _findings(model, error, known)
        )


def to_diagnostic(finding: Finding, locate: Locate, path: str) -> Diagnostic:
    """Return the finding with the place in the file where it stands."""
    line, column = locate(finding.at)
    message = finding.message
    if finding.code not in _NAMING and finding.at:
        message = f"{field_text(finding.at)}: {message}"
    return Diagnostic(path, line, column, finding.severity, finding.code, message, finding.hint)


def field_text(at: Loc) -> str:
    """Return a place as people write it: `authors[2].orcid` (the first item has number 1)."""
    text = ""
    for step in at:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else str(step)
    return text


def _findings(model: type[BaseModel], error: ValidationError, known: tuple[str, ...]) -> Iterator[Finding]:
    for detail in error.errors(include_url=False):
        kind, at = detail["type"], detail["loc"]
        if kind in _UNKNOWN:
            candidates = (*_field_names(model, at[:-1]), *(known if len(at) == 1 else ()))
            yield _unknown_field(at, candidates)
        elif kind == "missing":
            place = field_text(at[:-1])
            where = f" in {place}" if place else ""
            yield Finding("missing-field", f"missing field '{at[-1]}'{where}", None, at)
        elif "ctx" in detail and ("findings" in detail["ctx"] or "hint" in detail["ctx"]):
            yield from findings_of(kind, detail["msg"], detail["ctx"], at)
        else:
            message = f"{_expected(kind)}, not {kind_of(detail['input'])}"
            yield Finding("wrong-type", message, None, at)


def _unknown_field(at: Loc, candidates: tuple[str, ...]) -> Finding:
    name = str(at[-1])
    place = field_text(at[:-1])
    where = f" in {place}" if place else ""
    message = f"unknown field {quoted(name)}{where}"
    return Finding("unknown-field", message, did_you_mean(name, candidates), at)


def _expected(kind: str) -> str:
    if kind in ("tuple_type", "list_type"):
        return "must be a list"
    if kind in ("dict_type", "model_type", "dataclass_type", "model_attributes_type"):
        return "must be a mapping"
    return "cannot be read"


def _written_place(data: object, at: Loc) -> Loc:
    """Return the place along what is written, where one member may stand without its list."""
    place: list[str | int] = []
    node = data
    for number, step in enumerate(at):
        if isinstance(node, Mapping):
            if step not in node:
                step = next((key for key in node if str(key) == str(step)), step)
            if step in node:
                node = node[step]
            elif isinstance(step, int) or number < len(at) - 1:
                continue
        elif isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        place.append(step)
    return tuple(place)


def _field_names(model: type[BaseModel], at: Loc) -> tuple[str, ...]:
    current: Any = model
    for step in at:
        if isinstance(step, int) or current is None:
            continue
        field = _fields(current).get(step)
        current = None if field is None else _record_inside(field.annotation)
    return tuple(_fields(current)) if current is not None else ()


@lru_cache
def _fields(model: type) -> dict[str, Any]:
    return dict(getattr(model, "model_fields", None) or getattr(model, "__pydantic_fields__", {}))


def _record_inside(annotation: Any) -> Any:
    if hasattr(annotation, "__pydantic_fields__"):
        return annotation
    inside = (_record_inside(argument) for argument in get_args(annotation))
    return next((found for found in inside if found is not None), None)
