"""The colors that cells are filled with, as numbers and in words."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

__all__ = ["described", "from_hex", "tinted"]

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_WHITE = 250
_HUES = (
    *((15, "red"), (40, "orange"), (70, "yellow"), (165, "green"), (195, "turquoise")),
    *((255, "blue"), (320, "purple"), (345, "pink"), (361, "red")),
)
"""Up to which degree of the color circle a color has which name."""


def from_hex(text: str) -> str:
    """Return a color of six or eight digits in its usual form, empty when it is none.

    Examples
    --------
    >>> from_hex("FF00b050"), from_hex("windowText")
    ('#00B050', '')
    """
    found = _HEX.fullmatch(text)
    return f"#{found[1].upper()}" if found else ""


def tinted(color: str, tint: float) -> str:
    """Return a color made lighter or darker as spreadsheets do it; empty for white, which is no fill.

    Examples
    --------
    >>> tinted("#4472C4", 0.8), tinted("#4472C4", -0.5), tinted("#FFFFFF", 0)
    ('#DAE3F3', '#203864', '')
    """
    if not color:
        return ""
    hue, light, strength = _hls(color)
    if tint:
        tint = max(-1.0, min(1.0, tint))
        light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
        parts = [round(255 * part) for part in hls_to_rgb(hue, light, strength)]
        color = "#{:02X}{:02X}{:02X}".format(*parts)
    return "" if min(bytes.fromhex(color[1:])) >= _WHITE else color


def described(fill: str) -> str:
    """Return a fill in words, as it stands for the text of an answer.

    Examples
    --------
    >>> described("#00B050"), described("#FFC7CE"), described("#BFBFBF"), described("theme color 6")
    ('green fill #00B050', 'light red fill #FFC7CE', 'gray fill #BFBFBF', 'fill in theme color 6')
    """
    if not fill.startswith("#"):
        return f"fill in {fill}"
    hue, light, strength = _hls(fill)
    if strength < 0.12 or light < 0.08:
        return f"{'black' if light < 0.15 else 'gray'} fill {fill}"
    name = next(name for top, name in _HUES if 360 * hue < top)
    return f"{'light ' if light > 0.8 else ''}{name} fill {fill}"


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in bytes.fromhex(color[1:]))
    return rgb_to_hls(red, green, blue)
