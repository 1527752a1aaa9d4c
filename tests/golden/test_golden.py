"""Whole small sites on a plain theme, against what they must become, to the letter.

A case is a folder with `content/` and `expected/`. `expected/FILES` lists every path of the output
but for the theme's own; binary files stand there with a digest. The texts that a case is about
stand beside it in full. `pytest --rewrite-golden` writes all of it anew.
"""

import hashlib
import shutil
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from generator.pipeline import Request, build

HERE = Path(__file__).parent
PLAIN = HERE.parent / "themes" / "plain"

IN_FULL: dict[str, tuple[str, ...]] = {
    "author": (
        "index.html",
        "about.html",
        "papers/reading-slowly.*",
        "authors/ada-example.*",
        "cv/ada-example.html",
        "news/*award.html",
        "api/v1/authors/ada-example.json",
        "api/v1/papers/reading-slowly.json",
        "feed.*",
        "sitemap.xml",
        "404.html",
        "robots.txt",
    ),
    "lab": (
        "*.html",
        "join/*",
        "news/*",
        "projects/*",
        "papers/index.html",
        "venues/journal-of-slow-reading.html",
        "venues/jsl.html",
        "years/2026.html",
        "api/v1/site.json",
        "api/v1/projects/*",
        "authors/guest-author.html",
    ),
    "library": (
        "papers/*.bib",
        "papers/*.ris",
        "papers/*.csl.json",
        "papers/muller2024pencils.html",
        "publications.*",
        "api/v1/papers/recent.json",
    ),
    "versions": (
        "papers/*",
        "people/*",
        "~ada/*",
        "pub/*",
        "old/*",
        "feed.xml",
        "api/v1/papers/slow-journal.json",
        "sitemap.xml",
    ),
    "names": ("authors/wei-li*.html", "papers/index.html", "papers/many.html", "api/v1/site.json"),
    "metrics-none": ("index.html", "papers/one.html", "api/v1/authors/*", "api/v1/papers/one.json"),
    "metrics-counts": ("index.html", "papers/one.html", "api/v1/authors/*", "api/v1/papers/one.json"),
    "metrics-hidden": ("index.html", "papers/one.html", "api/v1/authors/*", "api/v1/papers/one.json"),
}
"""What of a case's output is compared in full."""

OF_THE_THEME = ("assets/*", "api/v1/schemas/*", "embed.js", "embed/*.js", "search/*")
"""What says nothing about a case, or has tests of its own."""

DRAWN = ("*.webp", "previews/*.png", "og/*.png")
"""Pictures whose bytes depend on the version of the library that makes them."""


def is_one_of(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def files_of(output: Path) -> dict[str, bytes]:
    found = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {path: found[path].read_bytes() for path in sorted(found) if not is_one_of(path, OF_THE_THEME)}


def is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def listing(files: dict[str, bytes]) -> str:
    lines = []
    for path, data in files.items():
        mark = "" if is_text(data) or is_one_of(path, DRAWN) else f"  {hashlib.sha256(data).hexdigest()[:16]}"
        lines.append(path + mark)
    return "".join(f"{line}\n" for line in lines)


def shown(case: str, output: Path) -> dict[str, bytes]:
    """What is compared: the list of files, and the texts that the case is about."""
    files = files_of(output)
    texts = {path: data for path, data in files.items() if is_one_of(path, IN_FULL[case]) and is_text(data)}
    return {"FILES": listing(files).encode(), **texts}


def rewrite(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.mark.parametrize("case", sorted(IN_FULL))
def test_a_site_becomes_exactly_what_is_expected(case: str, tmp_path: Path, rewrite_golden: bool) -> None:
    site = tmp_path / case
    shutil.copytree(HERE / case / "content", site / "content")
    shutil.copytree(PLAIN, site / "themes" / "plain")

    build(Request(site=site, jobs=1))

    made = shown(case, site / "output")
    expected = HERE / case / "expected"
    if rewrite_golden:
        rewrite(expected, made)
    wanted = {p.relative_to(expected).as_posix(): p for p in sorted(expected.rglob("*")) if p.is_file()}
    assert sorted(made) == sorted(wanted)
    for path, file in wanted.items():
        assert made[path].decode() == file.read_bytes().decode(), path


def test_every_case_has_a_folder_and_every_folder_a_case() -> None:
    assert sorted(IN_FULL) == sorted(p.name for p in HERE.iterdir() if (p / "content").is_dir())


@pytest.mark.parametrize("case", ["metrics-none", "metrics-counts", "metrics-hidden"])
def test_what_is_switched_off_stands_in_no_file_at_all(case: str, tmp_path: Path) -> None:
    site = tmp_path / case
    shutil.copytree(HERE / case / "content", site / "content")
    shutil.copytree(PLAIN, site / "themes" / "plain")

    build(Request(site=site, jobs=1))

    hidden = {
        "metrics-none": ("h-index", "AI Score", "43.4", 'citations": [{', "29 ", ">12<"),
        "metrics-counts": ("h-index", 'h_index": [{', "AI Score", "43.4"),
        "metrics-hidden": ("h-index 11", "AI Score 58", '"value": 11', '"value": 58'),
    }[case]
    texts = {path: data.decode() for path, data in files_of(site / "output").items() if is_text(data)}
    assert [(path, word) for path, text in texts.items() for word in hidden if word in text] == []
