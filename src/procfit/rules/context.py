"""What the rules see: each map as it runs today with its analyses, and the portfolio around it.

Every analysis is computed when a rule first asks for it and kept with the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from procfit.flow.dominance import Order, order_of
from procfit.flow.figures import MapFigures, figures_of
from procfit.flow.information import Information, keys, uses
from procfit.flow.visits import Routing, routing_of
from procfit.matching.stems import Wordings
from procfit.model.finding import Finding, NotAssessed, Witness
from procfit.model.portfolio import Portfolio
from procfit.model.process import Disposition, ProcessMap, Step
from procfit.model.team import RuleLevel
from procfit.model.text import item_key
from procfit.rules.effects import Effect, carried_out, without_steps
from procfit.rules.facts import HeldBy, ItemUse, asked_in, held_by_systems, item_use_of, together
from procfit.rules.grounds import grounds_of
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

    @cached_property
    def held_by_systems(self) -> dict[tuple[str, str | None], list[HeldBy]]:
        """The steps of all maps that write an item into a system."""
        return held_by_systems(context.process for context in self.maps.values())

    @cached_property
    def callers(self) -> dict[str, list[tuple[MapContext, Step]]]:
        """The steps that run a map, with the maps they stand in, by the map that they run."""
        found: dict[str, list[tuple[MapContext, Step]]] = {}
        for context in self.maps.values():
            for step in context.process.steps:
                if step.kind == "call":
                    found.setdefault(step.call, []).append((context, step))
        return found

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
            step.id: self.around.maps[step.call].information
            for step in self.process.steps
            if self.calls(step)
        }
        return Information(self.process, called)

    @cached_property
    def needed(self) -> dict[str, frozenset[str]]:
        """Per step the keys of the items still needed after it, here and in the maps that call this one."""
        return self.information.needed(self._needed_at_end)

    @cached_property
    def _needed_at_end(self) -> frozenset[str]:
        """What the maps that call this one need once it has run."""
        needed = (
            context.needed[step.id] - keys(step.writes)
            for context, step in self.around.callers.get(self.process.id, ())
        )
        return frozenset[str]().union(*needed)

    @property
    def writes(self) -> dict[str, frozenset[str]]:
        """Per step the keys of the items it may write, inside called maps too."""
        return self.information.may_write

    @property
    def brings(self) -> dict[str, frozenset[str]]:
        """Per step the keys of the items it may write or ask for, inside called maps too."""
        return self.information.may_give

    def calls(self, step: Step) -> bool:
        """Tell whether a step runs a map that is there."""
        return step.kind == "call" and step.call in self.around.maps

    @property
    def is_called(self) -> bool:
        """Whether another map runs this one, so that its cases go on elsewhere."""
        return self.process.id in self.around.callers

    def is_sole_source(self, step: Step) -> bool:
        """Tell whether a step alone writes something that another step, in any map, needs."""
        items = self.around.item_use
        return any(
            items.writers[key] == 1 and items.users[key] > (key in uses(step))
            for key in keys(step.writes)
        )

    @cached_property
    def held_elsewhere(self) -> dict[str, HeldBy]:
        """Per item asked for here a step of another map that writes it into a system for the same customer.

        Where this map names no customer, for any customer.
        """
        customer = item_key(self.process.customer) or None
        found = {}
        for key in asked_in(self.process):
            writers = self.around.held_by_systems.get((key, customer), ())
            other = next((held for held in writers if held.process != self.process.id), None)
            if other is not None:
                found[key] = other
        return found

    @cached_property
    def depends_on(self) -> tuple[object, ...]:
        """Everything outside the map that a rule of one map may look at: equal means equal verdicts."""
        items = self.around.item_use
        return (
            self.portfolio.settings,
            self.portfolio.answers,
            self.portfolio.items,
            self.portfolio.capabilities,
            self.portfolio.offered,
            self.portfolio.today,
            self.is_called,
            self._needed_at_end,
            [
                (key, key in items.used, items.writers[key], items.users[key])
                for key in item_use_of(self.process).writers
            ],
            [
                (key, held, self.around.maps[held.process].process.name)
                for key, held in self.held_elsewhere.items()
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
        effect: Effect | None = None,
        remedy: ProcessMap | None = None,
        quieter: bool = False,
        rests_on: Sequence[str] = (),
    ) -> Finding:
        """Return a finding with its level, what removing it would save and cost, and the team's answer.

        Parameters
        ----------
        discarding
            The steps that are too much; all of `steps` when left empty.
        effect
            What would be saved and lost, where something else is too much than whole steps.
        remedy
            The map as it would be once the suggestion is carried out, where that is more than dropping
            steps: savings and costs are then what it makes of the figures, unless `effect` is given.
        quieter
            Whether the finding holds in part only, so that it is one level lower.
        rests_on
            More steps whose facts the finding takes for true, besides `steps` and the decisions on the
            way of the witness.
        """
        level = self.around.level(rule)
        if remedy is not None and effect is None:
            effect = carried_out(self.figures, remedy, self.portfolio.settings.rates)
        drops = () if effect else tuple(discarding or steps)
        effect = effect or self.effect(drops)
        grounds = grounds_of(self.portfolio.maps, self.process, (*steps, *rests_on), witness.path)
        return Finding(
            rule=rule.id,
            process=self.process.id,
            steps=tuple(steps),
            message=message,
            witness=witness,
            guard=rule.guard,
            suggest=suggest,
            level=QUIETER[level] if quieter else level,
            saves=effect.saves(self.cases_per_month),
            costs=effect.costs,
            evidence=grounds.evidence,
            assumes=grounds.assumes,
            drops=drops,
            remedy=remedy,
        ).as_answered(self.portfolio.answers)

    def not_assessed(self, rule: Rule, steps: Iterable[Step], missing: Sequence[str]) -> NotAssessed:
        """Return that a rule could not judge some steps, and what would let it."""
        return NotAssessed(rule.id, self.process.id, tuple(step.id for step in steps), tuple(missing))

    def effect(self, steps: Sequence[str]) -> Effect:
        """Return what a case would save and lose without some steps."""
        gone = tuple(steps)
        if gone not in self._effects:
            self._effects[gone] = without_steps(self.figures, gone)
        return self._effects[gone]

    @cached_property
    def _effects(self) -> dict[tuple[str, ...], Effect]:
        return {}

    @cached_property
    def cases_per_month(self) -> float | None:
        """The cases of a month; None = not assessed."""
        volume = self.process.volume
        return volume.per_month(self.portfolio.settings.calendar) if volume else None
