"""Several approvals of one thing, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procfit.matching.stems import stems, work_key
from procfit.model.finding import Witness
from procfit.model.process import Step
from procfit.rules.context import MapContext
from procfit.rules.rule import MapRule, Verdict
from procfit.rules.wording import all_of, quoted

__all__ = ["RULE"]

Object = frozenset[str]

NOTHING: Object = frozenset()
"""The object of an approval that does not say what it approves."""

_APPROVING = re.compile(
    r"\b(?:approv\w*|authori[sz]\w*|sign(?:ed|ing)?[\s-]*off|releas\w*|countersign\w*"
    r"|genehmig\w*|freigeb\w*|freigab\w*|gegenzeichn\w*|autorisier\w*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")


def _run(context: MapContext) -> Iterator[Verdict]:
    language = context.portfolio.settings.language
    objects: dict[Object, list[Step]] = {}
    for step in context.steps:
        about = _object(step, language)
        if about is not None and not _only_routes(context, step):
            objects.setdefault(about, []).append(step)
    nameless = objects.pop(NOTHING, [])
    if nameless and (len(nameless) > 1 or objects):
        yield context.not_assessed(RULE, nameless, ["approves"])
    for steps in objects.values():
        for stack in _stacks(context, [step for step in steps if not step.control]):
            yield _finding(context, stack)


def _object(step: Step, language: str) -> Object | None:
    """Return what a step approves, or None where it approves nothing."""
    if step.approves:
        return work_key(step.approves, language)
    if step.kind not in ("task", "decision") or not _APPROVING.search(step.name):
        return None
    return frozenset(stems(_APPROVING.sub(" ", step.name), language))


def _only_routes(context: MapContext, step: Step) -> bool:
    """Whether a decision only sorts cases by the approval just before it, by the same people."""
    before = context.process.before(step.id)
    return (
        step.kind == "decision"
        and not (step.approves or step.work or step.wait)
        and len(before) == 1
        and before[0].lane == step.lane
        and _object(before[0], context.portfolio.settings.language) is not None
    )


def _stacks(context: MapContext, steps: list[Step]) -> Iterator[list[Step]]:
    """Yield runs of approvals, each following the one before it with nothing written in between."""
    following: dict[str, Step] = {}
    for step in steps:
        for other in steps:
            if other is not step and step.id not in following and _follows(context, step, other):
                following[step.id] = other
    later = {step.id for step in following.values()}
    firsts = [step for step in steps if step.id in following and step.id not in later]
    for first in firsts:
        stack = [first]
        while stack[-1].id in following and following[stack[-1].id] not in stack:
            stack.append(following[stack[-1].id])
        yield stack


def _follows(context: MapContext, step: Step, other: Step) -> bool:
    if not context.order.leads_to(step.id, other.id):
        return False
    between = context.order.between(step.id, other.id)
    if any(context.writes[name] for name in between):
        return False
    return not any(_sets_threshold(context, name, other) for name in (step.id, *between))


def _sets_threshold(context: MapContext, name: str, other: Step) -> bool:
    """Whether a decision sends on to the other approval only cases beyond a figure."""
    step = context.step(name)
    ways = [
        flow for flow in step.next if flow.to == other.id or context.order.leads_to(flow.to, other.id)
    ]
    conditions = [flow.when for flow in step.next] + [step.name]
    return (
        step.kind == "decision"
        and 0 < len(ways) < len(step.next)
        and any(_NUMBER.search(words) for words in conditions)
    )


def _finding(context: MapContext, stack: list[Step]) -> Verdict:
    later = stack[1:]
    verb = "approves" if len(later) == 1 else "approve"
    whole = [step.id for step in stack]
    tasks = all(step.kind == "task" for step in later)
    return context.finding(
        RULE,
        whole,
        f"{all_of(quoted(step) for step in later)} {verb} once more what {quoted(stack[0])} has approved;"
        " nothing is written in between.",
        "discard" if tasks else "modify",
        Witness(path=context.order.path_from_start(*whole)),
        discarding=whole[1:],
    )


RULE = MapRule(
    id="stacked-approval",
    title="Approval upon approval",
    question="What can the second approver see that the first cannot?",
    guard="no segregation of duties, no regulation, no threshold that only some cases pass",
    run=_run,
)
