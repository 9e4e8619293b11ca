"""Best-worst: everything compared with the most and with the least important item only.

Rezaei, Omega 53, 2015, 49-57, in the linear form of Omega 64, 2016, 126-130: shares w that sum to 1 with
the smallest ξ for which |w_B - a_j·w_j| ≤ ξ and |w_j - b_j·w_W| ≤ ξ. Input consistency: Liang, Brunelli and
Rezaei, Omega 96, 2020, 102175: the largest |a_j·b_j - a_BW| / (a_BW² - a_BW).

The linear program is solved exactly, in fractions. Divided by ξ it reads: make x_B + x_W + Σ x_j as large as
possible where every difference is at most 1. For given x_B and x_W every other x_j is then best at its upper
bound min((x_B + 1) / a_j, b_j·x_W + 1), so a concave function of two variables is left, linear between the
lines on which a bound changes. It has its maximum where two of these lines, or of the borders, cross. Where
several crossings are best, their mean is as good and is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

__all__ = ["BestWorst", "best_worst"]

Line = tuple[Fraction, Fraction, Fraction]
Point = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class BestWorst:
    """Shares by item, the largest deviation ξ, the input consistency, and the item that disagrees most."""

    shares: Mapping[str, float]
    deviation: float
    inconsistency: float
    against: str


@dataclass(frozen=True)
class _Program:
    """The comparisons of the items between best and worst: a_j and b_j by item, and a_BW."""

    middle: Mapping[str, Point]
    whole: Fraction

    def upper(self, at: Point) -> dict[str, Fraction]:
        return {
            item: min((at[0] + 1) / over, under * at[1] + 1)
            for item, (over, under) in self.middle.items()
        }

    def allows(self, at: Point) -> bool:
        """Tell whether best and worst can be so large with no difference above 1."""
        best, worst = at
        if best < 0 or worst < 0 or abs(best - self.whole * worst) > 1:
            return False
        return all(
            max((best - 1) / over, under * worst - 1) <= most
            for (over, under), most in zip(self.middle.values(), self.upper(at).values(), strict=True)
        )

    def lines(self) -> list[Line]:
        """Return the lines p·best + q·worst = r of the borders and of the changes of a bound."""
        one, none = Fraction(1), Fraction(0)
        found = [(one, none, none), (none, one, none)]
        found += [(one, -self.whole, side) for side in (one, -one)]
        for over, under in self.middle.values():
            found += [(one, -over * under, r) for r in (over + 1, -over - 1, over - 1)]
        return found


def best_worst(
    best: str, worst: str, best_over: Mapping[str, float], over_worst: Mapping[str, float]
) -> BestWorst:
    """Return the shares.

    Parameters
    ----------
    best, worst
        The most and the least important item.
    best_over
        How many times as important the best is as each other item, the worst among them.
    over_worst
        How many times as important each item but the best is as the worst.

    Examples
    --------
    >>> found = best_worst("a", "c", {"b": 2, "c": 6}, {"b": 3})
    >>> found.shares, found.deviation
    ({'a': 0.6, 'b': 0.3, 'c': 0.1}, 0.0)
    """
    over = {item: _exact(times) for item, times in best_over.items()}
    whole = over[worst]
    middle = {item: (times, _exact(over_worst[item])) for item, times in over.items() if item != worst}
    program = _Program(middle, whole)
    off = {item: abs(first * second - whole) for item, (first, second) in middle.items()}
    against = max(off, key=lambda item: off[item], default="")
    if not against or not off[against]:
        sizes = {best: Fraction(1), **{item: 1 / times for item, times in over.items()}}
        deviation = Fraction(0)
        against = ""
    else:
        at = _largest(program)
        sizes = {best: at[0], **program.upper(at), worst: at[1]}
        deviation = 1 / sum(sizes.values(), Fraction(0))
    total = sum(sizes.values(), Fraction(0))
    spread = whole * whole - whole
    return BestWorst(
        {item: float(size / total) for item, size in sizes.items()},
        float(deviation),
        float(off[against] / spread) if against and spread else 0.0,
        against,
    )


def _largest(program: _Program) -> Point:
    """Return the best and the worst item's size at which all sizes together are largest."""
    sums: dict[Point, Fraction] = {}
    for first, second in combinations(program.lines(), 2):
        at = _crossing(first, second)
        if at is not None and at not in sums and program.allows(at):
            sums[at] = sum(program.upper(at).values(), at[0] + at[1])
    most = max(sums.values())
    tops = [at for at, total in sums.items() if total == most]
    return (
        sum((at[0] for at in tops), Fraction(0)) / len(tops),
        sum((at[1] for at in tops), Fraction(0)) / len(tops),
    )


def _crossing(first: Line, second: Line) -> Point | None:
    (p, q, r), (s, t, u) = first, second
    bottom = p * t - q * s
    return ((r * t - q * u) / bottom, (p * u - r * s) / bottom) if bottom else None


def _exact(number: float) -> Fraction:
    return Fraction(number).limit_denominator(1_000_000)
