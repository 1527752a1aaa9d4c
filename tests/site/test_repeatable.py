"""The same sources give the same bytes, wherever, however and with how many workers they are built."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tree(output: Path) -> dict[str, bytes]:
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def copy_of(content: Path, folder: Path) -> Path:
    shutil.copytree(content, folder / "content")
    return folder


@pytest.mark.parametrize(
    "content", [ROOT / "content", ROOT / "tests" / "golden" / "lab" / "content"], ids=["sample", "lab"]
)
def test_workers_hash_seed_zone_locale_and_folder_change_no_byte(
    content, tmp_path: Path, byline_process
) -> None:
    here = copy_of(content, tmp_path / "one")
    there = copy_of(content, tmp_path / "a longer path" / "Größe" / "two")
    theme = ("--theme", "default")

    first = byline_process(
        "build", *theme, "--site", here, "--jobs", 1, PYTHONHASHSEED="0", TZ="UTC-14", LC_ALL="C"
    )
    second = byline_process(
        "build", *theme, "--jobs", 2, cwd=there, PYTHONHASHSEED="4711", TZ="UTC+12", LC_ALL="C.UTF-8"
    )

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    cold = tree(here / "output")
    assert "index.html" in cold
    assert cold == tree(there / "output")

    warm = byline_process("build", *theme, "--site", here, "--jobs", 2, PYTHONHASHSEED="1")
    assert "0 written" in warm.stdout
    assert tree(here / "output") == cold

    anew = byline_process("build", *theme, "--site", here, "--clean", "--jobs", 2, PYTHONHASHSEED="2")
    assert " 0 kept" in anew.stdout
    assert tree(here / "output") == cold


def test_ages_are_taken_at_the_sites_own_date_the_options_or_the_epochs(
    small_site: Path, tmp_path: Path, byline
) -> None:
    settings = small_site / "content" / "site.yaml"
    settings.write_text("title: The Example Lab\n", encoding="utf-8")

    def footer(*arguments: str, **environment: str) -> str:
        done = byline("build", "--site", small_site, *arguments, **environment)
        assert done.returncode == 0, done.stderr
        return (small_site / "output" / "index.html").read_text(encoding="utf-8")

    assert 'datetime="2020-09-13"' in footer(SOURCE_DATE_EPOCH="1600000000")
    assert 'datetime="2021-02-03"' in footer("--as-of", "2021-02-03", SOURCE_DATE_EPOCH="1600000000")
    settings.write_text("title: The Example Lab\nas_of: 2022-03-04\n", encoding="utf-8")
    assert 'datetime="2022-03-04"' in footer(SOURCE_DATE_EPOCH="1600000000")
