"""What Byline exports it can read again."""

from datetime import date
from pathlib import Path

import pytest

from generator.exporters import bibtex, csl, ris
from generator.importing.reading import read_papers
from generator.link.corpus import link
from generator.sources.loading import load_sources
from generator.values import PartialDate

PAPERS = {
    "plain": "authors: [Ada Example, 'Other, Bo']\ndate: 2026-03-01\ndoi: 10.1000/plain\nvenue: Letters\n",
    "more-follow": "authors: [Ada Example, Bo Other]\nauthors_truncated: true\ndate: 2026-03\n",
    "one-and-more": "authors: [Ada Example]\nauthors_truncated: yes\ndate: 2026\ndoi: 10.1000/a(b)c\n",
    "parts": "authors: [Jan van der Berg, 'García Márquez, Gabriel José', 'King, Jr., Martin Luther']\n",
    "groups": "authors: [{name: Slow Reading Group, group: true}, Ada Example]\nauthors_truncated: true\n",
    "one-word": "authors: [{name: Plato}, 王伟, Thị Lan Nguyễn]\ndate: 1999-12-31\n",
    "beside-one-word": "authors: ['García Márquez, Gabriel José', {name: Plato}]\n",
    "beside-a-group": "authors: ['García Márquez, Gabriel José', {name: The Readers, group: true}]\n",
    "initial-first": "authors: [{family: A. Other, given: B. Third}]\n",
    "alone": "date: 2026\narxiv: 2301.00010\n",
}


def exported(works, form):
    if form == "ris":
        return ris.FRAME.around(map(ris.format_ris, works))
    if form == "json":
        return csl.FRAME.around(map(csl.format_csl, works))
    return bibtex.FRAME.around(map(bibtex.format_bibtex, works))


def facts(authors, truncated, title, when, doi):
    return [name.display for name in authors], truncated, title, str(when), doi


@pytest.mark.parametrize("form", ["ris", "json", "bib"])
@pytest.mark.parametrize("name", PAPERS)
def test_an_exported_paper_is_read_again_as_it_was(tmp_path: Path, form: str, name: str) -> None:
    file = tmp_path / "content" / "papers" / f"{name}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"title: Reading {name}\nabstract: About.\n{PAPERS[name]}", encoding="utf-8")
    sources, problems = load_sources(tmp_path)
    assert [p.format_text() for p in problems if p.severity == "error"] == []
    [work] = link(sources, date(2026, 11, 22))[0].works.values()

    (tmp_path / f"out.{form}").write_text(exported([work], form), encoding="utf-8", newline="")
    found = read_papers(str(tmp_path / f"out.{form}"))

    assert [problem.format_text() for problem in found.diagnostics] == []
    [read] = (record.value for record in found.papers)
    when = work.date
    if form == "bib" and when is not None:
        when = PartialDate(when.year, when.month)  # BibTeX's own fields end at the month
    names = [credit.name for credit in work.credits]
    assert facts(
        [author.name for author in read.authors], read.authors_truncated, read.title, read.date, read.doi
    ) == facts(names, work.authors_truncated, work.title, when, work.doi)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ris", "TY  - JOUR\nTI  - T\nAU  - Doe, Jane\nAU  - et al\nER  - \n"),
        ("a.ris", "TY  - JOUR\nTI  - T\nAU  - Doe, Jane et al.\nER  - \n"),
        ("a.ris", "TY  - JOUR\nTI  - T\nAU  - Doe, Jane; others\nER  - \n"),
        ("a.json", '[{"id": "a", "title": "T", "author": [{"family": "Doe", "given": "Jane"}, "et al."]}]'),
        (
            "a.json",
            '[{"id": "a", "title": "T", "author": [{"literal": "Jane Doe"}, {"family": "others"}]}]',
        ),
    ],
)
def test_other_tools_words_for_more_authors_are_understood(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    [record] = read_papers(str(tmp_path / name)).papers
    assert [author.name.display for author in record.value.authors] == ["Jane Doe"]
    assert record.value.authors_truncated is True
