from __future__ import annotations

import pytest

from helpers_rules import gaps, judge, step
from procfit.rules.silo_crossings import nearest_rank

RULE = "silo-crossings"
LANES = """
[[lane]]
id = "sales"
department = "Sales"
[[lane]]
id = "finance"
department = "Finance"
[[lane]]
id = "buyer"
kind = "customer"
[[lane]]
id = "bare"
"""


def through(*lanes: str, **fields: dict[str, object]) -> str:
    """Return a chain of steps in these lanes; `fields` are those of a step by id."""
    ids = [f"s{number}" for number in range(len(lanes))]
    return LANES + "".join(
        step(each, then, lane=lane, **fields.get(each, {}))
        for each, then, lane in zip(ids, [*ids[1:], ""], lanes, strict=True)
    )


CALM = [through("sales", "sales", "finance", "finance")] * 4
WILD = through("sales", "finance", "sales", "finance")


def test_more_changes_per_step_than_three_of_four_maps() -> None:
    (found,) = judge(RULE, WILD, *CALM)
    assert found.steps == ("s1", "s2", "s3")
    numbers = dict(found.witness.numbers)
    assert numbers == {"changes": 3, "steps": 4, "per step": 0.75, "limit": 0.25}
    assert found.message == (
        "An average case changes departments 3 times in 4 steps;"
        " three of four maps do with fewer changes per step."
    )
    assert (found.level, found.suggest) == ("note", "modify")
    assert found.saves.minutes_per_case is None


def test_what_most_maps_do_is_no_finding() -> None:
    assert not judge(RULE, CALM[0], *CALM)


def test_changes_count_as_often_as_cases_make_them() -> None:
    rare = LANES + step("a", "b:90% c:10%", kind="decision", lane="sales")
    rare += step("b", lane="sales") + step("c", "d", lane="finance") + step("d", lane="sales")
    assert not judge(RULE, rare, *CALM)


def test_customers_in_between_are_passed_over() -> None:
    text = through("sales", "buyer", "finance", "buyer", "sales")
    (found,) = judge(RULE, text, *CALM)
    assert found.steps == ("s2", "s4")


@pytest.mark.parametrize("apart", [{"control": "segregation"}, {"tags": ["legal"]}])
def test_what_law_keeps_apart_does_not_count(apart: dict[str, object]) -> None:
    text = through("sales", "finance", "sales", "finance", s1=apart, s3=apart)
    assert not judge(RULE, text, *CALM)


def test_fewer_than_five_maps_have_no_quarter() -> None:
    assert not judge(RULE, WILD, *CALM[:3])
    (gap,) = gaps(RULE, WILD, *CALM[:3])
    assert gap.missing == ("departments in 5 maps",)


def test_a_map_without_departments_is_not_assessed_in_one_line() -> None:
    (gap,) = gaps(RULE, through("sales", "bare", "bare"), *CALM)
    assert (gap.steps, gap.missing) == (("s1", "s2"), ("department",))
    (gap,) = gaps(RULE, step("a", "b") + step("b"), *CALM)
    assert gap.missing == ("lane", "department")


def test_one_lane_crosses_nothing() -> None:
    assert not gaps(RULE, through("bare", "bare"), *CALM)


def test_an_empty_map_says_nothing() -> None:
    assert not judge(RULE, LANES, *CALM)
    assert not gaps(RULE, LANES, *CALM)


def test_the_percentile_is_the_nearest_rank() -> None:
    assert nearest_rank([1, 2, 3, 4], 0.75) == 3
    assert nearest_rank([5, 4, 3, 2, 1], 0.75) == 4
