"""What a theme puts below `assets/`."""

from pathlib import Path

import pytest

from generator.errors import OutsideError
from generator.model import StaticFile
from generator.render.assets import asset_paths, compact_css, compact_js, theme_assets
from generator.render.checking import asset_collisions
from generator.themes import Theme, load_theme


def assets(site: Path, options: dict[str, object] | None = None) -> dict[str, bytes]:
    theme, problems = load_theme(site, "mine", options or {})
    assert theme is not None, problems
    return dict(theme_assets(theme))


def write(site: Path, yaml: str = "", **files: str) -> None:
    for path, text in {"theme.yaml": f"name: mine\n{yaml}", **files}.items():
        file = site / "themes" / "mine" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_style_sheets_become_one_file_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"static/css/20-b.css": "b {\n  c: d;\n}\n", "static/css/10-a.css": "a{}", "static/x.js": "1"},
    )

    made = assets(tmp_path)

    assert made == {"assets/byline.css": b"a{}\nb {\nc: d;\n}\n", "assets/x.js": b"1"}


def test_the_scripts_of_a_folder_named_as_a_script_become_one(tmp_path: Path) -> None:
    write(tmp_path, **{"static/x.js/20-b.js": "  b()", "static/x.js/10-a.js": "a();\n"})

    assert assets(tmp_path) == {"assets/x.js": b"a();\n\nb()"}


def test_a_childs_script_replaces_all_the_parts_of_its_parents(tmp_path: Path) -> None:
    write(tmp_path, "extends: default\n", **{"static/search-index.js": "mine()"})

    assert assets(tmp_path)["assets/search-index.js"] == b"mine()"


def test_a_childs_style_sheet_joins_those_of_its_parent(tmp_path: Path) -> None:
    write(tmp_path, "extends: default\n", **{"static/css/95-mine.css": ".mine { color: red; }"})

    css = assets(tmp_path)["assets/byline.css"].decode()

    assert css.index(":root") < css.index(".card") < css.index(".mine")


def test_a_colour_option_is_a_custom_property_for_both_schemes(tmp_path: Path) -> None:
    write(tmp_path, "options: {mark_color: {type: color, default: '#000'}}\n")

    assert assets(tmp_path, {"mark_color": "#800000"})["assets/byline.css"].startswith(
        b":root{--option-mark-color:light-dark(#800000,#"
    )


def test_a_theme_without_style_sheets_publishes_none(tmp_path: Path) -> None:
    write(tmp_path, **{"static/x.txt": "x"})

    assert list(assets(tmp_path)) == ["assets/x.txt"]


def test_a_file_that_vanished_is_a_failure_of_the_world_outside(tmp_path: Path) -> None:
    write(tmp_path, **{"static/x.txt": "x"})
    theme, _ = load_theme(tmp_path, "mine", {})
    assert theme is not None
    (tmp_path / "themes" / "mine" / "static" / "x.txt").unlink()

    with pytest.raises(OutsideError, match=r"x\.txt cannot be read"):
        theme_assets(theme)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("/* why */\na { b: c; }\n", "a { b: c; }\n"),
        ('a { content: "/* no comment */"; }', 'a { content: "/* no comment */"; }\n'),
        ("a { content: 'it\\'s /*'; }/* x */", "a { content: 'it\\'s /*'; }\n"),
        ("/* only a comment */", ""),
        ("a {\n    b: c;\n\n}\n", "a {\nb: c;\n}\n"),
    ],
)
def test_comments_and_indentation_are_left_out(written: str, published: str) -> None:
    assert compact_css(written) == published


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("/* why */\n(function () {\n  f();\n})();\n", "(function () {\nf();\n})();\n"),
        ("f(); /* a */\n  /* b\n     c */\ng();\n", "f(); /* a */\ng();\n"),
        ("/* a */ f(); /* b */\n", "/* a */ f(); /* b */\n"),
        ('f("/* text */");', 'f("/* text */");'),
        ("const text = `\n  kept`;\n", "const text = `\n  kept`;\n"),
    ],
)
def test_scripts_lose_indentation_and_lines_of_comment(written: str, published: str) -> None:
    assert compact_js(written.encode()) == published.encode()


def test_a_script_that_is_not_utf_8_is_published_as_it_is() -> None:
    assert compact_js(b"f('\xff');\n  g();") == b"f('\xff');\n  g();"


def test_the_default_theme_keeps_within_its_budget(default_theme: Theme) -> None:
    import gzip

    files = dict(theme_assets(default_theme))
    page_scripts = {"scheme.js", "popover.js", "copy.js", "list-controls.js", "keyboard.js"}

    assert len(gzip.compress(files["assets/byline.css"])) <= 20_000
    assert sum(len(gzip.compress(files[f"assets/{name}"])) for name in page_scripts) <= 10_000
    assert {f"assets/{name}" for name in page_scripts} <= set(files)
    assert "assets/fonts/OFL.txt" in files


def test_the_paths_of_assets_are_known_before_they_are_read(tmp_path: Path) -> None:
    for files in ({"static/x.js": "1"}, {"static/css/a.css": "a{}", "static/fonts/x.woff2": "1"}):
        write(tmp_path, **files)
        theme, _ = load_theme(tmp_path, "mine", {})
        assert theme is not None
        assert [path for path, _ in asset_paths(theme)] == list(assets(tmp_path))


def test_a_file_of_the_site_that_wants_the_path_of_an_asset_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, **{"static/css/a.css": "a{}", "static/x.js": "1"})
    theme, _ = load_theme(tmp_path, "mine", {})
    assert theme is not None
    names = ("assets/byline.css", "assets/X.js", "assets/y.js", "custom.css")
    files = [StaticFile(name, f"content/static/{name}", 1, 1) for name in names]

    found = asset_collisions(theme, files)

    assert [(p.path, p.code) for p in found] == [
        ("content/static/assets/byline.css", "path-collision"),
        ("content/static/assets/X.js", "path-collision"),
    ]
    assert "'assets/X.js' of content/static/assets/X.js and 'assets/x.js' of the theme" in found[1].message
