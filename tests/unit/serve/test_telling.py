"""What browsers are told of a rebuild."""

from generator.serve.state import Snapshot
from generator.serve.telling import is_loaded_by_pages, messages

NOW = Snapshot(7, shared=4)
ASK = "_byline/changed/7/4"


def told(*changed: str) -> list[object]:
    return [message["path"] for message in messages(changed, NOW)]


def test_a_page_that_changed_is_found_by_asking() -> None:
    assert told("papers/slow.html", "api/v1/site.json") == [ASK]


def test_a_style_sheet_is_exchanged_where_it_stands() -> None:
    assert told("assets/byline.css", "index.html") == ["assets/byline.css", ASK]


def test_an_image_or_a_script_makes_every_page_load_again() -> None:
    assert told("photos/ada.webp", "assets/byline.css") == ["*"]


def test_pictures_for_links_on_other_websites_concern_no_page() -> None:
    assert told("og/papers/slow.png", "papers/slow.html") == [ASK]
    assert not is_loaded_by_pages("og/papers/slow.png")
    assert is_loaded_by_pages("assets/byline.css")
    assert not is_loaded_by_pages("papers/slow.html")
