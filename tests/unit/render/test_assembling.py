"""Cards stand in pages as if each had been written there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.assembling import Assembler, settle, settle_card, tokens

CARD = (
    '<li><a\x02ada\x03 href="\x01authors/ada.html">Ada Å</a>, '
    '<a\x02bo\x03 href="\x01authors/bo.html">Bo</a></li>'
)

html = st.lists(
    st.sampled_from(["<p>", "ł", "\x01x.html", "\x02ada\x03", "\x02bo\x03", "\x02\x03", "1"])
).map("".join)


def test_the_own_person_is_marked_wherever_they_are_credited() -> None:
    assert settle_card(CARD, "../").of("bo") == settle(CARD, "../", "bo").encode()


def test_no_token_is_left_on_a_page() -> None:
    cards = {"a": CARD, "b": "<li>b</li>"}
    shown = tokens(cards)
    page = Assembler().page(f"<ol>{shown['b']}{shown['a']}{shown['b']}</ol>", tuple(cards), cards, "", "")
    assert page.decode() == f"<ol><li>b</li>{settle(CARD, '')}<li>b</li></ol>"


@pytest.mark.parametrize("text", ["\x04", "a\x04b\x04c", "\x04\x04", "\x047\x04", f"\x04{'9' * 5000}\x04"])
def test_what_looks_like_a_token_in_a_theme_breaks_nothing(text: str) -> None:
    token = tokens("a")["a"]
    page = Assembler().page(f"<p>{text}</p>{token}", ("a",), {"a": CARD}, "", "").decode()
    assert page.endswith(settle(CARD, ""))


@given(
    page=html,
    cards=st.lists(html, max_size=3),
    root=st.sampled_from(["", "../"]),
    own=st.sampled_from(["", "ada"]),
)
def test_a_page_is_what_settling_the_whole_would_make(
    page: str, cards: list[str], root: str, own: str
) -> None:
    by_key = {str(number): card for number, card in enumerate(cards)}
    shown = tokens(by_key)
    with_tokens = page.join(["", *shown.values(), ""])
    whole = page.join(["", *cards, ""])
    assembler = Assembler()
    for _ in range(2):
        assert (
            assembler.page(with_tokens, tuple(by_key), by_key, root, own) == settle(whole, root, own).encode()
        )
