"""The same step at the beginning, or at the end, of every branch of a split."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from procfit.flow.information import gives, keys, uses
from procfit.matching.stems import is_placeholder
from procfit.model.finding import Witness
from procfit.model.process import SPLITS, ProcessMap, Step
from procfit.model.text import item_key
from procfit.rules.context import MapContext
from procfit.rules.remedies import without_twins_after, without_twins_before
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import quoted

__all__ = ["RULE"]

WORK = frozenset({"task", "call"})

Gaps = dict[str, dict[str, Step]]
"""Steps that lack a field, by field and id."""


def _run(context: MapContext) -> Iterator[Verdict]:
    gaps: Gaps = {}
    told: set[frozenset[str]] = set()
    for split, twins in _begun_alike(context):
        told.add(frozenset(twin.id for twin in twins))
        if not _depends_on(context, split, twins[0]) and not _unknown(twins, gaps):
            yield _begin_finding(context, split, twins)
    for split, twins, merge in _ended_alike(context):
        if frozenset(twin.id for twin in twins) not in told and not _unknown(twins, gaps):
            yield _end_finding(context, split, twins, merge)
    for missing, steps in gaps.items():
        yield context.not_assessed(RULE, steps.values(), [missing])


def _begun_alike(context: MapContext) -> Iterator[tuple[Step, list[Step]]]:
    """Yield every split with the twins that begin all its branches."""
    for split in context.steps:
        twins = [context.step(flow.to) for flow in split.next]
        alone = all(context.process.before(twin.id) == (split,) for twin in twins)
        if _always_goes_on(split) and alone and _are_twins(context, twins):
            yield split, twins


def _ended_alike(context: MapContext) -> Iterator[tuple[Step, list[Step], Step]]:
    """Yield the nearest split with the twins that end all its branches, and the step where these meet."""
    splits = [step for step in context.steps if step.kind in SPLITS and len(step.next) > 1]
    for merge in context.steps:
        if not _may_hold_twins(context, context.process.before(merge.id)):
            continue
        found: list[tuple[Step, list[Step], int]] = []
        for split in splits:
            inside = _branches(context.process, split, merge)
            last = [step for step in context.process.before(merge.id) if step.id in inside]
            if _are_twins(context, last):
                found.append((split, last, len(inside)))
        if found:
            split, last, _ = min(found, key=lambda each: (-len(each[1]), each[2]))
            if _always_goes_on(split):
                yield split, last, merge


def _always_goes_on(split: Step) -> bool:
    """Whether a step splits the flow so that every case takes one of its branches."""
    if split.kind not in SPLITS or len(split.next) < 2:
        return False
    return split.kind != "inclusive" or any(flow.share == 1 for flow in split.next)


def _may_hold_twins(context: MapContext, steps: Sequence[Step]) -> bool:
    names = [context.around.wordings.group(step.name) for step in steps if step.kind in WORK]
    return len(names) > len(set(names))


def _branches(process: ProcessMap, split: Step, merge: Step) -> set[str]:
    """Return the steps between a split and a merge; none where cases also enter or leave elsewhere."""
    inside: set[str] = set()
    waiting = [flow.to for flow in split.next]
    if merge.id in waiting or (split.kind == "decision") == (merge.kind == "join"):
        return set()
    while waiting:
        step = process.step(waiting.pop())
        if step is split or not step.next or any(step is start for start in process.starts):
            return set()
        if step.id not in inside:
            inside.add(step.id)
            waiting.extend(flow.to for flow in step.next if flow.to != merge.id)
    around = {*inside, split.id}
    ways_in = {before.id for name in inside for before in process.before(name)}
    into_merge = {before.id for before in process.before(merge.id)}
    closed = ways_in <= around and (merge.kind != "join" or into_merge <= inside)
    return inside if closed else set()


def _are_twins(context: MapContext, steps: Sequence[Step]) -> bool:
    """Whether steps do the same work, by the same people in the same system with the same information."""
    first = steps[0] if len(steps) > 1 else None
    return (
        first is not None
        and len({step.id for step in steps}) == len(steps)
        and all(step.kind in WORK and len(step.next) == 1 for step in steps)
        and all(_traits(step) == _traits(first) for step in steps)
        and all(context.around.wordings.same(step.name, first.name) for step in steps)
        and not is_placeholder(first.name)
    )


def _traits(step: Step) -> tuple[Hashable, ...]:
    """Return who does a step, with what, and whether it is a control."""
    items = keys(step.asks), keys(step.reads), keys(step.writes), keys(step.delivers)
    by = step.kind, step.lane, item_key(step.system), item_key(step.channel)
    return (*items, *by, step.call, step.control, item_key(step.approves))


def _depends_on(context: MapContext, split: Step, twin: Step) -> bool:
    """Whether a split and the step behind it need what the other brings."""
    return bool(gives(split) & uses(twin) or context.brings[twin.id] & uses(split))


def _unknown(twins: list[Step], gaps: Gaps) -> bool:
    """Whether it is not told who does the twins, or with what information; notes what would tell."""
    lacking = [] if twins[0].lane else ["lane"]
    if not (gives(twins[0]) | uses(twins[0]) or twins[0].call):
        lacking += ["reads", "writes"]
    for field in lacking:
        gaps.setdefault(field, {}).update((twin.id, twin) for twin in twins)
    return bool(lacking)


def _begin_finding(context: MapContext, split: Step, twins: list[Step]) -> Verdict:
    names = [twin.id for twin in twins]
    return context.finding(
        RULE,
        names,
        f"All {len(twins)} branches behind {quoted(split)} begin with {quoted(twins[0])}:"
        " it could stand once, before they part.",
        "modify",
        Witness(path=(split.id, *names), items=_items(twins[0])),
        remedy=without_twins_after(context.process, split.id, names, _slowest(context, twins)),
    )


def _end_finding(context: MapContext, split: Step, twins: list[Step], merge: Step) -> Verdict:
    names = [twin.id for twin in twins]
    return context.finding(
        RULE,
        names,
        f"Every branch behind {quoted(split)} ends with {quoted(twins[0])}, drawn {len(twins)} times:"
        " it could stand once, where they meet.",
        "modify",
        Witness(path=(split.id, *names, merge.id), items=_items(twins[0])),
        remedy=without_twins_before(context.process, merge.id, names, _slowest(context, twins)),
    )


def _items(twin: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*twin.asks, *twin.reads, *twin.writes, *twin.delivers)))


def _slowest(context: MapContext, twins: list[Step]) -> str:
    """Return the twin to keep: the one with the most minutes, so that no saving is claimed too much."""
    return max(twins, key=lambda twin: context.figures.minutes[twin.id]).id


RULE = MapRule(
    id="hoistable-twin",
    title="Same step in every branch",
    question="If every branch does this, why is it not done once for all?",
    guard="the same team with the same information in every branch, and the split does not depend on it",
    run=_run,
)
