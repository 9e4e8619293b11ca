"""What a style adds to a map in lanes: dressed steps and flows, rows above, words and panels below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from procfit.diagrams.palette import MARK
from procfit.diagrams.scene import Item

__all__ = ["PLAIN", "Bar", "Dots", "Dress", "Entry", "FlowDress", "Overlay", "Panel", "Row", "RowBlock"]


@dataclass(frozen=True, slots=True)
class Dots:
    """A mark of 0 to `most` as filled and hollow dots."""

    value: int
    text: str = ""
    most: int = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of two parts, each a share of its full width: the filled one first."""

    filled: float
    hollow: float


Row = str | Dots | Bar
"""What stands under the name in a box."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a step differs from a plain one; empty means as usual.

    `said` is what screen readers hear after its name.
    """

    rows: tuple[Row, ...] = ()
    badge: str = ""
    badge_fill: str = MARK
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    is_dashed: bool = False
    is_crossed: bool = False
    said: str = ""
    size: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class FlowDress:
    """How a flow is drawn instead of as usual."""

    stroke: str
    width: float = 1.0
    is_dashed: bool = False
    classes: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign of the legend and what it means; `draw` makes the sign around a place."""

    text: str
    draw: Callable[[float, float], Iterable[Item]]


Panel = Callable[[float, float, float], tuple[list[Item], float]]
"""Makes what stands in a place of given left end, top and width, and tells how high it is."""


@dataclass(frozen=True, slots=True)
class RowBlock:
    """A row above or below the lanes of each strip: chips at the steps that have some.

    `line` is the line of the legend that runs along its top.
    """

    name: str
    chips: Mapping[str, tuple[str, ...]]
    is_below: bool = False
    line: str = ""


@dataclass(frozen=True)
class Overlay:
    """What is drawn on top of a plain map in lanes.

    Attributes
    ----------
    dresses, flows
        How steps, and flows by source and number, differ from plain ones.
    word
        What stands at the top right, such as the style.
    note
        A line under the title, such as what cannot be shown.
    entries
        What the legend explains besides.
    panels
        What stands below the legend, from top to bottom.
    links
        Where steps lead to.
    is_blueprint
        Whether the line of internal interaction is drawn.
    has_steps
        Whether what stands in the lanes are steps, whose kinds the legend explains.
    """

    dresses: Mapping[str, Dress] = field(default_factory=dict)
    flows: Mapping[tuple[str, int], FlowDress] = field(default_factory=dict)
    word: str = ""
    note: str = ""
    entries: Sequence[Entry] = ()
    panels: Sequence[Panel] = ()
    rows: Sequence[RowBlock] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    is_blueprint: bool = False
    has_steps: bool = True


PLAIN = Overlay()
