"""The plane of fit and cost as text: cheap to the left, good above."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.fit.money.plane import Plane

__all__ = ["plane_lines"]

WIDE = 60
HIGH = 11
LEAST_SPAN = 0.1
"""Fits that lie closer than this are not drawn as if they lay far apart."""


def plane_lines(plane: Plane, unit: float, said_unit: str) -> Iterator[str]:
    """Yield the lines of the plane; each vendor stands at its middle cost and fit, as a capital letter.

    Parameters
    ----------
    plane
        The vendors.
    unit
        What amounts are divided by.
    said_unit
        The unit in words.
    """
    if not plane.points:
        return
    costs = [point.cost[1] for point in plane.points]
    fits = [point.fit[1] for point in plane.points]
    middle = (max(fits) + min(fits)) / 2
    span = max(max(fits) - min(fits), LEAST_SPAN)
    bottom = middle - span / 2
    cheapest, wide = min(costs), (max(costs) - min(costs)) or 1.0
    canvas = [[" "] * WIDE for _ in range(HIGH)]
    for letter, point in zip(_letters(len(plane.points)), plane.points, strict=True):
        row = HIGH - 1 - round((point.fit[1] - bottom) / span * (HIGH - 1))
        column = round((point.cost[1] - cheapest) / wide * (WIDE - 1))
        # Two vendors at one place stand beside each other.
        while canvas[row][column] != " ":
            column = column + 1 if column + 1 < WIDE else 0
        canvas[row][column] = letter
    for number, cells in enumerate(canvas):
        fit = bottom + span * (HIGH - 1 - number) / (HIGH - 1)
        label = f"{fit:.2f}" if number in (0, HIGH // 2, HIGH - 1) else ""
        yield f"{label:>5} │{''.join(cells).rstrip()}"
    yield f"  fit └{'─' * WIDE}"
    left, right = f"{cheapest / unit:,.0f}", f"{max(costs) / unit:,.0f} {said_unit}"
    yield f"       {left}{right:>{WIDE - len(left)}}" if max(costs) > cheapest else f"       {right}"
    for letter, point in zip(_letters(len(plane.points)), plane.points, strict=True):
        yield f"  {letter} {point.vendor}: {_said(point.in_race, point.beaten_by, point.surely_beaten_by)}"


def _letters(number: int) -> Iterator[str]:
    return (chr(ord("A") + place % 26) for place in range(number))


def _said(in_race: bool, beaten_by: tuple[str, ...], surely: tuple[str, ...]) -> str:
    if not in_race:
        return "stopped by a gate"
    if surely:
        return (
            f"surely beaten by {', '.join(surely)}: dearer and no better, wherever the figures turn out"
        )
    if beaten_by:
        return f"beaten by {', '.join(beaten_by)} at middle values: dearer and no better"
    return "on the front: nobody is cheaper and at least as good"
