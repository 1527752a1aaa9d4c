"""The pages of a long list, as each of them names the others."""

import pytest

from generator.pages.lists import ALL_PAGES, _pager


def pager(count: int, part: int) -> list[str]:
    return [label for label, _ in _pager(tuple(f"p{i}.html" for i in range(count)), part).pages]


def test_each_page_of_a_short_list_names_all_pages() -> None:
    assert len(pager(ALL_PAGES, 3)) == ALL_PAGES


@pytest.mark.parametrize("part", [0, 1, 700, 1998, 1999])
def test_a_page_of_a_long_list_names_few_pages_and_itself(part: int) -> None:
    labels = pager(2000, part)
    assert len(labels) < 25
    assert labels[0] == "Newest"
    assert labels[-1] == "Page 1"
    assert ("Newest" if part == 0 else f"Page {2000 - part}") in labels


def test_every_page_of_a_long_list_is_a_few_clicks_away() -> None:
    paths = tuple(f"{i}" for i in range(2000))
    reached, clicks = {0}, 0
    while len(reached) < 2000:
        reached |= {int(path) for part in reached for _, path in _pager(paths, part).pages}
        clicks += 1
    assert clicks <= 8
