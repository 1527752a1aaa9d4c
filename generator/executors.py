"""Executors that `--executor` names: so far a Dask cluster, reached through Dask's own client.

    with open_executor("dask://example.org:8786") as executor:
        build(Request(site, executor=executor))

Nothing of Dask is imported before it is asked for. Workers need no file of the site: what they make
files from is sent to them, and they send the files back. What they do need is the same Byline with the
same libraries, else they would make other bytes; that is checked before any work is sent.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from generator import __version__
from generator.errors import MissingExtraError, OutsideError, UsageError

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

SCHEME = "dask"
PORT = 8786
"""Of a Dask scheduler that was not told another one."""

CONNECT_S = 10.0
"""How long a scheduler may take to answer, and after that its first worker to be there."""

NO_SCHEDULER = "start one with: dask scheduler; its address is what it prints, not that of its dashboard"

LARGE_BYTES = 1 << 16
"""What is as long as this goes to each worker once, not with each task."""

LIBRARIES = (
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "math-core",
    "msgspec",
    "nh3",
    "Pygments",
    "pylatexenc",
    "python-slugify",
    "text-unidecode",
)
"""What the bytes of a file depend on beside Byline."""


def scheduler_address(url: str) -> str:
    """Return the address that Dask has for the scheduler of a `dask://HOST:PORT`.

    Raises:
        UsageError: It is no such address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme != SCHEME or not host or rest:
        raise UsageError(f"--executor {url!r} is no address of a cluster", "write dask://HOST:8786")
    shown = f"[{host}]" if ":" in host else host
    return f"tcp://{shown}:{port or PORT}"


@contextmanager
def open_executor(url: str) -> Iterator[Executor]:
    """Connect to the cluster that a URL names, for the time of the block.

    Raises:
        UsageError: The URL is no such address.
        MissingExtraError: `byline[dask]` is not installed.
        OutsideError: The cluster does not answer, has no workers, or they have another Byline.
    """
    address = scheduler_address(url)
    try:
        import distributed  # noqa: F401  whether it is there
    except ImportError as error:
        raise MissingExtraError(f"--executor {url}", "dask") from error
    with _quiet(), _connected(address) as client:
        workers = _workers(client, address)
        executor = DaskExecutor(client, workers)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


class DaskExecutor(Executor):
    """Dask's executor; what is large goes to each worker once, however many tasks have it."""

    def __init__(self, client: "Client", workers: int) -> None:
        """Wrap the executor of a client.

        Args:
            workers: How many threads the cluster's workers have.
        """
        self._client = client
        # Not pure: a task that failed is not answered from memory when it is sent again.
        self._executor = client.get_executor(pure=False)
        self._max_workers = workers
        self._large: tuple[bytes, Any] | None = None

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Let a worker call the function."""
        sent = [self._placed(arg) if _is_large(arg) else arg for arg in args]
        future: Future[T] = self._executor.submit(fn, *sent, **kwargs)
        return future

    def _placed(self, data: bytes) -> Any:
        """Return what stands for the data on the workers; those sent before are given up."""
        if self._large is None or self._large[0] is not data:
            self._large = None
            self._large = (data, self._client.scatter(data, broadcast=True, hash=False))
        return self._large[1]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what was sent; the cluster goes on."""
        self._large = None
        self._executor.shutdown(wait=wait and not cancel_futures)


def _is_large(arg: object) -> bool:
    return isinstance(arg, bytes) and len(arg) >= LARGE_BYTES


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    import distributed

    _look_for_scheduler(address)
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except OSError as error:
        raise OutsideError(f"the Dask scheduler at {address} has gone: {error}", NO_SCHEDULER) from error
    try:
        yield client
    finally:
        with suppress(OSError):
            client.close(timeout=CONNECT_S)


def _look_for_scheduler(address: str) -> None:
    """Ask who answers at an address: Dask's client can wait for ever for what is no scheduler."""
    try:
        found = asyncio.run(asyncio.wait_for(_identity(address), CONNECT_S))
    except (OSError, ValueError) as error:
        raise OutsideError(f"no Dask scheduler answers at {address}", NO_SCHEDULER) from error
    if found.get("type") != "Scheduler":
        raise OutsideError(f"at {address} is no Dask scheduler, but a {found.get('type')}", NO_SCHEDULER)


async def _identity(address: str) -> Mapping[str, object]:
    import distributed

    async with distributed.rpc(address, timeout=CONNECT_S) as other:
        found: Mapping[str, object] = await other.identity()
        return found


def _workers(client: "Client", address: str) -> int:
    """Return how many threads the workers have, once all are known to have this Byline."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
        ours, theirs = versions(), client.run(versions, on_error="return")
        threads = client.nthreads()
    except OSError as error:
        raise OutsideError(
            f"the Dask cluster at {address} has no workers", f"start some with: dask worker {address}"
        ) from error
    other = differences(ours, theirs)
    if other:
        raise OutsideError(
            f"workers of the Dask cluster cannot build this site: {other}",
            "install the same versions on all workers, and start them again",
        )
    return sum(threads.values())


@lru_cache(maxsize=1)
def versions() -> Mapping[str, str]:
    """Return what must be the same for the same bytes, as this process had it when it was first asked."""
    return {
        "Byline": f"{__version__} ({_code_digest()})",
        "Python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _code_digest() -> str:
    """Return what tells two states of our own code from each other, both called the same."""
    folder = Path(__file__).parent
    digest = blake2b(digest_size=4)
    for file in sorted(folder.rglob("*.py"), key=lambda file: file.relative_to(folder).as_posix()):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def differences(ours: Mapping[str, str], theirs: Mapping[str, object]) -> str:
    """Return how the versions of the first worker that differs differ, "" when none does.

    Args:
        ours: Of `versions`.
        theirs: The same by worker, or the exception that asking it has raised.
    """
    for worker, found in sorted(theirs.items()):
        if isinstance(found, ModuleNotFoundError):
            missing = (found.name or "").partition(".")[0]
            return f"{worker} has no {'Byline' if missing == 'generator' else missing}"
        if not isinstance(found, Mapping):
            return f"{worker} says: {found}"
        other = [
            f"{name} {found.get(name)}, not {own}" for name, own in ours.items() if found.get(name) != own
        ]
        if other:
            return f"{worker} has {'; '.join(other)}"
    return ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own log lines away: what goes wrong is said by our errors."""
    # Of a batch that is given up, Dask's loop complains by way of tornado, with a traceback.
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado.application")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
