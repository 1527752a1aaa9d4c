"""robots.txt (RFC 9309)."""

from generator.exporters.addresses import absolute


def format_robots(base_url: str) -> str:
    """Return a robots.txt that allows everything and, where the site has a URL, names the sitemap.

    Crawlers read it only at a host's root; a project site below `/repo/` keeps it for the day it
    moves to a domain of its own.
    """
    text = "User-agent: *\nDisallow:\n"
    return f"{text}\nSitemap: {absolute(base_url, 'sitemap.xml')}\n" if base_url else text
