"""The colours of a theme, for what is drawn or scripted outside of its style sheets."""

import re
from dataclasses import dataclass
from pathlib import Path

from generator.render.assets import STYLES
from generator.render.colors import scheme_pair
from generator.themes import Theme

ACCENT = "#1f5a99"
"""Of themes without an option `accent`."""

HUES = ("#66399c", "#0c5f69", "#1f5a99", "#932b58", "#5c5a0e", "#276336", "#475260", "#8f4510")
"""Of category badges, in themes whose style sheets name none."""

_HUE = re.compile(r"\.hue-([0-7])\s*\{\s*--hue:\s*(?:light-dark\(\s*)?(#[0-9a-fA-F]{6})\b")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb.

    Attributes:
        accent, accent_dark: Of links, on light and on dark ground.
        hues: Of the eight classes of category badges, on light ground.
    """

    accent: str
    accent_dark: str
    hues: tuple[str, ...]


def palette_of(theme: Theme) -> Palette:
    """Return a theme's colours: its option `accent`, and the hues that its style sheets declare."""
    chosen = str(theme.option("accent")) if "accent" in theme.colors else ""
    light, dark = scheme_pair(chosen or ACCENT)
    hues = list(HUES)
    for source in theme.static:
        if source.path.startswith(STYLES) and source.path.endswith(".css"):
            text = Path(source.file).read_bytes().decode("utf-8", "replace")
            for number, color in _HUE.findall(text):
                hues[int(number)] = color.lower()
    return Palette(light, dark, tuple(hues))
