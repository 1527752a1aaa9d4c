"""Bytes to text."""

import pytest

from generator.errors import Severity
from generator.formats.decoding import decode


def test_a_byte_order_mark_and_windows_line_ends_leave_no_trace() -> None:
    assert decode(b"\xef\xbb\xbftitle: a\r\ndate: 2025\rdoi: x\n", "a.yaml") == (
        "title: a\ndate: 2025\ndoi: x\n",
        (),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_utf_16_is_named_in_the_error(encoding: str) -> None:
    content = ("\ufeff" if encoding.endswith("be") else "") + "title: a\n"
    text, (problem,) = decode(content.encode(encoding), "a.yaml")
    assert text is None
    assert problem.code == "not-utf8"
    assert "UTF-8" in (problem.hint or "")


def test_a_byte_that_is_not_utf_8_is_found_in_its_line_and_column() -> None:
    text, (problem,) = decode("title: ä\r\nname: M".encode() + b"\xfcller\r\n", "a.yaml")
    assert text is None
    assert (problem.code, problem.line, problem.column) == ("not-utf8", 2, 8)


def test_nul_is_an_error_at_its_place() -> None:
    text, (problem,) = decode(b"a: b\nc: \0", "a.yaml")
    assert text is None
    assert (problem.code, problem.line, problem.column) == ("nul-byte", 2, 4)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_not_taken_for_latin_1(encoding: str) -> None:
    text, (problem,) = decode("title: Über das Lesen\n".encode(encoding), "a.yaml")
    assert (text, problem.code, problem.line) == (None, "nul-byte", 1)
    assert "UTF-16" in str(problem.hint)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_a_file_of_blanks_is_empty(content: bytes) -> None:
    text, (problem,) = decode(content, "a.yaml")
    assert text is None
    assert problem.code == "empty-file"


def test_controls_from_a_pdf_become_spaces_with_one_note() -> None:
    text, (note,) = decode("a: e\x02cient\nb: x\u2028y\n".encode(), "a.yaml")
    assert text == "a: e cient\nb: x y\n"
    assert (note.code, note.severity, note.line, note.column) == (
        "control-character",
        Severity.NOTE,
        1,
        5,
    )
    assert "1 more" in note.message
