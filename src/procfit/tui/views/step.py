"""Everything a map says about one step, with what is not assessed and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procfit.model import sayings
from procfit.model.process import Need, ProcessMap, Rival, Step, Without
from procfit.tui.signs import one_line
from procfit.tui.state import Session
from procfit.tui.views.findings import level_sign
from procfit.tui.widgets.parts import Field, Heading, Paragraph, Part

__all__ = ["step_parts"]

MISSING = "not assessed"
JUDGED = frozenset({"task", "wait", "call"})
"""The kinds of steps whose times and value are asked for."""

_ADDS = {
    "customer": "value for the customer",
    "business": "value for the business only",
    "nothing": "nothing",
}


def step_parts(session: Session, process: ProcessMap, step: Step) -> list[Part]:
    """Return the fields of a step in the order people ask for them."""
    lane = process.lane_of(step)
    who = lane.label if lane else ""
    department = f" · {lane.department}" if lane and lane.department else ""
    return [
        Heading(one_line(step.name)),
        Paragraph(f"{one_line(who + department) or 'in no lane'} · {step.kind}", "muted"),
        *_findings(session, process, step),
        *(_customer(step) if step.kind in JUDGED else _flow(session, process, step)),
        *_figures(session, process, step),
        *_information(step),
        *_needs(session, step),
        *_decision(step),
        Heading("Source"),
        _text(step.source or "the team’s assumption", "" if step.source else "muted"),
    ]


def _text(text: str, tone: Any = "") -> Paragraph:
    return Paragraph(one_line(text), tone)


def _field(label: str, value: str) -> Field:
    return Field(label, one_line(value) or MISSING, "" if value and value != MISSING else "muted")


def _given(label: str, value: str) -> list[Part]:
    """Return a field only where the map says something."""
    return [Field(label, one_line(value))] if value else []


def _findings(session: Session, process: ProcessMap, step: Step) -> list[Part]:
    mine = [found for found in session.findings_of(process.id) or () if step.id in found.steps]
    return [Paragraph(f"{level_sign(found)} {found.rule}", "fair") for found in mine]


def _customer(step: Step) -> list[Part]:
    expected = {True: "yes", False: "no", None: MISSING}[step.expected]
    value = sayings.dots(step.value) if step.value is not None else MISSING
    adds = _ADDS[step.adds] if step.adds else MISSING
    return [
        Heading("For the customer"),
        _field("Value", value),
        _field("Benefit", step.benefit),
        _field("Expected", expected),
        _field("Adds", adds),
        *_given("Reason", step.reason),
        *_given("Channel", step.channel),
        *_given("Effort", sayings.dots(step.effort) if step.effort is not None else ""),
        *_given("Rival", _rival(step.rival) if step.rival else ""),
        *_given("Without it", _without(step.without) if step.without else ""),
    ]


def _rival(rival: Rival) -> str:
    same = {True: "same benefit", False: "other benefit", None: "benefit not assessed"}[
        rival.same_benefit
    ]
    taken = f"in {sayings.duration(rival.time)}" if rival.time else "time not assessed"
    return ", ".join(part for part in (rival.who, taken, same, rival.source or "no source") if part)


def _without(without: Without) -> str:
    return f"{without.how} ({without.capability})" if without.capability else without.how


def _flow(session: Session, process: ProcessMap, step: Step) -> list[Part]:
    ways = [
        Field(
            sayings.percent(flow.share) if flow.share is not None else "?",
            _way(session.step_name(process.id, flow.to), flow.when, flow.rejects),
        )
        for flow in step.next
    ]
    return [Heading("Ways on"), *ways] if len(ways) > 1 else []


def _way(to: str, when: str, rejects: bool) -> str:
    return one_line(f"→ {to}{f' when {when}' if when else ''}{' (rejects)' if rejects else ''}")


def _figures(session: Session, process: ProcessMap, step: Step) -> list[Part]:
    if step.kind not in JUDGED and step.work is None and step.wait is None:
        return []
    wait = step.wait or (process.default_wait if step.kind == "task" else None)
    assumed = " (the map’s default)" if step.wait is None and wait else ""
    cost = sayings.money(step.cost, session.currency)
    parts = [
        Heading("Time and money"),
        _field("Work", sayings.duration(step.work)),
        _field("Wait", f"{sayings.duration(wait)}{assumed}"),
        *_given("Cost", cost if step.cost is not None else ""),
    ]
    return [*parts, *_expected(session, process, step)]


def _expected(session: Session, process: ProcessMap, step: Step) -> list[Part]:
    measures = session.measures.get((process.id, session.view))
    found = measures.steps.get(step.id) if measures else None
    return [Field("Visits a case", f"{found.visits:.2f}")] if found else []


def _information(step: Step) -> list[Part]:
    lists = (
        ("Asks", step.asks),
        ("Reads", step.reads),
        ("Writes", step.writes),
        ("Delivers", step.delivers),
        ("Tags", step.tags),
    )
    fields = [part for label, items in lists for part in _given(label, ", ".join(items))]
    fields += _given("System", step.system) + _given("Control", step.control or "")
    fields += _given("Approves", step.approves) + _given("Calls", step.call)
    return [Heading("Information"), *fields] if fields else []


def _needs(session: Session, step: Step) -> list[Part]:
    if not step.needs:
        return []
    return [Heading("Needs"), *(_need(session, need) for need in step.needs)]


def _need(session: Session, need: Need) -> Part:
    weight = session.weight_of(need.capability)
    share = f", {sayings.percent(need.share)} of the step" if need.share is not None else ""
    weighs = ""
    if weight is not None:
        weighs = f" ({sayings.share(weight)} of all weight{session.equal_mark})"
    return Paragraph(f"• {session.capability_name(need.capability)}{weighs}{share}")


def _decision(step: Step) -> list[Part]:
    changes = [Field(f"→ {name}", _shown(value)) for name, value in _plan(step.to_be).items()]
    return [Heading("Decision"), _field("Disposition", step.disposition or "not reviewed"), *changes]


def _plan(to_be: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", " "): value for name, value in to_be.items()}


def _shown(value: Any) -> str:
    """Return a planned value as text: the model's own types by what they mean, others as they are."""
    if hasattr(value, "usual"):
        return sayings.duration(value)
    if isinstance(value, tuple):
        return ", ".join(_shown(part) for part in value) or "nothing"
    for name in ("to", "capability", "how", "who"):
        if hasattr(value, name):
            return one_line(str(getattr(value, name)))
    return one_line(str(value))
