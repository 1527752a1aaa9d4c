"""Profiles on other people's websites, in a real browser: hosts that are plain, hostile or strict."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from generator.pipeline import Request, build

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

READY = "document.querySelector('{}')?.shadowRoot?.querySelector('[part=more] > a')"
HOSTILE = """
* { all: unset !important }
style, script, head { display: none !important }
a, p, ol, li, div, span, b, i, time, button {
  float: right !important; font: italic 40px cursive !important; color: lime !important;
  background: red !important; text-transform: uppercase !important; letter-spacing: 9px !important;
}
"""
STRICT = (
    "default-src 'none'; script-src {site}/repo/embed.js; connect-src {site};"
    " require-trusted-types-for 'script'"
)


class Server:
    """A web server for a folder below a path, or for pages held in memory.

    Attributes:
        pages: Path to (text, headers), served before the folder's files.
        asked: Paths in the order they were asked for.
        failing: Paths that are answered with 503, and how many times yet.
    """

    def __init__(self, folder: Path | None = None, mount: str = "/") -> None:
        self.folder, self.mount = folder, mount
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.asked: list[str] = []
        self.cookies: list[str] = []
        self.failing: dict[str, int] = {}
        self.cross_origin = True
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                outer.asked.append(path)
                outer.cookies += self.headers.get_all("Cookie") or []
                status, body, headers = outer.answer(path)
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def base(self) -> str:
        return self.origin + self.mount

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        headers = {"Access-Control-Allow-Origin": "*"} if self.cross_origin else {}
        if path == "/favicon.ico":  # the browser's own idea
            return 204, b"", {}
        if path in self.pages:
            text, own = self.pages[path]
            return 200, text.encode(), {"Content-Type": "text/html; charset=utf-8", **headers, **own}
        if self.failing.get(path, 0):
            self.failing[path] -= 1
            return 503, b"", headers
        if self.folder is not None and path.startswith(self.mount):
            asked = self.folder / path.removeprefix(self.mount)
            # GitHub Pages also serves a page without its extension.
            for file in (asked, asked.with_name(asked.name + ".html"), asked / "index.html"):
                if file.is_file():
                    kind = guess_type(file.name)[0] or "application/octet-stream"
                    return 200, file.read_bytes(), {"Content-Type": kind, **headers}
        return 404, b"", headers

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample site as a project site of GitHub Pages, below `/repo/`."""
    folder = tmp_path_factory.mktemp("embedded")
    shutil.copytree(ROOT / "content", folder / "content")
    server = Server(folder / "output", "/repo/")
    build(Request(site=folder, jobs=1, base_url=server.base))
    yield server
    server.close()


@pytest.fixture(autouse=True)
def calm(site: Server) -> None:
    """Forget what earlier tests asked and broke."""
    site.asked.clear()
    site.cookies.clear()
    site.failing.clear()
    site.pages.clear()
    site.cross_origin = True


@pytest.fixture(scope="module")
def host() -> Iterator[Server]:
    """A website on another origin."""
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that remembers errors: uncaught ones, refusals of the policy, console messages."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda m: page.errors.append(f"{m.text} {m.location}") if m.type == "error" else None)
    page.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation',"
        " (e) => refused.push(e.violatedDirective + ' ' + e.blockedURI));"
    )
    yield page
    context.close()


def element(
    site: Server, attributes: str = "", src: str = "authors/zhuowen-han.html", tag: str = "profile"
) -> str:
    link = f'<a href="{site.base}{src}">Papers of Zhuowen Han</a>'
    return f'<byline-{tag} src="{site.base}{src}" {attributes}>{link}</byline-{tag}>'


def show(
    page: Any,
    host: Server,
    site: Server,
    body: str,
    *,
    style: str = "",
    policy: str = "",
    wait: str = "byline-profile",
) -> None:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A lab</title>'
    script = f'<script src="{site.base}embed.js" async></script>'
    styles = f"<style>{style}</style>" if style else ""
    html = f'<!doctype html><html lang="en"><head>{head}{styles}{script}</head><body>{body}</body></html>'
    host.pages["/"] = (html, {"Content-Security-Policy": policy} if policy else {})
    page.goto(host.origin + "/")
    if wait:
        # Not by a function that polls: a strict policy forbids the page to evaluate it again.
        page.locator(f"{wait} [part=more] > a").first.wait_for(state="attached")


def shadow(page: Any, script: str, selector: str = "byline-profile") -> Any:
    return page.evaluate(
        f"(() => {{ const root = document.querySelector('{selector}').shadowRoot; {script} }})()"
    )


def text(page: Any, selector: str = "byline-profile") -> str:
    return str(shadow(page, "return root.querySelector('.b').innerText", selector))


def test_a_profile_shows_what_its_own_page_shows(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'limit="8"'))
    strip = shadow(page, "return [...root.querySelectorAll('[part=metrics] li')].map((e) => e.textContent)")
    assert strip == ["h-index 11", "8 papers", "29 citations", "Novelty 59%", "AI Score 58"]
    cards = shadow(
        page,
        "return [...root.querySelectorAll('[part=paper]')].map((p) =>"
        " ['score', 'badge', 'date', 'code', 'title', 'authors']"
        ".map((n) => p.querySelector(`[part~=${n}]`)?.textContent ?? ''))",
    )
    page.goto(f"{site.base}authors/zhuowen-han.html")
    own = page.evaluate(
        "[...document.querySelectorAll('.cards > li')].map((p) =>"
        " ['.score', '.badge', 'time', '.tag', '.card-title', '.authors']"
        ".map((n) => p.querySelector(n)?.innerText.trim() ?? ''))"
    )
    assert [[cell.strip() for cell in card] for card in cards] == own
    assert len(own) == 8
    assert not page.errors


def test_the_colours_of_categories_are_those_of_the_site(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'theme="light"'))
    badge = "getComputedStyle({}).color"
    here = shadow(page, f"return {badge.format('root.querySelector(`[part=badge]`)')}")
    page.emulate_media(color_scheme="light")
    page.goto(f"{site.base}authors/zhuowen-han.html")
    assert page.evaluate(badge.format("document.querySelector('.cards .badge')")) == here


@pytest.mark.parametrize(
    "src",
    [
        "authors/zhuowen-han.html",
        "authors/zhuowen-han",
        "authors/zhuowen-han.html?from=lab#papers",
        "api/v1/authors/zhuowen-han.json",
        "embed/authors/zhuowen-han.html",
        "",
        "index.html",
    ],
)
def test_the_data_are_found_from_any_address_of_the_profile(
    page: Any, host: Server, site: Server, src: str
) -> None:
    show(page, host, site, element(site, 'limit="1"', src))
    assert "Why Does Reinforcement Learning Generalize?" in text(page)


@pytest.mark.parametrize(
    ("src", "expected", "count"),
    [
        ("index.html", "All 8 papers", 8),
        ("papers/index.html", "All 8 papers", 8),
        ("papers/", "All 8 papers", 8),
        ("authors/dan-shi.html", "The one paper", 1),
        ("topics/CL.html", "All 4 papers", 4),
        ("topics/CL", "All 4 papers", 4),
        ("years/2026.html", "All 6 papers", 6),
        ("projects/reinforcement-learning.html", "papers", 4),
    ],
)
def test_papers_come_from_people_topics_projects_and_years(
    page: Any, host: Server, site: Server, src: str, expected: str, count: int
) -> None:
    show(page, host, site, element(site, "", src, "papers"), wait="byline-papers")
    shown = shadow(page, "return root.querySelectorAll('[part=paper]').length", "byline-papers")
    assert expected in text(page, "byline-papers")
    assert shown == count or "projects" in src


def test_attributes_choose_what_is_shown_and_may_change_later(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'limit="2" show="papers" sort="date"'))
    dates = "return [...root.querySelectorAll('time')].map((t) => t.dateTime)"
    assert shadow(page, dates) == ["2026-05-26", "2026-05-14"]
    assert shadow(page, "return root.querySelector('[part=metrics]')") is None
    page.evaluate("document.querySelector('byline-profile').setAttribute('sort', 'score')")
    scores = shadow(page, "return [...root.querySelectorAll('[part~=score]')].map((s) => s.textContent)")
    assert scores == ["64.6", "51.3"]
    page.evaluate("document.querySelector('byline-profile').setAttribute('topic', 'LG')")
    assert shadow(page, "return root.querySelectorAll('[part=paper]').length") == 1
    page.evaluate("document.querySelector('byline-profile').setAttribute('lang', 'de')")
    assert "14. Mai" in text(page)
    languages = "return [root.querySelector('.b').lang, root.querySelector('time').lang]"
    assert shadow(page, languages) == ["en", "de"], "the words are still the site's"
    page.evaluate("document.querySelector('byline-profile').setAttribute('lang', 'not a language')")
    assert "May 14" in text(page)


def test_a_number_says_where_it_comes_from(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site))
    button = page.locator("byline-profile button").first
    button.focus()
    page.keyboard.press("Enter")
    told = shadow(page, "return root.querySelector('[part=provenance]').textContent")
    assert told == "h-index 11: reported by Aggregator's author page, 2026-11-22"
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert shadow(page, "return root.querySelector('[part=provenance]').textContent") == ""


def styles(page: Any) -> Any:
    return shadow(
        page,
        "return [...root.querySelectorAll('.b, .b *')].map((e) => {"
        " const s = getComputedStyle(e); return [e.tagName, s.color, s.fontFamily, s.fontSize,"
        " s.display, s.float, s.textTransform, s.letterSpacing,"
        " s.backgroundColor].join() })",
    )


def test_a_hostile_style_sheet_changes_nothing_inside(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, f"<main>{element(site, 'theme=light')}</main>")
    plain = styles(page)
    show(page, host, site, f"<main>{element(site, 'theme=light')}</main>", style=HOSTILE)
    assert styles(page) == plain


def test_nothing_leaks_out(page: Any, host: Server, site: Server) -> None:
    body = '<main><h1>Lab</h1><p id="after">Text <a href="#">link</a></p></main>'
    outside = (
        "JSON.stringify([...document.querySelectorAll('main, h1, p, p a')].map((e) => {"
        " const s = getComputedStyle(e);"
        " return [...s].map((n) => /size|origin|inset|width|height/.test(n) ? '' : s[n])"
        " })) + document.cookie + localStorage.length + sessionStorage.length + document.styleSheets.length"
    )
    show(page, host, site, body, wait="")
    before = page.evaluate(outside)
    names = page.evaluate("Object.keys(window).sort().join()")
    show(page, host, site, body + element(site))
    assert page.evaluate(outside) == before
    assert page.evaluate("Object.keys(window).sort().join()") == names
    assert page.context.cookies() == []
    assert site.cookies == []


def test_variables_and_parts_style_it(page: Any, host: Server, site: Server) -> None:
    style = (
        "byline-profile { --byline-accent: rgb(1, 2, 3); --byline-font: monospace; --byline-size: 20px }"
        "byline-profile::part(title) { text-transform: uppercase }"
        "byline-profile::part(date) { display: none }"
    )
    show(page, host, site, element(site), style=style)
    seen = shadow(
        page,
        "const of = (n) => getComputedStyle(root.querySelector(n)); return [of('[part=more] a').color,"
        " of('.b').fontFamily, of('.b').fontSize, of('[part=title]').textTransform, of('time').display]",
    )
    assert seen == ["rgb(1, 2, 3)", "monospace", "20px", "uppercase", "none"]


def test_a_strict_policy_needs_two_directives(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'accent="#802040"'), policy=STRICT.format(site=site.origin))
    assert page.evaluate("refused") == []
    assert not page.errors
    color = shadow(page, "return getComputedStyle(root.querySelector('[part=more] a')).color")
    assert color == "rgb(128, 32, 64)"
    assert shadow(page, "return getComputedStyle(root.querySelector('.q')).display") == "flex"


def test_it_works_in_a_sandboxed_iframe(page: Any, host: Server, site: Server) -> None:
    inner = f"<!doctype html><title>x</title><script src='{site.base}embed.js'></script>{element(site)}"
    host.pages["/inner"] = (inner, {})
    frame = '<iframe sandbox="allow-scripts" src="/inner" width="700" height="700" title="x"></iframe>'
    show(page, host, site, frame, wait="")
    found = page.frame_locator("iframe").locator("byline-profile [part=paper]")
    found.first.wait_for()
    assert found.count() == 5
    assert not page.errors


def test_the_link_stays_until_there_is_something_better(page: Any, host: Server, site: Server) -> None:
    data = "/repo/api/v1/authors/zhuowen-han.json"
    site.failing[data] = 2
    show(page, host, site, element(site), wait="")
    link = page.get_by_role("link", name="Papers of Zhuowen Han")
    link.wait_for()
    assert shadow(page, "return root.querySelector('[part=skeleton]') !== null")
    assert shadow(page, "return root.querySelector('.b').ariaBusy") == "true"
    page.wait_for_function(READY.format("byline-profile"))
    assert site.asked.count(data) == 3
    assert not link.is_visible()


def test_an_error_is_said_in_words_beside_the_link(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, "", "authors/nobody.html"), wait="")
    error = page.locator("byline-profile [part=error]")
    error.wait_for()
    assert error.inner_text().startswith("There is no such list of papers at this address.")
    assert page.get_by_role("link", name="Papers of Zhuowen Han").is_visible()
    assert site.asked.count("/repo/api/v1/authors/nobody.json") == 1
    answer = (site.folder / "api/v1/authors/zhuowen-han.json").read_text() if site.folder else ""
    site.pages["/repo/api/v1/authors/nobody.json"] = (answer, {"Content-Type": "application/json"})
    page.get_by_role("button", name="Try again").click()
    page.wait_for_function(READY.format("byline-profile"))


def test_a_site_that_is_down_breaks_nothing(page: Any, host: Server, site: Server) -> None:
    gone = Server()
    gone.close()
    body = f'<byline-profile src="{gone.base}authors/a.html"><a href="{gone.base}">A</a></byline-profile>'
    show(page, host, site, body, wait="")
    page.locator("byline-profile [part=error]").wait_for()
    assert page.get_by_role("link", name="A").is_visible()
    assert [e for e in page.errors if "ERR_CONNECTION_REFUSED" not in e] == []


@pytest.mark.parametrize("limit", ["abc", "-3", "", "3.9", "3 papers"])
def test_a_limit_that_is_no_number_is_the_usual_one(
    page: Any, host: Server, site: Server, limit: str
) -> None:
    show(page, host, site, element(site, f'limit="{limit}"'))
    count = shadow(page, "return root.querySelectorAll('[part=paper]').length")
    assert count == (3 if limit.startswith("3") else 5)
    assert not page.errors


def test_an_accent_that_is_taken_away_is_gone(page: Any, host: Server, site: Server) -> None:
    accent = "return getComputedStyle(root.querySelector('[part=more] a')).color"
    show(page, host, site, element(site, 'theme="light"'))
    usual = shadow(page, accent)
    page.evaluate("document.querySelector('byline-profile').setAttribute('accent', 'rgb(1, 2, 3)')")
    assert shadow(page, accent) == "rgb(1, 2, 3)"
    page.evaluate("document.querySelector('byline-profile').setAttribute('accent', 'no colour')")
    assert shadow(page, accent) == usual
    page.evaluate("document.querySelector('byline-profile').removeAttribute('accent')")
    assert shadow(page, accent) == usual


def test_a_host_that_is_written_from_the_right_does_not_turn_the_text(
    page: Any, host: Server, site: Server
) -> None:
    style = "* { direction: rtl !important; unicode-bidi: bidi-override !important }"
    show(page, host, site, element(site), style=style)
    box = "const s = getComputedStyle(root.querySelector('.b')); return [s.direction, s.unicodeBidi]"
    assert shadow(page, box) == ["ltr", "isolate"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("<!doctype html><title>Not found</title>", "text/html"),
        ('{"schema": "byline/author/1", "papers": [', "application/json"),
        ("null", "application/json"),
        ("", "application/json"),
    ],
)
def test_an_answer_that_is_no_json_is_an_error_in_words(
    page: Any, host: Server, site: Server, answer: str, kind: str
) -> None:
    site.pages["/repo/api/v1/authors/odd.json"] = (answer, {"Content-Type": kind})
    page.clock.install()
    show(page, host, site, element(site, "", "authors/odd.html"), wait="")
    error = page.locator("byline-profile [part=error]")
    for _ in range(200):  # Of half a second each: waits between the attempts pass at once.
        if error.count():
            break
        page.clock.run_for(500)
    error.wait_for()
    assert error.inner_text().startswith("The papers could not be loaded.")
    assert page.get_by_role("link", name="Papers of Zhuowen Han").is_visible()
    assert site.asked.count("/repo/api/v1/authors/odd.json") == 4
    assert not page.errors


def test_the_type_that_a_host_gives_json_is_no_matter(page: Any, host: Server, site: Server) -> None:
    assert site.folder is not None
    answer = (site.folder / "api/v1/authors/zhuowen-han.json").read_text("utf-8")
    site.pages["/repo/api/v1/authors/plain.json"] = (answer, {"Content-Type": "text/plain"})
    show(page, host, site, element(site, "", "authors/plain.html"))
    assert not page.errors


def test_it_may_be_loaded_twice_as_a_module_and_below_a_base(page: Any, host: Server, site: Server) -> None:
    again = "".join(f'<script src="{site.base}embed.js{mark}"></script>' for mark in ("", "?v=2"))
    module = f'<script type="module">import "{site.base}embed.js"</script>'
    base = f'<base href="{site.base}guide/">'
    body = '<byline-profile src="../authors/zhuowen-han.html" limit="2">x</byline-profile>'
    show(page, host, site, base + again + module + body)
    assert shadow(page, "return root.querySelectorAll('[part=paper]').length") == 2
    assert not page.errors


def test_it_lives_through_what_an_editor_adds_to_it(page: Any, host: Server, site: Server) -> None:
    body = element(site, 'limit="2"').replace("><a", "><br />\n<a").replace("</a>", "</a><br />")
    show(page, host, site, f"<p><script src='{site.base}embed.js' async></script><br />\n{body}</p>")
    assert shadow(page, "return root.querySelectorAll('[part=paper]').length") == 2
    assert not page.get_by_role("link", name="Papers of Zhuowen Han").is_visible()
    assert not page.errors


def test_it_may_be_taken_away_put_back_and_copied(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'limit="2"') + "<div></div>")
    page.evaluate("window.kept = document.querySelector('byline-profile'); kept.remove()")
    page.evaluate("document.querySelector('div').append(kept, kept.cloneNode(true))")
    page.wait_for_function(
        "[...document.querySelectorAll('byline-profile')].every("
        "(e) => e.shadowRoot.querySelectorAll('[part=paper] a[href]').length > 1)"
    )
    assert page.locator("byline-profile").count() == 2
    assert site.asked.count("/repo/api/v1/authors/zhuowen-han.json") == 1
    assert not page.errors


@pytest.mark.parametrize("src", ["javascript:alert(1)", "", "data:text/json,{}", "http://"])
def test_an_address_that_is_none_is_an_error_in_words(
    page: Any, host: Server, site: Server, src: str
) -> None:
    show(page, host, site, f'<byline-papers src="{src}">plain words</byline-papers>', wait="")
    page.locator("byline-papers [part=error]").wait_for()
    assert page.get_by_text("plain words").is_visible()
    assert not page.errors


def test_hostile_data_are_text(page: Any, host: Server, site: Server) -> None:
    evil = "<img src=x onerror=alert(1)>"
    paper = {
        "title": evil, "url": "javascript:alert(1)", "authors": [{"name": evil, "slug": "../../x"}, None, 7],
        "date": "2026-99-99", "categories": [evil], "code": ["javascript:alert(1)"], "venue": {"a": 1},
        "metrics": {"score": [{"value": "NaN", "label": evil}]},
    }  # fmt: skip
    data = {
        "schema": "byline/author/1", "name": evil, "url": "data:text/html,x",
        "papers": [{"title": evil, "url": "javascript:alert(1)", "categories": [evil], "date": "2026-99-99"}],
    }  # fmt: skip
    as_json = {"Content-Type": "application/json"}
    site.pages["/repo/api/v1/authors/evil.json"] = (json.dumps(data), as_json)
    site.pages["/repo/api/v1/authors/worse.json"] = (json.dumps({**data, "papers": [paper]}), as_json)
    body = element(site, "", "authors/evil.html") + element(site, 'id="worse"', "authors/worse.html")
    show(page, host, site, body, wait="")
    page.wait_for_function(
        "document.querySelector('byline-profile').shadowRoot?.querySelector('[part=title]')"
    )
    assert shadow(page, "return root.querySelector('[part=title]').textContent") == evil
    assert shadow(page, "return [...root.querySelectorAll('img, a[href^=j], a[href^=d]')].length") == 0
    page.wait_for_function(
        "document.getElementById('worse').shadowRoot?.querySelector('.b').ariaBusy === 'false'"
    )
    assert shadow(page, "return root.querySelectorAll('img, a[href^=j]').length", "#worse") == 0
    assert not page.errors


@pytest.mark.parametrize(
    ("schema", "words"),
    [("byline/author/1", ""), ("byline/author/0", ""), ("byline/author/2", "needs a newer embed.js")],
)
def test_earlier_forms_of_the_data_are_understood(
    page: Any, host: Server, site: Server, schema: str, words: str
) -> None:
    # What the first release's files had at least.
    data = {"schema": schema, "slug": "a", "url": "authors/a.html", "name": "Ada", "papers": [
        {"slug": "p", "url": "papers/p.html", "title": "T", "date": "2025",
         "authors": [{"name": "Ada", "slug": "a"}]},
    ]}  # fmt: skip
    site.pages["/repo/api/v1/authors/a.json"] = (json.dumps(data), {"Content-Type": "application/json"})
    show(page, host, site, element(site, "", "authors/a.html"), wait="" if words else "byline-profile")
    if words:
        page.get_by_text(words).wait_for()
        return
    links = shadow(page, "return [...root.querySelectorAll('a')].map((a) => a.href)")
    assert links == [
        f"{site.base}{p}" for p in ("authors/a.html", "papers/p.html", "authors/a.html", "authors/a.html")
    ]
    assert "2025" in text(page)


def test_fifty_elements_share_one_request(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site, 'limit="1"') * 50, wait="")
    page.wait_for_function(READY.format("byline-profile"))
    far = (
        "document.querySelectorAll('byline-profile')[49].shadowRoot.querySelector('[part=skeleton]') !== null"
    )
    assert page.evaluate(far), "what is far off the screen waits"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "document.querySelectorAll('byline-profile')[49].shadowRoot.querySelector('[part=paper] a[href]')"
    )
    assert site.asked.count("/repo/api/v1/authors/zhuowen-han.json") == 1
    assert not page.errors


def test_the_page_hardly_moves_when_the_papers_come(page: Any, host: Server, site: Server) -> None:
    site.failing["/repo/api/v1/authors/zhuowen-han.json"] = 1
    body = f"<main><h1>Lab</h1>{element(site)}<p>What stands below.</p></main>"
    show(page, host, site, body, wait="")
    page.locator("byline-profile [part=skeleton]").wait_for(state="attached")
    page.evaluate(
        "window.shift = 0;"
        "new PerformanceObserver((l) => l.getEntries().forEach((e) => { shift += e.value }))"
        ".observe({ type: 'layout-shift' })"
    )
    page.wait_for_function(READY.format("byline-profile"))
    page.wait_for_timeout(100)
    assert page.evaluate("shift") < 0.1


DARK, LIGHT = "rgb(235, 231, 223)", "rgb(29, 28, 26)"


@pytest.mark.parametrize(
    ("attributes", "style", "system", "ink"),
    [
        ("", "", "dark", LIGHT),  # a host that knows no dark scheme is white
        ("", ":root { color-scheme: light dark }", "dark", DARK),
        ("", ":root { color-scheme: light dark }", "light", LIGHT),
        ("", "body { background: #101418 }", "light", DARK),
        ("", "main { background: oklch(0.2 0.02 260) }", "light", DARK),
        ("", "body { background: #101418 } main { background: #fff }", "light", LIGHT),
        ('theme="light"', "body { background: #101418 }", "light", LIGHT),
        ('theme="dark"', "", "light", DARK),
    ],
)
def test_light_and_dark_follow_the_host_or_are_fixed(
    page: Any, host: Server, site: Server, attributes: str, style: str, system: str, ink: str
) -> None:
    page.emulate_media(color_scheme=system)
    show(page, host, site, f"<main>{element(site, attributes)}</main>", style=style)
    assert shadow(page, "return getComputedStyle(root.querySelector('.b')).color") == ink


def test_a_switch_on_the_host_is_followed(page: Any, host: Server, site: Server) -> None:
    show(page, host, site, element(site), style=".night { background: #111; transition: background .2s }")
    page.evaluate("document.body.className = 'night'")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('byline-profile').shadowRoot.querySelector('.b')).color"
        f" === '{DARK}'"
    )


def axe(page: Any) -> list[str]:
    """What axe finds; it is brought in beside the page's own policy."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe is not installed")
    page.evaluate((Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')}" for v in found
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, host: Server, site: Server, theme: str) -> None:
    ground = "#fff" if theme == "light" else "#111"
    style = f"body {{ background: {ground}; color: {'#000' if theme == 'light' else '#fff'} }}"
    show(page, host, site, f"<main><h1>Lab</h1>{element(site)}</main>", style=style)
    page.locator("byline-profile button").first.click()
    assert axe(page) == []
    page.emulate_media(color_scheme=theme)
    page.goto(f"{site.base}embed/authors/zhuowen-han.html")
    assert axe(page) == []


# ---------------------------------------------------------------- iframes


def test_an_iframe_is_as_tall_as_what_it_shows(page: Any, host: Server, site: Server) -> None:
    src = f"{site.base}embed/authors/zhuowen-han.html?limit=3"
    frame = f'<iframe src="{src}" title="Papers" width="100%" height="100" style="border:0"></iframe>'
    show(page, host, site, frame, wait="")
    page.wait_for_function("document.querySelector('iframe').clientHeight > 300")
    inner = page.frames[1]
    assert inner.evaluate("document.querySelectorAll('.cards > li:not([hidden])').length") == 3
    assert page.evaluate("document.querySelector('iframe').clientHeight") == inner.evaluate(
        "Math.ceil(document.body.getBoundingClientRect().height)"
    )
    tall = page.evaluate("document.querySelector('iframe').clientHeight")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function(f"document.querySelector('iframe').clientHeight > {tall}")
    page.set_viewport_size({"width": 900, "height": 800})
    page.wait_for_function(f"document.querySelector('iframe').clientHeight === {tall}")
    assert inner.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert not page.errors


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin allow-popups"])
def test_a_sandboxed_iframe_tells_its_height_too(page: Any, host: Server, site: Server, sandbox: str) -> None:
    src = f"{site.base}embed/authors/zhuowen-han.html?limit=2"
    show(page, host, site, f'<iframe sandbox="{sandbox}" src="{src}" title="x"></iframe>', wait="")
    page.wait_for_function("document.querySelector('iframe').clientHeight > 300")
    assert not page.errors


def test_the_snippet_of_the_guide_sets_the_height(page: Any, host: Server, site: Server) -> None:
    guide = (ROOT / "content/pages/guide/embedding.md").read_text(encoding="utf-8")
    snippet = next(
        block for block in re.findall(r"```html\n(.*?)```", guide, re.DOTALL) if "addEventListener" in block
    )
    snippet = snippet.replace("https://example.org/lab/", site.base).replace(
        "https://example.org", site.origin
    )
    snippet = snippet.replace("ada-example", "zhuowen-han")
    html = f"<!doctype html><title>x</title>{snippet}"
    host.pages["/"] = (html, {})
    page.goto(host.origin + "/")
    page.wait_for_function("document.querySelector('iframe').clientHeight > 900")
    assert not page.errors


def test_an_iframe_out_of_sight_tells_its_height(page: Any, host: Server, site: Server) -> None:
    frame = f'<iframe src="{site.base}embed/authors/dan-shi.html" title="Papers"></iframe>'
    show(page, host, site, f'<div style="height: 9000px"></div>{frame}', wait="")
    page.wait_for_function("document.querySelector('iframe').height > 200")


def test_an_iframe_is_asked_by_a_script_that_comes_late(page: Any, host: Server, site: Server) -> None:
    frame = f'<iframe src="{site.base}embed/authors/dan-shi.html" title="Papers"></iframe>'
    host.pages["/"] = (f"<!doctype html><title>A lab</title>{frame}", {})
    page.goto(host.origin + "/", wait_until="load")
    assert page.evaluate("document.querySelector('iframe').height") == ""
    page.add_script_tag(url=f"{site.base}embed.js")
    page.wait_for_function("document.querySelector('iframe').height > 200")


def test_only_the_iframe_that_speaks_is_resized(page: Any, host: Server, site: Server) -> None:
    host.pages["/liar"] = ("<script>parent.postMessage({type:'byline:height',height:5000},'*')</script>", {})
    frames = (
        "<style>iframe { float: left }</style>"
        '<iframe id="liar" src="/liar?embed/authors/x" title="a"></iframe>'
        f'<iframe id="far" src="{site.base}authors/dan-shi.html" title="b"></iframe>'
        '<iframe id="none" src="/liar" title="c"></iframe>'
        f'<iframe id="us" src="{site.base}embed/authors/dan-shi.html" title="d"></iframe>'
    )
    show(page, host, site, frames, wait="")
    page.wait_for_function("document.getElementById('us').height !== ''")
    heights = page.evaluate("['far', 'none'].map((id) => document.getElementById(id).height)")
    assert heights == ["", ""]
    assert page.evaluate("document.getElementById('us').height") != "5000"


def test_links_of_an_iframe_open_elsewhere(page: Any, host: Server, site: Server) -> None:
    src = f"{site.base}embed/authors/zhuowen-han.html"
    show(page, host, site, f'<iframe src="{src}" title="Papers" height="900" width="800"></iframe>', wait="")
    title = page.frame_locator("iframe").locator(".card-title a").first
    with page.context.expect_page() as opened:
        title.click()
    assert opened.value.url == f"{site.base}papers/rl-generalization.html"
    assert opened.value.evaluate("opener") is None


# ---------------------------------------------------------------- the dialog


def test_the_dialog_gives_code_that_works(page: Any, host: Server, site: Server) -> None:
    page.goto(f"{site.base}authors/zhuowen-han.html")
    page.get_by_role("button", name="Embed").press("Enter")
    dialog = page.get_by_role("dialog", name="Embed Zhuowen Han")
    dialog.wait_for()
    dialog.locator("byline-profile [part=paper] a").first.wait_for()
    dialog.locator("select[name=_limit]").select_option("3")
    sync_api.expect(dialog.locator("byline-profile [part=paper] time")).to_have_count(3)
    code = dialog.locator("pre").inner_text()
    assert f'<script src="{site.base}embed.js" async></script>' in code
    assert not page.errors
    host.pages["/"] = (f"<!doctype html><title>x</title>{code}", {})
    other = page.context.new_page()
    other.goto(host.origin + "/")
    other.wait_for_function(READY.format("byline-profile"))
    assert other.locator("byline-profile [part=paper]").count() == 3
    other.close()


def test_the_dialog_offers_an_iframe_and_badges(page: Any, host: Server, site: Server) -> None:
    page.goto(f"{site.base}authors/zhuowen-han.html")
    page.get_by_role("button", name="Embed").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Iframe").check()
    sync_api.expect(dialog.locator("iframe")).to_have_attribute("height", re.compile("^[5-9]..$|^....$"))
    dialog.get_by_label("Badges").check()
    badge = dialog.get_by_role("img", name="h-index 11")
    badge.wait_for()
    assert badge.evaluate("(img) => img.decode().then(() => img.naturalHeight)") == 20
    assert dialog.locator("pre").inner_text().count("<img ") == 3
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.className") == "embed-open"
    assert not page.errors
    assert page.evaluate("refused") == []


def test_the_dialog_says_when_its_addresses_are_no_use_elsewhere(
    page: Any, site: Server, tmp_path: Path
) -> None:
    page.goto(f"{site.base}authors/zhuowen-han.html")
    page.get_by_role("button", name="Embed").click()
    assert not page.locator(".embed-local").count(), "the site has an address"
    (tmp_path / "content/authors").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Lab\n", encoding="utf-8")
    (tmp_path / "content/authors/ada.yaml").write_text("name: Ada\n", encoding="utf-8")
    build(Request(site=tmp_path, jobs=1))
    near = Server(tmp_path / "output")
    try:
        page.goto(f"{near.base}authors/ada.html")
        page.get_by_role("button", name="Embed").click()
        page.get_by_text("These addresses are known to this computer alone.").wait_for()
    finally:
        near.close()


def test_without_scripts_there_is_no_button(browser: Any, site: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.base}authors/zhuowen-han.html")
    assert not page.get_by_role("button", name="Embed").is_visible()
    context.close()


# ---------------------------------------------------------------- the policy


def test_no_page_asks_for_what_its_policy_forbids(page: Any, site: Server) -> None:
    assert site.folder is not None
    pages = sorted(p.relative_to(site.folder).as_posix() for p in site.folder.rglob("*.html"))
    assert {"index.html", "search.html", "embed/authors/zhuowen-han.html"} <= set(pages)
    for path in pages:
        if path.endswith(".fragment.html"):
            continue
        policy = re.search(
            r'Content-Security-Policy" content="([^"]+)"', (site.folder / path).read_text("utf-8")
        )
        assert policy is not None, path
        assert "unsafe" not in policy[1]
        page.goto(site.base + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("refused") == [], path
        assert [e for e in page.errors if "favicon" not in e and "404" not in e] == [], path
