"""The colors, sizes and fonts of all pictures, named once by what they are for.

Everything stays readable without color: kinds differ by shape, lanes by name, findings by letter.
"""

from __future__ import annotations

__all__ = [
    "ACCENT",
    "A_SERIES",
    "BAND",
    "BAND_CUSTOMER",
    "BAND_HEAD",
    "BAND_HEAD_CUSTOMER",
    "BORDER",
    "CALL",
    "DECISION",
    "EVENT",
    "FAIR",
    "FLOW",
    "FLOW_BACK",
    "FONT",
    "FONT_BOLD",
    "GAP",
    "GOOD",
    "GRID",
    "INK",
    "MARK",
    "MUTED",
    "PAPER",
    "QUIET",
    "SIZE_LABEL",
    "SIZE_LANE",
    "SIZE_NAME",
    "SIZE_SMALL",
    "SIZE_TITLE",
    "TASK",
    "WAITING",
    "WEAK",
]

FONT = "Arial,Helvetica,Liberation Sans,DejaVu Sans,sans-serif"
FONT_BOLD = f"{FONT} Bold"

A_SERIES = 2**0.5
"""Width through height of an A3 or A4 sheet on its side."""

SIZE_TITLE = 15.0
SIZE_LANE = 10.5
SIZE_NAME = 10.0
SIZE_LABEL = 8.5
SIZE_SMALL = 7.5

PAPER = "#ffffff"
INK = "#1b2733"
QUIET = "#52606d"
GRID = "#b8c2cc"

BAND = "#ffffff"
BAND_HEAD = "#eef1f5"
BAND_CUSTOMER = "#f1f8f6"
BAND_HEAD_CUSTOMER = "#d5ebe5"

TASK = "#ffffff"
CALL = "#f3f5fa"
DECISION = "#fff8e6"
EVENT = "#ffffff"
BORDER = "#33485c"

FLOW = "#33485c"
FLOW_BACK = "#8a4b08"
ACCENT = "#0b6e5b"
MARK = "#a4133c"

GOOD = "#dff0ea"
FAIR = "#fdf3d0"
WEAK = "#f9dcbb"
GAP = "#f3c3c8"
MUTED = "#f4f5f7"
"""Grades from good to gap, and what has none; a letter tells them apart as well."""

WAITING = "#dde3ea"
