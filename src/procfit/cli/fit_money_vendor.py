"""``procfit fit --money VENDOR``: every line of a vendor's money, down to the cell and the step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procfit.cli.fit_money import whole
from procfit.model import sayings
from procfit.model.text import visible

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.money.assess import Money, VendorMoney
    from procfit.fit.money.benefit import ProcessBenefit
    from procfit.fit.money.effort import Gap
    from procfit.model.vendor import Range
    from procfit.workspace import Workspace

__all__ = ["vendor_lines"]

MOST_GAPS = 12
MOST_PROCESSES = 8
MOST_STEPS = 8


def vendor_lines(workspace: Workspace, money: Money, assessed: Fit, vendor: str) -> Iterator[str]:
    """Yield what one vendor costs and brings, line by line."""
    own = money.vendors[vendor]
    years, rate = sayings.count(money.terms.years), sayings.percent(money.terms.rate, 1)
    name = visible(workspace.vendors[vendor].name)
    yield f"{name}: money over {years} years in {money.currency}, present value at {rate} a year"
    yield ""
    yield from _bill(money, own)
    yield ""
    yield from _gaps(own)
    yield ""
    yield from _benefit(money, assessed, vendor)
    yield f"\nall of it: procfit fit --money {vendor} --format json"


def _bill(money: Money, own: VendorMoney) -> Iterator[str]:
    from procfit.cli.output import table

    if not own.lines:
        yield f"price not assessed: vendors/{own.vendor}.toml has no [price]"
    rows = [
        (line.name, "a year" if line.yearly else "once", *_three(line.amount), line.how)
        for line in own.lines
    ]
    closing = "not assessed"
    if money.terms.day_rate is not None and own.gap_cost is not None:
        closing = f"{_said(own.effort.days)} days × {_said(money.terms.day_rate)}"
    rows.append(("closing gaps", "once", *_three(own.gap_cost), closing))
    for label, amount in (("as delivered", own.delivered), ("gaps closed", own.closed)):
        rows.append((f"= {label}", "in all", *_three(amount), f"vendors/{own.vendor}.toml [price]"))
    yield table(("cost", "", "least", "usual", "most", "made of"), rows, right=(2, 3, 4))
    if own.missing:
        yield f"  not in it, and so a lower bound: {', '.join(own.missing)} of [price] is not given"


def _gaps(own: VendorMoney) -> Iterator[str]:
    from procfit.cli.answer_text import place_of
    from procfit.cli.output import table

    def row(gap: Gap) -> tuple[str, ...]:
        more = f" +{len(gap.steps) - 1}" if len(gap.steps) > 1 else ""
        answer = gap.answer
        days = "priced" if gap.priced else _said(gap.days)
        return (gap.capability, answer.code, days, f"{gap.steps[0]}{more}", place_of(answer))

    gaps = own.effort.gaps
    silent = len(own.effort.silent)
    yield f"gaps: {len(gaps)} needed capabilities take {_said(own.effort.days)} days to close"
    if silent:
        yield f"  {silent} without an answer: each may take anything the scale knows"
    if own.effort.missing:
        yield f"  no effort_days on the scale for {', '.join(own.effort.missing)}: not in the sum"
    rows = [row(gap) for gap in gaps[:MOST_GAPS]]
    yield table(("capability", "answer", "days", "needed by", "from"), rows)


def _benefit(money: Money, assessed: Fit, vendor: str) -> Iterator[str]:
    from procfit.cli.output import table

    own = money.vendors[vendor]
    if money.full is None:
        yield "benefit not assessed: no map has a volume and costs that can be compared"
        return
    reached = " – ".join(sayings.percent(share) for share in money.terms.reached)
    yield f"benefit a year: what the maps plan × {reached} of it reached"
    yield f"  with gaps closed            {_said(money.full)}"
    yield f"  as far as its answers serve {_said(own.served)}"
    answers = assessed.answers[vendor]
    rows = []
    for part in money.benefit.processes[:MOST_PROCESSES]:
        served = sum(amount * answers[name].mid for name, amount in part.by_capability.items())
        worst = min(
            part.by_capability, key=lambda name: (answers[name].mid - 1) * part.by_capability[name]
        )
        hurt = part.by_capability[worst] * (1 - answers[worst].mid)
        rows.append(
            (
                part.process,
                sayings.count(part.cases),
                sayings.count(part.per_year),
                sayings.count(served + part.dearer),
                f"{worst} ({answers[worst].code}) −{sayings.count(hurt)}" if hurt > 0 else "",
            )
        )
    head = ("process", "cases a year", "planned", "served", "most lost by")
    yield table(head, rows, right=(1, 2, 3))
    yield from _steps(money.benefit.processes[:MOST_PROCESSES])
    for left in money.benefit.not_counted:
        yield f"  not counted: {left.process}: {visible(left.why)}"


def _steps(processes: tuple[ProcessBenefit, ...]) -> Iterator[str]:
    """Yield the steps that save most, and the KPIs that are worth something."""
    from procfit.cli.output import table

    saved = [(part, saving) for part in processes for saving in part.savings]
    saved.sort(key=lambda pair: -abs(pair[1].per_case * (pair[0].cases or 0.0)))
    rows = [
        (
            f"{part.process}#{saving.step}",
            f"{saving.before:,.2f}" if saving.before is not None else "not there",
            f"{saving.after:,.2f}" if saving.after is not None else "not there",
            sayings.count(saving.per_case * (part.cases or 0.0)),
            ", ".join(part.needs.get(saving.step, {})) or "all that the process needs",
        )
        for part, saving in saved[:MOST_STEPS]
    ]
    if rows:
        yield "\nthe steps that change most"
        yield table(
            ("step", "a case today", "to-be", "a year", "hangs on"), rows, right=(1, 2, 3), cut=4
        )
    for part in processes:
        for gain in part.kpis:
            units = f"{sayings.count(gain.units)} × {sayings.count(gain.worth)}"
            worth = f"{units} = {sayings.count(gain.per_year)} a year"
            yield f"  KPI {part.process}: {visible(gain.name)}: {worth}"


def _three(amount: Range | None) -> tuple[str, str, str]:
    if amount is None:
        return (sayings.UNKNOWN,) * 3
    least, usual, most = (whole(part) for part in amount)
    return least, usual, most


def _said(amount: Range | None) -> str:
    return "not assessed" if amount is None else " – ".join(whole(part) for part in amount)
