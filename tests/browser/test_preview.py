"""`byline serve` in a real browser: what is saved is seen, what is broken is said."""

import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 30_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

FILES = {
    "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\nurl: https://example.org/lab/\n",
    "authors/ada-example.yaml": "name: Ada Example\n",
    "papers/slow.yaml": "title: Reading Slowly\nauthors: [Ada Example]\ndate: 2026-01-01\nabstract: Slow.\n",
    "papers/fast.yaml": "title: Reading Fast\nauthors: [Ada Example]\ndate: 2025-01-01\nabstract: Fast.\n",
    "pages/long.md": "---\ntitle: Long\n---\n" + "\n\n".join(f"Paragraph {n}." for n in range(300)),
    "static/custom.css": "body { outline-color: rgb(1, 2, 3); }\n",
}


class Preview:
    """A running `byline serve`."""

    def __init__(self, site: Path, *options: str) -> None:
        self.site = site
        command = [sys.executable, "-m", "generator", "serve", "--site", str(site), "--port", "0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        self._addresses: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.address = self._first_address()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            if found := re.search(r"serving (http://\S+)/", line):
                self._addresses.put(found[1])

    def _first_address(self) -> str:
        try:
            return self._addresses.get(timeout=60)
        except Empty:
            self.end()
            pytest.fail("".join(self.lines))

    def write(self, path: str, text: str) -> None:
        """Save a source as an editor does: a temporary file takes the place of the old one."""
        file = self.site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        other = file.with_name(f".{file.name}.tmp")
        other.write_text(text, encoding="utf-8")
        other.replace(file)

    def end(self, number: int = signal.SIGTERM) -> int:
        """End it as Ctrl-C or the system does; return what it exits with."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(60)
        self._reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """The preview of a small lab."""
    for path, text in FILES.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    running = Preview(tmp_path)
    yield running
    assert running.end() == 0
    assert "Traceback" not in "".join(running.lines), "".join(running.lines)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test when the policy refuses anything or a script fails."""
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(WAIT_MS)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield opened
    context.close()
    assert not complaints


def until(page: Any, expression: str) -> None:
    """Wait until an expression is true; Playwright's own way is an `eval`, which the policy forbids."""
    for _ in range(WAIT_MS // 50):
        # A page that loads again at this moment has no answer.
        with suppress(sync_api.Error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def open_page(page: Any, preview: Preview, path: str) -> None:
    """Go to a page and wait until LiveReload's client is connected."""
    page.goto(f"{preview.address}{path}")
    until(page, "window.LiveReload && LiveReload.connector && LiveReload.connector.protocol >= 7")
    until(page, "window.sameDocument = true")


def is_same_document(page: Any) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def problems(page: Any) -> Any:
    return page.locator("byline-problems")


def test_a_saved_paper_is_seen_and_the_scroll_position_is_kept(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/long.html")
    page.evaluate("scrollTo(0, 3000)")
    preview.write("pages/long.md", FILES["pages/long.md"].replace("Paragraph 299", "Another end"))
    page.get_by_text("Another end.").wait_for(state="attached")
    until(page, "scrollY === 3000")
    page.goto(f"{preview.address}/papers/slow.html")
    preview.write("papers/slow.yaml", FILES["papers/slow.yaml"].replace("Reading Slowly", "Reading Anew"))
    page.get_by_role("heading", name="Reading Anew").wait_for()


def test_a_page_that_did_not_change_is_not_loaded_again(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/long.html")
    with page.expect_response(re.compile("state.json")):
        preview.write("papers/slow.yaml", FILES["papers/slow.yaml"].replace("Slow.", "Slower."))
    page.wait_for_timeout(300)
    assert is_same_document(page)


def test_an_error_shows_over_the_last_good_page_and_goes_when_it_is_mended(
    preview: Preview, page: Any
) -> None:
    open_page(page, preview, "/papers/slow.html")
    preview.write("papers/slow.yaml", FILES["papers/slow.yaml"] + "authers: [x]\n")
    box = problems(page)
    box.get_by_text("content/papers/slow.yaml:5:1").wait_for()
    said = box.locator("section").inner_text()
    assert "error[unknown-field]" in said
    assert "did you mean 'authors'?" in said
    assert box.locator("section").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert page.get_by_role("heading", name="Reading Slowly").count()
    assert is_same_document(page)
    preview.write("papers/slow.yaml", FILES["papers/slow.yaml"])
    box.wait_for(state="detached")
    assert is_same_document(page)


def test_an_error_stays_when_another_page_is_opened(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/papers/slow.html")
    preview.write("papers/slow.yaml", "title: [\n")
    problems(page).wait_for(state="attached")
    page.goto(f"{preview.address}/people.html")
    problems(page).get_by_role("heading", name="1 error in the sources").wait_for()
    page.get_by_role("button", name="Look at the page").click()
    problems(page).wait_for(state="detached")


def test_a_saved_style_sheet_takes_effect_without_loading_the_page_again(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/people.html")
    preview.write("static/custom.css", "body { outline-color: rgb(4, 5, 6); }\n")
    until(page, "getComputedStyle(document.body).outlineColor === 'rgb(4, 5, 6)'")
    assert is_same_document(page)


def test_a_style_sheet_saved_while_the_page_loads_takes_effect_too(preview: Preview, page: Any) -> None:
    held: list[Any] = []
    page.route("**/_byline/livereload.js*", lambda route: held.append(route))
    page.goto(f"{preview.address}/people.html", wait_until="domcontentloaded")
    until(page, "getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'")
    preview.write("static/custom.css", "body { outline-color: rgb(5, 5, 5); }\n")
    saved = preview.site / "output" / "custom.css"
    while "5, 5, 5" not in saved.read_text():
        page.wait_for_timeout(20)
    assert page.evaluate("getComputedStyle(document.body).outlineColor") == "rgb(1, 2, 3)"
    held[0].continue_()
    until(page, "getComputedStyle(document.body).outlineColor === 'rgb(5, 5, 5)'")


def test_a_saved_style_sheet_of_the_theme_takes_effect_without_loading_the_page_again(
    preview: Preview, page: Any
) -> None:
    theme = preview.site / "themes" / "mine"
    (theme / "static" / "css").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: mine\nextends: default\n")
    (theme / "static" / "css" / "99-own.css").write_text("body { outline-color: rgb(7, 7, 7); }\n")
    preview.write("static/custom.css", "\n")
    preview.write("site.yaml", FILES["site.yaml"] + "theme: mine\n")
    open_page(page, preview, "/people.html")
    until(page, "getComputedStyle(document.body).outlineColor === 'rgb(7, 7, 7)'")
    page.evaluate("window.sameDocument = true")
    (theme / "static" / "css" / "99-own.css").write_text("body { outline-color: rgb(8, 8, 8); }\n")
    until(page, "getComputedStyle(document.body).outlineColor === 'rgb(8, 8, 8)'")
    assert is_same_document(page)


def test_an_author_that_is_added_appears_and_one_that_is_deleted_goes(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/people.html")
    preview.write("authors/bo-other.yaml", "name: Bo Other\n")
    page.get_by_role("link", name="Bo Other").first.wait_for()
    page.goto(f"{preview.address}/authors/bo-other.html")
    page.get_by_role("heading", name="Bo Other").wait_for()
    (preview.site / "content" / "authors" / "bo-other.yaml").unlink()
    page.get_by_role("heading", name="Page not found").wait_for()
    preview.write("authors/bo-other.yaml", "name: Bo Other\n")
    page.get_by_role("heading", name="Bo Other").wait_for()


def test_a_folder_that_is_renamed_moves_its_pages(preview: Preview, page: Any) -> None:
    preview.write("pages/guide/first.md", "---\ntitle: First steps\n---\nOne.\n")
    open_page(page, preview, "/guide/first.html")
    page.get_by_role("heading", name="First steps").wait_for()
    pages = preview.site / "content" / "pages"
    (pages / "guide").rename(pages / "manual")
    page.get_by_role("heading", name="Page not found").wait_for()
    page.goto(f"{preview.address}/manual/first.html")
    page.get_by_role("heading", name="First steps").wait_for()
    preview.write("pages/manual/first.md", "---\ntitle: Second steps\n---\nTwo.\n")
    page.get_by_role("heading", name="Second steps").wait_for()


def test_the_site_answers_below_the_path_of_its_url(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/lab/papers/slow")
    preview.write("papers/slow.yaml", FILES["papers/slow.yaml"].replace("Slowly", "Again"))
    page.get_by_role("heading", name="Reading Again").wait_for()


def test_a_page_follows_by_asking_where_sockets_are_blocked(preview: Preview, page: Any) -> None:
    page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose({}), 9); } }"
    )
    page.goto(f"{preview.address}/papers/slow.html")
    preview.write("papers/slow.yaml", FILES["papers/slow.yaml"].replace("Slowly", "Alone"))
    page.get_by_role("heading", name="Reading Alone").wait_for()


def test_two_hundred_saves_in_a_row_leave_the_last_one(preview: Preview, page: Any) -> None:
    open_page(page, preview, "/papers/slow.html")
    for number in range(200):
        text = FILES["papers/slow.yaml"].replace("Reading Slowly", f"Reading {number}")
        (preview.site / "content" / "papers" / "slow.yaml").write_text(text, encoding="utf-8")
    page.get_by_role("heading", name="Reading 199", exact=True).wait_for()
    assert "Reading 199" in (preview.site / "output" / "papers" / "slow.html").read_text()


def test_sources_with_errors_are_served_from_the_start(tmp_path: Path, page: Any) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("titel: x\n")
    running = Preview(tmp_path)
    try:
        page.goto(f"{running.address}/")
        problems(page).get_by_text("content/site.yaml:1:1").first.wait_for()
        running.write("site.yaml", "title: Mended\n")
        page.get_by_role("heading", name="Mended").first.wait_for()
        assert problems(page).count() == 0
    finally:
        assert running.end(signal.SIGINT) == 0


def test_every_kind_of_page_follows_saves_within_its_policy(preview: Preview, page: Any) -> None:
    output = preview.site / "output"
    pages = sorted(file.relative_to(output).as_posix() for file in output.rglob("*.html"))
    assert {"embed/authors/ada-example.html", "404.html", "search.html"} <= set(pages)
    for path in pages:
        if not path.endswith(".fragment.html"):
            open_page(page, preview, f"/{path}")
            policy = page.evaluate("document.querySelector('meta[http-equiv]').content")
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
