"""Sitemaps and robots.txt."""

from xml.etree import ElementTree

from generator.exporters.robots import format_robots
from generator.exporters.sitemap import format_sitemaps

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 (our own output)


def test_a_small_site_has_one_file() -> None:
    pages = [("index.html", "2026-04-27"), ("papers/a b&c.html", "")]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://a.org/r/</loc><lastmod>2026-04-27</lastmod></url>\n"
        "<url><loc>https://a.org/r/papers/a%20b%26c.html</loc></url>\n"
        "</urlset>\n"
    )
    assert format_sitemaps("https://a.org/r", pages) == (("sitemap.xml", text),)


def test_a_large_site_has_an_index_that_names_every_file() -> None:
    pages = [(f"papers/{i}.html", f"2020-01-0{i}" if i != 3 else "") for i in range(1, 6)]
    files = dict(format_sitemaps("https://a.org", pages, max_urls=2))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = xml(files["sitemap.xml"])
    assert [
        (s.findtext("s:loc", None, NAMESPACE), s.findtext("s:lastmod", None, NAMESPACE))
        for s in index.iterfind("s:sitemap", NAMESPACE)
    ] == [
        ("https://a.org/sitemap-1.xml", "2020-01-02"),
        ("https://a.org/sitemap-2.xml", "2020-01-04"),
        ("https://a.org/sitemap-3.xml", "2020-01-05"),
    ]
    listed = [
        loc.text for name in list(files)[1:] for loc in xml(files[name]).iterfind("s:url/s:loc", NAMESPACE)
    ]
    assert listed == [f"https://a.org/papers/{i}.html" for i in range(1, 6)]


def test_a_site_without_a_url_has_no_sitemap() -> None:
    assert format_sitemaps("", [("index.html", "")]) == ()


def test_robots_are_welcome_and_told_of_the_sitemap() -> None:
    assert format_robots("https://a.org/r/") == (
        "User-agent: *\nDisallow:\n\nSitemap: https://a.org/r/sitemap.xml\n"
    )
    assert format_robots("") == "User-agent: *\nDisallow:\n"
