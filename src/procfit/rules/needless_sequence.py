"""Steps that wait for each other without needing anything of each other."""

from __future__ import annotations

from collections.abc import Iterator

from procfit.flow.information import gives, uses
from procfit.flow.journey import is_contact
from procfit.model import sayings
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.effects import carried_out
from procfit.rules.remedies import side_by_side
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

LITTLE = 0.01
"""The share of the lead time below which the saving is hardly worth the change."""

CUSTOMER = "\0customer"
"""The actor that the customer is, in whatever lane."""

Gaps = dict[str, dict[str, Step]]
"""Steps that lack a field, by field and id."""


def _run(context: MapContext) -> Iterator[Verdict]:
    neighbors = dict(_neighbors(context))
    if neighbors and context.routing.method != "exact":
        yield context.not_assessed(RULE, (), ["join"])
        return
    following = {
        name: then
        for name, then in neighbors.items()
        if _may_hold_up(context, name) and _may_hold_up(context, then)
    }
    gaps: Gaps = {}
    for chain in _chains(context, following, gaps):
        yield from _judged(context, chain, gaps)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps.values(), [missing])


def _neighbors(context: MapContext) -> Iterator[tuple[str, str]]:
    """Yield tasks with the task that alone follows them, and follows nothing else."""
    for step in context.steps:
        if len(step.next) != 1 or not _may_move(step):
            continue
        then = context.step(step.next[0].to)
        if then is not step and _may_move(then) and context.process.before(then.id) == (step,):
            yield step.id, then.id


def _may_move(step: Step) -> bool:
    """Whether a step is work, and neither a control nor an approval that others wait for."""
    return step.kind == "task" and not (step.control or step.approves)


def _may_hold_up(context: MapContext, name: str) -> bool:
    """Whether a step takes time on the critical path, as far as is known."""
    critical = context.figures.lead.critical.get(name, 0.0)
    return critical > 0 or bool(_untimed(context, context.step(name)))


def _untimed(context: MapContext, step: Step) -> list[str]:
    return [field for field in ("work", "wait") if field in context.figures.times[step.id].missing]


def _chains(context: MapContext, following: dict[str, str], gaps: Gaps) -> Iterator[list[Step]]:
    """Yield the longest rows of steps any two of which share nothing."""
    later = set(following.values())
    for first in (name for name in following if name not in later):
        chain = [context.step(first)]
        while chain[-1].id in following:
            then = context.step(following[chain[-1].id])
            if any(_shares(context, one, then) for one in chain) or _unknown(chain[-1], then, gaps):
                yield chain
                chain = []
            chain.append(then)
        yield chain


def _shares(context: MapContext, one: Step, other: Step) -> bool:
    """Whether two steps have an item or an actor in common, as far as the map says."""
    same_actor = _actors(context, one) & _actors(context, other)
    return bool(same_actor or _items(one) & _items(other))


def _items(step: Step) -> frozenset[str]:
    return gives(step) | uses(step)


def _actors(context: MapContext, step: Step) -> set[str]:
    lane = context.process.lane_of(step)
    if lane is None:
        return {CUSTOMER} if is_contact(step) else set()
    return {lane.id, CUSTOMER} if is_contact(step) or lane.kind == "customer" else {lane.id}


def _unknown(step: Step, then: Step, gaps: Gaps) -> bool:
    """Whether it cannot be told that neighbors share nothing; notes what would tell."""
    lacking = {
        "lane": [each for each in (step, then) if not each.lane],
        "writes": [] if step.writes or step.delivers else [step],
        "reads": [] if then.reads else [then],
    }
    for field, steps in lacking.items():
        if steps:
            gaps.setdefault(field, {}).update((each.id, each) for each in steps)
    return any(lacking.values())


def _judged(context: MapContext, chain: list[Step], gaps: Gaps) -> Iterator[Verdict]:
    if len(chain) < 2:
        return
    untimed = [(field, step) for step in chain for field in _untimed(context, step)]
    for field, step in untimed:
        gaps.setdefault(field, {})[step.id] = step
    if not untimed:
        yield _finding(context, chain)


def _finding(context: MapContext, chain: list[Step]) -> Verdict:
    names = [step.id for step in chain]
    beside = side_by_side(context.process, names)
    effect = carried_out(context.figures, beside, context.portfolio.settings.rates)
    fixed = all(context.figures.times[name].is_fixed for name in names)
    # Of steps whose times vary the slowest takes longer on average than the slowest on average.
    quicker = f"{'' if fixed else 'up to '}{sayings.minutes(effect.minutes)}"
    return context.finding(
        RULE,
        names,
        f"{all_of(map(quoted, chain))} are done one after the other but share no information and no team:"
        f" side by side they would make an average case {quicker} quicker.",
        "modify",
        Witness(
            path=context.order.path_from_start(*names), numbers=(("minutes", effect.minutes or 0.0),)
        ),
        effect=effect,
        remedy=beside,
        quieter=(effect.minutes or 0.0) < LITTLE * context.figures.lead.mean,
    )


RULE = MapRule(
    id="needless-sequence",
    title="One after the other without need",
    question="Why does this wait until the step before it is done?",
    guard="different teams, no item in common, neither a control nor an approval, not both with the customer",
    run=_run,
)
