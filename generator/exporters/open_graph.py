"""Open Graph properties and the Twitter card, which chat programs and social networks preview."""

from generator.exporters.addresses import absolute, is_absolute
from generator.exporters.plain import plain, readable, shorten, tidy
from generator.model import Person, Work

Pair = tuple[str, str]

MAX_DESCRIPTION_CHARS = 300


def paper_properties(work: Work, base_url: str, site_title: str = "", image: str = "") -> tuple[Pair, ...]:
    """Return (property, content) for a paper's page; the image only with an absolute address."""
    summary = readable(work.tldr) or readable(work.abstract)
    return (
        *page_properties(
            readable(work.title),
            f"papers/{work.id}.html",
            base_url,
            summary,
            site_title,
            image,
            "article",
        ),
        *((("article:published_time", work.date.isoformat()),) if work.date is not None else ()),
        *(("article:tag", plain(keyword)) for keyword in work.keywords if plain(keyword)),
    )


def profile_properties(
    person: Person, base_url: str, description: str = "", site_title: str = "", image: str = ""
) -> tuple[Pair, ...]:
    """Return (property, content) for a person's profile."""
    names = (
        ("profile:first_name", tidy(person.name.given)),
        ("profile:last_name", tidy(f"{person.name.particle} {person.name.family}")),
    )
    title = tidy(person.name.display)
    path = f"authors/{person.id}.html"
    return (
        *page_properties(title, path, base_url, description, site_title, image, "profile"),
        *((name, content) for name, content in names if content),
    )


def page_properties(
    title: str,
    path: str,
    base_url: str,
    description: str = "",
    site_title: str = "",
    image: str = "",
    kind: str = "website",
) -> tuple[Pair, ...]:
    """Return (property, content) for any page.

    Args:
        title, description: Plain text.
        path: Output path; `og:url` is left out when the site has no URL.
        image: Path or URL; left out unless its address is absolute and https.
        kind: `og:type`: website, article or profile.
    """
    pairs = (
        ("og:type", kind),
        ("og:title", tidy(title)),
        ("og:url", absolute(base_url, path) if base_url else ""),
        ("og:description", shorten(tidy(description), MAX_DESCRIPTION_CHARS)),
        ("og:site_name", tidy(site_title)),
        ("og:image", _image(base_url, image)),
    )
    return tuple((name, content) for name, content in pairs if content)


def twitter_card(base_url: str, image: str = "") -> tuple[Pair, ...]:
    """Return (name, content) of the card's kind; its texts are taken from Open Graph."""
    large = bool(_image(base_url, image))
    return (("twitter:card", "summary_large_image" if large else "summary"),)


def _image(base_url: str, image: str) -> str:
    if not image or (not base_url and not is_absolute(image)):
        return ""
    address = absolute(base_url, image)
    return address if address.startswith("https://") else ""
