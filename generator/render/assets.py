"""A theme's static files as they are published below `assets/`.

The style sheets below `static/css/` become one file, `assets/byline.css`, in the order of their
paths, and so do the scripts of a folder that is named as one: those of `static/search-index.js/`
become `assets/search-index.js`. So small files in the source cost a reader nothing. Every other file
keeps its path.
Comments and indentation of style sheets and scripts are for those who read the source: they stay there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import OutsideError
from generator.render.colors import scheme_pair
from generator.themes import StaticSource, Theme

STYLES = "css/"
STYLE_SHEET = "assets/byline.css"

_COMMENT_OR_STRING = re.compile(r"""/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)
_INDENT = re.compile(r"\n\s*")
_COMMENT_LINES = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", re.DOTALL | re.MULTILINE)


def theme_assets(theme: Theme) -> tuple[tuple[str, bytes], ...]:
    """Return the files of a theme as (output path, content), by path.

    Raises:
        OutsideError: A file cannot be read.
    """
    sheets = [_option_colors(theme)]
    assets: dict[str, bytes] = {}
    for source in _published(theme):
        try:
            content = Path(source.file).read_bytes()
        except OSError as error:
            raise OutsideError(f"the theme's file {source.path} cannot be read: {error.strerror}") from error
        if source.path.startswith(STYLES) and source.path.endswith(".css"):
            sheets.append(compact_css(content.decode("utf-8-sig", "replace")))
        elif source.path.endswith(".js"):
            path = f"assets/{script_of(source.path)}"
            assets[path] = b"\n".join(filter(None, (assets.get(path), compact_js(content))))
        else:
            assets[f"assets/{source.path}"] = content
    if any(sheets):
        assets[STYLE_SHEET] = "".join(sheets).encode()
    return tuple(sorted(assets.items()))


def asset_paths(theme: Theme) -> tuple[tuple[str, str], ...]:
    """Return (output path, what it comes from) of the files of `theme_assets`, unread."""
    found = {STYLE_SHEET: "its options"} if any(theme.option(name) for name in theme.colors) else {}
    for source in _published(theme):
        is_sheet = source.path.startswith(STYLES) and source.path.endswith(".css")
        found[STYLE_SHEET if is_sheet else f"assets/{script_of(source.path)}"] = f"static/{source.path}"
    return tuple(sorted(found.items()))


def script_of(path: str) -> str:
    """Return the path of the script that a file below `static/` is a part of, else its own."""
    folder, _, name = path.rpartition("/")
    return folder if folder.endswith(".js") and name.endswith(".js") else path


def _published(theme: Theme) -> Iterator[StaticSource]:
    """Yield the static files but for the parts of a script that a theme replaces as a whole."""
    paths = {source.path for source in theme.static}
    for source in theme.static:
        if source.path == script_of(source.path) or script_of(source.path) not in paths:
            yield source


def compact_css(text: str) -> str:
    """Return a style sheet without comments and indentation; strings are left alone."""
    bare = _COMMENT_OR_STRING.sub(lambda match: match[1] or "", text)
    return _INDENT.sub("\n", bare).strip() + "\n" if bare.strip() else ""


def compact_js(content: bytes) -> bytes:
    """Return a script without indentation and the comments that stand on lines of their own.

    Only what is sure without reading JavaScript goes: a script with a backquote, whose text may go
    on over lines, comes back as it is, and so does one that is not UTF-8.
    """
    if b"`" in content:
        return content
    try:
        bare = _COMMENT_LINES.sub("", content.decode())
    except UnicodeDecodeError:
        return content
    return _INDENT.sub("\n", bare).lstrip().encode()


def _option_colors(theme: Theme) -> str:
    """Return the colours among the options as custom properties: `accent` is `--option-accent`."""
    lines = []
    for name in theme.colors:
        color = str(theme.option(name))
        if not color:
            continue
        light, dark = scheme_pair(color)
        lines.append(f"--option-{name.replace('_', '-')}:light-dark({light},{dark});")
    return f":root{{{''.join(lines)}}}\n" if lines else ""
