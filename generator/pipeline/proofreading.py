"""What is wrong between the parts of a site: links without a target, files that want one path."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.config import locate_in_config
from generator.errors import Diagnostic, Position
from generator.model import Origin
from generator.pages.dead_links import dead_links
from generator.pages.planning import Plan
from generator.render.checking import asset_collisions
from generator.themes import Theme


def proofread(site: Path, theme: Theme, plan: Plan) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Return the problems that show once it is known which files the output has.

    Of two files that want one path the plan that comes back holds the theme's.
    """

    def find_nav(index: int) -> Position:
        return locate_in_config(site, ("nav", index))

    collisions = asset_collisions(theme, plan.static)
    if collisions:
        refused = {problem.path for problem in collisions}
        plan = replace(plan, static=tuple(file for file in plan.static if file.source not in refused))
    return plan, (*collisions, *dead_links(plan, partial(find_text, site), find_nav))


def find_text(site: Path, origin: Origin, text: str, nth: int) -> Position:
    """Return where a text stands in a record's file for the nth time, from 0; else the record's place.

    The file is read again, so this is for problems only.
    """
    try:
        lines = (site / origin.path).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError:
        return Position(origin.line, 1)
    for number, line in enumerate(lines[origin.line - 1 :], start=origin.line):
        found = -1
        while (found := line.find(text, found + 1)) >= 0:
            if nth == 0:
                return Position(number, found + 1)
            nth -= 1
    return Position(origin.line, 1)
