"""TeX math as a line of Unicode text, for where a reader sees text and no MathML."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.text.mathml import to_mathml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUPERSCRIPTS: Final = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ∘′⊤∗†‡",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡ°′ᵀ*†‡",
)
SUBSCRIPTS: Final = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)

_MARKS: Final = {
    **dict.fromkeys("^ˆ\u0302", "\u0302"),
    **dict.fromkeys("~˜∼\u0303", "\u0303"),
    **dict.fromkeys("¯‾ˉ\u0304\u0305\u0332", "\u0304"),
    **dict.fromkeys("˙.\u0307", "\u0307"),
    **dict.fromkeys("¨\u0308", "\u0308"),
    **dict.fromkeys("ˇ\u030c", "\u030c"),
    **dict.fromkeys("→\u20d7", "\u20d7"),
}
"""What stands above a letter, and the character that joins the letter before it."""

_ROWS: Final = frozenset(
    {"math", "mrow", "mstyle", "mpadded", "menclose", "semantics", "mtd", "mmultiscripts"}
)
_SUPERS: Final = frozenset({"msup", "mover"})
_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_UNSEEN: Final = frozenset({"mphantom", "annotation", "annotation-xml"})
# Function application, invisible times, separator and plus; the selectors of a letter's shape.
_INVISIBLE: Final = dict.fromkeys((*range(0x2061, 0x2065), *range(0xFE00, 0xFE10))) | {0x2223: "|"}
# The alphabets of mathematics outside the first plane: few fonts have them.
_ORNATE: Final = re.compile("[\U0001d400-\U0001d7ff]+")
_SPACED: Final = frozenset("=<>≤≥≪≫≠≈≃≅≡∼∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟵⟹⟺∥+−±∓×÷⋅∘∩∪∧∨⊕⊗∖≔≺≻⪯⪰⊥⊢⊨|")
_LARGE: Final = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
_LOOSE: Final = re.compile(r"[\s+−=<>/,]")
_MAX_DEPTH: Final = 80


class _TooDeepError(Exception):
    pass


@lru_cache(maxsize=4096)
def math_text(tex: str) -> str:
    r"""Return TeX math as Unicode text: `\ell_1` is "ℓ₁", `O(n\log n)` is "O(n log n)".

    Scripts that Unicode has no letters for are written `x_(i≤n)` and `x^q`; what is no LaTeX stays
    as it is written.
    """
    mathml = to_mathml(tex)
    text = mathml_text(mathml) if mathml.startswith("<math") else None
    return tex.strip() if text is None else text


def mathml_text(mathml: str) -> str | None:
    """Return one sanitised `<math>` element as Unicode text, None where it nests too deeply."""
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        text = _text(fromstring(mathml), 0)  # noqa: S314  (without a DTD: the sanitiser wrote it)
    except (ParseError, _TooDeepError):
        return None
    return " ".join(text.split())


def _text(node: "Element", depth: int, *, tight: bool = False) -> str:
    if depth > _MAX_DEPTH:
        raise _TooDeepError
    name = node.tag
    if name in _TOKENS:
        return _token(node, tight=tight)
    if name == "mspace":
        return "" if tight or not _is_wide(node.get("width", "")) else " "
    if name in _UNSEEN:
        return ""
    if name == "mtable":
        return "; ".join(_row(row, depth + 1, tight=tight, between=" ") for row in node)
    if name == "msqrt":
        return "√" + _grouped(_row(node, depth + 1, tight=True))
    if name in _ROWS or len(node) not in (2, 3):
        return _row(node, depth, tight=tight)
    base, *others = node
    scripts = [_text(child, depth + 1, tight=True).strip() for child in others]
    return _composed(node, _text(base, depth + 1, tight=tight or name == "mfrac"), scripts)


def _composed(node: "Element", base: str, scripts: list[str]) -> str:
    """Return what stands in a base with something above, below or beside it."""
    name = node.tag
    if name == "mfrac":
        if node.get("linethickness") == "0":
            return f"{base} choose {scripts[0]}"
        return f"{_grouped(base)}/{_grouped(scripts[0])}"
    if name == "mroot":
        return f"{_scripted('^', scripts[0], SUPERSCRIPTS)}√{_grouped(base)}"
    if "true" in (node.get("accent"), node.get("accentunder")):
        mark = _MARKS.get(scripts[0], "")
        return unicodedata.normalize("NFC", base + mark) if len(base) == 1 else base
    below = "" if name in _SUPERS else _scripted("_", scripts[0], SUBSCRIPTS)
    above = _scripted("^", scripts[-1], SUPERSCRIPTS) if name in _SUPERS or len(scripts) > 1 else ""
    return base + below + above


def _token(node: "Element", *, tight: bool) -> str:
    text = (node.text or "").translate(_INVISIBLE)
    if not text.isascii():
        text = _ORNATE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if node.tag != "mo" or tight:
        return text
    if text in _SPACED and node.get("lspace") != "0":
        return f" {text} "
    return f"{text} " if text in (",", ";") and node.get("rspace") != "0" else text


def _row(row: Iterable["Element"], depth: int, *, tight: bool, between: str = "") -> str:
    """Return the texts of elements in a line; a word such as "log" is kept apart from letters."""
    text = ""
    after_word = False
    for child in row:
        part = _text(child, depth + 1, tight=tight)
        if not part:
            continue
        is_word = _is_word(child)
        if part[0].isalnum() and (after_word or (is_word and text[-1:].isalnum())):
            text += " "
        elif text:
            text += between
        text += part
        after_word = is_word
    return text


def _is_word(node: "Element") -> bool:
    """Tell whether an element is, or begins with, a function's name or a large operator."""
    first = next((e for e in node.iter() if e.tag in _TOKENS), None)
    text = "" if first is None else (first.text or "").translate(_INVISIBLE)
    return text in _LARGE or (first is not None and first.tag == "mi" and len(text) > 1 and text.isalpha())


def _scripted(sign: str, script: str, letters: dict[int, int]) -> str:
    # Three small letters are a word, such as "max", which is better read in ordinary ones.
    is_word = script.isalpha() and len(script) > 2
    if not is_word and all(ord(character) in letters for character in script):
        return script.translate(letters)
    return sign + (script if len(script) == 1 or script.isalnum() else f"({script})")


def _grouped(text: str) -> str:
    return f"({text})" if _LOOSE.search(text) else text


def _is_wide(width: str) -> bool:
    return width.endswith("em") and not width.startswith(("-", "0.0"))
