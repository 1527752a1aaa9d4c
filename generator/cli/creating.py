"""`byline new`."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from generator.cli import printing
from generator.errors import has_errors
from generator.scaffold.creating import BIBLIOGRAPHY, Created, create_site
from generator.scaffold.requirement import checked_requirement, own_requirement, released_requirement

_HELP = """Make a folder with a site that builds at once.

Without --from it has an example author and three example papers, marked as such. With --from it
starts from your own papers: a .bib file is kept as it is, so that you can export it again later;
CSL-JSON and RIS become one YAML file a paper. The most frequent author gets the home page.

Its workflow for GitHub Pages installs what requirements.txt names: this Byline, from where it came,
unless --requirement says otherwise.

\b
Examples:
  byline new my-site
  byline new my-site --from publications.bib
  byline new my-site --requirement "byline @ git+https://github.com/NAME/byline"
  byline build --site my-site        and open my-site/output/index.html
"""

_UNKNOWN = " once that is released; until then name a wheel or a repository in requirements.txt"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new", help=_HELP)(new_command)


def new_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.")],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="A .bib, .json, .jsonl or .ris file with your papers."),
    ] = None,
    requirement: Annotated[
        str | None,
        typer.Option(metavar="LINE", help="What pip installs to build the site elsewhere."),
    ] = None,
) -> None:
    """Make a site."""
    installed = own_requirement() if requirement is None else checked_requirement(requirement)
    created = create_site(folder, source, datetime.now().astimezone().date(), installed)
    printing.print_problems(created.diagnostics)
    printing.say(f"made {folder}: {len(created.files)} files")
    if source is not None:
        _print_imported(created, source)
    line = installed or released_requirement()
    printing.say(f"its workflow installs {line}{'' if installed else _UNKNOWN}")
    home = folder / "output" / "index.html"
    printing.say(f"next: byline build --site {shlex.quote(str(folder))}, then open {home}")
    if has_errors(created.diagnostics):
        printing.tell(
            "the site is there, but does not build before these errors are mended "
            "(or with byline build --keep-going, without the broken records)"
        )
        raise typer.Exit(1)


def _print_imported(created: Created, source: str) -> None:
    papers = f"{created.papers} paper{'' if created.papers == 1 else 's'}"
    where = BIBLIOGRAPHY if BIBLIOGRAPHY in created.files else "content/papers/, one file each"
    printing.say(f"{papers} of {source} in {where}")
    if created.author is None:
        printing.say("no person could be made out; add a file to content/authors/ for a profile")
        return
    also = ", ".join(alias.display for alias in created.author.aliases)
    printing.say(
        f"the home page is the profile of {created.author.name.display}, the most frequent author "
        f"({created.author.papers} of {papers}{f'; also as {also}' if also else ''}); "
        "change owner in content/site.yaml if that is someone else"
    )
