"""Counted texts: what is added, left out, handed over and read again is what counting anew gives."""

import pickle
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.token_counts import FoundCounts, Rows, TokenCounts, key_of

TEXTS = st.lists(st.lists(st.sampled_from("ab b c d é ee".split()), max_size=6).map(" ".join), max_size=12)


def read(counts: TokenCounts, texts: list[str]) -> list[int]:
    return counts.places([(key_of(text), text) for text in texts], str.split)


def words_of(rows: Rows) -> dict[str, list[tuple[str, int]]]:
    """Return what the rows say of each text, by its key."""
    assert rows.is_sound()
    words = list(rows.words)
    ends = [0, *rows.ends]
    return {
        key: [(words[rows.numbers[at]], rows.times[at]) for at in range(ends[number], ends[number + 1])]
        for key, number in rows.keys.items()
    }


def counted(texts: list[str]) -> dict[str, list[tuple[str, int]]]:
    return {key_of(text): sorted(Counter(text.split()).items()) for text in texts}


def check(counts: TokenCounts, texts: list[str]) -> None:
    """Hold places and numbers of words against the texts."""
    for text, place in zip(texts, read(counts, texts), strict=True):
        assert counts.tokens(place) == len(text.split())
        rows = [*words_of(counts.known).items(), *words_of(counts.made).items()]
        assert rows[place] == (key_of(text), sorted(Counter(text.split()).items()))


@given(TEXTS, TEXTS, TEXTS)
def test_each_run_leaves_what_it_asked_for_and_only_its_words(first, second, third):
    counts = TokenCounts()
    for texts in (first, second, third):
        check(counts, texts)
        fresh = counts.fresh()
        assert words_of(fresh) == counted(texts)
        assert set(fresh.words) == {word for text in texts for word in text.split()}
        counts = counts.turned()
        if not texts:
            break
        assert words_of(counts.known) == counted(texts)


@given(TEXTS, TEXTS)
def test_what_another_process_counts_is_handed_over(former, texts):
    past = TokenCounts()
    read(past, former)
    here, there = past.turned(), past.turned()
    check(there, texts)
    here.add(pickle.loads(pickle.dumps(there.found())))  # noqa: S301 (as worker processes do)
    assert words_of(here.fresh()) == counted(texts)
    assert here.is_known == there.is_known


@given(TEXTS, TEXTS)
def test_rows_that_somebody_else_has_saved_meanwhile_stand_once(former, texts):
    past = TokenCounts()
    read(past, former)
    there = past.turned()
    read(there, texts)
    # Another command has left other rows than those that the process read.
    other = TokenCounts()
    read(other, texts[::2])
    here = TokenCounts(other.fresh)
    here.add(there.found())
    found = words_of(here.fresh())
    assert found.items() <= counted(texts).items()
    assert found.keys() >= there.made.keys.keys()


def test_what_is_known_is_read_when_it_is_asked_for():
    def never() -> Rows:
        raise AssertionError("read")

    counts = TokenCounts(never)
    assert counts.asked == 0
    counts.add(FoundCounts((), Rows()))
    assert counts.turned().load is never


def test_nothing_is_counted_twice():
    counts = TokenCounts()
    read(counts, ["a b", "a b", "c"])
    again = counts.turned()
    places = again.places([(key_of("c"), "c"), (key_of("a b"), "a b")], pytest.fail)
    assert (places, again.is_known) == ([1, 0], True)


@pytest.mark.parametrize("part", ["ends", "numbers", "times"])
def test_parts_that_do_not_fit_together_are_noticed(part):
    counts = TokenCounts()
    read(counts, ["a b", "c"])
    rows = counts.fresh()
    assert rows.is_sound()
    getattr(rows, part).append(9)
    assert not rows.is_sound()
