"""RIS records."""

from collections.abc import Callable

import pytest
import rispy

from generator.exporters.ris import FRAME, format_ris
from generator.model import Venue, Work

Paper = Callable[..., Work]


def test_a_journal_article_in_full(paper: Paper) -> None:
    work = paper(
        "Reading the *sources*",
        ["van der Berg, Jan, Jr.", "{R&D Team}"],
        "2021-09-05",
        type="article-journal",
        venue="Journal of Tests",
        venue_short="J. Tests",
        volume="12",
        issue="3",
        pages="321-28",
        publisher="Press",
        doi="10.1000/182",
        url="https://example.org/x",
        keywords=("reading", "sources"),
        abstract="First line.\n\nSecond *line*.",
        language="en",
        authors_truncated=True,
    )
    assert format_ris(work) == (
        "TY  - JOUR\r\n"
        "TI  - Reading the sources\r\n"
        "AU  - van der Berg, Jan, Jr.\r\n"
        "AU  - R&D Team\r\n"
        "AU  - et al.\r\n"
        "T2  - Journal of Tests\r\n"
        "J2  - J. Tests\r\n"
        "VL  - 12\r\n"
        "IS  - 3\r\n"
        "SP  - 321\r\n"
        "EP  - 328\r\n"
        "PB  - Press\r\n"
        "PY  - 2021\r\n"
        "DA  - 2021/09/05/\r\n"
        "DO  - 10.1000/182\r\n"
        "UR  - https://example.org/x\r\n"
        "KW  - reading\r\n"
        "KW  - sources\r\n"
        "AB  - First line. Second line.\r\n"
        "LA  - en\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"type": "paper-conference"}, "TY  - CONF"),
        ({"type": "chapter", "editors": ["Ed, A"]}, "A2  - Ed, A"),
        ({"type": "thesis", "publisher": "MIT", "note": "PhD"}, "M3  - Doctoral dissertation"),
        ({"type": "report", "publisher": "NASA"}, "PB  - NASA"),
        ({"type": "dataset"}, "TY  - DATA"),
        ({"arxiv": "2604.01234"}, "AN  - arXiv:2604.01234"),
        ({"arxiv": "2604.01234"}, "UR  - https://arxiv.org/abs/2604.01234"),
        ({"status": "submitted"}, "N1  - Submitted"),
        ({"pdf": "https://a.org/x.pdf"}, "L1  - https://a.org/x.pdf"),
    ],
)
def test_the_kind_decides_type_and_tags(paper: Paper, fields: dict[str, object], line: str) -> None:
    assert line in format_ris(paper("T", ["A, B"], **fields)).split("\r\n")


def test_what_is_not_known_has_no_line(paper: Paper) -> None:
    assert format_ris(paper("T")) == "TY  - GEN\r\nTI  - T\r\nER  - \r\n"


def test_a_date_that_stops_at_the_year_has_no_da_line(paper: Paper) -> None:
    assert "DA  - " not in format_ris(paper("T", date="2020"))
    assert "DA  - 2020/03//\r\n" in format_ris(paper("T", date="2020-03"))


def test_a_declared_venue_gives_its_full_name(paper: Paper) -> None:
    work = paper("T", venue="ICML", type="paper-conference")
    venue = Venue("icml", "International Conference on Machine Learning")
    assert "T2  - International Conference on Machine Learning\r\n" in format_ris(work, venue)


def test_rispy_reads_a_file_of_ours(paper: Paper) -> None:
    works = [paper("One", ["A, B", "C, D"], "2020", slug="1"), paper("Two", doi="10.1/x", slug="2")]
    first, second = rispy.loads(FRAME.around(map(format_ris, works)))
    assert first["title"] == "One"
    assert first["authors"] == ["A, B", "C, D"]
    assert first["year"] == "2020"
    assert second["doi"] == "10.1/x"
