"""`byline theme list`, `eject` and `diff`."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli import printing
from generator.cli.options import SiteOption, existing
from generator.scaffold.theming import (
    Comparison,
    accept_upstream,
    compare_with_own,
    compare_with_upstream,
    eject,
    ejectable,
    list_themes,
)

_LIST_HELP = """List the themes that the site can use; * marks the one in use.

\b
Example:
  byline theme list
"""

_EJECT_HELP = """Copy one template or static file into the site, to change it there.

The copy takes the place of the original; site.yaml stays as it is, and all other files go on
coming from the theme. Without TEMPLATE: list what can be copied.

\b
Examples:
  byline theme eject partials/paper-card.html
  byline theme eject css/50-card.css
"""

_DIFF_HELP = """Show what has changed upstream since templates were ejected.

\b
Examples:
  byline theme diff                                    after an update of Byline
  byline theme diff partials/paper-card.html --own     what this site has changed
  byline theme diff partials/paper-card.html --merged  the changes are taken over
"""

_STATES = {
    "unchanged": "unchanged upstream",
    "gone": "upstream has no such file any more",
    "unknown": "copied by hand: what it came from is not known, so there is nothing to compare",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=_LIST_HELP)(list_command)
    group.command("eject", help=_EJECT_HELP)(eject_command)
    group.command("diff", help=_DIFF_HELP)(diff_command)
    app.add_typer(
        group,
        name="theme",
        help="Themes: list them, copy a template to change it, compare it with the original.",
    )


def list_command(site: SiteOption = Path()) -> None:
    """List the themes."""
    themes = list_themes(existing(site))
    width = max((len(theme.name) for theme in themes), default=0)
    for theme in themes:
        extends = f", extends {theme.extends}" if theme.extends else ""
        text = theme.error or theme.description
        printing.say(f"{'*' if theme.is_active else ' '} {theme.name:{width}}  {theme.shown}{extends}")
        if text:
            printing.say(f"  {'':{width}}  {text}")


def eject_command(
    template: Annotated[
        str | None, typer.Argument(metavar="TEMPLATE", help="Path in the theme.", show_default=False)
    ] = None,
    site: SiteOption = Path(),
) -> None:
    """Copy one file."""
    site = existing(site)
    if template is None:
        for path in ejectable(site):
            printing.say(path)
        return
    ejected = eject(site, template)
    if ejected.new_theme:
        printing.tell(f"made {site / ejected.new_theme}, which extends the theme of the same name")
    printing.say(str(site / ejected.path))
    printing.tell(f"copied from {ejected.original}; byline theme diff will show what changes there")


def diff_command(
    template: Annotated[
        str | None,
        typer.Argument(metavar="TEMPLATE", help="One ejected file; all by default.", show_default=False),
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="Show what this site has changed instead.")] = False,
    merged: Annotated[
        bool, typer.Option("--merged", help="From now on compare with the theme as it is today.")
    ] = False,
    site: SiteOption = Path(),
) -> None:
    """Compare copies with their originals."""
    site = existing(site)
    if merged:
        for path in accept_upstream(site, template):
            printing.say(f"{path}: compared with today's original from now on")
        return
    found = compare_with_own(site, template) if own else compare_with_upstream(site, template)
    if not found:
        printing.say("no template is ejected")
    for comparison in found:
        _print_comparison(comparison, own=own)


def _print_comparison(comparison: Comparison, *, own: bool) -> None:
    if comparison.diff:
        printing.put(comparison.diff)
        return
    state = (
        "not changed by this site" if own and comparison.state == "unchanged" else _STATES[comparison.state]
    )
    printing.say(f"{comparison.path}: {state}")
