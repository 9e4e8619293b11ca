import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers_flow import Tree, executions, trees, without, written
from helpers_rules import LANES, gaps, judge, step
from procfit.model.portfolio import Portfolio
from procfit.model.process import Step
from procfit.model.quantities import Duration
from procfit.rules.engine import check

RULE = "long-wait"


def line(*waits: str, **of_last: Any) -> str:
    names = [f"s{number}" for number in range(len(waits))]
    text = LANES
    for name, wait in zip(names, waits, strict=True):
        extra = of_last if name == names[-1] else {}
        text += step(
            name,
            names[names.index(name) + 1] if name != names[-1] else "end",
            work="5m",
            wait=wait,
            **extra,
        )
    return text + step("end", kind="end", name="Done")


def test_a_path_of_waiting_with_its_worst_waits() -> None:
    (found,) = judge(RULE, line("1h", "4h", "30m", "2h"))
    assert found.level == "note"
    assert found.steps == ("s1", "s3", "s0")
    assert found.message == (
        'On the way to "Done" a case can lie waiting 7.5 h of 7.8 h, 96 %: most at "S1" (4 h), "S3" (2 h) and'
        ' "S0" (60 min).'
    )
    assert found.witness.path == ("s0", "s1", "s2", "s3", "end")
    assert dict(found.witness.numbers)["share"] == pytest.approx(450 / 470)
    assert found.saves.minutes_per_case == 420
    assert found.suggest == "modify"


def test_ninety_percent_is_not_yet_too_much() -> None:
    assert not judge(RULE, line("45m"))
    assert judge(RULE, line("46m"))


@pytest.mark.parametrize(
    "the_law_or_customer",
    [
        {"tags": ["legal"]},
        {"control": "regulatory"},
        {"lane": "buyer"},
        {"asks": ["name"]},
    ],
)
def test_waiting_for_the_customer_or_by_law_does_not_count(the_law_or_customer: dict[str, Any]) -> None:
    assert judge(RULE, line("0m", "1d"))
    assert not judge(RULE, line("0m", "1d", **the_law_or_customer))


def test_it_still_counts_as_time() -> None:
    assert judge(RULE, line("2h", "0m"))
    assert not judge(RULE, line("2h", "1d", lane="buyer"))


def test_a_wait_before_the_customer_acts_is_the_customers() -> None:
    def text(lane: str) -> str:
        waiting = LANES + step("send", "await", work="5m", wait="0m")
        waiting += step("await", "answer", kind="wait", wait="3d")
        return waiting + step("answer", lane=lane, work="5m", wait="0m")

    assert judge(RULE, text("sales"))
    assert not judge(RULE, text("buyer"))


def test_of_exclusive_branches_the_worst_one_is_shown() -> None:
    text = (
        step("d", "a:90% b:10%", kind="decision")
        + step("a", "end", work="5h", wait="1h")
        + step("b", "end", work="5m", wait="1d")
        + step("end", kind="end")
    )
    (found,) = judge(RULE, text)
    assert found.witness.path == ("d", "b", "end")


def test_waiting_beside_longer_work_does_not_hold_the_case_up() -> None:
    def text(work: str) -> str:
        return (
            step("p", "a b", kind="parallel")
            + step("a", "j", work="5m", wait="4h")
            + step("b", "j", work=work, wait="0m")
            + step("j", kind="join")
        )

    assert judge(RULE, text("1h"))
    assert not judge(RULE, text("5h"))


def test_a_branch_that_always_runs_is_not_passed_by() -> None:
    text = (
        step("a", "p", work="5m", wait="4h")
        + step("p", "b j", kind="parallel")
        + step("b", "j", work="5h", wait="0m")
        + step("j", kind="join")
    )
    assert not judge(RULE, text)
    assert judge(
        RULE,
        text.replace(
            'kind = "parallel"\nnext = ["b", "j"]', 'kind = "inclusive"\nnext = { b = "50%", j = "50%" }'
        ),
    )


def test_a_loop_is_passed_once() -> None:
    text = (
        step("a", "d", work="5m", wait="4h")
        + step("d", "a:50% end:50%", kind="decision")
        + step("end", kind="end")
    )
    (found,) = judge(RULE, text)
    assert found.witness.path == ("a", "d", "end")
    assert dict(found.witness.numbers)["waiting"] == 240


def test_a_loop_back_to_the_start_and_two_starts() -> None:
    back = step("a", "d", kind="start", wait="4h") + step(
        "d", "a:50% end:50%", kind="decision", work="1m"
    )
    assert judge(RULE, back + step("end", kind="end"))[0].witness.path == ("a", "d", "end")
    two = (
        step("a", "c", work="5h", wait="0m")
        + step("b", "c", work="0m", wait="1m")
        + step("c", work="1m", wait="1h")
    )
    assert judge(RULE, two)[0].witness.path == ("b", "c")


def test_steps_without_times_are_not_assessed_where_nothing_else_is_found() -> None:
    text = step("a", "b", work="5m", wait="1d") + step("b", work="5m")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("b",), ("work", "wait"))
    branch = step("d", "a:50% b:50%", kind="decision") + text.replace('next = ["b"]', "")
    assert judge(RULE, branch)
    assert not gaps(RULE, branch)


def test_a_called_map_is_judged_by_itself() -> None:
    calling = step("a", "c", work="5m", wait="5m") + step("c", kind="call", call="test1")
    assert not judge(RULE, calling, step("x", work="1m", wait="5d"))


def test_parallel_work_that_leaves_its_block_is_not_assessed() -> None:
    loose = step("p", "a b", kind="parallel") + step("a", "x", work="1m", wait="1d")
    loose += step("b", "x", work="1m", wait="1d") + step("x", work="1m", wait="1d")
    assert not judge(RULE, loose)
    (gap,) = gaps(RULE, loose)
    assert gap.missing == ("join",)


def test_a_map_that_never_waits_is_left_alone() -> None:
    assert not gaps(RULE, line("0m"))
    assert not judge(RULE, line("0m"))


@given(trees, st.randoms(use_true_random=False))
def test_a_map_of_choices_is_flagged_when_some_path_waits_too_long(
    tree: Tree, dice: random.Random
) -> None:
    made, _ = written(without(tree, "loop", "and", "or"))
    waits = {each.id: dice.choice([0, 30, 300, 700]) for each in made.steps if each.kind == "task"}
    steps = tuple(
        replace(each, wait=Duration.fixed(waits[each.id])) if each.id in waits else each
        for each in made.steps
    )
    process = replace(made, steps=steps)
    runs = [[name for name, _ in run if name in waits] for run in executions(process)]
    assume(len(runs) < 400)
    sums = [
        (sum(waits[name] for name in run), sum(_worked(process.step(n)) for n in run)) for run in runs
    ]
    worst = max(waited - 0.9 * (waited + worked) for waited, worked in sums)
    assume(abs(worst) > 1e-6)
    found = [found for found in check(Portfolio({"m": process})).findings if found.rule == RULE]
    assert bool(found) is (worst > 0)
    for each in found:
        numbers = dict(each.witness.numbers)
        assert numbers["waiting"] - 0.9 * numbers["minutes"] == pytest.approx(worst)


def _worked(of: Step) -> float:
    return of.work.mean if of.work else 0.0
