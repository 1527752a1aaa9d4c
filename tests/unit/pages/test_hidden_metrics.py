"""What is hidden stands in no file: whole small sites whose every number occurs nowhere else."""

import json
from pathlib import Path

import pytest

from generator.metrics.definitions import AUTHOR_METRICS, PAPER_METRICS, with_dependents
from generator.pipeline import Request, build

VALUES = {
    "papers": 70901,
    "citations": 70913,
    "h_index": 253,
    "h_median": 70921.5,
    "g_index": 70937,
    "i10_index": 70949,
    "m_quotient": 613.729,
    "hm_index": 617.431,
    "e_index": 619.733,
    "citations_per_year": 631.537,
    "awcr": 641.239,
    "coauthors": 70951,
    "openness": 43.571,
    "novelty": 47.173,
    "score": 53.779,
    "ai_score": 59.381,
}
"""What a source reports of Ada: no other text of the site holds these digits."""

PAPERS = "".join(
    f"- {{title: Paper {n}, slug: p{n}, date: {year}-03-01, categories: [CL], code: true, "
    f"authors: [Ada Example{', Ben Sample' if n else ''}], pdf: https://example.org/{n}.pdf, "
    f"citations: {{count: {count}, by_year: {{2024: {count}}}}}}}\n"
    for n, (year, count) in enumerate([(2011, 30011), (2013, 20011), (2017, 10037)])
)
TOTAL = 30011 + 20011 + 10037
HISTORY = "".join(
    json.dumps(
        {
            "date": day,
            "authors": {"ada": {"citations": [{"value": n, "kind": "reported", "source": "Index"}]}},
        }
    )
    + "\n"
    for day, n in (("2026-01-01", 70841), ("2026-02-01", 70843))
)


def built(folder: Path, hide: str = "", show: str = "full") -> dict[str, str]:
    """Return the text of every file of a site by path."""
    reported = ", ".join(f"{name}: {value}" for name, value in VALUES.items())
    content = folder / "content"
    for path, text in {
        "site.yaml": f"title: Lab\nurl: https://example.org\nas_of: 2026-11-22\nmetrics: {{show: {show}}}\n",
        "authors/ada.yaml": f"name: Ada Example\nhide: [{hide}]\n"
        f"reported: {{source: Index, date: 2026-05-28, {reported}}}\n",
        "authors/ben.yaml": "name: Ben Sample\n",
        "papers/all.yaml": PAPERS,
        "history.jsonl": HISTORY,
    }.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    build(Request(site=folder, jobs=1))
    files = (path for path in (folder / "output").rglob("*") if path.is_file())
    return {
        path.relative_to(folder / "output").as_posix(): path.read_text("utf-8", "replace") for path in files
    }


def holding(files: dict[str, str], *texts: str) -> list[str]:
    return [path for path, text in files.items() if any(wanted in text for wanted in texts)]


def of_ada(files: dict[str, str]) -> dict[str, str]:
    return {
        path: text
        for path, text in files.items()
        if path.split("/")[-1].startswith("ada.") or "/ada/" in path
    }


@pytest.mark.parametrize("hide", ["", *AUTHOR_METRICS, "h_index, citations", "papers, h_index", "all"])
def test_a_hidden_value_and_what_is_made_of_it_are_in_no_file(tmp_path: Path, hide: str) -> None:
    files = built(tmp_path, hide)
    hidden = with_dependents(filter(None, hide.split(", ")))
    metrics = json.loads(files["api/v1/authors/ada.json"])["metrics"]
    assert metrics.keys() == set(AUTHOR_METRICS) - hidden
    ada = of_ada(files)
    for name in AUTHOR_METRICS:
        anchor = f'"m-{name.replace("_", "-")}"'
        if name in hidden:
            assert holding(files, str(VALUES[name])) == []
            assert holding(ada, anchor, f'"{name}": [{{"value') == []
        elif name != "score":
            # Where there is a reported AI Score, no page shows a score beside it.
            assert holding(files, str(VALUES[name])), name
            assert holding(ada, anchor), name


@pytest.mark.parametrize("hide", ["citations", "h_index, citations", "all"])
def test_hidden_citations_have_no_series_and_no_sum(tmp_path: Path, hide: str) -> None:
    files = built(tmp_path, hide)
    assert holding(of_ada(files), str(TOTAL), "70841", "70843") == []
    years = json.loads(files["api/v1/authors/ada.json"])["by_year"]
    assert all(year["citations"] is None for year in years)
    assert "badges/authors/ada/citations.svg" not in files
    assert "badges/authors/ben/citations.svg" in files


def test_hidden_papers_are_not_counted_beside_other_values(tmp_path: Path) -> None:
    files = built(tmp_path, "papers")
    ada = of_ada(files)
    assert holding(ada, "of 3 papers", "3 papers", "3 Papers", "All 3") == []
    records = json.loads(ada["api/v1/authors/ada.json"])
    assert records["by_year"] == []
    assert {(r["n"], r["of"]) for found in records["metrics"].values() for r in found} == {(None, None)}


def test_everything_can_be_hidden_at_once(tmp_path: Path) -> None:
    files = built(tmp_path, "all")
    ada = of_ada(files)
    assert json.loads(ada["api/v1/authors/ada.json"])["metrics"] == {}
    assert holding(ada, 'class="metric"', 'class="tally"', "chart") == []
    assert not any(path.startswith("badges/authors/ada/") for path in files)


@pytest.mark.parametrize(("show", "left"), [("counts", {"papers", "citations"}), ("none", set())])
def test_what_the_site_does_not_show_is_in_no_file(tmp_path: Path, show: str, left: set[str]) -> None:
    files = built(tmp_path, "", show)
    for name in set(AUTHOR_METRICS) - left:
        assert holding(files, str(VALUES[name]), f'"{name}": [{{"value') == [], name
    for slug in ("ada", "ben"):
        assert json.loads(files[f"api/v1/authors/{slug}.json"])["metrics"].keys() == left
    paper = json.loads(files["api/v1/papers/p0.json"])
    assert paper["metrics"].keys() == left & set(PAPER_METRICS)
    if not left:
        assert holding(files, "30011", "20011", "10037", str(TOTAL)) == []
        assert holding(of_ada(files), "3 papers", "3 Papers") == []
        assert "metrics.html" not in files
