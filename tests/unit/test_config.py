import os
from datetime import date

import pytest

from generator.config import load_config, locate_in_config, resolve_as_of
from generator.errors import UsageError
from generator.schema.site import Site

TODAY = date(2026, 11, 22)


@pytest.fixture
def site(tmp_path):
    """Return a function that writes `content/site.yaml` and gives the site's folder."""

    def write(text, name="site.yaml"):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_settings_are_read(site):
    config, diagnostics = load_config(site("title: Lab\nurl: https://x.org/lab\nmetrics: {show: counts}\n"))
    assert diagnostics == ()
    assert (config.title, config.url, config.metrics.show) == ("Lab", "https://x.org/lab/", "counts")


def test_the_other_suffix_is_read_too(site):
    assert load_config(site("title: Lab\n", "site.yml"))[0].title == "Lab"


@pytest.mark.parametrize("has_content", [True, False])
def test_a_folder_without_a_site_is_an_error_that_helps(tmp_path, has_content):
    if has_content:
        (tmp_path / "content").mkdir()
    _, (diagnostic,) = load_config(tmp_path)
    assert diagnostic.code == "no-site"
    assert "byline new DIR" in (diagnostic.hint or "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_in_place_of_the_settings_is_never_opened(tmp_path):
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content" / "site.yaml")
    _, (diagnostic,) = load_config(tmp_path)
    assert diagnostic.code == "unreadable-file"


def test_problems_have_their_place(site):
    _, diagnostics = load_config(site("title: Lab\nmetrics:\n  novelty:\n    min_prio: 3\nownr: x\n"))
    assert [d.format_text() for d in diagnostics] == [
        (
            "content/site.yaml:4:5: error[unknown-field]: unknown field 'min_prio' in metrics.novelty\n"
            "  hint: did you mean 'min_prior'?"
        ),
        "content/site.yaml:5:1: error[unknown-field]: unknown field 'ownr'\n  hint: did you mean 'owner'?",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("- a\n", "yaml-shape"),
        ("- title: a\n- title: b\n", "yaml-shape"),
        ("title: [", "yaml-syntax"),
    ],
)
def test_a_file_that_is_no_mapping_is_an_error(site, text, code):
    config, diagnostics = load_config(site(text))
    assert code in [d.code for d in diagnostics]
    assert isinstance(config, Site)


def test_places_of_settings_are_found_again(site):
    folder = site("title: Lab\nlang: de\ntheme_options:\n  accent: red\n")
    assert locate_in_config(folder, ("theme_options", "accent")) == (4, 3)
    assert locate_in_config(folder, ("language",)) == (2, 1)
    assert locate_in_config(folder / "nowhere", ("title",)) == (1, 1)


def settings(**fields):
    return Site.model_validate({"title": "T", **fields})


def test_the_date_comes_from_the_command_line_first():
    environ = {"SOURCE_DATE_EPOCH": "0"}
    assert resolve_as_of(settings(as_of="2025-01-02"), "2024-03-04", environ, TODAY) == date(2024, 3, 4)
    assert resolve_as_of(settings(as_of="2025-01-02"), None, environ, TODAY) == date(2025, 1, 2)
    assert resolve_as_of(settings(), None, environ, TODAY) == date(1970, 1, 1)
    assert resolve_as_of(settings(), None, {}, TODAY) == TODAY


@pytest.mark.parametrize("text", ["2024", "2024-02-30", "soon", ""])
def test_a_date_that_is_no_day_is_wrong_usage(text):
    with pytest.raises(UsageError):
        resolve_as_of(settings(), text, {}, TODAY)


@pytest.mark.parametrize("epoch", ["x", "99999999999999999"])
def test_an_epoch_that_is_no_time_is_wrong_usage(epoch):
    with pytest.raises(UsageError):
        resolve_as_of(settings(), None, {"SOURCE_DATE_EPOCH": epoch}, TODAY)
