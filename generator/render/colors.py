"""Colours that stay legible: a chosen accent is moved until it has enough contrast.

Source of the formulas: WCAG 2.2, "relative luminance" and "contrast ratio".
"""

import colorsys

LIGHT_SURFACE = "#f3f1ea"
DARK_SURFACE = "#23211f"
"""The least favourable backgrounds: text that is legible on them is so on paper and at night."""

TEXT_CONTRAST = 4.6
"""WCAG AA asks for 4.5; rounding to eight bits may cost a little."""

NIGHT_CONTRAST = 7.5
"""Links in the dark need more than the minimum to look as strong as they do by day."""

_STEP = 0.01


def scheme_pair(color: str) -> tuple[str, str]:
    """Return the shades of a colour, #rrggbb, for the light and the dark scheme, legible as text.

    In the light scheme a colour that is legible already stays as it is.
    """
    return (
        legible(color, LIGHT_SURFACE, TEXT_CONTRAST, darker=True),
        legible(color, DARK_SURFACE, NIGHT_CONTRAST, darker=False),
    )


def legible(color: str, surface: str, ratio: float, *, darker: bool) -> str:
    """Return the colour, made darker or lighter until it has the contrast with the surface."""
    red, green, blue = _channels(color)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    while contrast(_hex(red, green, blue), surface) < ratio and 0 <= lightness <= 1:
        lightness += -_STEP if darker else _STEP
        red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
    return _hex(red, green, blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(color: str) -> tuple[float, float, float]:
    digits = color.removeprefix("#")
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
