"""Whatever a file holds: records and diagnostics, never an exception."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.bibtex import parse_bibtex
from generator.formats.csl import parse_csl, parse_csl_lines
from generator.formats.decoding import decode
from generator.formats.front_matter import parse_front_matter
from generator.formats.records import Parsed
from generator.formats.ris import parse_ris
from generator.formats.yaml_marks import parse_yaml

Parser = Callable[[str, str], Parsed]

# What each format is sensitive to, so that random text gets somewhere.
PIECES: dict[Parser, list[str]] = {
    parse_yaml: [*"-?[]{}'\"\\\t\n#,", "a", ": ", "- ", "  ", "&x ", "*x", "!t ", "|\n", "<<", "---\n"],
    parse_front_matter: ["---", "\n", "a: b", "...", "+++", "- ", "[", ": "],
    parse_bibtex: [
        *'@{}()"=,#%\n\\$/~ a',
        *("@misc{", "@string{", "@comment{", "@xdata{", "author=", "date=", "month=", "xdata=", "crossref="),
        *(" and ", "2024", "\n@misc{a,", "},"),
    ],
    parse_csl_lines: [*"{}[]:,1\n ", '"id"', "\\u", "d800", "null", "NaN"],
    parse_csl: [*"{}[]:,\n ", '"items"', "1e9", "\\u0000", "true"],
    parse_ris: ["TY  - ", "AU  - ", "ER  - ", "PY  - ", "SP  - ", "JOUR", "2020", "/", "\n", "x", ",", " "],
}
PARSERS = pytest.mark.parametrize("parse", list(PIECES), ids=lambda parse: str(parse.__name__))


def check(parsed: Parsed) -> None:
    records, diagnostics = parsed
    for index, record in enumerate(records):
        assert record.index == index
        assert record.line >= 1
        for loc in ((), ("title",), ("author", 0, "family"), *((name,) for name in record.data)):
            line, column = record.locate(loc)
            assert line >= 1
            assert column >= 1
    for diagnostic in diagnostics:
        assert diagnostic.line >= 1
        assert diagnostic.column >= 1
        assert "\n" not in diagnostic.format_text().partition("\n  hint: ")[0]
    pickle.dumps(parsed)


@PARSERS
@given(data=st.data())
def test_marks_of_the_format_in_any_order(parse: Parser, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[parse]) | st.text(max_size=3), max_size=40))
    check(parse("".join(pieces), "a"))


@PARSERS
@given(text=st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_text(parse: Parser, text: str) -> None:
    check(parse(text, "a"))


@given(content=st.binary(max_size=80))
def test_any_bytes(content: bytes) -> None:
    text, diagnostics = decode(content, "a")
    assert (text is None) <= (len(diagnostics) > 0)
    if text is not None:
        for parse in PIECES:
            check(parse(text, "a"))
