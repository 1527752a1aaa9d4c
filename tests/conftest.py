"""What tests of whole sites share: the command as a user runs it, sites, and one switch."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main
from generator.pipeline import Request, build

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


Byline = Callable[..., Finished]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite-golden`."""
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what tests/golden and tests/invalid expect anew; look at the difference before a commit",
    )


@pytest.fixture(scope="session")
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def byline(monkeypatch: pytest.MonkeyPatch) -> Byline:
    """Runs `byline ARGUMENTS` in this process; an exception that a user would see fails the test."""

    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Finished:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code = 0
        with monkeypatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.setattr(sys, "argv", ["byline", *map(str, arguments)])
            here.chdir(cwd or Path.cwd())
            for name, value in environment.items():
                here.setenv(name, value)
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        texts = (stream.buffer.getvalue().decode() for stream in (out, err))
        return Finished(code, *texts)

    return run


@pytest.fixture(scope="session")
def byline_process() -> Byline:
    """Runs `byline ARGUMENTS` in a process of its own, where warnings of our own code are errors."""

    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Finished:
        done = subprocess.run(
            [sys.executable, "-W", "error:::generator", "-m", "generator", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run


def site_from(content: Path, folder: Path) -> Path:
    """Return a new site with a copy of some sources."""
    shutil.copytree(content, folder / "content")
    return folder


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the sample site, which has no address of its own."""
    site = site_from(ROOT / "content", tmp_path_factory.mktemp("sample"))
    build(Request(site=site, jobs=1))
    return site / "output"


@pytest.fixture(scope="session")
def lab_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a lab with every kind of page, on the default theme, with an address."""
    site = site_from(ROOT / "tests" / "golden" / "lab" / "content", tmp_path_factory.mktemp("lab"))
    build(Request(site=site, jobs=1, theme="default"))
    return site / "output"


@pytest.fixture(scope="session")
def author_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one author's site where every field has a value, on the default theme."""
    site = site_from(ROOT / "tests" / "golden" / "author" / "content", tmp_path_factory.mktemp("author"))
    build(Request(site=site, jobs=1, theme="default"))
    return site / "output"


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A site of one person and two papers, to change and to break."""
    site = tmp_path / "site"
    paper = "title: Reading {}\nauthors: [Ada Example]\ndate: 2026-01-01\nabstract: About reading.\n"
    for path, text in {
        "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\n",
        "authors/ada-example.yaml": "name: Ada Example\n",
        "papers/slow.yaml": paper.format("Slowly"),
        "papers/fast.yaml": paper.format("Fast"),
        "static/note.txt": "a note\n",
    }.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return site
