from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]

BIB = """@article{new2026, title={Brand New}, author={Example, Ada}, year=2026}
@article{slow, title={Reading slowly}, author={Example, Ada}, year=2026, volume=3}
"""


def bib(folder: Path, text: str = BIB) -> Path:
    file = folder / "in.bib"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_diff_goes_to_standard_output_and_the_talk_to_standard_error(
    run: Run, site: Path, tmp_path: Path
) -> None:
    code, out, err = run("import", bib(tmp_path), "--site", site)
    assert code == 0
    assert out.startswith("--- ")
    assert "+++ b/content/papers/new2026.yaml" in out
    assert "+volume: 3" in out
    assert (
        "content/papers/slow.yaml: kept yours: title is 'Reading Slowly', the imported one 'Reading slowly'"
        in err
    )
    assert "1 new, 1 changed, 0 unchanged, 1 conflict (yours kept), 0 skipped; no problems" in err
    assert (site / "content/papers/new2026.yaml").exists()


def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, site: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    code, dry, err = run("import", bib(tmp_path), "--site", site, "--dry-run")
    assert code == 0
    assert "nothing is written" in err
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before
    assert run("import", bib(tmp_path), "--site", site)[1] == dry


def test_a_broken_entry_is_named_the_rest_is_imported_and_the_exit_code_tells(
    run: Run, site: Path, tmp_path: Path
) -> None:
    code, _, err = run("import", bib(tmp_path, f"{BIB}@article{{x, title = {{"), "--site", site)
    assert code == 1
    assert "in.bib:3:" in err
    assert (site / "content/papers/new2026.yaml").exists()


def test_a_file_in_the_way_makes_the_command_fail(run: Run, site: Path, tmp_path: Path) -> None:
    (site / "content/papers/new2026.yaml").write_text("titel: broken\n", encoding="utf-8")
    code, _, err = run("import", bib(tmp_path), "--site", site)
    assert code == 1
    assert "new2026.yaml is in the way" in err


def test_without_a_site_the_files_need_a_place(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    code, out, err = run("import", bib(tmp_path), "--site", empty)
    assert (code, out) == (2, "")
    assert "byline new DIR --from FILE" in err
    assert run("import", bib(tmp_path), "--site", empty, "--into", empty / "review")[0] == 0
    assert (empty / "review" / "new2026.yaml").exists()


def test_what_cannot_be_read_is_no_traceback(run: Run, site: Path, tmp_path: Path) -> None:
    binary = tmp_path / "x.bib"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert run("import", binary, "--site", site)[0] == 1
    assert run("import", tmp_path / "nothing.bib", "--site", site)[0] == 2
    assert run("import", tmp_path, "--site", site)[0] == 2
    assert run("import", "orcid:0000-0002-1825-0097", "--site", site)[0] == 2
    assert run("import", bib(tmp_path), "--site", site, "--into", binary)[0] == 2


def test_a_folder_that_cannot_be_written_is_the_outside_worlds_fault(
    run: Run, site: Path, tmp_path: Path
) -> None:
    code, _, err = run("import", bib(tmp_path), "--site", site, "--into", "/proc/byline")
    assert code == 3
    assert "cannot be written" in err
