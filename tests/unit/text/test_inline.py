"""Titles: HTML and plain text."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.markup import inline_html, plain_text


@pytest.mark.parametrize(
    ("title", "markup", "plain"),
    [
        ("Plain title: a test", "Plain title: a test", "Plain title: a test"),
        ("R&D & more", "R&amp;D &amp; more", "R&D & more"),
        ("R&amp;D", "R&amp;D", "R&D"),
        ('"Quoted"', '"Quoted"', '"Quoted"'),
        ("p < 0.05 > q", "p &lt; 0.05 &gt; q", "p < 0.05 > q"),
        ("For p<q and r>s", "For p&lt;q and r&gt;s", "For p<q and r>s"),
        ("List<String>", "List&lt;String&gt;", "List<String>"),
        ("*Homo sapiens* rules", "<em>Homo sapiens</em> rules", "Homo sapiens rules"),
        ("_Homo sapiens_ rules", "<em>Homo sapiens</em> rules", "Homo sapiens rules"),
        ("**Very** good", "<strong>Very</strong> good", "Very good"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>", "a b c"),
        ("A* and D*-Lite, 2 * 3 * 4", "A* and D*-Lite, 2 * 3 * 4", "A* and D*-Lite, 2 * 3 * 4"),
        ("snake_case_name __init__", "snake_case_name __init__", "snake_case_name __init__"),
        ("The `a<b` test", "The <code>a&lt;b</code> test", "The a<b test"),
        ("The `` a`b `` test", "The <code>a`b</code> test", "The a`b test"),
        ("`unclosed", "`unclosed", "`unclosed"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O", "H2O"),
        ("<scp>DNA</scp>", '<span class="small-caps">DNA</span>', "DNA"),
        ("<jats:italic>E. coli</jats:italic>", "<i>E. coli</i>", "E. coli"),
        ('<span class="nocase">DNA</span>', '<span class="nocase">DNA</span>', "DNA"),
        ("<i>unclosed", "<i>unclosed</i>", "unclosed"),
        ("closed</i> only", "closed only", "closed only"),
        ("cost \\$5 \\& 10\\%", "cost $5 &amp; 10%", "cost $5 & 10%"),
        ("from $5 to $10", "from $5 to $10", "from $5 to $10"),
        ("from $5-$10", "from $5-$10", "from $5-$10"),
        ("[Re] A study", "[Re] A study", "[Re] A study"),
        ("see [this](https://x.y)", "see this", "see this"),
        (" two\n lines ", "two lines", "two lines"),
        ("", "", ""),
    ],
)
def test_a_title_is_html_and_plain_text(title: str, markup: str, plain: str) -> None:
    assert inline_html(title) == markup
    assert plain_text(title) == plain


@pytest.mark.parametrize("title", ["$x^2$", r"\(x^2\)", "$$x^2$$", r"\[x^2\]"])
def test_math_in_a_title_is_mathml_in_line_and_its_source_in_plain_text(title: str) -> None:
    mathml = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert inline_html(f"On {title} maps") == f"On {mathml} maps"
    assert plain_text(f"On {title} maps") == f"On {title} maps"


def test_marks_inside_math_are_no_emphasis() -> None:
    assert "<em>" not in inline_html("$a_1$ and $b_1$, $a*b$ and $c*d$")
    assert "<em>" not in inline_html("`a*b` and `c*d`")


def test_prefixed_mathml_is_kept() -> None:
    title = '<mml:math xmlns:mml="x"><mml:mi>x</mml:mi></mml:math>'
    assert inline_html(title) == "<math><mi>x</mi></math>"
    assert plain_text(title) == "x"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "<iframe src=https://x.y></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        '<b style="position:fixed">x</b>',
        "<<script>script>alert(1)<</script>/script>",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "<form action=x><input name=y></form>",
        '<math href="javascript:alert(1)"><mi>x</mi></math>',
    ],
)
def test_no_title_runs_or_styles_anything(attack: str) -> None:
    markup = inline_html(attack).lower()
    for forbidden in ("<script", "onclick=", "onerror=", "<a", "<iframe", "<svg", "style=", "<form", "<img"):
        assert forbidden not in markup
    assert 'href="' not in markup


@pytest.mark.parametrize("reference", ["&#1;", "&#x2;", "&#3;", "&#0;", "&#xd800;", "&#127;"])
def test_no_character_reference_smuggles_a_control_character(reference: str) -> None:
    for result in (inline_html(f"a{reference}*b*"), plain_text(f"a{reference}*b*")):
        assert not set(result) & set("\x00\x01\x02\x03\x7f\ud800")


@given(st.text(st.characters(exclude_characters="*_`<&$\\]")))
def test_a_title_without_marks_is_only_escaped(title: str) -> None:
    shown = inline_html(title)
    assert shown == html.escape(html.unescape(shown), quote=False)
    assert html.unescape(shown) == plain_text(" ".join(title.split()))


@given(st.text(st.characters(exclude_characters="*_`<&$\\]")))
def test_plain_text_of_plain_text_is_itself(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain


MARKS = "** `` <b> </b> <script> <i/x='y'> &lt; &#2; $x$ \\(y\\) ](z) <mml:math> <jats:p> <!-- -->".split()
MARKED = st.lists(st.sampled_from([*"abc *_`<>&$\\[]()!\"'\n\t\x01\x02\x1a\ud800", *MARKS])).map("".join)


@given(MARKED)
def test_any_mixture_of_marks_is_harmless(title: str) -> None:
    markup = inline_html(title)
    plain = plain_text(title)
    for text in (markup, plain):
        text.encode("utf-8")
        assert not any(char < " " and char not in "\n\t" for char in text)
    assert "<script" not in markup
    assert inline_html("x") == "x"


def test_paragraphs_of_an_abstract_stay_apart_in_plain_text() -> None:
    assert plain_text("One\nline.\n\n\n Two *lines*.") == "One line.\n\nTwo lines."
    assert plain_text("<p>One.</p><p>Two.</p>") == "One.\n\nTwo."
    jats = "<jats:title>Abstract</jats:title><jats:p>One &lt; <jats:bold>two</jats:bold>.</jats:p>"
    assert plain_text(jats) == "One < two."


@pytest.mark.parametrize("mark", [*"[]()*_`<>&\\$!#|:-+=~\"'{}^", "<b>", "<div>", "\\(", "*a", "&a"])
def test_a_long_hostile_title_ends(mark: str) -> None:
    for length in (50_000, 10**6):
        text = (mark * length)[:length]
        assert inline_html(f"begin {text}").startswith("begin")
        assert plain_text(f"begin {text}").startswith("begin")
