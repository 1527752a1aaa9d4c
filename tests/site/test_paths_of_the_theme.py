"""A file of the site's own that wants the path of a file of the theme."""

from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.pipeline import Request, build, examine


def test_it_is_an_error_that_a_check_finds_and_going_on_leaves_it_out(tmp_path: Path) -> None:
    (tmp_path / "content/static/assets").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Small\nurl: https://small.example/\n")
    (tmp_path / "content/static/assets/byline.css").write_text("mine")

    assert [p.code for p in examine(Request(tmp_path)).diagnostics] == ["path-collision"]
    with pytest.raises(SourceError):
        build(Request(tmp_path))
    build(Request(tmp_path, keep_going=True))
    assert (tmp_path / "output/assets/byline.css").read_text() != "mine"
