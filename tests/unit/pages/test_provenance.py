"""What stands in a number's popover."""

from pathlib import Path

from generator.metrics.records import computed
from generator.model import Neighbour, WorkId
from generator.pages.strip import metric_view, more, strip
from generator.pipeline import Request, build
from generator.values import MetricRecord

DAY = "2026-11-22"


def reported(value: float, source: str = "Index", day: str = "2026-05-28") -> MetricRecord:
    return MetricRecord(value, "reported", source=source, as_of=day)


def test_a_computed_number_says_its_day_coverage_and_formula() -> None:
    told = metric_view("h_index", [computed("h_index", 4, DAY, n=5, of=8)]).provenance
    assert (told.headline, told.coverage) == ("h-index 4, computed", "over 5 of 8 papers")
    assert told.as_of
    assert told.as_of.iso == DAY
    assert told.formula == "largest h such that h papers have at least h citations each"


def test_every_other_value_is_said() -> None:
    records = [reported(11), reported(9, "Other", "2026-01-02"), computed("h_index", 4, DAY, n=5, of=8)]
    told = metric_view("h_index", records).provenance
    assert told.other == "By Other: 9, Jan 2, 2026; computed from this site: 4, over 5 of 8 papers"
    assert metric_view("h_index", records[:1]).provenance.other == "Computed from this site: unknown"


def test_a_papers_novelty_says_what_it_is_over_how_many_papers_and_names_the_closest() -> None:
    record = computed("novelty", 89.2, DAY, n=1200, of_paper=True, reason="low confidence")
    closest = Neighbour("near", 0.5, "A *near* one", WorkId("near"))
    told = metric_view("novelty", [record], of_paper=True, closest=closest).provenance
    assert told.coverage == "compared with 1200 earlier papers"
    assert told.notes[0] == "low confidence"
    assert told.notes[1].endswith("not a judgement of originality.")
    assert (told.closest, told.closest_url) == ("A *near* one", "papers/near.html")


def test_a_persons_novelty_and_score_say_how_many_papers_are_scored() -> None:
    for name in ("novelty", "score"):
        told = metric_view(name, [computed(name, 50.0, DAY, n=3, of=8)]).provenance
        assert told.coverage == "3 of 8 papers scored"


def test_openness_says_the_shares_that_it_is_the_mean_of() -> None:
    record = computed("openness", 0.75, DAY, n=3, of=8, parts=(("fulltext", 1.0), ("code", 0.5)))
    assert metric_view("openness", [record]).provenance.notes == ("full text 100%, code 50%",)


def test_a_cut_author_list_is_said_beside_the_number_of_coauthors() -> None:
    record = computed("coauthors", 3, DAY, n=1, of=1, reason="at least: an author list is cut")
    assert metric_view("coauthors", [record]).provenance.notes == ("at least: an author list is cut",)


def test_a_computed_score_is_said_beside_an_ai_score() -> None:
    metrics = {"ai_score": (reported(58),), "score": (computed("score", 61.2, DAY, n=5, of=8),)}
    (cell,) = strip(metrics)
    assert (cell.before, cell.number) == ("AI Score", "58")
    assert cell.provenance.other == "Score: computed from this site: 61, 5 of 8 papers scored"


def test_a_cards_score_says_where_it_comes_from_and_leads_to_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("title: Lab\nas_of: 2026-11-22\n", encoding="utf-8")
    (content / "papers").mkdir()
    (content / "papers" / "all.yaml").write_text(
        "- {title: One, date: 2020-01-01, slug: one, citations: 9, pdf: https://example.org/1, code: true}\n"
        "- {title: Two, date: 2019-01-01, slug: two,"
        " reported: {source: Index, date: 2026-05-28, ai_score: 43.4}}\n",
        encoding="utf-8",
    )
    build(Request(site=tmp_path, jobs=1))
    page = (tmp_path / "output" / "papers" / "index.html").read_text("utf-8")
    assert (
        'href="../papers/one.html#metrics" aria-label="Score 50.4, computed from what is known of the paper"'
        in page
    )
    assert (
        'href="../papers/two.html#metrics" aria-label="AI Score 43.4, reported by Index, May 28, 2026"'
        in page
    )
    assert ' id="metrics"' in (tmp_path / "output" / "papers" / "two.html").read_text("utf-8")


def test_the_strip_has_five_numbers_where_there_are_as_many() -> None:
    names = ("h_index", "papers", "citations", "i10_index", "citations_per_year", "g_index")
    metrics = {name: (computed(name, 3, DAY, n=1, of=1),) for name in names}
    assert [cell.name for cell in strip(metrics)] == [*names[:5]]
    assert [cell.name for cell in more(metrics)] == ["g_index"]
    scored = {**metrics, "novelty": (reported(59),), "ai_score": (reported(58),)}
    assert [cell.name for cell in strip(scored)] == ["h_index", "papers", "citations", "novelty", "ai_score"]
    assert [cell.name for cell in more(scored)] == ["i10_index", "citations_per_year", "g_index"]
