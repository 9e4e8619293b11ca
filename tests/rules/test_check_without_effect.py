import pytest

from helpers_rules import gaps, judge, step
from procfit.model.finding import Savings

RULE = "check-without-effect"


def check(*ways: tuple[str, str, str], **fields: object) -> str:
    """Return a decision `b` between `a` and what follows; each way is target, share and condition."""
    flows = ", ".join(
        f'{{ to = "{to}", when = "{when}"' + (f', share = "{share}" }}' if share else " }")
        for to, share, when in ways
    )
    led = [(to, share) for to, share, _ in ways]
    decision = step("b", kind="decision", work="6m", **fields)
    return (
        step("a", "b", work="1m", wait="0m")
        + decision
        + f"next = [{flows}]\n"
        + AFTER
        + ASIDE * ("x" in dict(led))
    )


AFTER = step("c", "d", reads=["note"], work="1m", wait="0m") + step("d", kind="end")
ASIDE = step("x", "c", value=1)
MEETING = (("c", "21%", "yes"), ("c", "79%", "no"))
RARE = (("c", "99.5%", "yes"), ("x", "0.5%", "no"))
COUNTED = "CRM report 2026-03, n = 412"


def test_both_branches_meet_at_once() -> None:
    (found,) = judge(RULE, check(*MEETING))
    assert found.steps == ("b",)
    assert found.witness.path == ("a", "b", "c")
    assert found.message == '"B" changes nothing: whatever the answer, the case goes on to "C".'
    assert (found.suggest, found.saves.minutes_per_case) == ("discard", 6)


def test_no_shares_are_needed_to_see_that_branches_meet() -> None:
    assert judge(RULE, check(("c", "", "yes"), ("c", "", "no")))


def test_a_gateway_on_a_branch_is_no_step() -> None:
    text = step("b", "c g", kind="decision") + step("g", "c", kind="decision") + step("c")
    assert len(judge(RULE, text)) == 1


def test_a_step_on_a_branch_is_an_effect() -> None:
    assert not judge(RULE, check(("c", "50%", "yes"), ("x", "50%", "no")))


@pytest.mark.parametrize(
    "effect",
    [{"writes": ["note"]}, {"asks": ["Note"]}, {"delivers": ["answer"]}, {"control": "regulatory"}],
)
def test_a_check_may_bring_something_or_be_demanded(effect: dict[str, object]) -> None:
    assert not judge(RULE, check(*MEETING, **effect))
    assert judge(RULE, check(*MEETING, writes=["what nobody reads"]))


def test_a_counted_branch_that_hardly_any_case_takes() -> None:
    (found,) = judge(RULE, check(*RARE, source=COUNTED))
    assert found.witness.path == ("a", "b")
    assert dict(found.witness.numbers) == {"share": 0.005, "cases": 412}
    assert '"B" leads to "X" in only 0.5 % of 412 cases counted' in found.message
    assert (found.suggest, found.saves.minutes_per_case) == ("modify", 6)
    assert found.costs.value_per_case == 0


def test_one_branch_of_several_leaves_the_check_where_it_is() -> None:
    ways = (("c", "60%", "yes"), ("d", "39.5%", "no"), ("x", "0.5%", "maybe"))
    (found,) = judge(RULE, check(*ways, source=COUNTED))
    assert found.saves == Savings()


def test_one_percent_is_not_rare() -> None:
    assert not judge(RULE, check(("c", "99%", ""), ("x", "1%", ""), source=COUNTED))


@pytest.mark.parametrize("source", ["", "a feeling"])
def test_a_rare_branch_that_nobody_counted_is_not_assessed(source: str) -> None:
    text = check(*RARE, source=source)
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(("b",), ("source",))]


def test_without_shares_only_the_structure_is_judged() -> None:
    text = check(("c", "", "yes"), ("x", "", "no"))
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(("b",), ("next shares",))]


def test_parallel_work_is_no_check() -> None:
    assert not judge(RULE, step("p", "j j", kind="parallel") + step("j", kind="join"))


def test_a_loop_that_a_check_leaves_is_an_effect() -> None:
    assert not judge(RULE, step("a", "b") + step("b", "a:30% c:70%", kind="decision") + step("c"))
