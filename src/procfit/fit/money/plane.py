"""Fit against cost: which vendors nobody would choose, because another is cheaper and at least as good.

Efficient alternatives after Pareto; cost and fit stay two figures, no exchange rate between them is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.model.vendor import Range

if TYPE_CHECKING:
    import pandas

__all__ = ["Plane", "Point", "plane_of"]


@dataclass(frozen=True, slots=True)
class Point:
    """A vendor on the plane, and who beats it.

    Attributes
    ----------
    cost, fit
        Least, middle and most.
    in_race
        False where a gate stops the vendor: it neither beats anybody nor is beaten.
    beaten_by
        Vendors that at middle values cost no more and fit no worse, and one of the two better.
    surely_beaten_by
        Those of them for which that holds wherever in their ranges the figures turn out.
    """

    vendor: str
    cost: Range
    fit: Range
    in_race: bool = True
    beaten_by: tuple[str, ...] = ()
    surely_beaten_by: tuple[str, ...] = ()

    @property
    def on_front(self) -> bool:
        """Whether nobody beats it at middle values."""
        return self.in_race and not self.beaten_by


@dataclass(frozen=True)
class Plane:
    """The vendors whose cost is known, the cheapest first."""

    points: tuple[Point, ...] = ()

    @property
    def front(self) -> tuple[str, ...]:
        """The vendors that nobody beats, the cheapest first."""
        return tuple(point.vendor for point in self.points if point.on_front)

    def to_frame(self) -> pandas.DataFrame:
        """Return the plane as a table, one row per vendor."""
        import pandas

        rows = [
            {
                "vendor": point.vendor,
                **dict(zip(("cost_least", "cost", "cost_most"), point.cost, strict=True)),
                **dict(zip(("fit_least", "fit", "fit_most"), point.fit, strict=True)),
                "on_front": point.on_front,
                "beaten_by": ", ".join(point.beaten_by),
                "surely_beaten_by": ", ".join(point.surely_beaten_by),
            }
            for point in self.points
        ]
        return pandas.DataFrame(rows).set_index("vendor") if rows else pandas.DataFrame()


def plane_of(points: Sequence[Point]) -> Plane:
    """Return the plane with who beats whom.

    Examples
    --------
    >>> cheap, good = Point("cheap", (1, 1, 1), (0, 0.4, 1)), Point("good", (2, 2, 2), (0, 0.8, 1))
    >>> plane_of([good, cheap, Point("poor", (3, 3, 3), (0, 0.3, 1))]).front
    ('cheap', 'good')
    """
    ordered = sorted(points, key=lambda point: (point.cost[1], -point.fit[1], point.vendor))
    return Plane(tuple(_judged(point, ordered) for point in ordered))


def _judged(point: Point, points: Sequence[Point]) -> Point:
    rivals = [other for other in points if other is not point and other.in_race]
    beaten = tuple(
        other.vendor
        for other in rivals
        if point.in_race and _beats((other.cost[1], other.fit[1]), (point.cost[1], point.fit[1]))
    )
    surely = tuple(
        other.vendor
        for other in rivals
        if other.vendor in beaten
        and _beats((other.cost[2], other.fit[0]), (point.cost[0], point.fit[2]))
    )
    return Point(point.vendor, point.cost, point.fit, point.in_race, beaten, surely)


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    (cost, fit), (other_cost, other_fit) = one, other
    return cost <= other_cost and fit >= other_fit and (cost < other_cost or fit > other_fit)
