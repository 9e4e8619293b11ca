"""Slides with pictures of maps that people can edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from procfit.diagrams.pages import readable_pages
from procfit.diagrams.palette import INK, QUIET
from procfit.diagrams.scene import Scene
from procfit.diagrams.slide_shapes import put_scene
from procfit.diagrams.slide_text import EMU, Frame, describe, put_text
from procfit.model.optional import optional_library
from procfit.model.text import visible

__all__ = ["Area", "Deck"]

WIDTH, HEIGHT = 960.0, 540.0
"""The size of a slide in points: 13.33 × 7.5 inches."""

MARGIN = 28.0
TITLE_TOP, TITLE_HEIGHT, TITLE_SIZE = 16.0, 34.0, 22.0
FOOT_TOP, FOOT_SIZE = 516.0, 9.0
BODY_TOP, BODY_BOTTOM = 56.0, 510.0
SMALLEST = 0.72
"""The scale down to which strips of a map share a slide: letters of seven points."""

BIGGEST = 1.25
"""Small maps are not blown up beyond this."""

TITLE_ONLY = 5


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a slide, in points."""

    x: float = MARGIN
    y: float = BODY_TOP
    width: float = WIDTH - 2 * MARGIN
    height: float = BODY_BOTTOM - BODY_TOP


class Deck:
    """Slides, put one after the other.

    Parameters
    ----------
    title
        What the file calls itself.
    foot
        What stands at the foot of each slide, beside its number.
    """

    def __init__(self, title: str, foot: str = "") -> None:
        pptx = optional_library("pptx")
        self._foot = foot or title
        self._slides = pptx.Presentation()
        self._slides.slide_width, self._slides.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
        about = self._slides.core_properties
        about.title, about.author, about.last_modified_by = visible(title)[:255], "procfit", "procfit"
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        about.revision = 1

    def slide(self, title: str) -> Any:
        """Add a slide with a title and return it."""
        slide = self._slides.slides.add_slide(self._slides.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top = round(MARGIN * EMU), round(TITLE_TOP * EMU)
        shape.width, shape.height = round((WIDTH - 2 * MARGIN) * EMU), round(TITLE_HEIGHT * EMU)
        put_text(shape, (title,), _fitting(title), INK, True, "left", wraps=True)
        self._put_foot(slide)
        return slide

    def picture(self, make: Callable[[float], Scene], title: str = "") -> None:
        """Add a picture: one slide, or several where one would be too small to read.

        Parameters
        ----------
        make
            Makes the picture for a page of this width through its height.
        title
            The title of the slides; that of the picture by default.
        """
        area = Area()
        found, scale = readable_pages(
            lambda ratio: _without_title(make(ratio)), area.width, area.height, SMALLEST
        )
        scale = min(scale, BIGGEST)
        for number, page in enumerate(found, 1):
            part = f" ({number} of {len(found)})" if len(found) > 1 else ""
            self._put_picture(page, f"{title or page.title}{part}", area, scale)

    def _put_picture(self, page: Scene, title: str, area: Area, scale: float) -> None:
        slide = self.slide(title)
        x = area.x + (area.width - page.width * scale) / 2
        put_scene(slide.shapes, page, Frame(x, area.y, scale))
        describe(slide.shapes.element, "picture", page.description)

    def text(
        self, slide: Any, lines: Sequence[str], area: Area, size: float = 14.0, is_bold: bool = False
    ) -> None:
        """Put lines of text on a slide, from the top of an area down."""
        from pptx.enum.text import MSO_ANCHOR

        box = slide.shapes.add_textbox(*(round(each * EMU) for each in _frame(area)))
        put_text(box, lines, size, INK, is_bold, "left", wraps=True)
        box.text_frame.vertical_anchor = MSO_ANCHOR.TOP

    def _put_foot(self, slide: Any) -> None:
        area = (MARGIN, FOOT_TOP, WIDTH - 2 * MARGIN - 60, 16.0)
        box = slide.shapes.add_textbox(*(round(each * EMU) for each in area))
        put_text(box, (self._foot,), FOOT_SIZE, QUIET, False, "left", wraps=True)
        number = slide.shapes.add_textbox(
            *(round(each * EMU) for each in (WIDTH - MARGIN - 60, FOOT_TOP, 60.0, 16.0))
        )
        put_text(number, (str(len(self._slides.slides)),), FOOT_SIZE, QUIET, False, "right", wraps=True)
        _make_number(number)

    def save(self) -> bytes:
        """Return the bytes of the file."""
        buffer = BytesIO()
        self._slides.save(buffer)
        return buffer.getvalue()


def _without_title(scene: Scene) -> Scene:
    """Return a picture without its title, which the slide has."""
    kept = tuple(item for item in scene.items if item.classes != "title")
    return replace(scene, items=kept)


def _frame(area: Area) -> tuple[float, float, float, float]:
    return area.x, area.y, area.width, area.height


def _fitting(title: str) -> float:
    """Return the size of a title: smaller where it is long, so that it stays on one or two lines."""
    return TITLE_SIZE if len(title) < 70 else TITLE_SIZE * 0.65


def _make_number(box: Any) -> None:
    """Let a text box show the number of its slide, also after slides were moved."""
    run = box.text_frame.paragraphs[0].runs[0]._r  # noqa: SLF001  python-pptx knows no fields
    run.tag = run.tag.replace("}r", "}fld")
    run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run.set("type", "slidenum")
