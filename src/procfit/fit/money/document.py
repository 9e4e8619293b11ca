"""Money as a document of plain lists and numbers, which other programs may rely on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from procfit.fit.money.assess import Money, VendorMoney
from procfit.fit.money.benefit import Benefit, ProcessBenefit
from procfit.fit.money.effort import Gap
from procfit.model.vendor import Range

__all__ = ["as_document"]


def as_document(money: Money) -> dict[str, Any]:
    """Return the document ``cost`` of a fit; what is not assessed is None."""
    terms = money.terms
    return {
        "currency": money.currency,
        "years": terms.years,
        "discount_rate": terms.rate,
        "day_rate": _range(terms.day_rate),
        "benefit_reached": _range(terms.reached),
        "basis": money.basis,
        "benefit": _benefit(money.benefit, money.full),
        "vendors": [_vendor(own) for own in money.vendors.values()],
        "costs": {name: asdict(spread) for name, spread in money.costs.items()},
        "cheaper": [
            {"vendor": one, "than": other, "p": found.share, "error": found.error}
            for (one, other), found in money.cheaper.items()
        ],
        "plane": [
            {
                **asdict(point),
                "cost": dict(zip(("least", "p50", "most"), point.cost, strict=True)),
                "fit": _range(point.fit),
                "on_front": point.on_front,
                "beaten_by": list(point.beaten_by),
                "surely_beaten_by": list(point.surely_beaten_by),
            }
            for point in money.plane.points
        ],
    }


def _range(amount: Range | None) -> dict[str, float] | None:
    return None if amount is None else dict(zip(("least", "usual", "most"), amount, strict=True))


def _benefit(benefit: Benefit, full: Range | None) -> dict[str, Any]:
    return {
        "planned": benefit.per_year,
        "per_year": _range(full),
        "processes": [_process(part) for part in benefit.processes],
        "not_counted": [asdict(left) for left in benefit.not_counted],
    }


def _process(part: ProcessBenefit) -> dict[str, Any]:
    return {
        "process": part.process,
        "per_year": part.per_year,
        "cases_per_year": part.cases,
        "steps": [
            {
                "step": saving.step,
                "cost_as_is": saving.before,
                "cost_to_be": saving.after,
                "per_case": saving.per_case,
                "per_year": saving.per_case * (part.cases or 0.0),
            }
            for saving in part.savings
        ],
        "kpis": [{**asdict(gain), "per_year": gain.per_year} for gain in part.kpis],
        "by_capability": part.by_capability,
    }


def _vendor(own: VendorMoney) -> dict[str, Any]:
    return {
        "vendor": own.vendor,
        "lines": [
            {"name": line.name, "yearly": line.yearly, "how": line.how, "amount": _range(line.amount)}
            for line in own.lines
        ],
        "missing": list(own.missing),
        "gaps": {
            "days": _range(own.effort.days),
            "cost": _range(own.gap_cost),
            "without_effort": list(own.effort.missing),
            "capabilities": [_gap(gap) for gap in own.effort.gaps],
        },
        "cost": {"as delivered": _range(own.delivered), "gaps closed": _range(own.closed)},
        "served_per_year": _range(own.served),
        "outcomes": {basis: asdict(outcome) for basis, outcome in own.outcomes.items()},
    }


def _gap(gap: Gap) -> dict[str, Any]:
    answer = gap.answer
    return {
        "capability": gap.capability,
        "code": answer.code,
        "days": _range(gap.days),
        "priced": gap.priced,
        "steps": list(gap.steps),
        "used": answer.used,
        "file": answer.file,
        "sheet": answer.sheet,
        "cell": answer.cell,
    }
