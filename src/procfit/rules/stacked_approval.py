"""Several approvals of one thing, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procfit.matching.stems import stems, work_key
from procfit.model.finding import Witness
from procfit.model.process import Flow, Step
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
_LIMIT = re.compile(
    r"\d|[<>≤≥]|\b(?:over|under|above|below|beyond|within|exceed\w*|up to|at (?:least|most)"
    r"|(?:more|less|higher|lower|greater|smaller|larger) than"
    r"|über|unter|ab|bis|(?:mehr|weniger|höher|niedriger|größer|kleiner) als|mindestens|höchstens)\b",
    re.IGNORECASE,
)
_ANSWERS = frozenset({"yes", "no", "ja", "nein"})


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
    silent: dict[str, Step] = {}
    for steps in objects.values():
        for stack in _stacks(context, [step for step in steps if not step.control], silent):
            yield _finding(context, stack)
    if silent:
        yield context.not_assessed(RULE, silent.values(), ["next when"])


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


def _stacks(context: MapContext, steps: list[Step], silent: dict[str, Step]) -> Iterator[list[Step]]:
    """Yield runs of approvals, each following the one before it with nothing written in between.

    Decisions in between that do not say which cases go on are noted in `silent`.
    """
    following: dict[str, Step] = {}
    for step in steps:
        for other in steps:
            if other is not step and step.id not in following and _follows(context, step, other, silent):
                following[step.id] = other
    later = {step.id for step in following.values()}
    firsts = [step for step in steps if step.id in following and step.id not in later]
    for first in firsts:
        stack = [first]
        while stack[-1].id in following and following[stack[-1].id] not in stack:
            stack.append(following[stack[-1].id])
        yield stack


def _follows(context: MapContext, step: Step, other: Step, silent: dict[str, Step]) -> bool:
    if not context.order.leads_to(step.id, other.id):
        return False
    between = context.order.between(step.id, other.id)
    if any(context.writes[name] for name in between):
        return False
    sorting = [(context.step(name), _ways_on(context, name, other)) for name in (step.id, *between)]
    if any(_is_limit(decision, way) for decision, ways in sorting for way in ways):
        return False
    untold = {decision.id: decision for decision, ways in sorting if not all(way.when for way in ways)}
    silent.update(untold)
    return not untold


def _ways_on(context: MapContext, name: str, other: Step) -> list[Flow]:
    """Return the branches by which a decision sends only some of its cases on to the other approval."""
    step = context.step(name)
    ways = [
        flow for flow in step.next if flow.to == other.id or context.order.leads_to(flow.to, other.id)
    ]
    return ways if step.kind == "decision" and len(ways) < len(step.next) else []


def _is_limit(decision: Step, way: Flow) -> bool:
    """Whether a branch takes the cases beyond a limit; "yes" and "no" answer what the decision asks."""
    asked = way.when.casefold().strip(" .!") in _ANSWERS
    return bool(_LIMIT.search(decision.name if asked else way.when))


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
