"""Pictures of maps: one layout for screen and paper, one style per module.

The layout itself is :func:`procfit.diagrams.layout.layout`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from procfit.diagrams.canvas_text import TextDrawing, render_text
    from procfit.diagrams.grid import Layout
    from procfit.diagrams.render import (
        FORMATS,
        STYLES,
        WHOLE,
        dot_source,
        draw,
        draw_text,
        scene,
        slides,
        svg,
    )

__all__ = [
    "FORMATS",
    "STYLES",
    "WHOLE",
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


class _Room(ModuleType):
    """The room with ``scene`` as the function, although a module of the room has the same name.

    Importing that module would put it in the place of the function.
    """

    @property
    def scene(self) -> Any:
        """The public function."""
        return __getattr__("scene")

    @scene.setter
    def scene(self, module: ModuleType) -> None:
        """Leave the function where it is."""


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'render')}"), name)


sys.modules[__name__].__class__ = _Room
