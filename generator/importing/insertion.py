"""Adds fields to a YAML or Markdown file as text: comments, order and spelling of the rest stay."""

import re
from collections.abc import Mapping, Sequence

from generator.errors import Severity
from generator.formats.records import RawRecord, Tree, unify_newlines
from generator.importing.paper_fields import PROSE
from generator.importing.yaml_text import format_yaml
from generator.schema.paper import Paper
from generator.sources.layout import MARKDOWN_SUFFIXES, Place, place_of, suffix_of
from generator.sources.reading import parse_records, parse_source

_MARKER = re.compile(r"(?:---|\.\.\.)\s*$")
_DASH = re.compile(r"\s*-(?:\s|$)")
_COMMENT = re.compile(r"(\s*)(?:#.*)?$")

Additions = Mapping[int, Mapping[str, Tree]]
"""Missing fields by the index of the record in its file."""


def insert_fields(
    content: bytes, path: str, additions: Additions, expected: Mapping[int, Paper]
) -> bytes | None:
    """Return a file with fields added at the end of some of its records.

    Args:
        content: The file as it is; line ends and a byte order mark stay.
        path: Where the file stands below the site: it says what the file is.
        expected: For each record that gets fields, a paper that has those values.

    Returns:
        The new content; None where adding lines does not give the records that were meant, as in
        a mapping between braces.
    """
    text = content.decode("utf-8")
    if "\r" in text.replace("\r\n", ""):
        return None
    place = place_of(path)
    if not isinstance(place, Place):
        return None
    records = parse_records(path, place, unify_newlines(text))[0]
    lines = text.split("\n")
    end = "\r" if len(lines) > 1 and lines[0].endswith("\r") else ""
    if lines[-1]:
        lines[-1] += end
        lines.append("")
    bare = [line.rstrip("\r") for line in lines]
    blocks: list[tuple[int, str]] = []
    for index, fields in sorted(additions.items()):
        if index >= len(records):
            return None
        blocks += _blocks(bare, records, index, fields, path)
    for at, block in reversed(blocks):
        lines[at:at] = [line + end for line in block.removesuffix("\n").split("\n")]
    new = "\n".join(lines).encode()
    return new if _is_as_meant(content, new, path, additions, expected) else None


def _blocks(
    lines: Sequence[str],
    records: Sequence[RawRecord],
    index: int,
    fields: Mapping[str, Tree],
    path: str,
) -> list[tuple[int, str]]:
    """Return (line, text) of what is inserted before which line, counted from 0."""
    raw = records[index]
    indent = raw.locate((next(iter(raw.data)),)).column - 1 if raw.data else 0
    if suffix_of(path) not in MARKDOWN_SUFFIXES:
        return [(_end_of(lines, records, index, indent), format_yaml(fields, indent, PROSE))]
    closing = next((i for i, line in enumerate(lines[1:], 1) if _MARKER.match(line)), len(lines) - 1)
    abstract = fields.get("abstract")
    in_body = isinstance(abstract, str) and not raw.body.strip()
    front = {name: value for name, value in fields.items() if name != "abstract" or not in_body}
    blocks = [(closing, format_yaml(front, indent, PROSE))] if front else []
    return [*blocks, (len(lines) - 1, f"{abstract}\n")] if in_body else blocks


def _end_of(lines: Sequence[str], records: Sequence[RawRecord], index: int, indent: int) -> int:
    """Return the line, from 0, before which a field at the end of a record belongs."""
    first = records[index].line - 1
    if index + 1 < len(records):
        at = records[index + 1].line - 1
        while at > first and not _DASH.match(lines[at]):
            at -= 1
    else:
        at = next((i for i, line in enumerate(lines) if i > first and _MARKER.match(line)), len(lines) - 1)
    # Blank lines and comments before the next item are the next item's.
    while at > first + 1:
        comment = _COMMENT.match(lines[at - 1])
        if comment is None or (
            "#" in lines[at - 1] and (len(comment[1]) >= indent or index + 1 == len(records))
        ):
            break
        at -= 1
    return at


def _is_as_meant(
    old: bytes, new: bytes, path: str, additions: Additions, expected: Mapping[int, Paper]
) -> bool:
    before, after = parse_source(path, old), parse_source(path, new)
    errors = [sum(p.severity is Severity.ERROR for p in parsed.diagnostics) for parsed in (before, after)]
    if errors[0] != errors[1] or len(before.records) != len(after.records):
        return False
    for was, now in zip(before.records, after.records, strict=True):
        added = additions.get(now.origin.index, {})
        for name in Paper.model_fields:
            meant = expected[now.origin.index] if name in added else was.value
            if getattr(now.value, name) == getattr(meant, name):
                continue
            # A repository named in an abstract that is new is found there.
            if not (name == "code" and "abstract" in added):
                return False
    return True
