"""A build that was killed while it published is completed by the next command, errors or not."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.pipeline import Request, build
from generator.pipeline.resident import Resident

KILLED = 77


def written(site: Path, text: str) -> None:
    (site / "content" / "papers").mkdir(parents=True, exist_ok=True)
    (site / "content" / "site.yaml").write_text(f"title: {text}\nas_of: 2026-11-22\n", encoding="utf-8")
    for number in range(3):
        paper = site / "content" / "papers" / f"p{number}.yaml"
        paper.write_text(
            f"title: {text} {number}\nauthors: [Ada Example]\ndate: 2026-01-01\n", encoding="utf-8"
        )


def tree(output: Path) -> dict[str, bytes]:
    return {str(p.relative_to(output)): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


def killed_while_publishing(request: Request) -> None:
    """Build in a child that dies when a few files of the new site are in place."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
        return
    log = request.output_folder.parent / ".output.byline" / "redo.json"
    moved: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.rename" and log.exists() and str(request.output_folder) in str(arguments[1]):
            moved.append(str(arguments[1]))
            if len(moved) > 4:
                os._exit(KILLED)

    try:
        sys.addaudithook(watch)
        build(request)
    finally:
        os._exit(1)


def build_once(request: Request) -> None:
    with pytest.raises(SourceError):
        build(request)


def preview_once(request: Request) -> None:
    assert Resident(request).rebuild().published is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that dies")
@pytest.mark.parametrize("next_command", [build_once, preview_once])
def test_an_error_in_the_sources_does_not_keep_a_mixture(
    tmp_path: Path, next_command: Callable[[Request], None]
) -> None:
    site = tmp_path / "site"
    written(site, "Old")
    build(Request(site, jobs=1))
    written(site, "New")
    shutil.copytree(site / "content", tmp_path / "clean" / "content")
    build(Request(tmp_path / "clean", jobs=1))
    wanted = tree(tmp_path / "clean" / "output")

    killed_while_publishing(Request(site, jobs=1))
    assert tree(site / "output") != wanted
    (site / "content" / "papers" / "bad.yaml").write_text("titel: x\n", encoding="utf-8")
    next_command(Request(site, jobs=1))
    assert tree(site / "output") == wanted
