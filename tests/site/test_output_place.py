"""The output may not be, hold, or lie among the sources."""

from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.pipeline import Request, build


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "lab" / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text("title: Slow reading\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("place", ["", "content", "content/papers", "content/static", "..", "../.."])
def test_an_output_among_the_sources_is_refused_and_nothing_is_written(site: Path, place: str) -> None:
    before = sorted(site.parent.rglob("*"))

    with pytest.raises(UsageError, match="among the sources"):
        build(Request(site=site, output=site / place, jobs=1))

    assert sorted(site.parent.rglob("*")) == before


def test_an_output_beside_the_site_is_fine(site: Path) -> None:
    build(Request(site=site, output=site.parent / "public", jobs=1))

    assert (site.parent / "public" / "index.html").is_file()
