"""What a vendor costs and brings over the years when everything that is not sure is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procfit.fit.money.benefit import Benefit
from procfit.fit.money.cash import cash_flows, dates, net_present_value, payback, return_on_cost
from procfit.fit.money.draws import DRAWS, Probability, Spread, drawn, probability, spread_of
from procfit.fit.money.effort import GapEffort, total
from procfit.fit.money.prices import Line
from procfit.model.vendor import Answer, Range

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

__all__ = ["Drawn", "Outcome", "Terms", "benefit_range", "drawn_costs", "outcome_of", "present_cost"]

AS_PLANNED: Range = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all vendors alike.

    `day_rate` is money per day of closing gaps, None = not assessed; `reached` the share of the planned
    benefit that turns into money.
    """

    years: float
    rate: float
    day_rate: Range | None
    reached: Range = AS_PLANNED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a vendor over the years, from the draws.

    Attributes
    ----------
    cost
        Present value of all that is paid.
    benefit
        Money per year.
    npv
        Present value of the benefit less that of the cost.
    roi
        `npv` as a share of the cost; None where nothing is paid.
    payback
        Years until the benefit has paid what was spent; None = not within the years.
    never
        The share of draws in which it has not.
    gains
        The probability that the net present value is above zero.
    """

    cost: Spread
    benefit: Spread
    npv: Spread
    roi: Spread | None
    payback: Spread
    never: float
    gains: Probability


@dataclass(frozen=True, slots=True)
class Drawn:
    """Drawn money of one vendor, a number per draw: paid at once, and every year."""

    once: Floats
    yearly: Floats

    def present(self, terms: Terms) -> Floats:
        """Return the present value of all that is paid."""
        flows = cash_flows(self.once, self.yearly, terms.years)
        return net_present_value(flows, dates(terms.years), terms.rate)


def present_cost(lines: Sequence[Line], terms: Terms) -> Range:
    """Return the present value of lines with all at their least, usual and most."""
    import numpy

    amounts = numpy.array([line.amount for line in lines]).reshape(-1, 3)
    yearly = numpy.array([line.yearly for line in lines], dtype=bool)
    flows = cash_flows(amounts[~yearly].sum(axis=0), amounts[yearly].sum(axis=0), terms.years)
    least, usual, most = net_present_value(flows, dates(terms.years), terms.rate).tolist()
    return least, usual, most


def benefit_range(benefit: Benefit, answers: Mapping[str, Answer] | None, reached: Range) -> Range:
    """Return least, usual and most benefit per year.

    Parameters
    ----------
    benefit
        What the to-be brings.
    answers
        Those of a vendor, whose utilities say how far it serves what the to-be needs; None = in full.
    reached
        The share of the planned benefit that turns into money.
    """
    least, usual, most = (
        share * gain + benefit.dearer
        for share, gain in zip(reached, _served(benefit, answers), strict=True)
    )
    return least, usual, most


def _served(benefit: Benefit, answers: Mapping[str, Answer] | None) -> Range:
    """Return what steps save and KPIs gain, as far as the answers serve what they need."""
    amounts = benefit.by_capability
    if answers is None:
        return total((amount, amount, amount) for amount in amounts.values())
    return total(
        (amount * answers[name].low, amount * answers[name].mid, amount * answers[name].high)
        for name, amount in amounts.items()
    )


def drawn_costs(vendor: str, lines: Sequence[Line], effort: GapEffort | None, terms: Terms) -> Drawn:
    """Return what a vendor costs in each draw; the day rate is the same for all vendors.

    Parameters
    ----------
    vendor
        Its id: its draws do not depend on the others.
    lines
        The lines of its bill.
    effort
        Its gaps, where they are closed.
    terms
        What holds for all.
    """
    import numpy

    once, yearly = numpy.zeros(DRAWS), numpy.zeros(DRAWS)
    for line in lines:
        amount = drawn(f"{vendor} {line.name}", [line.amount])[:, 0]
        if line.yearly:
            yearly += amount
        else:
            once += amount
    if effort is not None and terms.day_rate is not None:
        days = drawn(f"{vendor} gaps", [gap.days for gap in effort.gaps if gap.days is not None])
        once += days.sum(axis=1) * drawn("day rate", [terms.day_rate])[:, 0]
    return Drawn(once, yearly)


def outcome_of(
    vendor: str, cost: Drawn, benefit: Benefit, answers: Mapping[str, Answer] | None, terms: Terms
) -> Outcome:
    """Return what comes of a vendor; `answers` is None where the to-be is reached in full."""
    gain = _drawn_benefit(vendor, benefit, answers, terms)
    when = dates(terms.years)
    flows = cash_flows(-cost.once, gain - cost.yearly, terms.years)
    worth = net_present_value(flows, when, terms.rate)
    paid = cost.present(terms)
    back = payback(flows, when)
    nothing_paid = bool((paid <= 0).any())
    return Outcome(
        cost=spread_of(paid),
        benefit=spread_of(gain),
        npv=spread_of(worth),
        roi=None if nothing_paid else spread_of(return_on_cost(worth + paid, paid)),
        payback=spread_of(back),
        never=float((back > terms.years).mean()),
        gains=probability(worth > 0),
    )


def _drawn_benefit(
    vendor: str, benefit: Benefit, answers: Mapping[str, Answer] | None, terms: Terms
) -> Floats:
    import numpy

    amounts = numpy.array(list(benefit.by_capability.values()))
    reached = drawn("benefit reached", [terms.reached])[:, 0]
    if answers is None:
        in_full: Floats = reached * amounts.sum() + benefit.dearer
        return in_full
    own = [answers[name] for name in benefit.by_capability]
    served = drawn(f"{vendor} answers", [(each.low, each.mid, each.high) for each in own])
    found: Floats = reached * (served @ amounts) + benefit.dearer
    return found
