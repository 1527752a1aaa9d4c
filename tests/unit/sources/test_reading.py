import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Severity
from generator.sources.reading import parse_source

PAPERS = "content/papers/"


def parse(path, text):
    return parse_source(path, text if isinstance(text, bytes) else text.encode())


def one(path, text):
    parsed = parse(path, text)
    assert parsed.diagnostics == (), [d.format_text() for d in parsed.diagnostics]
    (record,) = parsed.records
    return record


def said(path, text):
    return [d.format_text() for d in parse(path, text).diagnostics]


def test_a_paper_file_is_named_after_its_stem():
    record = one(PAPERS + "Han 2026.yaml", "title: T\nauthors: [Zhuowen Han]\n")
    assert record.slug == "han-2026"
    assert record.origin.path == PAPERS + "Han 2026.yaml"
    assert record.value.authors[0].name.family == "Han"


def test_the_field_slug_wins():
    assert one(PAPERS + "a.yaml", "title: T\nslug: Better Name\n").slug == "better-name"


def test_records_of_a_list_are_named_by_family_year_and_first_word():
    parsed = parse(
        PAPERS + "all.yaml",
        "- title: The Nature of X\n  authors: [Ann Lee]\n  date: 2024-05\n"
        "- title: Other\n- title: U\n  slug: u\n",
    )
    assert [record.slug for record in parsed.records] == ["lee-2024-nature", "other", "u"]
    assert [record.origin.line for record in parsed.records] == [1, 4, 5]


def test_a_list_of_one_is_still_a_list():
    assert one(PAPERS + "all.yaml", "# my papers\n\n- title: Solo\n").slug == "solo"
    assert one(PAPERS + "all.yaml", "---\ntitle: Solo\n").slug == "all"


def test_a_citekey_names_the_entry():
    record = one(PAPERS + "lab.bib", "@article{Han:2026, title={T}, author={Han, Zhuowen}, year=2026}")
    assert (record.slug, record.key) == ("han-2026", "Han:2026")


def test_a_csl_id_names_the_object():
    record = one(PAPERS + "all.jsonl", '{"id": "http://x.org/a", "title": "T"}\n')
    assert (record.slug, record.key) == ("http-x-org-a", "http://x.org/a")


def test_the_body_of_a_paper_is_its_abstract():
    record = one(PAPERS + "a.md", "---\ntitle: T\n---\n\nWe study *X*.\n")
    assert record.value.abstract == "We study *X*."


def test_a_body_beside_an_abstract_is_a_note():
    parsed = parse(PAPERS + "a.md", "---\ntitle: T\nabstract: A\n---\nB\n")
    assert parsed.records[0].value.abstract == "A"
    assert [(d.severity, d.code, d.line) for d in parsed.diagnostics] == [
        (Severity.NOTE, "alias-conflict", 3)
    ]


def test_the_body_of_a_person_is_the_biography():
    record = one("content/authors/ann-lee.md", "---\nname: Ann Lee\n---\nAnn studies trees.\n")
    assert (record.slug, record.value.biography) == ("ann-lee", "Ann studies trees.")


def test_code_is_found_in_the_abstract():
    record = one(PAPERS + "a.yaml", "title: T\nabstract: Code is at https://github.com/a/b.\n")
    assert record.value.code.urls == ("https://github.com/a/b",)
    said_so = one(PAPERS + "a.yaml", "title: T\ncode: false\nabstract: Beats https://github.com/a/b.\n")
    assert said_so.value.code.exists is False


def test_problems_stand_at_their_line_in_the_sources_own_words():
    assert said(
        PAPERS + "a.yaml", "title: T\nauthors:\n  - A B\n  - name: C D\n    orcid: 0000-0002-1825-0098\n"
    ) == [
        (
            "content/papers/a.yaml:5:5: error[bad-orcid]: authors[2].orcid: "
            "'0000-0002-1825-0098' has a wrong check digit\n"
            "  hint: one of its digits is mistyped: copy the iD from orcid.org"
        )
    ]
    (text,) = said(PAPERS + "a.bib", "@article{k,\n  title = {T},\n  html = {javascript:alert(1)}\n}")
    assert text.startswith("content/papers/a.bib:3:3: error[bad-url]: html: 'javascript:alert(1)'")


def test_an_unusable_value_in_a_bib_file_moves_to_extra_with_a_warning():
    parsed = parse(PAPERS + "a.bib", "@article{k, title={T},\n doi={none}, isbn={?}}")
    (record,) = parsed.records
    assert record.value.doi == ""
    assert record.value.extra == {"doi": "none", "isbn": "?"}
    assert {(d.severity, d.code, d.line) for d in parsed.diagnostics} == {
        (Severity.WARNING, "bad-doi", 2),
        (Severity.WARNING, "bad-isbn", 2),
    }


def test_the_same_value_in_yaml_is_an_error():
    parsed = parse(PAPERS + "a.yaml", "title: T\ndoi: none\n")
    assert parsed.records == ()
    assert [(d.severity, d.code, d.line) for d in parsed.diagnostics] == [(Severity.ERROR, "bad-doi", 2)]


def test_a_broken_entry_leaves_the_rest_of_the_file_alive():
    parsed = parse(
        PAPERS + "a.bib", "@article{a, title={A}}\n@article{b, year=2020}\n@article{c, title={C}}\n"
    )
    assert [record.slug for record in parsed.records] == ["a", "c"]
    assert [(d.code, d.line) for d in parsed.diagnostics] == [("missing-field", 2)]


def test_entries_that_steer_styles_are_no_works():
    entries = "@IEEEtranBSTCTL{ctl, CTLuse_alt_spacing = {yes}}@set{s, entryset = {a}}@misc{a, title={A}}"
    assert one(PAPERS + "a.bib", entries).slug == "a"


@pytest.mark.parametrize("name", ["index", "page-2"])
def test_reserved_slugs_are_refused(name):
    (text,) = said(f"{PAPERS}{name}.yaml", "title: T\n")
    assert "error[reserved-slug]" in text


def test_a_name_of_no_letters_falls_back_to_the_paper_itself():
    assert one(PAPERS + "....yaml", "title: Deep Trees\ndate: 2020\n").slug == "2020-deep"
    assert "error[bad-slug]" in said("content/authors/---.yaml", "name: A B\n")[0]


def test_hugos_bundles_are_named_after_their_folder():
    assert one(PAPERS + "my-paper/index.md", "---\ntitle: T\n---\n").slug == "my-paper"


def test_pages_keep_their_folders():
    assert (
        one("content/pages/guide/Getting Started.md", "# Start\n\nHello.\n").slug == "guide/getting-started"
    )
    assert one("content/pages/guide/index.md", "# Start\n").slug == "guide/index"
    assert one("content/pages/index.md", "# Start\n").slug == "index"


def test_a_first_heading_is_the_title_of_a_page():
    record = one("content/pages/about.md", "# About us #\n\nText.\n")
    assert (record.value.title, record.value.body) == ("About us", "Text.")


def test_news_needs_no_title_and_may_be_dated_by_its_name():
    record = one(
        "content/news/2026-05-01-award.md", "We won an [award](https://x.org)! " + "Very long. " * 20
    )
    assert record.value.title.startswith("We won an award! Very long.")
    assert record.value.title.endswith(" …")
    assert record.value.date.isoformat() == "2026-05-01"


def test_venues_are_a_list_or_a_mapping_by_short_name():
    listed = parse("content/venues.yaml", "- abbr: ACL\n  name: Annual Meeting\n- name: Nature\n")
    assert [record.slug for record in listed.records] == ["acl", "nature"]
    mapped = parse(
        "content/venues.yaml", 'ACL:\n  url: https://x.org\n  color: "#00369f"\nEMNLP:\n  color: 12\n'
    )
    assert [record.slug for record in mapped.records] == ["acl"]
    assert [(d.code, d.line) for d in mapped.diagnostics] == [("bad-color", 5)]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/paper/a.yaml", "ignored-file"),
        ("content/papers/a.json", "ignored-file"),
        ("content/news/a.yaml", "ignored-file"),
        ("content/sites.yaml", "ignored-file"),
    ],
)
def test_files_that_nothing_reads_are_notes(path, code):
    (diagnostic,) = parse(path, "x").diagnostics
    assert (diagnostic.code, diagnostic.severity) == (code, Severity.NOTE)
    assert diagnostic.hint


@pytest.mark.parametrize("path", ["content/site.yaml", "content/history.jsonl", "content/papers/README.md"])
def test_files_that_others_read_are_passed_over(path):
    assert parse(path, "x").diagnostics == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"title: \xff\n", "not-utf8"), (b"title: a\x00b\n", "nul-byte")],
)
def test_files_that_are_no_text_are_errors(content, code):
    assert [d.code for d in parse(PAPERS + "a.yaml", content).diagnostics] == [code]


def test_what_a_file_holds_can_be_sent_to_another_process():
    parsed = parse(PAPERS + "a.yaml", "title: T\nauthors: [A B]\ndate: 2026-01\nbogus: 1\n")
    assert pickle.loads(pickle.dumps(parsed)) == parsed  # noqa: S301  # our own bytes


HOSTILE = st.lists(
    st.sampled_from(
        [
            b"title: ",
            b"{",
            b"}",
            b"@article{k,",
            b"title={x}",
            b"---\n",
            b"- ",
            b": ",
            b"\n",
            b'"',
            b"&a ",
            b"*a",
            b"\\",
            b"$",
        ]
    )
    | st.binary(max_size=6),
    max_size=30,
)


@given(
    HOSTILE,
    st.sampled_from(
        ["papers/a.yaml", "papers/a.bib", "papers/a.jsonl", "papers/a.md", "pages/x/a.md", "venues.yaml"]
    ),
)
def test_hostile_files_give_records_or_diagnostics(pieces, path):
    for diagnostic in parse("content/" + path, b"".join(pieces)).diagnostics:
        assert diagnostic.line >= 1
        assert diagnostic.format_text().count("\n") <= 1
