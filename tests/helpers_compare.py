"""Pairs of maps for tests of comparison: random ones, and edits of one map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from procfit.model.process import Flow, Kpi, Lane, Message, ProcessMap, Step
from procfit.model.quantities import Duration

NAMES = (
    "Log enquiry",
    "Log the inquiry",
    "Check customer credit",
    "Approve credit limit",
    "Credit limit approval",
    "Send quote",
    "Send invoice",
    "Accept order",
    "Reject order",
    "Check",
    "Book parcel",
    "注文を確認する",
    "",
)


@st.composite
def maps(draw: st.DrawFn, names: st.SearchStrategy[str] | None = None) -> ProcessMap:
    """Return a map of up to seven steps with any flows, lanes, measures and messages."""
    count = draw(st.integers(0, 7))
    ids = [f"s{number}" for number in draw(st.permutations(range(9)))][:count]
    lanes = [Lane(f"l{number}", draw(st.sampled_from(["Sales", "Finance", ""]))) for number in range(2)]
    flows = st.builds(
        Flow,
        st.sampled_from(ids or ["none"]),
        st.sampled_from([None, 0.2]),
        st.sampled_from(["", "late"]),
    )
    steps = tuple(
        Step(
            name,
            draw(names or st.sampled_from(NAMES)),
            lane=draw(st.sampled_from(["", "l0", "l1"])),
            kind=draw(st.sampled_from(["task", "task", "decision"])),
            work=draw(st.sampled_from([None, Duration.fixed(5), Duration(1, 2, 9)])),
            asks=draw(st.sampled_from([(), ("Name",), ("phone", "name")])),
            to_be={"next": (Flow(draw(st.sampled_from(ids))),)} if draw(st.booleans()) else {},
            next=tuple(draw(st.lists(flows, max_size=3))),
        )
        for name in ids
    )
    return ProcessMap(
        "p",
        draw(st.sampled_from(["Order", "Quote"])),
        importance=draw(st.sampled_from([None, 3])),
        kpis=tuple(
            draw(st.lists(st.builds(Kpi, st.sampled_from(["Time", "time", "Cost"])), max_size=2))
        ),
        lanes=tuple(lanes[: draw(st.integers(0, 2))]),
        steps=steps,
        messages=tuple(
            Message(f"p#{name}", "other#in", draw(st.sampled_from(["", "order"]))) for name in ids[:2]
        ),
    )


def relabeled(process: ProcessMap, ids: Mapping[str, str]) -> ProcessMap:
    """Return the same map with other ids of its steps."""

    def led(flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        return tuple(replace(flow, to=ids[flow.to]) for flow in flows)

    def end(text: str) -> str:
        name, mark, step = text.partition("#")
        return f"{name}#{ids[step]}" if mark and name == process.id else text

    steps = tuple(
        replace(
            step,
            id=ids[step.id],
            next=led(step.next),
            to_be={name: led(value) if name == "next" else value for name, value in step.to_be.items()},
        )
        for step in process.steps
    )
    messages = tuple(
        replace(message, source=end(message.source), target=end(message.target))
        for message in process.messages
    )
    return replace(process, steps=steps, messages=messages)


def edited(process: ProcessMap, step: str, **changes: Any) -> ProcessMap:
    """Return the map with fields of one step changed."""
    steps = tuple(replace(old, **changes) if old.id == step else old for old in process.steps)
    return replace(process, steps=steps)
