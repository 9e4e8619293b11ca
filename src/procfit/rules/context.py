"""What the rules see: each map as it runs today with its analyses, and the portfolio around it.

Every analysis is computed when a rule first asks for it and kept with the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from procfit.flow.dominance import Order, order_of
from procfit.flow.figures import MapFigures, figures_of
from procfit.flow.information import Information, keys, uses
from procfit.flow.times import expected_lead_time
from procfit.flow.visits import Routing, routing_of
from procfit.matching.stems import Wordings
from procfit.model.finding import Costs, Finding, NotAssessed, Savings, Witness
from procfit.model.portfolio import Portfolio
from procfit.model.process import Disposition, ProcessMap, Step
from procfit.model.team import RuleLevel
from procfit.rules.facts import ItemUse, item_use_of, together
from procfit.rules.rule import Rule

__all__ = ["MapContext", "RuleContext"]

QUIETER: dict[RuleLevel, RuleLevel] = {
    "error": "warning",
    "warning": "note",
    "note": "note",
    "off": "off",
}


@dataclass(frozen=True)
class RuleContext:
    """A portfolio as the rules see it.

    Parameters
    ----------
    portfolio
        All maps and what the team knows around them.
    """

    portfolio: Portfolio

    @cached_property
    def maps(self) -> dict[str, MapContext]:
        """Every map as it runs today, by id."""
        return {name: MapContext(self, process.as_is) for name, process in self.portfolio.maps.items()}

    @cached_property
    def wordings(self) -> Wordings:
        """The judge of same work."""
        return Wordings(self.portfolio.settings.language, self.portfolio.answers)

    @cached_property
    def item_use(self) -> ItemUse:
        """The use of items in all maps."""
        return together(item_use_of(context.process) for context in self.maps.values())

    def level(self, rule: Rule) -> RuleLevel:
        """Return how loud a rule is here."""
        return self.portfolio.settings.rules.get(rule.id, rule.level)


@dataclass(frozen=True)
class MapContext:
    """One map as the rules see it.

    Parameters
    ----------
    around
        The portfolio it belongs to.
    process
        The map as it runs today.
    """

    around: RuleContext
    process: ProcessMap

    @property
    def portfolio(self) -> Portfolio:
        """All maps and what the team knows around them."""
        return self.around.portfolio

    @cached_property
    def order(self) -> Order:
        """What comes before what."""
        return order_of(self.process)

    @cached_property
    def routing(self) -> Routing:
        """Expected visits and probabilities."""
        return routing_of(self.process)

    @cached_property
    def figures(self) -> MapFigures:
        """Expected times and money."""
        return figures_of(self.process, self.portfolio)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that some case comes to, in the order of the map."""
        return tuple(step for step in self.process.steps if self.order.is_reached(step.id))

    @cached_property
    def information(self) -> Information:
        """What is known and needed where."""
        called = {
            step.id: self.around.maps[step.call].information.known_at_end
            for step in self.process.steps
            if self.calls(step)
        }
        return Information(self.process, called)

    @cached_property
    def writes(self) -> dict[str, frozenset[str]]:
        """Per step the keys of the items it may write, inside called maps too."""
        return {step.id: keys(step.writes) | self._written_by_call(step) for step in self.process.steps}

    @cached_property
    def brings(self) -> dict[str, frozenset[str]]:
        """Per step the keys of the items it may write or ask for, inside called maps too."""
        return {step.id: keys(step.asks) | self._brought_by_call(step) for step in self.process.steps}

    def _brought_by_call(self, step: Step) -> frozenset[str]:
        inside = self.around.maps[step.call].brings.values() if self.calls(step) else ()
        return self.writes[step.id].union(*inside)

    def _written_by_call(self, step: Step) -> frozenset[str]:
        if not self.calls(step):
            return frozenset()
        return frozenset[str]().union(*self.around.maps[step.call].writes.values())

    def calls(self, step: Step) -> bool:
        """Tell whether a step runs a map that is there."""
        return step.kind == "call" and step.call in self.around.maps

    def is_sole_source(self, step: Step) -> bool:
        """Tell whether a step alone writes something that another step, in any map, needs."""
        items = self.around.item_use
        return any(
            items.writers[key] == 1 and items.users[key] > (key in uses(step))
            for key in keys(step.writes)
        )

    @cached_property
    def depends_on(self) -> tuple[object, ...]:
        """Everything outside the map that a rule of one map may look at: equal means equal verdicts."""
        items = self.around.item_use
        return (
            self.portfolio.settings,
            self.portfolio.answers,
            self.portfolio.items,
            self.portfolio.capabilities,
            [
                (key, key in items.used, items.writers[key], items.users[key])
                for key in item_use_of(self.process).writers
            ],
            self._called_maps,
        )

    @cached_property
    def _called_maps(self) -> list[ProcessMap]:
        found: dict[str, ProcessMap] = {}
        waiting = [self]
        while waiting:
            context = waiting.pop()
            for step in context.process.steps:
                if context.calls(step) and step.call not in found:
                    found[step.call] = self.around.maps[step.call].process
                    waiting.append(self.around.maps[step.call])
        return list(found.values())

    def step(self, name: str) -> Step:
        """Return the step with that id."""
        return self.process.step(name)

    def finding(
        self,
        rule: Rule,
        steps: Sequence[str],
        message: str,
        suggest: Disposition,
        witness: Witness,
        *,
        discarding: Sequence[str] = (),
        quieter: bool = False,
    ) -> Finding:
        """Return a finding with its level, what the change would save and cost, and the team's answer.

        Parameters
        ----------
        discarding
            The steps that a suggested discard takes out; all of `steps` when left empty.
        quieter
            Whether the finding holds in part only, so that it is one level lower.
        """
        level = self.around.level(rule)
        found = Finding(
            rule=rule.id,
            process=self.process.id,
            steps=tuple(steps),
            message=message,
            witness=witness,
            guard=rule.guard,
            suggest=suggest,
            level=QUIETER[level] if quieter else level,
        )
        if suggest == "discard":
            gone = discarding or steps
            found = replace(found, saves=self.savings(gone), costs=self.costs(gone))
        return self._answered(found)

    def _answered(self, found: Finding) -> Finding:
        for answer in self.portfolio.answers.accepted:
            same_place = answer.rule == found.rule and answer.process == found.process
            if same_place and set(answer.steps) == set(found.steps):
                return replace(found, accepted=True, accepted_reason=answer.reason)
        return found

    def not_assessed(self, rule: Rule, steps: Iterable[Step], missing: Sequence[str]) -> NotAssessed:
        """Return that a rule could not judge some steps, and what would let it."""
        return NotAssessed(rule.id, self.process.id, tuple(step.id for step in steps), tuple(missing))

    def savings(self, steps: Sequence[str]) -> Savings:
        """Return what a case would save without some steps, as far as their times and rates are known.

        Minutes are lead time, work and waiting, by expected times.
        """
        if not self.routing.known:
            return Savings()
        minutes = self._minutes_without(steps)
        money = [self.figures.cost[step] for step in steps]
        known = [amount for amount in money if amount is not None]
        cost = sum(known) if known else None
        volume = self.process.volume
        cases = volume.per_month(self.portfolio.settings.calendar) if volume else None
        return Savings(
            minutes_per_case=minutes,
            cost_per_case=cost,
            minutes_per_month=None if cases is None or minutes is None else cases * minutes,
            cost_per_month=None if cases is None or cost is None else cases * cost,
        )

    def _minutes_without(self, steps: Sequence[str]) -> float | None:
        times = [self.figures.times[step] for step in steps]
        if all(time.work is None and time.wait is None for time in times):
            return None
        if self.routing.method == "exact" and not self.routing.structure.blocks:
            return sum(self.figures.lead.critical.get(step, 0.0) for step in steps)
        without = {**self.figures.minutes, **dict.fromkeys(steps, 0.0)}
        return max(self.figures.lead.mean - expected_lead_time(self.routing, without).mean, 0.0)

    def costs(self, steps: Sequence[str]) -> Costs:
        """Return the customer value that a case would lose without some steps."""
        values = [self.step(step).value for step in steps]
        if not self.routing.known or any(value is None for value in values):
            return Costs()
        reach = self.routing.reach
        return Costs(sum(reach[step] * (self.step(step).value or 0) for step in steps))
