from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers_maps import process as map_of
from procfit.model import edits
from procfit.model.edits import EditError
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.model.validate import faults_of_map

ORDER = map_of("""
    [[lane]]
    id = "sales"
    [[lane]]
    id = "desk"
    parent = "sales"

    [[step]]
    id = "ask"
    name = "Ask"
    lane = "desk"
    next = ["check"]

    [[step]]
    id = "check"
    name = "Known?"
    kind = "decision"
    next = [{ to = "book", share = "80%", when = "known" }, { to = "refuse", share = "20%", rejects = true }]

    [[step]]
    id = "book"
    name = "Book"
    next = ["done"]
    disposition = "modify"
    to_be = { next = ["send"], lane = "sales" }

    [[step]]
    id = "refuse"
    name = "Refuse"

    [[step]]
    id = "send"
    name = "Send"
    disposition = "add"
    next = ["done"]

    [[step]]
    id = "done"
    name = "Done"
    kind = "end"

    [[message]]
    from = "test#refuse"
    to = "other"
""")
NEW = Step("new", "New")


def ways(process: ProcessMap, step: str) -> list[str]:
    return [flow.to for flow in process.step(step).next]


def later_ways(process: ProcessMap, step: str) -> list[str]:
    return [flow.to for flow in process.step(step).to_be["next"]]


def ids(process: ProcessMap) -> list[str]:
    return [step.id for step in process.steps]


def refusal(edit: Callable[[], object]) -> EditError:
    with pytest.raises(EditError) as caught:
        edit()
    assert caught.value.message
    assert caught.value.exit_code == 2
    return caught.value


def test_a_step_behind_another_takes_over_its_way_on_in_both_views() -> None:
    after = edits.add_step(ORDER, NEW, after="book")
    assert ids(after)[2:4] == ["book", "new"]
    assert (ways(after, "book"), ways(after, "new")) == (["new"], ["done"])
    assert (later_ways(after, "book"), later_ways(after, "new")) == (["new"], ["send"])
    assert after.step("new").disposition == "modify"


def test_a_step_behind_one_that_leads_nowhere_is_simply_joined() -> None:
    assert ways(edits.add_step(ORDER, NEW, after="refuse"), "refuse") == ["new"]


def test_a_step_in_front_takes_all_flows_in() -> None:
    after = edits.add_step(ORDER, NEW, before="done")
    assert [step.id for step in after.before("done")] == ["new"]
    assert [step.id for step in after.before("new")] == ["book", "send"]
    assert ids(after)[-2:] == ["new", "done"]


def test_a_step_between_keeps_share_and_condition_on_the_first_half() -> None:
    after = edits.add_step(ORDER, NEW, after="check", before="book")
    assert after.step("check").next[0] == Flow("new", 0.8, "known")
    assert after.step("new").next == (Flow("book"),)
    assert ids(after)[1:3] == ["check", "new"]


def test_a_step_between_goes_on_a_flow_of_the_to_be_only() -> None:
    after = edits.insert_between(ORDER, "book", "send", NEW)
    assert (ways(after, "book"), later_ways(after, "book")) == (["done"], ["new"])


def test_a_lone_step_keeps_the_ways_it_brings() -> None:
    assert ways(edits.add_step(ORDER, Step("new", "New", next=(Flow("ask"),))), "new") == ["ask"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda: edits.add_step(ORDER, Step("ask", "A")), 'there is a step "ask" already'),
        (lambda: edits.add_step(ORDER, Step("Big Ask", "A")), '"Big Ask" is not an id'),
        (lambda: edits.add_step(ORDER, NEW, after="check"), '"check" leads to "book", "refuse" (as-is)'),
        (lambda: edits.add_step(ORDER, NEW, after="done"), 'nothing comes behind the end "done"'),
        (lambda: edits.add_step(ORDER, NEW, after="aks"), 'test has no step "aks"'),
        (
            lambda: edits.add_step(ORDER, Step("new", "N", "shop")),
            'step "new" is in unknown lane "shop"',
        ),
        (lambda: edits.insert_between(ORDER, "ask", "done", NEW), 'no flow leads from "ask" to "done"'),
        (lambda: edits.delete_step(ORDER, "check"), '"check" leads to "book", "refuse" (as-is)'),
        (lambda: edits.delete_step(ORDER, "check", "done"), '"check" leads to "book", "refuse" (as-is)'),
        (lambda: edits.delete_step(ORDER, "ask", "done"), '"ask" does not lead to "done"'),
        (
            lambda: edits.delete_step(ORDER, "refuse"),
            'decision "check" sends 20 % of its cases to "refuse"',
        ),
        (lambda: edits.connect(ORDER, "ask", "done"), '"ask" is a task and leads to "check" already'),
        (lambda: edits.connect(ORDER, "done", "ask"), '"done" is an end and leads nowhere'),
        (lambda: edits.connect(ORDER, "check", "done", 1.2), "1.2 is not a share"),
        (lambda: edits.connect(ORDER, "check", "done"), 'decision "check" gives some branches a share'),
        (lambda: edits.connect(ORDER, "refuse", "done", 0.5), "gives its ways no share"),
        (lambda: edits.connect(ORDER, "refuse", "refuse"), "no way out of the loop refuse"),
        (lambda: edits.disconnect(ORDER, "check", "refuse"), "sends 20 % of its cases"),
        (lambda: edits.disconnect(ORDER, "ask", "done"), '"ask" does not lead to "done"'),
        (lambda: edits.reconnect(ORDER, "book", "done", "ask", view="to-be"), "does not lead to"),
        (lambda: edits.branch(ORDER, "refuse", NEW, "done"), '"refuse" leads nowhere yet'),
        (lambda: edits.branch(ORDER, "check", NEW, "done"), '"check" leads to "book", "refuse"'),
        (lambda: edits.set_shares(ORDER, "check", {"book": 0.9}), 'shares of "check" sum to 110 %'),
        (lambda: edits.set_shares(ORDER, "check", {"send": 1}), 'no branches of "check" lead to "send"'),
        (lambda: edits.set_shares(ORDER, "check", [1.0]), '"check" has 2 branches, not 1'),
        (lambda: edits.set_shares(ORDER, "ask", [1.0]), "gives its ways no share"),
        (lambda: edits.move_to_lane(ORDER, "ask", "dekc"), 'test has no lane "dekc"'),
        (lambda: edits.add_lane(ORDER, Lane("desk")), 'there is a lane "desk" already'),
        (lambda: edits.add_lane(ORDER, Lane("shop", parent="x")), 'stands in unknown lane "x"'),
        (lambda: edits.remove_lane(ORDER, "desk"), 'lane "desk" still holds "ask"'),
        (lambda: edits.remove_lane(ORDER, "sales"), 'lane "sales" still holds "book", "desk"'),
        (lambda: edits.rename_lane(ORDER, "desk", "sales"), 'there is a lane "sales" already'),
        (lambda: edits.duplicate_step(ORDER, "ask", "book"), 'there is a step "book" already'),
        (lambda: edits.reorder(ORDER, "ask", before="nobody"), 'test has no step "nobody"'),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(edit: Callable[[], object], reason: str) -> None:
    assert reason in refusal(edit).message


def test_a_refusal_says_what_to_do() -> None:
    assert refusal(lambda: edits.connect(ORDER, "ask", "done")).hint.startswith("put a decision behind")
    assert refusal(lambda: edits.add_step(ORDER, NEW, after="aks")).hint == 'did you mean "ask"?'


def test_nothing_comes_in_front_of_a_start_or_a_join_of_several_flows() -> None:
    joined = map_of("""
        [[step]]
        id = "begin"
        name = "Begin"
        kind = "start"
        next = ["both"]
        [[step]]
        id = "both"
        name = "Both"
        kind = "parallel"
        next = ["a", "b"]
        [[step]]
        id = "a"
        name = "A"
        next = ["joined"]
        [[step]]
        id = "b"
        name = "B"
        next = ["joined"]
        [[step]]
        id = "joined"
        name = "Joined"
        kind = "join"
    """)
    assert (
        "in front of the start" in refusal(lambda: edits.add_step(joined, NEW, before="begin")).message
    )
    assert "waits for 2 flows" in refusal(lambda: edits.add_step(joined, NEW, before="joined")).message
    assert ways(edits.delete_step(joined, "a"), "both") == ["joined", "b"]


def test_a_deleted_step_leads_on_and_each_view_goes_its_own_way() -> None:
    after = edits.delete_step(ORDER, "book")
    assert after.step("check").next[0] == Flow("done", 0.8, "known")
    assert after.step("check").to_be["next"][0] == Flow("send", 0.8, "known")
    assert after.step("check").disposition == "modify"


def test_two_branches_that_come_to_the_same_step_stay_two() -> None:
    once = edits.delete_step(edits.connect(ORDER, "refuse", "done"), "refuse")
    after = edits.delete_step(edits.delete_step(once, "send"), "book")
    assert after.step("check").next == (
        Flow("done", 0.8, "known"),
        Flow("done", 0.2, rejects=True),
    )


def test_a_deleted_decision_leaves_the_way_that_is_chosen() -> None:
    after = edits.delete_step(ORDER, "check", follow="refuse")
    assert ways(after, "ask") == ["refuse"]
    assert "book" in after


def test_the_last_step_is_deleted_with_the_flow_into_it() -> None:
    shared = edits.set_shares(ORDER, "check", [1.0, 0.0])
    after = edits.delete_step(shared, "refuse")
    assert ways(after, "check") == ["book"]
    assert after.messages[0].source == "test"


def test_the_only_step_can_be_deleted() -> None:
    assert edits.delete_step(ProcessMap("p", "P", steps=(NEW,)), "new").steps == ()


def test_a_loop_may_not_lose_its_way_out() -> None:
    loop = map_of("""
        [[step]]
        id = "a"
        name = "A"
        next = ["d"]
        [[step]]
        id = "d"
        name = "D"
        kind = "decision"
        next = ["a", "out"]
        [[step]]
        id = "out"
        name = "Out"
    """)
    assert "no way out of the loop" in refusal(lambda: edits.delete_step(loop, "out")).message
    assert ways(edits.delete_step(loop, "a"), "d") == ["d", "out"]


def test_a_new_branch_leaves_the_others_their_proportions() -> None:
    after = edits.connect(ORDER, "check", "done", 0.5, "maybe")
    assert [flow.share for flow in after.step("check").next] == [0.4, 0.1, 0.5]
    assert after.step("check").next[0].when == "known"


def test_the_to_be_is_connected_apart() -> None:
    after = edits.connect(ORDER, "refuse", "done", view="to-be")
    assert ways(after, "refuse") == []
    assert later_ways(after, "refuse") == ["done"]
    assert after.step("refuse").disposition == "modify"


def test_the_same_step_can_be_reached_twice_under_different_conditions() -> None:
    after = edits.connect(ORDER, "check", "book", 0.1, "paid")
    assert ways(after, "check") == ["book", "refuse", "book"]
    assert "already" in refusal(lambda: edits.connect(after, "check", "book", 0.1, "paid")).message
    assert "2 branches" in refusal(lambda: edits.set_shares(after, "check", {"book": 0.5})).message


def test_a_flow_is_taken_out_and_led_elsewhere_in_both_views() -> None:
    both = edits.connect(ORDER, "refuse", "done")
    both = edits.connect(edits.disconnect(both, "refuse", "done"), "refuse", "send", view="to-be")
    both = edits.connect(both, "refuse", "send")
    assert later_ways(edits.reconnect(both, "refuse", "send", "done"), "refuse") == ["done"]
    assert ways(edits.reconnect(both, "refuse", "send", "done"), "refuse") == ["done"]
    assert later_ways(edits.disconnect(both, "refuse", "send"), "refuse") == []
    assert ways(edits.disconnect(both, "refuse", "send", view="to-be"), "refuse") == ["send"]


def test_a_flow_led_elsewhere_keeps_its_share() -> None:
    after = edits.reconnect(ORDER, "check", "refuse", "done")
    assert after.step("check").next[1] == Flow("done", 0.2, rejects=True)


def test_a_branch_puts_a_decision_behind_the_step() -> None:
    after = edits.branch(ORDER, "ask", Step("sure", "Sure?"), "done", 0.1, "by mistake")
    assert ways(after, "ask") == ["sure"]
    assert after.step("sure").kind == "decision"
    assert after.step("sure").next == (Flow("check", 0.9), Flow("done", 0.1, "by mistake"))


@pytest.mark.parametrize(
    ("kind", "share", "shares"),
    [("decision", None, [None, None]), ("inclusive", 0.3, [1.0, 0.3]), ("parallel", None, [None, None])],
)
def test_a_branch_has_the_shares_of_its_kind(
    kind: str, share: float | None, shares: list[float | None]
) -> None:
    after = edits.branch(ORDER, "ask", Step("sure", "Sure?", kind=kind), "done", share)  # type: ignore[arg-type]
    assert [flow.share for flow in after.step("sure").next] == shares


def test_shares_are_set_by_target_or_in_order_or_taken_away() -> None:
    for shares in ({"refuse": 0.4, "book": 0.6}, [0.6, 0.4]):
        after = edits.set_shares(ORDER, "check", shares)  # type: ignore[arg-type]
        assert [flow.share for flow in after.step("check").next] == [0.6, 0.4]
    bare = edits.set_shares(ORDER, "check", {"refuse": None, "book": None})
    assert [flow.share for flow in bare.step("check").next] == [None, None]
    assert bare.step("check").next[0].when == "known"


def test_lanes_take_their_steps_along() -> None:
    after = edits.rename_lane(ORDER, "sales", "office")
    assert [lane.id for lane in after.lanes] == ["office", "desk"]
    assert after.lanes[1].parent == "office"
    assert after.step("book").to_be["lane"] == "office"
    assert edits.rename_lane(ORDER, "desk", "window").step("ask").lane == "window"


def test_lanes_are_added_in_their_place_and_removed_when_empty() -> None:
    after = edits.add_lane(ORDER, Lane("shop"), before="desk")
    assert [lane.id for lane in after.lanes] == ["sales", "shop", "desk"]
    assert edits.remove_lane(after, "shop") == ORDER
    empty = edits.move_to_lane(ORDER, "ask", "")
    assert [lane.id for lane in edits.remove_lane(empty, "desk").lanes] == ["sales"]


def test_a_copy_stands_behind_the_original_without_flows() -> None:
    after = edits.duplicate_step(ORDER, "book", "book-2")
    assert ids(after)[2:4] == ["book", "book-2"]
    assert after.step("book-2").next == ()
    assert after.step("book-2").to_be == {"lane": "sales"}
    assert after.step("book") == ORDER.step("book")


def test_the_order_of_the_file_changes_nothing_else() -> None:
    assert ids(edits.reorder(ORDER, "done", before="ask"))[:2] == ["done", "ask"]
    last = edits.reorder(ORDER, "ask")
    assert ids(last)[-1] == "ask"
    assert all(last.step(step.id) == step for step in ORDER.steps)
    assert edits.reorder(ORDER, "ask", before="ask") is ORDER


def test_an_error_that_was_there_does_not_stop_an_edit() -> None:
    broken = ProcessMap("p", "P", steps=(Step("a", "A", kind="call"), Step("b", "B")))
    assert faults_of_map(broken)
    assert ways(edits.connect(broken, "b", "a"), "b") == ["a"]
