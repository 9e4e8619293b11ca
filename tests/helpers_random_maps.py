"""Random valid maps with everything a file can say, for tests of what changes or stores maps."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from helpers_flow import trees, written
from procfit.model.process import Flow, Lane, Message, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Duration
from procfit.model.validate import faults_of_map

MAP_ID = "test"
_LANES = (
    (),
    (Lane("sales", "Sales", kind="front"),),
    (Lane("sales"), Lane("ops", "Operations", "Ops", "back"), Lane("desk", parent="ops")),
)


def errors_of(process: ProcessMap) -> set[str]:
    """Return the errors of a map."""
    return {fault.message for fault in faults_of_map(process) if fault.level == "error"}


@st.composite
def valid_maps(draw: st.DrawFn) -> ProcessMap:
    """Return maps without errors: nested flow, some loops and jumps, fields, dispositions, messages."""
    process, _ = written(draw(trees))
    dice = random.Random(draw(st.integers(0, 2**32)))
    lanes = dice.choice(_LANES)
    steps = tuple(_told(dice, step, lanes) for step in process.steps)
    wait = dice.choice([None, Duration.fixed(0), Duration.fixed(30)])
    made = ProcessMap(MAP_ID, "Random", default_wait=wait, lanes=lanes, steps=steps)
    if dice.random() < 0.3:
        made = _without_marks(made)
    for change in (_jumps, _later_ways, _hidden):
        changed = change(dice, made)
        made = made if errors_of(changed) else changed
    return replace(made, messages=_messages(dice, made))


def _told(dice: random.Random, step: Step, lanes: tuple[Lane, ...]) -> Step:
    """Return the step with some of what a team may say about it."""
    lane = dice.choice(["", *(lane.id for lane in lanes)])
    flows = tuple(_flow(dice, step, flow) for flow in step.next)
    if step.kind == "decision" and dice.random() < 0.3:
        flows = tuple(replace(flow, share=None) for flow in flows)
    step = replace(step, lane=lane, next=flows)
    if step.kind != "task":
        return replace(step, work=Duration.fixed(2)) if dice.random() < 0.1 else step
    kind: Any = dice.choice(["task"] * 6 + ["wait", "call"])
    fields = {name: dice.choice(values) for name, values in _VALUES.items() if dice.random() < 0.3}
    if kind == "call":
        return replace(step, kind="call", call="other", work=None, wait=None)
    step = replace(step, kind=kind, **fields)
    if dice.random() < 0.2:
        later = {name: dice.choice(values) for name, values in _VALUES.items() if dice.random() < 0.2}
        later = {name: value for name, value in later.items() if value is not None}
        step = replace(step, to_be=later, disposition="modify")
    return step


def _flow(dice: random.Random, step: Step, flow: Flow) -> Flow:
    if step.kind in ("decision", "inclusive") and dice.random() < 0.4:
        return replace(flow, when=dice.choice(["yes", "limit free"]), rejects=dice.random() < 0.3)
    return flow


_VALUES: dict[str, list[Any]] = {
    "work": [None, Duration.fixed(7), Duration(1, 2.5, 9), Duration.fixed(0.1)],
    "wait": [None, Duration.fixed(0), Duration.fixed(120), Duration(0, 10, 1000)],
    "description": ["about it", 'with "quotes"\nand lines'],
    "channel": ["phone", "mail"],
    "value": [0, 3, 5],
    "benefit": ["I know", "I am safe"],
    "expected": [True, False],
    "adds": ["customer", "business", "nothing"],
    "source": ["interview"],
    "cost": [0.5, 12.0],
    "effort": [1, 4],
    "asks": [("name",), ("phone", "Name")],
    "reads": [("price list",)],
    "writes": [("enquiry", "phone")],
    "delivers": [("quote",)],
    "system": ["CRM", "Sheet"],
    "control": ["regulatory", "segregation"],
    "rival": [Rival("Acme", Duration.fixed(10)), Rival("Bolt")],
    "without": [Without("a form"), Without("a form", "forms")],
    "needs": [(Need("forms"),), (Need("forms", 0.3), Need("quotes"))],
    "tags": [("verify",), ("verify", "legal")],
    "approves": ["discount"],
}


def _without_marks(process: ProcessMap) -> ProcessMap:
    """Return the map without its start and end, where that leaves every decision its branches."""
    steps = tuple(
        replace(step, next=tuple(flow for flow in step.next if flow.to != "end"))
        for step in process.steps
        if step.kind not in ("start", "end")
    )
    made = replace(process, steps=steps)
    return process if errors_of(made) or not steps else made


def _jumps(dice: random.Random, process: ProcessMap) -> ProcessMap:
    """Return the map with some flows led anywhere, so that it is no longer nested."""
    names = [step.id for step in process.steps if step.kind != "start"]
    steps = list(process.steps)
    for index, step in enumerate(steps):
        if step.next and dice.random() < 0.15:
            at = dice.randrange(len(step.next))
            led = replace(step.next[at], to=dice.choice(names))
            steps[index] = replace(step, next=(*step.next[:at], led, *step.next[at + 1 :]))
    return replace(process, steps=tuple(steps))


def _later_ways(dice: random.Random, process: ProcessMap) -> ProcessMap:
    """Return the map with some ways that only the to-be takes."""
    names = [step.id for step in process.steps if step.kind != "start"]
    steps = []
    for step in process.steps:
        if step.kind not in ("end", "decision") and dice.random() < 0.15:
            later = {**step.to_be, "next": (Flow(dice.choice(names)),)}
            step = replace(step, to_be=later, disposition="modify")
        steps.append(step)
    return replace(process, steps=tuple(steps))


def _hidden(dice: random.Random, process: ProcessMap) -> ProcessMap:
    """Return the map with some steps that only one view shows."""
    return replace(
        process,
        steps=tuple(
            replace(step, disposition=dice.choice(["add", "discard"]))
            if step.kind in ("task", "wait", "call") and dice.random() < 0.15
            else step
            for step in process.steps
        ),
    )


def _messages(dice: random.Random, process: ProcessMap) -> tuple[Message, ...]:
    ends = [f"{MAP_ID}#{step.id}" for step in process.steps] + ["other#there", MAP_ID]
    return tuple(
        Message(dice.choice(ends), dice.choice(ends), dice.choice(["", "order"]))
        for _ in range(dice.choice([0, 0, 1, 3]))
    )
