"""Two departments that do the same work on the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from procfit.flow.information import keys, uses
from procfit.flow.journey import lane_at_work
from procfit.model.finding import Witness
from procfit.model.process import Lane, Step
from procfit.model.text import item_key
from procfit.rules.clones import work_of
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
    """A step with its map, and who does it."""

    context: MapContext
    step: Step
    lane: Lane | None

    @property
    def department(self) -> str:
        return item_key(self.lane.department) if self.lane else ""

    @property
    def is_outside(self) -> bool:
        return self.lane is not None and not self.lane.department and self.lane.kind in OUTSIDE

    @property
    def object(self) -> frozenset[str]:
        approved = keys([self.step.approves]) if self.step.approves else frozenset[str]()
        return uses(self.step) | self.context.brings[self.step.id] | approved

    def lacks(self) -> list[str]:
        """Return the fields without which nobody can tell whose work on what this is."""
        lacking = [] if self.department else ["department" if self.lane else "lane"]
        return lacking if self.object else [*lacking, "reads", "writes"]


def _run(context: RuleContext) -> Iterator[Verdict]:
    missing: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for doings in _same_work(context):
        for name in dict.fromkeys(each.context.process.id for each in doings):
            mine = [each for each in doings if each.context.process.id == name]
            others = [each for each in doings if each.context.process.id != name]
            yield from _findings(mine, others)
            for each in mine:
                if each.lacks():
                    missing[name][each.step.id] = each.lacks()
    for name, steps in missing.items():
        fields = dict.fromkeys(field for lacking in steps.values() for field in lacking)
        yield context.maps[name].not_assessed(RULE, map(context.maps[name].step, steps), list(fields))


def _same_work(context: RuleContext) -> list[list[_Doing]]:
    """Return the tasks that do the same in two maps or more."""
    groups: defaultdict[Hashable, list[tuple[MapContext, str]]] = defaultdict(list)
    for each in context.maps.values():
        for step, label in work_of(each).labels.items():
            if label is not None:
                groups[label].append((each, step))
    return [
        doings
        for places in groups.values()
        if places[0][0] is not places[-1][0]
        for doings in [[each for each in map(_doing, places) if _is_work(each)]]
        if doings and doings[0].context is not doings[-1].context
    ]


def _doing(place: tuple[MapContext, str]) -> _Doing:
    context, step = place
    return _Doing(context, context.step(step), lane_at_work(context.process, context.step(step)))


def _is_work(doing: _Doing) -> bool:
    return doing.step.kind == "task" and not doing.step.control and not doing.is_outside


def _findings(mine: Sequence[_Doing], others: Sequence[_Doing]) -> Iterator[Verdict]:
    for each in mine:
        same = [
            other
            for other in others
            if each.department
            and other.department
            and each.department != other.department
            and each.object & other.object
        ]
        if same:
            yield _finding(each, same)


def _finding(mine: _Doing, same: Sequence[_Doing]) -> Verdict:
    shared = mine.object.intersection(*(other.object for other in same)) or mine.object & same[0].object
    departments = all_of(other.lane.department for other in same if other.lane)
    maps = dict.fromkeys(other.context.process.name for other in same)
    return mine.context.finding(
        RULE,
        [mine.step.id],
        f"{quoted(mine.step)} is done by {mine.lane.department if mine.lane else ''} here and by"
        f" {departments} in {maps_of(list(maps))}, on the same {all_of(sorted(shared))}:"
        " one of them could do it for both.",
        "modify",
        Witness(
            path=(mine.step.id, *(f"{each.context.process.id}#{each.step.id}" for each in same)),
            items=tuple(sorted(shared)),
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
