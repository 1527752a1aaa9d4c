"""Arguments that cannot be meant as they are written."""

import pytest


def refused(done):
    assert done.returncode == 2
    assert "Value error" not in done.stderr
    message, hint = done.stderr.splitlines()
    return f"{message.removeprefix('error: ')} | {hint.removeprefix('  hint: ')}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "foo"), "there is no format 'foo' | write bib, ris, csl, atom, csv or cv"),
        (("export", "bibb"), "there is no format 'bibb' | did you mean 'bib'?"),
        (("schema", "foo"), "there is no schema 'foo' | write author, paper, site or theme"),
        (("check", "--format", "x"), "there is no format 'x' | write text, github or json"),
        (("check", "--target", "x"), "there is no target 'x' | write github-pages"),
        (("build", "--theme", ""), "--theme names no theme | byline theme list shows them"),
        (
            ("build", "--base-url", "https://x.org:99999999/"),
            "--base-url 'https://x.org:99999999/' is not an address of a site | write https://example.org/lab/",
        ),
    ],
)
def test_a_wrong_argument_is_refused_in_our_words(byline, small_site, arguments, said):
    assert refused(byline(*arguments, cwd=small_site)) == said


def test_a_tilde_that_the_shell_has_left_is_the_home_folder(byline, small_site, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    assert byline("build", "--output=~/public", cwd=small_site, HOME=str(home)).returncode == 0
    assert (home / "public" / "index.html").is_file()
    assert not (small_site / "~").exists()
    assert "no home folder" in refused(byline("build", "--output=~no.one/x", cwd=small_site))


def test_a_folder_that_somebody_works_in_is_no_output(byline, small_site, tmp_path):
    for name, file in (("other", "content/site.yaml"), ("code", "pyproject.toml")):
        folder = tmp_path / name
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text("x", encoding="utf-8")
        assert f"it has {file}" in refused(byline("build", "--output", folder, cwd=small_site))
        assert not (folder / "index.html").exists()
    home = str(tmp_path)
    assert "home folder" in refused(byline("build", "--output", tmp_path, cwd=small_site, HOME=home))


def test_what_a_user_put_into_an_output_folder_stays(byline, small_site, tmp_path):
    folder = tmp_path / "public"
    folder.mkdir()
    for name in (".gitkeep", "mine.txt"):
        (folder / name).write_text("mine", encoding="utf-8")
    assert byline("build", "--output", folder, cwd=small_site).returncode == 0
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["lock", "manifest.json", "redo.json"])
def test_a_folder_in_the_place_of_a_state_file_gets_a_hint(byline, small_site, name):
    (small_site / ".output.byline" / name).mkdir(parents=True)
    done = byline("build", cwd=small_site)
    assert done.returncode == 3
    assert "a folder stands where a file must be" in done.stderr
    assert "hint: move that folder away" in done.stderr
