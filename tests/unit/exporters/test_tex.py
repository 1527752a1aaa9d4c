"""Plain text as TeX."""

import pytest

from generator.exporters.tex import braces_balance, escape_tex, title_tex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&D at 50%", r"R\&D at 50\%"),
        ("a_b #1 $5", r"a\_b \#1 \$5"),
        ("~x^y", r"\textasciitilde{}x\textasciicircum{}y"),
        ("back\\slash", r"back\textbackslash{}slash"),
        ("set {a}", r"set \{a\}"),
        ("lone { brace", r"lone {\textbraceleft} brace"),
        ("}{", r"{\textbraceright}{\textbraceleft}"),
        ("me@home", "me{@}home"),
        ("what?`", "what?{}`"),
        ("Müller, 王", "Müller, 王"),
    ],
)
def test_special_characters_are_escaped_and_unicode_stays(text: str, expected: str) -> None:
    assert escape_tex(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Learning with GPT-4 and BERT", "Learning with {GPT}-4 and {BERT}"),
        ("LongCat-Flash-Thinking-2601 Technical Report", "{LongCat}-Flash-Thinking-2601 Technical Report"),
        ("The mRNA of H2O", "The {mRNA} of {H2O}"),
        ("A Study of Vitamin C", "A Study of Vitamin {C}"),
        ("MAP: A Map-then-Act Paradigm", "{MAP}: A Map-then-Act Paradigm"),
        (
            "Evidence from the markets of Germany and Kenya",
            "Evidence from the markets of {Germany} and {Kenya}",
        ),
        ("Evidence From Markets Of Germany And Kenya", "Evidence From Markets Of Germany And Kenya"),
        ("The CLEF eHealth Evaluation Lab", "The {CLEF} {eHealth} Evaluation Lab"),
        ("ALL IN CAPITALS", "ALL IN CAPITALS"),
        ("U.S. Policy in the EU", "{U.S}. Policy in the {EU}"),
    ],
)
def test_capitals_that_count_are_protected(title: str, expected: str) -> None:
    assert title_tex(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sums in $O(n_k \\log n)$ & more", "Sums in $O(n_k \\log n)$ \\& more"),
        ("A *fast* way to $a$ and **$b$**", "A fast way to $a$ and $b$"),
        ("Displayed \\[x\\] and $$y$$ and \\(z\\)", "Displayed $x$ and $y$ and $z$"),
        ("Cheap at $5 and $10", "Cheap at \\$5 and \\$10"),
        ("Costs \\$5 and x\\$", "Costs \\$5 and x\\$"),
    ],
)
def test_math_stays_verbatim_and_money_is_no_math(title: str, expected: str) -> None:
    assert title_tex(title) == expected


def test_a_formula_that_bibtex_cannot_hold_becomes_text() -> None:
    text = title_tex("Half $\\{$ open")
    assert text == r"Half \$\textbackslash{}{\textbraceleft}\$ open"
    assert braces_balance(text)


def test_a_title_that_holds_the_stand_in_of_a_formula_loses_it() -> None:
    assert title_tex("\U000f0000$x$ a") == "$x$ a"
