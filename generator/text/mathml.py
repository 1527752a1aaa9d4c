"""TeX math to MathML, at build time."""

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from generator.text.characters import printable
from generator.text.sanitize import clean_mathml

if TYPE_CHECKING:
    from math_core import LatexToMathML

MACROS: Final[dict[str, str]] = {
    # Commands that the converter lacks.
    "widetilde": r"\tilde{#1}",
    "widecheck": r"\check{#1}",
    "nicefrac": r"{#1}/{#2}",
    "sfrac": r"{#1}/{#2}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "hbox": r"\text{#1}",
    "mbox": r"\text{#1}",
    "textup": r"\text{#1}",
    "textsc": r"\text{#1}",
    "substack": r"\begin{matrix}#1\end{matrix}",
    "ensuremath": r"{#1}",
    "textsuperscript": r"{}^{\text{#1}}",
    "textsubscript": r"{}_{\text{#1}}",
    "xspace": "",
    "nonumber": "",
    "AA": r"\text{Å}",
    "slash": "/",
    # Commands that authors define in their preamble and forget in their abstract. Only those
    # whose meaning is the same wherever they occur.
    "eps": r"\epsilon",
    "ep": r"\epsilon",
    "veps": r"\varepsilon",
    "poly": r"\operatorname{poly}",
    "polylog": r"\operatorname{polylog}",
    "norm": r"\left\lVert #1 \right\rVert",
    "abs": r"\left\lvert #1 \right\rvert",
    "otilde": r"\tilde{O}",
    "Otilde": r"\tilde{O}",
    "tO": r"\tilde{O}",
    "tlO": r"\tilde{O}",
    "Ot": r"\tilde{O}",
    "cO": r"\mathcal{O}",
    "bigO": r"\mathcal{O}",
    "E": r"\mathbb{E}",
    "C": r"\mathbb{C}",
    "F": r"\mathbb{F}",
    "GF": r"\mathrm{GF}",
    "NP": r"\mathsf{NP}",
    "OPT": r"\mathsf{OPT}",
    "opt": r"\mathrm{opt}",
    "trace": r"\operatorname{trace}",
    "tr": r"\operatorname{tr}",
    "rank": r"\operatorname{rank}",
    "diag": r"\operatorname{diag}",
    "sign": r"\operatorname{sign}",
    "KL": r"\mathrm{KL}",
    "mat": r"\mathbf{#1}",
    "paren": r"\left(#1\right)",
}
"""What a command stands for; `#1` and `#2` are its arguments."""

MAX_TEX: Final = 4000
"""Longest TeX source in characters that is converted."""

WIDE_TEX: Final = 60
"""Displayed formulas of more characters may be wider than a narrow screen."""

_SCROLLING: Final = ' tabindex="0" role="group" aria-label="Formula"'

# The converter recurses without a guard: at a few thousand levels it ends the process, in a
# thread with a small stack at a few hundred. A formula that people can read has a few.
_MAX_GROUPS: Final = 40
_MAX_COMMANDS: Final = 200

# A group, a command, a script whose argument is a command without braces, or the end of a cell.
_TOKENS: Final = re.compile(
    r"(?P<end>&|\\\\)|\\(?P<command>[A-Za-z]+|.)|(?P<group>[{}])|[\^_]\s*(?=\\)", re.DOTALL
)
_OPENERS: Final = frozenset({"left", "begin"})
_CLOSERS: Final = frozenset({"right", "end"})
# A definition can expand to any size and depth.
_DEFINITIONS: Final = re.compile(
    r"\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand|newenvironment"
    r"|renewenvironment|Declare[A-Za-z]*|csname|expandafter)(?![A-Za-z])"
)

# The numbered environments lay out their numbers with inline styles, which our policy forbids.
_ENVIRONMENT: Final = re.compile(r"\\(?P<edge>begin|end)\{(?P<name>[a-z]+)\*?\}")
_ENVIRONMENTS: Final = {
    "equation": "",
    "displaymath": "",
    "math": "",
    "align": "aligned",
    "flalign": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "multline": "gathered",
}
_LABEL: Final = re.compile(r"\\(?:label|tag)\*?\{[^{}]*\}")

_SOURCE: Final = '<code class="math">'
# The converter names the place inside of the formula.
_PLACE_OF_ERROR: Final = re.compile(r"^\d+:\s*")

# Inline styles of the converter, as classes that a style sheet can give a meaning.
_STYLED: Final = re.compile(r'(<[a-z]+)([^<>]*?) style="([^"]*)"')
_STYLE_CLASSES: Final = (
    ("text-align: right", "math-right"),
    ("text-align: left", "math-left"),
    ("border-top:", "math-line-above"),
    ("border-bottom:", "math-line-below"),
    ("border-right:", "math-line-right"),
    ("border-left:", "math-line-left"),
)


@cache
def _converter() -> "LatexToMathML":
    from math_core import LatexToMathML

    return LatexToMathML(macros=MACROS, fancy_error=False, max_expansions=100)


@lru_cache(maxsize=4096)
def to_mathml(tex: str, display: bool = False) -> str:
    """Convert TeX math to one MathML element.

    Args:
        tex: What stands between the `$`, without them; character references that an index or
            a publisher left in it (`&lt;`) are understood.
        display: A formula on its own line.

    Returns:
        A well-formed, sanitised fragment; `<code class="math">` with the source when it cannot
        be converted.
    """
    tex = printable(tex).strip()
    if not tex:
        return ""
    mathml = _convert(tex, display) if _is_tame(tex) else ""
    return mathml or f"{_SOURCE}{html.escape(tex, quote=False)}</code>"


def math_problem(tex: str, *, display: bool = False) -> str:
    """Return why TeX math cannot be converted and is shown as its source, "" when it can."""
    tex = printable(tex).strip()
    if not to_mathml(tex, display).startswith(_SOURCE):
        return ""
    if not _is_tame(tex):
        return "it is too long, nests too deeply, or defines commands"
    from math_core import LatexError

    try:
        _converter().convert_with_local_state(_prepared(tex), displaystyle=display)
    except LatexError as error:
        said = _PLACE_OF_ERROR.sub("", str(error)).rstrip(".").replace('"', "'")
        return said[:1].lower() + said[1:] or "it is no LaTeX"
    return "it is no LaTeX"


def math_html(tex: str, *, display: bool) -> str:
    """Return `to_mathml` for running text.

    A displayed formula gets a span that a style sheet can let scroll; it is no block of its
    own, for it may stand in the middle of a paragraph. A long one can be reached by keyboard.
    """
    mathml = to_mathml(tex, display)
    if not display:
        return mathml
    return f'<span class="math-block"{_SCROLLING if len(tex) > WIDE_TEX else ""}>{mathml}</span>'


def _convert(tex: str, display: bool) -> str:
    from math_core import LatexError

    try:
        mathml = _converter().convert_with_local_state(_prepared(tex), displaystyle=display)
    except LatexError:
        return ""
    # The entity is no entity of XML, and feeds are XML.
    mathml = mathml.replace("&ApplyFunction;", "\u2061")
    if "style=" in mathml:
        mathml = _STYLED.sub(_with_class, mathml)
    return clean_mathml(mathml)


def _prepared(tex: str) -> str:
    if "&" in tex:
        tex = tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "\\begin" in tex:
        tex = _ENVIRONMENT.sub(_plain_environment, _LABEL.sub("", tex))
    return tex


def _plain_environment(match: re.Match[str]) -> str:
    name = _ENVIRONMENTS.get(match["name"])
    if name is None:
        return match[0]
    return f"\\{match['edge']}{{{name}}}" if name else ""


def _with_class(match: re.Match[str]) -> str:
    tag, attributes, style = match.groups()
    classes = " ".join(name for prefix, name in _STYLE_CLASSES if prefix in style)
    return f'{tag}{attributes} class="{classes}"' if classes else f"{tag}{attributes}"


def _is_tame(tex: str) -> bool:
    """Tell whether the nesting stays far below what overflows the converter's stack."""
    if len(tex) > MAX_TEX or _DEFINITIONS.search(tex):
        return False
    groups = commands = 0
    for match in _TOKENS.finditer(tex):
        command, group = match["command"], match["group"]
        if group == "{" or command in _OPENERS:
            groups += 1
        elif group == "}" or command in _CLOSERS:
            groups -= 1
        elif match["end"]:
            # No argument reaches across cells and rows.
            commands = 0
        else:
            # Any command may take the next one as its argument (\sqrt\sqrt x).
            commands += 1
        if groups > _MAX_GROUPS or commands > _MAX_COMMANDS:
            return False
    return True
