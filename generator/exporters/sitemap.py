"""Sitemaps (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Sequence
from html import escape

from generator.exporters.addresses import absolute

MAX_URLS = 50_000
"""What one sitemap file may hold."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'


def format_sitemaps(
    base_url: str, pages: Iterable[tuple[str, str]], *, max_urls: int = MAX_URLS
) -> tuple[tuple[str, str], ...]:
    """Return (path, text) of the sitemap's files: `sitemap.xml`, an index where one is too few.

    Args:
        base_url: The site's absolute URL; without one there is no sitemap, and the answer is ().
        pages: (output path, ISO date of the last change or "") in the order listed. A date may stop
            at the year or month.
        max_urls: How many URLs one file may hold.
    """
    if not base_url:
        return ()
    entries = [(_url(absolute(base_url, path), lastmod, "url"), lastmod) for path, lastmod in pages]
    if len(entries) <= max_urls:
        return (("sitemap.xml", _document("urlset", [text for text, _ in entries])),)
    parts = [entries[start : start + max_urls] for start in range(0, len(entries), max_urls)]
    files = []
    index = []
    for number, part in enumerate(parts, start=1):
        path = f"sitemap-{number}.xml"
        files.append((path, _document("urlset", [text for text, _ in part])))
        index.append(_url(absolute(base_url, path), max(lastmod for _, lastmod in part), "sitemap"))
    return (("sitemap.xml", _document("sitemapindex", index)), *files)


def _url(address: str, lastmod: str, element: str) -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<{element}><loc>{escape(address)}</loc>{changed}</{element}>\n"


def _document(root: str, entries: Sequence[str]) -> str:
    return f'{_PROLOG}<{root} xmlns="{_NAMESPACE}">\n{"".join(entries)}</{root}>\n'
