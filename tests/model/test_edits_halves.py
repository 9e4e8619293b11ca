from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpers_maps import process as map_of
from procfit.model import edits
from procfit.model.edits import EditError
from procfit.model.process import Flow, Message, Need, ProcessMap, Rival, Step, Without
from procfit.model.quantities import Duration

HEAD = 'format = 1\nname = "Test"\ndefault_wait = "30m"\n'


def single(fields: str, head: str = HEAD) -> ProcessMap:
    """Return a map of a first step, the step that is meant, and a last one."""
    return map_of(
        f"""
        [[step]]
        id = "first"
        name = "First"
        next = ["whole"]

        [[step]]
        id = "whole"
        name = "Whole"
        {fields}

        [[step]]
        id = "last"
        name = "Last"
        """,
        head,
    )


def pair(one: dict[str, Any], two: dict[str, Any], **head: Any) -> ProcessMap:
    a = Step(**{"id": "a", "name": "A", "next": (Flow("b"),), **one})
    b = Step(**{"id": "b", "name": "B", **two})
    return ProcessMap("p", "P", steps=(a, b), **head)


def merged(one: dict[str, Any], two: dict[str, Any], **head: Any) -> Step:
    return edits.merge_steps(pair(one, two, **head), "a", "b").step("a")


HALF = Step("half", "Half")
LONG = 'next = ["last"]'


def test_a_split_step_keeps_the_flows_in_and_gives_on_the_flows_out() -> None:
    after = edits.split_step(single(LONG), "whole", HALF)
    assert [step.id for step in after.steps] == ["first", "whole", "half", "last"]
    assert after.step("whole").next == (Flow("half"),)
    assert after.step("half").next == (Flow("last"),)


def test_work_is_divided_and_waiting_stays() -> None:
    after = edits.split_step(single(f'work = "5m/10m/20m"\nwait = "1h"\n{LONG}'), "whole", HALF, 0.3)
    assert after.step("whole").work == Duration(1.5, 3, 6)
    assert after.step("half").work == Duration(3.5, 7, 14)
    assert after.step("whole").wait == Duration.fixed(60)
    assert after.step("half").wait == Duration.fixed(0)


def test_whole_seconds_stay_whole() -> None:
    after = edits.split_step(single(f'work = "10m"\n{LONG}'), "whole", HALF, 1 / 3)
    assert after.step("whole").work == Duration.fixed(200 / 60)
    assert after.step("half").work == Duration.fixed(400 / 60)
    after = edits.split_step(single(f'work = "1m"\n{LONG}'), "whole", HALF, 1 / 7)
    assert after.step("whole").work == Duration.fixed(9 / 60)


def test_a_default_waiting_is_not_waited_twice() -> None:
    after = edits.split_step(single(LONG), "whole", HALF)
    assert after.step("whole").wait is None
    assert after.step("half").wait == Duration.fixed(0)
    assert edits.merge_steps(after, "whole", "half").step("whole").wait is None


def test_what_is_not_assessed_stays_so() -> None:
    after = edits.split_step(single(LONG, 'format = 1\nname = "T"\n'), "whole", HALF)
    for step in ("whole", "half"):
        assert (after.step(step).work, after.step(step).wait) == (None, None)


def test_named_fields_move_in_both_views() -> None:
    later = 'to_be = { value = 4, work = "2m", system = "CRM" }'
    text = f'wait = "1h"\nvalue = 3\nneeds = ["x"]\n{later}\n{LONG}'
    after = edits.split_step(single(text), "whole", HALF, moving=("value", "needs", "wait"))
    first, second = after.step("whole"), after.step("half")
    assert (first.value, first.needs, first.wait) == (None, (), Duration.fixed(0))
    assert (second.value, second.needs, second.wait) == (3, (Need("x"),), Duration.fixed(60))
    assert first.to_be == {"work": Duration.fixed(1), "system": "CRM"}
    assert second.to_be == {"work": Duration.fixed(1), "value": 4}
    assert second.disposition == "modify"


def test_the_new_half_is_hidden_where_the_whole_was() -> None:
    for disposition in ("discard", "add", "keep"):
        after = edits.split_step(single(f'disposition = "{disposition}"\n{LONG}'), "whole", HALF)
        assert after.step("half").disposition == disposition


@pytest.mark.parametrize(
    ("kind", "kinds"), [("decision", ("task", "decision")), ("end", ("task", "end"))]
)
def test_what_comes_last_in_a_step_goes_to_the_second_half(kind: str, kinds: tuple[str, str]) -> None:
    after = edits.split_step(single(f'kind = "{kind}"'), "whole", HALF)
    assert (after.step("whole").kind, after.step("half").kind) == kinds


def test_a_start_stays_in_front() -> None:
    process = edits.delete_step(single(f'kind = "start"\n{LONG}'), "first")
    after = edits.split_step(process, "whole", HALF)
    assert (after.step("whole").kind, after.step("half").kind) == ("start", "task")


@pytest.mark.parametrize(
    ("fields", "second", "options", "reason"),
    [
        ('kind = "call"\ncall = "x"', HALF, {}, '"whole" runs another map'),
        ("", replace(HALF, id="first"), {}, 'there is a step "first" already'),
        ("", replace(HALF, kind="decision"), {}, "the second half cannot be a decision"),
        ("", HALF, {"work_share": 1.5}, "1.5 is not a share"),
        ("", HALF, {"moving": ("work",)}, '"work" cannot move'),
        ("", HALF, {"moving": ("colour",)}, '"colour" cannot move'),
    ],
)
def test_a_split_is_refused_with_the_reason(
    fields: str, second: Step, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(EditError) as caught:
        edits.split_step(single(fields), "whole", second, **options)
    assert reason in caught.value.message


def test_what_two_steps_take_adds_up() -> None:
    step = merged(
        {"work": Duration(1, 2, 3), "wait": Duration.fixed(5), "cost": 1.5, "effort": 3},
        {"work": Duration.fixed(10), "wait": Duration.fixed(0), "cost": 2.0, "effort": 4},
    )
    assert step.work == Duration(11, 12, 13)
    assert step.wait == Duration.fixed(5)
    assert (step.cost, step.effort) == (3.5, 5)


def test_what_two_steps_give_and_say_is_united() -> None:
    step = merged(
        {
            "value": 2,
            "benefit": "quick",
            "expected": False,
            "adds": "business",
            "asks": ("Name", "phone"),
        },
        {"value": 4, "benefit": "safe", "expected": True, "adds": "customer", "asks": ("name", "age")},
    )
    assert (step.value, step.benefit, step.expected, step.adds) == (4, "quick; safe", True, "customer")
    assert step.asks == ("Name", "phone", "age")


def test_what_only_one_step_says_is_kept() -> None:
    step = merged({"system": "CRM"}, {"lane": "", "rival": Rival("Acme"), "control": "segregation"})
    assert (step.system, step.rival, step.control) == ("CRM", Rival("Acme"), "segregation")


def test_shares_of_two_values_are_not_mixed() -> None:
    step = merged({"needs": (Need("x", 0.5),)}, {"needs": (Need("y"), Need("x"))})
    assert step.needs == (Need("x"), Need("y"))
    assert merged({"needs": (Need("x", 0.5),)}, {}).needs == (Need("x", 0.5),)


def test_the_merged_step_goes_on_as_the_second_did() -> None:
    process = edits.merge_steps(single(LONG), "first", "whole", name="Both")
    assert process.step("first").next == (Flow("last"),)
    assert process.step("first").name == "Both"
    assert "whole" not in process


def test_a_merged_step_changes_in_the_to_be_as_both_did() -> None:
    one = {"work": Duration.fixed(5), "to_be": {"work": Duration.fixed(1)}, "disposition": "modify"}
    two = {"work": Duration.fixed(7), "to_be": {"system": "CRM"}, "disposition": "keep"}
    step = merged(one, two)
    assert step.work == Duration.fixed(12)
    assert step.to_be == {"work": Duration.fixed(8), "system": "CRM"}
    assert step.disposition == "modify"


def test_default_waiting_of_both_is_waited() -> None:
    assert merged({}, {}, default_wait=Duration.fixed(30)).wait == Duration.fixed(60)
    assert merged({}, {}, default_wait=Duration.fixed(0)).wait is None


def test_messages_of_the_second_are_the_firsts() -> None:
    process = pair({}, {}, messages=(Message("p#b", "other#x"),))
    assert edits.merge_steps(process, "a", "b").messages == (Message("p#a", "other#x"),)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("task", "wait"), "task"),
        (("wait", "wait"), "wait"),
        (("start", "task"), "start"),
        (("join", "task"), "join"),
        (("task", "end"), "end"),
    ],
)
def test_kinds_that_go_into_one(kinds: tuple[str, str], kind: str) -> None:
    fields = [{"kind": each, "work": Duration.fixed(1), "wait": Duration.fixed(1)} for each in kinds]
    assert merged(fields[0], fields[1]).kind == kind


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ({"kind": "start"}, {"kind": "end"}, "a start and a end do not go into one step"),
        ({}, {"kind": "join"}, "a task and a join do not go into one step"),
        ({}, {"kind": "call", "call": "x"}, "a task and a call do not go into one step"),
        ({"lane": "x"}, {"lane": "y"}, "each have their own lane"),
        ({"rival": Rival("X")}, {"rival": Rival("Y")}, "each have their own rival"),
        ({"without": Without("x")}, {"without": Without("y")}, "each have their own without"),
        ({"work": Duration.fixed(1)}, {}, 'the work of "b" is not assessed'),
        ({}, {"kind": "decision"}, 'the work of "a" is not assessed'),
        ({"work": Duration.fixed(6e6)}, {"work": Duration.fixed(6e6)}, "longer than 20 years"),
        ({"disposition": "discard"}, {}, '"a" is discard and "b" is not reviewed'),
        ({"next": ()}, {}, '"a" leads to nothing, not to "b" alone'),
        ({"to_be": {"next": ()}}, {}, '"a" leads to nothing, not to "b" alone (to-be)'),
    ],
)
def test_a_merge_is_refused_with_the_reason(
    one: dict[str, Any], two: dict[str, Any], reason: str
) -> None:
    with pytest.raises(EditError) as caught:
        merged(one, two)
    assert reason in caught.value.message


def test_a_step_that_others_lead_to_is_not_merged() -> None:
    process = pair({}, {})
    process = replace(process, steps=(*process.steps, Step("c", "C", next=(Flow("b"),))))
    with pytest.raises(EditError, match='"c" leads to "b" too'):
        edits.merge_steps(process, "a", "b")
