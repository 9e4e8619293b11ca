"""Findings in words: where they were found, what they rest on, and what following them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from procfit.model import sayings
from procfit.model.finding import Finding, Savings
from procfit.model.process import ProcessMap

__all__ = ["amounts", "grounds", "marks_of", "step_name", "worth"]

MOST_NAMES = 3
"""How many steps without a source are named; JSON has them all."""


def step_name(maps: Mapping[str, ProcessMap], process: str, step: str) -> str:
    """Return a step's name, with its map's where it stands in another one."""
    other, mark, step_id = step.rpartition("#")
    home = maps.get(other or process)
    name = home.step(step_id).name if home and step_id in home else step
    return f"{home.name}: {name}" if mark and home else name


def grounds(maps: Mapping[str, ProcessMap], finding: Finding) -> str:
    """Return what a finding rests on."""
    if finding.evidence != "assumed":
        return f"rests on: what was {finding.evidence}"
    names = [step_name(maps, finding.process, step) for step in finding.assumes]
    more = f" and {len(names) - MOST_NAMES} more steps" if len(names) > MOST_NAMES else ""
    return f"rests on assumptions: no source for {', '.join(names[:MOST_NAMES]) or 'it'}{more}"


def worth(finding: Finding, currency: str) -> str:
    """Return what following a finding saves, and what it costs the customer."""
    saves = finding.saves
    if saves.minutes_per_case == 0 and not saves.cost_per_case:
        return f", saves a case no time{'' if saves.cost_per_case is None else ' or money'}"
    said = amounts(saves, currency, ", ")
    lost = finding.costs.value_per_case
    return (
        f"{said}; costs the customer {sayings.decimal(lost, 2)} points of value a case" if lost else said
    )


def amounts(saves: Savings, currency: str, before: str) -> str:
    """Return what is saved, per case and per month, as far as known."""
    parts = []
    if saves.minutes_per_case is not None:
        parts.append(f"{sayings.minutes(saves.minutes_per_case)} a case")
    if saves.minutes_per_month is not None:
        parts.append(f"{sayings.minutes(saves.minutes_per_month)} a month")
    if saves.cost_per_month is not None:
        parts.append(f"{sayings.money(saves.cost_per_month, currency)} a month")
    verb = "saves" if before == ", " else "save"
    return f"{before}{verb} {' · '.join(parts)}" if parts else f"{before}savings not assessed"


def marks_of(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the rules that flag each step of a map, for its picture; accepted findings stay quiet."""
    marks: dict[str, list[str]] = {}
    for finding in findings:
        if finding.accepted:
            continue
        for step in finding.steps:
            if "#" not in step and finding.rule not in marks.setdefault(step, []):
                marks[step].append(finding.rule)
    return {step: ", ".join(rules) for step, rules in marks.items()}
