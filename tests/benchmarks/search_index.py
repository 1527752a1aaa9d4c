"""The index alone, for sites too large to build every time: called by `tests.benchmarks.search`.

Entries are made from the corpus directly; the search page is that of a site of a few papers, and the
papers' own JSON, which search reads for a result's context, is made when it is asked for.
"""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from generator.pages.search import MAX_LINKED, Catalog, SearchEntry
from generator.search.merging import Part, collect, join
from generator.search.shards import BATCH, FOLDER, entry_files, manifest_file, term_files
from generator.text.slugs import slugify
from tests.benchmarks.corpus import BenchmarkPaper
from tests.benchmarks.search import Host, ask, build, sizes
from tests.benchmarks.search_corpus import Item, make_queries, make_search_papers, write_search_site

SPAN = 64 * BATCH


def measure_index(site: Path, count: int, queries: int, seed: int) -> dict[str, str]:
    """Return the rows of the table for an index of many papers."""
    papers = sorted(make_search_papers(count, seed), key=lambda p: (p.year, p.month, p.day))
    slugs: dict[str, str] = {}
    for paper in papers:
        for name in paper.authors:
            slugs.setdefault(name, slugify(name))
    write_search_site(site, 40)
    build(site)
    output = site / "output"
    shutil.rmtree(output / FOLDER)
    started = time.process_time()
    write_index(output, papers, slugs)
    rows = {"index, s": f"{time.process_time() - started:.1f}", **sizes(output / FOLDER)}
    sample = json.loads((output / "api/v1/papers/paper-000000.json").read_text(encoding="utf-8"))
    by_path = {f"api/v1/papers/{paper.slug}.json": paper for paper in papers}

    def made(path: str) -> bytes | None:
        paper = by_path.get(path)
        return None if paper is None else _json_of(paper, slugs, sample)

    items = [
        Item(p.slug, p.title, tuple((n, slugs[n]) for n in p.authors), tuple(filter(None, (p.doi, p.arxiv))))
        for p in papers
    ]
    found = ask(Host(output, made), make_queries(items, queries, seed), ["Byline"], show=False)
    return rows | found["Byline"]


def _json_of(paper: BenchmarkPaper, slugs: dict[str, str], sample: dict[str, object]) -> bytes:
    authors = [{"name": name, "slug": slugs[name]} for name in paper.authors]
    own = {"slug": paper.slug, "title": paper.title, "authors": authors, "abstract": paper.abstract}
    return json.dumps({**sample, **own}, ensure_ascii=False).encode()


def entries(papers: list[BenchmarkPaper], slugs: dict[str, str]) -> Iterator[tuple[str, list[SearchEntry]]]:
    """Yield the entries by kind, as `generator.pages.search` makes them from a site."""
    yield (
        "paper",
        [
            SearchEntry(
                kind="paper",
                key=paper.slug,
                title=paper.title,
                names=paper.authors[:100],
                labels=(paper.venue, paper.category, str(paper.year)),
                body=paper.abstract,
                identifiers=tuple(filter(None, (paper.doi, paper.arxiv))),
                facets=(f"topic:{paper.category.lower()}", *(f"author:{slugs[n]}" for n in paper.authors)),
                shown=(
                    ", ".join(paper.authors[:3]),
                    f"{paper.year}-{paper.month:02d}-{paper.day:02d}",
                    paper.venue,
                    paper.category,
                    "code" if paper.code else "",
                    "",
                ),
                citations=paper.citations,
                is_in_json=len(paper.authors) <= MAX_LINKED,
            )
            for paper in papers
        ],
    )
    yield "person", [SearchEntry("person", slug, name, shown=("", "", "1")) for name, slug in slugs.items()]


def write_index(output: Path, papers: list[BenchmarkPaper], slugs: dict[str, str]) -> None:
    """Write the index below `output`."""
    parts: list[Part] = []

    def write(path: str, text: str) -> None:
        (output / path).write_bytes(text.encode())

    (output / FOLDER).mkdir(parents=True)
    for kind, found in entries(papers, slugs):
        for start in range(0, len(found), SPAN):
            some = found[start : start + SPAN]
            parts.append(collect(kind, start, some))
            for path, text in entry_files(kind, start, some):
                write(path, text)
    terms = term_files(join(parts), [paper.citations for paper in papers])
    for path, text in terms.files:
        write(path, text)
    years: dict[int, int] = {}
    for number, paper in enumerate(papers):
        years.setdefault(paper.year, number)
    listed = Catalog(tuple(p.slug for p in papers), tuple(slugs.values()), (), tuple(years.items()))
    write(*manifest_file(listed, terms, "0" * 12))
