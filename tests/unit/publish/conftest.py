"""A site's output folder that tests build into, kill builds of, and look at."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.publish import Publication, Published

Tree = dict[str, bytes]

_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "open")
_KILLED = 77


class Builder:
    """Builds whole sites, given as `{path: bytes}`, into one output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.state = folder / ".output.byline"

    def build(self, files: Mapping[str, bytes], **options: object) -> Published:
        with Publication(self.output, **options) as publication:  # type: ignore[arg-type]
            artifacts = [publication.stage.write(path, data) for path, data in files.items()]
            return publication.commit(artifacts)

    def open_and_leave(self) -> None:
        with Publication(self.output):
            pass

    def put(self, path: str, data: bytes) -> Path:
        """Put a file into the output as its user would."""
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return target

    def tree(self) -> Tree:
        """Return every file of the output; empty folders show as a path that ends in `/`."""
        return tree_of(self.output)


def tree_of(folder: Path) -> Tree:
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name + "/"] = b""
    return found


def killed_at(count: int, action: Callable[[], object]) -> bool:
    """Run an action in a child that dies, as by SIGKILL, before its change number `count` on disk.

    Returns:
        Whether it was killed; False if it ended before that.
    """
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, _KILLED), "the child failed by itself"
        return code == _KILLED
    try:
        _die_at(count)
        action()
    except BaseException:  # pytest must not run on in the child
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        os._exit(1)
    os._exit(0)


def _die_at(count: int) -> None:
    changes = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        if event not in _CHANGES:
            return
        if event == "open" and not _writes(arguments):
            return
        changes += 1
        if changes == count:
            os._exit(_KILLED)

    sys.addaudithook(watch)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


@pytest.fixture
def site(tmp_path: Path) -> Builder:
    return Builder(tmp_path)


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Builder]:
    return lambda: Builder(tmp_path_factory.mktemp("site"))


@pytest.fixture
def kill() -> Callable[[int, Callable[[], object]], bool]:
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork a child to kill")
    return killed_at
