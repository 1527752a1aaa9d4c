"""Search measured in Chromium: what it finds, what it fetches, how long it takes, beside Pagefind.

    python -m tests.benchmarks.search --papers 1000 10000 100000 --pagefind "python -m pagefind"
    python -m tests.benchmarks.search --site FOLDER --pagefind "python -m pagefind"

Prints a Markdown table for each size, or for a site of yours. Above 20,000 papers, or
what you say, the index alone is made, without pages and without Pagefind.

Bytes are those of gzipped answers, as hosts send them, without headers. Queries are asked in fresh
contexts (first query: script, index and results) and then in one that stays (later).
"""

import argparse
import functools
import gzip
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tests.benchmarks.search_corpus import KINDS, Query, items_of, make_queries, write_search_site

INDEX_ONLY_ABOVE = 20_000

FETCHED = ("assets/search", "api/v1/papers/")
"""Beginnings of the paths that search fetches."""

DEPTH = 10
"""A page found further down counts nothing."""

COMPRESSED = {".html", ".js", ".json", ".css", ".svg", ".xml"}
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".css": "text/css"}

HARNESS = """<!doctype html><meta charset="utf-8"><title>Pagefind</title><script type="module">
import * as pagefind from "/pagefind/pagefind.js";
window.ask = async (text, depth) => {
  const started = performance.now();
  const found = await pagefind.search(text);
  const shown = await Promise.all(found.results.slice(0, depth).map((result) => result.data()));
  return [shown.map((result) => result.url), performance.now() - started];
};
</script>"""


class Host:
    """A web server on this machine that compresses as hosts do, and counts."""

    def __init__(self, folder: Path, made: Callable[[str], bytes | None] = lambda path: None) -> None:
        """Serve the files of a folder, and what `made` returns for the paths of others."""
        self.folder = folder
        self.made = made
        self.sent: list[tuple[str, int]] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host.answer(self)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @functools.lru_cache(maxsize=100_000)  # noqa: B019  lives as long as the program
    def compressed(self, path: str) -> bytes:
        file = self.folder / path
        return gzip.compress(file.read_bytes() if file.is_file() else self.made(path) or b"", 6)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote(urlsplit(handler.path).path).lstrip("/") or "index.html"
        file = self.folder / path
        if path == "harness.html":
            data, is_packed = HARNESS.encode(), False
        elif not file.is_file() and self.made(path) is None:
            handler.send_error(404)
            return
        else:
            is_packed = file.suffix in COMPRESSED
            data = self.compressed(path) if is_packed else file.read_bytes()
        tag = f'"{zlib.crc32(data):x}"'
        if handler.headers.get("If-None-Match") == tag:
            handler.send_response(304)
            handler.send_header("ETag", tag)
            handler.end_headers()
            return
        self.sent.append((path, len(data)))
        handler.send_response(200)
        handler.send_header("ETag", tag)
        handler.send_header("Cache-Control", "max-age=600")
        handler.send_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
        if is_packed:
            handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def take(self, *prefixes: str) -> int:
        """Return the bytes sent since the last time, of paths with these beginnings."""
        total = sum(size for path, size in self.sent if path.startswith(prefixes))
        self.sent.clear()
        return total


class Results:
    """Reciprocal ranks, bytes and times by kind of query."""

    def __init__(self) -> None:
        self.ranks: dict[str, list[float]] = defaultdict(list)
        self.later: list[int] = []
        self.first: list[int] = []
        self.milliseconds: list[float] = []

    def add(self, query: Query, paths: list[str], sent: int, milliseconds: float) -> None:
        at = paths.index(query.path) if query.path in paths else -1
        self.ranks[query.kind].append(1 / (at + 1) if at >= 0 else 0.0)
        self.later.append(sent)
        self.milliseconds.append(milliseconds)

    def rows(self) -> dict[str, str]:
        """Return what the table says of it, by the row's label."""
        found = {}
        for kind, label in KINDS.items():
            ranks = self.ranks[kind]
            found[f"{label} ({len(ranks)})"] = f"{statistics.fmean(ranks):.3f}" if ranks else ""
        for label, sizes in (("first query", self.first), ("later query", self.later)):
            found[f"{label}, KB: median, 95th percentile, most"] = _spread([s / 1000 for s in sizes], ".1f")
        found["time to results, ms: median, 95th percentile, most"] = _spread(self.milliseconds, ".0f")
        return found


def _spread(values: Sequence[float], form: str) -> str:
    ordered = sorted(values)
    chosen = (ordered[len(ordered) // 2], ordered[len(ordered) * 19 // 20], ordered[-1])
    return ", ".join(format(value, form) for value in chosen)


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, nargs="+", default=[1000])
    parser.add_argument("--site", type=Path, help="a site of yours instead, with its content/")
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--pagefind", type=shlex.split, help="the command that runs Pagefind")
    parser.add_argument("--index-only-above", type=int, default=INDEX_ONLY_ABOVE, help="number of papers")
    parser.add_argument("--show", action="store_true", help="print the queries that are not answered first")
    options = parser.parse_args()
    for papers in [0] if options.site else options.papers:
        with tempfile.TemporaryDirectory() as temporary:
            rows = _measure(Path(temporary, "site"), papers, options)
        print(f"\n{papers:,} papers\n" if papers else f"\n{options.site}\n")
        print(table(rows))


def _measure(folder: Path, papers: int, options: argparse.Namespace) -> dict[str, dict[str, str]]:
    if papers > options.index_only_above:
        from tests.benchmarks.search_index import measure_index

        return {"Byline": measure_index(folder, papers, options.queries, options.seed)}
    if options.site:
        shutil.copytree(options.site / "content", folder / "content")
    else:
        write_search_site(folder, papers, options.seed)
    rows = {"Byline": build(folder)}
    queries = make_queries(items_of(folder / "output"), options.queries, options.seed)
    if options.pagefind:
        rows["Pagefind"] = index_with_pagefind(folder / "output", options.pagefind)
    for name, more in ask(Host(folder / "output"), queries, [*rows], show=options.show).items():
        rows[name] |= more
    return rows


def table(rows: dict[str, dict[str, str]]) -> str:
    """Return columns of values by label as Markdown."""
    labels = dict.fromkeys(label for column in rows.values() for label in column)
    lines = [f"| | {' | '.join(rows)} |", "|---" * (len(rows) + 1) + "|"]
    for label in labels:
        lines.append(f"| {label} | {' | '.join(column.get(label, '') for column in rows.values())} |")
    return "\n".join(lines)


def build(folder: Path) -> dict[str, str]:
    """Build a site in one process, and return what its index takes."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--site",
        str(folder),
        "--jobs",
        "1",
        "--keep-going",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = re.search(r"index ([0-9.]+) s", done.stdout + done.stderr)
    return {"index, s": took[1] if took else "", **sizes(folder / "output" / "assets" / "search")}


def sizes(folder: Path) -> dict[str, str]:
    """Return how many files there are in a folder, and their bytes."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    total = sum(file.stat().st_size for file in files)
    return {"index, files": f"{len(files):,}", "index, MB": f"{total / 1e6:.1f}"}


def index_with_pagefind(output: Path, command: list[str]) -> dict[str, str]:
    """Run Pagefind over the pages of papers and people, and return what its index takes."""
    before = os.times()
    glob = "{papers,authors}/*.html"
    subprocess.run([*command, "--site", str(output), "--glob", glob], check=True, capture_output=True)
    after = os.times()
    return {"index, s": f"{after.elapsed - before.elapsed:.2f}", **sizes(output / "pagefind")}


def ask(host: Host, queries: list[Query], whom: list[str], *, show: bool) -> dict[str, dict[str, str]]:
    """Ask Byline, and Pagefind if it is named, in Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        asked = {"Byline": functools.partial(ask_byline, show=show), "Pagefind": ask_pagefind}
        found = {name: asked[name](browser, host, queries).rows() for name in whom}
        browser.close()
    return found


def ask_byline(browser, host: Host, queries: list[Query], *, show: bool) -> Results:
    results = Results()
    done = "#results li, #results-empty:not([hidden])"
    for query in some(queries):
        context = browser.new_context()
        page = context.new_page()
        host.take("")
        page.goto(f"{host.address}/search.html?q={quote(query.text)}")
        page.wait_for_selector(done)
        page.wait_for_load_state("networkidle")
        results.first.append(host.take(*FETCHED))
        context.close()
    page = browser.new_page()
    page.goto(f"{host.address}/search.html?q=of")
    page.wait_for_selector(done)
    for query in queries:
        host.take("")
        started = time.perf_counter()
        page.goto(f"{host.address}/search.html?q={quote(query.text)}")
        page.wait_for_selector(done)
        took = (time.perf_counter() - started) * 1000
        page.wait_for_load_state("networkidle")
        links = [a.get_attribute("href") or "" for a in page.query_selector_all("#results a")]
        paths = [urlsplit(link).path.strip("/").removesuffix(".html") for link in links[:DEPTH]]
        # What the browser has already is not sent again.
        results.add(query, paths, host.take(*FETCHED), took)
        if show and (not paths or paths[0] != query.path):
            said = page.inner_text("#results-status") or page.inner_text("#results-empty")
            print("  ", query, paths[:3], said)
    return results


def some(queries: list[Query]) -> list[Query]:
    """Return about 60 of the queries, of all kinds."""
    return queries[:: max(1, len(queries) // 60)]


def ask_pagefind(browser, host: Host, queries: list[Query]) -> Results:
    results = Results()
    for query in some(queries):
        context = browser.new_context()
        page = context.new_page()
        host.take("")
        page.goto(f"{host.address}/harness.html", wait_until="networkidle")
        page.evaluate("([text, depth]) => window.ask(text, depth)", [query.text, DEPTH])
        results.first.append(host.take("pagefind/"))
        context.close()
    page = browser.new_page()
    page.goto(f"{host.address}/harness.html", wait_until="networkidle")
    page.evaluate("() => window.ask('of', 1)")
    for query in queries:
        host.take("")
        urls, took = page.evaluate("([text, depth]) => window.ask(text, depth)", [query.text, DEPTH])
        paths = [urlsplit(url).path.strip("/").removesuffix(".html") for url in urls]
        results.add(query, paths, host.take("pagefind/"), took)
    return results


if __name__ == "__main__":
    main()
