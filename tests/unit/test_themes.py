"""Finding themes, inheriting from them, and the options a site chooses."""

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.errors import Loc, Position
from generator.themes import Theme, find_themes, load_theme, plural


def write_theme(site: Path, name: str, yaml: str = "", **files: str) -> Path:
    folder = site / "themes" / name
    for path, text in {"theme.yaml": f"name: {name}\n{yaml}", **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def loaded(site: Path, name: str, chosen: Mapping[str, object] | None = None) -> Theme:
    theme, problems = load_theme(site, name, chosen or {})
    assert problems == ()
    assert theme is not None
    return theme


def said(site: Path, name: str, chosen: Mapping[str, object] | None = None) -> list[str]:
    theme, problems = load_theme(site, name, chosen or {}, located)
    assert theme is None
    return [problem.format_text() for problem in problems]


def located(loc: Loc) -> Position:
    """Tells places apart without a file: the line is the depth, the column a name's length."""
    return Position(len(loc), len(str(loc[-1])))


def template(theme: Theme, path: str) -> list[str]:
    return [dict(level.templates)[path] for level in theme.levels if path in dict(level.templates)]


def test_the_default_theme_is_found_from_any_folder(tmp_path: Path) -> None:
    assert ("default", True) in [(place.name, place.built_in) for place in find_themes(tmp_path)]


def test_the_default_theme_loads_without_a_problem(tmp_path: Path) -> None:
    options = dict(loaded(tmp_path, "default").options)

    assert options["accent"] == "#1f5a99"
    assert options["color_scheme"] == "auto"
    assert options["group_by"] == "none"
    assert options["show_abstracts"] is True


def test_a_sites_own_theme_stands_before_a_built_in_one_of_its_name(tmp_path: Path) -> None:
    write_theme(tmp_path, "default", **{"templates/page.html": "mine"})

    assert [level.shown for level in loaded(tmp_path, "default").levels] == ["themes/default"]


def test_a_sites_own_default_may_extend_the_built_in_default(tmp_path: Path) -> None:
    write_theme(tmp_path, "default", "extends: default\n", **{"templates/page.html": "mine"})

    theme = loaded(tmp_path, "default")

    assert [level.shown for level in theme.levels] == ["themes/default", "byline:themes/default"]
    assert template(theme, "page.html")[0] == "mine"
    assert len(template(theme, "page.html")) == 2


def test_a_child_overrides_templates_static_files_and_texts_one_by_one(tmp_path: Path) -> None:
    write_theme(
        tmp_path,
        "parent",
        "strings: {papers: Papers, people: People}\n",
        **{
            "templates/a.html": "parent a",
            "templates/b.html": "parent b",
            "static/x.css": "p",
            "static/y.js": "p",
        },
    )
    child = write_theme(
        tmp_path,
        "child",
        "extends: parent\nstrings: {papers: Publications}\n",
        **{"templates/a.html": "child a", "static/x.css": "c"},
    )

    theme = loaded(tmp_path, "child")

    assert template(theme, "a.html") == ["child a", "parent a"]
    assert template(theme, "b.html") == ["parent b"]
    assert dict(theme.strings) == {"papers": "Publications", "people": "People"}
    assert {source.path: Path(source.file).read_text() for source in theme.static} == {
        "x.css": "c",
        "y.js": "p",
    }
    assert str(child) in {s.path: s.file for s in theme.static}["x.css"]


def test_hidden_files_are_no_part_of_a_theme(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", **{"static/.DS_Store": "x", "templates/.a.html.swp": "x"})

    theme = loaded(tmp_path, "mine")

    assert theme.static == ()
    assert theme.levels[0].templates == ()


def test_links_of_a_theme_are_followed_inside_the_theme_and_the_site_only(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("secret", encoding="utf-8")
    theme = write_theme(site, "mine", **{"static/a.txt": "a", "templates/a.html": "a"})
    (site / "logo.svg").write_text("<svg/>", encoding="utf-8")
    for name, target in {
        "static/b.txt": "a.txt",
        "static/fonts": elsewhere,
        "static/logo.svg": "../../../logo.svg",
        "static/none.txt": "nothing",
        "static/secret.txt": elsewhere / "secret.txt",
        "static/self": "self",
        "templates/secret.html": elsewhere / "secret.txt",
    }.items():
        (theme / name).symlink_to(target)

    found, problems = load_theme(site, "mine", {})

    assert found is not None
    assert [source.path for source in found.static] == ["a.txt", "b.txt", "logo.svg"]
    assert [path for path, _ in found.levels[0].templates] == ["a.html"]
    outside = "a link that leads out of the theme and the site is not followed"
    nothing = "a link to a folder, or to nothing, is not followed"
    assert sorted((problem.path.removeprefix("themes/mine/"), problem.message) for problem in problems) == [
        ("static/fonts", outside),
        ("static/none.txt", nothing),
        ("static/secret.txt", outside),
        ("static/self", nothing),
        ("templates/secret.html", outside),
    ]


def test_a_static_folder_that_is_a_link_out_of_the_theme_is_not_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("secret", encoding="utf-8")
    theme = write_theme(site, "mine")
    (theme / "static").symlink_to(tmp_path / "elsewhere")
    (site / "shared").mkdir()
    (site / "shared" / "a.html").write_text("a", encoding="utf-8")
    (theme / "templates").symlink_to(site / "shared")

    found, problems = load_theme(site, "mine", {})

    assert found is not None
    assert found.static == ()
    assert [path for path, _ in found.levels[0].templates] == ["a.html"]
    assert [(problem.code, problem.path) for problem in problems] == [("symlink", "themes/mine/static")]


def test_a_theme_survives_the_way_to_a_worker(tmp_path: Path) -> None:
    theme = loaded(tmp_path, "default")

    assert pickle.loads(pickle.dumps(theme)) == theme  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("change", "chosen"),
    [
        ({"templates/a.html": "other"}, {}),
        ({"templates/new.html": ""}, {}),
        ({}, {"width": "7"}),
        (
            {"theme.yaml": "name: mine\nstrings: {a: b}\noptions: {width: {type: int, default: 5}}\n"},
            {},
        ),
    ],
)
def test_the_digest_changes_with_templates_options_and_texts(
    tmp_path: Path, change: dict[str, str], chosen: dict[str, object]
) -> None:
    folder = write_theme(
        tmp_path, "mine", "options: {width: {type: int, default: 5}}\n", **{"templates/a.html": "one"}
    )
    before = loaded(tmp_path, "mine").digest
    assert loaded(tmp_path, "mine").digest == before

    for path, text in change.items():
        (folder / path).write_text(text, encoding="utf-8")

    assert loaded(tmp_path, "mine", chosen).digest != before


def test_an_unknown_theme_is_said_where_it_is_named_with_a_suggestion(tmp_path: Path) -> None:
    assert said(tmp_path, "defualt") == [
        (
            "content/site.yaml:1:5: error[unknown-theme]: there is no theme 'defualt'\n"
            "  hint: did you mean 'default'?"
        )
    ]


def test_an_unknown_parent_is_said_in_the_childs_own_file(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", "extends: nothing-like-it\n")

    [problem] = said(tmp_path, "mine")

    assert problem.startswith("themes/mine/theme.yaml:2:")
    assert "error[unknown-theme]: there is no theme 'nothing-like-it'" in problem


def test_themes_that_extend_each_other_in_a_circle_are_said(tmp_path: Path) -> None:
    write_theme(tmp_path, "one", "extends: two\n")
    write_theme(tmp_path, "two", "extends: one\n")

    [problem] = said(tmp_path, "one")

    assert problem.startswith("themes/two/theme.yaml:2:")
    assert "themes extend each other in a circle: one -> two -> one" in problem


def test_a_theme_that_leads_out_of_its_folder_is_unknown(tmp_path: Path) -> None:
    assert "error[unknown-theme]" in said(tmp_path, "../../etc")[0]


def test_a_mistake_in_theme_yaml_has_its_place(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", "extend: default\n")

    [problem] = said(tmp_path, "mine")

    assert problem == (
        "themes/mine/theme.yaml:2:1: error[unknown-field]: unknown field 'extend'\n"
        "  hint: did you mean 'extends'?"
    )


def test_a_template_that_is_not_utf8_is_said_by_name(tmp_path: Path) -> None:
    folder = write_theme(tmp_path, "mine", **{"templates/a.html": ""})
    (folder / "templates" / "a.html").write_bytes(b"caf\xe9")

    assert said(tmp_path, "mine") == [
        (
            "themes/mine/templates/a.html:1:1: error[not-utf8]: the file is not UTF-8\n"
            "  hint: save it again as UTF-8"
        )
    ]


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("accent", "#ABC", "#aabbcc"),
        ("accent", "rebeccapurple", "#663399"),
        ("color_scheme", "dark", "dark"),
        ("show_abstracts", "no", False),
        ("show_abstracts", True, True),
    ],
)
def test_an_option_is_read_by_its_type(tmp_path: Path, name: str, written: object, value: object) -> None:
    assert loaded(tmp_path, "default", {name: written}).option(name) == value


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (
            {"acent": "#000"},
            "error[unknown-option]: the theme has no option 'acent'\n  hint: did you mean 'accent'?",
        ),
        ({"accent": "blurple"}, "theme option 'accent': 'blurple' is not a colour"),
        ({"accent": "12px"}, "theme option 'accent': '12px' is not a colour"),
        ({"color_scheme": "drak"}, "theme option 'color_scheme': "),
        ({"show_abstracts": "perhaps"}, "theme option 'show_abstracts': "),
        ({"accent": ["#000"]}, "theme option 'accent': "),
    ],
)
def test_a_wrong_option_is_said_at_its_place_in_the_sites_file(
    tmp_path: Path, chosen: dict[str, object], message: str
) -> None:
    [problem] = said(tmp_path, "default", chosen)

    assert problem.startswith(f"content/site.yaml:2:{len(next(iter(chosen)))}: error")
    assert message in problem


def test_all_wrong_options_are_said_at_once(tmp_path: Path) -> None:
    assert len(said(tmp_path, "default", {"accent": "no colour", "font": "comic", "bogus": "1"})) == 3


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("{count} paper | {count} papers", {"count": 1}, "1 paper"),
        ("{count} paper | {count} papers", {"count": 0}, "0 papers"),
        ("Cite {title}", {"title": "{count}"}, "Cite {count}"),
        ("{unknown} stays", {}, "{unknown} stays"),
        ("{0.__class__}", {}, "{0.__class__}"),
    ],
)
def test_an_interface_text_fills_its_slots_and_chooses_by_count(
    text: str, values: dict[str, object], shown: str
) -> None:
    assert plural(text, values) == shown
