from helpers_maps import process
from helpers_rules import step
from procfit.model.process import NO_TIME
from procfit.model.quantities import Duration
from procfit.rules.remedies import done_in, done_without_work, without_waiting

MADE = process(
    step("a", "b", work="10m", wait="1h", cost=3)
    + step("b", "c", work="5m")
    + step("c", kind="call", call="x")
)


def test_waiting_goes_and_the_rest_stays() -> None:
    changed = without_waiting(MADE, ["a"])
    assert changed.step("a").wait == NO_TIME
    assert changed.step("a").work == Duration.fixed(10)
    assert changed.step("b") is MADE.step("b")


def test_a_step_done_by_something_else_takes_nothing_and_calls_nothing() -> None:
    changed = done_without_work(MADE, ["a", "c"])
    assert (changed.step("a").work, changed.step("a").wait, changed.step("a").cost) == (
        NO_TIME,
        NO_TIME,
        None,
    )
    assert (changed.step("c").kind, changed.step("c").call) == ("task", "")


def test_in_less_time_the_waiting_goes_before_the_work() -> None:
    for minutes, work, wait in [(30, 10, 20), (10, 10, 0), (4, 4, 0)]:
        changed = done_in(MADE, "a", minutes).step("a")
        assert (changed.work, changed.wait) == (Duration.fixed(work), Duration.fixed(wait))
