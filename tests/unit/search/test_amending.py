"""Amended postings are those that counting everything again would give."""

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.search import KINDS
from generator.search.amending import Change, amend
from generator.search.merging import Postings, collect_levels, join
from generator.search.postings import LEVELS, format_gaps, parse_gaps

LEVELS_OF = st.dictionaries(
    st.sampled_from(["we", "read", "slowly", "藏语", "~code:1"]), st.integers(0, LEVELS - 1)
)
ENTRIES = st.lists(LEVELS_OF, max_size=40)


def postings(entries: dict[str, list[dict[str, int]]]) -> Postings:
    return join([collect_levels(kind, 0, entries[kind]) for kind in KINDS])


@given(st.fixed_dictionaries(dict.fromkeys(KINDS, ENTRIES)), st.data())
def test_amended_postings_equal_those_of_all_entries_as_they_are_now(
    before: dict[str, list[dict[str, int]]], data: st.DataObject
) -> None:
    after = {kind: [*before[kind], *data.draw(st.lists(LEVELS_OF, max_size=3))] for kind in KINDS}
    changes = []
    for kind in KINDS:
        for number, new in enumerate(after[kind]):
            old = before[kind][number] if number < len(before[kind]) else {}
            if data.draw(st.booleans()):
                new = after[kind][number] = data.draw(LEVELS_OF)
            changes.append(Change(kind, number, old, new))

    assert amend(postings(before), changes) == postings(after)


def test_what_is_gone_leaves_no_empty_terms() -> None:
    before: dict[str, list[dict[str, int]]] = {"paper": [{"slow": 1, "read": 7}, {"read": 7}]}
    entries = {kind: before.get(kind, []) for kind in KINDS}

    amended = amend(postings(entries), [Change("paper", 0, before["paper"][0], {})])

    assert (list(amended.high), list(amended.low)) == (["read"], [])


@given(st.sets(st.integers(0, 2_000_000), min_size=1))
def test_gaps_are_read_back(numbers: set[int]) -> None:
    assert parse_gaps(format_gaps(sorted(numbers))) == sorted(numbers)
