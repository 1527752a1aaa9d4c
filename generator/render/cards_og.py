"""Pictures for link previews, drawn with Pillow in the theme's type and colours.

The same card, fonts and Pillow give the same bytes: nothing is drawn with fonts of the machine, text
is laid out by Pillow's own engine, and the file carries no metadata.
"""

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.pages.link_previews import HEIGHT, WIDTH, PreviewCard
from generator.render.palette import Palette
from generator.themes import Theme, built_in_directory

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

PAPER, INK, SOFT, RULE, TINT = "#fdfcfa", "#1d1c1a", "#57534b", "#e3dfd7", "#f3f1ea"

MARGIN = 84
DISC = 112
TITLE_SIZES = (76, 66, 58, 50)
MAX_LINES = 4
MAX_LOST = 16
REGULAR, BOLD = 400, 600
COMPRESSION = 4
"""Of zlib: six times as fast as the best, for files that are a fifth larger."""

_FONT_FILES = (".woff2", ".ttf", ".otf")


def font_files(theme: Theme) -> tuple[str, ...]:
    """Return the upright fonts of a theme, then those of the default theme, by reach: Latin first."""
    own = [s.file for s in theme.static if s.path.startswith("fonts/") and s.path.endswith(_FONT_FILES)]
    folder = built_in_directory() / "default" / "static" / "fonts"
    found = (*_upright(own), *_upright(str(file) for file in sorted(folder.glob("*.woff2"))))
    return tuple(dict.fromkeys(found))


def _upright(files: Iterable[str]) -> list[str]:
    upright = [file for file in files if "italic" not in Path(file).name.lower()]
    return sorted(upright, key=lambda file: ("-latin-" not in file or "-ext-" in file, file))


def draw_card(card: PreviewCard, fonts: tuple[str, ...], palette: Palette) -> bytes | None:
    """Return a picture as PNG, or None where Pillow cannot read the fonts."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = _Pen(ImageDraw.Draw(image), fonts)
    try:
        _draw(card, pen, palette)
    except OSError:
        return None
    out = io.BytesIO()
    small = image.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(out, "PNG", compress_level=COMPRESSION)
    return out.getvalue()


def _draw(card: PreviewCard, pen: "_Pen", palette: Palette) -> None:
    pen.box((0, 0, 14, HEIGHT), palette.accent)
    left, width = MARGIN, WIDTH - 2 * MARGIN
    x: float = left
    if card.code:
        x = _badge(card, pen, left, palette.hues[card.hue])
    if card.site != card.title:
        pen.text((x, 66), _fitted(pen, card.site, 30, width - (x - left)), 30, SOFT)
    if card.monogram:
        width -= 2 * DISC + 60
    size, lines = _title(pen, card.title, width)
    y = 146.0
    if card.monogram:
        # A name is short: it stands in the middle, beside the disc.
        y = 284 - (len(lines) * size * 1.2 + 46 * len(card.lines)) / 2
        center = (WIDTH - MARGIN - DISC, 284)
        pen.disc(center, DISC, TINT, RULE)
        start = center[0] - pen.width(card.monogram, 96) / 2
        pen.text((start, center[1] - 96 * 0.52), card.monogram, 96, SOFT)
    for line in lines:
        pen.text((left, y), line, size, INK, BOLD)
        y += size * 1.2
    y += 22
    for line in card.lines:
        pen.text((left, y), _fitted(pen, line, 34, width), 34, SOFT)
        y += 46
    _facts(card, pen)


def _badge(card: PreviewCard, pen: "_Pen", left: float, hue: str) -> float:
    width = pen.width(card.code, 30, BOLD) + 32
    pen.frame((left, 60, left + width, 108), hue)
    pen.text((left + 16, 66), card.code, 30, hue, BOLD)
    return left + width + 24


def _facts(card: PreviewCard, pen: "_Pen") -> None:
    y = HEIGHT - 112
    if card.facts:
        pen.box((MARGIN, y - 22, WIDTH - MARGIN, y - 20), RULE)
    x: float = MARGIN
    for place, (number, label) in enumerate(card.facts, start=1):
        room = WIDTH - MARGIN - x
        if number:
            pen.text((x, y - 8), number, 52, INK)
            x += pen.width(number, 52) + 14
            pen.text((x, y + 10), label, 30, SOFT)
            x += pen.width(label, 30) + 52
        else:
            label = _fitted(pen, label, 30, room if place == len(card.facts) else room * 0.72)
            pen.text((x, y + 4), label, 30, SOFT)
            x += pen.width(label, 30) + 40


def _title(pen: "_Pen", title: str, width: float) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines; the last one may be cut."""
    lines: list[str] = []
    for size in TITLE_SIZES:
        lines = _wrapped(pen, title, size, width)
        # Large type may take three lines: four of them would leave no room for the authors.
        if len(lines) <= (3 if size > TITLE_SIZES[-1] else MAX_LINES):
            return size, _balanced(pen, title, size, width, len(lines))
    size = TITLE_SIZES[-1]
    kept = lines[: MAX_LINES - 1]
    return size, [*kept, _fitted(pen, " ".join(lines[MAX_LINES - 1 :]), size, width, BOLD)]


def _balanced(pen: "_Pen", text: str, size: int, width: float, count: int) -> list[str]:
    """Return as many lines in the narrowest column that holds them: no word stands alone."""
    for narrower in range(round(width * 0.5), round(width), 40):
        lines = _wrapped(pen, text, size, narrower)
        if len(lines) == count:
            return lines
    return _wrapped(pen, text, size, width)


def _wrapped(pen: "_Pen", text: str, size: int, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pen.width(longer, size, BOLD) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = _fitted(pen, word, size, width, BOLD)
    return [*lines, line] if line else lines


def _fitted(pen: "_Pen", text: str, size: int, width: float, weight: int = REGULAR) -> str:
    """Return the text, cut with an ellipsis where it is wider than there is room for."""
    if pen.width(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = pen.width(text[:middle].rstrip() + "…", size, weight) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = text[:low]
    if not text[low].isspace():
        # A word is cut only where it is a long one.
        whole = kept.rpartition(" ")[0]
        kept = whole if whole and len(kept) - len(whole) <= MAX_LOST else kept
    return kept.rstrip(" ,;:.") + "…"


class _Pen:
    """Draws text in the first font that has each character: subsets of one typeface."""

    def __init__(self, drawing: "ImageDraw", fonts: tuple[str, ...]) -> None:
        self._drawing = drawing
        self._fonts = fonts

    def box(self, area: tuple[float, float, float, float], color: str) -> None:
        self._drawing.rectangle(area, fill=color)

    def frame(self, area: tuple[float, float, float, float], color: str) -> None:
        self._drawing.rounded_rectangle(area, radius=6, outline=color, width=2)

    def disc(self, center: tuple[float, float], radius: int, fill: str, outline: str) -> None:
        x, y = center
        area = (x - radius, y - radius, x + radius, y + radius)
        self._drawing.ellipse(area, fill=fill, outline=outline, width=2)

    def width(self, text: str, size: int, weight: int = REGULAR) -> float:
        return sum(_advance(_file_with(self._fonts, c), size, weight, c) for c in text)

    def text(self, at: tuple[float, float], text: str, size: int, color: str, weight: int = REGULAR) -> None:
        """Draw a line whose top is at `at`, whichever fonts it needs."""
        x, y = at
        baseline = y + size * 0.85
        for font, run in self._runs(text, size, weight):
            self._drawing.text((x, baseline), run, fill=color, font=font, anchor="ls")
            x += self.width(run, size, weight)

    def _runs(self, text: str, size: int, weight: int) -> "list[tuple[FreeTypeFont, str]]":
        runs: list[tuple[str, str]] = []
        for character in text:
            file = _file_with(self._fonts, character)
            if runs and (runs[-1][0] == file or character == " "):
                runs[-1] = (runs[-1][0], runs[-1][1] + character)
            else:
                runs.append((file, character))
        return [(_font(file, size, weight), run) for file, run in runs]


@lru_cache(maxsize=4096)
def _file_with(files: Sequence[str], character: str) -> str:
    """Return the first font that has a glyph for a character, else the first of all."""
    for file in files:
        font = _font(file, 24, REGULAR)
        if _glyph(font, character) != _glyph(font, "\uffff"):
            return file
    return files[0]


def _glyph(font: "FreeTypeFont", character: str) -> tuple[bytes, object]:
    return bytes(font.getmask(character)), font.getbbox(character)


@lru_cache(maxsize=4096)
def _advance(file: str, size: int, weight: int, character: str) -> float:
    # Pillow's own engine does not kern these fonts: a line is as wide as its characters.
    return _font(file, size, weight).getlength(character)


@lru_cache(maxsize=64)
def _font(file: str, size: int, weight: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # Not Raqm: whether it works depends on a library of the machine, and pictures must not.
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    # A font that is not variable has one weight.
    with suppress(OSError):
        font.set_variation_by_axes([weight])
    return font
