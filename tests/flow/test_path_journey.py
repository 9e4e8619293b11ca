from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from helpers_random_maps import valid_maps
from procfit.flow.information import gives
from procfit.flow.journey import journey_of
from procfit.flow.path_journey import PathJourney, journey_along
from procfit.flow.paths import PathTaken, PathVisit, longest_path, typical_path
from procfit.flow.visits import routing_of
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.quantities import Duration

LANES = (
    Lane("customer", "Customer", kind="customer"),
    Lane("sales", "Sales", "Front office", kind="front"),
    Lane("desk", "Desk", "front  office", kind="front"),
    Lane("ops", "Operations", "Back office", kind="back"),
    Lane("temp", "Temps"),
    Lane("crm", "CRM", "IT", kind="system"),
)


def on_the_way(*steps: Step, minutes: float = 10) -> PathJourney:
    """Return the journey along the longest path, each step `minutes` long."""
    process = ProcessMap("m", "M", lanes=LANES, steps=steps)
    path = longest_path(routing_of(process), dict.fromkeys((step.id for step in steps), minutes))
    assert path is not None
    return journey_along(process, path)


def chain(*steps: Step) -> tuple[Step, ...]:
    """Return the steps with a flow from each to the next."""
    onward = [(Flow(after.id),) for after in steps[1:]]
    return tuple(replace(step, next=flows) for step, flows in zip(steps, [*onward, ()], strict=True))


def test_contacts_come_in_order_with_the_waits_between_them() -> None:
    found = on_the_way(
        *chain(
            Step("a", "Call", lane="sales", channel="phone", effort=2),
            Step("b", "Check", lane="ops"),
            Step("c", "Write", lane="desk", channel="mail"),
            Step("d", "Visit", lane="sales", channel="Phone", effort=3),
        )
    )
    assert [(contact.step, contact.name, contact.lane) for contact in found.contacts] == [
        ("a", "Call", "Sales"),
        ("c", "Write", "Desk"),
        ("d", "Visit", "Sales"),
    ]
    assert [contact.waited for contact in found.contacts] == [0, 10, 0]
    assert found.waiting == 10
    assert (found.channels, found.channel_switches) == (("phone", "mail"), 2)
    assert found.faces == ("Sales", "Desk")
    assert (found.effort, found.effort_at_least) == (5, True)


def test_the_customer_waits_until_the_waiting_of_a_contact_is_over() -> None:
    steps = chain(
        Step("a", "A", channel="phone"),
        Step("b", "B", channel="phone", work=Duration.fixed(5), wait=Duration.fixed(60)),
    )
    path = PathTaken((PathVisit("a", 0, 5), PathVisit("b", 5, 70)), ((0, 1),), 1.0, 70)
    contact = journey_along(ProcessMap("m", "M", steps=steps), path).contacts[1]
    assert (contact.begin, contact.end, contact.waited) == (65, 70, 60)


def test_a_contact_never_begins_after_its_end() -> None:
    steps = (Step("a", "A", channel="phone", wait=Duration.fixed(60)),)
    path = PathTaken((PathVisit("a", 0, 20),), (), 1.0, 20)
    assert journey_along(ProcessMap("m", "M", steps=steps), path).contacts[0].begin == 20


def test_without_a_contact_there_is_no_effort() -> None:
    found = on_the_way(Step("a", "A", lane="ops", effort=3))
    assert found.contacts == ()
    assert (found.effort, found.effort_at_least, found.waiting) == (None, False, 0)


def test_an_effort_that_no_contact_has_is_not_assessed() -> None:
    found = on_the_way(Step("a", "A", channel="phone"))
    assert (found.effort, found.effort_at_least) == (None, True)


def test_asked_again_is_what_another_step_before_asked_or_wrote() -> None:
    found = on_the_way(
        *chain(
            Step("a", "A", asks=("name", "phone"), writes=("offer",)),
            Step("b", "B", asks=("Name", "offer", "size", "SIZE")),
        )
    )
    assert [contact.asks for contact in found.contacts] == [("name", "phone"), ("Name", "offer", "size")]
    assert [contact.asks_again for contact in found.contacts] == [(), ("Name", "offer")]
    assert (found.items_asked, found.items_asked_again) == (5, 2)


def test_what_a_loop_asks_anew_in_the_same_step_is_not_asked_again() -> None:
    found = on_the_way(
        Step("a", "A", asks=("name",), next=(Flow("d"),)),
        Step("d", "D", kind="decision", next=(Flow("a", 0.3), Flow("z", 0.7))),
        Step("z", "Z"),
    )
    assert [contact.step for contact in found.contacts] == ["a", "a"]
    assert (found.items_asked, found.items_asked_again) == (2, 0)


def parallel() -> tuple[Step, ...]:
    return (
        Step("p", "P", kind="parallel", lane="sales", next=(Flow("a"), Flow("b"))),
        Step("a", "A", lane="sales", channel="phone", asks=("name",), next=(Flow("a2"),)),
        Step("a2", "A2", lane="ops", next=(Flow("j"),)),
        Step("b", "B", lane="desk", channel="web", asks=("name",), next=(Flow("j"),)),
        Step("j", "J", kind="join", lane="desk", next=(Flow("c"),)),
        Step("c", "C", lane="desk", asks=("name",)),
    )


def test_parallel_branches_do_not_know_what_the_other_asks() -> None:
    found = on_the_way(*parallel())
    assert [(contact.step, contact.asks_again) for contact in found.contacts] == [
        ("a", ()),
        ("b", ()),
        ("c", ("name",)),
    ]
    assert [contact.waited for contact in found.contacts] == [0, 0, 20]
    assert found.channel_switches == 1


def test_hand_offs_follow_the_flows_of_parallel_branches() -> None:
    found = on_the_way(*parallel())
    assert found.hand_offs == 3  # p to b, a to a2, a2 to j
    assert found.department_crossings == 2  # desk and sales are one department


def test_what_a_called_map_gives_counts_where_it_is_told() -> None:
    steps = chain(Step("a", "A", kind="call", call="other"), Step("b", "B", asks=("name",)))
    process = ProcessMap("m", "M", steps=steps)
    path = typical_path(routing_of(process), {"a": 1, "b": 1})
    assert path is not None
    given = {"a": frozenset({"name"}), "b": gives(steps[1])}
    assert journey_along(process, path).items_asked_again == 0
    assert journey_along(process, path, given).items_asked_again == 1


def test_teams_departments_and_systems_of_the_path() -> None:
    found = on_the_way(
        *chain(
            Step("a", "A", lane="customer", system="Portal"),
            Step("b", "B", lane="sales", system="Sheet"),
            Step("c", "C", lane="crm"),
            Step("d", "D", lane="temp", system="crm"),
            Step("e", "E", lane="desk"),
            Step("f", "F"),
        )
    )
    assert found.teams == ("Sales", "Temps", "Desk")
    assert found.departments == ("Front office", "IT")
    assert found.systems == ("Portal", "Sheet", "CRM")
    assert found.hand_offs == 3
    assert found.department_crossings == 3


def test_the_customer_and_systems_are_no_faces() -> None:
    found = on_the_way(
        *chain(
            Step("a", "A", lane="customer", channel="web"),
            Step("b", "B", lane="crm", channel="web"),
            Step("c", "C", channel="web"),
        )
    )
    assert len(found.contacts) == 3
    assert (found.faces, found.channel_switches) == ((), 0)


@given(valid_maps())
@settings(max_examples=40)
def test_where_cases_never_choose_the_path_meets_what_is_expected(process: ProcessMap) -> None:
    process = process.as_is
    routing = routing_of(process)
    spent = dict.fromkeys(routing.structure.ids, 1.0)
    path = typical_path(routing, spent)
    assume(path is not None and path.chance == 1)
    # two branches without a step between a split and its join are one passage on a path
    assume(all(len({flow.to for flow in step.next}) == len(step.next) for step in process.steps))
    assert path is not None
    found, expected = journey_along(process, path), journey_of(routing)
    assert len(found.contacts) == pytest.approx(expected.contacts)
    assert len(found.faces) == pytest.approx(expected.faces)
    assert found.hand_offs == pytest.approx(expected.hand_offs)
    assert found.items_asked_again == pytest.approx(expected.repeat_asks)
