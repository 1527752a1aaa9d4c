"""oEmbed documents, by the rules of https://oembed.com."""

import json
from typing import Any

from generator.exporters.oembed import format_oembed


def document(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": "Ada Example",
        "author_url": "https://a.org/r/authors/ada.html",
        "embed_url": "https://a.org/r/embed/authors/ada.html",
        "site_title": "Lab",
        "site_url": "https://a.org/r/",
        "height": 700,
    }
    found: dict[str, Any] = json.loads(format_oembed(**(values | changes)))
    return found


def test_a_rich_document_has_what_consumers_require() -> None:
    found = document()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert isinstance(found["width"], int)
    assert found["height"] == 700
    assert found["html"] == (
        '<iframe src="https://a.org/r/embed/authors/ada.html" title="Ada Example" width="640" height="700"'
        ' loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    assert "thumbnail_url" not in found


def test_a_name_cannot_leave_its_attribute() -> None:
    assert "<script>" not in document(title='"><script>')["html"]


def test_a_picture_comes_with_its_size() -> None:
    found = document(thumbnail=("https://a.org/r/og/authors/ada.png", 1200, 630))
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 630)
