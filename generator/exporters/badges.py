"""Badges: a label and a value as a small SVG image, for READMEs and websites."""

from html import escape

HEIGHT = 20
_PAD = 6

_NARROW = frozenset("fijlrt.,:;|!'()[]I- ")
_WIDE = frozenset("mwMW%@")


def format_badge(label: str, value: str, title: str, *, reported: bool, color: str) -> str:
    """Return an SVG image of a fixed size with the text "label value" for those who do not see it.

    Args:
        label, value: "h-index" and "11".
        title: Where the value comes from, shown on hover where the image stands as an object.
        reported: Marks the value with a raised R.
        color: #rrggbb behind the value; white must be legible on it.
    """
    left = _width(label)
    mark = 9 if reported else 0
    right = _width(value) + mark
    total = left + right
    reading = f"{label} {value}"
    raised = f'<text x="{total - _PAD - 2}" y="11" font-size="7" text-anchor="middle">R</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{HEIGHT}" role="img"'
        f' aria-label="{_text(reading)}{", reported" if reported else ""}">'
        f"<title>{_text(title)}</title>"
        f'<rect width="{total}" height="{HEIGHT}" rx="3" fill="#44413b"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right - 3}z" fill="{color}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">'
        f"{_line(label, _PAD, left)}{_line(value, left + _PAD, right - mark)}{raised if reported else ''}"
        "</g></svg>\n"
    )


def _line(text: str, x: int, width: int) -> str:
    # The length is stated, so that the text fits whichever of the fonts there is.
    return f'<text x="{x}" y="14" textLength="{width - 2 * _PAD}">{_text(text)}</text>'


def _width(text: str) -> int:
    """Return the width of a badge's half in px: Verdana's advances at 11 px, rounded."""
    units = sum(4 if c in _NARROW else 10 if c in _WIDE or ord(c) > 0x2E7F else 7 for c in text)
    return units + 2 * _PAD


def _text(text: str) -> str:
    return escape(text, quote=True)
