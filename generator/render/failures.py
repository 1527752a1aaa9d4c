"""A template that fails: said as one diagnostic with the template's path and line."""

import difflib
import re
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from generator.errors import Diagnostic, Severity, SourceError

_NO_ATTRIBUTE = re.compile(r"'(?P<owner>[\w.]+) object' has no attribute '(?P<name>\w+)'")
_NO_NAME = re.compile(r"'(?P<name>\w+)' is undefined")


class ThemeError(SourceError):
    """A theme's template cannot be read or does not fit the view it is given."""


class UnknownTextError(LookupError):
    """A template asks for an interface text that no theme of its line has."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the theme has no text '{key}'; texts stand under 'strings' in theme.yaml")


class EndlessLoopError(OverflowError):
    """A template counts further than any page needs."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the template counts beyond {most:,} with range(): a loop without end")


def theme_error(path: str, line: int, message: str, hint: str | None = None) -> ThemeError:
    """Return the exception that carries one `theme-template` diagnostic."""
    found = Diagnostic(path, line, 1, Severity.ERROR, "theme-template", message, hint)
    return ThemeError(f"the template {path} cannot be used", (found,))


def explain(
    error: Exception, started: str, paths: frozenset[str], template_names: tuple[str, ...]
) -> ThemeError:
    """Return what a failure inside a template means to the theme's author.

    Args:
        error: What the template engine raised.
        started: Shown path of the template that was asked for, used when no line is known.
        paths: Shown paths of all templates of the theme.
        template_names: Names that `include` and `extends` could mean, for suggestions.
    """
    if isinstance(error, TemplateSyntaxError):
        return theme_error(error.filename or started, error.lineno, _sentence(error.message or ""))
    path, line = _place(error.__traceback__, paths) or (started, 1)
    if isinstance(error, TemplateNotFound):
        name = str(error.name or error)
        return theme_error(path, line, f"there is no template '{name}'", _suggest(name, template_names))
    if isinstance(error, UndefinedError):
        return theme_error(path, line, *_undefined(str(error), error))
    if isinstance(error, UnknownTextError | EndlessLoopError):
        return theme_error(path, line, str(error))
    if isinstance(error, RecursionError):
        hint = 'a template that extends its own name must write "parent/NAME.html"'
        return theme_error(path, line, "the template includes or extends itself without end", hint)
    return theme_error(path, line, _sentence(f"{type(error).__name__}: {error}"))


def _place(trace: TracebackType | None, paths: frozenset[str]) -> tuple[str, int] | None:
    """Return the innermost line of a template in a traceback."""
    found = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path in paths:
            found = (path, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _undefined(message: str, error: UndefinedError) -> tuple[str, str | None]:
    if match := _NO_ATTRIBUTE.search(message):
        view = match["owner"].rpartition(".")[2]
        known = _fields_of(view)
        said = f"{view} has no field '{match['name']}'"
        return said, _suggest(match["name"], known)
    if match := _NO_NAME.search(message):
        hint = "templates see page, meta, site, cards, options and t: see the guide's page Themes"
        return f"nothing is called '{match['name']}' here", hint
    return _sentence(message), None


def _fields_of(view: str) -> tuple[str, ...]:
    from generator.pages import views

    return tuple(getattr(getattr(views, view, None), "__struct_fields__", ()))


def _suggest(name: str, known: tuple[str, ...]) -> str | None:
    found = difflib.get_close_matches(name, known, 1)
    return f"did you mean '{found[0]}'?" if found else None


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
