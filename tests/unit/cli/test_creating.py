from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]

BIB = "@article{x, title={T}, author={Doe, Jane}, year=2020}\n"


def test_the_first_two_commands_give_a_site(run: Run, tmp_path: Path) -> None:
    code, out, err = run("new", tmp_path / "my-site")
    assert (code, err) == (0, "")
    assert f"byline build --site {tmp_path / 'my-site'}" in out
    code, out, _ = run("build", "--site", tmp_path / "my-site", "--jobs", "1", "--strict")
    assert code == 0
    assert out.startswith("3 papers, 1 person")


def test_the_output_says_who_was_chosen(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.bib"
    source.write_text(BIB, encoding="utf-8")
    code, out, _ = run("new", tmp_path / "site", "--from", source)
    assert code == 0
    assert "the profile of Jane Doe, the most frequent author (1 of 1 paper)" in out
    assert "content/papers/publications.bib" in out


def test_broken_records_are_printed_and_the_exit_code_tells(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.bib"
    source.write_text(f"{BIB}@article{{y, title = {{", encoding="utf-8")
    code, _, err = run("new", tmp_path / "site", "--from", source)
    assert code == 1
    assert "content/papers/publications.bib:2:" in err
    assert "--keep-going" in err
    assert run("build", "--site", tmp_path / "site", "--jobs", "1", "--keep-going")[0] == 0


def test_wrong_usage_and_the_outside_world_have_their_exit_codes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    assert run("new", tmp_path)[0] == 2
    assert run("new", tmp_path / "x")[0] == 2
    assert run("new", tmp_path / "y", "--from", "openalex:A1")[0] == 2
    assert run("new", "/proc/byline-site")[0] == 3


def test_a_folder_whose_name_is_no_utf8_is_no_traceback(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "\udcff")[0] == 0
