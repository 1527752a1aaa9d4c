"""BibTeX files to records."""

import pickle

import pytest

from generator.errors import Position, Severity
from generator.formats.bibtex import parse_bibtex
from generator.formats.records import RawRecord, Tree


def only(text: str) -> RawRecord:
    """Return the one record of a file without problems."""
    (record,), problems = parse_bibtex(text, "a.bib")
    assert problems == ()
    return record


def fields(text: str) -> dict[str, Tree]:
    """Return the fields of the one entry, without its source and type."""
    data = dict(only(text).data)
    del data["bibtex_raw"], data["entry_type"]
    return data


ENTRY = r"""
@InProceedings{Mueller:2024a,
  Title     = {A {Neural} Study of {$O(n^2)$} and G{\"o}del},
  author    = {M{\"u}ller, J{\"o}rg and van der Berg, Jan and {The ACL Consortium} and others},
  booktitle = "Proc. of {"}X{"}",
  year      = 2024, month = jan,
  pages     = {12--34},
  url       = {https://x.org/~me/a\_b--c},
}
"""


def test_an_entry_becomes_unicode_text_under_lower_case_names() -> None:
    record = only(ENTRY)
    assert (record.key, record.line, record.dialect) == ("Mueller:2024a", 2, "bibtex")
    assert record.data == {
        "entry_type": "inproceedings",
        "title": "A Neural Study of $O(n^2)$ and Gödel",
        "author": [
            {"family": "Müller", "given": "Jörg", "particle": "", "suffix": ""},
            {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": ""},
            {"literal": "The ACL Consortium"},
        ],
        "author_truncated": True,
        "booktitle": 'Proc. of "X"',
        "year": "2024",
        "month": "1",
        "pages": "12-34",
        "url": "https://x.org/~me/a_b--c",
        "bibtex_raw": ENTRY.strip(),
    }


def test_each_field_is_found_in_its_line_and_column() -> None:
    record = only(ENTRY)
    assert record.locate(("title",)) == Position(3, 3)
    assert record.locate(("author", 1, "given")) == Position(4, 3)
    assert record.locate(("author_truncated",)) == Position(4, 3)
    assert record.locate(("month",)) == Position(6, 21)
    assert record.locate(("doi",)) == Position(2, 1)
    assert record.locate(()) == Position(2, 1)


def test_records_and_their_locate_can_be_pickled() -> None:
    copied = pickle.loads(pickle.dumps(only(ENTRY)))  # noqa: S301  (our own bytes)
    assert copied == only(ENTRY)
    assert copied.locate(("pages",)) == Position(7, 3)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    record = only("\ufeff" + ENTRY.replace("\n", "\r\n"))
    assert record.data["title"] == "A Neural Study of $O(n^2)$ and Gödel"
    assert record.locate(("pages",)) == Position(7, 3)


def test_front_matter_comments_and_preambles_are_passed_over() -> None:
    text = (
        '---\n---\n% a note, ada@x.org{!}\n@preamble{"\\newcommand{\\x}{y}"}\n'
        "@comment{jabref-meta: grouping:{a}}\n@Comment unbraced\n% @misc{off, title={x}}\n"
        "@misc{a, title={T}}\ntrailing text\n"
    )
    assert only(text).key == "a"


def test_a_line_of_comment_between_fields_is_passed_over() -> None:
    assert fields("@misc{a,\n  % year = {2020},\n  title = {T}, % so\n}") == {"title": "T"}


def test_parentheses_may_enclose_an_entry() -> None:
    assert fields('@misc(a, title = {T (x)}, note = "n")') == {"title": "T (x)", "note": "n"}


def test_strings_are_joined_and_expanded_wherever_they_are_defined() -> None:
    text = (
        "@misc{a, journal = JML # {, Series } # 2 # acl, month = 10 # {~} # JAN}\n"
        '@string{jml = "Journal of {M}L"}\n@STRING(acl = jml # "!")\n'
    )
    assert fields(text) == {
        "journal": "Journal of ML, Series 2Journal of ML!",
        "month": "1",
        "day": "10",
    }


def test_an_undefined_string_is_one_note_and_its_name_is_the_text() -> None:
    records, problems = parse_bibtex(
        "@misc{a,\n journal = pami, selected = true}\n@misc{b, journal = pami}", "a.bib"
    )
    assert [record.data["journal"] for record in records] == ["pami", "pami"]
    assert [(p.code, p.severity, p.line) for p in problems] == [("bibtex-string", Severity.NOTE, 2)]


def test_strings_that_double_each_other_are_stopped() -> None:
    chain = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(40))
    _, problems = parse_bibtex('@string{s0 = "x"}\n' + chain + "@misc{a, title = s40}", "a.bib")
    assert {problem.code for problem in problems} == {"bibtex-syntax"}


def test_a_paper_takes_over_from_its_proceedings() -> None:
    text = (
        "@inproceedings{p, author={A B}, title={P}, crossref={C24}, doi={10.1/p}}\n"
        "@proceedings{c24, title={Proc. of C}, editor={E F}, year=2024, doi={10.1/c},\n"
        " url={https://c.org}}"
    )
    (paper, volume), problems = parse_bibtex(text, "a.bib")
    assert problems == ()
    assert paper.data["title"] == "P"
    assert paper.data["booktitle"] == "Proc. of C"
    assert paper.data["year"] == "2024"
    assert paper.data["doi"] == "10.1/p"
    assert "url" not in paper.data
    assert paper.locate(("year",)) == Position(1, 44)
    assert volume.data["title"] == "Proc. of C"


def test_a_child_with_another_date_keeps_its_own() -> None:
    text = (
        "@inproceedings{p, title={P}, year=2023, crossref={c}}\n"
        "@proceedings{c, title={C}, date={2024-05}, month=may}"
    )
    paper = parse_bibtex(text, "a.bib")[0][0]
    assert "date" not in paper.data
    assert "month" not in paper.data


def test_xdata_is_taken_over_and_is_no_record_itself() -> None:
    text = "@xdata{pub, publisher={X}, address={Y}}\n@book{b, title={T}, xdata={pub}, address={Z}}"
    (record,), problems = parse_bibtex(text, "a.bib")
    assert problems == ()
    assert record.data["publisher"] == "X"
    assert record.data["address"] == "Z"


def test_a_parent_that_is_not_there_is_a_warning_at_the_field() -> None:
    _, (problem,) = parse_bibtex("@misc{a,\n title={T},\n crossref={gone}}", "a.bib")
    assert (problem.code, problem.severity, problem.line) == (
        "bibtex-crossref",
        Severity.WARNING,
        3,
    )


def test_circles_of_inheritance_end() -> None:
    keys = ",".join("abcdefghij")
    text = "".join(f"@misc{{{key}, title={{T}}, xdata={{{keys}}}, crossref={{b}}}}\n" for key in "abcdefghij")
    records, problems = parse_bibtex(text, "a.bib")
    assert len(records) == 10
    assert problems == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("date = {2016/2017}", {"date": "2016", "date_end": "2017"}),
        ("date = {2015-06-22/2015-06-26}", {"date": "2015-06-22", "date_end": "2015-06-26"}),
        ("date = {2020-05~}", {"date": "2020-05"}),
        ("date = {2001-21}", {"date": "2001"}),
        ("date = {2010/..}", {"date": "2010"}),
        ("date = {../2010}", {"date": "2010"}),
        ("date = {2024-03-05T10:00:00Z}", {"date": "2024-03-05"}),
        ("date = {1723-13-01}", {"date": "1723-13-01"}),
        ("year = {2016--2017}", {"year": "2016", "date_end": "2017"}),
        ("year = {forthcoming}", {"year": "forthcoming"}),
        ("month = {Sept.}", {"month": "9"}),
        ("month = sept", {"month": "9"}),
        ("month = {07}", {"month": "7"}),
        ("month = {June/July}", {"month": "6"}),
        ("month = {May 4--8}", {"month": "5"}),
        ("month = {12 May}", {"month": "5", "day": "12"}),
        ("month = {Spring}", {"month": "Spring"}),
        ("month = {13}", {"month": "13"}),
    ],
)
def test_dates_are_read_as_far_as_they_go(written: str, read: dict[str, str]) -> None:
    assert fields(f"@misc{{a, {written}}}") == read


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("pages = {12 -- 34}", "12-34"),
        ("pages = {12–34}", "12-34"),
        ("pages = {e1, 5---7}", "e1, 5-7"),
        (r"journal = {\apj}", "The Astrophysical Journal"),
        (r"""journal = "Uni G{\"o}ttingen" """, "Uni Göttingen"),
        (r"doi = {10.1007/978-3-642\_34}", "10.1007/978-3-642_34"),
        (r"howpublished = {\url{https://x.org/~a}}", "https://x.org/~a"),
        (r"url = {https://x.org/{\textasciitilde}a}", "https://x.org/~a"),
        ("booktitle = {Research &#38; Development}", "Research & Development"),
        ("title = {Two\n    lines  and ---}", "Two lines and —"),
        ("abstract = {One\n  line.\n\n  Two.}", "One line.\n\nTwo."),
    ],
)
def test_values_are_read_by_what_their_field_holds(written: str, text: str) -> None:
    assert list(fields(f"@misc{{a, {written}}}").values()) == [text]


def test_empty_fields_are_left_out() -> None:
    assert fields("@misc{a, title = {}, author = {}, note = , year = {2020}}") == {"year": "2020"}


def test_a_field_written_twice_counts_once_and_warns() -> None:
    (record,), (problem,) = parse_bibtex("@misc{a,\n note={x},\n note={y},\n note={x}}", "a.bib")
    assert record.data["note"] == "x"
    assert (problem.code, problem.line) == ("duplicate-field", 3)


def test_equal_citekeys_are_left_to_who_names_pages() -> None:
    records, problems = parse_bibtex("@misc{a, title={X}}\n@misc{a, title={Y}}", "a.bib")
    assert [(r.key, r.index, r.data["title"]) for r in records] == [("a", 0, "X"), ("a", 1, "Y")]
    assert problems == ()


@pytest.mark.parametrize("text", ["@misc{, title={T}}", "@misc{title={T}}", "@misc{\n  title = {T}\n}"])
def test_a_missing_citekey_is_a_warning(text: str) -> None:
    (record,), (problem,) = parse_bibtex(text, "a.bib")
    assert (record.key, record.data["title"]) == ("", "T")
    assert (problem.code, problem.severity) == ("bibtex-key", Severity.WARNING)


def test_a_file_without_entries_is_a_note() -> None:
    records, (problem,) = parse_bibtex("just text\n", "a.bib")
    assert records == ()
    assert (problem.code, problem.severity) == ("bibtex-empty", Severity.NOTE)


def test_a_thousand_flaws_are_summed_up() -> None:
    _, problems = parse_bibtex("@misc{a, title {x}\n" * 1000, "a.bib")
    assert len(problems) == 201
    assert problems[-1].message == "800 more problems of this kind follow"


def test_unknown_commands_are_one_warning_a_file():
    text = "@misc{a, title={\\\\strange{A} \\\\'e}}\n@misc{b, title={\\\\strange{B}}, note={\\\\other{C}}}\n"
    records, (problem,) = parse_bibtex(text.replace("\\\\", "\\"), "a.bib")
    assert [record.data["title"] for record in records] == ["A é", "B"]
    assert problem.severity is Severity.WARNING
    assert problem.code == "latex-command"
    assert "\\strange, \\other;" in problem.message


def test_a_title_that_is_a_link_is_its_text():
    ((record,), _) = parse_bibtex("@misc{a, title={\\href{https://x.org/a_b}{Reading Slowly}}}", "a.bib")
    assert record.data["title"] == "Reading Slowly"
