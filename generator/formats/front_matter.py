"""Markdown with YAML front matter between `---` lines."""

import re

from generator.errors import Position
from generator.formats.records import Parsed, RawRecord, Tree, problem, unify_newlines
from generator.formats.yaml_marks import YamlLocate, load_yaml

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_OTHER_FENCES = {"+": "TOML", ";": "JSON", "{": "JSON"}


def parse_front_matter(text: str, path: str) -> Parsed:
    """Return the one record of a Markdown file.

    Args:
        text: The file's text; the front matter starts at its very beginning or there is none.
        path: POSIX path relative to the site.

    Returns:
        The record with the fields as `data` and the Markdown as `body`. Error codes:
        `front-matter`, and those of `load_yaml`; with an error there may be no record.
    """
    text = unify_newlines(text)
    opening = _FENCE.match(text)
    if opening is None:
        return _without_front_matter(text, path)
    # From the fence's own line end, so that an empty front matter closes too.
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        unclosed = problem(
            path,
            Position(1, 1),
            "front-matter",
            "the front matter is never closed",
            "end it with a line of three hyphens: ---",
        )
        return (), (unclosed,)
    yaml_text = text[opening.end() : closing.start()]
    composed = load_yaml(yaml_text, path, first_line=2)
    body = text[closing.end() :]
    body_line = text.count("\n", 0, closing.end()) + 1
    data = composed.value
    if data is None and not composed.diagnostics:
        data = {}
    if isinstance(data, dict):
        record = _record(path, data, YamlLocate(yaml_text, 2), body, body_line)
        return (record,), composed.diagnostics
    problems = composed.diagnostics
    if not problems:
        message = "the front matter must be 'field: value' lines"
        problems = (problem(path, Position(2, 1), "front-matter", message),)
    return (), problems


def _without_front_matter(text: str, path: str) -> Parsed:
    first_line = text.partition("\n")[0].rstrip()
    if first_line in ("+++", ";;;", "{"):
        foreign = problem(
            path,
            Position(1, 1),
            "front-matter",
            f"front matter in {_OTHER_FENCES[first_line[0]]} is not read",
            "write it as YAML between two lines of three hyphens: ---",
        )
        return (), (foreign,)
    return (_record(path, {}, YamlLocate(""), text, 1),), ()


def _record(path: str, data: dict[str, Tree], locate: YamlLocate, body: str, body_line: int) -> RawRecord:
    return RawRecord(path, 0, 1, "yaml", "", data, locate, body, body_line)
