"""What `byline check --target github-pages` finds, and what it lets pass."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import Diagnostic, Severity
from generator.hosting.github_pages import MAX_FILE_BYTES, MAX_SITE_BYTES
from generator.pipeline import Request, build, examine
from generator.targets import TARGETS
from generator.targets.links import Reach, link_problems

WORKFLOW = """\
steps:
  - run: byline build --base-url "${{ steps.pages.outputs.base_url }}"
  - uses: actions/upload-pages-artifact@v5
"""


@pytest.fixture(autouse=True)
def plain_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def site(small_site: Path) -> Path:
    """A site that has nothing wrong with it: its address is a domain of its own."""
    set_url(small_site, "https://lab.example.org/")
    return small_site


def set_url(site: Path, url: str) -> None:
    file = site / "content" / "site.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("url:")]
    file.write_text("\n".join([*kept, *([f"url: {url}"] if url else [])]) + "\n", encoding="utf-8")


def set_remote(site: Path, url: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("there is no git on this machine")
    for arguments in (("init", "--quiet"), ("remote", "add", "origin", url)):
        subprocess.run(["git", *arguments], cwd=site, check=True)


def write(site: Path, path: str, text: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def page(site: Path, body: str) -> None:
    write(site, "content/pages/about.md", f"---\ntitle: About\n---\n{body}\n")


def check(site: Path) -> list[Diagnostic]:
    request = Request(site=site)
    return list(TARGETS["github-pages"](request, examine(request)))


def codes(site: Path) -> list[str]:
    return [problem.code for problem in check(site)]


def only(site: Path) -> Diagnostic:
    (problem,) = check(site)
    return problem


def test_a_good_site_has_no_problems_before_and_after_its_build(site: Path) -> None:
    assert not check(site)
    build(Request(site=site, jobs=1))
    assert not check(site)


# ---------------------------------------------------------------- the address


def test_a_missing_url_is_suggested_from_the_remote(site: Path) -> None:
    set_url(site, "")
    set_remote(site, "git@github.com:Ada/slow.git")
    problem = only(site)
    assert (problem.path, problem.severity, problem.code) == ("content/site.yaml", "warning", "host-url")
    assert problem.hint == "write url: https://ada.github.io/slow/"


def test_the_url_of_another_repository_is_found_at_its_line(site: Path) -> None:
    set_url(site, "https://ada.github.io/other/")
    set_remote(site, "https://github.com/ada/slow.git")
    problem = only(site)
    assert (problem.line, problem.severity) == (3, Severity.WARNING)
    assert problem.hint == "write url: https://ada.github.io/slow/"


@pytest.mark.parametrize("url", ["https://ada.github.io/slow", "https://Ada.GitHub.io/slow/"])
def test_spellings_of_the_right_url_are_fine(site: Path, url: str) -> None:
    set_url(site, url)
    set_remote(site, "https://github.com/ada/slow.git")
    assert not check(site)


def test_a_domain_without_cname_is_only_noted(site: Path) -> None:
    set_remote(site, "https://github.com/ada/slow.git")
    problem = only(site)
    assert (problem.code, problem.severity) == ("host-url", Severity.NOTE)
    assert problem.hint == "write lab.example.org into content/static/CNAME"


def test_cname_outweighs_the_remote(site: Path) -> None:
    set_remote(site, "https://github.com/ada/slow.git")
    write(site, "content/static/CNAME", "lab.example.org\n")
    assert not check(site)
    set_url(site, "https://ada.github.io/slow/")
    assert "CNAME says lab.example.org" in only(site).message


def test_plain_http_is_not_what_pages_serves(site: Path) -> None:
    set_url(site, "http://lab.example.org/")
    assert only(site).hint == "write url: https://lab.example.org/"


def test_a_workflow_that_gives_the_address_needs_no_url(site: Path) -> None:
    set_url(site, "")
    set_remote(site, "https://github.com/ada/slow.git")
    write(site, ".github/workflows/pages.yml", WORKFLOW)
    assert not check(site)


@pytest.mark.parametrize(
    "text", ["https://lab.example.org/", "a.example.org\nb.example.org\n", "ada.github.io", ""]
)
def test_a_cname_that_is_not_one_domain_of_ones_own_is_an_error(site: Path, text: str) -> None:
    write(site, "content/static/CNAME", text)
    assert ("bad-cname", Severity.ERROR) in [(p.code, p.severity) for p in check(site)]


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("See [it](/papers/slow.html).", 10),
        ("[it][]\n\n[it]: /papers/slow.html", 7),
        ('<img alt="" src="/photo.jpg">', 18),
        ("![photo](</photo.jpg>)", 11),
    ],
)
def test_links_from_the_root_break_below_a_repository(site: Path, body: str, column: int) -> None:
    set_url(site, "https://ada.github.io/slow/")
    page(site, body)
    problem = only(site)
    assert (problem.path, problem.code) == ("content/pages/about.md", "root-link")
    assert (problem.severity, problem.column) == (Severity.WARNING, column)
    assert problem.line == 3 + len(body.splitlines())


@pytest.mark.parametrize(
    "body",
    [
        "[it](papers/slow.html) [that](../x.html) [there](//example.org/x) [mail](mailto:ada@example.org)",
        "`[it](/papers/slow.html)` and ``[it](/x) ` ``",
        "```\n[it](/papers/slow.html)\n```",
        "~~~~\n```\n[it](/x)\n~~~~",
        "either/or (/s)",
    ],
)
def test_other_links_and_code_are_fine(site: Path, body: str) -> None:
    set_url(site, "https://ada.github.io/slow/")
    page(site, body)
    assert not check(site)


def test_links_from_the_root_work_on_a_domain_of_ones_own(site: Path) -> None:
    page(site, "[it](/papers/slow.html)")
    assert not check(site)


def test_links_from_the_root_are_noted_where_the_address_is_not_known(site: Path) -> None:
    set_url(site, "")
    page(site, "[it](/papers/slow.html)")
    assert [(p.code, p.severity) for p in check(site) if p.code == "root-link"] == [
        ("root-link", Severity.NOTE)
    ]


def test_own_html_css_and_templates_are_looked_at(site: Path) -> None:
    set_url(site, "https://ada.github.io/slow/")
    write(site, "content/static/old.html", "<a href='/papers/'>papers</a>")
    write(site, "content/static/custom.css", "body { background: url(/back.png) }")
    write(site, "themes/mine/templates/head.html", '<link rel="icon" href="/icon.svg">')
    assert codes(site) == ["root-link"] * 3


@pytest.mark.parametrize(
    "body",
    [
        "![chart](http://example.org/chart.png)",
        '<iframe title="map" src="http://example.org/map"></iframe>',
        "<video controls src=http://example.org/talk.mp4></video>",
    ],
)
def test_what_a_page_loads_over_plain_http_is_found(site: Path, body: str) -> None:
    page(site, body)
    problem = only(site)
    assert (problem.code, problem.line) == ("insecure-content", 4)
    assert problem.column == body.index("http") + 1


def test_a_photo_over_plain_http_is_found(site: Path) -> None:
    write(site, "content/authors/bo-other.yaml", "name: Bo Other\nphoto: http://example.org/bo.jpg\n")
    assert codes(site) == ["insecure-content"]


def test_links_to_pages_over_plain_http_are_fine(site: Path) -> None:
    page(site, "[them](http://example.org/) <a href='http://example.org/'>them</a>")
    assert not check(site)


def test_hostile_lines_come_to_an_end(site: Path) -> None:
    lines = ["![" * 40_000, "`" * 40_001, "``a`" * 20_000, "<img " * 20_000, "[" * 50_000, "](" * 40_000]
    for line in (
        *lines,
        "<link stylesheet " * 10_000,
        " " * 90_000 + "photo",
        "\n" * 90_000,
        "![" + "a" * 90_000,
    ):
        page(site, f"[it](/papers/slow.html)\n{line}")
        assert [problem.line for problem in link_problems(site, Reach.BELOW)] == [4]


# ---------------------------------------------------------------- names and sizes


@pytest.mark.parametrize("path", ["aux.pdf", "talks/con/slides.pdf", "what?.pdf", "notes ./a.pdf"])
def test_names_that_windows_cannot_hold_are_found(site: Path, path: str) -> None:
    write(site, f"content/static/{path}", "x")
    problem = only(site)
    assert (problem.path, problem.code) == (f"content/static/{path}", "host-name")


def test_long_paths_are_noted(site: Path) -> None:
    write(site, f"content/static/{'x' * 120}/{'y' * 120}.pdf", "x")
    assert [(p.code, p.severity) for p in check(site)] == [("host-name", Severity.NOTE)]


def test_accents_and_blanks_in_names_are_fine(site: Path) -> None:
    write(site, "content/static/Größe und Maß.pdf", "x")
    write(site, "content/static/_private/a.pdf", "x")
    build(Request(site=site, jobs=1))
    assert not check(site)


def test_twins_in_the_output_are_found(site: Path) -> None:
    build(Request(site=site, jobs=1))
    write(site, "output/NOTE.txt", "put there by hand")
    assert "twin-path" in codes(site)


def test_dot_files_that_the_workflow_drops_are_found(site: Path) -> None:
    write(site, "content/static/.well-known/security.txt", "x")
    assert not check(site)
    write(site, ".github/workflows/pages.yml", WORKFLOW)
    assert codes(site) == ["host-dotfile"]
    write(site, ".github/workflows/pages.yml", WORKFLOW + "    with:\n      include-hidden-files: true\n")
    assert not check(site)


def sparse(file: Path, size: int) -> None:
    with file.open("wb") as stream:
        stream.truncate(size)


def test_files_and_sites_that_are_too_large_are_found_in_sources_and_output(site: Path) -> None:
    sparse(site / "content" / "static" / "data.bin", MAX_FILE_BYTES + 1)
    assert [(p.path, p.code) for p in check(site)] == [("content/static/data.bin", "host-size")]

    (site / "content" / "static" / "data.bin").unlink()
    build(Request(site=site, jobs=1))
    for number in range(MAX_SITE_BYTES // MAX_FILE_BYTES + 1):
        sparse(site / "output" / f"{number}.bin", MAX_FILE_BYTES)
    assert [(p.path, p.code) for p in check(site)] == [("output", "host-size")]


# ---------------------------------------------------------------- the output


def test_what_pages_needs_is_missed_in_the_output(site: Path) -> None:
    write(site, "content/static/_private/a.pdf", "x")
    build(Request(site=site, jobs=1))
    (site / "output" / "404.html").unlink()
    (site / "output" / ".nojekyll").unlink()
    (site / "output" / "link.txt").symlink_to("note.txt")
    assert sorted(codes(site)) == ["missing-404", "missing-nojekyll", "symlink"]


def test_a_folder_without_a_site_has_no_further_problems(tmp_path: Path) -> None:
    assert not check(tmp_path)


def test_the_command_adds_the_problems_to_the_others(
    site: Path, byline: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    set_url(site, "https://ada.github.io/slow/")
    page(site, "[it](/papers/slow.html)")
    arguments = ("check", "--site", site, "--format", "json")

    plain = byline(*arguments)
    targeted = byline(*arguments, "--target", "github-pages")
    strict = byline(*arguments, "--target", "github-pages", "--strict")

    assert (plain.returncode, targeted.returncode, strict.returncode) == (0, 0, 1)
    assert json.loads(plain.stdout)["warnings"] == 0
    assert [p["code"] for p in json.loads(targeted.stdout)["problems"]] == ["root-link"]
