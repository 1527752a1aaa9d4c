import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("form", "start"),
    [("bib", "@"), ("ris", "TY  - "), ("csl", "[\n{"), ("atom", "<?xml"), ("csv", "slug,title")],
)
def test_papers_of_the_site_and_of_one_author_go_to_standard_output(
    run: Run, site: Path, form: str, start: str
) -> None:
    code, everything, err = run("export", form, "--site", site)
    assert (code, err) == (0, "")
    assert everything.startswith(start)
    assert "Something Else" in everything
    code, own, err = run("export", form, "ada-example", "--site", site)
    assert (code, err) == (0, "")
    assert "Reading Slowly" in own
    assert "Something Else" not in own


def test_ris_keeps_its_line_ends(run: Run, site: Path) -> None:
    out = run("export", "ris", "--site", site)[1]
    assert out.count("\n") == out.count("\r\n") > 0


def test_a_cv_is_one_persons_and_the_name_will_do(run: Run, site: Path) -> None:
    code, out, _ = run("export", "cv", "ada example", "--site", site)
    assert code == 0
    assert out.startswith("# Ada Example")
    code, out, err = run("export", "cv", "--site", site)
    assert (code, out) == (2, "")
    assert "byline export cv AUTHOR" in err


def test_an_unknown_author_is_refused_with_a_suggestion(run: Run, site: Path) -> None:
    code, out, err = run("export", "bib", "ada-exmaple", "--site", site)
    assert (code, out) == (2, "")
    assert "did you mean 'ada-example'?" in err


def test_errors_in_the_sources_go_to_standard_error(run: Run, site: Path) -> None:
    (site / "content/papers/slow.yaml").write_text("titel: x\n", encoding="utf-8")
    code, out, err = run("export", "bib", "--site", site)
    assert (code, out) == (1, "")
    assert "content/papers/slow.yaml:1:1: error[" in err


@pytest.mark.parametrize("kind", ["author", "paper", "site", "theme"])
def test_schemas_are_printed_as_json(run: Run, kind: str) -> None:
    code, out, err = run("schema", kind)
    assert (code, err) == (0, "")
    assert json.loads(out)["title"] == f"Byline {kind}"


def test_unknown_formats_and_schemas_are_wrong_usage(run: Run, site: Path) -> None:
    assert run("export", "docx", "--site", site)[0] == 2
    assert run("schema", "nothing")[0] == 2
