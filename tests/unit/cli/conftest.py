"""The command as a user has it: what it prints to which stream, and what it exits with."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.cli import main


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs `byline ARGUMENTS` in this process."""

    def run_command(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["byline", *map(str, arguments)])
        with pytest.raises(SystemExit) as exited:
            main()
        out, err = capfdbinary.readouterr()
        code = exited.value.code
        return Ran(code if isinstance(code, int) else 0, out.decode(), err.decode())

    return run_command


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one person and two papers."""
    site = tmp_path / "site"
    for path, text in {
        "content/site.yaml": "title: Lab\nas_of: 2026-11-22\n",
        "content/authors/ada-example.yaml": "name: Ada Example\n",
        "content/papers/slow.yaml": "title: Reading Slowly\nauthors: [Ada Example]\ndate: 2026\n",
        "content/papers/other.yaml": "title: Something Else\nauthors: [Bo Other]\ndate: 2025\n",
    }.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return site
