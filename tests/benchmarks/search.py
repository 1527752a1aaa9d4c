"""Search measured in Chromium: what it finds, what it fetches, how long it takes, beside Pagefind.

    python -m tests.benchmarks.search --papers 1000 --pagefind "python -m pagefind"

Bytes are those of gzipped answers, as hosts send them, without headers. Each query is asked in a
fresh context (first query: script, index and results) and then others in one that stays (later).
"""

import argparse
import functools
import gzip
import json
import os
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from generator.text.fold import fold
from tests.benchmarks.search_corpus import (
    KINDS,
    Query,
    make_queries,
    make_search_papers,
    write_search_site,
)

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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        return gzip.compress((self.folder / path).read_bytes(), 6)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote(urlsplit(handler.path).path).lstrip("/") or "index.html"
        file = self.folder / path
        if path == "harness.html":
            data, is_packed = HARNESS.encode(), False
        elif not file.is_file():
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

    def report(self, name: str) -> None:
        kinds = [kind for kind in KINDS if self.ranks[kind]]
        ranks = "  ".join(f"{kind} {statistics.fmean(self.ranks[kind]):.3f}" for kind in kinds)
        print(f"{name:9} MRR: {ranks}")
        for label, sizes in (("first query", sorted(self.first)), ("later", sorted(self.later))):
            middle, high = sizes[len(sizes) // 2] / 1000, sizes[len(sizes) * 9 // 10] / 1000
            print(f"{'':9} {label}: {middle:.1f} KB (90% below {high:.1f}, most {sizes[-1] / 1000:.1f})")
        print(f"{'':9} time to results: {statistics.median(self.milliseconds):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=50, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pagefind", type=shlex.split, help="the command that runs Pagefind")
    parser.add_argument("--folder", type=Path, help="keep the site here, and use it if it is there")
    parser.add_argument("--show", action="store_true", help="print the queries that are not answered first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary, "site")
        if not folder.exists():
            write_search_site(folder, options.papers, options.seed)
        output = folder / "output"
        build(folder)
        papers = list(make_search_papers(options.papers, options.seed))
        queries = make_queries(papers, options.queries, slugs(output), options.seed)
        compare(output, queries, options.pagefind, show=options.show)


def build(folder: Path) -> None:
    command = [sys.executable, "-m", "generator", "build", "--site", str(folder)]
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    shards = [file.stat().st_size for file in (folder / "output" / "assets" / "search").iterdir()]
    print(f"byline build {used:.1f} CPU-s; index: {len(shards)} files, {sum(shards) / 1e6:.1f} MB")


def slugs(output: Path) -> dict[str, str]:
    """Return the slugs of people by folded name, as the index has them."""
    found: dict[str, str] = {}
    for file in (output / "assets" / "search").glob("r-person-*.json"):
        for slug, name, *_ in json.loads(file.read_text(encoding="utf-8")):
            found[fold(name)] = slug
    return found


def compare(output: Path, queries: list[Query], pagefind: list[str] | None, *, show: bool) -> None:
    from playwright.sync_api import sync_playwright

    host = Host(output)
    if pagefind and not (output / "pagefind").is_dir():
        started = time.perf_counter()
        glob = "{papers,authors}/*.html"
        subprocess.run([*pagefind, "--site", str(output), "--glob", glob], check=True, capture_output=True)
        files = sum(1 for file in (output / "pagefind").rglob("*") if file.is_file())
        print(f"pagefind {time.perf_counter() - started:.1f} s; {files} files")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        ask_byline(browser, host, queries, show=show).report("Byline")
        if pagefind:
            ask_pagefind(browser, host, queries).report("Pagefind")
        browser.close()


def ask_byline(browser, host: Host, queries: list[Query], *, show: bool) -> Results:
    results = Results()
    done = "#results li, #results-empty:not([hidden])"
    for query in queries[:40]:
        context = browser.new_context()
        page = context.new_page()
        host.take("")
        page.goto(f"{host.address}/search.html?q={quote(query.text)}")
        page.wait_for_selector(done)
        page.wait_for_load_state("networkidle")
        results.first.append(host.take("assets/search"))
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
        results.add(query, paths, host.take("assets/search/"), took)
        if show and (not paths or paths[0] != query.path):
            said = page.inner_text("#results-status") or page.inner_text("#results-empty")
            print("  ", query, paths[:3], said)
    return results


def ask_pagefind(browser, host: Host, queries: list[Query]) -> Results:
    results = Results()
    for query in queries[:40]:
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
