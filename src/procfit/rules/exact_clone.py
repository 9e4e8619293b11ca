"""The same steps in the same order in several places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from procfit.model.finding import Witness
from procfit.rules.clones import Clone, clones_of
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.effects import Effect
from procfit.rules.rule import PortfolioRule, Verdict
from procfit.rules.wording import MOST_NAMED, maps_of, said_steps

__all__ = ["RULE"]

SAME_WORK = Effect(minutes=0.0, money=0.0, value=0.0)
"""A called map runs the same steps: a case saves nothing by it."""


def _run(context: RuleContext) -> Iterator[Verdict]:
    for name, clones in clones_of(context).exact.items():
        told = {id(clone.places): clone for clone in reversed(clones)}
        for clone in reversed(told.values()):
            yield _finding(context.maps[name], clone)


def _finding(context: MapContext, clone: Clone) -> Verdict:
    mine = clone.places[context.process.id]
    others = [name for name in islice(clone.places, 2) if name != context.process.id]
    nearest = clone.places[others[0]][0] if others else mine[1]
    return context.finding(
        RULE,
        [step for each in mine for step in each.steps],
        f"{said_steps(context.process, clone.here.steps)} are done, step for step,"
        f" {_where(context, clone)}: one shared map that each calls would keep them alike.",
        "modify",
        Witness(
            path=(*clone.here.steps, *(f"{nearest.process}#{step}" for step in nearest.steps)),
            numbers=(("maps", float(len(clone.places))),),
        ),
        effect=SAME_WORK,
    )


def _where(context: MapContext, clone: Clone) -> str:
    mine = clone.places[context.process.id]
    here = "" if len(mine) == 1 else f"{len(mine)} times here"
    others = len(clone.places) - 1
    first = (name for name in islice(clone.places, MOST_NAMED + 1) if name != context.process.id)
    names = [context.portfolio.maps[name].name for name in islice(first, MOST_NAMED)]
    there = f"also in {maps_of(names, others)}" if others else ""
    return " and ".join(filter(None, (here, there)))


RULE = PortfolioRule(
    id="exact-clone",
    title="Same steps elsewhere",
    question="Why is this kept in several places, and not as one process that all call?",
    guard="no call of a shared map already, not declared different by law or region",
    run=_run,
)
