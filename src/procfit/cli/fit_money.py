"""``procfit fit --money``: what vendors cost and bring, beside their fit."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from procfit.model import sayings

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.money.assess import Money, VendorMoney
    from procfit.fit.money.draws import Spread
    from procfit.fit.money.outcome import Outcome
    from procfit.model.vendor import Range
    from procfit.workspace import Workspace

__all__ = ["Amounts", "add_money", "money_document", "money_lines", "print_money", "whole"]

THOUSANDS_FROM = 100_000
MOST = 0.5
"""The share of the benefit from which one process is told as holding most of it."""


def add_money(command: argparse.ArgumentParser) -> None:
    """Add the option to the parser of ``procfit fit``."""
    command.add_argument(
        "--money",
        nargs="?",
        const="",
        metavar="VENDOR",
        help="what the vendors cost and bring over the years; with VENDOR every line of it, down to the cell",
    )


def print_money(workspace: Workspace, assessed: Fit, arguments: argparse.Namespace) -> None:
    """Print the money of all vendors, or of one line by line."""
    from procfit.api import money

    if arguments.money:
        from procfit.cli.fit_money_vendor import vendor_lines

        _refuse_unknown(workspace, assessed, arguments.money)
        print("\n".join(vendor_lines(workspace, money(workspace, assessed), assessed, arguments.money)))
        return
    print("\n".join(money_lines(money(workspace, assessed), assessed, quiet=arguments.quiet)))


def money_document(workspace: Workspace, assessed: Fit, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return ``cost`` of the JSON document where money was asked for, of one vendor or of all."""
    if arguments.money is None:
        return {}
    from procfit.api import money
    from procfit.fit.money.document import as_document

    document = as_document(money(workspace, assessed))
    if arguments.money:
        _refuse_unknown(workspace, assessed, arguments.money)
        own = [entry for entry in document["vendors"] if entry["vendor"] == arguments.money]
        document["vendors"] = own
    return {"cost": document}


def _refuse_unknown(workspace: Workspace, assessed: Fit, vendor: str) -> None:
    from procfit.model.errors import UsageError

    workspace.vendor(vendor)
    if vendor not in assessed.answers:
        raise UsageError(f'"{vendor}" is left out of this run', "run it without --without-vendor")


def whole(amount: float) -> str:
    """Return an amount without decimals, with a true minus."""
    return f"{amount:,.0f}".replace("-", "−")


class Amounts:
    """Says amounts of one screen in one unit: thousands where they are large."""

    def __init__(self, largest: float, currency: str) -> None:
        self.unit = 1000.0 if largest >= THOUSANDS_FROM else 1.0
        self.said = f"thousand {currency}" if self.unit > 1 else currency

    def one(self, amount: float | None) -> str:
        """Return an amount, or a dash."""
        return sayings.UNKNOWN if amount is None else whole(amount / self.unit)

    def span(self, amounts: Sequence[float | None] | None) -> str:
        """Return the first and the last of some amounts."""
        if amounts is None:
            return sayings.UNKNOWN
        return f"{self.one(amounts[0])} – {self.one(amounts[-1])}"

    def usual(self, amount: Range | None) -> str:
        """Return the usual amount of a range."""
        return self.one(None if amount is None else amount[1])


def money_lines(money: Money, assessed: Fit, quiet: bool) -> Iterator[str]:
    """Yield the screen of all vendors."""
    says = _amounts(money)
    order = [place.vendor for place in assessed.standings]
    years, rate = sayings.count(money.terms.years), sayings.percent(money.terms.rate, 1)
    yield f"Money over {years} years in {says.said}; present value at {rate} a year"
    yield from _missing(money)
    yield ""
    yield _costs(money, assessed, says, order)
    if money.costs and not quiet:
        yield f"p10–p50–p90 are drawn, {money.basis}. They lie above the sum of what is usual: most"
        yield "amounts can turn out further above the usual than below it. Compare by p50."
    yield ""
    yield from _benefit(money, says)
    if any(money.vendors[name].outcomes for name in order):
        yield _outcomes(money, says, order)
    if quiet:
        return
    yield from _cheaper(money, order)
    yield from _errors(money)
    yield from _plane(money, says)
    yield "No price enters the fit. Every line of a vendor: procfit fit --money VENDOR"


def _amounts(money: Money) -> Amounts:
    costs = [own.delivered[1] for own in money.vendors.values() if own.delivered is not None]
    return Amounts(max([*costs, money.full[1] if money.full else 0.0]), money.currency)


def _missing(money: Money) -> Iterator[str]:
    if money.terms.day_rate is None:
        yield "gap effort not assessed: no day_rate in vendors/evaluation.toml"
    for own in money.vendors.values():
        if own.missing:
            keys = ", ".join(own.missing)
            yield f"{own.vendor}: not compared, its [price] lacks {keys} (vendors/{own.vendor}.toml)"
        if own.effort.missing:
            codes = ", ".join(own.effort.missing)
            yield f"{own.vendor}: gap effort not assessed, no effort_days for {codes}"


def _costs(money: Money, assessed: Fit, says: Amounts, order: Sequence[str]) -> str:
    from procfit.cli.output import table

    fits = {place.vendor: place.score.mid for place in assessed.standings}
    rows = [
        (
            name,
            f"{fits[name]:.2f}" if assessed.weights.shares else sayings.UNKNOWN,
            _sum(own, says, yearly=False),
            _sum(own, says, yearly=True),
            says.usual(own.delivered),
            says.usual(own.gap_cost),
            says.usual(own.closed),
            _drawn_cost(own, money, says),
        )
        for name, own in ((name, money.vendors[name]) for name in order)
    ]
    head = ("usual cost", "fit", "once", "a year", "in all", "+ gaps", "= closed", "p10–p50–p90")
    return table(head, rows, right=range(1, 8))


def _sum(own: VendorMoney, says: Amounts, yearly: bool) -> str:
    amounts = [line.amount[1] for line in own.lines if line.yearly == yearly]
    at_least = bool(own.missing)
    return f"{'≥ ' if at_least and amounts else ''}{says.one(sum(amounts) if amounts else None)}"


def _drawn_cost(own: VendorMoney, money: Money, says: Amounts) -> str:
    drawn = money.costs.get(own.vendor)
    if drawn is None:
        return sayings.UNKNOWN
    return "–".join(says.one(cost) for cost in (drawn.p10, drawn.p50, drawn.p90))


def _benefit(money: Money, says: Amounts) -> Iterator[str]:
    benefit = money.benefit
    if benefit.per_year is None or money.full is None:
        yield "Benefit not assessed: no map has a volume and costs that can be compared."
        return
    yield f"The maps plan to save {says.one(benefit.per_year)} a year. {_reached(money)},"
    yield f"that is {says.usual(money.full)} a year ({says.span(money.full)})."
    largest = benefit.processes[0]
    if (
        benefit.per_year > 0
        and largest.per_year > MOST * benefit.per_year
        and len(benefit.processes) > 1
    ):
        share = sayings.percent(largest.per_year / benefit.per_year)
        yield f"{share} of it is {largest.process}: check its volume and times before anything else."
    if benefit.not_counted:
        left = ", ".join(dict.fromkeys(each.process for each in benefit.not_counted))
        yield f"Not counted: {left}; why is in --money VENDOR."


def _reached(money: Money) -> str:
    least, usual, most = money.terms.reached
    if least == most == 1:
        return "All of it counts, as no benefit_reached is set"
    shares = " – ".join(sayings.percent(share) for share in (least, usual, most))
    return f"Of it {shares} turn into money"


def _outcomes(money: Money, says: Amounts, order: Sequence[str]) -> str:
    from procfit.cli.output import table

    rows = []
    for name in order:
        for basis, outcome in money.vendors[name].outcomes.items():
            npv = outcome.npv
            rows.append(
                (
                    name,
                    basis,
                    says.one(outcome.benefit.p50),
                    f"{says.one(npv.p10)} – {says.one(npv.p50)} – {says.one(npv.p90)}",
                    sayings.chance(outcome.gains.share),
                    _payback(outcome),
                    _percent(outcome.roi),
                )
            )
    head = ("", "reckoned", "a year", "NPV p10 – p50 – p90", "P(NPV>0)", "payback", "ROI")
    return table(head, rows, right=range(2, 7))


def _percent(spread: Spread | None) -> str:
    if spread is None or spread.p50 is None:
        return sayings.UNKNOWN
    return f"{spread.p50 * 100:,.0f} %"


def _payback(outcome: Outcome) -> str:
    middle = outcome.payback.p50
    return "never" if middle is None else f"{middle:.1f} y"


def _cheaper(money: Money, order: Sequence[str]) -> Iterator[str]:
    from procfit.cli.output import table

    names = [name for name in order if any(name in pair for pair in money.cheaper)]
    if not names:
        return
    rows = [
        (
            one,
            *(
                sayings.chance(money.cheaper[one, other].share) if one != other else ""
                for other in names
            ),
        )
        for one in names
    ]
    yield ""
    yield f"P(left is cheaper than above), {money.basis}"
    yield table(("", *names), rows, right=range(1, len(names) + 1))


def _errors(money: Money) -> Iterator[str]:
    """Yield how far the drawn probabilities may be off."""
    from procfit.fit.money.draws import DRAWS

    gains = [each.gains for own in money.vendors.values() for each in own.outcomes.values()]
    errors = [found.error for found in (*gains, *money.cheaper.values())]
    if errors:
        yield f"From {DRAWS:,} draws, the same in every run; standard error at most {max(errors):.3f}."


def _plane(money: Money, says: Amounts) -> Iterator[str]:
    from procfit.cli.fit_plane import plane_lines

    if money.plane.points:
        yield ""
        yield f"Fit against cost over the years (p50), {money.basis}"
        yield from plane_lines(money.plane, says.unit, says.said)
        yield ""
