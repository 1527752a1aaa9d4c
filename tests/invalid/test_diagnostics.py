"""What `byline check` prints about sources that are wrong, to the letter.

A case is a folder with `content/` (and `themes/`) and `diagnostics.txt`. What no repository can
hold on every computer, such as names that differ only in case, is made when the test runs, and so is
a theme without anything in it, so that the real one can change freely.
`pytest --rewrite-golden` writes the texts anew.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.app import app, register

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "content" / "pages" / "guide" / "troubleshooting.md"
CASES = sorted(path.name for path in HERE.iterdir() if (path / "content").is_dir())

PAPER = "title: Reading Papers Slowly\nauthors: [Ada Example]\ndate: 2026-03-01\nabstract: About reading.\n"

NOT_SHOWN_HERE = {
    "unreadable-file": "the tests may run as root, who may read everything",
    "ris-syntax": "no source is RIS: `byline import` reads it",
    "novelty-needs-numpy": "numpy is there when the tests run",
    **dict.fromkeys(
        (
            "bad-cname",
            "host-count",
            "host-dotfile",
            "host-name",
            "host-size",
            "host-url",
            "insecure-content",
            "missing-nojekyll",
            "root-link",
        ),
        "only `check --target` reports it: see tests/unit/test_targets.py",
    ),
}
"""Codes of the guide that no case can show, with the reason."""


def make_encodings(content: Path) -> None:
    """Write papers as bytes that are not plain UTF-8 text."""
    papers = content / "papers"
    latin = PAPER.replace("About reading", "Über das Lesen")
    for name, data in (
        ("latin-1.yaml", latin.encode("latin-1")),
        ("utf-16.yaml", latin.encode("utf-16")),
        ("with-mark.yaml", latin.replace("Slowly", "with a Mark").encode("utf-8-sig")),
        ("nul.yaml", PAPER.replace("Slowly", "Slo\0wly").encode()),
        ("empty.yaml", b""),
        ("blank.md", b" \n\n"),
        ("control.yaml", PAPER.replace("Slowly", "over\x0cPages\x07").encode()),
        ("cut.bib", "@article{a, title = {Käse}}".encode()[:23]),
    ):
        (papers / name).write_bytes(data)


def make_twins(content: Path) -> None:
    """Write files whose names some systems cannot tell apart, and links that lead elsewhere."""
    papers = content / "papers"
    for name in ("Slow.yaml", "slow.yaml", "caf\u00e9.yaml", "cafe\u0301.yaml"):
        (papers / name).write_text(PAPER.replace("Slowly", f"{len(name)} {name[0]}"), encoding="utf-8")
    (papers / "outside.yaml").symlink_to("/etc/passwd")
    (papers / "nowhere.yaml").symlink_to("gone.yaml")
    (papers / os.fsdecode(b"caf\xe9.yaml")).write_text(PAPER, encoding="utf-8")
    (papers / "line\nend.yaml").write_text(PAPER, encoding="utf-8")
    (content / "static").mkdir(exist_ok=True)
    (content / "static" / "back\\slash.txt").write_text("text", encoding="utf-8")


def make_bombs(content: Path) -> None:
    """Write sources that are small but would grow, and one that is large."""
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    bomb = "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x]", *levels, "title: *a11\n"])
    papers = content / "papers"
    (papers / "bomb.yaml").write_text(bomb, encoding="utf-8")
    (papers / "deep.yaml").write_text(f"title: {'[' * 5000}{']' * 5000}\n", encoding="utf-8")
    (papers / "name.yaml").write_text(f"title: A Long Name\nauthors: [{'A' * 600}]\n", encoding="utf-8")
    (papers / "long.yaml").write_text(f"title: {'very ' * 100_000}long\n", encoding="utf-8")


MADE: dict[str, Callable[[Path], None]] = {
    "encodings": make_encodings,
    "twin-paths": make_twins,
    "beyond-measure": make_bombs,
}


@pytest.mark.parametrize("case", CASES)
def test_check_prints_exactly_what_is_expected_of(case: str, tmp_path: Path, rewrite_golden: bool) -> None:
    if case in MADE and sys.platform in ("darwin", "win32"):
        pytest.skip("the case needs file names and links as Linux has them")
    site = tmp_path / "site"
    shutil.copytree(HERE / case, site)
    if case in MADE:
        MADE[case](site / "content")
    bare = site / "themes" / "default"
    bare.mkdir(parents=True)
    (bare / "theme.yaml").write_text("name: default\n", encoding="utf-8")
    before = sorted(site.rglob("*"))

    register(("check",))
    result = CliRunner().invoke(app, ["check", "--site", str(site)], catch_exceptions=False)

    expected = HERE / case / "diagnostics.txt"
    if rewrite_golden:
        expected.write_text(result.output, encoding="utf-8")
    assert result.output == expected.read_text(encoding="utf-8")
    assert result.exit_code == int(": error[" in result.output)
    assert sorted(site.rglob("*")) == before


def test_every_code_of_the_guide_is_shown_by_some_case() -> None:
    rows = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    documented = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    texts = [(HERE / case / "diagnostics.txt").read_text(encoding="utf-8") for case in CASES]
    shown = set(re.findall(r": (?:error|warning|note)\[([a-z-]+)\]", "\n".join(texts)))

    assert documented - shown == set(NOT_SHOWN_HERE)
