"""Short cuts of the arithmetic of text novelty against their plain readings."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics import cosines

WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])


@given(st.lists(st.lists(WEIGHTS, max_size=9), max_size=150), st.integers(1, 6))
def test_the_heaviest_words_of_a_document_are_those_that_sorting_puts_first(rows, top):
    expected = [sorted(sorted(range(len(row)), key=lambda at, row=row: -row[at])[:top]) for row in rows]
    chosen = cosines._heaviest(
        np.array(list(map(len, rows)), dtype=np.int64), np.array([w for row in rows for w in row]), top
    )
    found = iter(chosen.tolist())
    for row, places in zip(rows, expected, strict=True):
        is_heavy = [next(found) for _ in row]
        assert is_heavy == [at in places and row[at] > 0 for at in range(len(row))]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sets(st.sampled_from([0, 1, 2, 65535, 65536, 65537, 140_000]), max_size=5),
        ),
        max_size=20,
    ),
    st.sampled_from([140_001, 65_536]),
)
def test_prior_documents_with_a_word_stand_where_a_search_finds_them(rows, vocabulary):
    days = np.cumsum([later for later, _ in rows])
    prior = np.searchsorted(days, days).astype(np.int32)
    pairs = [
        (doc, word) for doc, (_, words) in enumerate(rows) for word in sorted(words) if word < vocabulary
    ]
    docs, word = (np.array([pair[part] for pair in pairs], dtype=np.int32) for part in (0, 1))
    some = cosines._Pairs(docs, word, np.ones_like(docs), vocabulary)
    order = cosines._by_word(some)
    assert order.tolist() == sorted(range(len(pairs)), key=lambda at: (pairs[at][1], pairs[at][0]))
    starts, ends = cosines._spans(some, prior, order)
    for at, start, end in zip(order, starts.tolist(), ends.tolist(), strict=True):
        doc, own = pairs[at]
        having = [pairs[other][0] for other in order[start:end]]
        assert having == [other for other, its in pairs if its == own and other < prior[doc]]
