"""TeX math as MathML."""

import threading
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.mathml import MAX_TEX, math_html, math_problem, to_mathml


def is_source(markup: str) -> bool:
    return markup.startswith('<code class="math">')


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        ("x", "<math><mi>x</mi></math>"),
        ("a<b", "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>"),
        ("a&lt;b", "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>"),
        (r"\sqrt{2}", "<math><msqrt><mn>2</mn></msqrt></math>"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_math_becomes_mathml(tex: str, mathml: str) -> None:
    assert to_mathml(tex) == mathml


def test_a_displayed_formula_says_so() -> None:
    assert to_mathml("x", display=True) == '<math display="block"><mi>x</mi></math>'
    assert math_html("x", display=True) == (
        '<span class="math-block"><math display="block"><mi>x</mi></math></span>'
    )
    assert math_html("x", display=False) == to_mathml("x")


@pytest.mark.parametrize(
    "tex",
    [
        r"\widetilde{O}(\sqrt{T})",
        r"\nicefrac{1}{2}",
        r"\eps \poly \polylog \norm{x} \otilde \cO \GF \NP \opt \trace(x) \mathbbm{1}",
        r"\mbox{if } x",
        r"\substack{a \\ b}",
        r"H\textsubscript{2}O",
        r"\ensuremath{x}\xspace",
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
        r"\begin{equation} x \label{eq:1} \end{equation}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{cases} a & b \\ c & d \end{cases}",
        r"\mathbb{R}^{n} \to \mathcal{L}, \operatorname{softmax}",
    ],
)
def test_what_abstracts_use_is_converted(tex: str) -> None:
    assert not is_source(to_mathml(tex))


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\unknowncommand{x}", r"\unknowncommand{x}"),
        (r"\frac{1", r"\frac{1"),
        (r"a & b", r"a &amp; b"),
        (r"\href{javascript:alert(1)}{x}", r"\href{javascript:alert(1)}{x}"),
        (r"\def\a{<b>}\a", r"\def\a{&lt;b&gt;}\a"),
        (r"\newcommand{\a}{x}\a", r"\newcommand{\a}{x}\a"),
    ],
)
def test_what_cannot_be_converted_is_shown_as_its_source(tex: str, shown: str) -> None:
    assert to_mathml(tex) == f'<code class="math">{shown}</code>'


def test_function_application_is_a_character_that_xml_knows() -> None:
    mathml = to_mathml(r"\log x")
    assert "\u2061" in mathml
    assert "&Apply" not in mathml


def test_alignment_is_a_class_and_never_a_style() -> None:
    mathml = to_mathml(r"\begin{aligned} a &= b \end{aligned} \color{red} c")
    assert 'class="math-right"' in mathml
    assert " style=" not in mathml


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 10**5,
        "{" * 10**5 + "}" * 10**5,
        "{" * 1500 + "}" * 1500,
        r"\sqrt" * 700 + " x",
        r"\frac a" * 500 + " x",
        r"\frac{a}" * 400 + " x",
        r"\left(" * 300 + r"\right)" * 300,
        r"\sum_" * 700 + " x",
        "x^{" * 900 + "}" * 900,
        r"\begin{matrix}" * 100 + r"\end{matrix}" * 100,
        r"\hat" * 900 + "x",
        r"\log" * 900,
        "x" * 10**6,
        "&" * 10**5,
        "\\" * 10**5,
    ],
)
def test_deep_or_long_math_is_shown_as_its_source(tex: str) -> None:
    assert is_source(to_mathml(tex))


def test_the_deepest_math_that_is_converted_fits_a_small_stack() -> None:
    deepest = [
        r"\left(" * 40 + r"\sqrt" * 160 + " x" + r"\right)" * 40,
        "{" * 40 + r"\frac a" * 200 + " x" + "}" * 40,
        r"\sum_" * 100 + " x",
        r"\begin{matrix}" * 40 + r"\hat" * 200 + " x" + r"\end{matrix}" * 40,
    ]
    assert all(len(tex) <= MAX_TEX for tex in deepest)
    previous = threading.stack_size(512 * 1024)
    try:
        worker = threading.Thread(target=lambda: [to_mathml(tex) for tex in deepest])
        worker.start()
    finally:
        threading.stack_size(previous)
    worker.join()
    assert not worker.is_alive()


TEX = st.lists(
    st.sampled_from(
        r"x 1 + < > & ^ _ { } \{ \frac \sqrt \left( \right) \text{a<b} \alpha \sum \log \\ "
        r"\begin{matrix} \end{matrix} \hat ' \" ~ % # $ \mathbf \color{red} \not = \norm".split()
    )
).map(" ".join)


@given(TEX | st.text())
def test_the_result_is_a_well_formed_fragment_without_danger(tex: str) -> None:
    markup = to_mathml(tex)
    root = ElementTree.fromstring(f"<r>{markup}</r>")  # noqa: S314  (our own output)
    for element in root.iter():
        assert element.tag in ("r", "code", "span") or element.tag.startswith("m")
        assert not {"style", "href", "src", "id"} & set(element.attrib)
        assert not any(name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize("tex", ["x^2", r"\frac{1}{2}", "a < b", r"\begin{align} a &= b \end{align}", ""])
def test_math_that_converts_has_no_problem(tex: str) -> None:
    assert math_problem(tex) == ""


@pytest.mark.parametrize(
    ("tex", "problem"),
    [
        (r"\nothing{x}", r"unknown command '\nothing'"),
        ("a^b^c", "duplicate subscript or superscript"),
        (r"\def\x{y}", "it is too long, nests too deeply, or defines commands"),
    ],
)
def test_math_that_does_not_convert_says_why(tex: str, problem: str) -> None:
    assert math_problem(tex) == problem
