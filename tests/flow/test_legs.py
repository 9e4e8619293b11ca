from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.flow.legs import Leg, Toll, likeliest_leg, slowest_leg
from procfit.flow.structure import Body, structure_of
from procfit.model.process import Flow, ProcessMap, Step


@st.composite
def forward_bodies(draw: st.DrawFn) -> tuple[Body, list[Toll]]:
    """Return bodies of decisions that jump forward in any way, with the tolls of their steps."""
    count = draw(st.integers(1, 7))
    steps = []
    for place in range(count):
        targets = (
            draw(st.sets(st.integers(place + 1, count), max_size=3)) if place + 1 < count else set()
        )
        weights = [draw(st.integers(0, 4)) for _ in targets]
        shares = [weight / sum(weights) if sum(weights) else 1 / len(weights) for weight in weights]
        flows = zip(sorted(min(target, count - 1) for target in targets), shares, strict=True)
        steps.append(
            Step(f"s{place}", "S", kind="decision", next=tuple(Flow(f"s{to}", x) for to, x in flows))
        )
    steps.append(Step("in", "In", kind="start", next=(Flow("s0"),)))
    body = structure_of(ProcessMap("m", "M", steps=tuple(steps))).bodies[0]
    return body, [Toll(draw(st.integers(0, 9)), 0.0, 1) for _ in steps]


def ways(body: Body, tolls: list[Toll]) -> Iterator[tuple[tuple[int, ...], float, float]]:
    """Yield every way through a body without loops, with its chance and its minutes."""
    waiting: list[tuple[tuple[int, ...], float]] = [
        ((body.position[step],), share) for step, share in body.entries
    ]
    while waiting:
        places, chance = waiting.pop()
        onward: dict[int, float] = {}
        for target, share in body.ways[places[-1]]:
            onward[target] = onward.get(target, 0.0) + share
        waiting += [((*places, target), chance * share) for target, share in onward.items() if share]
        if body.ends[places[-1]]:
            steps = tuple(body.steps[place] for place in places)
            yield steps, chance * body.ends[places[-1]], sum(tolls[step].minutes for step in steps)


@given(forward_bodies())
def test_both_ways_are_the_best_of_all(drawn: tuple[Body, list[Toll]]) -> None:
    body, tolls = drawn
    found = {steps: (chance, minutes) for steps, chance, minutes in ways(body, tolls)}
    likeliest, slowest = likeliest_leg(body, tolls), slowest_leg(body, tolls)
    assert likeliest is not None
    assert slowest is not None
    assert found[likeliest.steps][0] == pytest.approx(max(chance for chance, _ in found.values()))
    most = max(minutes for _, minutes in found.values())
    assert slowest.toll.minutes == most
    chances = [chance for chance, minutes in found.values() if minutes == most]
    assert found[slowest.steps][0] == pytest.approx(max(chances))


def test_a_way_that_needs_no_return_may_go_without_one() -> None:
    steps = (
        Step("a", "A", kind="decision", next=(Flow("a", 0.5), Flow("z", 0.5))),
        Step("z", "Z"),
    )
    body = structure_of(ProcessMap("m", "M", steps=steps)).bodies[0]
    once, straight = (slowest_leg(body, [Toll(5.0, 0.0, 1)] * 2, returns=most) for most in (1, 0))
    assert once is not None
    assert straight is not None
    assert (once.steps, straight.steps) == ((0, 0, 1), (0, 1))
    assert once.toll.size == 3


def test_a_body_without_steps_takes_nothing() -> None:
    body = Body((), (), (), ())
    assert likeliest_leg(body, []) == slowest_leg(body, []) == Leg((), Toll(0.0, 0.0, 0))


def test_a_step_without_a_way_through_is_gone_around() -> None:
    steps = (
        Step("d", "D", kind="decision", next=(Flow("a", 0.9), Flow("b", 0.1))),
        Step("a", "A"),
        Step("b", "B"),
    )
    body = structure_of(ProcessMap("m", "M", steps=steps)).bodies[0]
    tolls = [Toll(1.0, 0.0, 1), Toll(9.0, float("inf"), 1), Toll(1.0, 0.0, 1)]
    for leg in (likeliest_leg(body, tolls), slowest_leg(body, tolls)):
        assert leg is not None
        assert leg.steps == (0, 2)
