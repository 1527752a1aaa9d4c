"""Background papers: a file of further papers that text novelty compares a site's with."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Diagnostic, Severity
from generator.metrics.days import as_partial
from generator.model import Version, Work
from generator.text.fold import fold
from generator.urls import arxiv_of_doi, normalise_arxiv, normalise_doi
from generator.values import PartialDate

PREFIX = "bg:"
"""Stands before the id of a background paper, which could be a slug of the site's otherwise."""


@dataclass(frozen=True, slots=True)
class BackgroundPaper:
    """One line of the background file.

    Attributes:
        id: As written, without the prefix; often a DOI or an arXiv id.
        title: May hold TeX math and inline markup, as titles of the site's papers do.
        abstract: Likewise, "" when unknown.
    """

    id: str
    date: PartialDate
    title: str
    abstract: str = ""
    doi: str = ""
    arxiv: str = ""


def parse_background(text: str, path: str) -> tuple[tuple[BackgroundPaper, ...], tuple[Diagnostic, ...]]:
    """Return the papers of a JSONL file, and an error for each line that is none.

    Args:
        text: An object a line with `id`, `date`, `title`, `abstract` and perhaps `doi` and
            `arxiv`; other keys are ignored, and so are empty lines.
        path: POSIX path relative to the site, for the diagnostics.
    """
    papers: dict[str, BackgroundPaper] = {}
    problems: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            paper = _paper(line)
        except (ValueError, RecursionError) as error:
            problems.append(_problem(path, number, str(error) or "nested too deeply"))
            continue
        if paper.id in papers:
            problems.append(_problem(path, number, f"the id {paper.id!r} stands here twice"))
        else:
            papers[paper.id] = paper
    return tuple(papers.values()), tuple(problems)


def without_works(
    background: Iterable[BackgroundPaper], works: Iterable[Work]
) -> tuple[BackgroundPaper, ...]:
    """Return the background papers that are not works of the site, by DOI, arXiv id or title."""
    own = {mark for work in works for mark in _marks_of_work(work)}
    return tuple(paper for paper in background if own.isdisjoint(_marks_of_paper(paper)))


def _paper(line: str) -> BackgroundPaper:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(entry, Mapping):
        raise ValueError("not an object with id, date, title and abstract")  # noqa: TRY004 (a line's content, not a caller's type)
    name, title = _text(entry, "id"), _text(entry, "title")
    for field, value in (("id", name), ("title", title)):
        if not value:
            raise ValueError(f"no {field!r}")
    return BackgroundPaper(
        id=name,
        date=as_partial(_text(entry, "date")),
        title=title,
        abstract=_text(entry, "abstract"),
        doi=_text(entry, "doi"),
        arxiv=_text(entry, "arxiv"),
    )


def _text(entry: Mapping[str, object], field: str) -> str:
    value = entry.get(field)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{field!r} is not text")  # noqa: TRY004 (a line's content again)
    return str(value).strip()


def _problem(path: str, line: int, message: str) -> Diagnostic:
    hint = 'write one object a line: {"id": ..., "date": ..., "title": ..., "abstract": ...}'
    return Diagnostic(path, line, 1, Severity.ERROR, "bad-background", message, hint)


def _marks_of_work(work: Work) -> Iterator[str]:
    records: tuple[Work | Version, ...] = (work, *work.versions)
    for record in records:
        yield from _marks(record.title, record.doi, record.arxiv)


def _marks_of_paper(paper: BackgroundPaper) -> Iterator[str]:
    # Ids of such files are often identifiers themselves.
    yield from _marks(paper.title, paper.doi, paper.arxiv)
    yield from _marks("", paper.id, paper.id)


def _marks(title: str, doi: str, arxiv: str) -> Iterator[str]:
    """Return what identifies a work: an arXiv id, also as a DOI of arXiv; a DOI; a title."""
    for mark in (normalise_arxiv(arxiv), arxiv_of_doi(doi)):
        if mark:
            yield f"arxiv:{mark}"
    if mark := normalise_doi(doi):
        yield f"doi:{mark}"
    if mark := fold(title):
        yield f"title:{mark}"
