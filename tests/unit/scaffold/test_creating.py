import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import __version__
from generator.errors import OutsideError, Severity, SourceError, UsageError
from generator.pipeline import Request, build, examine
from generator.scaffold.creating import FILES, create_site
from generator.schema.site import Site

TODAY = date(2026, 11, 22)

BIB = """@article{doe2020, title={Reading Slowly}, author={Doe, Jane and Roe, Richard}, year=2020}
@article{doe2021, title={Reading Aloud}, author={Doe, J.}, year=2021}
"""


def write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_new_site_builds_at_once_without_errors_or_warnings(tmp_path: Path) -> None:
    site = tmp_path / "site"
    create_site(site, None, TODAY)
    built = build(Request(site=site, strict=True, jobs=1))
    assert {problem.code for problem in built.diagnostics} <= {"no-url"}
    assert (built.papers, built.people) == (3, 1)
    assert "Ada Example" in (site / "output" / "index.html").read_text(encoding="utf-8")


def test_the_examples_say_that_they_are_examples(tmp_path: Path) -> None:
    create_site(tmp_path / "site", None, TODAY)
    for file in (tmp_path / "site" / "content" / "papers").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "# An example: delete this file" in text
        assert 'title: "An example' in text


def test_site_yaml_names_every_option(tmp_path: Path) -> None:
    create_site(tmp_path / "site", None, TODAY)
    text = (tmp_path / "site" / "content" / "site.yaml").read_text(encoding="utf-8")
    assert set(Site.model_fields) <= set(re.findall(r"^#?(\w+):", text, re.MULTILINE))


def test_every_option_of_site_yaml_is_valid_without_its_comment_mark(tmp_path: Path) -> None:
    site = tmp_path / "site"
    create_site(site, None, TODAY)
    file = site / "content" / "site.yaml"
    text = re.sub(r"^#(?=\w+:|  )", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    (site / "content" / "static" / "preview.png").write_bytes(b"")
    assert not [
        p.format_text() for p in examine(Request(site=site)).diagnostics if p.severity is Severity.ERROR
    ]


def workflow_of_a_new_site(folder: Path) -> tuple[str, dict[str, Any]]:
    create_site(folder / "site", None, TODAY)
    text = (folder / "site/.github/workflows/pages.yml").read_text(encoding="utf-8")
    return text, yaml.safe_load(text)


def test_each_job_of_the_workflow_has_only_the_rights_it_needs(tmp_path: Path) -> None:
    _, workflow = workflow_of_a_new_site(tmp_path)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["record"]["permissions"] == {"contents": "write"}
    assert workflow["jobs"]["record"]["if"] == "github.event_name == 'schedule'"
    assert workflow["jobs"]["pages"]["permissions"] == {
        "contents": "read",
        "pages": "write",
        "id-token": "write",
    }


def test_the_workflow_pins_what_it_uses_to_commits_with_their_versions(tmp_path: Path) -> None:
    text, _ = workflow_of_a_new_site(tmp_path)
    used = [line for line in text.splitlines() if "uses:" in line]
    assert len(used) == 7
    for line in used:
        assert re.fullmatch(r" +(?:- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_the_workflow_builds_for_the_address_that_github_gives(tmp_path: Path) -> None:
    _, workflow = workflow_of_a_new_site(tmp_path)
    steps = workflow["jobs"]["pages"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        "python -m pip install --requirement requirements.txt",
        'byline build --base-url "${{ steps.pages.outputs.base_url }}"',
    ]
    # The upload leaves .well-known/ and .nojekyll out otherwise.
    assert {"path": "output", "include-hidden-files": True} in [step.get("with") for step in steps]


def installed(site: Path) -> list[str]:
    lines = (site / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_both_jobs_install_what_one_file_names(tmp_path: Path) -> None:
    text, _ = workflow_of_a_new_site(tmp_path)
    assert text.count("pip install --requirement requirements.txt") == 2
    assert text.count("pip install") == 2
    assert installed(tmp_path / "site") == [f"byline=={'.'.join(__version__.split('.')[:2])}.*"]


def test_the_user_chooses_which_byline_builds_the_site(tmp_path: Path) -> None:
    line = "byline @ git+https://example.org/byline@main"
    create_site(tmp_path / "site", None, TODAY, line)
    assert installed(tmp_path / "site") == [line]
    create_site(tmp_path / "other", write(tmp_path, "mine.bib", BIB), TODAY, line)
    assert installed(tmp_path / "other") == [line]


def test_the_weekly_recording_is_there_to_be_switched_on(tmp_path: Path) -> None:
    text, workflow = workflow_of_a_new_site(tmp_path)
    assert "schedule" not in workflow[True]  # YAML 1.1 reads the key `on` as true
    switched_on = yaml.safe_load(
        text.replace("  #schedule", "  schedule").replace("  #  - cron", "    - cron")
    )
    assert list(switched_on[True]["schedule"][0]) == ["cron"]
    assert "byline build --record" in [step.get("run") for step in workflow["jobs"]["record"]["steps"]]


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    created = create_site(tmp_path / "site", None, TODAY)
    for path in created.files:
        assert not re.search(r"@[A-Z]+@", (tmp_path / "site" / path).read_text(encoding="utf-8")), path


def test_a_bib_file_is_kept_as_it_is_and_its_most_frequent_author_gets_the_home_page(tmp_path: Path) -> None:
    source = write(tmp_path, "mine.bib", BIB)
    site = tmp_path / "site"
    created = create_site(site, source, TODAY)
    assert created.author is not None
    assert created.author.name.display == "Jane Doe"
    assert (site / "content/papers/publications.bib").read_text(encoding="utf-8") == BIB
    built = build(Request(site=site, strict=True, jobs=1))
    assert (built.papers, built.people) == (2, 1)
    assert "2 papers" in re.sub(r"<[^>]+>|\s+", " ", (site / "output/index.html").read_text(encoding="utf-8"))


def test_other_formats_become_one_yaml_file_a_paper(tmp_path: Path) -> None:
    ris = "TY  - JOUR\nTI  - A: Title\nAU  - Doe, Jane\nPY  - 2020\nER  - \n"
    created = create_site(tmp_path / "site", write(tmp_path, "export.ris", ris), TODAY)
    assert "content/papers/doe-2020-title.yaml" in created.files
    assert not created.diagnostics
    assert build(Request(site=tmp_path / "site", strict=True, jobs=1)).papers == 1


def test_broken_records_are_named_with_their_line(tmp_path: Path) -> None:
    source = write(tmp_path, "mine.bib", f"{BIB}@article{{x, title = {{Open\n")
    created = create_site(tmp_path / "site", source, TODAY)
    [problem] = [p for p in created.diagnostics if p.severity is Severity.ERROR]
    assert (problem.path, problem.line) == ("content/papers/publications.bib", 3)


def test_a_title_that_yaml_would_misread_is_quoted(tmp_path: Path) -> None:
    bib = "@article{x, title={T}, author={Null, Null: Null}, year=2020}"
    site = tmp_path / "site"
    create_site(site, write(tmp_path, "a.bib", bib), TODAY)
    assert build(Request(site=site, jobs=1)).papers == 1


def test_without_any_person_the_site_has_no_owner(tmp_path: Path) -> None:
    site = tmp_path / "site"
    created = create_site(site, write(tmp_path, "a.bib", "@misc{x, title={Minutes}, year=2020}"), TODAY)
    assert created.author is None
    assert build(Request(site=site, strict=True, jobs=1)).people == 0


def test_a_file_without_a_usable_record_makes_no_site(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        create_site(tmp_path / "site", write(tmp_path, "a.bib", "@article{x, title = "), TODAY)
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is not empty: it has mine\.txt"):
        create_site(tmp_path, None, TODAY)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_or_a_fresh_clone_is_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    create_site(tmp_path, None, TODAY)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".git",
        ".github",
        ".gitignore",
        "content",
        "requirements.txt",
    ]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "x", "")
    for folder in (tmp_path / "x", tmp_path / "x" / "below"):
        with pytest.raises(UsageError, match="is a file"):
            create_site(folder, None, TODAY)


def test_when_the_disk_refuses_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes, written = Path.write_bytes, []

    def fail_at_the_fifth(file: Path, content: bytes) -> int:
        written.append(file)
        if len(written) == 5:
            raise OSError(28, "No space left on device", str(file))
        return write_bytes(file, content)

    monkeypatch.setattr(Path, "write_bytes", fail_at_the_fifth)
    with pytest.raises(OutsideError, match="No space left"):
        create_site(tmp_path / "site", None, TODAY)
    assert list(tmp_path.iterdir()) == []


def test_every_file_that_the_package_carries_is_used(tmp_path: Path) -> None:
    source = Path("generator/scaffold/creating.py")
    code = (FILES.parents[2] / source).read_text(encoding="utf-8")
    assert all(f'"{file.name}"' in code for file in FILES.iterdir())
