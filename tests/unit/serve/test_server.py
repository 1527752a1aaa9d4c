"""What the preview answers, over real HTTP on this machine."""

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpserver import HTTPServer
from tornado.websocket import websocket_connect

from generator.errors import Diagnostic, OutsideError, Severity
from generator.serve.answering import Served
from generator.serve.injecting import ELEMENT
from generator.serve.server import application, bind
from generator.serve.state import Snapshot
from generator.serve.telling import addresses_open

PAGE = b"<!doctype html><html><head><title>a</title></head><body>page</body></html>"
ERROR = Diagnostic("content/papers/a.md", 3, 1, Severity.ERROR, "unknown-field", "unknown field", "a hint")


class Running:
    """A server in a thread of its own, and a client for it."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        self._started.wait()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        sockets, self.port = bind("127.0.0.1", 0)
        server = HTTPServer(application(self.served))
        server.add_sockets(sockets)
        self._started.set()
        await self._ended.wait()
        server.stop()
        await server.close_all_connections()

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def ask(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        client = http.client.HTTPConnection("127.0.0.1", self.port)
        client.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = client.getresponse()
        content = answer.read()
        client.close()
        return answer.status, answer.headers, content


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A server of a small output folder."""
    output = tmp_path / "output"
    for path, content in {
        "index.html": PAGE,
        "404.html": PAGE.replace(b"page", b"missing"),
        "people.html": PAGE,
        "guide/index.html": PAGE,
        "assets/byline.css": b"p{}",
        "api/v1/site.json": b"{}",
        "embed/a.fragment.html": b"<p>fragment</p>",
        "paper.pdf": bytes(range(100)),
        "feed.xml": b"<feed/>",
        "large.bin": b"x" * 3_000_000,
    }.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(content)
    running = Running(Served(output, "127.0.0.1", Snapshot(1, (), "", has_pages=True)))
    yield running
    running.end()


def test_a_page_differs_from_the_published_one_by_the_script_alone(server: Running) -> None:
    status, headers, content = server.ask("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert content.replace(ELEMENT, b"") == PAGE
    assert content.count(ELEMENT) == 1
    assert headers["Content-Length"] == str(len(content))


def test_a_missing_page_is_answered_with_the_404_page(server: Running) -> None:
    status, _, content = server.ask("/nothing/here")
    assert status == 404
    assert b"missing" in content
    assert ELEMENT in content


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/byline.css", "text/css; charset=utf-8"),
        ("/api/v1/site.json", "application/json; charset=utf-8"),
        ("/paper.pdf", "application/pdf"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/large.bin", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_as_what_it_is(server: Running, path: str, kind: str) -> None:
    status, headers, _ = server.ask(path)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_large_file_is_sent_whole(server: Running) -> None:
    assert server.ask("/large.bin")[2] == b"x" * 3_000_000


def test_json_and_embeds_may_be_read_by_pages_of_other_sites(server: Running) -> None:
    assert server.ask("/api/v1/site.json")[1]["Access-Control-Allow-Origin"] == "*"
    _, headers, content = server.ask("/embed/a.fragment.html")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert content == b"<p>fragment</p>"
    assert server.ask("/")[1]["Access-Control-Allow-Origin"] is None


def test_a_page_that_the_browser_has_is_not_sent_again(server: Running) -> None:
    tag = server.ask("/")[1]["ETag"]
    status, headers, content = server.ask("/", If_None_Match=tag)
    assert (status, content) == (304, b"")
    assert headers["ETag"] == tag
    assert server.ask("/", If_None_Match=f'"other", W/{tag}')[0] == 304
    assert server.ask("/", If_None_Match='"other"')[0] == 200


def test_a_page_that_was_written_anew_has_another_tag(server: Running) -> None:
    tag = server.ask("/")[1]["ETag"]
    new = server.served.output / "new"
    new.write_bytes(PAGE.replace(b"page", b"Page"))
    new.replace(server.served.output / "index.html")
    status, headers, content = server.ask("/", If_None_Match=tag)
    assert status == 200
    assert headers["ETag"] != tag
    assert b"Page" in content


@pytest.mark.parametrize(
    ("wanted", "status", "first", "length"),
    [
        ("bytes=10-19", 206, 10, 10),
        ("bytes=90-", 206, 90, 10),
        ("bytes=-5", 206, 95, 5),
        ("bytes=90-500", 206, 90, 10),
        ("bytes=-500", 206, 0, 100),
        ("bytes=1-2,4-5", 200, 0, 100),
        ("lines=1-2", 200, 0, 100),
        ("bytes=-", 200, 0, 100),
        ("bytes=100-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        (f"bytes=0-{'9' * 5000}", 200, 0, 100),
        (f"bytes={'9' * 18}-", 416, 0, 0),
    ],
)
def test_a_range_is_sent_as_asked(server: Running, wanted: str, status: int, first: int, length: int) -> None:
    found, headers, content = server.ask("/paper.pdf", Range=wanted)
    assert found == status
    assert content == bytes(range(100))[first : first + length]
    if status == 206:
        assert headers["Content-Range"] == f"bytes {first}-{first + length - 1}/100"
    if status == 416:
        assert headers["Content-Range"] == "bytes */100"


def test_a_range_of_another_state_of_the_file_is_not_sent(server: Running) -> None:
    assert server.ask("/paper.pdf", Range="bytes=0-1", If_Range='"other"')[0] == 200
    tag = server.ask("/paper.pdf")[1]["ETag"]
    assert server.ask("/paper.pdf", Range="bytes=0-1", If_Range=tag)[0] == 206


def test_head_says_what_get_would(server: Running) -> None:
    for path in ("/", "/paper.pdf", "/nothing"):
        status, headers, content = server.ask(path, "HEAD")
        wanted = server.ask(path)
        assert (status, content) == (wanted[0], b"")
        assert headers["Content-Length"] == str(len(wanted[2]))


@pytest.mark.parametrize(
    "path",
    ["/", "/api/v1/site.json", "/_byline/preview.js", "/_byline/state.json", "/_byline/livereload.js"],
)
def test_requests_for_another_host_are_refused(server: Running, path: str) -> None:
    status, _, content = server.ask(path, Host="evil.example")
    assert status == 403
    assert PAGE not in content


def test_a_socket_for_a_page_of_another_site_is_refused(server: Running) -> None:
    opening = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec_WebSocket_Version": "13",
    }
    assert server.ask("/livereload", **opening, Origin="http://evil.example")[0] == 403
    assert server.ask("/livereload", **opening, Host="evil.example")[0] == 403


def test_what_is_no_message_of_a_page_is_passed_over(server: Running) -> None:
    async def say(*messages: str) -> tuple[frozenset[str], list[str | bytes | None]]:
        opened = await websocket_connect(f"ws://127.0.0.1:{server.port}/livereload")
        for message in messages:
            await opened.write_message(message)
        answers = [await opened.read_message() for _ in range(2)]
        pages = addresses_open()
        opened.close()
        while await opened.read_message() is not None:
            pass
        return pages, answers

    hello = {"command": "hello", "url": "http://127.0.0.1/people.html?a#b"}
    pages, answers = asyncio.run(say("[" * 9000, "1", "{", json.dumps(hello)))
    assert pages == {"/people.html"}
    assert all(answers)
    for url in ("http://[::1", "http://[x]/", 7, None, ["/"]):
        pages, answers = asyncio.run(say(json.dumps({"command": "hello", "url": url})))
        assert pages <= {"/people.html"}
        assert all(answers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(server: Running, method: str) -> None:
    assert server.ask("/", method)[0] == 405


def test_a_redirection_stays_on_the_site_and_keeps_the_query(server: Running) -> None:
    status, headers, _ = server.ask("/guide?a=b")
    assert (status, headers["Location"]) == (302, "/guide/?a=b")


def test_the_state_says_which_page_is_current_and_what_is_wrong(server: Running) -> None:
    page = json.loads(server.ask("/_byline/state.json?path=/people")[2])["page"]
    server.served.snapshot = Snapshot(1, has_pages=True)
    assert server.ask("/people")[1]["Server-Timing"] == f'byline;desc="{page}", byline-build;desc="1"'
    missing = json.loads(server.ask("/_byline/state.json?path=/nothing")[2])["page"]
    assert server.ask("/nothing")[1]["Server-Timing"].startswith(f'byline;desc="{missing}", ')
    server.served.snapshot = Snapshot(2, (ERROR,), "", has_pages=True, shared=1)
    state = json.loads(server.ask("/_byline/state.json")[2])
    assert (state["build"], state["shared"]) == (2, 1)
    assert state["problems"] == [
        {
            "path": "content/papers/a.md",
            "line": 3,
            "column": 1,
            "severity": "error",
            "code": "unknown-field",
            "message": "unknown field",
            "hint": "a hint",
        }
    ]


def test_without_any_good_page_a_plain_one_shows_the_problems(tmp_path: Path) -> None:
    running = Running(Served(tmp_path / "output", "127.0.0.1", Snapshot(1, (ERROR,), "", has_pages=False)))
    try:
        status, headers, content = running.ask("/any/page.html")
    finally:
        running.end()
    assert status == 503
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"content/papers/a.md:3:1: error[unknown-field]" in content
    assert ELEMENT in content


def test_the_next_free_port_is_taken() -> None:
    first, port = bind("127.0.0.1", 0)
    second, other = bind("127.0.0.1", port)
    assert other > port
    for bound in (*first, *second):
        bound.close()


def test_a_host_that_is_not_this_machine_is_an_error_of_the_world() -> None:
    with pytest.raises(OutsideError):
        bind("192.0.2.1", 0)


def test_a_port_whose_listener_has_just_ended_can_be_taken_again() -> None:
    sockets, port = bind("127.0.0.1", 0)
    client = socket.create_connection(("127.0.0.1", port))
    client.close()
    for bound in sockets:
        bound.close()
    again, same = bind("127.0.0.1", port)
    for bound in again:
        bound.close()
    assert same == port
