"""A real Chromium, a web server for built sites, and pages that note what a browser complains of.

Without Chromium every test here is skipped, and says so.
"""

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 10_000

NOTE_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here, and skip it where there is no browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once a module and ended before other tests want event loops of their own."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a host of static pages does: quietly, and with the site's own 404 page."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with 404.html; browsers ask every host for an icon by themselves."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serves folders on ports of their own; returns the address of the folder's root, with a slash."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    @functools.cache
    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Watched:
    """A page, and all that went wrong or asked another host while it was open.

    Attributes:
        allowed: Beginnings of addresses that the page may ask.
    """

    page: Any
    complaints: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def open(self, address: str) -> Any:
        """Open an address, wait until all is loaded, and return the page."""
        root = address.split("/")[0] + "//" + address.split("/")[2]
        self.allowed = (root, "data:", "blob:")
        self.page.goto(address, wait_until="load")
        return self.page


Open = Callable[..., Watched]


@pytest.fixture
def watch(browser: Any) -> Iterator[Open]:
    """Opens pages in a context of the given options; at the end nothing may have gone wrong."""
    opened: list[tuple[Any, Watched]] = []

    def new(**options: object) -> Watched:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(NOTE_VIOLATIONS)
        watched = Watched(context.new_page())
        page, said = watched.page, watched.complaints
        page.on("pageerror", lambda error: said.append(f"script: {error}"))
        page.on("console", lambda text: said.append(text.text) if text.type in ("error", "warning") else None)
        page.on("requestfailed", lambda request: _note_failure(said, request.url, str(request.failure)))
        page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "response",
            lambda answer: said.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None,
        )
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(watched.allowed) else said.append(f"asked: {request.url}")
            ),
        )
        opened.append((context, watched))
        return watched

    yield new
    complaints = [complaint for _, watched in opened for complaint in watched.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []


def _note_failure(said: list[str], url: str, failure: str) -> None:
    # Leaving a page ends the requests that are under way; that is no failure of the page.
    if "ERR_ABORTED" not in failure:
        said.append(f"failed: {url} {failure}")
