"""Text to terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.words import (
    MAX_TERM,
    STOP_WORDS,
    compounds_of,
    identifier,
    is_word,
    singular,
    terms_of,
)


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("models", "model"),
        ("studies", "study"),
        ("boxes", "box"),
        ("searches", "search"),
        ("classes", "class"),
        ("analysis", "analysis"),
        ("corpus", "corpus"),
        ("class", "class"),
        ("ties", "tie"),
        ("gas", "gas"),
        ("naïves", "naïves"),
        ("2020s", "2020s"),
    ],
)
def test_a_plural_is_its_singular(word: str, term: str) -> None:
    assert singular(word) == term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Søren Bjørklund's Models", ["soren", "bjorklund", "model"]),
        ("GPT-4 at 3.5%", ["gpt", "4", "at", "3", "5"]),
        ("机器学习", ["机器", "器学", "学习", "习"]),
        ("BERT模型2", ["bert", "模型", "型", "2"]),
        ("王", ["王"]),
        ("기계 학습", ["기계", "계", "학습", "습"]),
        ("", []),
    ],
)
def test_text_becomes_folded_terms_and_pairs_of_letters(text: str, terms: list[str]) -> None:
    assert terms_of(text, stop_words=True) == terms


def test_stop_words_leave_a_gap_where_they_are_not_wanted() -> None:
    assert terms_of("The End of the Line", stop_words=False) == ["", "end", "", "", "line"]
    assert terms_of("The End of the Line", stop_words=True) == ["the", "end", "of", "the", "line"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("pre-training of self‐distilled agents", ["pretraining", "selfdistilled"]),
        ("Map-then-Act", ["mapthenact"]),
        ("e-mails", ["email"]),
        ("no hyphen - here", []),
        ("机器-学习", []),
    ],
)
def test_hyphenated_words_are_also_one_word(text: str, terms: list[str]) -> None:
    assert compounds_of(text) == terms


def test_identifiers_stay_as_they_are_typed() -> None:
    assert identifier("10.1234/ABC.5-x") == "10.1234/abc.5-x"
    assert identifier("2301.00010") == "2301.00010"
    assert len(identifier("10.1/" + "x" * 900)) == MAX_TERM


def test_only_words_of_letters_can_be_mistyped() -> None:
    assert [is_word(word) for word in ("neural", "of", "2024", "机器学", "10.1/x")] == [True] + [False] * 4


def test_no_stop_word_is_changed_by_folding() -> None:
    assert terms_of(" ".join(STOP_WORDS), stop_words=True) == list(STOP_WORDS)


@given(st.text())
def test_any_text_gives_terms_without_blanks(text: str) -> None:
    for term in (*terms_of(text, stop_words=True), *compounds_of(text)):
        assert term
        assert " " not in term
        assert len(term) <= MAX_TERM
