import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_flow import Tree, trees
from helpers_measures import RATED, choice, mapped, timed, told_map
from procfit.flow.measure import measure
from procfit.flow.value import Assessed, TimeSplit, UnsourcedValue, needs_value
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Step
from procfit.model.quantities import Duration


def test_the_minutes_of_a_case_by_what_they_are_for() -> None:
    """Repeated work counts each time, a branch by its chance."""
    found = measure(
        mapped(
            timed("a", 10, 1, after="d", adds="customer"),
            choice("d", a=0.5, e=0.5),
            choice("e", b=0.25, c=0.75),
            timed("b", 8, 4, after="f", adds="business"),
            timed("c", 20, 8, after="f", adds="nothing"),
            timed("f", 3),
        ),
        Portfolio(),
    )
    assert found.time_split == TimeSplit(
        customer=20, business=2, nothing=15, not_assessed=3, waiting=2 + 1 + 6
    )
    assert found.value_adding_ratio == pytest.approx(20 / 40)


@settings(max_examples=60)
@given(trees, st.integers(0, 2**32))
def test_the_time_split_adds_up_to_work_and_waiting(tree: Tree, seed: int) -> None:
    found = measure(told_map(tree, random.Random(seed)), RATED)
    split = found.time_split
    assert split is not None
    assert split.customer + split.business + split.nothing + split.not_assessed == pytest.approx(
        found.touch_time
    )
    assert split.waiting == pytest.approx(sum(step.wait or 0 for step in found.steps.values()))
    assert found.value_adding_ratio in (None, pytest.approx(split.customer / (found.touch_time or 1)))


def test_the_work_of_a_called_map_is_split_in_its_own_figures() -> None:
    called = replace(mapped(timed("x", 25, 15, adds="customer")), id="called")
    calling = Step("c", "C", kind="call", call="called", wait=Duration.fixed(2))
    found = measure(mapped(calling), Portfolio({"called": called}))
    assert found.time_split == TimeSplit(not_assessed=25, waiting=2)


def test_value_without_a_source_counts_by_the_chance_of_its_step() -> None:
    found = measure(
        mapped(
            timed("a", after="d", value=2, source="interview"),
            choice("d", b=0.4, c=0.6),
            timed("b", value=5),
            timed("c", after="a2", value=0),
            timed("a2", value=3),
            Step("never", "Never", kind="task", value=5, next=(Flow("a"),)),
            Step("start", "Start", kind="start", next=(Flow("a"),)),
        ),
        Portfolio(),
    )
    assert found.unsourced_value is not None
    assert found.unsourced_value.steps == ("b", "a2")
    assert found.unsourced_value.value == pytest.approx(0.4 * 5 + 0.6 * 3)
    assert found.value == pytest.approx(2 + 0.4 * 5 + 0.6 * 3)


def test_rework_does_not_repeat_value_without_a_source() -> None:
    made = mapped(timed("a", after="d", value=2), choice("d", a=0.5, e=0.5), Step("e", "E", kind="end"))
    assert measure(made, Portfolio()).unsourced_value == UnsourcedValue(2, ("a",))


def test_value_with_a_source_leaves_nothing_unsourced() -> None:
    made = mapped(timed("a", value=2, source="interview"))
    assert measure(made, Portfolio()).unsourced_value == UnsourcedValue(0, ())


def test_how_much_of_a_map_is_assessed_by_hand() -> None:
    found = measure(
        mapped(
            Step("start", "Start", kind="start", next=(Flow("a"),)),
            Step("a", "A", work=Duration.fixed(5), value=2, adds="customer", next=(Flow("d"),)),
            Step("d", "D", kind="decision", next=(Flow("b"), Flow("w"))),
            Step("b", "B", wait=Duration.fixed(5), value=1, next=(Flow("e"),)),
            Step("w", "W", kind="wait", next=(Flow("e"),)),
            choice("e", f=0.5, g=0.5),
            timed("f", value=0),
            Step("g", "G", kind="end"),
            Step("never", "Never", next=(Flow("g"),)),
        ),
        Portfolio(),
    ).assessed
    # Work of A, B and F; waits of those and the wait; value and adds of A, B and F; shares of D and E.
    assert found == Assessed(
        work=2 / 3, wait=2 / 4, value=1.0, adds=1 / 3, shares=1 / 2, overall=(2 + 2 + 3 + 1 + 1) / 15
    )


def test_a_default_wait_is_an_assessment() -> None:
    bare = mapped(Step("a", "A", work=Duration.fixed(5)))
    assert measure(bare, Portfolio()).assessed == Assessed(1.0, 0.0, 0.0, 0.0, None, 1 / 4)
    settled = replace(bare, default_wait=Duration.fixed(0))
    assert measure(settled, Portfolio()).assessed == Assessed(1.0, 1.0, 0.0, 0.0, None, 2 / 4)


def test_nothing_to_assess_is_not_zero() -> None:
    made = mapped(Step("s", "S", kind="start", next=(Flow("e"),)), Step("e", "E", kind="end"))
    assert measure(made, Portfolio()).assessed == Assessed(None, None, None, None, None, None)


def test_a_missing_rate_takes_nothing_from_what_is_assessed_of_work() -> None:
    found = measure(mapped(timed("a", 10, value=1, adds="customer")), Portfolio()).assessed
    assert found == Assessed(1.0, 1.0, 1.0, 1.0, None, 1.0)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [("task", True), ("wait", False), ("call", False), ("decision", False), ("join", False)],
)
def test_only_what_does_something_needs_a_value(kind: str, needed: bool) -> None:
    assert needs_value(Step("a", "A", kind=kind)) == needed  # type: ignore[arg-type]
