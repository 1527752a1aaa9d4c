"""LaTeX text, as BibTeX files hold it, to Unicode."""

import re
import unicodedata
from functools import lru_cache

from generator.text.latex_tables import (
    ACCENTS,
    ADDRESSES,
    BARE_ACCENTS,
    ESCAPES,
    LOOKS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
    WITHOUT_FIRST_ARGUMENT,
)

_ACTIVE = re.compile(r"[\\{}~$]")

# One token of active text. The possessive quantifiers keep a scan for a missing end linear.
_TOKEN = re.compile(
    r"""
      (?P<accent> \{ \\["'`^~=.] (?:[A-Za-z] | \{[A-Za-z]\}) \}
        | \\["'`^~=.] (?:[A-Za-z] | \{[A-Za-z]\}) )
    | (?P<math> \$\$ [^$]++ \$\$ | \$ (?:[^$\\]|\\[\s\S])++ \$ | \\\( (?:[^\\]|\\[^()])*+ \\\) )
    | \\ (?P<command> [A-Za-z]++ ) \*?
    | \\ (?P<escape> [\s\S] )
    | (?P<braces> [{}]++ )
    | (?P<tie> ~++ )
    """,
    re.VERBOSE,
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_BRACE = re.compile(r"\\[\s\S]|[{}]")
_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[[^\[\]{}]{0,80}\]")
_LIGATURE = re.compile(r"---|--|``|''|\?`|!`|`([^`'\n]{1,80})'(?![`'\w])")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
_ADDRESS_ESCAPE = re.compile(r"\\([%_&#~{}$\\^])(?:\{\})?|[{}]")

_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "nicefrac", "sfrac"})
_KNOWN = (
    frozenset({"textsuperscript", "textsubscript", "ensuremath", "texorpdfstring", "sqrt"})
    | _FRACTIONS
    | LOOKS
    | WITHOUT_FIRST_ARGUMENT
    | ADDRESSES
    | ACCENTS.keys()
    | SYMBOLS.keys()
)

_MAX_ARGUMENTS = 4
_MAX_ARGUMENT = 20_000
_MAX_DEPTH = 6


def latex_to_unicode(text: str) -> str:
    """Return the text that LaTeX would print, as plain Unicode.

    Args:
        text: LaTeX as written in BibTeX fields: accents, symbols, braces, font commands. `%`, `&`,
            `#`, `_` and `^` mean themselves, as reference managers often leave them unescaped.

    Returns:
        Text without braces and font commands; math (`$...$`, `\\(...\\)` as `$...$`) stays as it
        is; of a command that nobody knows what stands in its braces is kept, and without braces
        it stays as written. White space is not collapsed.
        Never raises; linear in the length of the text.
    """
    if _ACTIVE.search(text) is None:
        return _typographic(text)
    return _convert(text, 0)


def unknown_commands(written: str) -> tuple[str, ...]:
    """Return the commands, such as `\\strange`, that `latex_to_unicode` can only guess at.

    Args:
        written: LaTeX, before it is converted.
    """
    names = dict.fromkeys(_COMMAND.findall(written))
    if all(name in _KNOWN for name in names):
        return ()
    # In math a command is somebody else's business.
    strange: dict[str, None] = {}
    position = 0
    while (token := _TOKEN.search(written, position)) is not None:
        position = token.end()
        name = token["command"]
        if name == "ensuremath":
            _, position = _argument(written, position)
        elif name and name not in _KNOWN:
            strange[name] = None
    return tuple(f"\\{name}" for name in strange if _library_symbol(name) is None)


def _typographic(text: str) -> str:
    if "--" in text or "''" in text or "`" in text:
        return _LIGATURE.sub(_ligature, text)
    return text


def _ligature(found: re.Match[str]) -> str:
    return f"‘{found[1]}’" if found[1] else _LIGATURES[found[0]]


def _convert(text: str, depth: int) -> str:
    if depth > _MAX_DEPTH:
        return text
    out: list[str] = []
    position = 0
    while (token := _TOKEN.search(text, position)) is not None:
        if token.start() > position:
            out.append(_typographic(text[position : token.start()]))
        printed, position = _print_token(token, text, depth)
        out.append(printed)
    out.append(_typographic(text[position:]))
    return "".join(out)


def _print_token(token: re.Match[str], text: str, depth: int) -> tuple[str, int]:
    """Return what a token prints and where the text goes on."""
    kind = token.lastgroup
    if kind == "accent":
        return _simple_accent(token[0]), token.end()
    if kind == "braces":
        return "", token.end()
    if kind == "tie":
        return " ", token.end()
    if kind == "math":
        math = token[0]
        return (f"${math[2:-2]}$" if math[0] == "\\" else math), token.end()
    if kind == "escape":
        mark = token["escape"]
        if mark in ACCENTS:
            return _accented(mark, text, token.end(), depth)
        return ESCAPES.get(mark, mark), token.end()
    return _print_command(token, text, depth)


def _print_command(token: re.Match[str], text: str, depth: int) -> tuple[str, int]:
    name, end = token["command"], token.end()
    if name in ACCENTS:
        return _accented(name, text, end, depth)
    symbol = SYMBOLS.get(name)
    if symbol is not None:
        return symbol, _after_space(text, end)
    if name in ("textsuperscript", "textsubscript"):
        return _script(name, text, end, depth)
    if name == "ensuremath":
        content, after = _argument(text, end)
        return (f"${content}$" if content else ""), after
    if name in ADDRESSES:
        content, after = _argument(text, end)
        return address_text(content or ""), after
    if name in WITHOUT_FIRST_ARGUMENT:
        return "", _argument(text, _after_option(text, end))[1]
    if name == "texorpdfstring":
        content, after = _argument(text, end)
        return _convert(content or "", depth + 1), _argument(text, after)[1]
    if name in LOOKS:
        return "", _after_space(text, end)
    symbol = _library_symbol(name)
    if symbol is not None:
        return symbol, _after_space(text, end)
    return _print_unknown(token, text, depth)


def _print_unknown(token: re.Match[str], text: str, depth: int) -> tuple[str, int]:
    """Return what the braces of a command hold, else the command as written."""
    end = _after_option(text, token.end())
    contents: list[str] = []
    while len(contents) < _MAX_ARGUMENTS and text[end : end + 1] == "{":
        content, end = _group(text, end)
        if content is None:
            break
        contents.append(_convert(content, depth + 1).strip())
    if not any(contents):
        return token[0], token.end()
    if token["command"] in _FRACTIONS:
        return "/".join(contents), end
    return ("√" if token["command"] == "sqrt" else "") + " ".join(filter(None, contents)), end


def address_text(text: str) -> str:
    """Return a URL, DOI or path as it is meant: escapes and braces gone, `~` and `--` untouched."""
    return _ADDRESS_ESCAPE.sub(lambda found: found[1] or "", text)


def _script(name: str, text: str, end: int, depth: int) -> tuple[str, int]:
    content, after = _argument(text, end)
    plain = _convert(content or "", depth + 1)
    table = SUPERSCRIPTS if name == "textsuperscript" else SUBSCRIPTS
    raised = plain.translate(table)
    all_raised = all(ord(character) in table for character in plain)
    return (raised if all_raised else plain), after


@lru_cache(maxsize=1024)
def _simple_accent(written: str) -> str:
    """Return the letter of the usual forms, such as `{\\"u}` and `\\'{e}`."""
    mark, letter = (c for c in written if c not in "{}\\")
    return unicodedata.normalize("NFC", letter + ACCENTS[mark])


def _accented(mark: str, text: str, end: int, depth: int) -> tuple[str, int]:
    """Return the argument with an accent on its first letter."""
    content, after = _argument(text, end)
    if not content or not content.strip():
        return BARE_ACCENTS.get(mark, ""), after if content is not None else end
    # A dotless i loses its point in print only; the accented letter is the ordinary one.
    bare = content.strip()
    base = {"\\i": "i", "\\j": "j"}.get(bare) or _convert(bare, depth + 1)
    if base[:1] in ("ı", "ȷ"):
        base = {"ı": "i", "ȷ": "j"}[base[0]] + base[1:]
    if not base[:1].isalpha():
        return BARE_ACCENTS.get(mark, "") + base, after
    # Marks that the letter already carries come first: a dot below, then a circumflex.
    carried = 1
    while carried < len(base) and unicodedata.combining(base[carried]):
        carried += 1
    letter = unicodedata.normalize("NFC", base[:carried] + ACCENTS[mark])
    return letter + base[carried:], after


def _argument(text: str, start: int) -> tuple[str | None, int]:
    """Return a command's argument, without its braces, and where it ends; None if there is none."""
    start = _after_space(text, start)
    first = text[start : start + 1]
    if first in ("", "}", "$", "~"):
        return None, start
    if first == "{":
        return _group(text, start)
    if first == "\\":
        token = _TOKEN.match(text, start)
        if token is None or token["math"]:
            return None, start
        if token["escape"] and token["escape"] in ACCENTS:  # an accent upon an accent
            content, end = _argument_of_accent(text, token.end())
            return token[0] + content, end
        return token[0], token.end()
    return first, start + 1


def _argument_of_accent(text: str, start: int) -> tuple[str, int]:
    if text[start : start + 1] == "{":
        content, end = _group(text, start)
        return f"{{{content or ''}}}", end
    return text[start : start + 1], start + 1


def _group(text: str, start: int) -> tuple[str | None, int]:
    depth = 0
    for brace in _BRACE.finditer(text, start, min(len(text), start + _MAX_ARGUMENT)):
        if brace[0] == "{":
            depth += 1
            if depth > _MAX_DEPTH:
                break
        elif brace[0] == "}":
            depth -= 1
            if depth == 0:
                return text[start + 1 : brace.start()], brace.end()
    return None, start + 1


def _after_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return start if found is None else found.end()


def _after_option(text: str, start: int) -> int:
    found = _OPTION.match(text, start)
    return start if found is None else found.end()


@lru_cache(maxsize=1024)
def _library_symbol(name: str) -> str | None:
    """Return what pylatexenc prints for a command without arguments, None if it knows none."""
    from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    if spec is None or not spec.macroname or not isinstance(spec.simplify_repl, str):
        return None
    if not spec.simplify_repl or "%" in spec.simplify_repl:
        return None
    printed: str = LatexNodes2Text(math_mode="verbatim").latex_to_text(f"\\{name}")
    return unicodedata.normalize("NFC", printed.strip()) or None
