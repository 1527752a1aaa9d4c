"""Pictures for link previews: who has one, and that equal cards are equal bytes."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator.pages.link_previews import HEIGHT, WIDTH, PreviewCard, _of_paper, is_legible, title_text
from generator.pipeline import Request, build, examine
from generator.render.cards_og import _fitted, _Pen, draw_card, font_files
from generator.render.palette import palette_of
from generator.themes import load_theme

LONG = "A Title That Goes On and On Without an End in Sight " * 9


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    theme, _ = load_theme(tmp_path_factory.mktemp("empty"), "default", {})
    assert theme is not None
    return font_files(theme), palette_of(theme)


def card(**changes: object) -> PreviewCard:
    values: dict[str, object] = {
        "site": "Lab",
        "monogram": "",
        "title": "Reading Slowly",
        "lines": ("Ada Example",),
        "code": "CL",
        "hue": 2,
        "facts": (("", "Journal"), ("", "Apr 27, 2026")),
    }
    return PreviewCard(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": LONG},
        {"title": "W" * 200},
        {"title": "Ångström, Ελληνικά и русский", "lines": ("A" * 300, "B")},
        {"monogram": "AE", "facts": (("11", "h-index"), ("8", "papers"))},
        {"code": "", "lines": (), "facts": (), "site": ""},
    ],
)
def test_a_picture_has_its_size_and_is_the_same_each_time(look, changes: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    first = draw_card(card(**changes), *look)
    assert first is not None
    assert first == draw_card(card(**changes), *look)
    with Image.open(io.BytesIO(first)) as image:
        assert (image.size, image.format, image.info) == ((WIDTH, HEIGHT), "PNG", {})
        assert len(image.getcolors() or ()) > 1


def test_nothing_is_drawn_over_the_edge(look) -> None:  # type: ignore[no-untyped-def]
    data = draw_card(card(title=LONG, lines=(LONG, LONG), site=LONG, facts=(("", LONG), ("", LONG))), *look)
    assert data is not None
    with Image.open(io.BytesIO(data)) as image:
        edge = image.convert("RGB").crop((WIDTH - 40, 0, WIDTH, HEIGHT))
        assert len(edge.getcolors() or ()) == 1


def test_every_character_that_counts_as_legible_has_a_glyph(look) -> None:  # type: ignore[no-untyped-def]
    from PIL import ImageFont

    fonts = [ImageFont.truetype(f, 24, layout_engine=ImageFont.Layout.BASIC) for f in look[0]]
    missing = [bytes(font.getmask("\uffff")) for font in fonts]
    for code in range(0x21, 0x2300):
        if is_legible(chr(code)) and chr(code).isprintable():
            glyphs = [bytes(font.getmask(chr(code))) for font in fonts]
            assert glyphs != missing, hex(code)


@pytest.mark.parametrize(
    ("title", "shown"), [("大语言模型", False), ("Søren’s “Łódź”", True), ("a → b", False)]
)
def test_a_title_without_glyphs_has_no_picture(title: str, shown: bool) -> None:
    assert is_legible(title) is shown


def test_math_is_written_in_letters() -> None:
    assert title_text("On $O(n)$ and *more*") == "On O(n) and more"
    assert title_text(r"The $\alpha$-Rule") == "The α-Rule"


def test_ornate_letters_are_drawn_as_plain_ones_and_emoji_are_left_out() -> None:
    assert title_text(r"Maps of $\mathbb{R}^n$") == "Maps of R^n"
    assert title_text("Party 🎉 \u2764\ufe0f time") == "Party time"
    assert title_text("LLM 评测 🎉") == "LLM 评测"


def test_authors_whose_script_has_no_glyphs_are_among_the_others(tmp_path: Path) -> None:
    def lines(authors: str) -> tuple[str, ...]:
        text = f"title: Slow\nauthors: [{authors}]\ndate: 2026\n"
        (tmp_path / "content/papers/slow.yaml").write_text(text, encoding="utf-8")
        plan = examine(Request(site=tmp_path)).plan
        assert plan is not None
        context = plan.context
        return _of_paper(context, next(iter(context.corpus.works.values()))).lines

    site_of(tmp_path)
    assert lines("Ada Example, Bo Other") == ("Ada Example, Bo Other",)
    assert lines("Ada Example, 韩卓文, Bo Other") == ("Ada Example et al.",)
    assert lines("韩卓文, Bo Other") == ()


def test_a_title_is_cut_between_words(look) -> None:  # type: ignore[no-untyped-def]
    pen = _Pen(ImageDraw.Draw(Image.new("RGB", (10, 10))), look[0])
    text = "Reading Papers Slowly and Carefully"
    cuts = {_fitted(pen, text, 40, width) for width in range(200, 700, 7)} - {text}
    assert cuts == {"Reading…", "Reading Papers…", "Reading Papers Slowly…", "Reading Papers Slowly and…"}
    assert _fitted(pen, "W" * 200, 40, 400).startswith("WWWW")


def site_of(folder: Path, options: str = "", title: str = "Reading Slowly") -> Path:
    for path, text in {
        "site.yaml": f"title: Lab\nas_of: 2026-11-22\nurl: https://a.org/r/\n{options}",
        "authors/ada-example.yaml": "name: Ada Example\n",
        "papers/slow.yaml": f"title: {title}\nauthors: [Ada Example]\ndate: 2026-01-01\n",
    }.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site=folder, jobs=1))
    return folder / "output"


def test_pages_name_their_picture(tmp_path: Path) -> None:
    output = site_of(tmp_path)
    for path in ("papers/slow", "authors/ada-example"):
        page = (output / f"{path}.html").read_text(encoding="utf-8")
        assert f'<meta property="og:image" content="https://a.org/r/og/{path}.png">' in page
        assert '<meta property="og:image:width" content="1200">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        assert (output / f"og/{path}.png").is_file()


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ("theme_options: {link_previews: none}\n", "Reading Slowly"),
        ("url: http://a.org/\n", "Reading Slowly"),
        ("", "大语言模型"),
    ],
)
def test_a_page_names_no_picture_that_is_not_there(tmp_path: Path, options: str, title: str) -> None:
    options = options if "url:" not in options else ""
    output = site_of(tmp_path, options, title)
    page = (output / "papers/slow.html").read_text(encoding="utf-8")
    assert ("og:image" in page) == (output / "og/papers/slow.png").is_file()


def test_a_picture_is_kept_until_what_it_shows_changes(tmp_path: Path) -> None:
    output = site_of(tmp_path)
    picture, other = output / "og/papers/slow.png", output / "og/authors/ada-example.png"
    before, kept = picture.read_bytes(), other.stat().st_mtime_ns
    site_of(tmp_path, title="Reading Fast")
    assert picture.read_bytes() != before
    assert other.stat().st_mtime_ns == kept


@pytest.mark.parametrize("tex", [r"\href{x}", r"\sqrt", r"\textcolor{red}", "\\a" + "{" * 2000])
def test_a_command_without_its_arguments_is_left_as_it_is(tex: str):
    assert title_text(f"A ${tex}$ b").startswith("A \\")


def test_a_formula_that_cannot_be_read_is_drawn_as_its_source_without_a_word(capfd):
    assert title_text(r"On $\frac$") == r"On \frac"
    assert title_text(r"On $\frac{1}{2}$") == "On 1/2"
    assert capfd.readouterr() == ("", "")
