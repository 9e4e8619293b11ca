"""Steps that are done almost the same way in two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from procfit.matching.stems import is_placeholder
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.rules.clones import APART, Fragment, Kinship, clones_of
from procfit.rules.context import MapContext, RuleContext
from procfit.rules.effects import NOT_ASSESSED
from procfit.rules.rule import PortfolioRule, Verdict
from procfit.rules.wording import GATEWAYS, said_steps

__all__ = ["RULE"]


def _run(context: RuleContext) -> Iterator[Verdict]:
    for name, kin in clones_of(context).near.items():
        for each in kin:
            yield _finding(context.maps[name], each)


def _finding(context: MapContext, kin: Kinship) -> Verdict:
    there = context.around.maps[kin.there.process]
    return context.finding(
        RULE,
        kin.here.steps,
        f"{said_steps(context.process, kin.here.steps)} are done almost the same way in"
        f' "{there.process.name}": {_alike(kin)}{_difference(context, kin)}.',
        "modify",
        Witness(
            path=(*kin.here.steps, *(f"{there.process.id}#{step}" for step in kin.there.steps)),
            numbers=(("distance", kin.distance),),
        ),
        effect=NOT_ASSESSED,
    )


def _alike(kin: Kinship) -> str:
    """Return how much is alike; never all of it, since it is almost the same only."""
    return f"{sayings.percent(min(1 - kin.distance, 0.99))} is alike; " if kin.distance else ""


def _difference(context: MapContext, kin: Kinship) -> str:
    there = context.around.maps[kin.there.process]
    here_only = _only(context, kin.here, there, kin.there)
    there_only = _only(there, kin.there, context, kin.here)
    said = [
        f"only {place}: {said_steps(where.process, steps)}"
        for place, where, steps in (("here", context, here_only), ("there", there, there_only))
        if steps
    ]
    return ", ".join(said) or "only the order or the ways between them differ"


def _only(one: MapContext, mine: Fragment, other: MapContext, theirs: Fragment) -> Sequence[str]:
    """Return the steps of one fragment that the other one lacks."""
    known = Counter(_work(other, step) for step in theirs.steps)
    found = []
    for step in mine.steps:
        if one.step(step).kind in GATEWAYS or is_placeholder(one.step(step).name):
            continue
        work = _work(one, step)
        if not known[work]:
            found.append(step)
        known[work] -= 1
    return found


def _work(context: MapContext, name: str) -> Hashable:
    step = context.step(name)
    if APART.intersection(step.tags):
        return context.process.id, name
    return step.kind, context.around.wordings.group(step.name)


RULE = PortfolioRule(
    id="near-clone",
    title="Almost the same steps elsewhere",
    question="Must these differ, or has each team only grown its own way?",
    guard="not declared different by law or region, no part of an exact clone",
    run=_run,
)
