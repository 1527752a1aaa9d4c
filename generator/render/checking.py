"""What is wrong with the templates of a site's own themes, found before anything is rendered."""

from jinja2 import TemplateSyntaxError

from generator.errors import Diagnostic
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
