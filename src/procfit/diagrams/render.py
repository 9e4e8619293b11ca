"""Draws maps into files: SVG, PNG and PDF through Graphviz, slides and text without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
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

__all__ = ["FORMATS", "STYLES", "dot_source", "draw", "draw_text", "scene", "scene_svg", "slides", "svg"]

STYLES: Mapping[str, str] = {
    "swimlane": "procfit.diagrams.swimlane",
}
"""The module of each style; it has a function ``scene``."""

FORMATS = ("svg", "png", "pdf", "pptx", "txt")
"""The endings of files that pictures are written to."""

Marks = Mapping[str, str]


def draw(
    process: ProcessMap,
    path: str | Path,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
    poster: str = "",
) -> None:
    """Draw a map into a file; its ending chooses the format.

    Parameters
    ----------
    process
        The map, not a view of it.
    path
        A file ending in .svg, .png, .pdf, .pptx or .txt.
    style
        One of `STYLES`.
    view
        Which view of the map to draw.
    marks
        What to mark on steps, by step id, such as the rules that flag them, with commas between.
    ratio
        Width through height of the page that a long map wraps for; None never wraps. Slides have their own.
    poster
        The size of a poster on A4 sheets, such as ``A1``, for .pdf; none by default.

    Raises
    ------
    UsageError
        When the style, the ending or the poster is unknown.
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
    if poster:
        write_atomically(Path(path), _poster(process, ending, style, view, marks, ratio, poster))
        return
    write_atomically(Path(path), _picture(process, ending, style, view, marks, ratio))


def _poster(
    process: ProcessMap,
    ending: str,
    style: str,
    view: View,
    marks: Marks | None,
    ratio: float | None,
    size: str,
) -> bytes:
    from procfit.diagrams.poster import poster_pdf, tiling

    if ending != "pdf":
        raise UsageError(f"a poster cannot be .{ending}", "name a file that ends in .pdf")
    drawn = scene(process, style, view, marks, ratio)
    tiling(drawn, size)
    return poster_pdf(drawn, scene_svg(drawn), size)


def _picture(
    process: ProcessMap, ending: str, style: str, view: View, marks: Marks | None, ratio: float | None
) -> bytes:
    from procfit.diagrams.engine import find_engine, run_engine

    if ending == "txt":
        _style(style)
        return draw_text(process.view(view), marks).encode()
    if ending == "pptx":
        return slides([(process, marks or {})], style, view)
    if ending == "svg":
        return svg(process, style, view, marks, ratio).encode()
    if ending == "pdf" and ending not in find_engine().formats:
        from procfit.diagrams.poster import page_pdf

        drawn = scene(process, style, view, marks, ratio)
        return page_pdf(drawn, scene_svg(drawn))
    return run_engine(dot_source(process, style, view, marks, ratio), ending)


def slides(
    maps: Sequence[tuple[ProcessMap, Marks]],
    style: str = "swimlane",
    view: View = "as-is",
    title: str = "",
) -> bytes:
    """Return maps as slides, with shapes and connectors that people can edit.

    Parameters
    ----------
    maps
        The maps in order, each with what to mark on its steps.
    style
        One of `STYLES`.
    view
        Which view of the maps to draw.
    title
        What the deck is called; as the first map by default.
    """
    from procfit.diagrams.deck import Deck

    deck = Deck(title or maps[0][0].name)
    for process, marks in maps:
        deck.picture(partial(scene, process, style, view, marks))
    return deck.save()


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
    return scene_svg(scene(process, style, view, marks, ratio))


def scene_svg(drawn: Scene) -> str:
    """Return a picture as SVG; see :func:`svg`."""
    from procfit.diagrams.dot import scene_source
    from procfit.diagrams.engine import run_engine
    from procfit.diagrams.svg_finish import finish_svg

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
