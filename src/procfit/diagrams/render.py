"""Draws maps into files: SVG, PNG and PDF through Graphviz, text without it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from procfit.diagrams.badges import badges
from procfit.diagrams.canvas_text import Zoom, render_text
from procfit.diagrams.layout import layout
from procfit.diagrams.palette import A_SERIES
from procfit.diagrams.scene import Scene
from procfit.files import write_atomically
from procfit.model.errors import UsageError
from procfit.model.process import ProcessMap, View

__all__ = ["FORMATS", "STYLES", "dot_source", "draw", "draw_text", "scene", "svg"]

STYLES: Mapping[str, str] = {
    "swimlane": "procfit.diagrams.swimlane",
}
"""The module of each style; it has a function ``scene``."""

FORMATS = ("svg", "png", "pdf", "txt")
"""The endings of files that pictures are written to."""

Marks = Mapping[str, str]


def draw(
    process: ProcessMap,
    path: str | Path,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
) -> None:
    """Draw a map into a file; its ending chooses the format.

    Parameters
    ----------
    process
        The map, not a view of it.
    path
        A file ending in .svg, .png, .pdf or .txt.
    style
        One of `STYLES`.
    view
        Which view of the map to draw.
    marks
        What to mark on steps, by step id, such as the rules that flag them, with commas between.
    ratio
        Width through height of the page that a long map wraps for; None never wraps.

    Raises
    ------
    UsageError
        When the style or the ending is unknown.
    OutputError
        When the file cannot be written.
    ProcfitError
        When there is no Graphviz or it fails.
    """
    ending = Path(path).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise UsageError(
            f'a picture cannot end in ".{ending}"' if ending else "the file's ending is missing",
            f"use {', '.join(f'.{known}' for known in FORMATS)}",
        )
    write_atomically(Path(path), _picture(process, ending, style, view, marks, ratio))


def _picture(
    process: ProcessMap, ending: str, style: str, view: View, marks: Marks | None, ratio: float | None
) -> bytes:
    from procfit.diagrams.engine import run_engine

    if ending == "txt":
        _style(style)
        return draw_text(process.view(view), marks).encode()
    if ending == "svg":
        return svg(process, style, view, marks, ratio).encode()
    return run_engine(dot_source(process, style, view, marks, ratio), ending)


def svg(
    process: ProcessMap,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
) -> str:
    """Return a map as SVG, with titles for screen readers and classes for style sheets.

    Every step has the id ``step-…`` and the classes ``step`` and its kind; see :func:`draw` for the
    parameters.
    """
    from procfit.diagrams.dot import scene_source
    from procfit.diagrams.engine import run_engine
    from procfit.diagrams.svg_finish import finish_svg

    drawn = scene(process, style, view, marks, ratio)
    return finish_svg(run_engine(scene_source(drawn), "svg"), drawn)


def dot_source(
    process: ProcessMap,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
) -> str:
    """Return the Graphviz source of a picture, for ``neato -n2``; see :func:`draw`."""
    from procfit.diagrams.dot import scene_source

    return scene_source(scene(process, style, view, marks, ratio))


def scene(
    process: ProcessMap,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
) -> Scene:
    """Return a picture as shapes, texts and lines in points; see :func:`draw` for the parameters."""
    drawn: Scene = _style(style).scene(process.view(view), view, marks, ratio)
    return drawn


def draw_text(
    process: ProcessMap, marks: Marks | None = None, zoom: Zoom = "normal", width: int | None = None
) -> str:
    """Return a view of a map drawn in box characters.

    Parameters
    ----------
    process
        A view of a map: ``process.as_is`` or ``process.to_be``.
    marks
        What to mark on steps; the letters are explained below the drawing.
    zoom
        ``compact``, ``normal`` or ``detail``.
    width
        Character cells in a line; a longer map is cut into strips that stand below each other.
    """
    letters, by_step = badges(marks or {})
    drawing = render_text(layout(process), process, zoom, by_step)
    meanings = [f"{letter}  {meaning}" for letter, meaning in letters.items()]
    text = drawing.text if width is None else "\n".join(drawing.wrapped(width)) + "\n"
    return text + ("\n" + "\n".join(meanings) + "\n" if meanings else "")


def _style(style: str) -> Any:
    if style not in STYLES:
        raise UsageError(f'there is no style "{style}"', f"styles: {', '.join(STYLES)}")
    return import_module(STYLES[style])
