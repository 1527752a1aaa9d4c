from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.decoding import printable
from generator.importing.paper_fields import PROSE, paper_fields
from generator.importing.reading import read_papers
from generator.importing.yaml_text import format_yaml
from generator.schema.paper import Paper
from generator.sources.reading import parse_source
from generator.text.characters import is_visible

# Line ends of other systems become \n.
LINES = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: printable(text).replace("\r", "\n"))
    .filter(lambda text: text.strip())
)
NAMES = st.sampled_from(
    [
        "Ada Example",
        "van der Berg, Jan",
        "Ludwig van Beethoven",
        "King, Jr., Martin Luther",
        "Castro e Silva, Maria",
        "王小明",
        "Meituan LongCat Team",
        "Jimmy",
        "Null",
        'O\'Brien, "Pat"',
        {"name": "The Team", "group": "true"},
        {"name": {"given": "Mary Ann", "family": "van Dyke Parks"}, "orcid": "0000-0002-1825-0097"},
        {"name": "Ada Example", "equal": "true", "corresponding": "yes", "affiliation": "Here: there"},
        {"name": {"display": "Bo O. Ther", "given": "Bo", "family": "Other"}, "id": "bo"},
        {"family": "Other"},
    ]
)
PAPERS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"title": LINES.filter(is_visible)},
    optional={
        "authors": st.lists(NAMES, max_size=4),
        "editors": st.lists(NAMES, max_size=2),
        "abstract": LINES | st.lists(LINES, min_size=2, max_size=3).map("\n\n".join),
        "venue": LINES,
        "venue_short": LINES,
        "note": LINES,
        "tldr": LINES,
        "bibtex": LINES,
        "volume": LINES,
        "pages": st.sampled_from(["1-18", "12:30", "e104", "1–9"]),
        "keywords": st.lists(LINES, max_size=3),
        "categories": st.lists(LINES, max_size=2),
        "date": st.sampled_from(["2024", "2024-05", "2024-05-17"]),
        "doi": st.sampled_from(["10.1000/182", "https://doi.org/10.1000/A:b;c(1)"]),
        "arxiv": st.sampled_from(["2301.00010", "cs/0703001v2"]),
        "code": st.sampled_from(
            ["true", "false", "n/a", "https://a.org/x", ["https://a.org", "https://b.org"]]
        ),
        "citations": st.sampled_from(
            ["3", {"count": "4", "source": "X", "date": "2026", "by_year": {"2025": "3"}}]
        ),
        "status": st.sampled_from(["submitted", "published", "accepted"]),
        "retracted": st.sampled_from(["true", "false", "Data: made up"]),
        "open_access": st.sampled_from(["true", "no"]),
        "selected": st.sampled_from(["true", "false"]),
        "links": st.just([{"label": "Talk: part 1", "url": "https://a.org/?a=1#b", "icon": "video"}]),
        "reported": st.just({"source": "Index", "date": "2026-01-02", "score": "43.4", "citations": "7"}),
        "language": st.just("de"),
        "extra": st.dictionaries(st.sampled_from(["series", "address", "no", "a: b"]), LINES, max_size=3),
    },
)


def read_back(paper: Paper) -> Paper:
    text = format_yaml(paper_fields(paper), prose=PROSE)
    parsed = parse_source("content/papers/x.yaml", text.encode())
    assert len(parsed.records) == 1, (text, parsed.diagnostics)
    found = parsed.records[0].value
    assert isinstance(found, Paper)
    return found


@given(PAPERS)
def test_a_paper_is_read_back_as_it_was_written(fields: dict[str, Any]) -> None:
    paper = Paper.model_validate(fields)
    again = read_back(paper)
    # A repository named in an abstract is found when the file is read.
    assert again.model_copy(update={"code": paper.code}) == paper
    assert paper_fields(again.model_copy(update={"code": paper.code})) == paper_fields(paper)


def test_fields_come_in_one_order_whatever_order_they_had() -> None:
    one = Paper.model_validate({"abstract": "A.", "doi": "10.1000/x", "title": "T", "date": "2024"})
    assert list(paper_fields(one)) == ["title", "date", "doi", "abstract"]


def test_what_says_nothing_is_not_written() -> None:
    assert paper_fields(Paper.model_validate({"title": "T", "selected": "false", "status": "published"})) == {
        "title": "T"
    }


def test_names_are_written_the_shortest_way_that_means_the_same() -> None:
    authors = ["Ada Example", "van der Berg, Jan", {"given": "Mary Ann", "family": "van Dyke Parks"}]
    fields = paper_fields(Paper.model_validate({"title": "T", "authors": authors}))
    assert fields["authors"][:2] == ["Ada Example", "Jan van der Berg"]  # type: ignore[index]


@pytest.mark.parametrize("key", ["file", "timestamp", "bdsk-url-1", "date-added", "urldate", "jabref-meta"])
def test_the_bookkeeping_of_reference_managers_is_left_behind(key: str) -> None:
    paper = Paper.model_validate({"title": "T", "extra": {key: "x", "series": "LNCS"}})
    assert paper_fields(paper)["extra"] == {"series": "LNCS"}


def test_deep_extras_become_text_that_yaml_can_hold(tmp_path: Any) -> None:
    deep = "[" * 200 + "]" * 200
    file = tmp_path / "x.json"
    file.write_text(f'[{{"id": "a", "title": "T", "odd": {deep}}}]', encoding="utf-8")
    [record] = read_papers(str(file)).papers
    assert read_back(record.value).title == "T"
