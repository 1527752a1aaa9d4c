"""Abstracts and pages as safe HTML."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.text.characters import printable
from generator.text.markup import (
    abstract_html,
    abstract_html_by_parser,
    page_html,
    page_html_by_parser,
)


def body(text: str) -> str:
    return page_html(text)[0]


# Abstracts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("", ""),
        (" \n ", ""),
        ("One.\nStill one.\n\nTwo.", "<p>One.\nStill one.</p>\n<p>Two.</p>"),
        ("p < 0.05 & q > 1", "<p>p &lt; 0.05 &amp; q &gt; 1</p>"),
        ("For p<q and r>s", "<p>For p&lt;q and r&gt;s</p>"),
        ("*a* **b** `c<d`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>"),
        ("# No heading\n---\n> no quote", "<p># No heading\n---\n&gt; no quote</p>"),
        ("    no code", "<p>no code</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("[x](https://a.b)", '<p><a rel="noopener" href="https://a.b">x</a></p>'),
        ("[x](../y.html)", '<p><a href="../y.html">x</a></p>'),
        ("<https://a.b>", '<p><a rel="noopener" href="https://a.b">https://a.b</a></p>'),
        ("<me@a.b>", '<p><a href="mailto:me@a.b">me@a.b</a></p>'),
        ("![no](image.png)", "<p>![no](image.png)</p>"),
        ("10\\% of \\$5 \\& more", "<p>10% of $5 &amp; more</p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("$5 and $10", "<p>$5 and $10</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("&copy; &#169; &nonsense;", "<p>© © &amp;nonsense;</p>"),
        ("\\*a\\*", "<p>*a*</p>"),
    ],
)
def test_an_abstract_is_a_subset_of_markdown(text: str, markup: str) -> None:
    assert abstract_html(text) == markup


def test_math_in_an_abstract_is_mathml() -> None:
    x = "<math><mi>x</mi></math>"
    assert abstract_html("Let $x$, \\(x\\).") == f"<p>Let {x}, {x}.</p>"
    assert abstract_html("Let *y* be $x$.") == f"<p>Let <em>y</em> be {x}.</p>"
    assert "<em>" not in abstract_html("$a_1$ and $b_1$; $a*b*c$")
    assert "<code>$x$</code>" in abstract_html("`$x$`")
    assert abstract_html("$a<b$") == "<p><math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math></p>"


@pytest.mark.parametrize("text", ["$$x$$", "\\[x\\]", "$$\nx\n$$", "  \\[\nx\n\\]  "])
def test_a_displayed_formula_scrolls_by_itself(text: str) -> None:
    block = '<span class="math-block"><math display="block"><mi>x</mi></math></span>'
    assert abstract_html(f"A\n\n{text}\n\nB *c*") == f"<p>A</p>\n<p>{block}</p>\n<p>B <em>c</em></p>"


def test_a_displayed_formula_is_no_list_or_quote() -> None:
    markup = abstract_html("See\n$$\na\n> b\n- c\n= d\n$$\nwhere *e*")
    assert markup.count("<math") == 1
    assert "<li>" not in markup


JATS = (
    "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>find</jats:italic> "
    "<jats:sub>1</jats:sub> <jats:sc>dna</jats:sc> p&lt;q "
    '<jats:ext-link xlink:href="https://a.b">x</jats:ext-link></jats:p>'
    "<jats:sec><jats:title>Results</jats:title><jats:p>Yes $x$.</jats:p></jats:sec>"
)


def test_jats_becomes_html() -> None:
    assert abstract_html(JATS) == (
        '<p>We <i>find</i> <sub>1</sub> <span class="small-caps">dna</span> p&lt;q '
        '<a rel="noopener" href="https://a.b">x</a></p>'
        "<p><strong>Results</strong></p><p>Yes <math><mi>x</mi></math>.</p>"
    )


def test_jats_math_is_shown_once() -> None:
    tex = r"<jats:tex-math>\documentclass{x}\begin{document}$$x$$\end{document}</jats:tex-math>"
    mathml = "<mml:math><mml:mi>x</mml:mi></mml:math>"
    x = "<math><mi>x</mi></math>"
    formula = "<jats:p><jats:alternatives>{}</jats:alternatives></jats:p>"
    assert abstract_html(formula.format(tex + mathml)) == f"<p>{x}</p>"
    assert abstract_html(formula.format(tex)) == f"<p>{x}</p>"
    assert abstract_html(formula.format(mathml)) == f"<p>{x}</p>"


def test_html_abstracts_are_not_read_as_markdown() -> None:
    assert abstract_html("<p>a * b * c_d_e</p>\n\n<p>2</p>") == "<p>a * b * c_d_e</p>\n\n<p>2</p>"


# The short cut -----------------------------------------------------------------------------

ORDINARY = st.text(
    st.one_of(
        st.sampled_from(" \n\n\n.,;:!?-+*=#>|&<()[]{}'\"/%~^0123456789abcdeéßЖ中\u00a0\u2003\u2028$_`\\"),
        st.characters(categories=("L", "N", "P", "S", "Z")),
    )
)
WORDS = st.lists(
    st.sampled_from(
        "We show that p < 0.05 & q > 1. (see -1) 2. 3) + - • é — “quoted” 10% a:b A&B <x 1<2 # = --- === "
        "$x$ $a_i$ $a<b$ \\(y\\) $5 $$z$$ \n \n\n".split(" ")
    )
).map(" ".join)


def as_given(text: str) -> str:
    return printable(text).strip()


@settings(max_examples=400)
@given(ORDINARY | WORDS)
@example("a\n\n- b")
@example("1. a")
@example("a\n2. b")
@example("A<b")
@example("x <1@y> z")
@example("a \n b")
@example("a\u00a0\nb")
@example("$x$\n\n$y$")
@example("a $x$-b, $y$2")
def test_the_short_cut_for_abstracts_equals_the_parser(text: str) -> None:
    text = as_given(text)
    if text:
        assert abstract_html(text) == abstract_html_by_parser(text)


@settings(max_examples=400)
@given(ORDINARY | WORDS)
@example("a | b\n--- | ---")
@example("a\n: b")
@example("a {: #b }")
def test_the_short_cut_for_pages_equals_the_parser(text: str) -> None:
    text = as_given(text)
    if text:
        assert page_html(text) == page_html_by_parser(text)


# Pages -------------------------------------------------------------------------------------


def test_headings_stand_below_the_title_and_link_to_themselves() -> None:
    markup, toc = page_html(
        "# One & *two* $x$\n\n## One\n\n## One\n\n###### Deep\n\nSet\n---\n\n# 中文\n\n# !"
    )
    assert toc == (
        (2, "one-two", "One &amp; <em>two</em> <math><mi>x</mi></math>"),
        (3, "one", "One"),
        (3, "one-2", "One"),
        (6, "deep", "Deep"),
        (3, "set", "Set"),
        (2, "zhong-wen", "中文"),
        (2, "section", "!"),
    )
    assert "<h1" not in markup
    for _, name, _ in toc:
        assert f'id="{name}"' in markup
        assert f'href="#{name}"' in markup


def test_no_level_is_skipped_below_the_title() -> None:
    assert [level for level, _, _ in page_html("## A\n### B\n## C")[1]] == [2, 3, 2]
    assert [level for level, _, _ in page_html("### A\n# B")[1]] == [4, 2]


def test_heading_ids_are_unique_even_where_numbers_collide() -> None:
    _, toc = page_html("# a\n# a-2\n# a\n# a\n# b {: #a }\n")
    assert [name for _, name, _ in toc] == ["a", "a-2", "a-3", "a-4", "a-5"]


def test_a_prefix_keeps_the_ids_of_several_bodies_apart() -> None:
    markup, toc = page_html("# A\n\n[up](#a) [x](x.html#a) b[^1]\n\n[^1]: c", id_prefix="bio-")
    assert toc == ((2, "bio-a", "A"),)
    ids = re.findall(r'id="([^"]+)"', markup)
    assert ids == ["bio-a", "bio-fnref:1", "bio-fn:1"]
    assert set(re.findall(r'href="#([^"]+)"', markup)) == set(ids)
    assert 'href="x.html#a"' in markup


def test_an_id_is_used_once() -> None:
    markup = body('<div id="x">a</div>\n\n<div id="x">b</div>\n\n<div id="a b">c</div>')
    assert markup.count("id=") == 1


def test_code_is_coloured_by_classes() -> None:
    markup = body("```python\ndef f(): pass\n```")
    assert '<div class="highlight"><pre tabindex="0"><code class="language-python">' in markup
    assert '<span class="k">def</span>' in markup
    assert "style=" not in markup


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("```nolanguage\n<x> & $y$ *z*\n```", ' class="language-nolanguage"'),
        ("~~~\n<x> & $y$ *z*\n~~~", ""),
        ("````\n<x> & $y$ *z*\n````", ""),
        ("```\n<x> & $y$ *z*", ""),
        ("```{.nolanguage #id}\n<x> & $y$ *z*\n```", ' class="language-nolanguage"'),
    ],
)
def test_code_is_shown_as_it_is_written(text: str, language: str) -> None:
    assert f"<code{language}>&lt;x&gt; &amp; $y$ *z*\n</code>" in body(text)


def test_a_fence_holds_shorter_fences() -> None:
    markup = body("````markdown\n```\ncode\n```\n````\n\nafter")
    assert markup.count("<pre") == 1
    assert markup.endswith("<p>after</p>")


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_a_fence_belongs_to_the_list_item_above(indent: int) -> None:
    blanks = " " * indent
    markup = body(f"1. one\n\n{blanks}```\n{blanks}code\n{blanks}  more\n{blanks}```\n2. two")
    assert markup.count("<ol>") == 1
    assert "<code>code\n  more\n</code>" in markup


def test_tables_scroll_and_align_by_classes() -> None:
    markup = body("a | b | c\n:-- | :-: | --:\n1 | 2 | `x|y`\n\na|b\n-|-\n1|2")
    assert (
        markup.count('<div aria-label="Table 1" class="table-scroll" role="region" tabindex="0"><table>') == 1
    )
    assert 'aria-label="Table 2"' in markup
    for alignment in ("left", "center", "right"):
        assert f'<th class="align-{alignment}">' in markup
    assert "style=" not in markup


def test_notes_definitions_admonitions_and_attributes_work() -> None:
    markup = body(
        "A[^n] b.\n\n[^n]: The note.\n\nTerm\n:   Meaning\n\n"
        "!!! warning\n    Careful.\n\nText\n{: .lead #start }"
    )
    assert '<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup>' in markup
    assert '<li id="fn:n">' in markup
    assert "<dt>Term</dt>\n<dd>Meaning</dd>" in markup
    assert '<div class="admonition warning">' in markup
    assert '<p class="lead" id="start">Text</p>' in markup


def test_formulas_in_pages_are_mathml() -> None:
    markup = body("Let *a* be $x<y$.\n\n\\begin{align}\na &= b\n\\end{align}\n\n    code $x$")
    assert markup.count("<math") == 2
    assert "<code>code $x$\n</code>" in markup


def test_links_to_other_sites_do_not_give_the_window_away() -> None:
    markup = body("[a](https://x.y) [b](b.html) [c](mailto:c@x.y) <a href='http://x.y' target=_blank>d</a>")
    assert markup.count('rel="noopener" href="http') == 2
    assert markup.count("rel=") == 2
    assert "target" not in markup


def test_images_and_raw_html_pass_the_sanitiser_only() -> None:
    markup = body(
        '![alt](img/x.png "t")\n\n<details open><summary>s</summary>t</details>\n\n'
        '<figure><img src="y.png" alt=""></figure>'
    )
    assert '<img alt="alt" src="img/x.png" title="t">' in markup
    assert '<details open=""><summary>s</summary>t</details>' in markup
    assert '<figure><img src="y.png" alt=""></figure>' in markup


def test_unknown_tags_are_text_and_forbidden_ones_vanish() -> None:
    assert body("A List<String> & `List<String>`") == (
        "<p>A List&lt;String&gt; &amp; <code>List&lt;String&gt;</code></p>"
    )
    assert body("a <button>b</button> <!-- c -->d") == "<p>a b d</p>"


def test_headings_and_paragraphs_need_no_blank_line_between() -> None:
    assert re.sub(r"<a .*?</a>", "", body("text\n# A\nmore\n# B")) == (
        '<p>text</p>\n<h2 id="a">A</h2>\n<p>more</p>\n<h2 id="b">B</h2>'
    )
