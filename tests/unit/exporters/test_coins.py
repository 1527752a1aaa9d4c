"""COinS."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from generator.exporters.coins import MAX_AUTHORS, format_coins
from generator.model import Work

Paper = Callable[..., Work]


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading & *writing*",
        ["van der Berg, Jan"],
        "2021-09",
        type="article-journal",
        venue="Journal of Tests",
        volume="12",
        issue="3",
        pages="321-28",
        doi="10.1000/182",
    )
    assert parse_qs(format_coins(work)) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft_id": ["info:doi/10.1000/182"],
        "rft.genre": ["article"],
        "rft.atitle": ["Reading & writing"],
        "rft.jtitle": ["Journal of Tests"],
        "rft.aulast": ["van der Berg"],
        "rft.aufirst": ["Jan"],
        "rft.au": ["Jan van der Berg"],
        "rft.date": ["2021-09"],
        "rft.volume": ["12"],
        "rft.issue": ["3"],
        "rft.spage": ["321"],
        "rft.epage": ["328"],
        "rft.pages": ["321-328"],
    }


@pytest.mark.parametrize(
    ("fields", "kev", "genre", "title_key"),
    [
        ({"type": "paper-conference"}, "journal", ["proceeding"], "rft.atitle"),
        ({"arxiv": "2604.01234"}, "journal", ["preprint"], "rft.atitle"),
        ({"type": "chapter", "venue": "Handbook"}, "book", ["bookitem"], "rft.atitle"),
        ({"type": "book"}, "book", ["book"], "rft.btitle"),
        ({"type": "thesis", "publisher": "MIT"}, "dissertation", None, "rft.title"),
        ({"type": "dataset"}, "journal", ["unknown"], "rft.atitle"),
    ],
)
def test_the_kind_decides_format_and_genre(
    paper: Paper, fields: dict[str, str], kev: str, genre: list[str] | None, title_key: str
) -> None:
    query = parse_qs(format_coins(paper("T", **fields)))
    assert query["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{kev}"]
    assert query.get("rft.genre") == genre
    assert query[title_key] == ["T"]


def test_a_byline_of_thousands_is_cut(paper: Paper) -> None:
    query = parse_qs(format_coins(paper("T", [f"F{i}, G" for i in range(3000)])))
    assert len(query["rft.au"]) == MAX_AUTHORS


def test_nothing_of_the_text_can_end_an_attribute_or_a_value(paper: Paper) -> None:
    text = format_coins(paper("a\"b'c<d>e&f=g;h", ['<Script>, x"y']))
    assert not set("\"'<>;") & set(text)
    assert parse_qs(text)["rft.atitle"] == ["a\"b'c<d>e&f=g;h"]
