"""Maps with times, money, value and contacts on every task, for tests of what is measured."""

from __future__ import annotations

import random
from dataclasses import replace

from helpers_flow import Tree, written
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.quantities import Duration
from procfit.model.team import Rates, Settings

RATED = Portfolio(settings=Settings(rates=Rates({"sales": 60, "ops": 45}, default=30)))
LANES = (
    Lane("sales", department="Sales", kind="front"),
    Lane("ops", department="Operations"),
    Lane("buyer", kind="customer"),
)


def timed(name: str, work: float = 0, wait: float = 0, after: str = "", **fields: object) -> Step:
    """Return a task that takes fixed minutes and goes on to the step `after`, if one is given."""
    step = Step(name, name.title(), work=Duration.fixed(work), wait=Duration.fixed(wait))
    return replace(step, next=(Flow(after),) if after else (), **fields)  # type: ignore[arg-type]


def choice(name: str, **shares: float) -> Step:
    """Return a decision with the share of each branch by its first step."""
    return Step(name, name.title(), kind="decision", next=tuple(map(Flow, shares, shares.values())))


def mapped(*steps: Step, **fields: object) -> ProcessMap:
    """Return the map of some steps."""
    return replace(ProcessMap("m", "M", steps=steps), **fields)  # type: ignore[arg-type]


def told_map(tree: Tree, dice: random.Random, *, varies: bool = False) -> ProcessMap:
    """Return the map of a tree whose tasks say all that measuring reads; no two take the same time."""
    process, _ = written(tree)
    steps = tuple(_told(step, dice, varies) if step.kind == "task" else step for step in process.steps)
    return replace(process, lanes=LANES, steps=steps)


def _told(step: Step, dice: random.Random, varies: bool) -> Step:
    lane = dice.choice(LANES).id
    return replace(
        step,
        lane=lane,
        work=_duration(dice, varies),
        wait=_duration(dice, varies),
        cost=dice.choice([None, 0.5, 12.0]),
        value=dice.choice([0, 2, 5]),
        adds=dice.choice([None, "customer", "business", "nothing"]),
        channel=dice.choice(["", "phone", "mail"]),
        asks=dice.choice([(), ("name",), ("phone", "Name")]),
        writes=dice.choice([(), ("phone",)]),
        system=dice.choice(["", "CRM", "Sheet"]),
        source=dice.choice(["", "interview"]),
    )


def _duration(dice: random.Random, varies: bool) -> Duration:
    least = dice.uniform(1, 60)
    if not varies:
        return Duration.fixed(least)
    usual = least + dice.uniform(0, 60)
    return Duration(least, usual, usual + dice.uniform(0, 200))
