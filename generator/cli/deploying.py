"""`byline deploy`."""

from pathlib import Path
from typing import Annotated

import typer

from generator import deploy as deploying
from generator.cli import printing
from generator.cli.options import SiteOption, existing

_HELP = """Publish the output folder to a branch, from which GitHub Pages serves it.

Build first. The branch may hold only what Byline put there, and CNAME: anything else on it stops
the command, and nothing is ever pushed by force. Local branches and files stay as they are.

\b
Examples:
  byline build && byline deploy
  byline deploy --dry-run
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("deploy", help=_HELP)(deploy_command)


def deploy_command(
    site: SiteOption = Path(),
    output: Annotated[
        Path | None,
        typer.Option(help="The output folder; SITE/output by default.", metavar="DIR"),
    ] = None,
    branch: Annotated[
        str, typer.Option(help="The branch that the site is served from.", metavar="NAME")
    ] = deploying.BRANCH,
    remote: Annotated[
        str, typer.Option(help="The git remote to push to.", metavar="NAME")
    ] = deploying.REMOTE,
    message: Annotated[
        str, typer.Option("--message", "-m", help="Message of the commit.", metavar="TEXT")
    ] = deploying.MESSAGE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be pushed, and push nothing.")
    ] = False,
) -> None:
    """Push the output folder to a branch."""
    done = deploying.deploy(
        deploying.Deployment(
            site=existing(site),
            output=output,
            branch=branch,
            remote=remote,
            message=message,
            dry_run=dry_run,
        )
    )
    for note in done.notes:
        printing.tell(note)
    if not done.commit:
        printing.say(f"nothing to publish: {branch} has these {done.files} files already")
    else:
        verb = "would publish" if dry_run else "published"
        printing.say(f"{verb} {done.files} files to {branch} of {remote}: {_changes(done)}")
    if done.is_new and done.on_github and not dry_run:
        printing.say(
            "once, in the repository's settings on GitHub, under Pages: "
            f'"Deploy from a branch", {branch}, / (root)'
        )
    if done.address:
        printing.say(done.address)


def _changes(done: deploying.Deployed) -> str:
    return f"{done.added} added, {done.changed} changed, {done.removed} removed"
