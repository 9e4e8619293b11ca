"""What a case still takes, in time and money, from each step to the end of its thread of work."""

from __future__ import annotations

from dataclasses import dataclass

from procfit.flow.figures import MapFigures

__all__ = ["Ahead", "ahead_of"]


@dataclass(frozen=True)
class Ahead:
    """Expected minutes and money of a case that stands at a step, until its body ends; by step number.

    Attributes
    ----------
    minutes, money
        Per step, the step itself included. At a split, time counts its slowest branch by expected times,
        money all its branches.
    branches
        Per split ``(share, minutes, money)`` of each branch.
    body_of
        Per step its body.
    """

    minutes: list[float]
    money: list[float]
    branches: dict[int, list[tuple[float, float, float]]]
    body_of: tuple[int, ...]

    def beyond(self, step: int, target: int) -> tuple[float, float]:
        """Return the minutes and money of a case that goes on from a step, until its body ends.

        None where the body ends there: what follows a join is not ahead of a single branch.
        """
        if self.body_of[step] != self.body_of[target]:
            return 0.0, 0.0
        return self.minutes[target], self.money[target]


def ahead_of(figures: MapFigures) -> Ahead:
    """Return what is ahead of each step of a map whose parallel work is nested."""
    structure, lead = figures.routing.structure, figures.lead
    own_minutes = [figures.minutes[name] for name in structure.ids]
    own_money = [figures.money[name] or 0.0 for name in structure.ids]
    found = Ahead([0.0] * len(structure.ids), [0.0] * len(structure.ids), {}, structure.body_of)
    whole: dict[int, tuple[float, float]] = {}
    for number in range(len(structure.bodies) - 1, -1, -1):
        body = structure.bodies[number]
        for step in body.steps:
            block = structure.blocks.get(step)
            if block is not None:
                pairs = zip(block.bodies, block.shares, strict=True)
                found.branches[step] = [(share, *whole[inner]) for inner, share in pairs]
                own_minutes[step] += lead.blocks[structure.ids[step]]
                own_money[step] += sum(share * money for share, _, money in found.branches[step])
        minutes = body.chain.costs([own_minutes[step] for step in body.steps])
        money = body.chain.costs([own_money[step] for step in body.steps])
        for place, step in enumerate(body.steps):
            found.minutes[step], found.money[step] = minutes[place], money[place]
        whole[number] = (
            sum(share * found.minutes[step] for step, share in body.entries),
            sum(share * found.money[step] for step, share in body.entries),
        )
    return found
