"""Runs the preview: binds, builds, serves and watches until it is told to end."""

import asyncio
import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Protocol

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.routing import PathMatches, Rule
from tornado.web import Application

from generator.errors import Diagnostic, OutsideError
from generator.pipeline.request import Progress, Request
from generator.pipeline.resident import Rebuilt, Resident
from generator.serve.addresses import base_path, shown_host
from generator.serve.answering import File, OwnFile, Served, State
from generator.serve.rebuilding import Rebuilder, Ties
from generator.serve.state import Snapshot, blocking
from generator.serve.telling import Client, Socket, addresses_open, is_loaded_by_pages, tell
from generator.serve.watching import Changes, Watcher

PORTS_TRIED = 100
END_S = 5.0
"""How long an unfinished rebuild is waited for at the end; a killed one harms nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the preview is served.

    Attributes:
        port: The first port that is tried; 0: any.
        open_browser: Called with the address once it answers, or None.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    open_browser: Callable[[str], None] | None = None


class Reporter(Protocol):
    """Says on the terminal what happens; may be called from several threads."""

    def serving(self, address: str, taken_port: int | None) -> None:
        """Say where the preview is, and which port was wanted if another program has it."""

    def rebuilt(self, rebuilt: Rebuilt) -> None:
        """Say what a rebuild did, if it did anything."""

    def failed(self, message: str, hint: str | None) -> None:
        """Say what stands in the way of a rebuild, or of watching."""


def serve(
    request: Request,
    settings: Settings,
    reporter: Reporter,
    progress: Callable[[], AbstractContextManager[Progress]],
) -> None:
    """Build a site, serve it, and rebuild it at every change, until Ctrl-C or SIGTERM.

    Args:
        progress: Shows how the first build goes on.

    Raises:
        OutsideError: No port can be bound, or the site's folder cannot be watched.
    """
    with _ending_by_interrupt():
        try:
            sockets, port = bind(settings.host, settings.port)
            try:
                preview = _Preview(request, settings, reporter)
                preview.run(sockets, port, progress)
            finally:
                for bound in sockets:
                    bound.close()
        except KeyboardInterrupt:
            return


def bind(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Return listening sockets and their port: the one wanted, else the next that is free.

    Raises:
        OutsideError: The host is none of this machine's, or no port is free.
    """
    candidates = range(port, min(port + PORTS_TRIED, 65536)) if port else (0,)
    for candidate in candidates:
        try:
            sockets = _listening(host, candidate)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise OutsideError(
                f"cannot serve on {host}, port {candidate}: {error.strerror or error}",
                "without --host and --port this machine alone is served, on port 8000 or the next free one",
            ) from error
        return sockets, int(sockets[0].getsockname()[1])
    raise OutsideError(f"no free port from {candidates[0]} to {candidates[-1]}", "choose one with --port")


def _listening(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of the host, all on one port."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            bound = socket.socket(family, kind, protocol)
            sockets.append(bound)
            if os.name != "nt":
                # Else a port stays taken for a minute after its last connection.
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            bound.setblocking(False)
            own = port or (sockets[0].getsockname()[1] if len(sockets) > 1 else 0)
            bound.bind((address[0], own, *address[2:]))
            bound.listen(128)
    except OSError:
        for bound in sockets:
            bound.close()
        raise
    return sockets


@contextmanager
def _ending_by_interrupt() -> Iterator[None]:
    """Let SIGTERM end what runs as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Preview:
    """One run of the preview, from the first build to the end."""

    def __init__(self, request: Request, settings: Settings, reporter: Reporter) -> None:
        self._request = request
        self._settings = settings
        self._reporter = reporter
        self._served = Served(request.output_folder, settings.host)

    def run(
        self,
        sockets: list[socket.socket],
        port: int,
        progress: Callable[[], AbstractContextManager[Progress]],
    ) -> None:
        """Serve on the sockets until the end."""
        resident = Resident(self._request)
        # Before any thread is started: worker processes can be forked from a single one only.
        with progress() as show:
            first = self._first_build(resident, show)
        asyncio.run(self._serve(resident, first, sockets, port))

    def _first_build(self, resident: Resident, progress: Progress) -> Rebuilt | None:
        try:
            return resident.rebuild(progress)
        except OutsideError as error:
            self._reporter.failed(str(error), error.hint)
            return None

    async def _serve(
        self, resident: Resident, first: Rebuilt | None, sockets: list[socket.socket], port: int
    ) -> None:
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        with _signals(loop, ended):
            if first is not None:
                self._take(first)
                self._reporter.rebuilt(first)
            server = HTTPServer(application(self._served))
            server.add_sockets(sockets)
            self._announce(port)
            changes = Changes()
            watcher = Watcher(self._request.site, changes, lambda text: self._reporter.failed(text, None))
            try:
                watcher.start()
            except OSError as error:
                raise OutsideError(f"cannot watch {self._request.site}: {error.strerror}") from error

            def done(rebuilt: Rebuilt) -> None:
                loop.call_soon_threadsafe(self._take, rebuilt)

            ties = Ties(self._viewed, done, self._reporter.rebuilt, self._reporter.failed)
            rebuilder = Rebuilder(resident, changes, watcher, self._request.site, ties)
            rebuilder.start()
            try:
                await ended.wait()
            finally:
                changes.close()
                server.stop()
                await server.close_all_connections()
                await asyncio.to_thread(watcher.stop)
                await asyncio.to_thread(rebuilder.join, END_S)

    def _viewed(self) -> frozenset[str]:
        return frozenset(self._served.page_of(address)[0] for address in addresses_open())

    def _announce(self, port: int) -> None:
        wanted = self._settings.port
        address = f"http://{shown_host(self._settings.host)}:{port}/"
        self._reporter.serving(address, wanted if wanted not in (0, port) else None)
        if self._settings.open_browser is not None:
            opener = threading.Thread(target=self._settings.open_browser, args=(address,), daemon=True)
            opener.start()

    def _take(self, rebuilt: Rebuilt) -> None:
        """Make a rebuild what is served, and tell the browsers; on the server's loop."""
        before = self._served.snapshot
        problems = _stopping(rebuilt)
        changed = _changed_paths(rebuilt)
        number = before.number + 1
        self._served.snapshot = Snapshot(
            number=number,
            shared=number if any(map(is_loaded_by_pages, changed)) else before.shared,
            problems=problems,
            base=base_path(rebuilt.url) if rebuilt.published else before.base,
            has_pages=rebuilt.published is not None or (self._served.output / "index.html").is_file(),
        )
        if not changed and problems == before.problems and before.number:
            return
        tell(changed, self._served.snapshot)


def _stopping(rebuilt: Rebuilt) -> tuple[Diagnostic, ...]:
    return () if rebuilt.published is not None else blocking(rebuilt.diagnostics)


def _changed_paths(rebuilt: Rebuilt) -> tuple[str, ...]:
    published = rebuilt.published
    return () if published is None else (*published.written_paths, *published.removed_paths)


@contextmanager
def _signals(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM set the event while the loop runs, where the system can do that."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    try:
        for number in numbers:
            loop.add_signal_handler(number, ended.set)
    except (NotImplementedError, ValueError, RuntimeError):
        yield
        return
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def application(served: Served) -> Application:
    """Return the web application that answers for the preview."""
    # Requests are the user's own: a line for each would hide the lines that matter.
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    # A browser that has just gone is no mistake, but LiveReload tells of it with a traceback.
    logging.getLogger("livereload").setLevel(logging.CRITICAL)
    shared = {"served": served}
    return Application(
        [
            Rule(_SocketRequests(), Socket, shared),
            Rule(PathMatches(r"/_byline/livereload\.js"), Client, shared),
            Rule(PathMatches(r"/_byline/state\.json"), State, shared),
            Rule(PathMatches(r"/_byline/(preview\.js|overlay\.css)"), OwnFile, shared),
            Rule(PathMatches(r"(.*)"), File, shared),
        ],
        websocket_ping_interval=20,
    )


class _SocketRequests(PathMatches):
    """Matches the address that LiveReload's client asks, for sockets only: a page may have it too."""

    def __init__(self) -> None:
        super().__init__(r"/livereload")

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return None
        return super().match(request)
