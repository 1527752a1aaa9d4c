"""What an author's file says of a person."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("written", "alumnus"),
    [
        ("end: 2026-11-21\n", True),
        ("end: 2026-11-22\n", False),
        ("end: 2026\n", False),
        ("end: 2025\n", True),
        ("end: present\n", False),
        ("group: alumni\n", True),
        ("group: phd\n", False),
    ],
)
def test_leaving_makes_an_alumnus_from_the_next_day_on(linked, written, alumnus):
    person = linked({"authors/ada.yaml": f"name: Ada Example\n{written}"}).corpus.people["ada"]
    assert person.is_alumnus is alumnus
    assert (person.group == "alumni") is alumnus


def test_the_day_is_the_one_that_is_asked_for(linked):
    files = {"authors/ada.yaml": "name: Ada Example\nend: 2026-06\n"}
    assert not linked(files, as_of=date(2026, 6, 30)).corpus.people["ada"].is_alumnus
    assert linked(files, as_of=date(2026, 7, 1)).corpus.people["ada"].is_alumnus


def test_reported_values_are_one_record_a_metric_and_source(linked):
    ada = (
        "name: Ada Example\nreported:\n"
        "  - {source: A, date: 2026-01-01, h_index: 4, citations: 20}\n"
        "  - {source: B, url: https://b.org, date: 2026-02-01, h_index: 5}\n"
    )
    records = linked({"authors/ada.yaml": ada}).corpus.people["ada"].reported
    found = [(name, r.value, r.kind, r.source, r.url, r.as_of) for name, r in records]
    assert found == [
        ("h_index", 4, "reported", "A", None, "2026-01-01"),
        ("citations", 20, "reported", "A", None, "2026-01-01"),
        ("h_index", 5, "reported", "B", "https://b.org", "2026-02-01"),
    ]


def test_the_papers_of_an_author_name_main_records_once(linked):
    found = linked(
        {
            "authors/ada.yaml": "name: Ada Example\npapers: [v1, main, KEY2024]\n",
            "papers/main.yaml": "title: A\nabstract: x\n",
            "papers/v1.yaml": "title: A\nabstract: x\nversion_of: main\n",
            "papers/x.bib": "@misc{KEY2024, title={B}, abstract={x}}\n",
        }
    )
    assert found.corpus.people["ada"].paper_order == ("main", "key2024")
