"""Pictures for dark screens: the same scene in other colors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from procfit.diagrams import palette
from procfit.diagrams.scene import Item, Line, Scene, Shape
from procfit.model.errors import UsageError

__all__ = ["THEMES", "Theme", "themed"]

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

_DARK: Mapping[str, str] = {
    palette.PAPER: "#161b21",
    palette.INK: "#e4e9ef",
    palette.QUIET: "#a9b4c0",
    palette.GRID: "#465260",
    palette.BAND_HEAD: "#232b34",
    palette.BAND_CUSTOMER: "#15241f",
    palette.BAND_HEAD_CUSTOMER: "#1f3a32",
    palette.CALL: "#20262f",
    palette.DECISION: "#322a14",
    palette.BORDER: "#9fb3c8",
    palette.FLOW_BACK: "#e0a45c",
    palette.ACCENT: "#5cc9ae",
    palette.MARK: "#ff8fa6",
    palette.GOOD: "#17382f",
    palette.FAIR: "#35320f",
    palette.WEAK: "#46290c",
    palette.GAP: "#4d1822",
    palette.MUTED: "#1e242b",
    palette.WAITING: "#3a4551",
}


def themed(scene: Scene, theme: Theme) -> Scene:
    """Return a scene in the colors of a theme; scenes are made in those of the light one.

    Raises
    ------
    UsageError
        When there is no such theme.
    """
    if theme not in THEMES:
        raise UsageError(f'there is no theme "{theme}"', f"themes: {', '.join(THEMES)}")
    if theme == "light":
        return scene
    items = tuple(_dark(item) for item in scene.items)
    return replace(scene, items=items, background=_DARK.get(scene.background, scene.background))


def _dark(item: Item) -> Item:
    if isinstance(item, Line):
        return replace(item, stroke=_DARK.get(item.stroke, item.stroke))
    color = _DARK.get(item.color, item.color)
    if isinstance(item, Shape):
        fill, stroke = (_DARK.get(each, each) for each in (item.fill, item.stroke))
        return replace(item, color=color, fill=fill, stroke=stroke)
    return replace(item, color=color)
