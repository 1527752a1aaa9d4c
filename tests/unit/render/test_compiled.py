"""Compiled templates of the built-in theme are kept between commands, and never taken from a site."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.render.compiled import MAX_FILES, CompiledTemplates
from generator.render.environment import ThemeEnvironment
from generator.themes import Theme, load_theme

TEMPLATE = "404.html"


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    loaded, problems = load_theme(tmp_path, "default", {})
    assert loaded is not None
    assert not problems
    return loaded


def compiled(theme: Theme, folder: Path) -> CompiledTemplates:
    """Compile a template as a process of its own would, and save it."""
    environment = ThemeEnvironment(theme)
    environment.compiled = environment.bytecode_cache = CompiledTemplates(theme, folder)
    environment.get_template(TEMPLATE)
    environment.compiled.save()
    return environment.compiled


def known(theme: Theme, folder: Path) -> bool:
    """Tell whether another process finds the template's code."""
    environment = ThemeEnvironment(theme)
    source, filename, _ = environment.theme_loader.get_source(environment, TEMPLATE)
    return (
        CompiledTemplates(theme, folder).get_bucket(environment, TEMPLATE, filename, source).code is not None
    )


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_one_process_compiled_the_next_one_finds(theme: Theme, tmp_path: Path) -> None:
    folder = tmp_path / "caches" / "byline"
    assert not known(theme, folder)
    compiled(theme, folder)
    assert known(theme, folder)


def test_other_words_make_other_code(theme: Theme, tmp_path: Path) -> None:
    compiled(theme, tmp_path / "caches")
    strings = tuple((key, f"{text}!") for key, text in theme.strings)
    assert not known(replace(theme, strings=strings), tmp_path / "caches")


def test_a_theme_of_the_site_is_not_kept(theme: Theme, tmp_path: Path) -> None:
    first, *others = theme.levels
    own = replace(theme, levels=(replace(first, shown="themes/mine"), *others))
    compiled(own, tmp_path / "caches")
    assert not (tmp_path / "caches").exists()


@pytest.mark.parametrize("length", [0, 8, 16, 17, 400])
def test_a_truncated_file_counts_as_none(theme: Theme, tmp_path: Path, length: int) -> None:
    folder = tmp_path / "caches"
    compiled(theme, folder)
    file = only_file(folder)
    file.write_bytes(file.read_bytes()[:length])
    assert not known(theme, folder)


def test_a_changed_byte_counts_as_none_and_is_mended(theme: Theme, tmp_path: Path) -> None:
    folder = tmp_path / "caches"
    compiled(theme, folder)
    file = only_file(folder)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert not known(theme, folder)
    compiled(theme, folder)
    assert known(theme, folder)


def test_a_folder_that_cannot_be_written_does_no_harm(theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    compiled(theme, tmp_path / "file" / "caches")
    assert not known(theme, tmp_path / "file" / "caches")


def test_code_of_few_installations_is_kept(theme: Theme, tmp_path: Path) -> None:
    folder = tmp_path / "caches"
    folder.mkdir()
    for number in range(MAX_FILES + 3):
        (folder / f"templates-{number:012}.bin").write_bytes(b"")
    compiled(theme, folder)
    assert len(list(folder.iterdir())) == MAX_FILES
    assert known(theme, folder)
