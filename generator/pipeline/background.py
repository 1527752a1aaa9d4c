"""Loads the background papers that a site's `metrics.novelty.background` names."""

import os
from pathlib import Path

from generator.config import SITE_FILE, locate_in_config
from generator.errors import Diagnostic, Severity
from generator.formats.decoding import decode
from generator.metrics.background import BackgroundPaper, parse_background
from generator.schema.site import Site


def load_background(folder: Path, site: Site) -> tuple[tuple[BackgroundPaper, ...], tuple[Diagnostic, ...]]:
    """Return the background papers of a site, none when it names no file.

    Args:
        folder: The site's folder; the file is looked for below `content/`.
    """
    named = site.metrics.novelty.background
    if not named or not site.metrics.novelty.enabled:
        return (), ()
    path = f"content/{named}"
    file = folder / path
    # Path.resolve() fails for a link that leads to itself.
    inside = os.path.realpath(file).startswith(os.path.realpath(folder / "content") + os.sep)
    if not inside or not file.is_file():
        line, column = locate_in_config(folder, ("metrics", "novelty", "background"))
        message = f"metrics.novelty.background: there is no file {path}"
        return (), (Diagnostic(SITE_FILE, line, column, Severity.ERROR, "missing-file", message),)
    text, problems = decode(file.read_bytes(), path)
    if text is None:
        return (), problems
    papers, found = parse_background(text, path)
    return papers, (*problems, *found)
