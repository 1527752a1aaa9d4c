"""Views to pages: where links lead, who is marked, and what a broken template says."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.errors import Diagnostic
from generator.pages.views import CardView, NotFoundView, PageMeta, ProfileView, RedirectView, SiteView
from generator.render.assembling import settle
from generator.render.checking import template_problems
from generator.render.environment import href
from generator.render.failures import ThemeError
from generator.render.renderer import Renderer
from generator.themes import Theme, load_theme

WithTemplates = Callable[..., Theme]


@pytest.fixture
def theme_with(tmp_path: Path) -> WithTemplates:
    """Makes a theme `mine` of the given templates; `extends` names its parent."""

    def make(extends: str = "", **templates: str) -> Theme:
        folder = tmp_path / "themes" / "mine"
        (folder / "templates" / "partials").mkdir(parents=True)
        parent = f"extends: {extends}\n" if extends else ""
        (folder / "theme.yaml").write_text(f"name: mine\n{parent}strings: {{hello: Hello}}\n")
        for name, text in templates.items():
            (folder / "templates" / f"{name.replace('__', '/').replace('_', '-')}.html").write_text(text)
        theme, problems = load_theme(tmp_path, "mine", {})
        assert theme is not None, problems
        return theme

    return make


def failure(theme: Theme, site: SiteView, view: RedirectView | ProfileView) -> Diagnostic:
    with pytest.raises(ThemeError) as caught:
        Renderer(theme, site).page(view, {})
    [problem] = caught.value.diagnostics
    return problem


def redirect(path: str = "old/place.html") -> RedirectView:
    meta = PageMeta(path=path, title="Moved", heading="Moved")
    return RedirectView(meta, target="papers/new.html", title="New", reason="It moved.")


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("path", "start"),
    [("a.html", ""), ("papers/a.html", "../"), ("guide/deep/a.html", "../../")],
)
def test_links_are_relative_to_the_page(
    theme_with: WithTemplates, site: SiteView, path: str, start: str
) -> None:
    theme = theme_with(redirect="{{ page.target | href }} {{ 'https://example.org/x' | href }}")

    html = Renderer(theme, site).page(redirect(path), {}).decode()

    assert html == f"{start}papers/new.html https://example.org/x"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("papers/a.html#cite", "\x01papers/a.html#cite"),
        ("files/my paper.pdf", "\x01files/my%20paper.pdf"),
        ("files/Übung.pdf", "\x01files/%C3%9Cbung.pdf"),
        ("files/100%25.pdf", "\x01files/100%25.pdf"),
        ("https://example.org/a b", "https://example.org/a b"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("//cdn.example.org/x.js", "//cdn.example.org/x.js"),
        ("#cite", "#cite"),
    ],
)
def test_only_a_path_is_taken_from_the_outputs_root(url: str, written: str) -> None:
    assert href(url) == written


def test_the_404_page_starts_its_links_at_the_sites_path(default_theme: Theme, site: SiteView) -> None:
    meta = PageMeta(path="404.html", title="Page not found", heading="Page not found")
    view = NotFoundView(meta, base="https://example.org/repo/", links=())

    html = Renderer(default_theme, site).page(view, {}).decode()

    assert 'href="/repo/assets/byline.css"' in html
    assert "example.org" not in html


# ---------------------------------------------------------------- cards


def test_a_profile_marks_its_own_person_in_a_card_and_nobody_else(
    default_theme: Theme, site: SiteView, profile: ProfileView, card: CardView
) -> None:
    renderer = Renderer(default_theme, site)

    html = renderer.page(profile, {"slow": renderer.card(card)}).decode()

    assert '<a class="is-self" href="../authors/ada-example.html">Ada Example</a>' in html
    assert '<a href="../authors/dan-shi.html">Dan Shi</a>' in html
    assert html.count("is-self") == 1


def test_no_mark_survives_on_any_page(
    default_theme: Theme, site: SiteView, profile: ProfileView, card: CardView
) -> None:
    renderer = Renderer(default_theme, site)
    cards = {"slow": renderer.card(card)}

    for view in (profile, replace(profile, slug="dan-shi"), replace(profile, slug="")):
        assert not set(renderer.page(view, cards)) & {1, 2, 3, 4}


def test_settling_a_page_only_touches_its_marks() -> None:
    assert settle("<a\x02ada\x03 href='\x01x'>1 < 2</a>", "../", "ada") == (
        "<a class=\"is-self\" href='../x'>1 < 2</a>"
    )
    assert settle("<a\x02ada\x03>", "../", "") == "<a>"


def test_a_card_may_stand_twice_on_a_page(
    default_theme: Theme, site: SiteView, profile: ProfileView, card: CardView
) -> None:
    renderer = Renderer(default_theme, site)

    html = renderer.page(replace(profile, selected=("slow",)), {"slow": renderer.card(card)}).decode()

    ids = [piece.partition('"')[0] for piece in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert html.count("<article") == 2


# ---------------------------------------------------------------- inheritance


def test_a_child_changes_one_block_of_its_parents_template(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with(
        "default",
        redirect='{% extends "parent/redirect.html" %}{% block main %}Mine: {{ super() }}{% endblock %}',
    )

    html = Renderer(theme, site).page(redirect(), {}).decode()

    assert "Mine: <div" in html
    assert "It moved." in html


def test_a_child_names_its_parent_to_extend_it(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with(
        "default", redirect='{% extends "default/redirect.html" %}{% block main %}Mine{% endblock %}'
    )

    assert b"Mine" in Renderer(theme, site).page(redirect(), {})


def test_a_childs_partial_is_used_by_its_parents_templates(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with("default", partials__site_footer="<footer>My own</footer>")

    assert b"<footer>My own</footer>" in Renderer(theme, site).page(redirect(), {})


def test_a_sites_own_default_extends_the_built_in_template_of_the_same_name(
    tmp_path: Path, site: SiteView
) -> None:
    folder = tmp_path / "themes" / "default"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: default\nextends: default\n")
    (folder / "templates" / "redirect.html").write_text(
        '{% extends "default/redirect.html" %}{% block main %}Mine{% endblock %}'
    )
    theme, problems = load_theme(tmp_path, "default", {})
    assert theme is not None, problems

    assert b"Mine" in Renderer(theme, site).page(redirect(), {})


# ---------------------------------------------------------------- what templates get


def test_everything_is_escaped_by_default(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with(redirect='<p title="{{ page.reason }}">{{ page.title }}</p>')
    view = replace(redirect(), title="<script>alert(1)</script>", reason='" onclick="x')

    html = Renderer(theme, site).page(view, {}).decode()

    assert html == ('<p title="&#34; onclick=&#34;x">&lt;script&gt;alert(1)&lt;/script&gt;</p>')


def test_a_part_that_many_pages_share_is_rendered_once_for_its_values(
    theme_with: WithTemplates, site: SiteView
) -> None:
    theme = theme_with(
        redirect='{{ once("partials/nav.html", section="a") }}|{{ once("partials/nav.html", section="b") }}',
        partials__nav='{{ section }} {{ "index.html" | href }} {{ site.title }}',
    )
    renderer = Renderer(theme, site)

    assert renderer.page(redirect(), {}) == b"a ../index.html Ada&#39;s site|b ../index.html Ada&#39;s site"
    assert renderer.page(redirect("x.html"), {}).startswith(b"a index.html")


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "dict", "now", "open"])
def test_templates_have_no_function_beyond_the_contract(
    theme_with: WithTemplates, site: SiteView, name: str
) -> None:
    theme = theme_with(redirect=f"{{{{ {name}() }}}}")

    assert failure(theme, site, redirect()).message == f"nothing is called '{name}' here"


def test_an_unknown_icon_is_the_one_for_links(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with(
        "default",
        redirect='{{ icon("myspace") == icon("link") }} {{ icon("") == "" }} {{ icon(page.title) }}',
    )

    assert Renderer(theme, site).page(redirect(), {}).startswith(b"True True <svg")


# ---------------------------------------------------------------- mistakes


def test_an_unknown_field_names_template_line_and_a_near_one(
    theme_with: WithTemplates, site: SiteView
) -> None:
    problem = failure(theme_with(redirect="<p>\n{{ page.reeson }}"), site, redirect())

    assert problem.format_text() == (
        "themes/mine/templates/redirect.html:2:1: error[theme-template]: RedirectView has no field 'reeson'\n"
        "  hint: did you mean 'reason'?"
    )


def test_a_mistake_in_a_parents_block_is_found_where_it_stands(
    theme_with: WithTemplates, site: SiteView
) -> None:
    theme = theme_with(
        redirect='{% extends "base.html" %}\n{% block main %}\n{{ pgae.title }}\n{% endblock %}',
        base="<main>\n{% block main %}{% endblock %}</main>",
    )

    problem = failure(theme, site, redirect())

    assert (problem.path, problem.line) == ("themes/mine/templates/redirect.html", 3)
    assert problem.message == "nothing is called 'pgae' here"


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("{{ page.title ", 1, "unexpected end of template"),
        ("\n\n{% include 'partials/nvigation.html' %}", 3, "there is no template 'partials/nvigation.html'"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{{ page.title | shout }}", 1, "No filter named 'shout'"),
        ("a\n{{ t('nope') }}", 2, "the theme has no text 'nope'"),
        ("a\n{{ t('no' ~ page.title) }}", 2, "the theme has no text 'noNew'"),
        ("{% extends 'redirect.html' %}", 1, "extends itself without end"),
        ("{{ cards['x'] }}", 1, "x"),
        ("a\n{% for i in range(10 ** 30) %}{% endfor %}", 2, "a loop without end"),
        (
            "{% for i in range(9999) %}\n{% for j in range(9999) %}{% endfor %}{% endfor %}",
            2,
            "a loop without end",
        ),
    ],
)
def test_whatever_a_template_does_wrong_is_said_with_its_line(
    theme_with: WithTemplates, site: SiteView, template: str, line: int, said: str
) -> None:
    problem = failure(theme_with(redirect=template), site, redirect())

    assert (problem.path, problem.line, problem.code) == (
        "themes/mine/templates/redirect.html",
        line,
        "theme-template",
    )
    assert said in problem.message


def test_a_loop_may_count_as_far_as_a_page_needs(theme_with: WithTemplates, site: SiteView) -> None:
    theme = theme_with(redirect="{% for i in range(3) %}{{ i }}{% endfor %}{{ range(900000) | length }}")

    renderer = Renderer(theme, site)

    # The next page counts anew.
    assert [renderer.page(redirect(), {}) for _ in range(3)] == [b"012900000"] * 3


def test_an_unknown_name_says_where_the_known_ones_are_explained(
    theme_with: WithTemplates, site: SiteView
) -> None:
    problem = failure(theme_with(redirect="{{ pgae }}"), site, redirect())

    assert problem.hint is not None
    assert "the guide's page Themes" in problem.hint


def test_a_theme_without_a_template_says_which_is_missing(theme_with: WithTemplates, site: SiteView) -> None:
    assert failure(theme_with(), site, redirect()).message == "there is no template 'redirect.html'"


def test_a_broken_template_is_known_before_anything_is_rendered(theme_with: WithTemplates) -> None:
    theme = theme_with("default", redirect="{% if %}", page="{{ t('nope') }}")

    found = [(problem.path, problem.line) for problem in template_problems(theme)]

    assert found == [("themes/mine/templates/page.html", 1), ("themes/mine/templates/redirect.html", 1)]


def test_an_error_of_a_worker_arrives_whole(theme_with: WithTemplates, site: SiteView) -> None:
    with pytest.raises(ThemeError) as caught:
        Renderer(theme_with(redirect="{{ x }}"), site).page(redirect(), {})

    arrived = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes

    assert isinstance(arrived, ThemeError)
    assert (arrived.diagnostics, arrived.exit_code) == (caught.value.diagnostics, 1)
