from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.importing.reading import read_papers

BIB = "@article{doe2020, title={A Title}, author={Doe, Jane}, year=2020}\n"
RIS = "TY  - JOUR\nTI  - A Title\nAU  - Doe, Jane\nPY  - 2020\nER  - \n"
CSL = '[{"id": "doe2020", "title": "A Title", "author": [{"family": "Doe", "given": "Jane"}]}]'


def write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.bib", BIB, "bibtex"),
        ("a.RIS", RIS, "ris"),
        ("a.json", CSL, "csl"),
        ("a.jsonl", CSL.strip("[]"), "csl-lines"),
        ("a.txt", f"% exported\n{BIB}", "bibtex"),
        ("a", RIS, "ris"),
        ("export", CSL, "csl"),
    ],
)
def test_the_suffix_names_the_format_or_else_the_content_does(
    tmp_path: Path, name: str, text: str, form: str
) -> None:
    found = read_papers(write(tmp_path, name, text))
    assert found.form == form
    assert [record.value.title for record in found.papers] == ["A Title"]


def test_a_record_without_a_key_is_named_after_author_and_year_and_not_after_the_file(tmp_path: Path) -> None:
    [record] = read_papers(write(tmp_path, "export.ris", RIS)).papers
    assert record.slug == "doe-2020-title"


def test_a_broken_entry_is_reported_with_the_path_that_was_asked_for_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, "a.bib", f"@article{{x, title = \n{BIB}")
    found = read_papers(path)
    assert [record.slug for record in found.papers] == ["doe2020"]
    assert {problem.path for problem in found.diagnostics} == {path}


def test_zoteros_own_json_is_told_from_csl_json(tmp_path: Path) -> None:
    text = '{"items": [{"itemType": "book", "title": "T", "creators": []}]}'
    found = read_papers(write(tmp_path, "a.json", text))
    assert not found.papers
    assert "CSL JSON" in (found.diagnostics[0].hint or "")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "hello", "no format that is known"),
        ("a.yaml", "title: T", "needs no import"),
    ],
)
def test_what_is_no_bibliography_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_papers(write(tmp_path, name, text))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("orcid:0000-0002-1825-0097", "network"),
        ("doi:10.1000/182", "network"),
        ("https://example.org/a.bib", "network"),
        ("missing.bib", "there is no file"),
        (".", "is a folder"),
    ],
)
def test_what_cannot_be_read_is_named(source: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_papers(source)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"\xff\xfe\x00", b"[]", b"{}", b"\n\n", b"@article{"])
def test_a_file_without_a_usable_record_gives_a_problem_and_no_exception(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "a.bib"
    file.write_bytes(content)
    found = read_papers(str(file))
    assert not found.papers
    assert found.diagnostics
