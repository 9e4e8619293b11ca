import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_rules import portfolio, step
from procfit.flow.measure import measure
from procfit.model.portfolio import Portfolio
from procfit.model.team import Accepted, TeamAnswers
from procfit.rules.engine import check
from procfit.rules.overlap import Together, together

VOLUME = 'volume = "10/month"\n'
NEEDED: dict[str, object] = {
    "adds": "business", "reason": "law", "value": 0, "expected": True, "benefit": "b", "source": "s",
}  # fmt: skip


def all_of(around: Portfolio) -> Together:
    return together(around, check(around).findings)


def test_findings_about_one_step_are_one_group_and_count_once() -> None:
    text = (
        step("a", "b", work="60m", wait="0m", **NEEDED)
        + step("b", "c", work="10m", wait="20m", cost=5, adds="nothing", value=0, writes=["copy"])
        + step("c", reads=["a"], work="60m", wait="0m", **{**NEEDED, "benefit": "other"})
    )
    found = all_of(portfolio(VOLUME + text))
    group = next(group for group in found.groups if len(group.findings) > 1)
    assert len({finding.rule for finding in group.findings}) == len(group.findings)
    assert all(finding.steps == ("b",) for finding in group.findings)
    assert (group.saves.minutes_per_case, group.saves.cost_per_case) == (30, 5)
    assert found.by_map["test"].minutes_per_case == 30
    assert (found.minutes_per_month, found.cost_per_month) == (300, 50)


def test_findings_about_other_steps_are_groups_of_their_own() -> None:
    text = step("a", "b", work="10m", wait="0m", adds="nothing", value=0) + step(
        "b", work="20m", wait="0m", adds="nothing", value=0
    )
    around = portfolio(text)
    found = together(around, [each for each in check(around).findings if each.rule == "no-value"])
    assert [len(group.findings) for group in found.groups] == [1, 1]
    assert found.by_map["test"].minutes_per_case == 30
    assert found.minutes_per_month is None


def test_what_the_team_lives_with_saves_nothing() -> None:
    text = step("a", work="10m", wait="0m", adds="nothing", value=0)
    around = portfolio(text)
    rules = {(found.rule, found.steps) for found in check(around).findings}
    accepted = tuple(Accepted(rule, "test", steps, "we know", "Ana") for rule, steps in rules)
    assert not all_of(portfolio(text, answers=TeamAnswers(accepted=accepted))).groups


@given(st.integers(0, 2**32))
def test_dropping_steps_saves_what_the_map_with_them_discarded_measures(seed: int) -> None:
    """The saving is not a formula of its own: it is the as-is less the to-be in which the steps are gone."""
    dice = random.Random(seed)
    useless = dice.sample(range(5), k=2)

    def text(disposition: str) -> str:
        fields = [
            {
                "work": f"{dice.randint(1, 60)}m",
                "wait": f"{dice.randint(0, 60)}m",
                "cost": dice.randint(0, 9),
                **({"adds": "nothing", "value": 0} if number in useless else NEEDED),
                **({"disposition": disposition} if disposition and number in useless else {}),
            }
            for number in range(5)
        ]
        return (
            step("s0", "d", **fields[0])
            + step("d", "s1:40% s2:60%", kind="decision")
            + step("s1", "p", **fields[1])
            + step("s2", "p", **fields[2])
            + step("p", "s3 s4", kind="parallel")
            + step("s3", "j", **fields[3])
            + step("s4", "j", **fields[4])
            + step("j", kind="join")
        )

    dice_state = dice.getstate()
    around = portfolio(text(""))
    dice.setstate(dice_state)
    planned = portfolio(text("discard"))
    findings = [found for found in check(around).findings if found.rule == "no-value"]
    saved = together(around, findings).by_map["test"]
    before = measure(around.maps["test"], around)
    after = measure(planned.maps["test"], planned, "to-be")
    assert len(findings) == 2
    assert before.lead_time.mean is not None
    assert after.lead_time.mean is not None
    assert saved.minutes_per_case == pytest.approx(before.lead_time.mean - after.lead_time.mean)
