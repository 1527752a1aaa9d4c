"""The handlers of the preview's server: the output's files, and what the preview's script asks for."""

import mimetypes
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from html import escape
from pathlib import Path
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from generator.serve.addresses import NOT_FOUND, find_file, is_allowed_host, is_shared
from generator.serve.injecting import ELEMENT, with_preview_script
from generator.serve.state import Digests, Snapshot

_STATIC = Path(__file__).parent / "static"
_BLOCK_BYTES = 1 << 18
_NOTHING_YET = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Byline preview</title>
%s</head>
<body>
<h1>There is no page to show yet</h1>
<pre>%s</pre>
</body>
</html>
"""
_NO_PAGE = 'byline;desc="none"'
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")

# The system's own table differs from machine to machine.
TYPES: dict[str, str] = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".tex": "text/x-tex",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}

_TEXTUAL = (
    "text/",
    "application/json",
    "application/jsonl",
    "application/xml",
    "application/x-",
    "image/svg",
)


def content_type(path: str) -> str:
    """Return the Content-Type of a file by its name; text is UTF-8."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  a Path for a URL's path would mislead
    found = TYPES.get(suffix) or mimetypes.types_map.get(suffix)
    if found is None:
        return "application/octet-stream"
    is_text = found.startswith(_TEXTUAL) or found.endswith(("+xml", "+json"))
    return f"{found}; charset=utf-8" if is_text else found


@dataclass(slots=True)
class Served:
    """What all handlers share.

    Attributes:
        output: The folder that is served.
        host: What `--host` says.
        snapshot: Replaced after every rebuild, on the server's own loop.
    """

    output: Path
    host: str
    snapshot: Snapshot = field(default_factory=Snapshot)
    digests: Digests = field(default_factory=Digests)

    def page_of(self, address: str) -> tuple[str, bool]:
        """Return the file that answers an address, else 404.html, and whether it is the first."""
        found = find_file(self.output, address, self.snapshot.base)
        return (found.path, True) if found.path else (NOT_FOUND, False)


class Answer(RequestHandler):
    """What all answers have in common: only our own host is answered, and nothing is kept."""

    served: Served

    def initialize(self, served: Served) -> None:
        """Take what the handlers share."""
        self.served = served

    def prepare(self) -> None:
        """Refuse requests that were meant for another host."""
        if not is_allowed_host(self.request.headers.get("Host", ""), self.served.host):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(b"This preview answers only under its own address.\n")

    def set_default_headers(self) -> None:
        """Say that every answer must be asked for again, and is what it says it is."""
        self.set_header("Server", "Byline preview")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Say nothing of a browser that went away before it had its answer."""
        if not isinstance(error, StreamClosedError):
            super().log_exception(kind, error, trace)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer failures in one plain line."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")

    def check_etag_header(self) -> bool:
        """Leave it to `answer`, which knows the digest without making the body."""
        return False

    def compute_etag(self) -> None:
        """Let no second ETag stand beside ours."""
        return


class File(Answer):
    """Answers with files of the output."""

    async def head(self, address: str) -> None:
        """Answer as to GET, without the content."""
        await self.get(address)

    async def get(self, address: str) -> None:
        """Answer with the file, a redirection, the 404 page, or a page that shows the problems."""
        address = self.request.path
        found = find_file(self.served.output, address, self.served.snapshot.base)
        if found.redirect:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(found.redirect + query, permanent=False)
            return
        if found.path:
            await self._send(found.path)
            return
        if not self.served.snapshot.has_pages:
            self._send_nothing_yet()
            return
        self.set_status(404)
        if (self.served.output / NOT_FOUND).is_file():
            await self._send(NOT_FOUND)
            return
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(b"404 Not Found\n")

    def _send_nothing_yet(self) -> None:
        self.set_status(503)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Server-Timing", _NO_PAGE)
        problems = "\n".join(problem.format_text() for problem in self.served.snapshot.problems)
        said = escape(problems or "The site is not built yet.")
        self.finish(_NOTHING_YET % (ELEMENT, said.encode()))

    async def _send(self, path: str) -> None:
        file = self.served.output / path
        kind = content_type(path)
        digest = self.served.digests.of(file)
        if not digest:
            raise HTTPError(404)
        self.set_header("Content-Type", kind)
        self.set_header("Accept-Ranges", "bytes")
        self.set_header("ETag", f'"{digest}"')
        if is_shared(path):
            self.set_header("Access-Control-Allow-Origin", "*")
        is_page = kind.startswith("text/html")
        if is_page:
            # Where the page's script learns which state of the page it is in.
            number = self.served.snapshot.number
            self.set_header("Server-Timing", f'byline;desc="{digest}", byline-build;desc="{number}"')
        if self.get_status() == 200 and _names(self.request.headers.get("If-None-Match", ""), digest):
            self.set_status(304)
            self.clear_header("Content-Type")
            await self.finish()
            return
        if is_page:
            await self._send_bytes(with_preview_script(file.read_bytes()), digest)
        else:
            self.set_header("Last-Modified", formatdate(file.stat().st_mtime, usegmt=True))
            await self._send_file(file, digest)

    async def _send_bytes(self, content: bytes, digest: str) -> None:
        start, stop = self._range(len(content), digest)
        self.set_header("Content-Length", str(stop - start))
        await self.finish(content[start:stop] if self.request.method == "GET" else None)

    async def _send_file(self, file: Path, digest: str) -> None:
        with file.open("rb") as content:
            start, stop = self._range(os.fstat(content.fileno()).st_size, digest)
            self.set_header("Content-Length", str(stop - start))
            if self.request.method == "GET":
                content.seek(start)
                for size in _blocks(stop - start):
                    self.write(content.read(size))
                    await self.flush()
        await self.finish()

    def _range(self, size: int, digest: str) -> tuple[int, int]:
        """Return which bytes are asked for, after setting the status that says so.

        Source:
            RFC 9110, section 14: one range of bytes is answered as such; several, and what is no
            range, with the whole.
        """
        wanted = _RANGE.fullmatch(self.request.headers.get("Range", ""))
        condition = self.request.headers.get("If-Range", "")
        if wanted is None or wanted.group(0) == "bytes=-" or self.get_status() != 200:
            return 0, size
        if condition and condition != f'"{digest}"':
            return 0, size
        if not wanted[1]:
            start, stop = max(0, size - int(wanted[2])), size
        else:
            start, stop = int(wanted[1]), min(size, int(wanted[2]) + 1 if wanted[2] else size)
        if start >= stop:
            self.set_status(416)
            self.set_header("Content-Range", f"bytes */{size}")
            return 0, 0
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {start}-{stop - 1}/{size}")
        return start, stop


def _blocks(size: int) -> Iterator[int]:
    while size > 0:
        yield min(size, _BLOCK_BYTES)
        size -= _BLOCK_BYTES


def _names(header: str, digest: str) -> bool:
    """Tell whether an If-None-Match header names the digest or anything."""
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}
    return digest in tags or "*" in tags


class OwnFile(Answer):
    """Answers with the preview's own script and style sheet."""

    def get(self, name: str) -> None:
        """Answer with a file that comes with the preview."""
        self.set_header("Content-Type", content_type(name))
        self.finish((_STATIC / name).read_bytes())

    head = get


class State(Answer):
    """Tells a page whether it is still what the output holds, and what is wrong."""

    def get(self) -> None:
        """Answer for the page whose address is the argument `path`."""
        path, _ = self.served.page_of(self.get_argument("path", "/"))
        page = self.served.digests.of(self.served.output / path)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.served.snapshot.to_json(page))
