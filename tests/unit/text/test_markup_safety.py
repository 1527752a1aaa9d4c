"""Whatever is written ends as harmless HTML, and soon."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.markup import MAX_ABSTRACT, MAX_PAGE, abstract_html, page_html
from generator.text.sanitize import INLINE_TAGS, MATHML_TAGS, PAGE_TAGS


def body(text: str) -> str:
    return page_html(text)[0]


ATTACKS = [
    "<script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=' &#1;javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:text/html,x)",
    '[x](a "\\"onclick=alert(1) ")',
    "text\n{: onclick=alert(1) style=color:red }",
    "# h {: onclick=alert(1) }",
    "<iframe src='https://x.y'></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=x><input><button>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<base href=//evil><meta http-equiv=refresh content='0;url=//evil'>",
    "<div style='position:fixed;inset:0'>x</div>",
    "```python onclick=alert(1)\nx\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "$\\href{javascript:alert(1)}{x}$",
    "$x</math><script>alert(1)</script>$",
    '<a title="<h1 id=x>" href="x">y</a>',
    "<title></title><textarea><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x0e &#14;script&#2;",
]


class Audit(HTMLParser):
    """Reads HTML, and fails on whatever could run, load or restyle."""

    allowed = PAGE_TAGS | MATHML_TAGS | INLINE_TAGS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.allowed
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "action", "formaction", "xlink:href", "target")
            if name in ("href", "src"):
                scheme = re.match(r"[a-z][a-z0-9+.-]*:", value or "", re.IGNORECASE)
                assert scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:")


def assert_harmless(markup: str) -> None:
    audit = Audit()
    audit.feed(markup)
    audit.close()
    markup.encode("utf-8")
    assert not any(char < " " and char not in "\n\t" for char in markup)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_written_runs_loads_or_restyles(attack: str) -> None:
    for text in (attack, f"a {attack} b", f"<p>{attack}</p>", f"- {attack}", f"a | b\n--|--\n{attack} | x"):
        assert_harmless(abstract_html(text))
        markup, toc = page_html(text)
        assert_harmless(markup)
        for _, name, title in toc:
            assert_harmless(f'<h2 id="{name}">{title}</h2>')


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *ATTACKS,
            *"abc *_`<>&$\\[]()!|:-+=#\"'{}\n\t ",
            *("\n\n", "\n    ", "\n> ", "\n- ", "\n1. ", "\n# ", "\n```\n", "\n!!! note\n    ", "\n: "),
            *("[^1]", "\n[^1]: ", "$x$", "$$", "\\(", "\\]", "&#2;", "<div>", "</p>", "<b>", "<table>"),
            *("<h1>", "<jats:p>", "<mml:mi>", "<!--", "-->", "\x01", "\x02", "\x03", "\x0e", "\ud800"),
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=200)
@given(FRAGMENTS | st.text())
def test_any_text_gives_harmless_html(text: str) -> None:
    assert_harmless(abstract_html(text))
    markup, _ = page_html(text)
    assert_harmless(markup)
    ids = re.findall(r' id="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    assert abstract_html(text) == abstract_html(text)


@settings(max_examples=50)
@given(FRAGMENTS, FRAGMENTS)
def test_one_text_leaves_no_trace_in_the_next(first: str, second: str) -> None:
    alone = page_html(second, id_prefix="x-"), abstract_html(second)
    page_html(first)
    abstract_html(first)
    assert (page_html(second, id_prefix="x-"), abstract_html(second)) == alone


HOSTILE = [
    *"[]()*_`<>&\\$!#|:-+=~\"'{}^1. ",
    *("[a", "![a", "[a](", "[a](b", "[a][", "**a", "*a _b ", "``a`", "<a", "<a ", '<a b="', "<!--", "<!["),
    *("<?", "<div>", "<div>\n\n", "<b>", "</div>\n", "- ", "> ", "1. ", "- > ", "* * ", "&a", "&#1;"),
    *("\\(", "\\(a", "\\[", "$a ", "$$a\n\n", "$a$", "[^1]", "[^1]: a\n", "[a]: b\n", "a\n: b\n\n", "|a|b\n"),
    *("!!! note\n", "{: #a }", "# a\n", "```\na\n", "```a\n\n", "~~~a\n", "a\n===\n", "a\n\n", "    a\n\n"),
    *(
        "<http://",
        "a  \n",
        "<svg>",
        "<table><tr><td>",
        "<![CDATA[",
        "\\begin{align}",
        "<p>\n</b>",
        "<jats:p>",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_marks_end_in_harmless_html(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert_harmless(abstract_html(text))
    assert_harmless(body(text))


@pytest.mark.parametrize("piece", ["[", "$", "<", "\n- "])
def test_a_text_of_ten_megabytes_is_shown_as_it_stands(piece: str) -> None:
    text = (piece * 10**7)[: 10**7]
    for markup in (abstract_html(text), body(text)):
        assert markup.startswith("<p>")
        assert re.fullmatch(r"[^<]*", markup.replace("<p>", "").replace("</p>", ""))


def test_deep_nesting_is_cut_not_refused() -> None:
    assert body(">" * 100_000 + " deep").count("<blockquote>") == 16
    assert "deep" in body("1. " * 50_000 + "deep")
    assert "deep" in body("".join(f"{'    ' * depth}- deep\n" for depth in range(300)))
    assert_harmless(body("- > " * 30_000))


def test_text_that_looks_for_links_in_vain_is_shown_as_it_stands() -> None:
    text = "[" * 50_000 + "\n\n*but* this"
    markup = body(text)
    assert markup.startswith("<p>[[[[")
    assert markup.endswith("<p><em>but</em> this</p>")


def test_the_bounds_are_far_above_what_people_write() -> None:
    abstract = "An *ordinary* sentence with $x$ and a [link](https://a.b). " * 500
    assert len(abstract) < MAX_ABSTRACT
    assert abstract_html(abstract).count("<em>") == 500
    page = "# Heading\n\nA *sentence* with a [link](x.html) and `code`.\n\n- an *item*\n\n" * 1000
    assert len(page) < MAX_PAGE
    assert body(page).count("<em>") == 2000


HOSTS_IN_DISGUISE = [
    "//evil.example/x.png",
    "/\\evil.example/x.png",
    "\\\\evil.example/x.png",
    "/&#9;/evil.example/x.png",
    "/&NewLine;/evil.example/x.png",
    "&#1;//evil.example/x.png",
    "&#x2f;&#x2f;evil.example/x.png",
    "&bsol;&bsol;evil.example/x.png",
    "https:evil.example/x.png",
    "https:/\\evil.example/x.png",
    "///evil.example/x.png",
]
WAYS_TO_LINK = [
    "[x](<{}>)",
    "![x](<{}>)",
    '<a href="{}">x</a>',
    '<img alt="" src="{}">',
    "<a title=x href='{}'>x</a>",
    "[x][here]\n\n[here]: {}",
    "![x][here]\n\n[here]: {}",
]


@pytest.mark.parametrize("way", WAYS_TO_LINK)
@pytest.mark.parametrize("address", HOSTS_IN_DISGUISE)
def test_another_host_is_always_named_with_its_scheme(address: str, way: str) -> None:
    text = way.replace("{}", address)
    for html in (body(text), abstract_html(text)):
        for found in re.findall(r'<(?:a|img)\b[^<>]*? (?:href|src)="([^"]*)"', html):
            # In a definition's address the backslash escapes what stands behind it.
            assert found in ("https://evil.example/x.png", "/evil.example/x.png")


def test_the_address_of_a_link_may_stand_in_angle_brackets() -> None:
    assert body("[x](<papers/a b.html>)") == '<p><a href="papers/a b.html">x</a></p>'
    assert body("f](<x and y") == "<p>f](&lt;x and y</p>"
