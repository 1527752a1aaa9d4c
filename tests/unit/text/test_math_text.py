"""TeX math as a line of Unicode text."""

import pytest

from generator.text.inline import plain_text, readable_text
from generator.text.math_text import math_text, mathml_text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\ell_1", "ℓ₁"),
        ("_2", "₂"),
        ("^{13}", "¹³"),
        ("k", "k"),
        (r"\alpha\leq\infty", "α ≤ ∞"),
        (r"3\times 3", "3 × 3"),
        (r"\times 4", "×4"),
        ("-1", "−1"),
        ("10{,}000", "10,000"),
        (r"\{1,2\}", "{1, 2}"),
        (r"O(n\log n)", "O(n log n)"),
        (r"\tilde{O}(n)", "Õ(n)"),
        (r"\mathbb{R}^d", "ℝᵈ"),
        (r"\mathbf{x}^\top", "xᵀ"),
        (r"\mathcal{N}(0,1)", "N(0, 1)"),
        (r"\operatorname{rank}(A)", "rank(A)"),
        (r"\mathrm{H_2O}", "H₂O"),
        (r"f\colon A\to B", "f:A → B"),
        ("x'", "x′"),
        ("D^*", "D*"),
        (r"90^\circ", "90°"),
        (r"x_{\max}", "x_max"),
        ("K_{3,3}", "K_(3,3)"),
        ("x_{ij}^{q}", "xᵢⱼ^q"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\hat w = \arg\min_{w \ge 0} \|y - Xw\|_2^2", "ŵ = arg min_(w≥0) ‖y − Xw‖₂²"),
        (r"k\text{-mer}", "k-mer"),
        ("a<b", "a < b"),
        (r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}", "1 2; 3 4"),
        ("", ""),
    ],
)
def test_math_is_written_as_a_reader_would_type_it(tex: str, text: str) -> None:
    assert math_text(tex) == text


@pytest.mark.parametrize("tex", [r"\bad{x", r"\unknowncommand y", "x" * 5000, r"\sqrt" * 150 + " x"])
def test_what_cannot_be_converted_stays_as_its_source(tex: str) -> None:
    assert math_text(tex) == tex


def test_only_math_differs_between_readable_and_plain_text() -> None:
    title = r"cost \$5: $\ell_1$-penalised *H$_2$O*, \(\le\) `a$b$`"
    assert plain_text(title) == r"cost $5: $\ell_1$-penalised H$_2$O, \(\le\) a$b$"
    assert readable_text(title) == "cost $5: ℓ₁-penalised H₂O, ≤ a$b$"


@pytest.mark.parametrize("text", ["", "from $5 to $10", "A\n\n*b*", "C:\\dir", "R&amp;D"])
def test_text_without_math_is_readable_as_it_is(text: str) -> None:
    assert readable_text(text) == plain_text(text)


def test_no_mathml_has_no_text() -> None:
    assert mathml_text("<math><mi>x</math>") is None
