"""The scripts of embeds: `embed.js` for other websites, `embed/frame.js` for the iframe's page.

They are part of Byline and not of a theme: websites load `embed.js` for years, and no theme may
break it. A theme lends it colours and texts, nothing else.
"""

import json
import re
from functools import cache
from pathlib import Path

from generator.metrics.definitions import DEFINITIONS
from generator.pages.sitewide import direction_of
from generator.render.assets import compact_css
from generator.render.palette import palette_of
from generator.themes import Theme

TEXTS: dict[str, tuple[str, str]] = {
    "code": ("code", "Code"),
    "et_al": ("et_al", "et al."),
    "editors": ("editors", "(Ed.) | (Eds.)"),
    "retracted": ("retracted", "Retracted"),
    "all_papers": ("all_papers", "The one paper | All {count} papers"),
    "no_papers": ("no_papers", "No papers are listed here yet."),
    "failed": ("embed_failed", "The papers could not be loaded."),
    "missing": ("embed_missing", "There is no such list of papers at this address."),
    "newer": ("embed_newer", "This list needs a newer embed.js."),
    "again": ("embed_again", "Try again"),
    "reported": ("embed_reported", "reported by {source}"),
    "computed": ("embed_computed", "computed from the papers listed"),
    "other": ("embed_other", "computed from the papers listed: {value}"),
    "over": ("embed_over", "over {count} papers"),
}
"""By the script's name: the theme's key, and the text of themes that do not have it."""

LABELS = ("h_index", "novelty", "ai_score", "score")
COUNTED = {"papers": "paper | papers", "citations": "citation | citations"}

_FOLDER = Path(__file__).parent / "embed"
_SLOT = re.compile(r"\{\w+\}")
_BLOCK_COMMENT = re.compile(r"^\s*/\*.*?\*/\n?", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"(?<=[;,{}]) // [^\"'`\n]*$", re.MULTILINE)
_BLANKS = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)|\s*;\s*(?=\})|\s*(=>|[=+{}();,?:<>|&*![])\s*|\s*\n\s*"""
)
_CONSTANT = re.compile(r"(?<=[;{}(\n])const\b")
_CSS_BLANKS = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")


def element_script(theme: Theme, language: str) -> str:
    """Return `embed.js`: the custom elements with their style sheet and their texts inside.

    Args:
        language: Of the texts, as a code.
    """
    palette = palette_of(theme)
    style = _CSS_BLANKS.sub(lambda found: found[1] or "", compact_css(_read("element.css")).strip())
    style = style.replace(";}", "}").replace("__ACCENT_LIGHT__", palette.accent)
    # The host's own direction is not that of the texts in here.
    style = style.replace("__DIRECTION__", direction_of(language))
    script = compact_js(_read("element.js"))
    for name, value in {
        "STYLE": style.replace("__ACCENT_DARK__", palette.accent_dark),
        "TEXTS": _texts(theme, language),
        "HUES": palette.hues,
    }.items():
        script = script.replace(f'"__{name}__"', _quoted(value))
    return script


def frame_script() -> str:
    """Return `embed/frame.js`: how the iframe's page tells its height."""
    return compact_js(_read("frame.js"))


def compact_js(text: str) -> str:
    """Return a script without comments and needless blanks, `let` for `const`; its first comment stays.

    It is made for our own scripts: comments fill lines of their own or stand behind `;`, `,` or a
    brace, every statement ends with `;` or `}`, no text or expression runs over several lines
    without an operator, no loop has an empty body, and no regular expression holds a blank or a
    quote.
    """
    title = text[: text.index("*/") + 3]
    bare = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text[len(title) :]))
    compact = _BLANKS.sub(_without_blanks, bare).strip()
    return title + _CONSTANT.sub("let", f"\n{compact}")[1:] + "\n"


def _without_blanks(found: re.Match[str]) -> str:
    return found[1] or found[2] or ("" if ";" in found[0] else "\n")


def _texts(theme: Theme, language: str) -> dict[str, str]:
    own = dict(theme.strings)
    texts = {name: own.get(key, otherwise) for name, (key, otherwise) in TEXTS.items()}
    texts |= {name: own.get(f"embed_{name}", DEFINITIONS[name].label) for name in LABELS}
    texts |= {name: own.get(f"embed_{name}", text) for name, text in COUNTED.items()}
    return {"lang": language} | {name: _SLOT.sub("{}", text) for name, text in texts.items()}


def _quoted(value: object) -> str:
    """Return a JavaScript literal that is safe in a page that inlines the script, too."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
