from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from helpers_maps import process as map_of
from procfit.model import edits
from procfit.model.edits import EditError
from procfit.model.process import Flow, Lane, Message, ProcessMap, Step
from procfit.model.quantities import Duration

MAP = replace(
    map_of("""
    default_wait = "10m"
    customer = "Buyer"
    importance = 4
    importance_source = "survey"

    [[lane]]
    id = "house"
    [[lane]]
    id = "desk"
    parent = "house"
    [[lane]]
    id = "other"

    [[step]]
    id = "begin"
    name = "Begin"
    kind = "start"
    next = ["ask"]

    [[step]]
    id = "ask"
    name = "Ask"
    lane = "desk"
    next = ["known"]

    [[step]]
    id = "known"
    name = "Known?"
    kind = "decision"
    next = [{ to = "work", share = "80%", when = "yes" }, { to = "ask", share = "20%" }]

    [[step]]
    id = "work"
    name = "Work"
    kind = "parallel"
    next = ["left", "right"]

    [[step]]
    id = "left"
    name = "Left"
    next = ["both"]

    [[step]]
    id = "right"
    name = "Right"
    next = ["both"]

    [[step]]
    id = "both"
    name = "Both"
    kind = "join"
    next = ["done"]

    [[step]]
    id = "done"
    name = "Done"
    kind = "end"
    """),
    messages=(Message("test#ask", "shop#x"), Message("shop#y", "test#done")),
)


def ways(process: ProcessMap) -> dict[str, list[str]]:
    return {step.id: [flow.to for flow in step.next] for step in process.steps}


def extract(*steps: str, process: ProcessMap = MAP) -> tuple[ProcessMap, ProcessMap]:
    return edits.extract_call(process, steps, "part", "The part")


def test_the_steps_become_a_map_and_a_call_takes_their_place() -> None:
    calling, called = extract("ask", "known")
    assert ways(calling) == {
        "begin": ["part"],
        "part": ["work"],
        **{name: ways(MAP)[name] for name in ("work", "left", "right", "both", "done")},
    }
    call = calling.step("part")
    assert (call.kind, call.call, call.name, call.lane) == ("call", "part", "The part", "desk")
    assert ways(called) == {"start": ["ask"], "ask": ["known"], "known": ["end", "ask"], "end": []}
    assert called.step("known").next[0] == Flow("end", 0.8, "yes")


def test_the_new_map_keeps_what_figures_need() -> None:
    _, called = extract("ask", "known")
    assert (called.id, called.name, called.customer) == ("part", "The part", "Buyer")
    assert (called.importance, called.importance_source) == (4, "survey")
    assert called.default_wait == Duration.fixed(10)
    assert [lane.id for lane in called.lanes] == ["house", "desk"]


def test_messages_follow_the_steps() -> None:
    calling, called = extract("ask", "known")
    assert calling.messages == (Message("part#ask", "shop#x"), MAP.messages[1])
    assert called.messages == ()
    assert edits.inline_call(calling, "part", called).messages == MAP.messages


def test_ids_that_are_taken_get_a_number() -> None:
    process = edits.rename_step(edits.rename_step(MAP, "ask", "start"), "work", "part")
    calling, called = extract("start", "known", process=process)
    assert "part-2" in calling
    assert ways(called)["start-2"] == ["start"]
    inner = map_of('[[step]]\nid = "done"\nname = "Inner"\n')
    inner = replace(inner, id="part", default_wait=MAP.default_wait)
    back = edits.inline_call(calling, "part-2", inner)
    assert ways(back)["begin"] == ["done-2"]
    assert ways(back)["done-2"] == ["part"]


def test_whole_parallel_work_can_be_taken_out() -> None:
    calling, called = extract("work", "left", "right", "both")
    assert ways(calling)["part"] == ["done"]
    assert ways(called)["both"] == ["end"]


def test_what_is_at_the_end_of_the_process_can_be_taken_out() -> None:
    process = edits.delete_step(MAP, "done")
    calling, called = extract("work", "left", "right", "both", process=process)
    assert ways(calling)["part"] == []
    assert ways(called)["both"] == ["end"]
    assert edits.inline_call(calling, "part", called) == process


def test_each_view_goes_on_where_it_did() -> None:
    later = {"next": (Flow("done"),)}
    process = replace(
        MAP,
        steps=tuple(
            replace(s, to_be=later, disposition="modify") if s.id == "ask" else s for s in MAP.steps
        ),
    )
    calling, called = extract("ask", process=process)
    assert calling.step("part").next == (Flow("known"),)
    assert calling.step("part").to_be == later
    assert edits.inline_call(calling, "part", called) == process


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ((), "no steps are chosen"),
        (("begin", "ask"), '"begin" begins or ends the whole process'),
        (("both", "done"), '"done" begins or ends the whole process'),
        (("nobody",), 'test has no step "nobody"'),
        (("known", "left"), 'cases come in at 2 places: "ask" to "known"; "work" to "left"'),
        (("known",), 'cases leave at several places (as-is): "known" to "work"; "known" to "ask"'),
        (("both",), 'the join "both" waits for 2 flows, and the call would run for each'),
        (("work", "left", "right"), 'what "work" starts side by side leaves before it is joined'),
    ],
)
def test_a_part_with_several_ways_in_or_out_is_refused(steps: Collection[str], reason: str) -> None:
    with pytest.raises(EditError) as caught:
        extract(*steps)
    assert reason in caught.value.message


def test_a_part_in_which_some_cases_end_and_others_go_on_is_refused() -> None:
    process = edits.disconnect(MAP, "right", "both")
    with pytest.raises(EditError, match='"left" to "both"; a case ends at "right"'):
        extract("work", "left", "right", process=process)


def test_parallel_work_inside_parallel_work_needs_both_joins() -> None:
    inner = Step("inner", "Inner", kind="parallel")
    process = edits.insert_between(MAP, "work", "left", inner)
    process = edits.insert_between(process, "inner", "left", Step("x", "X"))
    process = edits.insert_between(process, "left", "both", Step("gather", "Gather", kind="join"))
    process = edits.connect(process, "inner", "gather")
    calling, called = extract("inner", "x", "left", "gather", process=process)
    assert ways(calling)["work"] == ["part", "right"]
    assert ways(called)["gather"] == ["end"]
    around = ("work", "inner", "x", "left", "gather", "right")
    with pytest.raises(EditError, match='what "work" starts side by side leaves before it is joined'):
        extract(*around, process=process)
    calling, called = extract(*around, "both", process=process)
    assert edits.inline_call(calling, "part", called).messages == process.messages


def test_messages_of_the_call_itself_are_then_the_maps() -> None:
    process = replace(calling_map(), messages=(Message("test#part", "shop#x"),))
    assert edits.inline_call(process, "part", called_map(ONE)).messages == (Message("test", "shop#x"),)


@pytest.mark.parametrize("name", ["test", "answers", "The part"])
def test_the_new_map_needs_an_id_of_its_own(name: str) -> None:
    with pytest.raises(EditError):
        edits.extract_call(MAP, ["ask", "known"], name, "Part")


def called_map(text: str, **fields: Any) -> ProcessMap:
    return replace(map_of(text), **{"id": "part", "default_wait": MAP.default_wait, **fields})


def calling_map(**fields: Any) -> ProcessMap:
    calling, _ = extract("ask", "known")
    steps = tuple(replace(s, **fields) if s.id == "part" else s for s in calling.steps)
    return replace(calling, steps=steps)


TWO_ENDS = """
    [[lane]]
    id = "desk"
    name = "Another desk"
    [[lane]]
    id = "shop"

    [[step]]
    id = "in"
    name = "In"
    kind = "start"
    next = ["ok"]
    [[step]]
    id = "ok"
    name = "OK?"
    kind = "decision"
    lane = "shop"
    next = { fix = "50%", good = "50%" }
    [[step]]
    id = "fix"
    name = "Fix"
    next = ["bad"]
    [[step]]
    id = "good"
    name = "Good"
    kind = "end"
    [[step]]
    id = "bad"
    name = "Bad"
    kind = "end"
    work = "1m"

    [[message]]
    from = "part#fix"
    to = "shop#z"
"""


def test_all_ends_lead_to_what_follows_and_lanes_are_united() -> None:
    after = edits.inline_call(calling_map(), "part", called_map(TWO_ENDS))
    found = ways(after)
    assert (found["begin"], found["ok"], found["fix"]) == (["ok"], ["fix", "work"], ["bad"])
    assert [lane.id for lane in after.lanes] == ["house", "desk", "other", "shop"]
    assert after.lanes[1] == Lane("desk", parent="house")
    assert after.messages[-1] == Message("test#fix", "shop#z")
    assert [step.id for step in after.steps][:4] == ["begin", "ok", "fix", "bad"]


def test_an_end_that_says_more_than_its_name_becomes_a_task() -> None:
    after = edits.inline_call(calling_map(), "part", called_map(TWO_ENDS))
    bad = after.step("bad")
    assert (bad.kind, bad.work, bad.next) == ("task", Duration.fixed(1), (Flow("work"),))


def test_an_end_that_a_decision_leads_to_stays_where_nothing_follows() -> None:
    after = edits.inline_call(calling_map(next=()), "part", called_map(TWO_ENDS))
    assert ways(after)["ok"] == ["fix", "good"]
    assert after.step("good").kind == "end"


def test_the_steps_of_a_hidden_call_are_hidden() -> None:
    after = edits.inline_call(
        calling_map(disposition="discard"), "part", called_map('[[step]]\nid = "one"\nname = "One"\n')
    )
    assert after.step("one").disposition == "discard"


def test_steps_wait_what_they_waited_in_their_own_map() -> None:
    text = '[[step]]\nid = "one"\nname = "One"\n'
    after = edits.inline_call(calling_map(), "part", called_map(text, default_wait=Duration.fixed(99)))
    assert after.step("one").wait == Duration.fixed(99)


PARALLEL = """
    [[step]]
    id = "split"
    name = "Split"
    kind = "parallel"
    next = ["a", "b"]
    [[step]]
    id = "a"
    name = "A"
    [[step]]
    id = "b"
    name = "B"
"""
ONE = '[[step]]\nid = "one"\nname = "One"\n'
ADDED = f'{ONE}disposition = "add"\n'


@pytest.mark.parametrize(
    ("fields", "text", "others", "reason"),
    [
        ({"call": "elsewhere"}, ONE, {}, '"part" does not call "part"'),
        ({"work": Duration.fixed(1), "reads": ("x",)}, ONE, {}, '"part" has work, reads, which none'),
        ({"to_be": {"cost": 1.0}}, ONE, {}, '"part" has to_be.cost, which none'),
        ({}, f"{ONE}{ONE.replace('one', 'two')}", {}, '"part" has 2 starts, "one", "two"'),
        ({}, "", {}, '"part" has 0 starts, no step'),
        ({}, '[[step]]\nid = "x"\nname = "X"\nkind = "end"\n', {}, "holds no step between"),
        ({}, PARALLEL, {}, 'what "split" starts side by side in "part" is not joined'),
        ({}, ONE, {"default_wait": None}, 'the waiting of "one" is not assessed in "part"'),
        ({"disposition": "discard"}, ADDED, {}, '"part" is discard and "one" in "part" is add'),
    ],
)
def test_a_call_that_cannot_be_put_in_line_is_refused_with_the_reason(
    fields: dict[str, Any], text: str, others: dict[str, Any], reason: str
) -> None:
    with pytest.raises(EditError) as caught:
        edits.inline_call(calling_map(**fields), "part", called_map(text, **others))
    assert reason in caught.value.message


def test_parallel_work_may_end_apart_where_nothing_follows() -> None:
    after = edits.inline_call(calling_map(next=()), "part", called_map(PARALLEL))
    assert ways(after)["split"] == ["a", "b"]


def test_a_join_may_not_come_to_wait_for_other_flows() -> None:
    process = calling_map()
    process = replace(process, steps=(*process.steps, Step("late", "Late", next=(Flow("part"),))))
    joined = called_map('[[step]]\nid = "one"\nname = "One"\nkind = "join"\n')
    with pytest.raises(EditError, match="begins with the join"):
        edits.inline_call(process, "part", joined)
