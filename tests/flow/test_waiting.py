import random
from dataclasses import replace

import pytest

from helpers_flow import Tree, holds, random_tree
from helpers_measures import choice, mapped, timed, told_map
from procfit.flow.measure import measure
from procfit.flow.simulation import simulated
from procfit.flow.waiting import Waiting
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, ProcessMap, Step
from procfit.model.quantities import Duration


def waiting(*steps: Step) -> Waiting:
    return measure(mapped(*steps), Portfolio()).waiting_between_contacts


def met(name: str, work: float = 5, wait: float = 0, after: str = "") -> Step:
    return timed(name, work, wait, after, channel="phone")


def test_all_between_two_contacts_is_waiting() -> None:
    found = waiting(met("a", wait=50, after="b"), timed("b", 10, 30, after="c"), met("c", wait=20))
    # The wait of the first contact comes before the customer has called, that of the second after.
    assert found == Waiting(10 + 30 + 20)


def test_contacts_in_a_row_leave_only_their_own_wait() -> None:
    assert waiting(met("a", after="b"), met("b", wait=15, after="c"), met("c")) == Waiting(15)


def test_what_comes_before_the_first_and_after_the_last_contact_does_not_count() -> None:
    assert waiting(timed("a", 60, after="b"), met("b", after="c"), timed("c", 60)) == Waiting(0)


def test_a_map_without_contacts_has_no_waiting_between_them() -> None:
    assert waiting(timed("a", 60)) == Waiting(None)


def test_a_question_is_a_contact_without_a_channel() -> None:
    asking = timed("c", 5, 20, asks=("name",))
    assert waiting(met("a", after="b"), timed("b", 10, after="c"), asking) == Waiting(30)


def test_a_way_on_which_no_second_contact_comes_counts_nothing() -> None:
    found = waiting(
        met("a", after="d"),
        choice("d", b=0.4, x=0.6),
        timed("b", 10, 30, after="c"),
        met("c", wait=20),
        timed("x", 100, 500),
    )
    assert found.mean == pytest.approx(0.4 * (10 + 30 + 20))


def test_each_round_of_rework_waits_again() -> None:
    """Half of the cases go back to the contact: one round more on average; the last check waits in vain."""
    found = waiting(
        met("a", wait=7, after="b"),
        timed("b", 10, 30, after="d"),
        choice("d", a=0.5, e=0.5),
        Step("e", "E", kind="end"),
    )
    assert found.mean == pytest.approx(1 * (10 + 30 + 7))


def test_a_step_between_may_be_repeated_before_the_next_contact() -> None:
    found = waiting(
        met("a", after="b"),
        timed("b", 10, 30, after="d"),
        choice("d", b=0.75, c=0.25),
        met("c"),
    )
    assert found.mean == pytest.approx(4 * 40)


def test_unknown_times_leave_what_is_known() -> None:
    found = waiting(
        met("a", after="b"), Step("b", "B", wait=Duration.fixed(30), next=(Flow("c"),)), met("c")
    )
    assert found == Waiting(30)


def test_the_lead_time_of_a_called_map_is_waiting() -> None:
    called = replace(mapped(met("x", work=25, wait=15)), id="called")
    calling = Step("b", "B", kind="call", call="called", next=(Flow("c"),))
    made = mapped(met("a", after="b"), calling, met("c"))
    assert measure(made, Portfolio({"called": called})).waiting_between_contacts == Waiting(40)


def beside(*inner: Step) -> ProcessMap:
    """Return a map whose steps follow each other beside another branch, so that cases are simulated."""
    split = Step("p", "P", kind="parallel", next=(Flow(inner[0].id), Flow("back")))
    return mapped(
        split,
        *inner,
        timed("back", 1, after="j"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        met("z"),
    )


def test_waiting_beside_parallel_work_is_simulated() -> None:
    made = beside(met("a", after="b"), timed("b", 10, 30, after="j"))
    assert measure(made, Portfolio()).waiting_between_contacts == Waiting(40, "simulated")


def test_contacts_at_the_same_time_leave_no_gap() -> None:
    """One branch talks for the first 60 minutes, so that the two short calls in the other lie inside."""
    made = mapped(
        Step("p", "P", kind="parallel", next=(Flow("long"), Flow("a"))),
        met("long", 60, after="j"),
        met("a", 5, after="b"),
        timed("b", 10, after="c"),
        met("c", 5, after="j"),
        Step("j", "J", kind="join", next=(Flow("z"),)),
        met("z", 5, wait=12),
    )
    assert measure(made, Portfolio()).waiting_between_contacts == Waiting(12, "simulated")


def with_idle_branches(process: ProcessMap) -> ProcessMap:
    """Return the map with parallel branches of no time at its end, so that its waiting is simulated."""
    added = (
        Step("idle", "Idle", kind="parallel", next=(Flow("idle-a"), Flow("idle-b"))),
        timed("idle-a", after="idle-j"),
        timed("idle-b", after="idle-j"),
        Step("idle-j", "J", kind="join"),
    )
    steps = tuple(
        replace(step, kind="task", work=Duration.fixed(0), wait=Duration.fixed(0), next=(Flow("idle"),))
        if step.id == "end"
        else step
        for step in process.steps
    )
    return replace(process, steps=(*steps, *added))


def sequential(seed: int) -> Tree:
    """Return a random tree without parallel work."""
    dice = random.Random(seed)
    return next(tree for tree in iter(lambda: random_tree(dice), None) if not holds(tree, {"and", "or"}))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("varies", [False, True])
def test_simulated_waiting_agrees_with_the_exact_one(seed: int, varies: bool) -> None:
    made = told_map(sequential(seed), random.Random(seed), varies=varies)
    exact = measure(made, Portfolio()).waiting_between_contacts
    played = measure(with_idle_branches(made), Portfolio())
    other = played.waiting_between_contacts
    if exact.mean is None:
        assert other.mean is None
        return
    assert (exact.method, other.method) == ("exact", "simulated")
    assert other.mean is not None
    drawn = simulated(played.figures)
    assert drawn is not None
    # The waiting of a case is a part of its lead time, and so is its second moment.
    error = ((drawn.minutes**2).mean() / len(drawn.minutes)) ** 0.5
    assert abs(other.mean - exact.mean) <= 4 * error
    assert exact.mean <= played.lead_time.mean
