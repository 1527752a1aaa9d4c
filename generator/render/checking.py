"""What is wrong with the templates of a site's own themes, found before anything is rendered."""

from collections.abc import Iterable

from jinja2 import TemplateSyntaxError

from generator.errors import Diagnostic, Severity
from generator.model import StaticFile
from generator.render.assets import asset_paths
from generator.render.environment import environment_of
from generator.render.failures import explain
from generator.themes import BUILT_IN, Theme


def template_problems(theme: Theme) -> tuple[Diagnostic, ...]:
    """Return an error for each template of the theme, or of a parent, that cannot be parsed.

    Templates that came with Byline are not looked at. What a template does wrong with a view, such
    as naming a field that is not there, shows only when it is rendered.
    """
    environment = environment_of(theme)
    found: list[Diagnostic] = []
    for level in theme.levels:
        if level.shown.startswith(BUILT_IN):
            continue
        for name, text in level.templates:
            if not name.endswith(".html"):
                continue
            path = f"{level.shown}/templates/{name}"
            try:
                environment.compile(text, name, path, raw=True)
            except TemplateSyntaxError as error:
                found += explain(error, path, frozenset(), ()).diagnostics
    return tuple(found)


def asset_collisions(theme: Theme, static: Iterable[StaticFile]) -> tuple[Diagnostic, ...]:
    """Return an error for each file of the site's own that wants the path of a file of the theme."""
    taken = {path.casefold(): (path, source) for path, source in asset_paths(theme)}
    found = []
    for file in static:
        if file.path.casefold() in taken:
            path, source = taken[file.path.casefold()]
            same = "the same path" if path == file.path else f"'{path}'"
            message = f"'{file.path}' of {file.source} and {same} of the theme ({source}) are one file"
            hint = "rename it; styles of your own belong into content/static/custom.css"
            problem = Diagnostic(file.source, 1, 1, Severity.ERROR, "path-collision", message, hint)
            found.append(problem)
    return tuple(found)
