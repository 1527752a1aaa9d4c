"""Addresses in exported documents: absolute where the site has a URL, else relative."""

import re
from urllib.parse import quote, urlsplit

from generator.exporters.plain import tidy
from generator.urls import arxiv_url, doi_url

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_PATH = re.compile(r"[A-Za-z0-9._~/-]*")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def is_absolute(address: str) -> bool:
    """Tell whether an address names its scheme, unlike a path below the output's root."""
    return _SCHEME.match(address) is not None


def is_web(address: str) -> bool:
    """Tell whether an address starts with http:// or https://."""
    return _WEB.match(address) is not None


def quote_path(path: str) -> str:
    """Return an output path as it stands in a URL: UTF-8, percent-encoded."""
    if _SAFE_PATH.fullmatch(path):
        return path
    return quote(path, safe="/~", errors="replace")


def absolute(base_url: str, address: str, prefix: str = "") -> str:
    """Return the address of an output path, or an absolute URL as it is.

    Args:
        base_url: The site's URL, or "" when it has none.
        address: A path from the output's root, such as "papers/x.html", or an absolute URL.
        prefix: What leads from the exported document to the root ("../") when there is no base.
    """
    if is_absolute(address):
        return tidy(address).replace(" ", "%20")
    if not base_url:
        return prefix + quote_path(address)
    # The home page has one address: the folder's, which every host serves.
    path = "" if address == "index.html" else quote_path(address)
    return f"{base_url.rstrip('/')}/{path}"


def host_of(base_url: str) -> str:
    """Return the host name of a site's URL in lower case, "" when there is none."""
    try:
        return urlsplit(base_url).hostname or ""
    except ValueError:
        return ""


def on_site(base_url: str, address: str) -> bool:
    """Tell whether an address is part of this site: a path, or a URL below the site's own."""
    if not address:
        return False
    if not is_absolute(address):
        return not address.startswith("//")
    return bool(base_url) and address.startswith(base_url.rstrip("/") + "/")


def persistent_url(doi: str, arxiv: str) -> str:
    """Return the address that outlives hosts: the DOI's, else arXiv's, else ""."""
    if doi:
        return doi_url(doi)
    return arxiv_url(arxiv) if arxiv else ""
