"""What if: maps and settings with other values put in, for a calculation and never for a file.

A value that is set holds in both views: where ``to_be`` plans another one, the set value wins.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from procfit.model.edit_basis import VIEWS, with_step, with_ways
from procfit.model.errors import UsageError
from procfit.model.faults import SHARE_TOLERANCE, Fault, listing
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.validate import faults_between_maps, faults_of_map
from procfit.model.views import apply_to_be

__all__ = [
    "Change",
    "MapChange",
    "RateChange",
    "ShareChange",
    "StepChange",
    "apply_changes",
    "apply_to_portfolio",
]


@dataclass(frozen=True, slots=True)
class StepChange:
    """Another value for a field of a step; `said` is how the change was asked for."""

    map: str
    step: str
    field: str
    value: Any
    said: str = ""


@dataclass(frozen=True, slots=True)
class ShareChange:
    """Another share of 1 for a branch; `number` counts flows to the same target, from 1."""

    map: str
    step: str
    target: str
    share: float
    number: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class MapChange:
    """Another value for a field of a map."""

    map: str
    field: str
    value: Any
    said: str = ""


@dataclass(frozen=True, slots=True)
class RateChange:
    """Another rate in money per hour, by lane id or department, or ``default``."""

    name: str
    rate: float
    said: str = ""


Change = StepChange | ShareChange | MapChange | RateChange


def apply_to_portfolio(portfolio: Portfolio, changes: Sequence[Change]) -> Portfolio:
    """Return the portfolio with the changes put in; maps that none names are the same objects.

    Raises
    ------
    UsageError
        When a change cannot be made, or leaves a map that cannot be judged.
    """
    maps = dict(portfolio.maps)
    for name in dict.fromkeys(change.map for change in changes if not isinstance(change, RateChange)):
        maps[name] = apply_changes(maps[name], changes)
    changed = replace(portfolio, maps=maps)
    _refuse_faults_between(portfolio, changed, changes)
    return _with_rates(changed, [change for change in changes if isinstance(change, RateChange)])


def apply_changes(process: ProcessMap, changes: Sequence[Change]) -> ProcessMap:
    """Return the map with those of the changes that name it put in; of two for one value the last holds.

    Raises
    ------
    UsageError
        When a change cannot be made, or leaves a map that cannot be judged.
    """
    changed = process
    shares: dict[str, list[ShareChange]] = {}
    for change in changes:
        if isinstance(change, RateChange) or change.map != process.id:
            continue
        if isinstance(change, ShareChange):
            shares.setdefault(change.step, []).append(change)
        elif isinstance(change, MapChange):
            changed = replace(changed, **{change.field: change.value})
        else:
            changed = with_step(changed, _with_field(changed.step(change.step), change))
    for step, wanted in shares.items():
        changed = with_step(changed, _with_shares(changed.step(step), wanted))
    _refuse_faults(process, changed, faults_of_map(process), faults_of_map(changed), changes)
    return changed


def _with_field(step: Step, change: StepChange) -> Step:
    later = {name: value for name, value in step.to_be.items() if name != change.field}
    return replace(step, **{change.field: change.value}, to_be=later)


def _with_shares(step: Step, wanted: Sequence[ShareChange]) -> Step:
    """Return the step with shares set in every view whose own ways on hold the branch."""
    made: set[ShareChange] = set()
    changed = step
    for view in VIEWS:
        if view == "to-be" and "next" not in step.to_be:
            continue
        shown = step if view == "as-is" else apply_to_be(step)
        here = [change for change in wanted if any(flow.to == change.target for flow in shown.next)]
        made.update(here)
        if here:
            changed = with_ways(changed, _shared(shown, here), view)
    for change in wanted:
        if change not in made:
            raise _no_way(apply_to_be(step) if not step.next else step, change)
    return changed


def _shared(step: Step, wanted: Sequence[ShareChange]) -> tuple[Flow, ...]:
    """Return the ways on with the wanted shares; those of a decision still sum to 1."""
    _refuse_kind(step, wanted[0])
    given = {_index_of(step, change): change.share for change in wanted}
    flows = step.next
    if step.kind == "decision":
        given = _with_rest(step, given, " --set ".join(change.said for change in wanted))
    return tuple(replace(flow, share=given.get(index, flow.share)) for index, flow in enumerate(flows))


def _with_rest(step: Step, given: Mapping[int, float], said: str) -> dict[int, float]:
    """Return all shares of a decision: what is left of 1 goes to the others in their proportions."""
    rest = 1 - sum(given.values())
    others = {
        index: 1 / len(step.next) if flow.share is None else flow.share
        for index, flow in enumerate(step.next)
        if index not in given
    }
    if rest < -SHARE_TOLERANCE or (not others and rest > SHARE_TOLERANCE):
        more = "more than 100 %" if rest < 0 else "and no branch is left for the rest"
        message = f'--set {said}: shares of "{step.id}" sum to {100 * (1 - rest):.4g} %, {more}'
        raise UsageError(message, "make them sum to 100 %")
    return {**given, **_scaled(others, max(rest, 0.0))}


def _scaled(shares: Mapping[int, float], rest: float) -> dict[int, float]:
    """Return shares scaled to sum to `rest`; equal ones where all are 0."""
    total = sum(shares.values())
    if math.isclose(total, rest, rel_tol=1e-12, abs_tol=1e-12):
        return dict(shares)
    if total == 0:
        return {index: rest / len(shares) for index in shares}
    return {index: share / total * rest for index, share in shares.items()}


def _index_of(step: Step, change: ShareChange) -> int:
    """Return which of the ways on a change means."""
    found = [index for index, flow in enumerate(step.next) if flow.to == change.target]
    if change.number is None and len(found) > 1:
        spelled = listing(f"{step.id}->{change.target}#{number + 1}" for number in range(len(found)))
        message = f'--set {change.said}: {len(found)} branches of "{step.id}" lead to "{change.target}"'
        raise UsageError(message, f"say which: {spelled}")
    number = change.number or 1
    if number > len(found):
        message = f'--set {change.said}: "{step.id}" has no flow {number} to "{change.target}"'
        raise UsageError(message, f"it has {len(found)}")
    return found[number - 1]


def _refuse_kind(step: Step, change: ShareChange) -> None:
    if step.kind in ("decision", "inclusive") or (len(step.next) == 1 and change.share == 1):
        return
    message = f'--set {change.said}: a {step.kind} such as "{step.id}" gives its ways on no share'
    raise UsageError(message, _ways(step))


def _no_way(step: Step, change: ShareChange) -> UsageError:
    return UsageError(
        f'--set {change.said}: "{step.id}" does not lead to "{change.target}"', _ways(step)
    )


def _ways(step: Step) -> str:
    ways = listing(dict.fromkeys(flow.to for flow in step.next))
    return f"it leads to {ways}" if ways else "it leads nowhere"


def _with_rates(portfolio: Portfolio, changes: Sequence[RateChange]) -> Portfolio:
    if not changes:
        return portfolio
    rates = portfolio.settings.rates
    for change in changes:
        if change.name == "default":
            rates = replace(rates, default=change.rate)
        else:
            rates = replace(rates, by_name={**rates.by_name, change.name: change.rate})
    return replace(portfolio, settings=replace(portfolio.settings, rates=rates))


def _refuse_faults_between(before: Portfolio, after: Portfolio, changes: Sequence[Change]) -> None:
    old = faults_between_maps(before.maps, before.capabilities)
    new = faults_between_maps(after.maps, after.capabilities)
    for name, process in after.maps.items():
        _refuse_faults(process, process, old[name], new[name], changes)


def _refuse_faults(
    before: ProcessMap,
    after: ProcessMap,
    old: Sequence[Fault],
    new: Sequence[Fault],
    changes: Sequence[Change],
) -> None:
    """Raise the first error that the changes brought, with the options that name its step, or all."""
    told = {fault.message for fault in old}
    for fault in new:
        if fault.level != "error" or fault.message in told:
            continue
        step = after.steps[int(fault.path[1])].id if fault.path[:1] == ("step",) else ""
        here = [change for change in changes if getattr(change, "map", "") == before.id]
        guilty = [change for change in here if getattr(change, "step", "") == step] or here or changes
        said = " --set ".join(change.said for change in guilty)
        raise UsageError(f"--set {said}: {fault.message}", fault.hint)
