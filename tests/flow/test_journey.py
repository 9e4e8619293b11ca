import pytest

from helpers_maps import chain, process
from procfit.flow.journey import Journey, journey_of, lane_at_work
from procfit.flow.measure import Gap, measure
from procfit.flow.visits import routing_of
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap, Step

LANES = (
    Lane("customer", kind="customer"),
    Lane("sales", kind="front"),
    Lane("service", kind="front"),
    Lane("crm", kind="system"),
)


def journey(*steps: Step) -> Journey:
    return journey_of(routing_of(ProcessMap("m", "M", lanes=LANES, steps=steps)))


def test_faces_count_each_team_once_and_by_its_chance() -> None:
    found = journey(
        Step("a", "A", lane="sales", channel="phone", next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("b", 0.25), Flow("c", 0.75))),
        Step("b", "B", lane="service", channel="visit", next=(Flow("b2"),)),
        Step("b2", "B2", lane="service", channel="phone", next=(Flow("c"),)),
        Step("c", "C", lane="sales", channel="phone", next=(Flow("e"),)),
        Step("e", "E", lane="crm", channel="web"),
    )
    assert found.faces == pytest.approx(1.25)
    assert found.contacts == pytest.approx(3 + 2 * 0.25)


def test_switches_of_channel_follow_the_ways_of_the_cases() -> None:
    found = journey(
        Step("a", "A", channel="phone", next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("b", 0.25), Flow("c", 0.75))),
        Step("b", "B", channel="Web", next=(Flow("c"),)),
        Step("c", "C", channel="phone"),
    )
    assert found.channel_switches == pytest.approx(2 * 0.25)


def test_switches_inside_parallel_branches_count_from_before_the_split() -> None:
    found = journey(
        Step("a", "A", channel="phone", next=(Flow("p"),)),
        Step("p", "P", kind="parallel", next=(Flow("b"), Flow("c"))),
        Step("b", "B", channel="web", next=(Flow("j"),)),
        Step("c", "C", channel="phone", next=(Flow("j"),)),
        Step("j", "J", kind="join"),
    )
    assert found.channel_switches == pytest.approx(1)


def test_a_hand_off_to_the_customer_is_none() -> None:
    found = journey(
        Step("a", "A", lane="sales", next=(Flow("b"),)),
        Step("b", "B", lane="customer", next=(Flow("c"),)),
        Step("c", "C", lane="service", next=(Flow("d"),)),
        Step("d", "D", lane="crm"),
    )
    assert found.hand_offs == 1


def test_a_gateway_without_a_lane_stays_with_the_step_before() -> None:
    steps = (
        Step("a", "A", lane="sales", next=(Flow("p"),)),
        Step("p", "P", kind="parallel", next=(Flow("b"), Flow("c"))),
        Step("b", "B", lane="sales"),
        Step("c", "C", lane="service"),
    )
    made = ProcessMap("m", "M", lanes=LANES, steps=steps)
    assert lane_at_work(made, made.step("p")) == LANES[1]
    assert journey(*steps).hand_offs == 1


def test_asking_again_in_a_loop_is_no_repeat_but_asking_elsewhere_is() -> None:
    found = journey(
        Step("a", "A", asks=("Name",), next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("a", 0.5), Flow("b", 0.5))),
        Step("b", "B", asks=("name ", "phone")),
    )
    assert found.repeat_asks == pytest.approx(1)


def test_an_item_asked_in_the_other_branch_is_no_repeat() -> None:
    found = journey(
        Step("p", "P", kind="parallel", next=(Flow("a"), Flow("b"))),
        Step("a", "A", asks=("name",), next=(Flow("j"),)),
        Step("b", "B", asks=("name",), next=(Flow("j"),)),
        Step("j", "J", kind="join", next=(Flow("c"),)),
        Step("c", "C", asks=("name",)),
    )
    assert found.repeat_asks == pytest.approx(1)


def test_contacts_without_effort_make_the_effort_a_lower_bound() -> None:
    contact = 'channel = "web"\nwork = "1m"\nwait = "0m"\n'
    some = measure(process(chain("x", "y", x=contact + "effort = 2", y=contact)), Portfolio())
    assert (some.effort, some.is_lower("effort")) == (2, True)
    assert Gap("effort", ("y",)) in some.not_assessed
    none = measure(process(chain("x", "y", x=contact, y=contact)), Portfolio())
    assert (none.effort, none.is_lower("effort")) == (None, False)
