"""`byline import`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from generator.cli import printing
from generator.cli.options import SiteOption
from generator.errors import SourceError, UsageError, has_errors
from generator.importing.planning import Fate, ImportPlan, Target, find_target, plan_import
from generator.importing.reading import Imported, read_papers
from generator.importing.writing import format_diff, write_changes

_HELP = """Turn a BibTeX, CSL-JSON or RIS file into YAML, one file a paper, for you to review.

Papers that the site has are found again by DOI, arXiv id, citekey, then title and year. What is
written there stays: only missing fields are added. The diff goes to standard output.

\b
Examples:
  byline import publications.bib --dry-run     show what would change
  byline import publications.bib               write content/papers/*.yaml
  byline import new.ris --into content/papers/2026
"""


MAX_KNOWN = 20
"""Of papers that are there already so many are named."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=_HELP)(import_command)


def import_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .bib, .json, .jsonl or .ris file.")],
    into: Annotated[
        Path | None,
        typer.Option(help="Folder for new files; SITE/content/papers by default.", metavar="DIR"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the diff and write nothing.")] = False,
    site: SiteOption = Path(),
) -> None:
    """Import one file."""
    target = _target(site, into)
    imported = read_papers(file)
    if not imported.papers:
        raise SourceError(f"{file} holds no paper that can be read", imported.diagnostics)
    plan = plan_import(imported.papers, target)
    for change in plan.changes:
        printing.put(format_diff(change))
    if not dry_run:
        write_changes(plan.changes)
    printing.print_problems(imported.diagnostics, rest="")
    _print_outcomes(plan)
    _print_summary(plan, imported, dry_run=dry_run)
    if has_errors(imported.diagnostics) or any(outcome.is_problem for outcome in plan.outcomes):
        raise typer.Exit(1)


def _target(site: Path, into: Path | None) -> Target:
    if into is None and not (site / "content").is_dir():
        raise UsageError(
            f"there is no site in {'this folder' if site == Path() else site}",
            "byline new DIR --from FILE makes one; --site DIR names one; --into DIR only writes the files",
        )
    if into is not None and into.exists() and not into.is_dir():
        raise UsageError(f"--into {into} is a file, not a folder")
    return find_target(site, into)


def _print_outcomes(plan: ImportPlan) -> None:
    for outcome in plan.outcomes:
        for kept in outcome.kept:
            yours = f"'{kept.yours}'" if kept.yours else "nothing"
            printing.tell(
                f"{outcome.shown}: kept yours: {kept.field} is {yours}, the imported one '{kept.theirs}'"
            )
    noted = [outcome for outcome in plan.outcomes if outcome.note]
    # What is there already is no news after the first few.
    news = [outcome for outcome in noted if outcome.is_problem or outcome.fate is not Fate.SKIPPED]
    known = [outcome for outcome in noted if not outcome.is_problem and outcome.fate is Fate.SKIPPED]
    shown = news + known[:MAX_KNOWN]
    for outcome in shown:
        printing.tell(f"{outcome.slug}: {outcome.fate}: {outcome.note}")
    if len(noted) > len(shown):
        printing.tell(f"and {len(noted) - len(shown)} more that are skipped")


def _print_summary(plan: ImportPlan, imported: Imported, *, dry_run: bool) -> None:
    fates = Counter(outcome.fate for outcome in plan.outcomes)
    conflicts = sum(len(outcome.kept) for outcome in plan.outcomes)
    counts = [f"{fates[fate]} {fate}" for fate in (Fate.NEW, Fate.CHANGED, Fate.UNCHANGED)]
    counts += [f"{conflicts} {'conflict' if conflicts == 1 else 'conflicts'} (yours kept)"]
    counts += [f"{fates[Fate.SKIPPED]} skipped"]
    printing.tell(f"{', '.join(counts)}; {printing.count_problems(imported.diagnostics)}")
    if dry_run:
        printing.tell("nothing is written: this was a dry run")
