"""Which requests the preview answers, and which file of the output answers them. Pure but for stat."""

import ipaddress
import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

NOT_FOUND = "404.html"

_HIDDEN_BUT_PUBLIC = ".well-known"
"""The one dot-folder that web servers answer from (RFC 8615)."""

_SHARED_FOLDERS = ("api/", "badges/", "embed/", "oembed/")
_SHARED_FILES = frozenset({"embed.js"})


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a request.

    Attributes:
        path: Relative to the output folder, with `/`; "" when nothing answers.
        redirect: The address to go to instead, "" for none.
    """

    path: str = ""
    redirect: str = ""


def host_of(header: str) -> str:
    """Return the name in a Host header in lower case, without port and brackets; "" if it has none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_allowed_host(header: str, bound: str) -> bool:
    """Tell whether a Host header names this server.

    A page of another site can point its own name at 127.0.0.1 and then read what we answer
    (DNS rebinding): its requests still carry that name.

    Args:
        header: The request's Host header.
        bound: What `--host` says.
    """
    name = host_of(header)
    if not name:
        return False
    if name in LOCAL_NAMES or name == host_of(_bracketed(bound)):
        return True
    # Open to the network there is no list of our addresses, but a name cannot be rebound to one.
    return _is_wildcard(bound) and _is_address(name)


def is_same_origin(origin: str | None, host: str) -> bool:
    """Tell whether an Origin header is that of a page which this server sent; absent counts as such."""
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def shown_host(bound: str) -> str:
    """Return the host to write in an address for the browser of this machine."""
    return "127.0.0.1" if _is_wildcard(bound) else _bracketed(bound)


def base_path(url: str) -> str:
    """Return the path that a site's URL has: "" at a domain's root, "/repo" for a project's page."""
    return urlsplit(url).path.rstrip("/")


def is_shared(path: str) -> bool:
    """Tell whether pages of other sites read a file: JSON and embeds."""
    return path.endswith(".json") or path.startswith(_SHARED_FOLDERS) or path in _SHARED_FILES


def find_file(output: Path, address: str, base: str = "") -> Found:
    """Return which file of the output answers an address, as GitHub Pages would choose it.

    Args:
        output: The output folder.
        address: The path of the request, percent-encoded, without query.
        base: Of `base_path`: the site answers below it as well as at the root.
    """
    for root in (base, "") if base else ("",):
        if root and address != root and not address.startswith(f"{root}/"):
            continue
        if root and address == root:
            return Found(redirect=f"{quote(root)}/")
        found = _find(output, address[len(root) :], root)
        if found.path or found.redirect:
            return found
    return Found()


def _find(output: Path, address: str, root: str) -> Found:
    parts = _parts(address)
    if parts is None:
        return Found()
    path = "/".join(parts)
    is_folder = not path or address.endswith("/")
    for candidate in _candidates(path, is_folder):
        if _is_served(output, candidate):
            return Found(candidate)
    if not address.endswith("/") and _is_served(output, posixpath.join(path, "index.html")):
        # Relative links of the page hold only below the slash.
        return Found(redirect=f"{quote(root)}/{quote(path)}/")
    return Found()


def _candidates(path: str, is_folder: bool) -> Iterator[str]:
    if is_folder:
        yield posixpath.join(path, "index.html")
        return
    yield path
    yield f"{path}.html"


def _parts(address: str) -> tuple[str, ...] | None:
    """Return the components of an address, or None for one that no file may answer."""
    text = unquote(address, errors="strict") if _is_utf8(address) else "\0"
    if "\0" in text or "\\" in text:
        return None
    parts = tuple(text.removeprefix("/").removesuffix("/").split("/"))
    if parts == ("",):
        return ()
    if any(not part or (part.startswith(".") and part != _HIDDEN_BUT_PUBLIC) for part in parts):
        return None
    return parts


def _is_utf8(address: str) -> bool:
    try:
        unquote(address, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _is_served(output: Path, path: str) -> bool:
    """Tell whether a path is a regular file that lies in the output, links followed."""
    try:
        real = os.path.realpath(output / path, strict=True)
        root = os.path.realpath(output)
    except (OSError, ValueError):
        return False
    return real.startswith(root + os.sep) and Path(real).is_file()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _is_wildcard(bound: str) -> bool:
    return bound in ("", "0.0.0.0", "::", "[::]")  # noqa: S104  compared, not bound


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
