"""How browsers are told: LiveReload's socket and client, without its server."""

from asyncio import Future, get_running_loop
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from generator.serve.addresses import is_allowed_host, is_same_origin
from generator.serve.answering import Served
from generator.serve.state import Snapshot

CHANGED = "_byline/changed"
"""What the path begins with that our script's plugin takes for "ask what is new"; no file has it."""

_ALL = "*"
_RELOADING = (".js", ".mjs", ".svg", ".webp", ".avif", ".png", ".jpg", ".jpeg", ".gif", ".woff2", ".woff")
"""Files that pages load: which page loads them is not known, so all are loaded again."""

_UNSHOWN = "og/"
"""Where the pictures are that other websites show for a link: no page loads them."""


class Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """LiveReload's socket, for pages of this server only."""

    def initialize(self, served: Served) -> None:
        """Take what the handlers share."""
        self.served = served
        self.page = ""

    def prepare(self) -> None:
        """Refuse requests that were meant for another host."""
        if not is_allowed_host(self.request.headers.get("Host", ""), self.served.host):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Refuse pages of other sites."""
        return is_same_origin(origin, self.request.headers.get("Host", ""))

    def on_message(self, message: str | bytes) -> None:
        """Let LiveReload answer what its client says, and ignore anything else."""
        try:
            said = json_decode(message)
        except (ValueError, RecursionError):
            return
        if isinstance(said, dict) and isinstance(said.get("command"), str):
            self.page = _path_of(said.get("url"))
            super().on_message(message)
            if said["command"] == "hello":
                # LiveReload waits for one message more: what is told before that would be lost.
                LiveReloadHandler.waiters.add(self)
                self.send_message(_changed(self.served.snapshot))

    def write_message(self, message: str | bytes | dict[str, Any], binary: bool = False) -> "Future[None]":
        """Send a message; a page that has gone meanwhile, as when it loads again, needs none."""
        try:
            sent: Future[None] = super().write_message(message, binary)
        except WebSocketClosedError:
            sent = get_running_loop().create_future()
            sent.set_result(None)
        # LiveReload waits for nothing, and asyncio prints an error that nobody has looked at.
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent


class Client(LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """LiveReload's client, for our own script to load."""

    def initialize(self, served: Served) -> None:
        """Take what the handlers share."""
        self.served = served

    def prepare(self) -> None:
        """Refuse requests that were meant for another host."""
        if not is_allowed_host(self.request.headers.get("Host", ""), self.served.host):
            raise HTTPError(403)


def messages(changed: Iterable[str], snapshot: Snapshot) -> list[dict[str, object]]:
    """Return what LiveReload's clients are told of changed output paths.

    A style sheet is exchanged where it stands. What a page may have loaded makes every page load
    again. Everything else each page finds out by asking, so that only the page that changed moves.
    """
    paths = [path for path in changed if not path.startswith(_UNSHOWN)]
    if any(path.endswith(_RELOADING) for path in paths):
        return [_message(_ALL)]
    sheets = [_message(path) for path in paths if path.endswith(".css")]
    return [*sheets, _changed(snapshot)]


def is_loaded_by_pages(path: str) -> bool:
    """Tell whether pages may have loaded a file of the output beside their own."""
    return path.endswith((*_RELOADING, ".css")) and not path.startswith(_UNSHOWN)


def tell(changed: Iterable[str], snapshot: Snapshot) -> int:
    """Tell every connected browser; call it on the server's loop.

    Args:
        changed: Output paths that were written or removed.
        snapshot: How things stand with them.

    Returns:
        How many browsers there are.
    """
    waiters = LiveReloadHandler.waiters.copy()
    for message in messages(changed, snapshot):
        for waiter in waiters:
            waiter.send_message(message)
    return len(waiters)


def addresses_open() -> frozenset[str]:
    """Return the addresses, without host and query, of the pages that are open; from any thread."""
    pages = [getattr(waiter, "page", "") for waiter in LiveReloadHandler.waiters.copy()]
    return frozenset(page for page in pages if page)


def _path_of(url: object) -> str:
    """Return the path of the address that a page says it has, "" for what is no address."""
    try:
        return urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return ""


def _changed(snapshot: Snapshot) -> dict[str, object]:
    return _message(f"{CHANGED}/{snapshot.number}/{snapshot.shared}")


def _message(path: str) -> dict[str, object]:
    return {"command": "reload", "path": path, "liveCSS": True, "liveImg": False}
