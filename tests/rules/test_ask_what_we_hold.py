from dataclasses import replace

import pytest

from helpers_rules import LANES, gaps, judge, portfolio, step
from procfit.model.capability import Item
from procfit.model.finding import Costs, Savings
from procfit.model.portfolio import Portfolio
from procfit.model.quantities import Duration
from procfit.rules.engine import check

RULE = "ask-what-we-hold"
HELD = {"address": Item("address", held_in="CRM", about="Customer")}
KNOWN = {"address": Item("address", about="customer")}
ASK = step("ask", asks=["Address"], work="5m", wait="1h")
BUYER = 'customer = "Buyer of pumps"\n'
OTHER = 'customer = "buyer  of Pumps"\n' + step("enter", writes=["address"], system="ERP")


def test_what_the_team_says_is_held_of_the_customer() -> None:
    (found,) = judge(RULE, step("a", "ask") + ASK, items=HELD)
    assert found.message == '"Ask" asks the customer for Address, which we hold in CRM.'
    assert found.witness.path == ("a", "ask")
    assert found.witness.items == ("Address",)
    assert (found.suggest, found.level) == ("discard", "warning")
    assert found.saves.minutes_per_case == 65


@pytest.mark.parametrize(
    "more", [{"asks": ["address", "wish"]}, {"writes": ["note"]}, {"value": 2}, {"delivers": ["quote"]}]
)
def test_a_step_that_does_more_is_changed_and_nobody_knows_what_that_saves(
    more: dict[str, object],
) -> None:
    text = step("ask", **{"asks": ["address"], "work": "5m", **more})
    (found,) = judge(RULE, text, items=HELD)
    assert found.suggest == "modify"
    assert (found.saves, found.costs) == (Savings(), Costs())


def test_all_that_a_step_asks_in_vain_is_one_finding() -> None:
    items = {**HELD, "vat": Item("vat", held_in="ERP", about="customer")}
    (found,) = judge(RULE, step("ask", asks=["address", "vat"]), items=items)
    assert found.message.endswith("for address and vat; we hold address in CRM, and vat in ERP.")


@pytest.mark.parametrize("where", [{"system": "ERP"}, {"lane": "crm"}])
def test_what_a_system_has_written_in_every_case(where: dict[str, object]) -> None:
    (found,) = judge(RULE, LANES + step("w", "ask", writes=["address"], **where) + ASK)
    system = where.get("system", "crm")
    assert found.message.endswith(f'for Address, which we hold in {system} since "W".')
    assert found.witness.path == ("w", "ask")


def test_what_is_on_paper_nowhere_is_not_held() -> None:
    assert not judge(RULE, step("w", "ask", writes=["address"]) + ASK)


def test_what_only_some_cases_have_written_is_not_held() -> None:
    branch = step("d", "w:50% ask:50%", kind="decision") + step(
        "w", "ask", writes=["address"], system="CRM"
    )
    assert not judge(RULE, branch + ASK)


def test_behind_a_join_every_branch_has_written() -> None:
    text = step("p", "w x", kind="parallel") + step("w", "j", writes=["address"], system="CRM")
    text += step("x", "j") + step("j", "ask", kind="join") + ASK
    assert len(judge(RULE, text)) == 1


def test_a_branch_beside_has_not_surely_written() -> None:
    text = step("p", "w ask", kind="parallel") + step("w", "j", writes=["address"], system="CRM")
    assert not judge(RULE, text + step("ask", "j", asks=["address"]) + step("j", kind="join"))


def test_what_another_map_holds_of_the_same_customer() -> None:
    (found,) = judge(RULE, BUYER + ASK, OTHER, items=KNOWN)
    assert found.message.endswith('which we hold in ERP since "Enter" of "Other".')
    assert found.witness.path == ("test1#enter", "ask")


def test_another_map_may_be_for_another_customer() -> None:
    assert not judge(RULE, 'customer = "Seller"\n' + ASK, OTHER, items=KNOWN)


def rules_of(around: Portfolio) -> list[str]:
    return [found.rule for found in check(around, ["test"]).findings if found.rule == RULE]


def test_verdicts_follow_when_the_other_map_changes() -> None:
    before = portfolio(BUYER + ASK, OTHER, items=KNOWN)
    after = portfolio(BUYER + ASK, OTHER.replace("ERP", ""), items=KNOWN)
    assert rules_of(before) == [RULE]
    assert not rules_of(replace(after, maps={**after.maps, "test": before.maps["test"]}))


@pytest.mark.parametrize(
    "said", [{"tags": ["verify"]}, {"tags": ["consent"]}, {"control": "regulatory"}]
)
def test_verifying_what_we_hold_is_no_asking(said: dict[str, object]) -> None:
    assert not judge(RULE, step("ask", asks=["address"], **said), items=HELD)


def test_what_is_about_something_else_is_asked_anew() -> None:
    assert not judge(RULE, ASK, items={"address": Item("address", held_in="CRM", about="order")})


def test_a_record_from_another_case_may_be_out_of_date() -> None:
    item = Item("address", held_in="CRM", about="customer", valid_for=Duration.fixed(9999))
    assert not judge(RULE, ASK, items={"address": item})
    assert not judge(RULE, BUYER + ASK, OTHER, items={"address": item})


@pytest.mark.parametrize(("wait", "count"), [("1h", 1), ("3h", 0)])
def test_what_this_case_has_written_holds_until_it_expires(wait: str, count: int) -> None:
    item = Item("address", about="customer", valid_for=Duration.fixed(120))
    text = step("w", "x", writes=["address"], system="CRM") + step("x", "ask", work="1m", wait=wait)
    text += step("ask", asks=["address"], work="1m", wait="0m")
    assert len(judge(RULE, text, items={"address": item})) == count


def test_without_times_nobody_knows_whether_it_has_expired() -> None:
    item = Item("address", about="customer", valid_for=Duration.fixed(120))
    text = step("w", "x", writes=["address"], system="CRM") + step("x", "ask") + ASK
    assert not judge(RULE, text, items={"address": item})
    assert {gap.missing: gap.steps for gap in gaps(RULE, text, items={"address": item})} == {
        ("work",): ("x",),
        ("wait",): ("x",),
    }


def test_what_changes_in_between_is_asked_anew() -> None:
    text = step("w", "x", writes=["address"], system="CRM")
    text += step("x", "ask", reads=["address"], writes=["address"]) + ASK
    assert not judge(RULE, text)


def test_an_item_that_nobody_has_described_is_not_assessed() -> None:
    (gap,) = gaps(RULE, ASK)
    assert (gap.steps, gap.missing) == (("ask",), ("held_in",))
    assert not gaps(RULE, ASK, items=KNOWN)


def test_a_held_item_must_say_what_it_is_about() -> None:
    (gap,) = gaps(RULE, ASK, items={"address": Item("address", held_in="CRM")})
    assert gap.missing == ("about",)
    (gap,) = gaps(RULE, BUYER + ASK, OTHER)
    assert gap.missing == ("about",)


def test_a_map_without_a_customer_cannot_be_compared() -> None:
    (gap,) = gaps(RULE, ASK, OTHER, items=KNOWN)
    assert gap.missing == ("customer",)
