"""Related papers: by shared weighted words, the same whatever the order, and never quadratic."""

import pickle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.metrics import related, related_closest, related_memory, related_state
from generator.metrics.related import MAX_POSTINGS, STAMP, weighted_words
from generator.metrics.related_closest import SHOWN
from generator.metrics.related_memory import KeptState, RelatedMemory
from generator.metrics.related_state import RelatedState, Vocabulary, number_of


def text(slug, title="", abstract="", *keywords):
    return slug, weighted_words(title, keywords, abstract)


def related_works(texts, memory=None):
    words = dict(texts)
    return related.related_works(words, words.__getitem__, memory)


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


@pytest.fixture
def narrow(monkeypatch):
    """Let small sites reach every bound."""
    monkeypatch.setattr(related, "MAX_POSTINGS", 9)
    monkeypatch.setattr(related, "HEAVIEST", 4)
    monkeypatch.setattr(related_closest, "BUDGET", 16)
    monkeypatch.setattr(related_closest, "FEW", 3)
    monkeypatch.setattr(related_closest, "SHOWN", 3)
    monkeypatch.setattr(related_memory, "SMALL_SHARE", 2)


def kept_in(folder):
    """Return what a folder keeps."""
    for name in ("whole", "changes"):
        (folder / name).touch()
    return RelatedMemory(KeptState((folder / "whole").read_bytes, (folder / "changes").read_bytes))


def after(memory, way, folder):
    """Return what a run has left, as the next one gets it."""
    if way == "memory" or memory.made is None:
        return memory.turned()
    made = pickle.loads(pickle.dumps(memory.made))  # noqa: S301  our own
    if way == "process":
        return RelatedMemory(made)
    if way == "disk":
        sealed = made.sealed()
        if sealed.whole is not None:
            (folder / "whole").write_bytes(sealed.whole)
        (folder / "changes").write_bytes(sealed.changes)
    return kept_in(folder)


def some_text(rng):
    # Some words are rare, some common, as in any language.
    return " ".join(f"w{int(60 * rng.random() ** 3)}" for _ in range(rng.randrange(7)))


def edited(texts, edit, rng):
    """Return texts by id after an edit."""
    after = dict(texts)
    if edit == "add":
        after[f"p{rng.randrange(99):02}"] = some_text(rng)
    elif edit == "order":
        after = dict(rng.sample(list(after.items()), len(after)))
    elif edit == "much":
        after |= {key: some_text(rng) for key in list(after)[::2]}
    elif after:
        key = rng.choice(list(after))
        if edit == "remove":
            del after[key]
        elif edit == "change":
            after[key] = some_text(rng)
        else:
            after[key] += f" w{rng.randrange(60)}"
    return after


EDITS = st.lists(st.sampled_from(["add", "order", "much", "remove", "change", "append"]), max_size=3)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 60),
    st.lists(st.tuples(EDITS, st.sampled_from(["memory", "process", "disk", "lost"])), max_size=8),
    st.integers(0, 2**32),
)
def test_what_is_kept_through_any_edits_changes_nothing(narrow, count, runs, seed):
    rng = Random(seed)  # noqa: S311  nothing here is a secret
    texts = {f"p{number:02}": some_text(rng) for number in range(count)}
    with TemporaryDirectory() as folder:
        memory = kept_in(Path(folder))
        for edits, way in [([], "disk"), *runs]:
            for edit in edits:
                texts = edited(texts, edit, rng)
            found = related_works(texts.items(), memory)
            assert found == related_works(texts.items())
            assert list(found) == list(texts)
            memory = after(memory, way, Path(folder))


@pytest.fixture
def compared(monkeypatch):
    """The numbers of the papers that are compared with all: the real function does the work."""
    numbers = []
    compare = related_closest._closest

    def comparing(number, *args):
        numbers.append(number)
        return compare(number, *args)

    monkeypatch.setattr(related_closest, "_closest", comparing)
    return numbers


def test_only_a_changed_paper_is_compared_with_all(compared):
    rows = dict(text(f"p{i:02}", f"topic{i // 8} theory{i // 8}") for i in range(80))
    memory = RelatedMemory()
    related_works(rows.items(), memory)
    compared.clear()
    rows["p03"] += " theory0"
    again = memory.turned()
    found = related_works(rows.items(), again)
    assert compared == [3]
    assert found == related_works(rows.items())


def test_where_no_text_differs_nothing_is_done_or_kept(compared):
    rows = [text(f"p{i}", "graph theory") for i in range(5)]
    memory = RelatedMemory()
    found = related_works(rows, memory)
    compared.clear()
    again = memory.turned()
    assert related_works(rows[::-1], again) == found
    assert (again.made, compared) == (None, [])


@pytest.mark.parametrize("damage", [b"", b"no state", None])
def test_a_damaged_state_is_no_state(damage):
    rows = [text(f"p{i}", "graph theory") for i in range(5)]
    memory = RelatedMemory()
    found = related_works(rows, memory)
    sealed = memory.made.sealed().whole[:-1] + b"x" if damage is None else damage
    for state in (KeptState(lambda: sealed), KeptState(lambda: memory.made.sealed().whole, lambda: sealed)):
        assert related_works(rows, RelatedMemory(state)) == found


def test_a_small_change_leaves_little_to_keep(tmp_path):
    rows = dict(text(f"p{i:03}", f"topic{i // 8} theory{i // 8}") for i in range(400))
    memory = kept_in(tmp_path)
    related_works(rows.items(), memory)
    memory = after(memory, "disk", tmp_path)
    rows["p003"] += " theory0"
    related_works(rows.items(), memory)
    assert len(pickle.dumps(memory.made)) < 3000
    assert memory.made.sealed().whole is None


def test_a_site_of_more_words_than_letters_keeps_no_state(monkeypatch):
    rows = [text(f"p{i}", f"graph theory {'large' * (i % 3 + 1)}") for i in range(8)]
    memory = RelatedMemory()
    related_works(rows[:1], memory)
    monkeypatch.setattr(related_state, "MOST_WORDS", 4)
    again = memory.turned()
    assert related_works(rows[::-1], again) == related_works(rows[::-1])
    assert again.made is None


def test_letters_of_words_that_are_gone_are_used_again():
    memory = RelatedMemory()
    for number in range(20):
        related_works([text("a", f"word{number}"), text("b", f"word{number}")], memory)
        memory = memory.turned()
    assert len(memory.known.state(STAMP).words) == 2


def test_every_word_has_a_letter_of_its_own():
    words = [f"w{number}" for number in range(60_000)]
    letters = Vocabulary(RelatedState("")).write(" ".join(words))
    assert [words[number_of(letter)] for letter in letters] == words
    assert letters.encode().decode() == letters
