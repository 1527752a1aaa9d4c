"""The worked values of the vectors, found again in the JSON of a site that is built from them."""

import json
from pathlib import Path

import pytest

from generator.pipeline import Request, build

VECTORS = Path(__file__).parent / "vectors"
INDICATORS = json.loads((VECTORS / "indicator_vectors.json").read_text("utf-8"))
COMPOSITE = json.loads((VECTORS / "composite_vectors.json").read_text("utf-8"))
NOVELTY = json.loads((VECTORS / "novelty_vectors.json").read_text("utf-8"))
CASES = [*INDICATORS["h"], *INDICATORS["g"], *INDICATORS["full"]]
KEYS = {
    "h": "h_index",
    "h_median": "h_median",
    "g": "g_index",
    "i10": "i10_index",
    "hm": "hm_index",
    "e": "e_index",
}


def api_of(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site=folder, jobs=1))
    return folder / "output" / "api" / "v1"


@pytest.fixture(scope="module")
def indicators(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"site.yaml": "title: Vectors\nas_of: 2026-01-01\n"}
    for number, case in enumerate(CASES):
        files[f"authors/person-{number}.yaml"] = f"name: Person N{number}\n"
        papers = [
            {
                "slug": f"p-{number}-{i}",
                "title": f"Paper {number} {i}",
                "date": "2020",
                "citations": count,
                "authors": [
                    {"name": f"Person N{number}", "id": f"person-{number}"},
                    *(f"Other {number} {i} {k}" for k in range(1, case.get("authors", [1] * 99)[i])),
                ],
            }
            for i, count in enumerate(case["c"])
        ]
        if papers:
            files[f"papers/list-{number}.yaml"] = json.dumps(papers)
    return api_of(tmp_path_factory.mktemp("indicators"), files)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_persons_indicators_are_those_of_the_literature(indicators: Path, number: int) -> None:
    case = CASES[number]
    metrics = json.loads((indicators / "authors" / f"person-{number}.json").read_text("utf-8"))["metrics"]
    found = {name: records[0]["value"] for name, records in metrics.items() if records}
    assert found["papers"] == len(case["c"])
    for key, name in KEYS.items():
        if key in case:
            assert found[name] == pytest.approx(case[key], abs=5e-5), name
    if case["c"]:
        assert found["citations"] == sum(case["c"])
        assert found["h_index"] ** 2 <= found["citations"]
        assert all(records[0]["n"] <= records[0]["of"] for records in metrics.values() if records)
    else:
        # Without papers these two are 0, and what is a mean or a sum of nothing is absent.
        assert found == {"papers": 0, "h_index": 0}


def test_scores_are_those_worked_out_by_hand_where_no_novelty_enters(tmp_path: Path) -> None:
    wanted = {key: of for key, of in COMPOSITE["papers"].items() if of["input"]["novelty"] is None}
    words = {True: "true", False: "false", "n/a": "n/a"}
    lines = []
    for key, of in wanted.items():
        given = of["input"]
        fields = {
            "title": key,
            "slug": key.lower(),
            "date": given["published"],
            "citations": given["citations"],
        }
        fields |= {"open_access": given["fulltext"], "code": given["code"], "data": given["data"]}
        lines.append(
            {k: words.get(v, v) if v in (True, False) else v for k, v in fields.items() if v is not None}
        )
    site = f"title: Vectors\nas_of: {COMPOSITE['as_of']}\n"
    api = api_of(tmp_path, {"site.yaml": site, "papers/all.yaml": json.dumps(lines)})
    for key, of in wanted.items():
        paper = json.loads((api / "papers" / f"{key.lower()}.json").read_text("utf-8"))
        scores = [record["value"] for record in paper["metrics"]["score"]]
        assert scores == ([] if of["score"] is None else [round(of["score"], 9)]), key


def test_novelty_and_the_nearest_papers_are_those_of_the_reference(tmp_path: Path) -> None:
    site = f"title: V\nas_of: 2026-01-01\nmetrics: {{novelty: {json.dumps(NOVELTY['params'])}}}\n"
    papers = [{"slug": d["id"], "title": d["text"], "date": str(d["date"])} for d in NOVELTY["docs"]]
    api = api_of(tmp_path, {"site.yaml": site, "papers/all.yaml": json.dumps(papers)})
    for key, wanted in NOVELTY["expected"].items():
        paper = json.loads((api / "papers" / f"{key}.json").read_text("utf-8"))
        values = [record["value"] for record in paper["metrics"]["novelty"]]
        assert values == ([] if wanted["novelty"] is None else [round(wanted["novelty"], 9)]), key
        nearest = [(n["id"], n["similarity"]) for n in paper.get("nearest", [])]
        assert [key for key, _ in nearest] == [key for key, _ in wanted["nearest"]]
        assert [s for _, s in nearest] == pytest.approx([s for _, s in wanted["nearest"]], abs=1e-6)
        assert paper.get("absent", {}).get("novelty") == wanted["why"]
