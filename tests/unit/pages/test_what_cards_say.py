"""What lists say of a paper, on a small whole site."""

import re
from pathlib import Path

import pytest

from generator.pipeline import Request, build

SOURCES = {
    "site.yaml": "title: Small\nas_of: 2026-11-22\ntheme_options: {group_by: year}\n",
    "authors/ada.yaml": "name: Ada Example\npapers: [older, undated, newest, old]\n"
    "education: [{what: Doctorate, where: Uni, end: 2022}]\nawards: [{what: Prize, end: 2021}]\n",
    "papers/all.bib": """
@article{newest, title={Newest}, author={Ada Example}, year=2026, journal={Letters},
    pubstate={inpress}, note={in press}}
@article{old, title={Old}, author={Ada Example}, year=2023, journal={Letters}}
@article{older, title={Older}, author={Ada Example}, year=2023, journal={Letters}}
@article{undated, title={Undated}, author={Ada Example}, journal={Letters}}
@book{edited, title={Edited}, editor={Ed Itor and Ida Edit}, year=2020, publisher={Press}}
@phdthesis{thesis, title={Thesis}, author={Bo Other}, year=2019, school={Uni of X}}
@patent{patent, title={Patent}, author={Bo Other}, year=2018, number={EP1234567}}
@techreport{report, title={Report}, author={Bo Other}, year=2018, number={TR-18-3}, institution={Inst}}
""",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("small")
    for path, text in SOURCES.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site, jobs=1))
    return site / "output"


def text_of(file: Path) -> str:
    html = file.read_text(encoding="utf-8")
    html = re.sub(r"<(pre|script)\b[^>]*>.*?</\1>", "", html[html.index("<main") :], flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_groups_by_year_descend_and_keep_the_authors_order_inside(output: Path) -> None:
    page = (output / "authors/ada.html").read_text(encoding="utf-8")
    assert re.findall(r'class="group-heading"[^>]*>([^<]*)', page) == ["2026", "2023", "Undated"]
    assert page.index(">Older</a></h3>") < page.index(">Old</a></h3>")


def test_a_note_that_repeats_the_status_is_not_shown_beside_it(output: Path) -> None:
    for path in ("authors/ada.html", "papers/newest.html"):
        page = (output / path).read_text(encoding="utf-8")
        assert re.search(r'class="status">(?i:forthcoming)<', page)
        assert 'class="note"' not in page


def test_an_edited_book_shows_its_editors_in_place_of_authors(output: Path) -> None:
    for path in ("papers/index.html", "papers/edited.html"):
        assert "Ed Itor , Ida Edit (Eds.)" in text_of(output / path).replace("Itor,", "Itor ,")
    quality = (output / "quality.html").read_text(encoding="utf-8")
    assert "Papers without authors" not in quality
    recent = (output / "api/v1/papers/recent.json").read_text(encoding="utf-8")
    assert '"editors":[{"name":"Ed Itor"' in recent


def test_a_card_says_what_is_no_article_and_where_a_thesis_was_written(output: Path) -> None:
    shown = text_of(output / "papers/index.html")
    assert "2019 Thesis Thesis Bo Other Uni of X" in shown
    assert "2018 Patent Patent Bo Other" in shown
    assert "2018 Report Report Bo Other" in shown
    assert "2020 Book Edited" in shown
    assert "2023 Old Ada Example" in shown


def test_a_patent_and_a_report_have_a_number_and_no_issue(output: Path) -> None:
    assert "Number EP1234567" in text_of(output / "papers/patent.html")
    assert "Number TR-18-3" in text_of(output / "papers/report.html")


def test_a_degree_and_an_award_with_an_end_alone_show_that_year(output: Path) -> None:
    for path in ("cv/ada.html", "authors/ada.html"):
        shown = text_of(output / path)
        assert "until" not in shown
        assert "2021 Prize" in shown
    assert "2022 Doctorate" in text_of(output / "cv/ada.html")


def test_the_list_of_all_papers_leads_to_sixty_venues_and_says_how_many_more_there_are(
    tmp_path: Path,
) -> None:
    papers = "".join(f"- {{title: P{n}, date: 2026, venue: Journal {n}}}\n" for n in range(62))
    papers += "- {title: One more, date: 2026, venue: Journal 61}\n"
    (tmp_path / "content/papers").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Small\nas_of: 2026-11-22\n", encoding="utf-8")
    (tmp_path / "content/papers/all.yaml").write_text(papers, encoding="utf-8")
    build(Request(tmp_path, jobs=1))
    page = (tmp_path / "output/papers/index.html").read_text(encoding="utf-8")
    venues = page[page.index(">Venues</h2>") :].partition("</nav>")[0]
    assert re.findall(r"<a[^>]*>([^<]*)</a>", venues)[0] == "Journal 61"
    assert venues.count("../venues/") == 60
    assert '<a href="../search.html">and 2 more, by search</a>' in venues
