"""`byline explain`."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli import printing
from generator.cli.options import SiteOption, existing
from generator.explain import explain
from generator.pipeline import Request, measured


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain_command)


def explain_command(
    subject: Annotated[str, typer.Argument(help="Slug of a person or a paper, or a person's name.")],
    metric: Annotated[str | None, typer.Argument(help="One metric, such as h_index; all by default.")] = None,
    site: SiteOption = Path(),
) -> None:
    """Say how a number came about: its inputs, formula, source and date.

    Example: byline explain zhuowen-han h_index
    """
    corpus, measures, show = measured(Request(site=existing(site)))
    printing.write(explain(corpus, measures, subject, metric, show=show))
