"""Maps for tests of pictures: random ones, and the shapes that layouts find hard."""

from __future__ import annotations

from hypothesis import strategies as st

from procfit.model.process import Flow, Lane, ProcessMap, Step, StepKind

KINDS: tuple[StepKind, ...] = (
    "task",
    "task",
    "task",
    "decision",
    "parallel",
    "join",
    "inclusive",
    "wait",
    "call",
    "start",
    "end",
)


@st.composite
def maps(draw: st.DrawFn, most: int = 14, lanes: int = 4) -> ProcessMap:
    """Return maps with loops, dead ends, double flows, and steps in any lane or none."""
    count = draw(st.integers(0, most))
    ids = [f"s{number}" for number in range(count)]
    lane_ids = [f"l{number}" for number in range(draw(st.integers(0, lanes)))]
    parents = ["", *lane_ids[:1]]
    flows = st.builds(
        Flow,
        to=st.sampled_from(ids or ["none"]),
        share=st.sampled_from([None, 0.1, 0.5, 0.9, 1.0]),
        when=st.sampled_from(["", "", "the customer has paid all invoices"]),
        rejects=st.booleans(),
    )
    steps = [
        Step(
            name,
            draw(st.sampled_from(["Check", "Check whether the invoice is right", "確認する", name])),
            lane=draw(st.sampled_from(["", *lane_ids])),
            kind=draw(st.sampled_from(KINDS)),
            next=tuple(draw(st.lists(flows, max_size=3))),
        )
        for name in ids
    ]
    bands = tuple(
        Lane(lane, lane.upper(), parent=draw(st.sampled_from(parents)) if number else "")
        for number, lane in enumerate(lane_ids)
    )
    return ProcessMap("p", "Random", lanes=bands, steps=tuple(steps))


def chain(count: int, lanes: int = 1) -> ProcessMap:
    """Return a chain of steps that goes round the lanes."""
    steps = tuple(
        Step(
            f"s{number}",
            f"Step {number}",
            lane=f"l{number % lanes}",
            next=(Flow(f"s{number + 1}"),) if number + 1 < count else (),
        )
        for number in range(count)
    )
    return ProcessMap("chain", "Chain", lanes=tuple(Lane(f"l{n}") for n in range(lanes)), steps=steps)


def branching(count: int, lanes: int = 5) -> ProcessMap:
    """Return a long map with a decision at every fifth step that skips ahead or leads back."""
    steps = []
    for number in range(count):
        following = [Flow(f"s{number + 1}", share=0.8)] if number + 1 < count else []
        if number % 5 == 3 and number + 4 < count:
            following.append(Flow(f"s{number + 4}", share=0.15))
            following.append(Flow(f"s{number - 3}", share=0.05))
        kind: StepKind = "decision" if len(following) > 1 else "task"
        lane = f"l{(number // 3) % lanes}"
        steps.append(Step(f"s{number}", f"Step {number}", lane=lane, kind=kind, next=tuple(following)))
    return ProcessMap(
        "b", "Branching", lanes=tuple(Lane(f"l{n}") for n in range(lanes)), steps=tuple(steps)
    )


def dense(count: int) -> ProcessMap:
    """Return a map in which every step leads to every other one."""
    ids = [f"s{number}" for number in range(count)]
    return ProcessMap(
        "dense",
        "Dense",
        steps=tuple(
            Step(name, name, kind="parallel", next=tuple(Flow(other) for other in ids if other != name))
            for name in ids
        ),
    )
