"""A picture on several pages: as many of its strips on each as stay readable, with title and legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from procfit.diagrams.palette import A_SERIES
from procfit.diagrams.scene import Item, Line, Scene, Shape

__all__ = ["pages", "readable_pages"]

GAP = 24.0
"""Between two strips on a page."""

HAIR = 0.5

NARROWER = (A_SERIES, 1.0, 0.7, 0.5)
"""For which pages a picture is tried where it is too small on its own: the narrower, the more strips."""


@dataclass(frozen=True)
class _Part:
    """Items that stand together, with their top and bottom."""

    items: tuple[Item, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def readable_pages(
    make: Callable[[float], Scene], width: float, height: float, smallest: float
) -> tuple[list[Scene], float]:
    """Return the pages of a picture that is cut so that it can be read, and the scale of all of them.

    Parameters
    ----------
    make
        Makes the picture for a page of this width through its height.
    width, height
        The room on a page.
    smallest
        The scale down to which a page is readable; where none is, the largest is taken.
    """
    best: tuple[list[Scene], float] = ([], 0.0)
    for ratio in (width / height, *NARROWER):
        found = pages(make(ratio), width, height, smallest)
        scale = min(_scale(page, width, height) for page in found)
        if scale > best[1]:
            best = found, scale
        if scale >= smallest:
            break
    return best


def pages(scene: Scene, width: float, height: float, smallest: float) -> list[Scene]:
    """Return the pages of a picture: one, or several where one would be too small to read.

    A picture is parted between its strips, the shapes of the class ``pool``; each page has the title and
    the legend. A picture without strips stays on one page.

    Parameters
    ----------
    scene
        The picture.
    width, height
        The room on a page.
    smallest
        The scale down to which strips share a page.
    """
    pools = [item for item in scene.items if isinstance(item, Shape) and item.classes == "pool"]
    if len(pools) < 2 or _scale(scene, width, height) >= smallest:
        return [scene]
    head, strips, foot = _parts(scene, pools)
    groups: list[list[_Part]] = []
    for strip in strips:
        tried = [*groups[-1], strip] if groups else []
        if tried and _scale(_page(scene, head, tried, foot), width, height) >= smallest:
            groups[-1] = tried
        else:
            groups.append([strip])
    return [_page(scene, head, group, foot) for group in groups]


def _scale(scene: Scene, width: float, height: float) -> float:
    return min(width / scene.width, height / scene.height)


def _parts(scene: Scene, pools: Sequence[Shape]) -> tuple[_Part, list[_Part], _Part]:
    """Return what stands above the strips, the strips, and what stands below them."""
    edges = [(pool.y - pool.height / 2, pool.y + pool.height / 2) for pool in pools]
    above: list[Item] = []
    below: list[Item] = []
    inside: list[list[Item]] = [[] for _ in edges]
    for item in scene.items:
        y = _height(item)
        if y < edges[0][0] - HAIR:
            above.append(item)
        elif y > edges[-1][1] + HAIR:
            below.append(item)
        else:
            nearest = min(range(len(edges)), key=lambda at: _distance(y, *edges[at]))
            inside[nearest].append(item)
    strips = [_Part(tuple(items), *edge) for items, edge in zip(inside, edges, strict=True)]
    head = _Part(tuple(above), 0.0, edges[0][0])
    return head, strips, _Part(tuple(below), edges[-1][1], scene.height)


def _height(item: Item) -> float:
    if isinstance(item, Line):
        heights = [y for _, y in item.points]
        return (min(heights) + max(heights)) / 2
    return item.y


def _distance(y: float, top: float, bottom: float) -> float:
    return max(top - y, y - bottom, 0.0)


def _page(scene: Scene, head: _Part, strips: Iterable[_Part], foot: _Part) -> Scene:
    items = list(head.items)
    y = head.bottom
    for number, strip in enumerate(strips):
        y += GAP if number else 0.0
        items += [_moved(item, y - strip.top) for item in strip.items]
        y += strip.height
    items += [_moved(item, y - foot.top) for item in foot.items]
    return replace(scene, height=y + foot.height, items=tuple(items))


def _moved(item: Item, down: float) -> Item:
    if isinstance(item, Line):
        return replace(item, points=tuple((x, y + down) for x, y in item.points))
    return replace(item, y=item.y + down)
