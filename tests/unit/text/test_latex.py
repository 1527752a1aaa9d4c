"""LaTeX text to Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.latex import latex_to_unicode, unknown_commands


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"u} \"u \"{u} {\"{u}}", "ü ü ü ü"),
        (r"{\'{\i}} \'\i \'{\i} {\'i}", "í í í í"),
        (r"\v{S} {\v s} \v Cech", "Š š Čech"),
        (r"\c{c} {\c C} \k{a} \H{o} \u{g} \r{a} \d{h}", "ç Ç ą ő ğ å ḥ"),
        (r"S\o ren {\O}rsted \AA ngstr\"om", "Søren Ørsted Ångström"),
        (r"{\L}ukasz \l{} Stra{\ss}e {\ae}ther", "Łukasz ł Straße æther"),
        (r"\^{\d o} \'{\^e} \'{\ae}", "ộ ế ǽ"),
        (r"\~n \~{} \^{}", "ñ ~ ^"),
        (r"\.I \={a} \b{b}", "İ ā ḇ"),
    ],
)
def test_accents_become_letters(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"a\&b\%c\$d\#e\_f\{g\}", "a&b%c$d#e_f{g}"),
        (r"50% of A & B_c^d #1", "50% of A & B_c^d #1"),
        (r"Donald~E. Knuth", "Donald E. Knuth"),
        ("pages 1--2 --- ``quoted'' `single' don't", "pages 1–2 — “quoted” ‘single’ don't"),
        (r"5{\textdegree}C {\texttimes} {\textquoteright}", "5°C × ’"),
        (r"\textasciitilde{}user \textbackslash{}n", r"~user \n"),
        (r"H\textsubscript{2}O m\textsuperscript{2} 4\textsuperscript{th}", "H₂O m² 4th"),
        (r"\alpha-helix and \leq", "α-helix and ≤"),
        (r"a\\b soft\-hyphen thin\,space", "a b softhyphen thin space"),
    ],
)
def test_symbols_become_characters(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("{T}he {{DNA}} of {S}", "The DNA of S"),
        (r"\emph{In vivo} {\it study} \textbf{of \textit{cells}}", "In vivo study of cells"),
        (r"\url{https://x.org/~a_b--c\_d}", "https://x.org/~a_b--c_d"),
        (r"\href{https://x.org}{the site}", "the site"),
        (r"\textcolor{red}{Text}\footnote{Not this}", "Text"),
        (r"{\noopsort{1973b}}1981", "1981"),
    ],
)
def test_markup_leaves_its_text(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"The {$O(n\log n)$} of {G}", r"The $O(n\log n)$ of G"),
        (r"$t$-$J$ and \(x_{1}\)", r"$t$-$J$ and $x_{1}$"),
        (r"$\text{cost \$5}$ -- x", r"$\text{cost \$5}$ – x"),
        (r"\ensuremath{\alpha_i}", r"$\alpha_i$"),
        ("costs $5", "costs $5"),
    ],
)
def test_math_stays_as_it_is(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


def test_a_command_that_nobody_knows_stays_and_can_be_found() -> None:
    written = r"The \mytool{} system, $\alpha$"
    assert latex_to_unicode(written) == r"The \mytool system, $\alpha$"
    assert unknown_commands(written) == (r"\mytool",)
    assert unknown_commands(r"\ensuremath{\strange{x}} \boldmath y") == ()
    assert unknown_commands(r"only $\strange{x}$ and \alpha, \'e, \textbf{x} \BibTeX") == ()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\strangecommand{things} here", "things here"),
        (r"\strangecommand[opt]{things}{second}", "things second"),
        (r"\strange{{\"U}ber \stranger{this}}", "Über this"),
        (r"\frac{1}{2} and \sqrt{2}", "1/2 and √2"),
        (r"\strange {apart}", r"\strange apart"),
        (r"\strange{never closed", r"\strangenever closed"),
    ],
)
def test_what_stands_in_the_braces_of_an_unknown_command_is_kept(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


@given(st.text(alphabet="\\{}$~\"'`^=.-uvcHijo aA_%&()[]\n", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(latex_to_unicode(text), str)


@given(st.text(alphabet=st.characters(exclude_characters="\\{}$~-'`"), max_size=60))
def test_text_without_latex_is_left_alone(text: str) -> None:
    assert latex_to_unicode(text) == text


@pytest.mark.parametrize(
    "piece",
    ["{", "$", r"\(", r"\"{", "~", r"\footnote{", "`a", "\\", r"$\$", r"\v{\v{", r"\foo{", r"\foo{a}"],
)
def test_a_long_row_of_marks_is_read_to_its_end(piece: str) -> None:
    assert isinstance(latex_to_unicode(piece * 20_000), str)
