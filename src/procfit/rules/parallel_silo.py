"""Two departments that do the same work on the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procfit.flow.information import gives, keys, uses
from procfit.flow.journey import lane_at_work
from procfit.model.finding import Witness
from procfit.model.process import Lane, ProcessMap, Step
from procfit.model.text import item_key
from procfit.rules.clones import Work, work_of
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.effects import Effect
from procfit.rules.rule import PortfolioRule, Verdict
from procfit.rules.wording import all_of, maps_of, quoted

__all__ = ["RULE"]

ELSEWHERE = Effect(minutes=0.0, value=0.0)
"""The work is done all the same, by another department at its own rate."""

OUTSIDE = ("customer", "system", "partner")
"""Kinds of lanes that are no departments, unless they say so."""


@dataclass(frozen=True, slots=True)
class _Doing:
    """A task with its map, what it does, who does it, and what it is about."""

    process: ProcessMap
    step: Step
    label: Hashable
    lane: Lane | None
    department: str
    object: frozenset[str]


def _run(context: RuleContext) -> Iterator[Verdict]:
    missing: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for doings in _same_work(context):
        departments = {each.department for each in doings}
        if len(departments) == 1 and "" not in departments:
            continue
        at = _by_item(doings)
        for each in doings:
            rivals = _rivals(each, at)
            if rivals:
                yield _finding(context.maps[each.process.id], each, rivals)
            elif lacking := _lacking(each, departments):
                missing[each.process.id][each.step.id] = lacking
    for name, steps in missing.items():
        fields = dict.fromkeys(field for lacking in steps.values() for field in lacking)
        yield context.maps[name].not_assessed(RULE, map(context.maps[name].step, steps), list(fields))


def _same_work(context: RuleContext) -> list[list[_Doing]]:
    """Return the tasks that do the same in two maps or more."""
    groups: defaultdict[Hashable, list[_Doing]] = defaultdict(list)
    for each in context.maps.values():
        for doing in _doings(each):
            groups[doing.label].append(doing)
    return [doings for doings in groups.values() if doings[0].process is not doings[-1].process]


def _doings(context: MapContext) -> tuple[_Doing, ...]:
    """Return the tasks of a map that another department could do; computed once per map object."""
    memory: dict[str, Any] = vars(context.process)
    work = work_of(context)
    known: tuple[Work, tuple[_Doing, ...]] | None = memory.get("_doings")
    if known is None or known[0] is not work:
        made = (_doing(context.process, step, work.labels[step.id]) for step in context.process.steps)
        known = memory["_doings"] = work, tuple(filter(_is_work, made))
    return known[1]


def _doing(process: ProcessMap, step: Step, label: Hashable) -> _Doing:
    lane = lane_at_work(process, step)
    about = uses(step) | gives(step) | keys([step.approves] if step.approves else [])
    return _Doing(process, step, label, lane, item_key(lane.department) if lane else "", about)


def _is_work(doing: _Doing) -> bool:
    outside = doing.lane is not None and not doing.department and doing.lane.kind in OUTSIDE
    free = doing.step.kind == "task" and doing.label is not None
    return free and not doing.step.control and not outside


_ByItem = Mapping[str, Mapping[str, Sequence[_Doing]]]


def _by_item(doings: Sequence[_Doing]) -> _ByItem:
    """Return who works on each item, by department."""
    at: defaultdict[str, defaultdict[str, list[_Doing]]] = defaultdict(lambda: defaultdict(list))
    for each in doings:
        for key in each.object:
            if each.department:
                at[key][each.department].append(each)
    return at


def _rivals(mine: _Doing, at: _ByItem) -> list[_Doing]:
    """Return one step of each other department, in another map, that works on an item of this one."""
    found: dict[str, _Doing] = {}
    for key in sorted(mine.object) if mine.department else ():
        for department, doings in at[key].items():
            others = (each for each in doings if each.process is not mine.process)
            other = None if department == mine.department else next(others, None)
            if other is not None:
                found.setdefault(department, other)
    return list(found.values())


def _lacking(mine: _Doing, departments: Collection[str]) -> list[str]:
    """Return the fields without which nobody can tell whether others do this on the same thing."""
    if not mine.department:
        return ["department" if mine.lane else "lane"]
    others = {each for each in departments if each} - {mine.department}
    return ["reads", "writes"] if others and not mine.object else []


def _finding(context: MapContext, mine: _Doing, rivals: Sequence[_Doing]) -> Verdict:
    shared = sorted({key for each in rivals for key in mine.object & each.object})
    departments = all_of(each.lane.department for each in rivals if each.lane)
    maps = dict.fromkeys(each.process.name for each in rivals)
    return context.finding(
        RULE,
        [mine.step.id],
        f"{quoted(mine.step)} is done by {mine.lane.department if mine.lane else ''} here and by"
        f" {departments} in {maps_of(list(maps))}, on the same {all_of(shared)}:"
        " one of them could do it for both.",
        "modify",
        Witness(
            path=(mine.step.id, *(f"{each.process.id}#{each.step.id}" for each in rivals)),
            items=tuple(shared),
        ),
        effect=ELSEWHERE,
    )


RULE = PortfolioRule(
    id="parallel-silo",
    title="Two departments, one work",
    question="Which department should do this for all?",
    guard="no regional or legal variant, no control, not the same department",
    run=_run,
)
