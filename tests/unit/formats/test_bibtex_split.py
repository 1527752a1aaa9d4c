"""Where BibTeX files break, and what survives."""

import pytest

from generator.formats.bibtex_split import split_bibtex

NEXT = "\n@misc{next, title={N}}\n"


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("@misc{a,\n title={x,\n year=2020\n}\n", 2, "'title'"),
        ('@misc{a,\n title="x,\n year=2020\n}\n', 2, "quotation mark"),
        ("@misc{a,\n title={x},\n year={2020}\n\n", 3, "'year'"),
        ("@misc{a,\n title={x}},\n year=2020\n}\n", 2, "more fields follow"),
        ("@misc{a,\n title {x}\n}\n", 2, "no field"),
        ("@misc{{a}, title={x}}\n", 1, "citekey"),
        ("@misc{a, title={x} {y}}\n", 1, "'title'"),
        ("@misc{a,\n", 1, "never closed"),
        ("@misc{a", 1, "citekey"),
    ],
)
def test_a_broken_entry_is_one_flaw_at_its_line_and_the_next_one_lives(
    text: str, line: int, part: str
) -> None:
    blocks, (flaw,) = split_bibtex(text + NEXT)
    assert [block.key for block in blocks] == ["next"]
    assert flaw.fatal
    assert text.count("\n", 0, flaw.offset) + 1 == line
    assert part in flaw.message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("@misc{a, title={x}\n year={2020}}", "comma is missing after field 'title'"),
        ("@misc{a, year=2020\n title={x}}", "comma is missing after field 'year'"),
        ("@misc{a\n title={x}, year=2020}", "comma is missing after the citekey"),
    ],
)
def test_a_forgotten_comma_is_told_and_loses_nothing(text: str, part: str) -> None:
    (block,), (flaw,) = split_bibtex(text)
    assert {field.name: field.value[0].text for field in block.fields} == {"title": "x", "year": "2020"}
    assert not flaw.fatal
    assert part in flaw.message


def test_forgotten_braces_are_told_and_lose_nothing() -> None:
    (block,), (flaw,) = split_bibtex("@misc{a, journal = Nature Physics, year = 2020}")
    assert block.fields[0].value[0].text == "Nature Physics"
    assert not flaw.fatal


def test_braces_may_nest_deep_and_hold_quotes_commas_and_entries() -> None:
    value = '{{{{{{a "b, c" = # %}}}}}}\n@misc{x, y={z}}\n'
    (block,), flaws = split_bibtex(f"@misc{{a, bibtex={{{value}}}, title={{T}}}}")
    assert flaws == []
    assert [field.value[0].text for field in block.fields] == [value, "T"]


@pytest.mark.parametrize(("opening", "closing"), [("{", "}"), ('"', '"')])
def test_braces_that_nest_too_deep_are_said_to_and_the_next_entry_lives(opening: str, closing: str) -> None:
    value = f"{opening}{'{' * 3000}a{'}' * 3000}{closing}"
    blocks, flaws = split_bibtex(f"@misc{{a, title = {value}}}\n@misc{{b, title = {{B}}}}\n")
    assert [flaw.message for flaw in flaws] == ["the braces of field 'title' are nested too deeply"]
    assert [block.key for block in blocks] == ["b"]


def test_quotes_hold_braced_and_escaped_quotes() -> None:
    (block,), flaws = split_bibtex(r"""@misc{a, title="a {"}b{"} {c "d" e} \"u", x="{{{{{"}}}}}"}""")
    assert flaws == []
    assert [field.value[0].text for field in block.fields] == [
        r"""a {"}b{"} {c "d" e} \"u""",
        '{{{{{"}}}}}',
    ]


def test_several_entries_may_share_a_line() -> None:
    blocks, flaws = split_bibtex("@misc{a} @misc{b, t={x}}@string{s={y}}, @misc{c,}")
    assert flaws == []
    assert [(block.kind, block.key) for block in blocks] == [
        ("misc", "a"),
        ("misc", "b"),
        ("string", ""),
        ("misc", "c"),
    ]


def test_offsets_span_the_source() -> None:
    text = "x\n@misc{a,\n t={x}} y"
    (block,), _ = split_bibtex(text)
    assert text[block.offset : block.end] == "@misc{a,\n t={x}}"
    assert text[block.fields[0].offset :].startswith("t={x}")


@pytest.mark.parametrize("key", ["10.1145/1.2", "DBLP:conf/x/Y17", "Smith (2010)", "Müller_20-a", "a'b"])
def test_citekeys_hold_almost_anything(key: str) -> None:
    (block,), flaws = split_bibtex(f"@misc{{{key}, t={{x}}}}")
    assert flaws == []
    assert block.key == key


@pytest.mark.parametrize(
    "piece",
    ["@a{", "\n@a{b,", "\n@a{b,c={", '\n@a{b,c="{', "@a{b,c={{", "@comment{", "@a{b,c=", "@", "@a(", "c=d#"],
)
def test_endless_repetition_is_read_to_its_end(piece: str) -> None:
    blocks, flaws = split_bibtex("@a{b," + piece * 20_000)
    assert len(blocks) + len(flaws) > 0


def test_one_line_of_ten_megabytes_is_read() -> None:
    (block,), flaws = split_bibtex("@misc{a, title={" + "x" * 10_000_000 + "}}")
    assert flaws == []
    assert len(block.fields[0].value[0].text) == 10_000_000
