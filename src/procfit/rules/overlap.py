"""Which findings are about the same work, and what all of them save together, nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procfit.model.finding import Costs, Finding, Savings
from procfit.model.portfolio import Portfolio
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.effects import Effect

__all__ = ["Group", "Together", "together"]


LOUDNESS = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one map whose savings overlap, the loudest first, with what all of them save together.

    The steps that are too much go at once and the map is measured again; where a suggestion changes the map
    in another way and saves more by itself, that counts instead. So it is a lower bound.
    """

    process: str
    findings: tuple[Finding, ...]
    saves: Savings
    costs: Costs


@dataclass(frozen=True, slots=True)
class Together:
    """All open findings: in groups, and what carrying out every suggestion saves, by map and per month.

    ``minutes_per_month`` and ``cost_per_month`` are of all maps with a volume; None = not assessed for any.
    """

    groups: tuple[Group, ...]
    by_map: dict[str, Savings]
    minutes_per_month: float | None
    cost_per_month: float | None


def together(portfolio: Portfolio, findings: Iterable[Finding]) -> Together:
    """Return what the open findings save together; accepted ones are left out.

    Parameters
    ----------
    portfolio
        The maps that were judged.
    findings
        What the rules found in them.
    """
    context = RuleContext(portfolio)
    by_map: dict[str, list[Finding]] = {}
    for found in findings:
        if not found.accepted:
            by_map.setdefault(found.process, []).append(found)
    groups = {name: _groups(context.maps[name], found) for name, found in by_map.items()}
    totals = {name: _total(context.maps[name], found) for name, found in groups.items()}
    return Together(
        tuple(group for each in groups.values() for group in each),
        totals,
        _sum(saves.minutes_per_month for saves in totals.values()),
        _sum(saves.cost_per_month for saves in totals.values()),
    )


def _groups(context: MapContext, findings: Sequence[Finding]) -> list[Group]:
    """Return the findings in groups that share a step whose time or money they save."""
    shared: list[tuple[set[str], list[Finding]]] = []
    for found in findings:
        steps, members = _saving_steps(found), [found]
        apart = []
        for other_steps, others in shared:
            if steps & other_steps:
                steps, members = steps | other_steps, others + members
            else:
                apart.append((other_steps, others))
        shared = [*apart, (steps, members)]
    groups = [_group(context, members) for _, members in shared]
    return sorted(groups, key=lambda group: _size(group.saves), reverse=True)


def _saving_steps(found: Finding) -> set[str]:
    saves = found.saves
    if not saves.minutes_per_case and not saves.cost_per_case:
        return set()
    return {step for step in found.drops or found.steps if "#" not in step}


def _group(context: MapContext, findings: Sequence[Finding]) -> Group:
    effect = _combined(context, findings)
    cases = context.cases_per_month
    ordered = sorted(findings, key=lambda found: (-LOUDNESS.index(found.level), _size(found.saves)))[
        ::-1
    ]
    return Group(context.process.id, tuple(ordered), effect.saves(cases), effect.costs)


def _combined(context: MapContext, findings: Iterable[Finding]) -> Effect:
    """Return what findings save whose steps go at once, or the most that one saves by another change."""
    findings = list(findings)
    gone = context.effect(_dropped(context, findings))
    others = [found.saves for found in findings if not found.drops]
    return Effect(
        minutes=_most([gone.minutes, *(saves.minutes_per_case for saves in others)]),
        money=_most([gone.money, *(saves.cost_per_case for saves in others)]),
        value=gone.value,
    )


def _dropped(context: MapContext, findings: Iterable[Finding]) -> list[str]:
    gone = {step for found in findings for step in found.drops}
    return [step.id for step in context.process.steps if step.id in gone]


def _total(context: MapContext, groups: Sequence[Group]) -> Savings:
    """Return what all groups save: all steps that are too much gone at once, and the changes elsewhere."""
    findings = [found for group in groups for found in group.findings]
    gone = context.effect(_dropped(context, findings))
    elsewhere = [group.saves for group in groups if not any(found.drops for found in group.findings)]
    effect = Effect(
        minutes=_sum([gone.minutes, *(saves.minutes_per_case for saves in elsewhere)]),
        money=_sum([gone.money, *(saves.cost_per_case for saves in elsewhere)]),
    )
    return effect.saves(context.cases_per_month)


def _most(amounts: Iterable[float | None]) -> float | None:
    return max((amount for amount in amounts if amount is not None), default=None)


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _size(saves: Savings) -> tuple[float, float]:
    return saves.minutes_per_case or 0.0, saves.cost_per_case or 0.0
