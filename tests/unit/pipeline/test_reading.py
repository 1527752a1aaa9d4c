"""What a file is noted to be made from is no more than it shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pages.planning import Plan
from generator.pages.routes import Route
from generator.pages.texts import TEXTS, sitemap_files
from generator.pipeline import Request, examine
from generator.pipeline.reading import Reader, changed_facts, noting

PAPER = "title: Slow\nauthors: [Ada Example]\nabstract: On trees.\ndate: 2026-01-01\n"


def plan_of(folder: Path, paper: str = PAPER) -> Plan:
    for name, text in (
        ("site.yaml", "title: Lab\nas_of: 2026-11-22\nurl: https://example.org/\n"),
        ("papers/fast.yaml", "title: Fast\nauthors: [Ada Example]\ndate: 2025-01-01\n"),
        ("papers/slow.yaml", paper),
    ):
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    plan = examine(Request(site=folder, jobs=1)).plan
    assert plan is not None
    return plan


def sitemap(plan: Plan, reader: Reader) -> object:
    return sitemap_files(noting(plan.context, reader), plan.pages)


def site_json(plan: Plan, reader: Reader) -> object:
    return TEXTS["api-site"](noting(plan.context, reader), Route("api-site", "", "api/v1/site.json"))


@pytest.mark.parametrize("make", [sitemap, site_json])
@pytest.mark.parametrize(
    ("before", "after", "is_reached"),
    [
        ("On trees.", "On rivers.", {"sitemap": False, "site_json": False}),
        ("Slow", "Slowly", {"sitemap": False, "site_json": True}),
        ("2026-01-01", "2026-02-02", {"sitemap": True, "site_json": True}),
        ("[Ada Example]", "[Bo Other]", {"sitemap": False, "site_json": True}),
    ],
)
def test_lists_of_all_papers_are_reached_by_what_they_show(
    tmp_path: Path,
    make: Callable[[Plan, Reader], object],
    before: str,
    after: str,
    is_reached: dict[str, bool],
) -> None:
    plan, reader = plan_of(tmp_path), Reader()
    text, facts = reader.made(lambda: make(plan, reader))
    changed = plan_of(tmp_path, PAPER.replace(before, after))
    found = changed_facts(plan.context, changed.context)
    assert found is not None
    assert found.isdisjoint(facts) != is_reached[make.__name__]
    assert (make(changed, Reader()) != text) <= is_reached[make.__name__]
