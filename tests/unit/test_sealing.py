"""What is kept in files is read as it was written, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from generator.sealing import seal, unseal

FORM = b"byline-test/1\n"
Kept = dict[str, bytes]
VALUES = st.dictionaries(st.text(), st.binary())


@given(VALUES)
def test_a_sealed_value_is_read_again(value: Kept) -> None:
    assert unseal(FORM, bytes(seal(FORM, value)), Kept) == value


@given(VALUES, st.data())
def test_one_damaged_byte_makes_it_count_as_none(value: Kept, data: st.DataObject) -> None:
    sealed = seal(FORM, value)
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    assert unseal(FORM, bytes(sealed), Kept) is None


@given(VALUES, st.data())
def test_a_part_of_it_counts_as_none(value: Kept, data: st.DataObject) -> None:
    sealed = bytes(seal(FORM, value))
    assert unseal(FORM, sealed[: data.draw(st.integers(0, len(sealed) - 1))], Kept) is None


def test_another_form_or_kind_counts_as_none() -> None:
    sealed = bytes(seal(FORM, {"a": b"b"}))
    assert unseal(b"byline-test/2\n", sealed, Kept) is None
    assert unseal(FORM, sealed, list[int]) is None
    assert unseal(FORM, b"\xff\xfe something else", Kept) is None
