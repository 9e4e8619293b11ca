"""Findings for a picture: open ones that save most first, accepted ones last."""

from __future__ import annotations

from procfit.diagrams.styles.findings import FindingsFacts, Found
from procfit.model import sayings
from procfit.model.finding import Finding, Savings
from procfit.model.process import ProcessMap, View
from procfit.reports.pictures.around import Around
from procfit.rules.engine import check
from procfit.rules.overlap import together

__all__ = ["findings_facts"]

NOT_ASSESSED = "not assessed"


def findings_facts(process: ProcessMap, view: View, around: Around) -> FindingsFacts:
    """Return what the rules find in a map as it runs today; they do not judge a plan."""
    if view == "to-be":
        return FindingsFacts(
            unjudged="The rules judge the process as it runs today: see the as-is view."
        )
    report = check(around.portfolio, [process.id])
    whole = together(around.portfolio, report.findings)
    ordered = [found for group in whole.groups for found in group.findings]
    accepted = [found for found in report.findings if found.accepted]
    currency = around.portfolio.settings.currency
    told = tuple(_found(found, currency) for found in (*ordered, *accepted))
    saves = whole.by_map.get(process.id)
    together_said = f"all suggestions together save {_amounts(saves, currency)}" if saves else ""
    rules = sorted({gap.rule for gap in report.not_assessed})
    unjudged = f"Not assessed for want of facts: {', '.join(rules)}" if rules else ""
    return FindingsFacts(told, together_said, unjudged)


def _found(found: Finding, currency: str) -> Found:
    return Found(
        rule=found.rule,
        message=found.message,
        steps=tuple(step for step in found.steps if "#" not in step),
        saves=_amounts(found.saves, currency),
        suggest=found.suggest,
        accepted=found.accepted_reason or "yes" if found.accepted else "",
    )


def _amounts(saves: Savings, currency: str) -> str:
    """Return what is saved a case and a month, as far as known."""
    amounts = (
        (saves.minutes_per_case, sayings.minutes(saves.minutes_per_case), "case"),
        (saves.minutes_per_month, sayings.minutes(saves.minutes_per_month), "month"),
        (saves.cost_per_month, sayings.money(saves.cost_per_month, currency), "month"),
    )
    parts = [f"{said} a {period}" for value, said, period in amounts if value is not None]
    return " · ".join(parts) or NOT_ASSESSED
