import pytest

from procfit.flow.loops import loops_of
from procfit.flow.visits import routing_of
from procfit.model.process import Flow, ProcessMap, Step


def decision(name: str, **shares: float) -> Step:
    flows = tuple(Flow(target, share) for target, share in shares.items())
    return Step(name, name, kind="decision", next=flows)


def task(name: str, after: str) -> Step:
    return Step(name, name, next=(Flow(after),))


def test_passes_are_counted_per_entry() -> None:
    steps = (decision("d", a=0.5, e=0.5), task("a", "c"), decision("c", a=0.25, e=0.75), Step("e", "E"))
    (loop,) = loops_of(routing_of(ProcessMap("m", "M", steps=steps)))
    assert (loop.header, loop.steps, loop.exits) == ("a", ("a", "c"), {"c"})
    assert loop.passes == pytest.approx(1 / 0.75)


def test_nested_loops_are_told_apart() -> None:
    steps = (
        task("a", "b"),
        task("b", "c"),
        decision("c", b=0.5, d=0.5),
        decision("d", a=0.2, e=0.8),
        Step("e", "E"),
    )
    outer, inner = loops_of(routing_of(ProcessMap("m", "M", steps=steps)))
    assert (outer.steps, inner.steps) == (("a", "b", "c", "d"), ("b", "c"))
    assert outer.passes == pytest.approx(1.25)
    assert inner.passes == pytest.approx(2)


def test_a_loop_of_one_step() -> None:
    steps = (decision("c", c=0.5, e=0.5), Step("e", "E"))
    (loop,) = loops_of(routing_of(ProcessMap("m", "M", steps=steps)))
    assert loop.steps == ("c",)


def test_a_loop_entered_in_two_places_counts_once() -> None:
    steps = (
        decision("d", a=0.5, b=0.5),
        task("a", "b"),
        decision("b", a=0.5, e=0.5),
        Step("e", "E"),
    )
    (loop,) = loops_of(routing_of(ProcessMap("m", "M", steps=steps)))
    assert loop.steps == ("a", "b")


def test_no_loop_no_answer() -> None:
    assert loops_of(routing_of(ProcessMap("m", "M", steps=(task("a", "b"), Step("b", "B"))))) == []
