"""JATS, the markup of publishers' metadata, as the HTML that it means."""

import re
from typing import Final

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?:(?P<space>jats|mml|m|xhtml):)?(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\s[^<>]*)?)>"
)

# Opening and closing HTML; "" drops the tag and keeps what it holds.
_ELEMENTS: Final[dict[str, tuple[str, str]]] = {
    "p": ("<p>", "</p>"),
    "title": ("<p><strong>", "</strong></p>"),
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "underline": ("<u>", "</u>"),
    "strike": ("<s>", "</s>"),
    "monospace": ("<code>", "</code>"),
    "sc": ('<span class="small-caps">', "</span>"),
    "list": ("<ul>", "</ul>"),
    "list-item": ("<li>", "</li>"),
    "def-list": ("<dl>", "</dl>"),
    "disp-quote": ("<blockquote>", "</blockquote>"),
    "break": ("<br>", ""),
}
# Without the name space these are nobody else's tags.
_BARE: Final = _ELEMENTS.keys() - {"p", "title", "sub", "sup", "break"}
_OTHER_BARE: Final[dict[str, tuple[str, str]]] = {
    # Crossref's small capitals.
    "scp": ('<span class="small-caps">', "</span>"),
    "tt": ("<code>", "</code>"),
    "inline-formula": ("", ""),
    "disp-formula": ("", ""),
    "alternatives": ("", ""),
    "ext-link": ("", ""),
    "xref": ("", ""),
    "sec": ("", ""),
}
_LINK: Final = re.compile(r"""(?:xlink:)?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")

# A heading that says no more than where the abstract stands.
_ABSTRACT_HEADING: Final = re.compile(
    r"<(?:jats:)?title>\s*(?:abstract|summary)\s*[.:]?\s*</(?:jats:)?title>", re.IGNORECASE
)
_TEX: Final = re.compile(
    r"<(?:jats:)?tex-math\b[^<>]*>(?P<tex>(?:(?!</?(?:jats:)?tex-math).)*)</(?:jats:)?tex-math>",
    re.DOTALL,
)
_TEX_BODY: Final = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def html_of_jats(text: str) -> str:
    """Return the text with JATS and prefixed MathML tags as HTML; other tags stay as they are."""
    if "tex-math" in text:
        text = _TEX.sub(_tex, text) if "math>" not in _TEX.sub("", text) else _TEX.sub("", text)
    if "title>" in text:
        text = _ABSTRACT_HEADING.sub("", text)
    return _TAG.sub(_element, text)


def _tex(match: re.Match[str]) -> str:
    tex = match["tex"].removeprefix("<![CDATA[").removesuffix("]]>")
    body = _TEX_BODY.search(tex)
    tex = (body[1] if body else tex).strip().strip("$").strip()
    return f"${tex}$" if tex else ""


def _element(match: re.Match[str]) -> str:
    space, name, close = match["space"], match["name"].lower(), bool(match["close"])
    if space in ("mml", "m"):
        return f"<{match['close']}{name}{match['attributes']}>"
    if space == "jats" and name == "ext-link":
        link = _LINK.search(match["attributes"])
        if close:
            return "</a>"
        return f'<a href="{link[1] or link[2] or ""}">' if link else "<a>"
    if space == "jats":
        return _ELEMENTS.get(name, ("", ""))[close]
    if name in _BARE:
        return _ELEMENTS[name][close]
    if name in _OTHER_BARE:
        return _OTHER_BARE[name][close]
    return match[0]
