from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_the_themes_are_listed_with_the_one_in_use_marked(run: Run, site: Path) -> None:
    code, out, err = run("theme", "list", "--site", site)
    assert (code, err) == (0, "")
    assert out.startswith("* default  byline:themes/default\n")


def test_a_template_is_ejected_and_compared(run: Run, site: Path) -> None:
    code, out, err = run("theme", "eject", "partials/paper-card.html", "--site", site)
    assert code == 0
    assert out == f"{site}/themes/default/templates/partials/paper-card.html\n"
    assert "theme.yaml" in err
    code, out, _ = run("theme", "diff", "--site", site)
    assert (code, out) == (0, "themes/default/templates/partials/paper-card.html: unchanged upstream\n")
    assert run("theme", "diff", "--own", "--site", site)[1].endswith("not changed by this site\n")
    assert run("theme", "list", "--site", site)[1].startswith("* default  themes/default, extends default\n")
    original = site / "themes/default/.upstream/templates/partials/paper-card.html"
    original.write_text(f"older\n{original.read_text(encoding='utf-8')}", encoding="utf-8")
    code, out, _ = run("theme", "diff", "partials/paper-card.html", "--site", site)
    assert code == 0
    assert "\n-older\n" in out
    assert run("theme", "diff", "--merged", "--site", site)[0] == 0
    assert run("theme", "diff", "--site", site)[1].endswith("unchanged upstream\n")


def test_without_a_name_the_files_of_the_theme_are_listed(run: Run, site: Path) -> None:
    code, out, _ = run("theme", "eject", "--site", site)
    assert code == 0
    assert "templates/partials/paper-card.html" in out.splitlines()


def test_nothing_ejected_is_said_so(run: Run, site: Path) -> None:
    assert run("theme", "diff", "--site", site) == (0, "no template is ejected\n", "")


def test_wrong_names_are_refused_with_a_suggestion(run: Run, site: Path) -> None:
    code, _, err = run("theme", "eject", "paper-card.html", "--site", site)
    assert code == 2
    assert "did you mean 'partials/paper-card.html'?" in err
    assert run("theme", "diff", "x.html", "--site", site)[0] == 2
    assert run("theme", "eject", "base.html", "--site", site / "nowhere")[0] == 2
