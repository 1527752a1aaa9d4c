"""`byline serve`."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli import printing
from generator.cli.options import SiteOption, existing
from generator.errors import Diagnostic, Severity
from generator.installation import keep_out_of_git
from generator.pipeline import Request

if TYPE_CHECKING:
    from generator.pipeline.resident import Rebuilt

DRAFTS = Path(".byline", "drafts")
"""Where a preview with drafts goes, below the site: the output folder stays fit to be published."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve_command)


def serve_command(
    site: SiteOption = Path(),
    host: Annotated[
        str, typer.Option(help="Where to listen; 0.0.0.0 lets other machines see the preview.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; the next free one if it is taken.")
    ] = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Show drafts too; the output folder is left alone.")
    ] = False,
) -> None:
    """Preview the site in a browser that follows every save.

    Rebuilds what changed whenever a file of the sources or of the theme is saved. An error in the
    sources shows over the last good page, and goes when it is mended. Ctrl-C ends it.
    """
    # The server brings libraries along that no other command needs.
    from generator.serve import Settings, serve

    folder = existing(site)
    request = Request(site=folder, output=_drafts_folder(folder) if drafts else None, drafts=drafts)
    opener = _open if open_browser else None
    serve(request, Settings(host, port, opener), _Terminal(), printing.progress)


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        printing.tell(f"no browser could be opened: go to {address}")


def _drafts_folder(site: Path) -> Path:
    folder = site / DRAFTS.parent
    folder.mkdir(exist_ok=True)
    keep_out_of_git(folder)
    return site / DRAFTS


class _Terminal:
    """Says on the terminal what the preview does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._problems: tuple[Diagnostic, ...] = ()
        self._said = ""
        self._has_built = False

    def serving(self, address: str, taken_port: int | None) -> None:
        """Say where the preview is."""
        with self._lock:
            if taken_port is not None:
                printing.tell(f"port {taken_port} is taken by another program, so this is another one:")
            printing.tell(f"serving {address} (Ctrl-C ends it)")

    def rebuilt(self, rebuilt: "Rebuilt") -> None:
        """Say what a rebuild did, and the problems that are new since the last one."""
        with self._lock:
            self._said = ""
            problems = tuple(p for p in rebuilt.diagnostics if p.severity is not Severity.NOTE)
            is_new = problems != self._problems
            printing.print_problems(p for p in problems if p not in self._problems)
            self._problems = problems
            if any(problem.severity is Severity.ERROR for problem in problems):
                if is_new:
                    printing.tell("not rebuilt: the browser shows the errors over the last good page")
                return
            published = rebuilt.published
            written, removed = (published.written, published.removed) if published else (0, 0)
            if written or removed or is_new or not self._has_built:
                seconds = sum(rebuilt.seconds.values())
                did = f"{written} written, {removed} removed in {seconds:.2f} s"
                printing.tell(f"{did}; {printing.count_problems(problems)}")
            self._has_built = True

    def failed(self, message: str, hint: str | None) -> None:
        """Say what stands in the way, once while it is the same."""
        with self._lock:
            if message != self._said:
                self._said = message
                printing.complain(message, hint)
