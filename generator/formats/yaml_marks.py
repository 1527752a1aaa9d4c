"""YAML with positions: every scalar keeps its source text, and every place can be found again.

Composed with libyaml where it is there (the same results, several times as fast).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from generator.errors import Diagnostic, Loc, Position, Severity
from generator.formats.decoding import printable
from generator.formats.records import Parsed, RawRecord, Tree, problem, unify_newlines
from generator.formats.yaml_slips import slip_of_name
from generator.formats.yaml_syntax import syntax_problem

# Deeper than any record of ours; libyaml's composer recurses in C and would crash at some 20,000.
_MAX_DEPTH = 64

_PLAIN = "plain"
_TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"
_DEFAULT_TAGS: dict[type, str] = {yaml.SequenceNode: _LIST, yaml.MappingNode: _MAPPING}

Node: TypeAlias = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode


class _TooDeepError(yaml.MarkedYAMLError):
    """Values are nested below the limit."""


class _ByText:
    """Resolves no scalar by its looks, and bounds the nesting."""

    _depth = 0

    def resolve(self, kind: type[Node], _value: str, implicit: tuple[bool, bool]) -> str:
        """Return the tag of an untagged node; plain scalars have one of their own."""
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _TEXT
        return _DEFAULT_TAGS[kind]

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """Count one level down."""
        self._depth += 1
        if self._depth > _MAX_DEPTH and parent is not None:
            raise _TooDeepError(problem="nested too deep", problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        """Count one level up."""
        self._depth -= 1


class _PurePythonLoader(
    _ByText,
    yaml.reader.Reader,
    yaml.scanner.Scanner,
    yaml.parser.Parser,
    yaml.composer.Composer,
):
    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)


def _fastest_loader() -> Any:
    if not yaml.__with_libyaml__:
        return _PurePythonLoader

    class _LibyamlLoader(_ByText, yaml.cyaml.CParser):  # type: ignore[misc, name-defined]  # not in the stubs
        pass

    return _LibyamlLoader


_loader = _fastest_loader()


def _compose_first(text: str) -> Node | None:
    """Return the root of the only document, or None if there is none.

    Raises:
        yaml.YAMLError: On a syntax error, or where a second document is not empty.
    """
    loader = _loader(text)
    root: Node | None = loader.get_node() if loader.check_node() else None
    # A closing `---` is a habit from front matter: only an empty document follows it.
    while loader.check_node():
        other = loader.get_node()
        if other.tag != _PLAIN or other.value:
            raise yaml.composer.ComposerError(problem="another document", problem_mark=other.start_mark)
    return root


@lru_cache(maxsize=8)
def _compose_again(text: str) -> Node | None:
    try:
        return _compose_first(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class YamlLocate:
    """Finds places of one record by composing its text again.

    Attributes:
        text: The YAML text.
        first_line: The file's line that the text starts on.
        inside: Where the record stands in the text: () or (index,).
    """

    text: str
    first_line: int = 1
    inside: Loc = ()

    def __call__(self, loc: Loc) -> Position:
        """Return the position of a field's name or a list's item, else of the nearest parent."""
        node = _compose_again(self.text)
        if node is None:
            return Position(self.first_line, 1)
        mark = node.start_mark
        for part in self.inside + loc:
            # Parts that are no place in the text (names of union members, say) are stepped over.
            for key_mark, child in _children(node, part):
                mark, node = key_mark, child
                break
        return Position(self.first_line + mark.line, mark.column + 1)


def _children(node: Node, part: str | int) -> Iterator[tuple[Any, Node]]:
    if isinstance(node, yaml.SequenceNode):
        if isinstance(part, int) and 0 <= part < len(node.value):
            yield node.value[part].start_mark, node.value[part]
        return
    if not isinstance(node, yaml.MappingNode):
        return
    for key, child in node.value:
        if key.value == part:
            yield key.start_mark, child
    for key, child in node.value:
        if key.value == "<<":
            for source in child.value if isinstance(child, yaml.SequenceNode) else [child]:
                if isinstance(source, yaml.MappingNode) and source is not node:
                    yield from ((k.start_mark, c) for k, c in source.value if k.value == part)


class Composed(NamedTuple):
    """One YAML document as values.

    Attributes:
        value: The tree, None for an empty document or a broken one.
        lines: First line of each item where `value` is a list, else of the document.
        diagnostics: What is wrong with it.
    """

    value: Tree
    lines: tuple[int, ...]
    diagnostics: tuple[Diagnostic, ...]


def load_yaml(text: str, path: str, first_line: int = 1) -> Composed:
    """Return a document as text, None, lists and mappings with text keys.

    Args:
        text: One YAML document with LF line ends.
        path: For the diagnostics.
        first_line: The file's line that the text starts on.

    Returns:
        Scalars keep their source text; a plain empty one, `~` and `null` are None; anchors,
        aliases and merge keys are resolved. Error codes: `yaml-syntax`, `yaml-tag`, `yaml-key`,
        `yaml-size`, `duplicate-key`.
    """
    try:
        root = _compose_first(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return Composed(None, (), (syntax_problem(error, text, path, first_line),))
    if root is None:
        return Composed(None, (first_line,), ())
    builder = _Builder(path, first_line, text)
    try:
        value = builder.build(root)
    except _StopBuildingError:
        value = None
    items = root.value if isinstance(root, yaml.SequenceNode) else [root]
    lines = tuple(first_line + item.start_mark.line for item in items)
    return Composed(value, lines, tuple(builder.problems))


class _StopBuildingError(Exception):
    """The document is not worth reading on."""


# Escapes are the one way for a control character to get past `decode`.
_ESCAPE = re.compile(r"\\[0abevfxuU]")


# `C #1` and `# 4` rather than `# a remark`.
_CUT = re.compile(r"[ \t]+(?P<cut>(?P<sign>#)(?:[^\s#]|[ \t]?[0-9]).*)")
_TEXT_FIELDS = frozenset(
    """
    abstract award booktitle description display event family given journal label name note publisher
    role short tldr title venue venue_short what where
    """.split()
)
"""Fields whose text may well hold a `#`."""


class _Builder:
    """Turns nodes into values and collects what is wrong."""

    def __init__(self, path: str, first_line: int, text: str) -> None:
        self.problems: list[Diagnostic] = []
        self._path = path
        self._first_line = first_line
        # Without aliases no document is larger than this; shared blocks get room beside it.
        self._budget = 100_000 + 4 * len(text)
        self._depth = 0
        self._escapes = _ESCAPE.search(text) is not None
        self._comments = " #" in text
        self._lines = text.split("\n") if self._comments else []

    def build(self, node: Node) -> Tree:
        """Return the value of a node."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self._spend(node, 1)
        self._depth += 1
        if self._depth > _MAX_DEPTH:  # only an alias to its own parent gets here
            self._stop(node, "an alias stands inside what it repeats")
        value: Tree
        if isinstance(node, yaml.SequenceNode):
            self._check_tag(node, _LIST)
            value = [self.build(item) for item in node.value]
        else:
            self._check_tag(node, _MAPPING)
            value = self._mapping(node)
        self._depth -= 1
        return value

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        text: str = node.value
        self._spend(node, 1 + len(text))
        if node.tag == _PLAIN:
            return None if text in ("", "~", "null") else text
        self._check_tag(node, _TEXT)
        return printable(text) if self._escapes else text

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Tree]:
        result: dict[str, Tree] = {}
        first_lines: dict[str, int] = {}
        merged: list[Node] = []
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, "yaml-key", "a field's name must be plain text")
                continue
            key = printable(key_node.value) if self._escapes else key_node.value
            if key == "<<" and key_node.tag == _PLAIN:
                merged.append(value_node)
                continue
            if key in first_lines:
                where = f"field '{key}' is written twice, first in line {first_lines[key]}"
                self._report(key_node, "duplicate-key", where, "keep one of the two")
                continue
            first_lines[key] = self._first_line + key_node.start_mark.line
            result[key] = self.build(value_node)
            if self._comments and key.lower() in _TEXT_FIELDS and value_node.tag == _PLAIN:
                self._warn_of_comment(key, value_node)
        for source in merged:
            self._merge(source, result)
        return result

    def _warn_of_comment(self, field: str, node: Node) -> None:
        """Report text that `#` cuts off: a comment has a space behind it."""
        mark = node.end_mark
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""
        found = _CUT.match(line, mark.column)
        # The column counts characters only while the lines are those of the library.
        if found is None or not node.value or not line[: mark.column].endswith(node.value[-1]):
            return
        at = Position(self._first_line + mark.line, found.start("sign") + 1)
        message = f"{field}: '{found['cut'][:40].rstrip()}' is not read: after a space, # begins a comment"
        hint = f'put the whole text in quotes: {field}: "{node.value[-40:]} ..."'
        if len(node.value) + len(found["cut"]) < 60:
            hint = f"put it in quotes: {field}: '{node.value} {found['cut'].rstrip()}'"
        self.problems.append(problem(self._path, at, "yaml-comment", message, hint, Severity.WARNING))

    def _merge(self, source: Node, result: dict[str, Tree]) -> None:
        value = self.build(source)
        for mapping in value if isinstance(value, list) else [value]:
            if isinstance(mapping, dict):
                for key, inherited in mapping.items():
                    result.setdefault(key, inherited)
            else:
                self._report(source, "yaml-key", "'<<' merges mappings only")

    def _check_tag(self, node: Node, expected: str) -> None:
        if node.tag != expected:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave the tag out, or quote a text that begins with '!'"
            self._report(node, "yaml-tag", f"the tag {tag} is not understood", hint)

    def _spend(self, node: Node, cost: int) -> None:
        self._budget -= cost
        if self._budget < 0:
            self._stop(node, "aliases (*name) blow this document up beyond measure")

    def _stop(self, node: Node, message: str) -> None:
        self._report(node, "yaml-size", message, "write the repeated values out")
        raise _StopBuildingError

    def _report(self, node: Node, code: str, message: str, hint: str | None = None) -> None:
        at = Position(self._first_line + node.start_mark.line, node.start_mark.column + 1)
        self.problems.append(problem(self._path, at, code, message, hint))


def parse_yaml(text: str, path: str) -> Parsed:
    """Return the record of a YAML file, or the records of one that holds a list.

    Args:
        text: The file's text.
        path: POSIX path relative to the site.

    Returns:
        Records with key "". Error codes as of `load_yaml`, and `yaml-shape` where a mapping is
        needed and something else is written, `empty-file` where only comments are.
    """
    text = unify_newlines(text)
    composed = load_yaml(text, path)
    value = composed.value
    problems = list(composed.diagnostics)
    if isinstance(value, dict):
        data_only = RawRecord(path, 0, composed.lines[0], "yaml", "", value, YamlLocate(text))
        return (data_only,), tuple(problems)
    if isinstance(value, list):
        records = _list_records(value, composed.lines, text, path, problems)
        return tuple(records), tuple(problems)
    if not problems:
        problems.append(_no_mapping(value, text, path))
    return (), tuple(problems)


def _list_records(
    items: list[Tree],
    lines: tuple[int, ...],
    text: str,
    path: str,
    problems: list[Diagnostic],
) -> Iterator[RawRecord]:
    index = 0
    for place, (item, line) in enumerate(zip(items, lines, strict=True)):
        locate = YamlLocate(text, inside=(place,))
        if not isinstance(item, dict):
            message = "expected a mapping of fields in this list item"
            hint = "write 'field: value' lines"
            problems.append(problem(path, Position(line, 1), "yaml-shape", message, hint))
            continue
        yield RawRecord(path, index, line, "yaml", "", item, locate)
        index += 1


def _no_mapping(value: Tree, text: str, path: str) -> Diagnostic:
    if value is None:
        return problem(path, Position(1, 1), "empty-file", "the file holds no fields")
    at = YamlLocate(text)(())
    lines = text.split("\n")
    slip = slip_of_name(lines, min(at.line, len(lines)) - 1)
    hint = f"{slip.message}: {slip.hint}" if slip is not None else None
    return problem(path, at, "yaml-shape", "expected 'field: value' lines or a list of them", hint)
