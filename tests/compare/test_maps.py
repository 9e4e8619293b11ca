from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_compare import edited, maps, relabeled
from helpers_maps import HEAD, chain, process
from procfit.compare.changes import Difference, MapDiff
from procfit.compare.maps import compare_maps, seen
from procfit.model.process import Flow, ProcessMap
from procfit.model.quantities import Duration

T = TypeVar("T")

LANES = '[[lane]]\nid = "sales"\nname = "Sales"\n[[lane]]\nid = "back"\nname = "Back office"\n'
BASE = process(
    LANES
    + chain(
        "ask",
        "check",
        "quote",
        ask='lane = "sales"\nwork = "5m"\nasks = ["name", "phone"]',
        check='lane = "sales"',
        quote='lane = "back"',
    )
)
SWAPPED = {"added": "removed", "removed": "added"}


def told(changes: Iterable[Difference[Any]]) -> list[tuple[str, Any]]:
    return [(change.change, change.fields) for change in changes]


def mirrored(changes: Iterable[Difference[T]]) -> list[str]:
    return sorted(
        repr(
            (
                SWAPPED.get(change.change, change.change),
                change.after,
                change.before,
                sorted((name, new, old) for name, (old, new) in change.fields.items()),
            )
        )
        for change in changes
    )


def listed(changes: Iterable[Difference[T]]) -> list[str]:
    return sorted(
        repr(
            (
                change.change,
                change.before,
                change.after,
                sorted((name, old, new) for name, (old, new) in change.fields.items()),
            )
        )
        for change in changes
    )


def parts(diff: MapDiff) -> list[tuple[Difference[Any], ...]]:
    return [diff.steps, diff.flows, diff.lanes, diff.kpis, diff.messages]


@given(maps())
@settings(deadline=None)
def test_a_map_does_not_differ_from_itself(found: ProcessMap) -> None:
    assert compare_maps(found, found).is_empty


@given(maps(), maps())
@settings(deadline=None)
def test_the_other_way_round_added_is_removed_and_the_rest_is_the_same(
    before: ProcessMap, after: ProcessMap
) -> None:
    there, back = compare_maps(before, after), compare_maps(after, before)
    for one, other in zip(parts(there), parts(back), strict=True):
        assert mirrored(one) == listed(other)
    assert {name: (new, old) for name, (old, new) in there.head.items()} == back.head


@given(maps(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_new_ids_alone_are_told_as_new_ids_alone(found: ProcessMap, dice: Random) -> None:
    names = [f"n{number}" for number in range(len(found.steps))]
    dice.shuffle(names)
    ids = {step.id: name for step, name in zip(found.steps, names, strict=True)}
    diff = compare_maps(found, relabeled(found, ids))
    assert told(diff.steps) == [("renamed", {"id": pair}) for pair in ids.items()]
    assert not replace(diff, steps=()).steps
    assert replace(diff, steps=()).is_empty


@given(maps(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_the_file_is_no_change(found: ProcessMap, dice: Random) -> None:
    steps, lanes = list(found.steps), list(found.lanes)
    dice.shuffle(steps)
    dice.shuffle(lanes)
    assert compare_maps(found, replace(found, steps=tuple(steps), lanes=tuple(lanes))).is_empty


def test_spelling_is_no_change() -> None:
    other = edited(BASE, "ask", asks=("Phone ", "NAME"), name="Ask ")
    assert compare_maps(BASE, other).is_empty


def test_a_field_is_told_before_and_after() -> None:
    diff = compare_maps(BASE, edited(BASE, "ask", work=Duration.fixed(1), value=3))
    assert told(diff.steps) == [
        ("changed", {"value": (None, 3), "work": (Duration.fixed(5), Duration.fixed(1))})
    ]


def test_a_step_in_another_lane_is_moved_and_in_a_lane_of_another_name_not() -> None:
    (moved,) = compare_maps(BASE, edited(BASE, "check", lane="back")).steps
    assert (moved.change, moved.fields) == ("moved", {"lane": ("sales", "back")})
    text = LANES.replace('"sales"', '"front"').replace('"Sales"', '"Front desk"')
    steps = tuple(replace(step, lane=step.lane.replace("sales", "front")) for step in BASE.steps)
    renamed = replace(BASE, lanes=process(text + chain("x")).lanes, steps=steps)
    diff = compare_maps(BASE, renamed)
    assert diff.steps == ()
    assert told(diff.lanes) == [("renamed", {"id": ("sales", "front"), "name": ("Sales", "Front desk")})]


def test_a_lane_with_another_id_is_found_by_its_name() -> None:
    after = process(LANES.replace('"back"', '"office"') + chain("ask", "check", "quote"))
    (lane,) = compare_maps(process(LANES + chain("ask", "check", "quote")), after).lanes
    assert (lane.change, lane.fields) == ("renamed", {"id": ("back", "office")})


def test_an_added_step_brings_its_fields_and_flows() -> None:
    after = process(LANES + chain("ask", "check", "pack", "quote", pack="value = 0\nexpected = false"))
    after = replace(
        after,
        steps=tuple(
            replace(BASE.step(step.id), next=step.next) if step.id in BASE else step
            for step in after.steps
        ),
    )
    diff = compare_maps(BASE, after)
    assert told(diff.steps) == [
        (
            "added",
            {
                "id": (None, "pack"),
                "name": (None, "Pack"),
                "value": (None, 0),
                "expected": (None, False),
            },
        )
    ]
    ways = {
        (change.change, side.source, side.flow.to)
        for change in diff.flows
        if (side := change.before or change.after)
    }
    assert ways == {
        ("removed", "check", "quote"),
        ("added", "check", "pack"),
        ("added", "pack", "quote"),
    }


def test_a_flow_keeps_its_identity_when_its_share_or_condition_changes() -> None:
    ways = (Flow("check", 0.8, "known"), Flow("quote", 0.2))
    base = edited(BASE, "ask", kind="decision", next=ways)
    shares = edited(base, "ask", next=(Flow("check", 0.7, "known"), Flow("quote", 0.3)))
    assert told(compare_maps(base, shares).flows) == [
        ("changed", {"share": (0.8, 0.7)}),
        ("changed", {"share": (0.2, 0.3)}),
    ]
    condition = edited(base, "ask", next=(Flow("check", 0.8, "a customer"), Flow("quote", 0.2)))
    assert told(compare_maps(base, condition).flows) == [("changed", {"when": ("known", "a customer")})]
    other_order = edited(base, "ask", next=ways[::-1])
    assert compare_maps(base, other_order).is_empty


def test_two_flows_to_one_step_are_told_apart_by_their_condition() -> None:
    two = edited(BASE, "ask", kind="decision", next=(Flow("check", 0.8, "a"), Flow("check", 0.2, "b")))
    one = edited(BASE, "ask", kind="decision", next=(Flow("check", 1.0, "b"),))
    (gone, left) = compare_maps(two, one).flows
    assert (gone.change, gone.before and gone.before.flow.when) == ("removed", "a")
    assert (left.change, left.fields) == ("changed", {"share": (0.2, 1.0)})


def test_planned_changes_are_told_one_by_one() -> None:
    before = edited(BASE, "ask", to_be={"work": Duration.fixed(1), "system": "CRM"})
    after = edited(BASE, "ask", to_be={"work": Duration.fixed(2), "channel": ""})
    (change,) = compare_maps(before, after).steps
    assert change.fields == {
        "to_be.work": (Duration.fixed(1), Duration.fixed(2)),
        "to_be.system": ("CRM", None),
        "to_be.channel": (None, ""),
    }


def test_head_and_measures_are_compared() -> None:
    text = '[[kpi]]\nname = "Turnaround"\ntarget = {}\n'
    before = process(text.format(8) + chain("a"), HEAD + 'owner = "Sales"\nimportance = 5\n')
    after = process(
        text.format(6) + '[[kpi]]\nname = "Returns"\n' + chain("a"), HEAD + "importance = 4\n"
    )
    diff = compare_maps(before, after)
    assert diff.head == {"owner": ("Sales", ""), "importance": (5, 4)}
    assert told(diff.kpis) == [
        ("changed", {"target": (8.0, 6.0)}),
        ("added", {"name": (None, "Returns")}),
    ]


def test_a_view_is_compared_without_the_decisions_that_led_to_it() -> None:
    planned = process(
        chain(
            "ask",
            "check",
            "quote",
            ask='work = "5m"\ndisposition = "modify"\nto_be = { work = "1m" }',
            check='disposition = "discard"',
            quote='disposition = "keep"',
        )
    )
    diff = compare_maps(seen(planned, "as-is"), seen(planned, "to-be"))
    assert told(diff.steps) == [
        ("changed", {"work": (Duration.fixed(5), Duration.fixed(1))}),
        ("removed", {"id": ("check", None), "name": ("Check", None)}),
    ]


@pytest.mark.parametrize("field", ["steps", "lanes", "kpis", "messages"])
def test_an_emptied_map_is_all_removed(field: str) -> None:
    full = process(
        LANES
        + '[[kpi]]\nname = "Time"\n'
        + chain("a", "b")
        + '[[message]]\nfrom = "test#a"\nto = "x#y"\n'
    )
    diff = compare_maps(full, ProcessMap("test", "Test"))
    changes = getattr(diff, field)
    assert len(changes) == len(getattr(full, field))
    assert {change.change for change in changes} == {"removed"}
