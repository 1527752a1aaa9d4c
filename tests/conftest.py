"""What tests of whole sites share: the command as a user runs it, sites, and one switch."""

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, settings

from generator.cli import main
from generator.pipeline import Request, build

ROOT = Path(__file__).resolve().parents[1]

# Caches of commands that tests run are not the developer's own.
_CACHES = TemporaryDirectory(prefix="byline-caches-")
os.environ["XDG_CACHE_HOME"] = _CACHES.name

# No time limit in a test: machines are shared. In CI the same examples are tried each time.
settings.register_profile(
    "byline",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("byline")


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


Byline = Callable[..., Finished]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite-golden`."""
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what tests/golden and tests/invalid expect anew; look at the difference before a commit",
    )


@pytest.fixture(scope="session")
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def byline(monkeypatch: pytest.MonkeyPatch) -> Byline:
    """Runs `byline ARGUMENTS` in this process; an exception that a user would see fails the test."""

    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Finished:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code = 0
        with monkeypatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.setattr(sys, "argv", ["byline", *map(str, arguments)])
            here.chdir(cwd or Path.cwd())
            for name, value in environment.items():
                here.setenv(name, value)
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        texts = (stream.buffer.getvalue().decode() for stream in (out, err))
        return Finished(code, *texts)

    return run


@pytest.fixture(scope="session")
def byline_process() -> Byline:
    """Runs `byline ARGUMENTS` in a process of its own, where warnings of our own code are errors."""

    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Finished:
        done = subprocess.run(
            [sys.executable, "-W", "error:::generator", "-m", "generator", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run


def site_from(content: Path, folder: Path) -> Path:
    """Return a new site with a copy of some sources."""
    shutil.copytree(content, folder / "content")
    return folder


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the sample site, which has no address of its own."""
    site = site_from(ROOT / "content", tmp_path_factory.mktemp("sample"))
    build(Request(site=site, jobs=1))
    return site / "output"


@pytest.fixture(scope="session")
def lab_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a lab with every kind of page, on the default theme, with an address."""
    site = site_from(ROOT / "tests" / "golden" / "lab" / "content", tmp_path_factory.mktemp("lab"))
    build(Request(site=site, jobs=1, theme="default"))
    return site / "output"


@pytest.fixture(scope="session")
def author_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one author's site where every field has a value, on the default theme."""
    site = site_from(ROOT / "tests" / "golden" / "author" / "content", tmp_path_factory.mktemp("author"))
    build(Request(site=site, jobs=1, theme="default"))
    return site / "output"


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A site of one person and two papers, to change and to break."""
    site = tmp_path / "site"
    paper = "title: Reading {}\nauthors: [Ada Example]\ndate: 2026-01-01\nabstract: About reading.\n"
    for path, text in {
        "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\n",
        "authors/ada-example.yaml": "name: Ada Example\n",
        "papers/slow.yaml": paper.format("Slowly"),
        "papers/fast.yaml": paper.format("Fast"),
        "static/note.txt": "a note\n",
    }.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return site


class _PagesHandler(BaseHTTPRequestHandler):
    """Answers as GitHub Pages does; a subclass for each server names the folder and the path."""

    folder: Path
    mount: str
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: else each answer waits for an acknowledgement

    def do_GET(self) -> None:  # http.server's name
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.mount):
            # What lies above a project site is another site.
            redirect = f"{path}/" == self.mount
            self._answer(301 if redirect else 404, b"", "text/plain", self.mount if redirect else "")
            return
        found = self._find(path.removeprefix(self.mount))
        if found is None:
            missing = self.folder / "404.html"
            self._answer(404, missing.read_bytes() if missing.is_file() else b"", "text/html; charset=utf-8")
        elif found.is_dir():
            self._answer(301, b"", "text/html", f"{self.path}/")
        else:
            kind = guess_type(found.name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
            self._answer(200, found.read_bytes(), f"{kind}; charset=utf-8" if text else kind)

    do_HEAD = do_GET  # noqa: N815  # http.server's name

    def _find(self, path: str) -> Path | None:
        """Return a file, a folder that is asked for without its final slash, or None."""
        if ".." in PurePosixPath(path).parts:
            return None
        place = self.folder / path
        if not path or path.endswith("/"):
            return place / "index.html" if (place / "index.html").is_file() else None
        if place.is_file():
            return place
        page = place.with_name(f"{place.name}.html")
        return page if page.is_file() else place if (place / "index.html").is_file() else None

    def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def pages_server(folder: Path, mount: str = "/") -> Iterator[str]:
    """Serve a folder below a path as GitHub Pages would, on a free port; give the address.

    Names without `.html` are found, `404.html` answers at any depth, what is above the path is not
    the site's, and any other website may read the files.
    """
    handler = type("Handler", (_PagesHandler,), {"folder": folder, "mount": mount})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{mount}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


PagesServer = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def serve_pages() -> PagesServer:
    """`with serve_pages(folder, "/repo/") as address`: a server that behaves as GitHub Pages does."""
    return pages_server
