"""Where each page stands in the output, and how many pages a list takes.

Flat files: they open from `file://`, and a folder per page made builds several times slower.
"""

import re

PAGE_SIZE = 50
"""Papers on a full page of a split list."""

SHORT_LIST = 100
"""A list of at most this many papers stays on one page, with abstracts in full."""

_SAFE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,60}")

HOME = "index.html"
NOT_FOUND = "404.html"
PAPERS = "papers/index.html"
PEOPLE = "people.html"
TALKS = "talks.html"
TEACHING = "teaching.html"
QUALITY = "quality.html"
METRICS = "metrics.html"
SEARCH = "search.html"
NEWS = "news/index.html"
PROJECTS = "projects/index.html"


def profile(slug: str) -> str:
    """Return the path of a person's profile."""
    return f"authors/{slug}.html"


def paper(slug: str) -> str:
    """Return the path of a paper's page, or of a version's page that leads to the main one."""
    return f"papers/{slug}.html"


def year(label: str) -> str:
    """Return the path of the list of a year ("2026")."""
    return f"years/{label}.html"


def is_safe_code(code: str) -> bool:
    """Tell whether a category code can name a file as it is written."""
    return _SAFE_CODE.fullmatch(code) is not None and ".." not in code


def topic(name: str) -> str:
    """Return the path of a topic's list; `name` is its code or, where that is unsafe, its slug."""
    return f"topics/{name}.html"


def venue(slug: str) -> str:
    """Return the path of a venue's list."""
    return f"venues/{slug}.html"


def project(slug: str) -> str:
    """Return the path of a project's page."""
    return f"projects/{slug}.html"


def news(slug: str) -> str:
    """Return the path of a news item."""
    return f"news/{slug}.html"


def embed(slug: str) -> str:
    """Return the path of the page that other websites show in an iframe."""
    return f"embed/authors/{slug}.html"


def fragment(slug: str) -> str:
    """Return the path of the HTML that other websites' servers include."""
    return f"embed/authors/{slug}.fragment.html"


def oembed(slug: str) -> str:
    """Return the path of a profile's oEmbed document."""
    return f"oembed/authors/{slug}.json"


def metric_badge(slug: str, stem: str) -> str:
    """Return the path of a badge; `stem` is h-index, papers or citations."""
    return f"badges/authors/{slug}/{stem}.svg"


def cv(slug: str) -> str:
    """Return the path of a person's CV."""
    return f"cv/{slug}.html"


def list_page(path: str, number: int) -> str:
    """Return the path of a split list's page `number`, counted from the oldest (1).

    `papers/index.html` is split into `papers/page-1.html`, `years/2026.html` into
    `years/2026/page-1.html`.
    """
    stem = path.removesuffix(".html").removesuffix("/index")
    return f"{stem}/page-{number}.html"


def split_from_oldest(total: int) -> tuple[tuple[int, int], ...]:
    """Return the slices [start, stop) of a newest-first list, one a page, newest page first.

    Full pages hold `PAGE_SIZE` papers and are counted from the oldest, so that a new paper only
    changes the first page, which holds the rest: between `PAGE_SIZE` and twice that less one.
    """
    if total <= SHORT_LIST:
        return ((0, total),)
    full = total // PAGE_SIZE - 1
    first = total - full * PAGE_SIZE
    starts = range(first, total, PAGE_SIZE)
    return ((0, first), *((start, start + PAGE_SIZE) for start in starts))
