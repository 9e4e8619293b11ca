"""Cash flows over the years: net present value, return and payback, over arrays.

A flow is an array whose last axis is the dates: today, then the end of each year. What is paid is negative.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["cash_flows", "dates", "net_present_value", "payback", "return_on_cost"]


def dates(years: float) -> tuple[float, ...]:
    """Return when money flows: today, the end of each year, and of the part of a year that is left.

    Examples
    --------
    >>> dates(2.5)
    (0.0, 1.0, 2.0, 2.5)
    """
    whole = tuple(float(year) for year in range(floor(years) + 1))
    return whole if whole[-1] == years else (*whole, float(years))


def cash_flows(once: ArrayLike, yearly: ArrayLike, years: float) -> Floats:
    """Return the flows of what is paid or gained once, today, and of what is every year.

    Parameters
    ----------
    once, yearly
        Money, of one shape, such as one number per draw; a part of a year has its part.
    years
        How long it goes on.

    Examples
    --------
    >>> cash_flows(-10.0, 4.0, 2.5).tolist()
    [-10.0, 4.0, 4.0, 2.0]
    """
    import numpy

    shares = numpy.diff(dates(years))
    first = numpy.asarray(once, dtype=float)[..., None]
    later = numpy.asarray(yearly, dtype=float)[..., None] * shares
    flows: Floats = numpy.concatenate([first, later], axis=-1)
    return flows


def net_present_value(flows: ArrayLike, when: ArrayLike, rate: float) -> Floats:
    """Return what flows are worth today: sum of flow / (1 + rate) ** year (Brealey, Myers and Allen).

    Examples
    --------
    >>> net_present_value([-100, 121], [0, 2], 0.1).round(6).item() + 0.0
    0.0
    """
    import numpy

    factors = (1.0 + rate) ** -numpy.asarray(when, dtype=float)
    worth: Floats = numpy.asarray(flows, dtype=float) @ factors
    return worth


def payback(flows: ArrayLike, when: ArrayLike) -> Floats:
    """Return after how many years the running total is no longer below zero; infinite where it stays so.

    Inside a year money comes evenly. The total is that of the plain flows, not discounted.

    Examples
    --------
    >>> payback([-100, 40, 40, 40], [0, 1, 2, 3]).item(), payback([-100, 40], [0, 1]).item()
    (2.5, inf)
    """
    import numpy

    money, at = numpy.asarray(flows, dtype=float), numpy.asarray(when, dtype=float)
    totals = numpy.cumsum(money, axis=-1)
    below = totals < 0
    last = below.shape[-1] - 1 - numpy.argmax(below[..., ::-1], axis=-1)
    after = numpy.minimum(last + 1, below.shape[-1] - 1)
    debt = -numpy.take_along_axis(totals, last[..., None], axis=-1)[..., 0]
    gain = numpy.take_along_axis(money, after[..., None], axis=-1)[..., 0]
    back = below.any(-1) & ~below[..., -1]
    part = numpy.divide(debt, gain, out=numpy.zeros_like(debt), where=back)
    reached = at[last] + part * (at[after] - at[last])
    found: Floats = numpy.where(below[..., -1], numpy.inf, numpy.where(below.any(-1), reached, 0.0))
    return found


def return_on_cost(gain: ArrayLike, cost: ArrayLike) -> Floats:
    """Return (gain − cost) / cost, both as present values; not a number where nothing is paid."""
    import numpy

    paid = numpy.asarray(cost, dtype=float)
    gained = numpy.asarray(gain, dtype=float)
    nothing = numpy.full(numpy.broadcast(gained, paid).shape, numpy.nan)
    share: Floats = numpy.divide(gained - paid, paid, out=nothing, where=paid > 0)
    return share
