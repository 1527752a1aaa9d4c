"""Text novelty against worked values, against a plain oracle, and what it promises over time."""

import importlib.util
import json
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import MissingExtraError
from generator.metrics.memory import Memory
from generator.metrics.novelty import Document, score_documents
from generator.metrics.stop_words import STOP_WORDS
from generator.metrics.token_counts import TokenCounts
from generator.metrics.tokens import stem, stems_of

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "vectors/novelty_vectors.json").read_text("utf-8"))
SMALL = VECTORS["params"]

_spec = importlib.util.spec_from_file_location("novelty_oracle", HERE / "novelty_oracle.py")
oracle = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(oracle)

WORDS = "graph network node model language protein folding error code link graphs studies of the".split()
DATES = st.one_of(
    st.integers(2018, 2021),
    st.builds("{}-{:02}".format, st.integers(2018, 2021), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(2018, 2020), st.integers(1, 3), st.integers(1, 9)),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
CORPORA = st.lists(st.tuples(DATES, TEXTS), max_size=24).map(
    lambda rows: [{"id": f"d{i:02}", "date": d, "text": t} for i, (d, t) in enumerate(rows)]
)
PARAMS = st.fixed_dictionaries(
    {
        "k": st.integers(1, 6),
        "cap": st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.57, 1.0]),
        "top": st.integers(1, 10),
        "min_prior": st.integers(0, 6),
        "min_words": st.integers(0, 4),
        "min_known": st.sampled_from([0, 0.25, 0.5, 1.0]),
        "ref": st.integers(1, 8),
        "min_ref": st.integers(0, 4),
    }
)


def agree(documents, params):
    ours = score_documents(documents, **params)
    theirs = oracle.novelty(documents, params, STOP_WORDS)
    assert ours.keys() == theirs.keys()
    for key, (value, raw, cosines, why) in theirs.items():
        assert ours[key].why == why
        assert ours[key].raw == pytest.approx(raw, abs=1e-9)
        assert ours[key].novelty == pytest.approx(value, abs=1e-9)
        for name, cosine in ours[key].nearest:
            assert cosine == pytest.approx(cosines[name], abs=1e-9)
        above = sum(round(cosine, 9) > 0 for cosine in cosines.values())
        assert len(ours[key].nearest) == min(params["k"], above)


@pytest.mark.parametrize("name", VECTORS["expected"])
def test_values_are_as_the_reference_computes_them(name):
    expected = VECTORS["expected"][name]
    found = score_documents(VECTORS["docs"], **SMALL)[name]
    assert found.novelty == pytest.approx(expected["novelty"], abs=1e-12)
    assert found.raw == pytest.approx(expected["raw"], abs=1e-12)
    assert [[key, round(cosine, 6)] for key, cosine in found.nearest] == expected["nearest"]
    assert found.why == expected["why"]
    assert found["why"] == found.why


def test_the_stop_words_are_those_of_the_definition():
    assert list(STOP_WORDS) == VECTORS["stop_words"]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("classes", "classe"),
        ("trees", "tree"),
        ("analysis", "analysis"),
        ("gas", "gas"),
        ("studies", "study"),
        ("ties", "tie"),
        ("movies", "movy"),
        ("corpus", "corpus"),
        ("loss", "loss"),
        ("methods", ""),
        ("go", ""),
    ],
)
def test_plurals_are_reduced_as_the_definition_says(token, expected):
    assert stem(token) == expected


def test_tokens_are_ascii_runs_with_inner_hyphens():
    assert stems_of("X-ray GPT-4o state-of-the-art café 3d 4D-print Trees tree") == [
        "ray",
        "gpt-4o",
        "state-of-the-art",
        "caf",
        "print",
        "tree",
        "tree",
    ]


@given(CORPORA, PARAMS)
def test_values_agree_with_a_plain_reading_of_the_definition(documents, params):
    agree(documents, params)


def test_values_agree_on_a_corpus_large_enough_for_every_short_cut():
    rng = random.Random(7)  # noqa: S311 (a repeatable corpus, no secret)
    words = [f"w{chr(97 + i % 26)}{i}" for i in range(150)]
    documents = [
        {
            "id": f"d{i}",
            "date": f"{rng.randint(2001, 2020)}-{rng.randint(1, 12):02}",
            "text": " ".join(rng.choices(words, k=rng.randint(3, 40))),
        }
        for i in range(700)
    ]
    params = {
        "k": 2, "cap": 0.2, "top": 20, "min_prior": 50, "min_words": 5, "min_known": 0.5,
        "ref": 40, "min_ref": 10,
    }  # fmt: skip
    agree(documents, params)


@given(CORPORA, PARAMS, st.integers(0, 24))
def test_later_papers_never_change_older_values(documents, params, cut):
    ordered = sorted(documents, key=lambda d: (oracle.first_day(d["date"]), d["id"]))
    if cut >= len(ordered):
        return
    border = oracle.first_day(ordered[cut]["date"])
    older = [d for d in ordered if oracle.first_day(d["date"]) < border]
    before, after = score_documents(older, **params), score_documents(documents, **params)
    assert before == {key: after[key] for key in before}


@given(CORPORA, PARAMS, st.randoms(use_true_random=False))
def test_the_order_in_which_documents_come_does_not_matter(documents, params, rng):
    shuffled = list(documents)
    rng.shuffle(shuffled)
    assert score_documents(shuffled, **params) == score_documents(documents, **params)


@given(CORPORA, CORPORA, PARAMS)
def test_what_a_former_run_remembers_changes_nothing(former, documents, params):
    novelty, counts = Memory(), TokenCounts()
    score_documents(former, memory=novelty, counts=counts, **params)
    # As a cache keeps it.
    novelty = Memory(json.loads(json.dumps(novelty.fresh)))
    warm = score_documents(documents, memory=novelty, counts=counts.turned(), **params)
    assert warm == score_documents(documents, **params)


def test_what_is_unchanged_is_not_compared_again():
    memory = Memory()
    score_documents(VECTORS["docs"], memory=memory, **SMALL)

    def never(text):
        raise AssertionError("counted again")

    again = Memory(memory.fresh)
    score_documents(VECTORS["docs"], memory=again, tokens=never, **SMALL)
    assert again.fresh == memory.fresh


def test_memory_forgets_what_is_gone():
    memory = Memory()
    score_documents(VECTORS["docs"], memory=memory, **SMALL)
    later = Memory(memory.fresh)
    score_documents(VECTORS["docs"][:3], memory=later, **SMALL)
    assert len(later.fresh) == 3


def test_documents_may_be_records_or_mappings():
    records = [Document(d["id"], d["date"], d["text"][:9], d["text"][9:].strip()) for d in VECTORS["docs"]]
    mappings = [{"id": d.id, "date": d.date, "title": d.title, "abstract": d.abstract} for d in records]
    assert score_documents(records, **SMALL) == score_documents(mappings, **SMALL)


def test_a_document_without_a_date_is_prior_to_none_and_has_no_value():
    undated = {"id": "x", "date": None, "text": "graph neural network link prediction"}
    found = score_documents([*VECTORS["docs"], undated], **SMALL)
    assert found.pop("x").why == "no date"
    assert found == score_documents(VECTORS["docs"], **SMALL)


def test_few_prior_documents_make_a_value_of_low_confidence():
    low = score_documents(VECTORS["docs"], **SMALL, low_confidence=5)
    assert {key for key, found in low.items() if found.low_confidence} == {"q1", "q2"}


def test_nothing_gives_nothing():
    assert score_documents([]) == {}
    assert score_documents([], min_prior=0) == {}


def test_two_documents_of_one_id_are_refused():
    twice = [{"id": "a", "date": 2020, "text": ""}] * 2
    with pytest.raises(ValueError, match="'a'"):
        score_documents(twice)


@pytest.mark.parametrize("wrong", [{"k": 0}, {"top": 0}, {"ref": 0}, {"cap": -0.1}])
def test_parameters_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        score_documents([], **wrong)


def test_options_that_stand_beside_the_parameters_are_ignored():
    assert score_documents([], enabled=True, background="x.jsonl") == {}
    with pytest.raises(TypeError):
        score_documents([], unknown=1)


def test_a_small_site_needs_no_numpy(monkeypatch):
    monkeypatch.setitem(sys.modules, "generator.metrics.cosines", None)
    found = score_documents(
        [{"id": "a", "date": 2020, "text": "word " * 30}, {"id": "b", "date": 2020, "text": ""}]
    )
    assert (found["a"].why, found["b"].why) == ("too little prior art", "too few words")


def test_a_large_site_without_numpy_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "generator.metrics.cosines", None)
    with pytest.raises(MissingExtraError) as error:
        score_documents(VECTORS["docs"], **SMALL)
    assert error.value.hint == "pip install 'byline[novelty]'"
