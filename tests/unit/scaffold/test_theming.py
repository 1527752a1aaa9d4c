from datetime import date
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.pipeline import Request, build
from generator.scaffold.creating import create_site
from generator.scaffold.theming import (
    accept_upstream,
    compare_with_own,
    compare_with_upstream,
    eject,
    ejectable,
    list_themes,
)

BASE = "name: base\n"
CARD = "<p>card</p>\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a theme `mine` of its own that extends another one of its own, `base`."""
    site = tmp_path / "site"
    for path, text in {
        "content/site.yaml": "title: Lab\ntheme: mine\n",
        "themes/base/theme.yaml": "name: base\nversion: '2.0'\n",
        "themes/base/templates/card.html": CARD,
        "themes/base/templates/icons/x.svg": "<svg/>\n",
        "themes/base/static/css/a.css": "a {}\n",
        "themes/base/static/font.woff2": "binary",
        "themes/mine/theme.yaml": "name: mine\nextends: base\n",
    }.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return site


def upstream(site: Path, path: str = "templates/card.html") -> Path:
    return site / "themes" / "base" / path


def test_the_themes_of_the_site_come_first_and_the_one_in_use_is_marked(site: Path) -> None:
    listed = list_themes(site)
    assert [theme.name for theme in listed][:2] == ["base", "mine"]
    assert [theme.name for theme in listed if theme.is_active] == ["mine"]
    assert ("default", "byline:themes/default") in [(theme.name, theme.shown) for theme in listed]


def test_a_theme_that_cannot_be_read_is_listed_with_its_error(site: Path) -> None:
    (site / "themes" / "mine" / "theme.yaml").write_text("nam: mine\n", encoding="utf-8")
    assert "missing-field" in next(theme.error for theme in list_themes(site) if theme.name == "mine")


@pytest.mark.parametrize("wanted", ["card.html", "templates/card.html"])
def test_a_copy_names_theme_version_and_digest_in_its_first_line(site: Path, wanted: str) -> None:
    ejected = eject(site, wanted)
    assert ejected.path == "themes/mine/templates/card.html"
    assert ejected.new_theme == ""
    first, rest = (site / ejected.path).read_text(encoding="utf-8").split("\n", 1)
    assert first.startswith("{# Ejected by byline")
    assert "from themes/base 2.0, templates/card.html, digest " in first
    assert rest == CARD


@pytest.mark.parametrize(
    ("wanted", "start"), [("css/a.css", "/* Ejected"), ("icons/x.svg", "<svg"), ("font.woff2", "bin")]
)
def test_only_what_has_comments_gets_one(site: Path, wanted: str, start: str) -> None:
    assert (site / eject(site, wanted).path).read_text(encoding="utf-8").startswith(start)


def test_a_copy_is_never_overwritten(site: Path) -> None:
    copy = site / eject(site, "card.html").path
    copy.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already"):
        eject(site, "card.html")
    assert copy.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("wanted", ["crad.html", "../theme.yaml", "/etc/passwd", "theme.yaml", ""])
def test_what_the_theme_does_not_have_is_refused(site: Path, wanted: str) -> None:
    with pytest.raises(UsageError, match="has no file"):
        eject(site, wanted)


def test_upstream_changes_are_shown_and_taken_for_known_once_merged(site: Path) -> None:
    eject(site, "card.html")
    assert [c.state for c in compare_with_upstream(site)] == ["unchanged"]
    upstream(site).write_text("<p>new card</p>\n", encoding="utf-8")
    [comparison] = compare_with_upstream(site, "card.html")
    assert "-<p>card</p>\n+<p>new card</p>\n" in comparison.diff
    assert accept_upstream(site) == ("themes/mine/templates/card.html",)
    assert [c.state for c in compare_with_upstream(site)] == ["unchanged"]


def test_line_ends_alone_are_no_change(site: Path) -> None:
    eject(site, "card.html")
    upstream(site).write_bytes(b"<p>card</p>\r\n")
    assert [c.state for c in compare_with_upstream(site)] == ["unchanged"]


def test_the_sites_own_changes_are_shown_without_the_comment(site: Path) -> None:
    copy = site / eject(site, "card.html").path
    assert [c.state for c in compare_with_own(site)] == ["unchanged"]
    copy.write_text(copy.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    [comparison] = compare_with_own(site)
    assert comparison.diff.endswith(" <p>card</p>\n+more\n")


def test_files_that_are_gone_upstream_or_were_copied_by_hand_are_named(site: Path) -> None:
    eject(site, "card.html")
    upstream(site).unlink()
    by_hand = site / "themes/mine/static/css/a.css"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("a { color: red }\n", encoding="utf-8")
    states = {comparison.path: comparison.state for comparison in compare_with_upstream(site)}
    assert states == {"themes/mine/static/css/a.css": "unknown", "themes/mine/templates/card.html": "gone"}


def test_a_file_that_was_not_ejected_cannot_be_compared(site: Path) -> None:
    with pytest.raises(UsageError, match="is not ejected"):
        compare_with_upstream(site, "card.html")


def test_the_built_in_theme_is_overlaid_without_a_change_of_site_yaml(tmp_path: Path) -> None:
    site = tmp_path / "site"
    create_site(site, None, date(2026, 11, 22))
    before = {f: f.read_bytes() for f in _built(site)}
    ejected = [eject(site, path) for path in ejectable(site) if path.startswith("templates/")]
    assert ejected[0].new_theme == "themes/default/theme.yaml"
    assert {e.new_theme for e in ejected[1:]} == {""}
    assert {f: f.read_bytes() for f in _built(site)} == before
    assert {c.state for c in compare_with_upstream(site)} == {"unchanged"}


def _built(site: Path) -> list[Path]:
    build(Request(site=site, jobs=1, as_of="2026-11-22"))
    return sorted(file for file in (site / "output").rglob("*") if file.is_file())


def test_themes_of_the_project_itself_are_not_ejected_onto_themselves() -> None:
    with pytest.raises(UsageError, match="built-in"):
        eject(Path(__file__).resolve().parents[3], "base.html")
