"""Talks, courses and projects: where they are shown, and in which order."""

import re
from pathlib import Path

import pytest

from generator.pipeline import Request, build

SOURCES = {
    "site.yaml": "title: Small\nurl: https://small.example/\nowner: ada\nas_of: 2026-11-22\n",
    "authors/ada.yaml": "name: Ada Example\n",
    "authors/bob.yaml": "name: Bob Brown\nhide: [papers]\n",
    "papers/p.yaml": "title: Fast $k$-means\nauthors: [Ada Example, Bob Brown]\ndate: 2026-03-01\n",
    "papers/q.yaml": "title: Slow reading\nauthors: [Ada Example]\ndate: 2025-03-01\n",
    "talks/own.md": "---\ntitle: On $k$\nevent: Reading Days\ndate: 2026-03-05\nend: 2026-03-07\n---\n",
    "talks/bobs.md": "---\ntitle: On margins\ndate: 2025-03-05\npeople: [bob]\n---\n",
    "talks/guest.md": "---\ntitle: A visit\ndate: 2024-03-05\nspeakers: [Grace Guest]\n---\n",
    "teaching/course.md": "---\ntitle: Reading 101\nterm: Autumn\ndate: 2025-10\npeople: [ada, bob]\n---\n",
    "projects/alpha.md": "---\ntitle: Alpha\nstart: 2018\nend: 2020\n---\n",
    "projects/beta.md": "---\ntitle: Beta\nstatus: finished\n---\n",
    "projects/gamma.md": "---\ntitle: Gamma\nstart: 2024-05\nend: 2027\norder: 9\n---\n",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("small")
    for path, text in SOURCES.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site))
    return site / "output"


def text_of(file: Path) -> str:
    html = file.read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", html[html.index("<main") :]).split())


def test_a_profile_lists_the_persons_talks_and_courses(output: Path) -> None:
    page = (output / "authors/bob.html").read_text(encoding="utf-8")
    assert '<a href="../talks.html#bobs">On margins</a>' in page
    assert '<a href="../teaching.html#course">Reading 101</a>' in page


def test_talks_that_name_nobody_are_the_owners_alone(output: Path) -> None:
    assert "talks.html#own" in (output / "index.html").read_text(encoding="utf-8")
    assert "talks.html#own" not in (output / "authors/bob.html").read_text(encoding="utf-8")
    assert "talks.html#own" not in (output / "cv/bob.html").read_text(encoding="utf-8")
    assert "A visit" not in text_of(output / "index.html")


def test_a_talk_of_several_days_shows_the_first_and_the_last(output: Path) -> None:
    assert "Mar 5, 2026 to Mar 7, 2026 On" in text_of(output / "talks.html")


def test_a_project_shows_its_years_and_comes_last_when_it_is_over(output: Path) -> None:
    shown = text_of(output / "projects/index.html")
    assert "2024 to 2027 Gamma" in shown
    assert "2018 to 2020 Alpha" in shown
    assert shown.index("Gamma") < shown.index("Alpha")
    assert shown.index("Gamma") < shown.index("Beta")
    assert "Alpha 2018 to 2020" in text_of(output / "projects/alpha.html")


def test_math_in_titles_is_mathml_wherever_a_reader_sees_it(output: Path) -> None:
    for path in ("index.html", "papers/p.html", "papers/index.html", "talks.html", "cv/ada.html"):
        page = (output / path).read_text(encoding="utf-8")
        shown = re.sub(
            r"<(pre|script|div class=\"style|p class=\"citation)[^>]*>.*?</\1>", "", page, flags=re.S
        )
        crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.S)
        assert "<mi>k</mi>" in shown
        assert crumbs is None or "$" not in crumbs[0]
    assert "$" not in text_of(output / "cv/ada.html")


def test_a_list_that_is_sorted_by_date_offers_that_order_once(output: Path) -> None:
    page = (output / "papers/index.html").read_text(encoding="utf-8")
    assert "Newest first</option>" in page
    assert "Newest</option>" not in page


def test_a_site_without_nav_leads_to_all_that_it_has(output: Path) -> None:
    page = (output / "index.html").read_text(encoding="utf-8")
    nav = re.search(r'<nav class="site-nav".*?</nav>', page, re.S)
    assert nav is not None
    labels = re.findall(r">([A-Z][a-z]+)</a>", nav[0])
    assert labels == ["People", "Papers", "Projects", "Talks", "Teaching"]


def test_a_small_site_does_not_say_why_it_has_no_novelty(output: Path) -> None:
    assert "Not computed" not in (output / "papers/p.html").read_text(encoding="utf-8")
