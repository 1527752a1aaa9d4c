"""What the YAML libraries complain about, in words that help."""

from generator.errors import Diagnostic, Position
from generator.formats.records import position_at, problem
from generator.formats.yaml_slips import Slip, slip_of_beginning, slip_of_name, slip_of_value

# What libyaml and PyYAML say, in part; what we say; what usually is the matter.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a second ': ' in one line",
        "put a value that holds ': ' in quotes, as in title: \"Deep: a study\"",
    ),
    (
        "tab character",
        "a tab where spaces are needed",
        "indent with spaces",
    ),
    (
        "entries are not allowed",
        "a list cannot begin in this line",
        "put each '- item' in a line of its own, or the value in quotes",
    ),
    (
        "unknown escape",
        "a backslash inside double quotes starts an escape that YAML does not know",
        "use single quotes around text with backslashes",
    ),
    (
        "decimal",  # PyYAML misspells hexadecimal digits
        "a backslash inside double quotes starts an escape that YAML does not know",
        "use single quotes around text with backslashes",
    ),
    (
        "Unicode character escape",
        "a backslash inside double quotes starts an escape that YAML does not know",
        "use single quotes around text with backslashes",
    ),
    (
        "quoted scalar",
        "a quotation mark is never closed",
        "close it, or double a ' inside single quotes",
    ),
    (
        "undefined alias",
        "text that begins with '*' means an alias in YAML",
        "put it in quotes",
    ),
    (
        "another document",
        "a second document begins here; a file holds one",
        "put a list of '- ' items in one file, or Markdown text in a .md file",
    ),
    (
        "could not find expected ':'",
        "a field's name without ':' before this line",
        "write 'name: value', and indent the later lines of a long text",
    ),
    (
        "expected ',' or",
        "a bracket is never closed",
        "close [ with ] and { with }, or put the text in quotes",
    ),
    (
        "expected key",
        "this does not belong to the lines above",
        "check the indentation; double a ' inside single quotes",
    ),
    (
        "<block end>",
        "this does not belong to the lines above",
        "check the indentation; double a ' inside single quotes",
    ),
    (
        "'-' indicator",
        "this is no item of the list above",
        "begin each item with '- ', or check the indentation",
    ),
    (
        "nested too deep",
        "values are nested too deep",
        "quote a text of many brackets",
    ),
    (
        "recursion",
        "values are nested too deep",
        "quote a text of many brackets",
    ),
)


def syntax_problem(error: Exception, text: str, path: str, first_line: int) -> Diagnostic:
    """Return the diagnostic `yaml-syntax` for what a YAML library raised.

    Args:
        error: A `yaml.YAMLError`, or a RecursionError or ValueError on its way.
        text: The document that was read.
        path: For the diagnostic.
        first_line: The file's line that the document starts on.
    """
    said = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = _error_position(error, text, first_line)
    slip = _slip(said, context, text, at.line - first_line)
    if slip is not None:
        where = Position(first_line + slip.line, slip.column)
        return problem(path, where, "yaml-syntax", slip.message, slip.hint)
    if "cannot start any token" in said:
        return _bad_start(text, at, path, first_line)
    for part, message, hint in _SYNTAX:
        if part in said or part in context:
            return problem(path, at, "yaml-syntax", message, hint)
    return problem(path, at, "yaml-syntax", said.partition("\n")[0])


_ON_NAMES = ("mapping values are not allowed", "could not find expected ':'")
_ON_VALUES = ("expected key", "<block end>", "'-' indicator")
_ON_BEGINNINGS = (
    "alphabetic or numeric",
    "undefined alias",
    "comment or line break",
    "comment or a line break",
    "mapping keys are not allowed",
)


def _slip(said: str, context: str, text: str, line: int) -> Slip | None:
    """Return the slip that a complaint is about, as far as it can be told from the lines."""
    lines = text.split("\n")
    if not 0 <= line < len(lines):
        return None
    if any(part in said or part in context for part in _ON_NAMES):
        return slip_of_name(lines, line)
    if any(part in said for part in _ON_BEGINNINGS):
        return slip_of_beginning(lines[line], line)
    if any(part in said or part in context for part in _ON_VALUES):
        return slip_of_value(lines[line], line)
    return None


def _error_position(error: Exception, text: str, first_line: int) -> Position:
    # An unclosed quotation mark or bracket is noticed far behind the place to mend.
    context = str(getattr(error, "context", None) or "")
    said = str(getattr(error, "problem", None))
    at_start = ("quoted scalar" in context and "end of stream" in said) or "flow" in context
    mark = getattr(error, "context_mark" if at_start else "problem_mark", None)
    if mark is None:
        offset = getattr(error, "position", 0)
        return position_at(text, min(offset, len(text)), first_line)
    last_line = text.rstrip("\n").count("\n")
    if mark.line > last_line:
        # Noticed at the end of the file: the last line that holds anything.
        return Position(first_line + last_line, 1)
    return Position(first_line + mark.line, mark.column + 1)


def _bad_start(text: str, at: Position, path: str, first_line: int) -> Diagnostic:
    line = text.split("\n")[at.line - first_line]
    character = line[at.column - 1 : at.column]
    if character == "\t":
        return problem(path, at, "yaml-syntax", "a tab where spaces are needed", "indent with spaces")
    message = f"a value cannot begin with '{character}'"
    return problem(path, at, "yaml-syntax", message, "put it in quotes")
