"""Which kind of step each kind of BPMN element becomes, and what is said about it."""

from __future__ import annotations

import re

from procfit.formats.bpmn.document import SUB_PROCESSES, Node
from procfit.formats.bpmn.roles import is_link
from procfit.formats.bpmn.unread import words
from procfit.formats.notices import Notices, quote
from procfit.model.process import StepKind
from procfit.model.quantities import Calendar, Duration

__all__ = ["default_name", "element_words", "kind_of", "wait_of"]

_DURATION = re.compile(
    r"P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_LONGEST = 60 * 24 * 366
_NAMES = {
    "startEvent": "Start",
    "endEvent": "End",
    "exclusiveGateway": "Decision",
    "eventBasedGateway": "What happens first?",
    "parallelGateway": "In parallel",
    "inclusiveGateway": "One or more",
    "complexGateway": "One or more",
}
_KINDS: dict[str, StepKind] = {
    "startEvent": "start",
    "endEvent": "end",
    "receiveTask": "wait",
    "intermediateCatchEvent": "wait",
    "boundaryEvent": "wait",
    "exclusiveGateway": "decision",
    "eventBasedGateway": "decision",
    "parallelGateway": "parallel",
    "inclusiveGateway": "inclusive",
    "complexGateway": "inclusive",
}
_ARTICLES: dict[StepKind, str] = {
    "start": "a",
    "end": "an",
    "task": "a",
    "wait": "a",
    "join": "a",
    "decision": "a",
    "inclusive": "an",
    "parallel": "a",
}
_PLAIN = frozenset({"task", "exclusiveGateway", "parallelGateway", "inclusiveGateway"})


def kind_of(node: Node, called: str, notices: Notices) -> StepKind:
    """Return the kind of step a node becomes, and tell what is lost on the way.

    `called` is the id of the map that the node runs, if any.
    """
    if node.kind in SUB_PROCESSES or node.kind == "callActivity":
        return _kind_of_call(node, called, notices)
    kind = _KINDS.get(node.kind, "task")
    if node.kind == "endEvent" and node.outgoing:
        notices.add(node.ref, "end event that leads on: becomes a task")
        return "task"
    if node.kind == "intermediateCatchEvent" and is_link(node):
        kind = "join"
    if node.fields:
        return kind
    if node.triggers or not (node.kind in _PLAIN or node.kind in ("startEvent", "endEvent")):
        notices.add(node.ref, f"{element_words(node)} becomes {_ARTICLES[kind]} {kind}{_lost(node)}")
    return kind


def _lost(node: Node) -> str:
    """Return what is said of the words of triggers that the name of the node does not repeat."""
    if not node.name.strip():
        return ""
    lost = [
        f"; its {trigger.kind} {quote(trigger.words)} is left out"
        for trigger in node.triggers
        if trigger.kind != "timer" and trigger.words.strip() not in ("", node.name.strip())
    ]
    return "".join(lost)


def _kind_of_call(node: Node, called: str, notices: Notices) -> StepKind:
    subject = element_words(node)
    if called and node.kind == "callActivity":
        return "call"
    if called:
        notices.add(node.ref, f"{subject} becomes the map {quote(called)} and a call of it")
        return "call"
    if node.kind == "callActivity":
        target = node.attributes.get("calledElement", "")
        reason = (
            f"{quote(target)} is no process of this file that it can run" if target else "of nothing"
        )
        notices.add(node.ref, f"call activity becomes a task: {reason}")
    else:
        notices.add(node.ref, f"{subject} without steps becomes a task")
    return "task"


def element_words(node: Node) -> str:
    """Return what a node is in words, its triggers first: ``timer start event``."""
    kind = words(node.kind)
    if not node.triggers:
        return kind
    return f"{' or '.join(dict.fromkeys(trigger.kind for trigger in node.triggers))} {kind}"


def default_name(node: Node) -> str:
    """Return what a node without a name is called: its trigger or its kind."""
    told = next((trigger.words for trigger in node.triggers if trigger.words.strip()), "")
    if told:
        return told
    name = _NAMES.get(node.kind)
    if name and not node.triggers:
        return name
    said = element_words(node)
    return said[:1].upper() + said[1:]


def wait_of(node: Node, kind: StepKind, notices: Notices) -> Duration | None:
    """Return the waiting of a timer that gives a duration, days and weeks as working time (8 h, 5 days).

    Timers that say something else, or stand where nothing waits, are told and stay not assessed.
    """
    timer = next((trigger for trigger in node.triggers if trigger.kind == "timer"), None)
    if timer is None or not timer.words:
        return None
    if kind != "wait":
        if node.name.strip():
            notices.add(node.ref, f"timer {quote(timer.words)} left out: only a wait holds a time")
        return None
    found = _DURATION.fullmatch(timer.duration)
    if found is None or not any(found.groups()):
        notices.add(node.ref, f"timer {quote(timer.words)} left out: not a duration that a map can hold")
        return None
    calendar = Calendar()
    minutes = sum(
        float(value) * calendar.minutes(unit) for unit, value in found.groupdict().items() if value
    )
    if minutes > _LONGEST:
        notices.add(node.ref, f"timer {quote(timer.words)} left out: longer than a year")
        return None
    if found["w"] or found["d"]:
        notices.add(node.ref, f"timer {quote(timer.words)} read as working days of 8 hours, 5 a week")
    return Duration.fixed(minutes)
