"""Text, colors and names in the shapes of slides."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from procfit.model.text import visible

__all__ = ["EMU", "SLIDE_FONT", "Frame", "describe", "drop_style", "put_text", "rgb"]

SLIDE_FONT = "Arial"
"""A font that Windows and macOS have, and LibreOffice another of the same widths for."""

EMU = 12_700
"""How many of Office's units a point has."""

SMALLEST_TEXT = 4.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a scene goes on a slide: its upper left corner in points, and its scale."""

    x: float
    y: float
    scale: float

    def emu(self, x: float, y: float) -> tuple[int, int]:
        """Return a place of the scene in Office's units."""
        return round((self.x + x * self.scale) * EMU), round((self.y + y * self.scale) * EMU)

    def length(self, value: float) -> int:
        """Return a length of the scene in Office's units."""
        return round(value * self.scale * EMU)


def put_text(
    shape: Any,
    lines: Sequence[str],
    size: float,
    color: str,
    is_bold: bool,
    align: str,
    wraps: bool = False,
) -> None:
    """Put lines of text into a shape, around its middle.

    Parameters
    ----------
    shape
        A shape of python-pptx with a text frame.
    lines
        The lines, each a paragraph.
    size
        The height of the letters in points.
    color
        As ``#rrggbb``.
    is_bold
        Whether they are bold.
    align
        ``left``, ``middle`` or ``right``.
    wraps
        Whether long lines are broken where the shape ends.
    """
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, wraps
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    sides = {"left": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = sides[align]
        if _is_right_to_left(line):
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001  python-pptx has no name for it
        run = paragraph.add_run()
        run.text = visible(line).replace("\n", " ")
        font = run.font
        font.size, font.bold, font.name = Pt(round(max(size, SMALLEST_TEXT), 1)), is_bold, SLIDE_FONT
        font.color.rgb = rgb(color)


def _is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs to the left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def rgb(color: str) -> Any:
    """Return a color that is written as ``#rrggbb``."""
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make(*bytes.fromhex(color.removeprefix("#")))


def drop_style(shape: Any) -> None:
    """Take the look of the theme from a shape, such as its shadow."""
    for style in shape.element.findall("{*}style"):
        shape.element.remove(style)


def describe(element: Any, name: str, title: str) -> None:
    """Give a shape a name for the list of objects and a description for screen readers."""
    for properties in element.iter("{*}cNvPr"):
        if name:
            properties.set("name", visible(name))
        if title:
            properties.set("descr", visible(title))
        return
