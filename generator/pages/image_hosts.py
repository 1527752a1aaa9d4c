"""Other hosts that the sources take images from: the Content-Security-Policy must name them."""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from generator.model import Corpus
from generator.text.markup import page_html

# What a text must hold to show an image, and what its sanitised HTML says then.
_MAY_SHOW_IMAGE = re.compile(r"!\[|<img", re.IGNORECASE)
_IMAGE = re.compile(r'<img(?: [\w-]+="[^"]*")*? src="(https?://[^"]+)"', re.IGNORECASE)


def remote_image_hosts(corpus: Corpus) -> tuple[str, ...]:
    """Return the origins of images that sources fetch from other hosts, sorted."""
    fields = [p.photo for p in corpus.people.values()]
    fields += [w.preview for w in corpus.works.values()]
    fields += [d.image for d in corpus.documents]
    texts: Iterable[str] = (
        *(d.body for d in corpus.documents),
        *(p.biography for p in corpus.people.values()),
    )
    urls = [url for url in fields if url.startswith(("http://", "https://"))]
    for text in texts:
        if _MAY_SHOW_IMAGE.search(text):
            urls += _images_of(text)
    return tuple(sorted({origin for origin in map(origin_of, urls) if origin}))


@lru_cache(maxsize=256)
def _images_of(text: str) -> tuple[str, ...]:
    # Of the page itself: in Markdown an address can be written in too many ways.
    return tuple(html.unescape(url) for url in _IMAGE.findall(page_html(text)[0]))


def origin_of(url: str) -> str:
    """Return the scheme and host of a URL as a policy names it, or "" for what has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or not re.fullmatch(r"[\w.-]+", host):
        return ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
