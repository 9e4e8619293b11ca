"""VIKOR: a compromise between the good of most and the regret of one.

Opricovic and Tzeng, European Journal of Operational Research 156, 2004, 445-455. With the best f* and
the worst f⁻ of each column, and d = w·(f* - f) / (f* - f⁻): S is the sum of a vendor's d (the group's
loss), R the largest of them (the worst regret), and
Q = v·(S - S*) / (S⁻ - S*) + (1 - v)·(R - R*) / (R⁻ - R*). Less is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.methods.tables import shares

if TYPE_CHECKING:
    from procfit.fit.methods.tables import Matrix

__all__ = ["Compromise", "vikor"]

TIE = 1e-12


@dataclass(frozen=True)
class Compromise:
    """What VIKOR says: S, R and Q of each vendor, and the rows that are the compromise.

    `advantage` (C1) tells whether the best Q leads by at least 1 / (m - 1), `stable` (C2) whether the
    best in Q is also the best in S or in R. With both the compromise is one row. Without C2 it is the two
    best; without C1 all that are within 1 / (m - 1) of the best.
    """

    group_loss: Matrix
    regret: Matrix
    q: Matrix
    advantage: bool
    stable: bool
    compromise: tuple[int, ...]


def vikor(utilities: Matrix, weights: Matrix, v: float = 0.5) -> Compromise:
    """Return the compromise.

    Parameters
    ----------
    utilities, weights
        The table, more being better, and what each column weighs.
    v
        How much the good of most counts against the regret of one.
    """
    import numpy

    table = numpy.asarray(utilities, float)
    losses = _between(table.max(axis=0, initial=-numpy.inf) - table, axis=0) * shares(weights)
    group_loss, regret = losses.sum(axis=1), losses.max(axis=1, initial=0.0)
    q = v * _between(group_loss) + (1 - v) * _between(regret)
    order = numpy.argsort(q.round(12), kind="stable")
    if len(order) < 2:
        return Compromise(group_loss, regret, q, True, True, tuple(order.tolist()))
    first, second = order[:2]
    least = 1 / (len(q) - 1)
    advantage = bool(q[second] - q[first] >= least - TIE)
    stable = any(bool(found[first] <= found.min() + TIE) for found in (group_loss, regret))
    near = [int(row) for row in order if q[row] - q[first] < least - TIE]
    chosen = near if not advantage else [int(first)] if stable else [int(first), int(second)]
    return Compromise(group_loss, regret, q, advantage, stable, tuple(sorted(chosen)))


def _between(values: Matrix, axis: int | None = None) -> Matrix:
    """Return values moved and stretched to lie from 0 to 1; 0 throughout where all are alike."""
    import numpy

    if not values.size:
        return values
    least = values.min(axis=axis)
    span = values.max(axis=axis) - least
    moved: Matrix = (values - least) / numpy.where(span == 0, 1.0, span)
    return moved
