"""Postings from entries, whoever collected them."""

from hypothesis import given
from hypothesis import strategies as st

from generator.search.merging import collect_levels, join
from generator.search.postings import LEVELS

ENTRIES = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, LEVELS - 1)), max_size=60
)


@given(ENTRIES, st.integers(1, 20))
def test_joined_parts_equal_one_part(entries: list[dict[str, int]], size: int) -> None:
    def part(start: int, stop: int):
        some = entries[start:stop]
        return collect_levels("paper", start, some)

    whole = join([part(0, len(entries))])
    parts = join([part(start, start + size) for start in range(0, len(entries), size)])

    assert parts == whole


def test_body_words_are_kept_apart_from_what_counts_more() -> None:
    postings = join([collect_levels("person", 0, [{"weak": 0, "strong": 8}])])

    assert list(postings.low) == ["weak"]
    assert list(postings.high) == ["strong"]
