"""Related papers: by shared weighted words, the same whatever the order, and never quadratic."""

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.metrics import related
from generator.metrics.memory import Memory
from generator.metrics.related import MAX_POSTINGS, SHOWN, weighted_words


def text(slug, title="", abstract="", *keywords):
    return slug, weighted_words(title, keywords, abstract)


def related_works(texts, memory=None):
    return related.related_works(dict(texts), memory)


def test_papers_that_share_rare_words_are_related_closest_first():
    found = related_works(
        [
            text("a", "Tibetan language models", "corpus of Tibetan"),
            text("b", "Tibetan language corpus", "models"),
            text("c", "Language of bees", "dance"),
            text("d", "Protein folding"),
        ]
    )
    assert found["a"][0] == "b"
    assert "d" not in found["a"]
    assert found["d"] == ()


def test_keywords_and_accents_count():
    found = related_works(
        [text("a", "One", "", "Müller cells"), text("b", "Two", "", "muller cells"), text("c", "Three")]
    )
    assert found["a"] == ("b",)


def test_a_paper_is_never_related_to_itself_and_ties_go_by_id():
    twins = [text(f"p{i}", "entropy of agents") for i in range(8)]
    found = related_works([*twins, text("q", "proteins"), text("r", "galaxies")])
    assert found["p3"] == ("p0", "p1", "p2", "p4", "p5")


def test_other_scripts_are_related_too():
    found = related_works(
        [text("a", "强化学习的泛化"), text("b", "强化学习研究"), text("c", "蛋白质结构"), text("d", "天文学")]
    )
    assert found["a"] == ("b",)


def test_a_site_of_one_paper_or_none_relates_nothing():
    assert related_works([]) == {}
    assert related_works([text("a", "Alone")]) == {"a": ()}


def test_words_that_very_many_papers_have_are_not_looked_up():
    many = [text(f"p{i:03}", "entropy") for i in range(MAX_POSTINGS + 1)]
    assert set(related_works(many).values()) == {()}


WORDS = st.lists(st.sampled_from("graph tree protein agent code noise".split()), max_size=6)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(rows, rng):
    texts = [text(f"p{i:02}", " ".join(t), " ".join(a)) for i, (t, a) in enumerate(rows)]
    shuffled = list(texts)
    rng.shuffle(shuffled)
    found = related_works(texts)
    assert found == related_works(shuffled)
    assert all(key not in others and len(others) <= SHOWN for key, others in found.items())


@given(*[st.lists(st.tuples(WORDS, WORDS), max_size=12)] * 2)
def test_what_a_former_run_remembers_changes_nothing(former, now):
    before, after = (
        [text(f"p{i:02}", " ".join(t), " ".join(a)) for i, (t, a) in enumerate(rows)]
        for rows in (former, now)
    )
    memory = Memory()
    related_works(before, memory)
    # As a cache keeps it.
    again = Memory(json.loads(json.dumps(memory.fresh)))
    assert related_works(after, again) == related_works(after)


def test_only_papers_that_share_words_with_a_changed_one_are_compared_again():
    rows = [text(f"p{i:02}", f"topic{i // 4} theory{i // 4}") for i in range(40)]
    memory = Memory()
    before = related_works(rows, memory)
    rows[0] = text("p00", "topic0 theory0", "theory0")
    again = Memory(memory.fresh)
    after = related_works(rows, again)
    assert {slug: after[slug] for slug, _ in rows[4:]} == {slug: before[slug] for slug, _ in rows[4:]}
    assert len(again.fresh.keys() - memory.fresh.keys()) == 4
