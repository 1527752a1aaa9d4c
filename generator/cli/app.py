"""The `byline` command: its subcommands, and the one place where failures become exit codes."""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from generator import __version__
from generator.cli import printing
from generator.errors import BylineError, SourceError

app = typer.Typer(
    name="byline",
    help="Turn YAML, Markdown and BibTeX files about authors and papers into a static site.",
    epilog="Start with: byline new my-site && byline build --site my-site",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        printing.say(f"byline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Turn YAML, Markdown and BibTeX files about authors and papers into a static site."""


MODULES = {
    "new": "creating",
    "build": "building",
    "check": "building",
    "serve": "serving",
    "import": "importing",
    "export": "exporting",
    "schema": "exporting",
    "explain": "explaining",
    "theme": "theming",
    "deploy": "deploying",
}
"""Which module of this package has a command, in the order that `--help` lists them."""


_registered: dict[str, None] = {}


def register(arguments: Sequence[str]) -> None:
    """Add the command that is asked for: a build should not load what imports and deploys."""
    asked = MODULES.get(next((a for a in arguments if not a.startswith("-")), ""))
    for name in [asked] if asked else dict.fromkeys(MODULES.values()):
        if name not in _registered:
            _registered[name] = None
            import_module(f"generator.cli.{name}").register(app)


def _fill_standard_streams() -> None:
    """Let streams that the caller has closed lead nowhere, or the next file opened would be one of them."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  # as long as the process


def main() -> NoReturn:
    """Run the command and exit: 0 fine, 1 problems in the sources, 2 wrong usage, 3 the world failed."""
    _fill_standard_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file's name that is not UTF-8, or a terminal that is not, must not end the command.
            stream.reconfigure(errors="backslashreplace")
    try:
        register(sys.argv[1:])
        app(standalone_mode=True)
    except SourceError as error:
        printing.print_problems(error.diagnostics)
        printing.complain(str(error))
        sys.exit(error.exit_code)
    except BylineError as error:
        printing.complain(str(error), error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        printing.complain("interrupted; the output is as it was")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: nothing is wrong, and nothing can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        printing.complain(f"{error.strerror or error}{where}")
        sys.exit(3)
    sys.exit(0)
