"""The geometry of a profile's charts."""

from generator.model import HistoryPoint, PersonMeasures
from generator.pages.charts import MAP_LETTERS, chart, coauthor_map, trend
from generator.values import MetricRecord


def people(*names: str) -> list[tuple[str, str, int]]:
    return [(name, f"authors/{n}.html", 9 - n) for n, name in enumerate(names)]


def test_a_map_needs_more_than_three_people_with_pages() -> None:
    assert coauthor_map(people("Ann Lee", "Bo Li", "Cy Woo")) == ()
    assert coauthor_map([*people("Ann Lee", "Bo Li", "Cy Woo"), ("Dee Roe", "", 1)]) == ()
    assert len(coauthor_map(people("Ann Lee", "Bo Li", "Cy Woo", "Dee Roe"))) == 4


def test_who_shares_more_papers_stands_nearer() -> None:
    nodes = coauthor_map(people("Ann Lee", "Bo Li", "Cy Woo", "Dee Roe"))
    distances = [float(n.x) ** 2 + float(n.y) ** 2 for n in nodes]
    assert distances == sorted(distances)


def test_a_long_name_is_shortened_on_the_map_alone() -> None:
    names = ("Kazimierz Wojciechowski", "Bartholomew Featherstonehaugh-Smith", "Ann Lee", "陳大文")
    nodes = coauthor_map(people(*names))
    assert [n.name for n in nodes] == [*names]
    assert [n.label for n in nodes] == ["K. Wojciechowski", "B. Featherstone…", "Ann Lee", "陳大文"]
    assert all(len(n.label) <= MAP_LETTERS for n in nodes)


def test_a_chart_of_centuries_shows_the_last_sixty_years_and_says_so() -> None:
    years = tuple((year, 1, None) for year in range(1666, 2027))
    found = chart(PersonMeasures(by_year=years), with_citations=False)
    assert found is not None
    assert (len(found.bars), found.bars[0].year, found.since) == (60, 1967, 1967)
    few = chart(PersonMeasures(by_year=years[-60:]), with_citations=False)
    assert few is not None
    assert few.since == 0


def point(day: str, value: float, source: str = "Index") -> HistoryPoint:
    return HistoryPoint(day, "citations", value, "reported" if source else "computed", source)


def test_a_trend_follows_the_source_that_is_shown() -> None:
    shown = [MetricRecord(29, "reported", source="Index", as_of="2026-05-28")]
    history = [point("2026-01-01", 20), point("2026-01-01", 3, ""), point("2026-03-01", 29)]
    found = trend(history, shown, "citations")
    assert found is not None
    assert [(p.date.iso, p.value) for p in found.points] == [("2026-01-01", "20"), ("2026-03-01", "29")]
    assert trend(history, [], "citations") is None
    assert trend(history[:1], shown, "citations") is None
