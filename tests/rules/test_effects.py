import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_rules import judge, portfolio, step
from procfit.flow.figures import figures_of
from procfit.flow.loops import loops_of
from procfit.model.finding import Costs, Savings
from procfit.rules.effects import NOT_ASSESSED, carried_out, right_first_time, without_steps

VOLUME = 'volume = "10/month"\n'


def test_a_finding_that_suggests_a_change_says_what_the_whole_step_takes() -> None:
    text = step("a", "b", asks=["name"]) + step(
        "b", asks=["name"], delivers=["quote"], work="5m", wait="1h", cost=2, value=3
    )
    (found,) = judge("repeat-ask", VOLUME + text)
    assert found.suggest == "modify"
    assert found.saves == Savings(65, 2, 650, 20)
    assert found.costs == Costs(3)


def test_a_step_that_splits_the_flow_cannot_go() -> None:
    text = (
        step("a", "b", asks=["name"])
        + step("b", "c:50% d:50%", kind="decision", asks=["name"], work="5m", value=1)
        + step("c")
        + step("d")
    )
    (found,) = judge("repeat-ask", text)
    assert (found.saves, found.costs) == (Savings(), Costs())


def test_a_step_off_the_critical_path_saves_money_but_no_time() -> None:
    text = (
        step("p", "a b", kind="parallel")
        + step("a", "j", work="2h", wait="0m")
        + step("b", "j", work="1h", wait="0m", cost=7)
        + step("j", kind="join")
    )
    around = portfolio(text)
    figures = figures_of(around.maps["test"], around)
    effect = without_steps(figures, ["b"])
    assert (effect.minutes, effect.money, effect.value) == (0, 7, None)
    assert without_steps(figures, ["a"]).minutes == 60
    assert without_steps(figures, ["j"]) == NOT_ASSESSED


def test_a_call_of_a_map_that_is_not_there_saves_nobody_knows_what() -> None:
    around = portfolio(step("a", "c") + step("c", kind="call", call="elsewhere"))
    assert without_steps(figures_of(around.maps["test"], around), ["c"]).minutes is None


def test_work_that_goes_there_and_back_saves_the_stay_only() -> None:
    lanes = '[[lane]]\nid = "x"\n[[lane]]\nid = "y"\n'
    text = (
        step("out", "away", lane="x", work="10m", wait="0m")
        + step("away", "back", lane="y", work="20m", wait="2h")
        + step("back", lane="x", reads=["order"], work="40m", wait="0m")
    )
    (found,) = judge("ping-pong", lanes + text)
    assert found.saves.minutes_per_case == 140


def rework(again: str, rest: str, fix: str = "check") -> str:
    return (
        step("check", "ok", work="30m", wait="0m", cost=9, value=2)
        + step("ok", f"fix:{again} send:{rest}", kind="decision", work="0m", wait="0m")
        + step("fix", fix, work="20m", wait="0m", cost=1, value=0)
        + step("send", work="5m", wait="0m", value=1)
    )


def test_a_rework_loop_saves_what_a_single_pass_would() -> None:
    (found,) = judge("rework-loop", VOLUME + rework("20%", "80%"))
    # A quarter of a second pass for each case: 30 + 20 minutes, 9 + 1 of money.
    assert found.saves.minutes_per_case == pytest.approx(12.5)
    assert found.saves.cost_per_case == pytest.approx(2.5)
    assert found.saves.minutes_per_month == pytest.approx(125)
    assert found.costs.value_per_case == 0


def test_a_loop_that_returns_by_parallel_work_is_not_assessed() -> None:
    text = (
        rework("20%", "80%", "x y").replace('name = "Fix"', 'name = "Fix"\nkind = "parallel"')
        + step("x", "j")
        + step("y", "j")
        + step("j", "check", kind="join")
    )
    (found,) = judge("rework-loop", text)
    assert found.saves == Savings()


@given(st.integers(1, 90), st.integers(0, 2**16))
def test_without_the_returns_a_case_takes_what_one_pass_takes(again: int, seed: int) -> None:
    dice = random.Random(seed)
    first, second = dice.randint(0, 99), dice.randint(0, 99)
    text = (
        step("a", "b", work=f"{first}m", wait="0m")
        + step("b", f"a:{again}% c:{100 - again}%", kind="decision", work=f"{second}m", wait="0m")
        + step("c", kind="end")
    )
    around = portfolio(text)
    figures = figures_of(around.maps["test"], around)
    (loop,) = loops_of(figures.routing)
    saved = right_first_time(figures, loop, around.settings.rates).minutes
    assert saved is not None
    assert figures.lead.mean - saved == pytest.approx(first + second)


@given(st.integers(1, 90), st.integers(0, 2**16))
def test_a_change_saves_what_measuring_the_changed_map_again_says(again: int, seed: int) -> None:
    dice = random.Random(seed)
    before = (
        step("a", "b", work=f"{dice.randint(0, 99)}m", wait="0m", cost=3, value=2)
        + step("b", f"a:{again}% c:{100 - again}%", kind="decision", work="5m", wait="0m")
        + step("c", work="7m", wait="1h", value=1)
    )
    after = before.replace('wait = "1h"', 'wait = "10m"').replace("cost = 3", "cost = 1")
    around, other = portfolio(before), portfolio(after)
    one, two = (figures_of(each.maps["test"], each) for each in (around, other))
    effect = carried_out(one, other.maps["test"], around.settings.rates)
    assert effect.minutes == pytest.approx(one.lead.mean - two.lead.mean) == pytest.approx(50)
    assert effect.money == pytest.approx(2 / (1 - again / 100))
    assert effect.value == 0
