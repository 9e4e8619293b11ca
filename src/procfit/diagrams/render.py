"""Draws maps into files: SVG, PNG and PDF through Graphviz, slides and text without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from procfit.diagrams.badges import badges
from procfit.diagrams.canvas_text import Zoom, render_text
from procfit.diagrams.engine import USUAL_SCALE
from procfit.diagrams.layout import layout
from procfit.diagrams.palette import A_SERIES
from procfit.diagrams.scene import Item, Scene, Text
from procfit.diagrams.styles import STYLES, WHOLE
from procfit.diagrams.text_width import one_line
from procfit.diagrams.theme import Theme, themed
from procfit.diagrams.wanted import Wanted
from procfit.files import write_atomically
from procfit.model.errors import UsageError
from procfit.model.process import ProcessMap, View

__all__ = [
    "FORMATS",
    "STYLES",
    "WHOLE",
    "dot_source",
    "draw",
    "draw_text",
    "known_style",
    "scene",
    "scene_svg",
    "scene_text",
    "slides",
    "svg",
]

FORMATS = ("svg", "png", "pdf", "pptx", "txt")
"""The endings of files that pictures are written to."""

LARGEST_SCALE = 10.0
_TOLD = frozenset({"note", "heading", "figure", "difference"})
"""The classes of texts that no named part tells."""

Marks = Mapping[str, str]


def draw(
    process: ProcessMap,
    path: str | Path,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
    *,
    poster: str = "",
    facts: Any = None,
    links: Mapping[str, str] | None = None,
    theme: Theme = "light",
    scale: float = USUAL_SCALE,
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
    facts
        What the style shows besides the map, in the style's own dataclass.
    links
        Where steps lead to in an SVG, by step id.
    theme
        ``light`` or ``dark``.
    scale
        How many times 96 dots per inch a .png has.

    Raises
    ------
    UsageError
        When the style, the theme, the scale, the ending or the poster is unknown.
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
    if not 0 < scale <= LARGEST_SCALE:
        raise UsageError(f"a picture cannot be {scale:g} times as big", f"use 1 to {LARGEST_SCALE:g}")
    if ending == "txt" and style == "swimlane":
        write_atomically(Path(path), draw_text(process.view(view), marks))
        return
    picture: bytes
    drawing = partial(scene, process, style, view, marks, facts=facts, links=links, theme=theme)
    if poster:
        picture = _poster(drawing(ratio), ending, poster)
    elif ending == "pptx":
        picture = slides([drawing], process.name)
    else:
        picture = _picture(drawing(ratio), ending, scale)
    write_atomically(Path(path), picture)


def _poster(drawn: Scene, ending: str, size: str) -> bytes:
    from procfit.diagrams.poster import poster_pdf, tiling

    if ending != "pdf":
        raise UsageError(f"a poster cannot be .{ending}", "name a file that ends in .pdf")
    tiling(drawn, size)
    return poster_pdf(drawn, scene_svg(drawn), size)


def _picture(drawn: Scene, ending: str, scale: float) -> bytes:
    from procfit.diagrams.dot import scene_source
    from procfit.diagrams.engine import find_engine, run_engine

    if ending == "txt":
        return scene_text(drawn).encode()
    if ending == "svg":
        return scene_svg(drawn).encode()
    if ending == "pdf" and ending not in find_engine().formats:
        from procfit.diagrams.poster import page_pdf

        return page_pdf(drawn, scene_svg(drawn))
    return run_engine(scene_source(drawn), ending, scale=scale)


def scene_svg(drawn: Scene) -> str:
    """Return a scene as SVG, with titles for screen readers and classes for style sheets."""
    from procfit.diagrams.dot import scene_source
    from procfit.diagrams.engine import run_engine
    from procfit.diagrams.svg_finish import finish_svg

    return finish_svg(run_engine(scene_source(drawn), "svg"), drawn)


def slides(drawings: Sequence[Callable[[float], Scene]], title: str) -> bytes:
    """Return pictures as slides, with shapes and connectors that people can edit.

    Parameters
    ----------
    drawings
        What draws each picture for a page of a given ``ratio``, in order.
    title
        What the deck is called.
    """
    from procfit.diagrams.deck import Deck

    deck = Deck(title)
    for drawing in drawings:
        deck.picture(drawing)
    return deck.save()


def svg(
    process: ProcessMap,
    style: str = "swimlane",
    view: View = "as-is",
    marks: Marks | None = None,
    ratio: float | None = A_SERIES,
    *,
    facts: Any = None,
    links: Mapping[str, str] | None = None,
    theme: Theme = "light",
) -> str:
    """Return a map as SVG, with titles for screen readers and classes for style sheets.

    Every step has the id ``step-…`` and the classes ``step`` and its kind; see :func:`draw` for the
    parameters.
    """
    return scene_svg(scene(process, style, view, marks, ratio, facts, links, theme))


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
    facts: Any = None,
    links: Mapping[str, str] | None = None,
    theme: Theme = "light",
) -> Scene:
    """Return a picture as shapes, texts and lines in points; see :func:`draw` for the parameters."""
    wanted = Wanted(process, view, marks or {}, ratio, facts, links or {})
    drawn: Scene = import_module(known_style(style)).scene(wanted)
    return themed(drawn, theme)


def scene_text(drawn: Scene) -> str:
    """Return a picture in words: its title, what it is, its headings and figures, and each named part."""
    lines = [f"- {one_line(said)}" for item in drawn.items if (said := _said(item))]
    return "\n".join([one_line(drawn.title), one_line(drawn.description), "", *lines]) + "\n"


def _said(item: Item) -> str:
    if isinstance(item, Text):
        return " ".join(item.lines) if set(item.classes.split()) & _TOLD else ""
    return item.title


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


def known_style(style: str) -> str:
    """Return the module of a style; UsageError if there is none."""
    if style not in STYLES:
        raise UsageError(f'there is no style "{style}"', f"styles: {', '.join(STYLES)}")
    return STYLES[style]
