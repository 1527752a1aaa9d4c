"""The sample site shows what it is there to show, in the order in which it is read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

PAPERS = Path(__file__).resolve().parents[2] / "content" / "papers"

STRIP = ("Zhuowen Han", "CL", "h-index 11", "8 papers", "29 citations", "Novelty 59%", "AI Score 58")

CARDS = (
    (
        ("43.4", "CL", "Apr 27", "Code"),
        (
            "Why Does Reinforcement Learning Generalize? A Feature-Level Mechanistic Study of Post-Training "
            "in Large Language Models"
        ),
        ("Dan Shi", "Zhuowen Han", "Simon Ostermann"),
        "rl-generalization",
    ),
    (
        ("AI", "Jan 23", "Code"),
        "LongCat-Flash-Thinking-2601 Technical Report",
        ("Meituan LongCat Team", "Anchun Gui", "Bei Li"),
        "longcat-flash-thinking-2601",
    ),
    (
        ("64.6", "AI", "May 26"),
        "Learning to Act under Noise: Enhancing Agent Robustness via Noisy Environments",
        ("Yuxin Chen", "Xiaodong Cai", "Junfeng Fang"),
        "learning-to-act-under-noise",
    ),
    (
        ("CL", "Nov 8, 2025"),
        "Revisiting Entropy in Reinforcement Learning for Large Reasoning Models",
        ("Renren Jin", "Pengzhi Gao", "Yuqi Ren"),
        "revisiting-entropy",
    ),
    (
        ("CL", "Jul 12, 2025", "Code"),
        "Advancing Large Language Models for Tibetan with Curated Data and Continual Pre-Training",
        ("Leiyu Pan", "Bojian Xiong", "Lei Yang"),
        "tibetan-language-models",
    ),
    (
        ("51.3", "LG", "May 14"),
        "Self-Distilled Agentic Reinforcement Learning",
        ("Zhengxi Lu", "Zhiyuan Yao", "Zhuowen Han"),
        "self-distilled-agentic-rl",
    ),
    (
        ("46.1", "AI", "May 13"),
        "MAP: A Map-then-Act Paradigm for Long-Horizon Interactive Agent Reasoning",
        ("Yuxin Liu", "Ziang Ye", "Yueqing Sun"),
        "map-then-act",
    ),
    (
        ("CL", "Mar 1"),
        "DEP: A Decentralized Large Language Model Evaluation Protocol",
        ("Jianxiang Peng", "Junhao Li", "Hongxiang Wang"),
        "dep-evaluation-protocol",
    ),
)
"""Of each card: what stands before the title, title, authors, and the source of the abstract."""


def abstract_of(slug: str) -> str:
    body = (PAPERS / f"{slug}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return re.sub(r"\s+", " ", body.strip().split("\n\n")[0])


def in_order(text: str, wanted: list[str]) -> str:
    """Return what follows the last of the texts, each of which must follow the one before it."""
    for piece in wanted:
        head, found, text = text.partition(piece)
        assert found, f"{piece!r} does not follow; there is {head[:300]!r}"
    return text


@pytest.mark.parametrize("path", ["index.html", "authors/zhuowen-han.html"])
def test_the_profile_reads_from_name_to_last_abstract(
    sample_output: Path, read_page: Callable[[Path], Any], path: str
) -> None:
    text = read_page(sample_output / path).text
    wanted = [*STRIP, "8 Papers"]
    for before, title, authors, slug in CARDS:
        wanted += [*before, title, *authors, "et al.", abstract_of(slug)]

    in_order(text, wanted)


def test_the_strip_reads_without_anything_in_between(
    sample_output: Path, read_page: Callable[[Path], Any]
) -> None:
    text = read_page(sample_output / "index.html").text

    assert "h-index 11 8 papers 29 citations Novelty 59% AI Score 58" in text


def test_scores_and_code_badges_stand_only_where_they_are_known(
    sample_output: Path, read_page: Callable[[Path], Any]
) -> None:
    text = read_page(sample_output / "index.html").text.partition("8 Papers")[2]

    for number, (before, title, _, _) in enumerate(CARDS):
        line, _, text = text.partition(title)
        if number:
            line = line[-40:]
        tail = re.search(r"(?:\d+\.\d )?(?:CL|AI|LG) [A-Z][a-z]{2} \d+(?:, \d{4})?(?: Code)? *$", line)
        assert tail is not None, line
        assert tail[0].split() == " ".join(before).split()


def test_the_code_badge_is_a_link_only_where_the_address_is_known(
    sample_output: Path, read_page: Callable[[Path], Any]
) -> None:
    links = {link.attributes.get("href") for link in read_page(sample_output / "index.html").all("a")}

    assert [url for url in links if url and "github.com" in url] == [
        "https://github.com/danshi777/RL-generalization"
    ]


def test_every_date_is_machine_readable(sample_output: Path, read_page: Callable[[Path], Any]) -> None:
    times = [t.attributes["datetime"] for t in read_page(sample_output / "index.html").all("time")]

    assert {"2026-04-27", "2025-11-08", "2025-07-12"} <= set(times)
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", time) for time in times)


def test_a_paper_page_says_that_further_authors_are_not_listed(
    sample_output: Path, read_page: Callable[[Path], Any]
) -> None:
    for _, title, authors, slug in CARDS:
        in_order(read_page(sample_output / "papers" / f"{slug}.html").text, [title, *authors, "et al."])


def test_the_abstracts_of_the_sample_are_short() -> None:
    for _, _, _, slug in CARDS:
        front = yaml.safe_load((PAPERS / f"{slug}.md").read_text(encoding="utf-8").split("---\n")[1])
        assert front["authors_truncated"] is True
        assert len(abstract_of(slug).split()) < 120
