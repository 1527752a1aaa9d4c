"""The scripts of embeds: small, whole, and with the theme's colours and texts in them."""

import gzip
import json
import re
from pathlib import Path

import pytest

from generator.render.embed_scripts import compact_js, element_script, frame_script
from generator.themes import Theme, load_theme


def theme_of(folder: Path, name: str = "default", **options: object) -> Theme:
    theme, problems = load_theme(folder, name, options)
    assert theme is not None, problems
    return theme


def texts(script: str) -> dict[str, str]:
    found = re.search(r"let TEXTS=(\{.*?\});", script)
    assert found is not None
    values: dict[str, str] = json.loads(found[1])
    return values


def test_it_is_under_six_kilobytes(tmp_path: Path) -> None:
    script = element_script(theme_of(tmp_path), "en")
    assert len(gzip.compress(script.encode(), 9)) < 6_000


def test_nothing_is_left_to_fill_in(tmp_path: Path) -> None:
    script = element_script(theme_of(tmp_path), "en")
    assert re.findall(r"__[A-Z_]+__", script) == []
    assert (
        re.findall(
            r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|eval|document\.cookie|localStorage)\b", script
        )
        == []
    )


def test_the_accent_of_the_site_is_that_of_its_embeds(tmp_path: Path) -> None:
    assert "#7a1fa0" in element_script(theme_of(tmp_path, accent="#7a1fa0"), "en")


def test_a_theme_may_say_it_in_other_words(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "deutsch"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(
        "name: deutsch\nextends: default\n"
        'strings: {embed_again: "Noch </script> einmal", embed_papers: "Werk | Werke"}\n',
        encoding="utf-8",
    )
    script = element_script(theme_of(tmp_path, "deutsch"), "de")
    assert texts(script)["papers"] == "Werk | Werke"
    assert texts(script)["again"] == "Noch </script> einmal"
    assert "</script>" not in script
    assert texts(script)["lang"] == "de"


def test_a_theme_of_its_own_needs_no_texts_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "bare"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: bare\n", encoding="utf-8")
    script = element_script(theme_of(tmp_path, "bare"), "en")
    assert texts(script)["failed"] == "The papers could not be loaded."
    assert texts(script)["all_papers"] == "The one paper | All {} papers"


@pytest.mark.parametrize(
    ("written", "compact"),
    [
        ("/* t */\nconst a = 1; // why\nconst b = 2;\n", "/* t */\nlet a=1;let b=2;\n"),
        (
            "/* t */\n  /* of\n     two lines */\nf(\" a = b \", ' ; ', `${x} = 1`);\n",
            "/* t */\nf(\" a = b \",' ; ',`${x} = 1`);\n",
        ),
        ("/* t */\nlet a\nlet b\n", "/* t */\nlet a\nlet b\n"),
        ('/* t */\nif (a) {\n  const b = ! c;\n  f("; }");\n}\n', '/* t */\nif(a){let b=!c;f("; }")}\n'),
    ],
)
def test_blanks_and_comments_go_and_texts_stay(written: str, compact: str) -> None:
    assert compact_js(written) == compact


def test_the_frame_tells_its_height_and_nothing_else() -> None:
    assert 'parent.postMessage({type:"byline:height",height:height},"*")' in frame_script()
    assert frame_script().count("postMessage") == 1
