"""What a measuring found is kept for the next process, and changes nothing but its cost."""

import json
import sys
from pathlib import Path

import pytest

from generator.metrics import novelty, stage
from generator.pipeline import Request, build
from generator.pipeline.kept_counts import load_counts, open_counts
from generator.pipeline.remembering import FOLDER, WORTH_KEEPING

WORDS = "graph network protein structure quantum error language model folding attention code theory".split()
NOVELTY = "{cap: 1.0, min_prior: 3, min_words: 3, min_known: 0, min_ref: 1}"


def write_site(folder: Path, papers: int = WORTH_KEEPING + 10) -> None:
    lines = [
        {
            "id": f"p{n}",
            "type": "article-journal",
            "title": " ".join(WORDS[(n * step) % len(WORDS)] for step in (1, 5, 7, 11)) + f" part{n}",
            "author": [{"given": "Ada", "family": "Example"}],
            "issued": {"date-parts": [[1990 + n % 30, 1 + n % 12, 1]]},
        }
        for n in range(papers)
    ]
    content = folder / "content"
    (content / "papers").mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(
        f"title: Lab\nas_of: 2026-11-22\nmetrics: {{novelty: {NOVELTY}}}\n", encoding="utf-8"
    )
    (content / "papers" / "all.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


def built(folder: Path, output: str, *, clean: bool = False) -> dict[str, bytes]:
    build(Request(site=folder, output=folder / output, jobs=1, clean=clean))
    made = folder / output
    return {p.relative_to(made).as_posix(): p.read_bytes() for p in made.rglob("*") if p.is_file()}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Counts how often texts are read and documents compared: the real functions do the work."""
    found = {"texts": 0, "comparisons": 0}
    count, compare = stage.stems_of, novelty._compare

    def counting(text):  # type: ignore[no-untyped-def]
        found["texts"] += 1
        return count(text)

    def comparing(*args):  # type: ignore[no-untyped-def]
        found["comparisons"] += 1
        return compare(*args)

    monkeypatch.setattr(stage, "stems_of", counting)
    monkeypatch.setattr(novelty, "_compare", comparing)
    return found


def test_a_second_build_compares_nothing_again_and_gives_the_same_bytes(tmp_path, calls):
    write_site(tmp_path)
    cold = built(tmp_path, "first")
    assert calls["comparisons"] == 1
    texts = calls["texts"]
    assert texts > 0
    assert built(tmp_path, "second") == cold
    assert calls == {"texts": texts, "comparisons": 1}
    assert b'"novelty":[{"value"' in cold["api/v1/papers/p9.json"]


def test_counted_words_wait_for_the_next_change(tmp_path, calls):
    write_site(tmp_path)
    for output in ("first", "second"):
        built(tmp_path, output)
    texts = calls["texts"]
    late = tmp_path / "content" / "papers" / "late.yaml"
    late.write_text("title: Late graph theory of structure\ndate: 2025-01-01\n", encoding="utf-8")
    warm = built(tmp_path, "third")
    assert calls == {"texts": texts + 1, "comparisons": 2}
    assert built(tmp_path, "fourth", clean=True) == warm
    assert calls["texts"] > texts + 1


def test_a_damaged_file_of_state_is_no_state(tmp_path):
    write_site(tmp_path)
    cold = built(tmp_path, "first")
    for file in (tmp_path / FOLDER).glob("*.cache"):
        file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    assert built(tmp_path, "second") == cold


def test_a_small_site_gets_no_state(tmp_path):
    write_site(tmp_path, 5)
    built(tmp_path, "first")
    assert not (tmp_path / FOLDER).exists()


def test_state_is_never_written_through_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "site").mkdir()
    write_site(tmp_path / "site")
    (tmp_path / "site" / FOLDER).symlink_to(elsewhere)
    built(tmp_path / "site", "first")
    assert list(elsewhere.iterdir()) == []


def test_remembered_values_are_not_shown_where_numpy_is_missing(tmp_path, monkeypatch):
    write_site(tmp_path)
    built(tmp_path, "first")
    monkeypatch.setitem(sys.modules, "numpy", None)
    without = built(tmp_path, "second")
    assert b'"novelty":[]' in without["api/v1/papers/p9.json"]


def test_counted_words_that_do_not_fit_together_are_none(tmp_path, calls):
    write_site(tmp_path)
    built(tmp_path, "first")
    texts = calls["texts"]
    cache = open_counts(tmp_path / FOLDER)
    for part in ("keys", "words", "ends", "numbers", "times"):
        whole = cache.get(part)
        cache.put(part, whole[:-1] + b"\xff" if part in ("keys", "words") else whole[:-4])
        cache.save(keep_unused=True)
        assert not load_counts(tmp_path / FOLDER)
        cache.put(part, whole)
    late = tmp_path / "content" / "papers" / "late.yaml"
    late.write_text("title: Late graph theory of structure\ndate: 2025-01-01\n", encoding="utf-8")
    cache.put("words", b"")
    cache.save(keep_unused=True)
    warm = built(tmp_path, "second")
    assert calls["texts"] > 2 * texts
    assert built(tmp_path, "third", clean=True) == warm


def test_counted_words_of_what_is_gone_are_forgotten_once_they_are_some(tmp_path):
    write_site(tmp_path, WORTH_KEEPING + 20)
    built(tmp_path, "first")
    assert "part209" in load_counts(tmp_path / FOLDER).words
    write_site(tmp_path, WORTH_KEEPING + 18)
    built(tmp_path, "few")
    assert len(load_counts(tmp_path / FOLDER)) == WORTH_KEEPING + 20
    write_site(tmp_path, WORTH_KEEPING + 9)
    built(tmp_path, "second")
    kept = load_counts(tmp_path / FOLDER)
    assert len(kept) == WORTH_KEEPING + 9
    assert "part209" not in kept.words
    assert kept.is_sound()
