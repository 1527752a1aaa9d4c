"""What is kept of a source file is exactly what parsing it again would give."""

import os
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import kept_sources as module
from generator.pipeline.kept_sources import KeptSources
from generator.sources.loading import load_sources, parse_files
from generator.sources.records import Sources

EVERYTHING = {
    "content/papers/full.yaml": """\
title: A *full* paper with $x^2$
authors:
  - {name: "van der Berg, Jan", orcid: 0000-0002-1825-0097, equal: true, affiliation: Lab}
  - {name: The Group, group: true}
date: 2025-03
abstract: |
  Two lines
  of text.
categories: [cs.CL, cs.AI]
citations: {count: 7, source: OpenAlex, date: 2026-11-01, by_year: {2025: 3, 2026: 4}}
code: [https://github.com/a/b]
data: n/a
open_access: false
links: [{label: Blog, url: "https://example.org/"}]
reported: {source: S, date: 2026-01-01, novelty: 0.5}
extra: {thing: 1, list: [a, {b: c}]}
""",
    "content/papers/refs.bib": "@phdthesis{k1, title={On Ärger}, author={A B and {The Team}},\n"
    "year={2020}, foo={x}}\n@misc{k2, title={Two}, year={nineteen}}\n",
    "content/papers/list.jsonl": '{"id": "x", "type": "book", "title": "T",'
    ' "issued": {"date-parts": [[2020, 1]]}}\n',
    "content/authors/ada.md": "---\nname: {given: Ada, family: Example, native: 例}\nstart: 2020\n"
    "hide: [h_index]\naffiliations: [{name: U, start: 2020-01}]\n"
    "education: [{what: PhD, where: U, end: 2019}]\n---\nA life.\n",
    "content/venues.yaml": "- {abbr: ACL, name: Meeting, color: red}\n",
    "content/pages/about.md": "---\ntitle: About\norder: 3\n---\nText.\n",
    "content/talks/t.md": "---\ntitle: T\ndate: 2026-01-01\nend: 2026-01-02\n---\n",
    "content/teaching/c.md": "---\ntitle: C\nterm: Autumn\n---\n",
    "content/projects/p.md": "---\ntitle: P\nfunding: [A, B]\n---\n",
    "content/news/2026-01-01-n.md": "News.\n",
}

_ticks = count(1)


def write(site: Path, path: str, data: str | bytes) -> Path:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    at = 1_700_000_000 + next(_ticks)
    os.utime(file, (at, at))
    return file


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with every kind of source; all that it holds is worth keeping."""
    monkeypatch.setattr(module, "WORTH_KEEPING", 1)
    for path, text in EVERYTHING.items():
        write(tmp_path, path, text)
    return tmp_path


def load(site: Path, jobs: int = 1) -> Sources:
    sources, _ = load_sources(site, KeptSources(site, jobs))
    return sources


def in_full(sources: Sources) -> object:
    return (sources.papers, sources.authors, sources.venues, sources.documents, sources.broken)


def test_what_is_kept_is_what_was_parsed(site: Path) -> None:
    fresh = in_full(load_sources(site)[0])
    assert in_full(load(site)) == fresh
    assert in_full(load(site)) == fresh
    assert load_sources(site, KeptSources(site, 1))[1] == load_sources(site)[1]


def test_every_kind_of_source_is_there(site: Path) -> None:
    sources = load(site)
    assert {paper.slug for paper in sources.papers} == {"full", "k1", "k2", "x"}
    assert (len(sources.authors), len(sources.venues), len(sources.documents)) == (1, 1, 5)


def test_workers_parse_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    assert in_full(load(site, jobs=2)) == in_full(load_sources(site)[0])
    assert in_full(load(site, jobs=2)) == in_full(load_sources(site)[0])


@settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from(sorted(EVERYTHING)),
    text=st.text(max_size=200),
    key=st.sampled_from(["title", "extra", "citations", "date", "authors", "links", "name", "zz"]),
    number=st.integers() | st.floats(),
)
def test_any_file_comes_back_as_it_was_parsed(path: str, text: str, key: str, number: float) -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        more = f"\n{key}: {number}\n" if path.endswith(".yaml") else text
        write(site, path, (EVERYTHING[path] + more).encode("utf-8", "replace"))
        entry = module._parse(folder, path, is_sent=True)
        fresh = parse_files(folder, (path,))[0]
        if entry.kept is None:
            assert entry.parsed == fresh
        else:
            assert module._decoded(path, module._FILE.decode(entry.kept)) == fresh


def test_a_file_with_the_same_size_and_another_content_is_read_again(site: Path) -> None:
    load(site)
    write(site, "content/projects/p.md", "---\ntitle: Q\nfunding: [A, B]\n---\n")
    assert [d.value.title for d in load(site).documents if d.slug == "p"] == ["Q"]


def test_a_file_that_was_only_touched_is_not_parsed_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = in_full(load(site))
    for path, text in EVERYTHING.items():
        (site / path).unlink()
        write(site, path, text)
    monkeypatch.setattr(module, "parse_source", None)
    assert in_full(load(site)) == expected


def test_a_file_saved_just_now_is_read_again(site: Path) -> None:
    file = site / "content/projects/p.md"
    file.touch()
    load(site)
    status = file.stat()
    file.write_text("---\ntitle: R\nfunding: [A, B]\n---\n", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert [d.value.title for d in load(site).documents if d.slug == "p"] == ["R"]
