import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from helpers_flow import Tree, executions, trees, without, written
from helpers_rules import LANES, gaps, judge, portfolio, step
from procfit.model.portfolio import Portfolio
from procfit.model.process import Lane, Message
from procfit.rules.engine import check

RULE = "silent-end"
KINDS = LANES.replace('name = "Sales"', 'name = "Sales"\nkind = "front"').replace(
    'name = "Finance"', 'name = "Finance"\nkind = "back"'
)
TOLD = step("start", "send", lane="sales", channel="phone")
SEND = step("send", "examine", lane="buyer", name="Send dispute")
SETTLE = step("settle", "end", lane="finance")
END = step("end", kind="end", lane="buyer")


def examine(**fields: object) -> str:
    return step("examine", "settle", **{"lane": "finance", **fields})


CASE = KINDS + TOLD + SEND + examine() + SETTLE + END


def test_work_goes_on_and_the_customer_hears_nothing() -> None:
    (found,) = judge(RULE, CASE)
    assert found.steps == ("send",)
    assert found.message == (
        'After "Send dispute" the customer never hears from us again: "Examine" and "Settle" go on unseen.'
    )
    assert found.witness.path == ("start", "send", "examine", "settle", "end")
    assert found.suggest == "add"
    assert found.saves.minutes_per_case is None


def test_a_step_that_asks_is_an_action_of_the_customer_too() -> None:
    asked = CASE.replace('id = "send"', 'id = "send"\nasks = ["reason"]').replace(
        'lane = "buyer"', 'lane = "sales"', 1
    )
    assert [found.steps for found in judge(RULE, asked)] == [("send",)]


def test_every_way_of_coming_back_is_heard() -> None:
    for fields in (
        {"channel": "phone"},
        {"delivers": ["letter"]},
        {"asks": ["name"]},
        {"lane": "buyer"},
    ):
        told = judge(RULE, KINDS + TOLD + SEND + examine(**fields) + SETTLE + END)
        assert not any("send" in found.steps for found in told)


def test_a_message_to_another_map_is_heard() -> None:
    around = portfolio(CASE, step("x"))
    process = replace(around.maps["test"], messages=(Message("test#settle", "test1#x"),))
    report = check(replace(around, maps={**around.maps, "test": process}), ["test"])
    assert not [found for found in report.findings if found.rule == RULE]


def test_some_way_that_comes_back_or_ends_at_once_is_enough() -> None:
    decided = step("examine", "settle:50% tell:50%", kind="decision", lane="finance")
    tell = step("tell", "end", lane="sales", channel="e-mail")
    assert not judge(RULE, KINDS + TOLD + SEND + decided + SETTLE + tell + END)
    at_once = step("examine", "settle:50% end:50%", kind="decision", lane="finance")
    assert not judge(RULE, KINDS + TOLD + SEND + at_once + SETTLE + END)


def test_an_action_that_ends_the_case_leaves_nothing_to_hear() -> None:
    assert not judge(RULE, KINDS + TOLD + step("send", "end", lane="buyer") + END)


def test_a_customer_who_wants_to_hear_no_more() -> None:
    assert not judge(RULE, CASE.replace('id = "send"', 'id = "send"\ntags = ["opt-out"]'))
    assert not judge(RULE, CASE.replace('id = "settle"', 'id = "settle"\ntags = ["opt-out"]'))


def parallel(beside: str) -> str:
    return (
        KINDS
        + step("start", "p", lane="sales", channel="phone")
        + step("p", "send other", kind="parallel")
        + step("send", "examine", lane="buyer")
        + step("examine", "j", lane="finance")
        + beside
        + step("j", "settle", kind="join")
        + SETTLE
        + END
    )


def test_another_branch_may_tell_the_customer() -> None:
    assert judge(RULE, parallel(step("other", "j", lane="finance")))
    assert not judge(RULE, parallel(step("other", "j", lane="sales", channel="e-mail")))
    nested = step("other", "k l", kind="parallel") + step("k", "m", lane="finance")
    nested += step("l", "m", lane="sales", delivers=["letter"]) + step("m", "j", kind="join")
    assert not judge(RULE, parallel(nested))


def test_a_called_map_may_tell_the_customer() -> None:
    calling = CASE.replace('id = "settle"', 'id = "settle"\nkind = "call"\ncall = "test1"')
    assert not judge(RULE, calling, step("x", channel="phone"))
    assert judge(RULE, calling, step("x"))


def test_a_map_that_another_one_calls_goes_on_there() -> None:
    calling = step("c", kind="call", call="test")
    assert not judge(RULE, CASE, calling)
    own = KINDS + step("begin", "start", kind="start", lane="buyer") + CASE.removeprefix(KINDS)
    (found,) = judge(RULE, own, calling)
    assert (found.steps, found.level) == (("send",), "note")


def test_a_loop_back_to_the_action_is_heard() -> None:
    again = step("settle", "send:20% end:80%", kind="decision", lane="finance")
    assert not judge(RULE, KINDS + TOLD + SEND + examine() + again + END)


def test_where_nobody_says_what_the_customer_sees_it_is_not_assessed() -> None:
    unseen = CASE.replace('channel = "phone"\n', "")
    assert not judge(RULE, unseen)
    (gap,) = gaps(RULE, unseen)
    assert (gap.steps, gap.missing) == (("send",), ("channel", "delivers"))


def test_lanes_without_a_kind_hide_the_customer() -> None:
    bare = (
        LANES.replace('kind = "customer"\n', "") + step("a", "b", lane="buyer") + step("b", lane="sales")
    )
    (gap,) = gaps(RULE, bare)
    assert (gap.steps, gap.missing) == ((), ("lane kind",))
    inside = KINDS + step("a", "b", lane="sales") + step("b", lane="finance")
    assert not gaps(RULE, inside)


def test_a_call_of_a_map_that_is_not_there_is_not_assessed() -> None:
    around = portfolio(CASE.replace('id = "settle"', 'id = "settle"\nkind = "call"\ncall = "gone"'))
    report = check(replace(around, maps=dict(around.maps)), ["test"])
    (gap,) = [gap for gap in report.not_assessed if gap.rule == RULE]
    assert gap.missing == ("call",)
    assert not [found for found in report.findings if found.rule == RULE]


def test_long_work_is_cut_short() -> None:
    more = "".join(step(f"w{number}", f"w{number + 1}", lane="finance") for number in range(4))
    text = KINDS + TOLD + step("send", "w0", lane="buyer") + more + step("w4", lane="finance")
    assert '"W0", "W1", "W2" and 2 more go on unseen' in judge(RULE, text)[0].message
    one = KINDS + TOLD + step("send", "w4", lane="buyer") + step("w4", lane="finance")
    assert '"W4" goes on unseen' in judge(RULE, one)[0].message


SIDES = (Lane("buyer", kind="customer"), Lane("finance", kind="back"))


@given(trees, st.randoms(use_true_random=False))
def test_no_execution_tells_the_customer_anything_after_a_flagged_step(
    tree: Tree, dice: random.Random
) -> None:
    made, _ = written(without(tree, "loop"))
    steps = tuple(
        replace(
            each,
            lane="buyer" if each.kind == "task" and dice.random() < 0.2 else "finance",
            channel="phone" if each.kind == "start" or dice.random() < 0.05 else "",
        )
        for each in made.steps
    )
    process = replace(made, lanes=SIDES, steps=steps)
    told = {each.id for each in steps if each.channel or each.lane == "buyer"}
    for found in check(Portfolio({"m": process})).findings:
        if found.rule != RULE:
            continue
        (name,) = found.steps
        for run in executions(process, most=100):
            past = dict(run)
            if name in past:
                assert not told & (set(past) - past[name] - {name})
                assert any(name in before and process.step(each).kind == "task" for each, before in run)


def test_parallel_work_that_is_not_nested_elsewhere_hides_no_silence() -> None:
    lanes = '[[lane]]\nid = "front"\nkind = "front"\n[[lane]]\nid = "back"\nkind = "back"\n'
    text = (
        step("greet", "ask", lane="front", channel="phone", delivers=["leaflet"])
        + step("ask", "read", lane="front", asks=["phone"], channel="phone")
        + step("read", "aside", lane="back", work="5m")
        + step("aside", "reply choice", kind="inclusive")
        + step("reply", "end-a", lane="back")
        + step("choice", "end-a:50% end-b:50%", kind="decision")
        + step("end-a", kind="end")
        + step("end-b", kind="end")
    )
    (found,) = judge("silent-end", lanes + text)
    assert found.steps[0] == "ask"
