"""Lanes in the order they are drawn in."""

from __future__ import annotations

from collections.abc import Iterable

from procfit.model.process import Lane

__all__ = ["lanes_in_order"]


def lanes_in_order(lanes: Iterable[Lane]) -> list[tuple[Lane, int]]:
    """Return the lanes in the author's order, each followed by the lanes inside it, with their depth.

    Lanes that stand inside each other in a circle come last, at depth 0.

    Examples
    --------
    >>> lanes = Lane("sales", parent="us"), Lane("customer"), Lane("us")
    >>> [(lane.id, depth) for lane, depth in lanes_in_order(lanes)]
    [('customer', 0), ('us', 0), ('sales', 1)]
    """
    lanes = tuple(lanes)
    known = {lane.id for lane in lanes}
    inside: dict[str, list[Lane]] = {}
    for lane in lanes:
        inside.setdefault(lane.parent if lane.parent in known else "", []).append(lane)
    ordered: list[tuple[Lane, int]] = []
    waiting = [(lane, 0) for lane in reversed(inside.get("", []))]
    while waiting:
        lane, depth = waiting.pop()
        ordered.append((lane, depth))
        waiting.extend((child, depth + 1) for child in reversed(inside.pop(lane.id, [])))
    placed = {lane.id for lane, _ in ordered}
    ordered.extend((lane, 0) for lane in lanes if lane.id not in placed)
    return ordered
