"""Pictures of maps: one layout for screen and paper, one style per module.

The layout itself is :func:`procfit.diagrams.layout.layout`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import TextDrawing, render_text
    from procfit.diagrams.grid import Layout
    from procfit.diagrams.render import FORMATS, STYLES, dot_source, draw, draw_text, scene, slides, svg

__all__ = [
    "FORMATS",
    "STYLES",
    "Layout",
    "TextDrawing",
    "dot_source",
    "draw",
    "draw_text",
    "render_text",
    "scene",
    "slides",
    "svg",
]

_HOMES = {"Layout": "grid", "TextDrawing": "canvas_text", "render_text": "canvas_text"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'render')}"), name)
