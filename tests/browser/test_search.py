"""Search as a reader uses it: by keyboard, by address, with mistakes, and where it cannot work."""

import random
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from generator.pipeline import Request, build
from generator.search.words import terms_of
from generator.text.fold import fold

FILES = {
    "site.yaml": "title: The Example Lab\nas_of: 2026-11-22\nprofiles: all\n",
    "authors/soren-bjorklund.yaml": "name: Søren Bjørklund\naliases: [Sven Larsson]\nrole: Reader\n",
    "authors/han-meilin.yaml": "name: {display: Meilin Han, native: 韩美琳}\ninterests: [slow reading]\n",
    "papers/norms.yaml": (
        "title: 'Kernel Norms of Slow Readers'\nauthors: [Søren Bjørklund, Meilin Han]\ndate: 2024-05-01\n"
        "categories: [cs.LG]\nvenue: Journal of Reading\ndoi: 10.5555/Norms.7-x\ncitations: 3\n"
        "abstract: We look at pre-training with quiet reading habits of people on trains.\n"
    ),
    "papers/chinese.yaml": (
        "title: 面向藏语的大型语言模型持续预训练\nauthors: [Meilin Han]\ndate: 2023-02-01\narxiv: '2302.01234'\n"
        "categories: [cs.CL]\ncitations: 40\ncode: true\nabstract: 我们收集了数据。\n"
    ),
    "papers/kernels.yaml": (
        "title: 'Slow Kernels: a Survey of Norms'\nauthors: [Ada Example]\ndate: 2020\ncategories: [cs.LG]\n"
        "abstract: A survey that nobody asked for, and that everyone reads.\n"
    ),
    "papers/namesake.yaml": "title: Namesakes\nauthors: [Ada B. Example, Ada C. Example]\ndate: 2019\n",
    "papers/hidden.yaml": "title: Unfinished Draftwork\nauthors: [Ada Example]\ndate: 2024\nstatus: draft\n",
    "pages/handbook.md": "---\ntitle: Handbook\n---\n## How to borrow the espresso machine\n\nAsk Søren.\n",
}

RESULTS = "#results li, #results-empty:not([hidden])"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search") / "lab" / "site"
    for path, text in FILES.items():
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Request(site=site, jobs=1))
    return site / "output"


@pytest.fixture
def root(serve, output: Path) -> str:
    return str(serve(output))


def results(page: Any) -> list[str]:
    page.wait_for_selector(RESULTS)
    return [title.inner_text() for title in page.locator("#results li > a").all()]


def found(watch, root: str, query: str, **parameters: str) -> list[str]:
    more = "".join(f"&{name}={quote(value)}" for name, value in parameters.items())
    return results(watch().open(f"{root}search.html?q={quote(query)}{more}"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kernel norms slow", "Kernel Norms of Slow Readers"),
        ("Soren Bjorklund", "Søren Bjørklund"),
        ("bjørklund søren", "Søren Bjørklund"),
        ("sven larsson", "Søren Bjørklund"),
        ("Han Meilin", "Meilin Han"),
        ("example ada", "Ada Example"),
        ("M. Han", "Meilin Han"),
        ("韩美琳", "Meilin Han"),
        ("语言模型", "面向藏语的大型语言模型持续预训练"),
        ("藏", "面向藏语的大型语言模型持续预训练"),
        ("10.5555/norms.7-X", "Kernel Norms of Slow Readers"),
        ("https://doi.org/10.5555/Norms.7-x", "Kernel Norms of Slow Readers"),
        ("arXiv:2302.01234v2", "面向藏语的大型语言模型持续预训练"),
        ("2302.01", "面向藏语的大型语言模型持续预训练"),
        ("pretraining", "Kernel Norms of Slow Readers"),
        ("pre-training", "Kernel Norms of Slow Readers"),
        ('"slow kernels"', "Slow Kernels: a Survey of Norms"),
        ('"quiet reading habits"', "Kernel Norms of Slow Readers"),
        ("how do I borrow the espresso machine?", "Handbook"),
        ("bjorklund 2024", "Kernel Norms of Slow Readers"),
        ("espr", "Handbook"),
    ],
)
def test_what_is_meant_comes_first(watch, root: str, query: str, first: str) -> None:
    assert found(watch, root, query)[0] == first


@pytest.mark.parametrize(
    ("query", "typed", "meant"),
    [
        ("kernel nroms", "nroms", "norm"),
        ("xernel norms", "xernel", "kernel"),
        ("kernl norms", "kernl", "kernel"),
        ("kkernel norms", "kkernel", "kernel"),
        ("kernel normz slow", "normz", "norm"),
    ],
)
def test_one_wrong_letter_still_finds_and_says_so(
    watch, root: str, query: str, typed: str, meant: str
) -> None:
    page = watch().open(f"{root}search.html?q={quote(query)}")

    assert set(results(page)) == {"Kernel Norms of Slow Readers", "Slow Kernels: a Survey of Norms"}
    assert f"Nothing has “{typed}”. Showing results for “{meant}”." in page.inner_text("#results-status")


def test_a_phrase_that_nobody_wrote_is_not_found(watch, root: str) -> None:
    page = watch().open(f"{root}search.html?q=%22norms+kernel%22")

    assert results(page) == []
    assert page.is_visible("#results-empty")
    assert "Nothing matches" in page.inner_text("#results-empty")


def test_where_many_might_hold_a_phrase_the_reader_says_whether_to_read_on(watch, serve, tmp_path) -> None:
    texts = ["green eggs and ham", *["ham and green eggs"] * 20, "green eggs and ham again"]
    for number, text in enumerate(texts):
        file = tmp_path / "site" / "content" / "papers" / f"p{number:02}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"title: Paper {number}\ndate: 2020-01-{30 - number:02}\nabstract: {text}\n")
    (tmp_path / "site" / "content" / "site.yaml").write_text("title: The Lab\nas_of: 2026-11-22\n")
    build(Request(site=tmp_path / "site", jobs=1))
    page = watch().open(f"{serve(tmp_path / 'site' / 'output')}search.html?q=%22green+eggs+and+ham%22")

    assert results(page) == ["Paper 0"]
    assert page.inner_text("#results-status") == "1 found in the 6 best matches so far"
    page.click(".more-results")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 2")
    assert page.inner_text("#results-status") == "2 results"
    assert page.is_hidden(".more-results")


def test_drafts_are_not_in_the_index(watch, root: str, output: Path) -> None:
    assert found(watch, root, "draftwork") == []
    texts = [file.read_text(encoding="utf-8") for file in (output / "assets" / "search").iterdir()]
    assert not any("draftwork" in text.lower() for text in texts)


@pytest.mark.parametrize(
    ("parameters", "titles"),
    [
        ({"kind": "person"}, {"Meilin Han"}),
        (
            {"kind": "paper", "sort": "date"},
            ["Kernel Norms of Slow Readers", "面向藏语的大型语言模型持续预训练"],
        ),
        (
            {"kind": "paper", "sort": "citations"},
            ["面向藏语的大型语言模型持续预训练", "Kernel Norms of Slow Readers"],
        ),
        ({"year": "2024"}, {"Kernel Norms of Slow Readers"}),
        ({"year": "2020-2023"}, {"面向藏语的大型语言模型持续预训练"}),
        ({"topic": "cs.LG"}, {"Kernel Norms of Slow Readers"}),
        ({"venue": "journal-of-reading"}, {"Kernel Norms of Slow Readers"}),
        ({"author": "soren-bjorklund"}, {"Kernel Norms of Slow Readers"}),
        ({"code": "1"}, {"面向藏语的大型语言模型持续预训练"}),
        ({"code": "1", "year": "2024"}, set()),
    ],
)
def test_filters_and_orders_in_the_address_combine_with_the_words(
    watch, root: str, parameters: dict[str, str], titles: Any
) -> None:
    assert type(titles)(found(watch, root, "han", **parameters)) == titles


def test_filters_alone_list_what_there_is(watch, root: str) -> None:
    assert found(watch, root, "", author="ada-example") == ["Slow Kernels: a Survey of Norms"]
    assert found(watch, root, "", sort="date")[0] == "Kernel Norms of Slow Readers"


def test_results_are_links_with_the_words_marked_in_context(watch, root: str) -> None:
    page = watch().open(f"{root}search.html?q=quiet+trains")
    page.wait_for_selector("#results .hit-context")

    assert page.locator("#results li > a").first.get_attribute("href") == f"{root}papers/norms.html"
    assert [mark.inner_text() for mark in page.locator(".hit-context mark").all()] == ["quiet", "trains"]
    assert page.inner_text("#results-status") == "1 result"


def test_a_word_written_as_one_is_marked_where_it_is_hyphenated(watch, root: str) -> None:
    page = watch().open(f"{root}search.html?q=pretraining")
    page.wait_for_selector("#results .hit-context")

    assert [mark.inner_text() for mark in page.locator(".hit-context mark").all()] == ["pre-training"]


HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "a long word": "a" * 50_000,
    "a long Chinese word": "研" * 20_000,
    "half a character": "\ud800 \udfff kernel\ud800",
    "marks of patterns": ".*+?^${}()|[]\\ (?:kernel",
    "nothing but quotes": '"' * 500,
    "thousands of words": " ".join(f"word{number}" for number in range(10_000)),
    "hyphens": "a-" * 5000,
    "a long phrase": '"' + " ".join(f"word{number}" for number in range(5000)) + '"',
    "names of the language": "__proto__ constructor toString hasOwnProperty",
    "invisible": "\0 \x01\u202e\u200b",
    "emoji": "👩‍🔬" * 500,
    "accents": "e" + "\u0301" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_asked_is_answered_in_words_and_costs_little(watch, root: str, text: str) -> None:
    page = watch().open(f"{root}search.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        "(text) => { const field = document.getElementById('q'); field.value = text;"
        " field.dispatchEvent(new Event('input', { bubbles: true })); }",
        text,
    )
    page.wait_for_selector(RESULTS)
    page.wait_for_load_state("networkidle")

    said = page.inner_text("#results-status") + page.inner_text("#results-empty")
    assert re.search(r"result|Nothing|found", said)
    assert "missing" not in said
    assert page.locator("#results img, #results script").count() == 0
    assert len(asked) <= 30


def test_typing_on_the_page_changes_results_and_address(watch, root: str) -> None:
    page = watch().open(f"{root}search.html")
    assert page.evaluate("document.activeElement.name") == "q"

    page.keyboard.type("surve")
    page.wait_for_selector("#results li")
    page.select_option("[name=topic]", "cs.LG")
    page.fill("[name=from]", "2020")
    page.wait_for_url("**year=2020-*")

    assert parse_qs(urlsplit(page.url).query) == {"q": ["surve"], "topic": ["cs.LG"], "year": ["2020-"]}
    assert results(page) == ["Slow Kernels: a Survey of Norms"]
    page.click("button[type=reset]")
    page.wait_for_url("**?q=surve")
    assert page.evaluate("document.activeElement.name") == "q"


def test_an_author_is_chosen_by_name_and_asked_for_by_slug(watch, root: str) -> None:
    page = watch().open(f"{root}search.html")

    page.fill("[name=author]", "bjorklund")
    page.wait_for_selector("#authors option", state="attached")
    page.keyboard.press("Tab")
    page.wait_for_url("**author=soren-bjorklund")

    assert results(page) == ["Kernel Norms of Slow Readers"]
    assert page.input_value("[name=author]") == "Søren Bjørklund"
    page.reload()
    assert results(page) == ["Kernel Norms of Slow Readers"]
    page.wait_for_function("() => document.querySelector('[name=author]').value === 'Søren Bjørklund'")


def test_back_goes_from_query_to_query_not_from_letter_to_letter(watch, root: str) -> None:
    page = watch().open(f"{root}search.html?q=survey")
    page.wait_for_selector("#results li")
    page.locator("#q").press("End")
    page.keyboard.type(" norms", delay=30)
    page.wait_for_url("**?q=survey+norms")
    page.keyboard.press("Enter")
    page.select_option("[name=kind]", "paper")
    page.wait_for_url("**&kind=paper")

    page.go_back()
    page.wait_for_url("**?q=survey+norms")
    assert page.input_value("[name=kind]") == ""
    page.go_back()
    page.wait_for_url("**?q=survey")
    assert page.input_value("#q") == "survey"


# -- the dialog -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_the_dialog_is_used_by_keyboard_alone(watch, root: str, key: str) -> None:
    page = watch().open(f"{root}papers/norms.html")

    page.keyboard.press(key)
    page.keyboard.type("soren bjorkl")
    page.wait_for_selector("[role=option]")
    box = page.locator("[role=combobox]")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.inner_text("#search-dialog [role=status]") == "2 results"
    page.keyboard.press("ArrowDown")

    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert "Søren Bjørklund" in active.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/authors/soren-bjorklund.html")


def test_enter_without_a_choice_leads_to_all_results(watch, root: str) -> None:
    page = watch().open(f"{root}papers/norms.html")

    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=kernel")

    assert len(results(page)) == 2


def test_escape_closes_the_dialog_and_gives_the_focus_back(watch, root: str) -> None:
    page = watch().open(f"{root}papers/norms.html")
    page.keyboard.press("Tab")
    before = page.evaluate("document.activeElement.outerHTML")

    page.keyboard.press("/")
    assert page.locator("#search-dialog").is_visible()
    page.keyboard.press("Escape")

    assert page.locator("#search-dialog").is_hidden()
    assert page.evaluate("document.activeElement.outerHTML") == before


def test_arrows_go_round_and_back_to_the_words(watch, root: str) -> None:
    page = watch().open(f"{root}index.html")
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.wait_for_selector("[role=option]")
    options = page.locator("[role=option]").count()

    page.keyboard.press("ArrowUp")
    assert page.locator("[role=option]").last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").first.get_attribute("aria-selected") == "true"
    assert page.locator("[aria-selected=true]").count() == 1
    assert options == 3  # two papers, and all results
    page.fill("[role=combobox]", "zzzz")
    page.wait_for_selector("#search-options", state="hidden")
    assert page.locator("[role=combobox]").get_attribute("aria-activedescendant") is None


def test_typing_in_the_header_opens_the_dialog_with_what_was_typed(watch, root: str) -> None:
    page = watch().open(f"{root}index.html")

    page.locator(".site-search input").focus()
    page.keyboard.type("kernel")
    page.wait_for_selector("[role=option]")

    assert page.input_value("[role=combobox]") == "kernel"


def test_a_slash_in_a_field_is_a_slash(watch, root: str) -> None:
    page = watch().open(f"{root}search.html")
    page.keyboard.type("10.5555/norms")

    assert page.input_value("#q") == "10.5555/norms"
    assert results(page) == ["Kernel Norms of Slow Readers"]


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_stay_with_the_field_that_is_typed_into(watch, root: str, key: str) -> None:
    page = watch().open(f"{root}papers/norms.html")
    page.evaluate(
        """() => {
          const host = document.createElement("div");
          host.attachShadow({ mode: "open" }).append(document.createElement("textarea"));
          document.querySelector("main").prepend(host);
          host.shadowRoot.firstChild.focus();
        }"""
    )
    page.keyboard.press(key)

    assert page.locator("#search-dialog").is_hidden()


def test_the_keys_of_the_dialog_do_not_reach_the_browser_from_its_own_field(watch, root: str) -> None:
    page = watch().open(f"{root}papers/norms.html")
    page.keyboard.press("/")
    page.keyboard.type("10.5555/norms")
    page.keyboard.press("Control+k")

    assert page.input_value("[role=combobox]") == "10.5555/norms"
    assert page.locator("#search-dialog").is_visible()


def test_an_excerpt_ends_where_the_abstract_ends(watch, root: str) -> None:
    page = watch().open(f"{root}search.html?q=quiet+habits")
    page.wait_for_selector("#results .hit-context")

    assert "Meilin" not in page.inner_text("#results .hit-context")


def test_a_page_about_most_of_the_words_is_found_too(watch, root: str) -> None:
    assert found(watch, root, "borrow espresso kernels") == ["Handbook"]
    assert found(watch, root, "espresso machine cups") == ["Handbook"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_dialog(watch, root: str, scheme: str, width: int) -> None:
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page = watch(color_scheme=scheme, viewport={"width": width, "height": 640}).open(f"{root}index.html")
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.evaluate((Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))

    violations = page.evaluate("() => axe.run('#search-dialog')")["violations"]

    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


# -- where it cannot work, and where else it does -------------------------------------------------


def test_a_page_opened_as_a_file_says_that_search_needs_a_server(browser: Any, output: Path) -> None:
    page = browser.new_page()
    page.goto((output / "search.html").as_uri() + "?q=kernel")
    page.wait_for_selector(RESULTS)

    assert "needs a web server" in page.inner_text("#results-empty")

    page.goto((output / "papers" / "norms.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.locator("#search-dialog [role=status]").filter(has_text="needs a web server").wait_for()
    page.close()


def test_being_offline_is_said_and_typing_again_retries(browser: Any, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}papers/norms.html")
    context.set_offline(True)
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    status = page.locator("#search-dialog [role=status]")
    status.filter(has_text="offline").wait_for()

    context.set_offline(False)
    page.keyboard.type(" ")
    page.wait_for_selector("[role=option]")
    assert status.inner_text() == "2 results"
    context.close()


def test_without_scripts_the_search_page_leads_to_the_lists(watch, root: str) -> None:
    page = watch(java_script_enabled=False).open(f"{root}search.html?q=kernel")

    assert page.is_visible("text=needs JavaScript")
    links = [link.get_attribute("href") for link in page.locator("main a").all()]
    assert {"papers/index.html", "people.html"} <= set(links)
    assert page.is_hidden(".search-form")


def test_it_works_below_a_path_of_a_host(watch, serve, output: Path) -> None:
    root = serve(output.parents[1])

    assert found(watch, f"{root}site/output/", "survey norms") == ["Slow Kernels: a Survey of Norms"]


# -- Python and JavaScript ------------------------------------------------------------------------


def sample() -> list[str]:
    """Assigned characters inside a word, and made-up lines of many scripts."""
    assigned = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co", "Cc")
    ]
    common = [char for char in assigned if ord(char) < 0x3400]
    others = assigned[len(common) :: 37]
    chance = random.Random(3)  # noqa: S311  a sample, not a secret
    lines = ["".join(chance.choices(common[:9000], k=20)) for _ in range(3000)]
    words = "Müller's self-distilled GPT-4 models; studies of 机器学习 and が ガ ｶﾞ 기계 학습 ΣΟΦΟΣ straße İstanbul"
    return [*(f"a{char}b" for char in (*common, *others)), *lines, *words.split(), words]


def test_text_is_folded_and_parted_as_in_python(watch, root: str) -> None:
    page = watch().open(f"{root}search.html")
    texts = sample()

    folded = page.evaluate(
        "async (texts) => { const index = await bylineSearch.open();"
        " return texts.map((t) => index.text.fold(t)); }",
        texts,
    )
    differing = [(t, fold(t), f) for t, f in zip(texts, folded, strict=True) if fold(t) != f]
    assert differing == []

    parted = page.evaluate(
        "async (texts) => { const index = await bylineSearch.open();"
        " return texts.map((t) => index.text.atoms(t).map((atom) => atom.term)); }",
        texts,
    )
    for text, terms in zip(texts, parted, strict=True):
        # A query does not ask for the last letter of a run, which is there for a query of one.
        known = terms_of(text, stop_words=True)
        assert [term for term in terms if term not in known] == [], text
        latin = [term for term in known if re.search(r"[a-z]", term)]
        assert [term for term in terms if re.search(r"[a-z]", term)] == latin, text
