"""Content words."""

from hypothesis import given
from hypothesis import strategies as st

from generator.text.words import content_words


def test_words_are_folded_and_singular_without_function_words() -> None:
    title = "The Müller Studies of Processes, and Boxes in $x_i$ 2024"
    assert content_words(title) == ("muller", "study", "process", "box")


def test_words_that_only_look_plural_stay() -> None:
    assert content_words("analysis corpus loss bus gas") == ("analysis", "corpus", "loss", "bus", "gas")


def test_repeats_are_kept_in_reading_order() -> None:
    assert content_words("agents, noise, agent") == ("agent", "noise", "agent")


def test_text_without_spaces_gives_pairs_of_characters() -> None:
    assert content_words("藏语大模型 BERT模型") == ("藏语", "语大", "大模", "模型", "bert", "模型")
    assert content_words("龙") == ("龙",)


@given(st.text())
def test_any_text_gives_folded_words(text: str) -> None:
    assert all(word and word == word.strip() for word in content_words(text))
