"""What kind of work a paper is."""

from collections.abc import Callable

import pytest

from generator.exporters.kinds import Kind, kind_of, thesis_degree, venue_name
from generator.model import Venue, Work

Paper = Callable[..., Work]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "article-journal", "venue": "Nature"}, Kind.JOURNAL),
        ({"type": "article-journal", "venue": "arXiv preprint arXiv:2301.00010"}, Kind.PREPRINT),
        ({"type": "paper-conference", "venue": "Anything"}, Kind.CONFERENCE),
        ({"type": "article", "arxiv": "2301.00010"}, Kind.PREPRINT),
        ({"type": "article"}, Kind.OTHER),
        ({"type": "article", "venue": "bioRxiv"}, Kind.PREPRINT),
        ({"type": "article", "publisher": "PsyArXiv"}, Kind.PREPRINT),
        ({"type": "article", "venue": "ICML 2025"}, Kind.CONFERENCE),
        ({"type": "article", "venue": "FooCon '25"}, Kind.CONFERENCE),
        ({"type": "article", "venue": "Findings of ACL"}, Kind.CONFERENCE),
        ({"type": "article", "venue": "Proceedings of the 3rd Workshop on X"}, Kind.CONFERENCE),
        (
            {"type": "article", "venue": "Proceedings of the National Academy of Sciences"},
            Kind.JOURNAL,
        ),
        ({"type": "article", "venue": "Proceedings of the IEEE"}, Kind.JOURNAL),
        ({"type": "article", "venue": "Proceedings of X", "volume": "3", "issue": "1"}, Kind.JOURNAL),
        ({"type": "article", "venue": "Journal of Machine Learning Research"}, Kind.JOURNAL),
        ({"type": "thesis"}, Kind.THESIS),
        ({"type": "patent", "venue": "ICML"}, Kind.OTHER),
        ({"type": "unheard-of"}, Kind.OTHER),
    ],
)
def test_the_type_decides_and_the_venue_where_it_is_vague(
    paper: Paper, fields: dict[str, str], expected: Kind
) -> None:
    assert kind_of(paper("T", **fields)) is expected


def test_a_declared_venue_gives_its_full_name(paper: Paper) -> None:
    work = paper("T", venue="ICML", venue_short="ICML")
    assert venue_name(work, Venue("icml", "International Conference on Machine Learning")) == (
        "International Conference on Machine Learning"
    )
    assert venue_name(work) == "ICML"
    assert venue_name(paper("T", venue_short="JMLR")) == "JMLR"


@pytest.mark.parametrize(
    ("fields", "degree"),
    [
        ({"note": "PhD thesis"}, "doctoral"),
        ({"genre": "phdthesis"}, "doctoral"),
        ({"genre": "mastersthesis"}, "master"),
        ({"note": "Master's thesis"}, "master"),
        ({"note": "B.Sc. thesis"}, "bachelor"),
        ({"publisher": "MIT"}, ""),
    ],
)
def test_a_degree_is_only_told_when_the_source_says_it(
    paper: Paper, fields: dict[str, str], degree: str
) -> None:
    assert thesis_degree(paper("T", type="thesis", **fields)) == degree
