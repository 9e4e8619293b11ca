"""The money of every vendor beside its fit: cost over the years, benefit, return, and the plane of both.

Two ways of reckoning, and never a mix of them, so that no gap is charged twice:

- *gaps closed*: what answers leave open is programmed at the day rate, and the to-be is reached in full;
- *as delivered*: nothing is added, and the to-be is reached as far as the answers serve what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from procfit.fit.assess import Fit
from procfit.fit.money.benefit import Benefit, benefit_of
from procfit.fit.money.draws import Probability, Spread, probability, spread_of
from procfit.fit.money.effort import GapEffort, gap_effort, needed_by
from procfit.fit.money.outcome import (
    AS_PLANNED,
    Drawn,
    Outcome,
    Terms,
    benefit_range,
    drawn_costs,
    outcome_of,
    present_cost,
)
from procfit.fit.money.plane import Plane, Point, plane_of
from procfit.fit.money.prices import Line, missing_prices, price_lines
from procfit.model.portfolio import Portfolio
from procfit.model.process import View
from procfit.model.vendor import Evaluation, Range, Vendor

if TYPE_CHECKING:
    import numpy
    import pandas
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Basis", "Money", "VendorMoney", "money_of"]

Basis = Literal["gaps closed", "as delivered"]


@dataclass(frozen=True)
class VendorMoney:
    """What one vendor costs and brings.

    Attributes
    ----------
    lines
        Its bill, gaps aside, as far as it is known.
    missing
        The keys of its price that are not given.
    effort
        The days that its gaps take.
    gap_cost
        Those days at the day rate; None = not assessed.
    delivered, closed
        Present value of all that is paid, without and with closing the gaps; None = not assessed.
    served
        The benefit per year as far as its answers go; None = not assessed.
    outcomes
        What comes of it, by basis, where cost and benefit are known.
    """

    vendor: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    effort: GapEffort
    gap_cost: Range | None
    delivered: Range | None
    closed: Range | None
    served: Range | None
    outcomes: Mapping[Basis, Outcome] = field(default_factory=dict)

    def cost(self, basis: Basis) -> Range | None:
        """Return the present value of all that is paid."""
        return self.closed if basis == "gaps closed" else self.delivered


@dataclass(frozen=True)
class Money:
    """The money of all vendors.

    Attributes
    ----------
    terms
        Years, discount rate, day rate and the share of the benefit that is reached.
    basis
        How the plane and `cheaper` reckon cost: with gaps closed where that is known of all.
    benefit
        What the planned processes bring, whichever vendor.
    full
        The benefit per year with the to-be reached in full; None = not assessed.
    costs
        Present value of all that is paid in the draws, by vendor, where its price is complete.
    cheaper
        The probability that the first vendor of a pair costs less than the second.
    """

    currency: str
    terms: Terms
    basis: Basis
    benefit: Benefit
    full: Range | None
    vendors: Mapping[str, VendorMoney]
    costs: Mapping[str, Spread]
    cheaper: Mapping[tuple[str, str], Probability]
    plane: Plane

    def to_frame(self) -> pandas.DataFrame:
        """Return fit and cost as a table, one row per vendor whose cost is known."""
        return self.plane.to_frame()


def money_of(
    portfolio: Portfolio,
    evaluation: Evaluation,
    vendors: Mapping[str, Vendor],
    fit: Fit,
    view: View = "to-be",
) -> Money:
    """Return what the vendors of a fit cost and bring.

    Parameters
    ----------
    portfolio
        The maps, with rates and volumes.
    evaluation
        The scale with its days of effort, the day rate, the years and the discount rate.
    vendors
        The vendors by id, with their prices.
    fit
        The fit, whose answers count here too.
    view
        The view whose needs are to be closed.
    """
    terms = Terms(
        evaluation.horizon_years,
        evaluation.discount_rate,
        evaluation.day_rate,
        evaluation.benefit_reached or AS_PLANNED,
    )
    benefit = benefit_of(portfolio, evaluation)
    needed = needed_by(portfolio, evaluation, view)
    found: dict[str, VendorMoney] = {}
    for name in fit.answers:
        price = vendors[name].price
        priced = {extra.capability for extra in price.extra if extra.per == "once"}
        effort = gap_effort(fit.answers[name], needed, evaluation, priced)
        lines = price_lines(price, needed)
        found[name] = _vendor_money(name, vendors[name], lines, effort, terms)
    comparable = [own for own in found.values() if own.delivered is not None and not own.missing]
    basis: Basis = "gaps closed" if all(own.closed is not None for own in comparable) else "as delivered"
    costs = {own.vendor: _costs(own, terms) for own in comparable}
    totals = {name: own[basis].present(terms) for name, own in costs.items()}
    spreads = {name: spread_of(paid) for name, paid in totals.items()}
    if benefit.per_year is not None:
        found = {
            name: replace(
                own,
                served=benefit_range(benefit, fit.answers[name], terms.reached),
                outcomes=_outcomes(name, costs.get(name, {}), benefit, fit, terms),
            )
            for name, own in found.items()
        }
    return Money(
        currency=portfolio.settings.currency,
        terms=terms,
        basis=basis,
        benefit=benefit,
        full=None if benefit.per_year is None else benefit_range(benefit, None, terms.reached),
        vendors=found,
        costs=spreads,
        cheaper=_cheaper(totals),
        plane=_plane([found[own.vendor] for own in comparable], spreads, basis, fit),
    )


def _vendor_money(
    name: str, vendor: Vendor, lines: tuple[Line, ...], effort: GapEffort, terms: Terms
) -> VendorMoney:
    rate = terms.day_rate
    least, usual, most = effort.days
    known = rate is not None and not effort.missing
    gap_cost = (least * rate[0], usual * rate[1], most * rate[2]) if rate and known else None
    delivered = closed = None
    if lines:
        delivered = present_cost(lines, terms)
        if gap_cost is not None:
            closed = present_cost([*lines, Line("closing gaps", gap_cost, False, "")], terms)
    missing = missing_prices(vendor.price)
    return VendorMoney(name, lines, missing, effort, gap_cost, delivered, closed, None)


def _costs(own: VendorMoney, terms: Terms) -> dict[Basis, Drawn]:
    costs: dict[Basis, Drawn] = {"as delivered": drawn_costs(own.vendor, own.lines, None, terms)}
    if own.closed is not None:
        costs["gaps closed"] = drawn_costs(own.vendor, own.lines, own.effort, terms)
    return costs


def _outcomes(
    name: str, costs: Mapping[Basis, Drawn], benefit: Benefit, fit: Fit, terms: Terms
) -> dict[Basis, Outcome]:
    answers = {"gaps closed": None, "as delivered": fit.answers[name]}
    return {
        basis: outcome_of(name, cost, benefit, answers[basis], terms) for basis, cost in costs.items()
    }


def _cheaper(totals: Mapping[str, Floats]) -> dict[tuple[str, str], Probability]:
    return {
        (one, other): probability(totals[one] < totals[other])
        for one in totals
        for other in totals
        if one != other
    }


def _plane(vendors: list[VendorMoney], costs: Mapping[str, Spread], basis: Basis, fit: Fit) -> Plane:
    """Return the plane; its usual cost is that which half of the draws stay under.

    The sum of what is usual would make a vendor cheap whose amounts can turn out much higher than usual.
    """
    places = {place.vendor: place for place in fit.standings}
    points = []
    for own in vendors:
        cost, middle, place = own.cost(basis), costs[own.vendor].p50, places[own.vendor]
        if cost is not None and middle is not None and fit.weights.shares:
            span = (place.score.low, place.score.mid, place.score.high)
            points.append(Point(own.vendor, (cost[0], middle, cost[2]), span, place.rank is not None))
    return plane_of(points)
