"""One output works wherever it is put: at a host's root, as a project site, in a subfolder."""

import http.client
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest

from generator.pipeline import Request, build

MOUNTS = ("/", "/repo/", "/~ada/lab/")


class Links(HTMLParser):
    """Collects what a page loads and leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "poster") and value:
                self.found.append(value)
            elif name == "srcset" and value:
                self.found += [part.split()[0] for part in value.split(",")]


class Visitor:
    """Asks one host for paths over one connection."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self.host)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, url: str) -> tuple[int, str, bytes]:
        parts = urlsplit(url)
        assert parts.netloc == self.host
        self._connection.request("GET", quote(parts.path, safe="/%~") or "/")
        answer = self._connection.getresponse()
        return answer.status, answer.getheader("Content-Type") or "", answer.read()


def links_of(url: str, body: bytes) -> Iterator[str]:
    """Yield the absolute addresses of a page's links to its own host."""
    host = urlsplit(url).netloc
    for link in Links(body.decode()).found:
        target = urldefrag(urljoin(url, link)).url
        if urlsplit(target).netloc == host:
            yield target


def visit_all(address: str) -> dict[str, int]:
    """Follow every link from the home page; return the status of each address."""
    seen: dict[str, int] = {}
    waiting = [address]
    with Visitor(address) as visitor:
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            seen[url], kind, body = visitor.get(url)
            if kind.startswith("text/html"):
                waiting += links_of(url, body)
            elif kind.startswith("text/css"):
                waiting += [urljoin(url, found) for found in re.findall(r'url\("?([^")#]+)', body.decode())]
    return seen


@pytest.mark.parametrize("mount", MOUNTS)
def test_every_link_leads_somewhere_wherever_the_output_lies(output: Path, mount: str, serve_pages) -> None:
    with serve_pages(output, mount) as address:
        seen = visit_all(address)
    pages = len(list(output.rglob("*.html")))
    assert {url: status for url, status in seen.items() if status != 200} == {}
    assert all(url.startswith(address) for url in seen)
    assert len(seen) > pages // 2


def test_pages_are_found_without_html(sample_output: Path, serve_pages) -> None:
    with serve_pages(sample_output, "/repo/") as address, Visitor(address) as visitor:
        for file in sorted(sample_output.rglob("*.html")):
            bare = urljoin(address, quote(file.relative_to(sample_output).with_suffix("").as_posix()))
            assert visitor.get(bare) == (200, "text/html; charset=utf-8", file.read_bytes())


@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize("missing", ["nothing", "papers/nothing.html", "a/b/c/d/"])
def test_404_html_is_whole_at_any_depth(small_site: Path, serve_pages, mount: str, missing: str) -> None:
    output = small_site / "output"
    with serve_pages(output, mount) as address, Visitor(address) as visitor:
        build(Request(site=small_site, jobs=1, base_url=address))
        url = urljoin(address, missing)
        status, kind, body = visitor.get(url)
        links = sorted(set(links_of(url, body)) - {url})  # without those within the page
        answers = {link: visitor.get(link)[0] for link in links}

    assert status == 404
    assert kind.startswith("text/html")
    assert any(link.endswith(".css") for link in links)
    assert set(answers.values()) == {200}, answers


def test_only_the_address_differs_between_places(small_site: Path) -> None:
    def files() -> dict[str, bytes]:
        output = small_site / "output"
        return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}

    build(Request(site=small_site, jobs=1, base_url="https://ada.github.io/"))
    at_root = files()
    build(Request(site=small_site, jobs=1, base_url="https://ada.github.io/repo/"))
    below = files()

    assert at_root.keys() == below.keys()
    for path, data in at_root.items():
        assert below[path].replace(b"ada.github.io/repo/", b"ada.github.io/") == data or path == "404.html", (
            path
        )
