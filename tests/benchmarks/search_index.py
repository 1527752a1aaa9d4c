"""The index alone, for sites too large to build every time: time, memory, size, bytes of queries.

    python -m tests.benchmarks.search_index --papers 100000

Entries are made from the corpus directly; the search page is that of a site of a few papers.
"""

import argparse
import gzip
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.pages.search import Catalog, SearchEntry
from generator.search.merging import Part, collect, join
from generator.search.shards import BATCH, entry_files, manifest_file, term_files
from generator.text.slugs import slugify
from tests.benchmarks.corpus import BenchmarkPaper
from tests.benchmarks.search import Host, ask_byline, build
from tests.benchmarks.search_corpus import make_queries, make_search_papers, write_search_site

SPAN = 64 * BATCH


def main() -> None:
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=20, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    papers = sorted(make_search_papers(options.papers, options.seed), key=lambda p: (p.year, p.month, p.day))
    slugs: dict[str, str] = {}
    for paper in papers:
        for name in paper.authors:
            slugs.setdefault(name, slugify(name))
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        write_search_site(site, 40)
        build(site)
        output = site / "output"
        shutil.rmtree(output / "assets" / "search")
        started = time.process_time()
        files, size, packed = write_index(output, papers, slugs)
        used = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(papers)} papers, {len(slugs)} people: {used:.1f} CPU-s, {peak:.0f} MiB with the corpus")
        print(f"{files} files, {size / 1e6:.1f} MB, gzipped {packed / 1e6:.1f} MB")
        queries = make_queries(papers, options.queries, _Slugs(slugs), options.seed)
        ask(output, queries)


class _Slugs(dict[str, str]):
    """Slugs by folded name."""

    def __init__(self, slugs: dict[str, str]) -> None:
        from generator.text.fold import fold

        super().__init__((fold(name), slug) for name, slug in slugs.items())


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
            )
            for paper in papers
        ],
    )
    yield "person", [SearchEntry("person", slug, name, shown=("", "", "1")) for name, slug in slugs.items()]


def write_index(output: Path, papers: list[BenchmarkPaper], slugs: dict[str, str]) -> tuple[int, int, int]:
    """Write the index below `output`; return the number of files, their bytes, and gzipped bytes."""
    parts: list[Part] = []
    totals = [0, 0, 0]

    def write(path: str, text: str) -> None:
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        file.write_bytes(data)
        for at, more in enumerate((1, len(data), len(gzip.compress(data, 6)))):
            totals[at] += more

    for kind, found in entries(papers, slugs):
        for start in range(0, len(found), SPAN):
            some = found[start : start + SPAN]
            parts.append(collect(kind, start, some))
            for path, text in entry_files(kind, start, some):
                write(path, text)
    terms = term_files(join(parts), parts)
    for path, text in terms.files:
        write(path, text)
    years: dict[int, int] = {}
    for number, paper in enumerate(papers):
        years.setdefault(paper.year, number)
    listed = Catalog(tuple(p.slug for p in papers), tuple(slugs.values()), (), tuple(years.items()))
    write(*manifest_file(listed, terms, "0" * 12))
    return totals[0], totals[1], totals[2]


def ask(output: Path, queries) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        ask_byline(browser, Host(output), queries, show=False).report("Byline")
        browser.close()


if __name__ == "__main__":
    main()
