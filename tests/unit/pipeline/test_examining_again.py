"""After a change of what papers say of themselves nothing is linked anew, and the output is the same."""

import os
import shutil
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.pipeline import Built, Request, build
from generator.pipeline import kept_index as kept_index_module
from generator.pipeline import kept_site as kept_site_module
from generator.pipeline import kept_sources as kept_sources_module
from generator.pipeline import remembering as remembering_module
from generator.pipeline.examining_again import examine_again
from generator.pipeline.kept_site import CHANGES, SITE

SETTINGS = "title: Lab\nas_of: 2026-11-22\nurl: https://example.org/lab/\nquality: true\nprofiles: all\n"
NOVELTY = "metrics: {novelty: {min_prior: 1, min_ref: 1, min_words: 2}}\n"
ABSTRACT = "abstract: Slow reading of papers on trees and rivers."
FILES = {
    "content/site.yaml": SETTINGS + NOVELTY,
    "content/authors/ada.yaml": "name: Ada Example\nhide: [h_index]\n",
    "content/venues.yaml": "- {abbr: ACL, name: Meeting of the ACL}\n",
    "content/projects/trees.md": "---\ntitle: Trees\npapers: [slow]\n---\nAbout trees.\n",
    "content/papers/old.bib": "@article{deep, title={Deep Rivers}, author={Cy Third and Bo Other},\n"
    "year={2019}, journal={Rivers}, abstract={Rivers that are deep.}}\n"
    "@article{wide, title={Wide Rivers}, author={Cy Third}, year={2018}, abstract={Rivers again.}}\n",
}
PAPERS = {
    name: (f"authors: [{people}]", f"date: {date}", "venue: ACL", f"title: Reading {name}", ABSTRACT)
    for name, people, date in (
        ("slow", "Ada Example, Bo Other", "2026-01-01"),
        ("fast", "Ada Example", "2025-01-01"),
        ("new", "Dee Fourth, Ada Example", "2026-05-05"),
        ("odd", "Bo Other", "2024"),
    )
}

_ticks = count(1)


def write(site: Path, path: str, text: str) -> None:
    """Write a file as if long ago, and later than any file before: its time is believed."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    at = 1_700_000_000 + next(_ticks)
    os.utime(file, (at, at))


def write_paper(site: Path, name: str, *said: str) -> None:
    """Write a paper's file with some fields in place of its own."""
    fields = {line.partition(":")[0]: line for line in (*PAPERS[name], *said)}
    write(site, f"content/papers/{name}.yaml", "\n".join(fields.values()) + "\n")


def make_site(folder: Path) -> Path:
    for path, text in FILES.items():
        write(folder, path, text)
    for name in PAPERS:
        write_paper(folder, name)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def clean(site: Path) -> tuple[dict[str, bytes], Built]:
    """What a clean build publishes and says."""
    with TemporaryDirectory() as folder:
        built = build(Request(site=site, output=Path(folder, "output"), jobs=1, clean=True))
        return tree(Path(folder, "output")), built


@pytest.fixture(autouse=True)
def everything_is_worth_keeping() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_index_module, "WORTH_KEEPING", 1)
        patch.setattr(kept_sources_module, "WORTH_KEEPING", 1)
        patch.setattr(remembering_module, "WORTH_KEEPING", 1)
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A lab whose papers differ in what they say of themselves."""
    return make_site(tmp_path / "site")


SAID = (
    "abstract: Fast reading of books on trees.",
    "abstract: Slow reading of papers on trees and rivers, and more.",
    "abstract: 'With a [link](../papers/slow.html), <img src=\"https://example.org/a.png\"> and $x^2$.'",
    "title: Trees *and* rivers",
    "title: Reading slowly",
    "title: Ärger with $x^2$",
    "categories: [CL]",
    "categories: [AI, LG, cl]",
    "keywords: [trees, rivers]",
    "citations: 7",
    "citations: {count: 9, source: OpenAlex, date: 2026-06-01, by_year: {2025: 4, 2026: 5}}",
    "selected: true",
    "award: Best paper",
    "retracted: true",
    "note: A note.",
    "tldr: In short.",
    "language: de",
    "license: CC-BY-4.0",
    "open_access: true",
    "code: https://example.org/code",
    "data: false",
    "url: https://example.org/paper",
    "volume: 12",
    "pages: 1-12",
    "publisher: A press",
    "issue: 3",
    "links: [{label: Talk, url: 'https://example.org/talk'}]",
)
REACHING = (
    "venue: EMNLP",
    "doi: 10.1234/abc",
    "arxiv: 2101.00001",
    "links: [{label: Talk, url: talk.html}]",
    "date: 2020",
    "video: https://example.org/video",
    "references: [slow]",
    "status: draft",
    "title: Reading fast",
    "title: READING new",
    "title: Deep rivers",
    "authors: [Ada Example]",
    "abstract: ''",
)


def differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


@settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(PAPERS)), st.lists(st.sampled_from((*SAID, *REACHING)), max_size=5)),
        min_size=1,
        max_size=5,
    ),
    damage=st.sampled_from(("", "", SITE, CHANGES)),
)
def test_any_change_of_what_papers_say_ends_with_the_output_of_a_clean_build(
    steps: list[tuple[str, list[str]]], damage: str
) -> None:
    with TemporaryDirectory() as folder:
        site = make_site(Path(folder, "site"))
        build(Request(site=site, jobs=1))
        for number, (name, said) in enumerate(steps):
            note(f"{name}: {said!r}")
            write_paper(site, name, *said)
            if number == 1 and damage:
                (site / ".output.byline" / damage).write_bytes(b"damaged")
            built = build(Request(site=site, jobs=1))
            wanted, said_by_clean = clean(site)
            assert differences(tree(site / "output"), wanted) == []
            assert built.diagnostics == said_by_clean.diagnostics


class Seen:
    """Counts how often a site was examined as a whole."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.wholes = 0
        module = sys.modules[build.__module__]
        examine = module.examine

        def seen(*args: object, **options: object) -> object:
            self.wholes += 1
            return examine(*args, **options)

        patch.setattr(module, "examine", seen)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    return Seen(monkeypatch)


def test_what_a_paper_says_of_itself_is_not_linked_anew(site: Path, seen: Seen) -> None:
    build(Request(site=site, jobs=1))
    for line in SAID:
        write_paper(site, "slow", line)
        build(Request(site=site, jobs=1))
        assert seen.wholes == 1, line
    assert differences(tree(site / "output"), clean(site)[0]) == []


def test_what_reaches_further_is_examined_as_a_whole(site: Path, seen: Seen) -> None:
    build(Request(site=site, jobs=1))
    for number, line in enumerate(REACHING, start=2):
        write_paper(site, "slow", line)
        build(Request(site=site, jobs=1))
        assert seen.wholes == number, line
    assert differences(tree(site / "output"), clean(site)[0]) == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("references: [2101.00001]", id="it is referred to"),
        pytest.param("arxiv: 2101.00001", id="it becomes a version"),
    ],
)
def test_an_arxiv_id_that_another_paper_names_is_examined_as_a_whole(site: Path, line: str) -> None:
    write_paper(site, "slow", line)
    build(Request(site=site, jobs=1))
    write_paper(site, "fast", "arxiv: 2101.00001")
    build(Request(site=site, jobs=1))
    assert differences(tree(site / "output"), clean(site)[0]) == []


def test_a_link_to_a_file_that_is_not_there_is_an_error(site: Path) -> None:
    build(Request(site=site, jobs=1))
    write_paper(site, "slow", "links: [{label: Talk, url: talks/slow.pdf}]")
    with pytest.raises(SourceError):
        build(Request(site=site, jobs=1))


def test_two_papers_that_get_one_title_together_are_reported(site: Path) -> None:
    build(Request(site=site, jobs=1))
    write_paper(site, "slow", "title: Reading anew")
    write_paper(site, "fast", "title: READING anew")
    built = build(Request(site=site, jobs=1))
    assert "look-alike" in {problem.code for problem in built.diagnostics}
    assert built.diagnostics == clean(site)[1].diagnostics


@pytest.mark.parametrize("line", ["publisher: arXiv", "extra: {status: preprint}"])
def test_a_look_alike_that_becomes_a_preprint_is_reported(site: Path, line: str) -> None:
    others = ("title: One title", "venue: ''")
    write_paper(site, "slow", *others, "doi: 10.1234/slow")
    write_paper(site, "fast", *others, "doi: 10.1234/fast")
    build(Request(site=site, jobs=1))
    write_paper(site, "fast", *others, "doi: 10.1234/fast", line)
    built = build(Request(site=site, jobs=1))
    assert "look-alike" in {problem.code for problem in built.diagnostics}
    assert built.diagnostics == clean(site)[1].diagnostics


def test_problems_of_its_people_stand_while_the_lines_before_them_do(site: Path, seen: Seen) -> None:
    write(site, "content/authors/bo.yaml", "name: Bo Other\n")
    write_paper(site, "odd", "authors: [B. Other, Bo Othr]", "abstract: ''")
    build(Request(site=site, jobs=1))
    write_paper(site, "odd", "authors: [B. Other, Bo Othr]", "abstract: ''", "note: A note.")
    built = build(Request(site=site, jobs=1))
    assert seen.wholes == 1
    assert {"possible-alias", "missing-abstract"} <= {problem.code for problem in built.diagnostics}
    assert built.diagnostics == clean(site)[1].diagnostics
    text = (site / "content/papers/odd.yaml").read_text(encoding="utf-8")
    write(site, "content/papers/odd.yaml", f"award: A prize\n{text}")
    seen.wholes = 0
    built = build(Request(site=site, jobs=1))
    assert seen.wholes == 1
    assert built.diagnostics == clean(site)[1].diagnostics


def test_files_that_are_only_touched_are_read_and_no_more(
    site: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[examine_again.__module__], "MOST_FILES", 1)
    build(Request(site=site, jobs=1))
    for name in PAPERS:
        write_paper(site, name)
    write_paper(site, "slow", "note: A note.")
    build(Request(site=site, jobs=1))
    assert seen.wholes == 1
    assert differences(tree(site / "output"), clean(site)[0]) == []


def test_a_further_paper_or_setting_is_examined_as_a_whole(site: Path, seen: Seen) -> None:
    build(Request(site=site, jobs=1))
    write(site, "content/papers/further.yaml", "title: Further\nauthors: [Ada Example]\n")
    build(Request(site=site, jobs=1))
    write(site, "content/site.yaml", FILES["content/site.yaml"] + "description: A lab.\n")
    build(Request(site=site, jobs=1))
    (site / "content/papers/further.yaml").unlink()
    built = build(Request(site=site, jobs=1))
    assert seen.wholes == 4
    assert built.papers == 6


def test_an_output_that_another_build_has_made_is_examined_as_a_whole(site: Path, seen: Seen) -> None:
    build(Request(site=site, jobs=1))
    kept = (site / ".output.byline" / CHANGES).read_bytes()
    write_paper(site, "slow", "title: Reading anew")
    build(Request(site=site, jobs=1, clean=True))
    (site / ".output.byline" / CHANGES).write_bytes(kept)
    write_paper(site, "fast", "title: Reading anew too")
    build(Request(site=site, jobs=1))
    assert seen.wholes == 3


def test_sources_that_another_output_has_seen_meanwhile_are_not_overlooked(
    site: Path, tmp_path: Path
) -> None:
    build(Request(site=site, jobs=1))
    write_paper(site, "slow", "title: Reading elsewhere")
    build(Request(site=site, output=tmp_path / "other", jobs=1))
    build(Request(site=site, jobs=1))
    assert b"Reading elsewhere" in (site / "output/papers/slow.html").read_bytes()
    assert differences(tree(site / "output"), clean(site)[0]) == []


def test_many_changes_are_written_as_a_whole_again(
    site: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_site_module, "MOST_CHANGES", 1)
    build(Request(site=site, jobs=1))
    before = (site / ".output.byline" / SITE).read_bytes()
    for name in ("slow", "fast", "new"):
        write_paper(site, name, f"title: Reading anew {name}")
        build(Request(site=site, jobs=1))
    assert seen.wholes == 1
    assert (site / ".output.byline" / SITE).read_bytes() != before
    assert differences(tree(site / "output"), clean(site)[0]) == []


def test_a_site_without_its_state_is_examined_as_a_whole(site: Path, seen: Seen) -> None:
    build(Request(site=site, jobs=1))
    shutil.rmtree(site / ".output.byline")
    shutil.rmtree(site / ".byline")
    write_paper(site, "slow", "title: Reading anew")
    build(Request(site=site, jobs=1))
    assert seen.wholes == 2
