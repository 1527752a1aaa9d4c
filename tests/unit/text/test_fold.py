"""The form in which names and words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.fold import fold, words_of


@pytest.mark.parametrize(
    "spellings",
    [
        ("O'Brien", "O’Brien", "OBrien", "oʼbrien"),
        ("Jean-Pierre", "Jean Pierre", "JEAN‐PIERRE", "jean–pierre"),
        ("Müller", "Muller", "Mu\u0308ller", "MÜLLER"),
        ("Søren Bjørklund", "Soren Bjorklund"),
        ("Łukasz Đorđević", "Lukasz Dordevic"),
        ("Þór Æsir", "thor aesir"),
        ("Straße", "STRASSE", "straſſe"),
        ("ﬁne ﬀect", "fine ffect"),
        ("İstanbul", "istanbul"),
        ("J. R. R. Tolkien", "J R R  Tolkien"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("ά", "α"),
        ("Ёлка", "Елка"),
        ("מֹשֶׁה", "משה"),
        ("ｶﾞ", "ガ"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_spellings_of_one_name_compare_equal(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("text", ["韩卓文", "がぎぐ", "김철수", "किताब", "นักวิจัย"])
def test_other_scripts_keep_their_letters(text: str) -> None:
    assert fold(text) == text


def test_different_names_stay_different() -> None:
    names = ["Han", "Hann", "韩", "汉", "か", "が", "कि", "का"]
    assert len({fold(name) for name in names}) == len(names)


def test_punctuation_separates_words() -> None:
    assert fold("end-to-end: what?/why!") == "end to end what why"


def test_nothing_folds_to_nothing() -> None:
    assert fold("") == ""
    assert fold(" …—! ") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded


@given(st.text())
def test_case_and_outer_blanks_do_not_matter(text: str) -> None:
    assert fold(f"  {text.upper()} ".lower()) == fold(text.upper().lower())


@given(st.text())
def test_words_stand_one_blank_apart(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())


@given(st.text())
def test_the_words_of_a_text_are_those_of_the_folded_text(text: str) -> None:
    assert words_of(text) == fold(text).split()
