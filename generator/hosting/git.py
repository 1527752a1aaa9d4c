"""Git, as a command: run in one folder, with its complaints made fit to show."""

import os
import re
import subprocess
from pathlib import Path

from generator.errors import OutsideError

# https://user:token@host: what stands before the @ is nobody's business.
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]*@")
_NOISE = re.compile(r"^(?:hint|warning):|^To |^\s*$|^Everything up-to-date$|^Done$")
_LEAD = re.compile(r"^(?:(?:fatal|error|remote):\s*)+")
_SHOWN_LINES = 4


class GitError(OutsideError):
    """A git command failed.

    Attributes:
        complaint: What git said, without credentials and control characters.
    """

    def __init__(self, command: str, complaint: str) -> None:
        super().__init__(f"git {command} failed: {complaint}")
        self.complaint = complaint


class Git:
    """Runs git commands in a folder."""

    __slots__ = ("_folder",)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *arguments: str, text: str = "") -> str:
        """Run a command and return what it printed.

        Args:
            arguments: The command's name, then its arguments.
            text: What it reads.

        Raises:
            GitError: It failed.
            OutsideError: There is no git on this machine.
        """
        done = self._run(arguments, text)
        if done.returncode:
            raise GitError(arguments[0], complaint(_decoded(done.stderr) + _decoded(done.stdout)))
        return _decoded(done.stdout)

    def holds(self, *arguments: str) -> bool:
        """Tell whether a command that answers by its exit code says yes.

        Raises:
            OutsideError: There is no git on this machine.
        """
        return self._run(arguments, "").returncode == 0

    def found(self, *arguments: str) -> str:
        """Return the line that a command printed, "" when it failed.

        Raises:
            OutsideError: There is no git on this machine.
        """
        done = self._run(arguments, "")
        return "" if done.returncode else _decoded(done.stdout).strip()

    def _run(self, arguments: tuple[str, ...], text: str) -> "subprocess.CompletedProcess[bytes]":
        try:
            return subprocess.run(  # noqa: S603  # a list of arguments, no shell
                ["git", "-C", str(self._folder), *arguments],  # noqa: S607  # the user's own git
                input=text.encode(),
                capture_output=True,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except FileNotFoundError:
            raise OutsideError("git is not installed", "install it: https://git-scm.com/downloads") from None
        except OSError as error:
            raise OutsideError(f"git cannot be started: {error.strerror or error}") from None


def complaint(said: str) -> str:
    """Return the lines of a command's messages that say what is wrong, as one line to show."""
    lines = [_LEAD.sub("", line.strip()) for line in without_credentials(said).splitlines()]
    wanted = [line for line in lines if not _NOISE.search(line)]
    text = "; ".join(wanted[:_SHOWN_LINES]) or "it did not say why"
    return "".join(c if c.isprintable() else " " for c in text)


def without_credentials(text: str) -> str:
    """Return a text with the user names and tokens of its URLs left out."""
    return _CREDENTIALS.sub("", text)


def _decoded(data: bytes) -> str:
    return data.decode(errors="surrogateescape")
