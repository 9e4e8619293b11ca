from __future__ import annotations

import pytest

from helpers_rules import gaps, judge, step

RULE = "parallel-silo"
LANES = """
[[lane]]
id = "sales"
department = "Sales"
[[lane]]
id = "finance"
department = "Finance"
[[lane]]
id = "bare"
[[lane]]
id = "buyer"
kind = "customer"
[[lane]]
id = "crm"
kind = "system"
[[lane]]
id = "carrier"
kind = "partner"
"""


def update(lane: str = "sales", **fields: object) -> str:
    given = {"name": "Update customer address", "lane": lane, "writes": ["address"], **fields}
    return LANES + step("update", **{name: value for name, value in given.items() if value})


HERE = update()
THERE = update("finance", name="Update the customer's address", reads=["Address"], writes=None)


def test_two_departments_do_the_same_on_the_same_thing() -> None:
    (found,) = judge(RULE, HERE, THERE)
    assert found.steps == ("update",)
    assert found.witness.path == ("update", "test1#update")
    assert found.witness.items == ("address",)
    assert found.message == (
        '"Update customer address" is done by Sales here and by Finance in "Other", on the same address:'
        " one of them could do it for both."
    )


def test_the_work_stays_and_its_cost_is_not_known() -> None:
    (found,) = judge(RULE, HERE, THERE)
    assert (found.saves.minutes_per_case, found.saves.cost_per_case) == (0, None)


def test_one_department_in_two_maps_is_no_silo() -> None:
    assert not judge(RULE, HERE, HERE)
    assert not gaps(RULE, HERE, HERE)


def test_two_departments_in_one_map_are_no_silo_of_maps() -> None:
    again = step("again", name="Update customer address", lane="finance", writes=["address"])
    assert not judge(RULE, HERE + again)


def test_other_things_are_other_work() -> None:
    assert not judge(RULE, HERE, update("finance", writes=["supplier address"]))


@pytest.mark.parametrize("tag", ["regional", "legal"])
def test_declared_variants_may_differ(tag: str) -> None:
    assert not judge(RULE, HERE, update("finance", tags=[tag]))
    assert not judge(RULE, update(tags=[tag]), THERE)


@pytest.mark.parametrize("lane", ["buyer", "crm", "carrier"])
def test_customers_systems_and_partners_are_no_departments(lane: str) -> None:
    assert not judge(RULE, HERE, update(lane))
    assert not gaps(RULE, HERE, update(lane))


def test_a_control_must_be_made_by_others() -> None:
    assert not judge(RULE, HERE, update("finance", control="segregation"))


def test_without_departments_nobody_can_tell() -> None:
    (gap,) = gaps(RULE, update("bare"), THERE)
    assert (gap.steps, gap.missing) == (("update",), ("department",))
    (gap,) = gaps(RULE, update(""), THERE)
    assert gap.missing == ("lane",)
    assert not judge(RULE, HERE, update("bare"))


def test_without_items_nobody_can_tell_what_it_is_about() -> None:
    (gap,) = gaps(RULE, update(writes=None), THERE)
    assert (gap.steps, gap.missing) == (("update",), ("reads", "writes"))


def test_a_map_has_one_gap_at_most() -> None:
    text = step("a", name="Send letter") + step("b", name="Print letter")
    (gap,) = gaps(RULE, text, text)
    assert gap.steps == ("a", "b")


def test_work_that_stands_in_one_map_only_is_nobodys_double() -> None:
    assert not gaps(RULE, update("bare"), LANES + step("x", name="Else", lane="bare"))
