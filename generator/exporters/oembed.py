"""oEmbed 1.0: what a content management system asks for when someone pastes a profile's address.

Source: https://oembed.com, section 2.3.4, of type "rich".
"""

from html import escape
from typing import cast

from generator.exporters.json_text import Json, encode_json

CACHE_AGE_S = 86_400
WIDTH = 640


def format_oembed(
    *,
    title: str,
    author_url: str,
    embed_url: str,
    site_title: str,
    site_url: str,
    height: int,
    thumbnail: tuple[str, int, int] | None = None,
) -> str:
    """Return the oEmbed document of a profile as JSON.

    Args:
        title: The person's name.
        author_url, embed_url, site_url: Absolute addresses.
        height: What the iframe is likely to need, in px.
        thumbnail: (absolute address, width, height) of a picture, or None.
    """
    document: dict[str, Json] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": title,
        "author_url": author_url,
        "provider_name": site_title,
        "provider_url": site_url,
        "cache_age": CACHE_AGE_S,
        "html": iframe(embed_url, title, height),
        "width": WIDTH,
        "height": height,
    }
    if thumbnail is not None:
        url, width, tall = thumbnail
        document |= {"thumbnail_url": url, "thumbnail_width": width, "thumbnail_height": tall}
    return encode_json(cast(Json, document)).decode() + "\n"


def iframe(url: str, title: str, height: int) -> str:
    """Return the HTML of an iframe that shows an embed page."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="{WIDTH}" height="{height}"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
