from datetime import date
from typing import Any

import pytest

from helpers_rules import gaps, judge, step

RULE = "beaten-by-rival"
NOW = date(2026, 11, 25)


def rival(**fields: Any) -> dict[str, Any]:
    told = {
        "who": "Acme",
        "time": "10m",
        "same_benefit": True,
        "source": "own order",
        "date": date(2026, 5, 1),
    }
    return {name: value for name, value in {**told, **fields}.items() if value is not None}


def text(against: dict[str, Any], **fields: Any) -> str:
    times = {"work": "10m", "wait": "50m", **fields}
    return step("deliver", "end", rival=against, **times) + step("end", kind="end")


def found_with(against: dict[str, Any], **fields: Any) -> list[Any]:
    return judge(RULE, text(against, **fields), today=NOW)


def missing(against: dict[str, Any], **fields: Any) -> list[tuple[str, ...]]:
    return [gap.missing for gap in gaps(RULE, text(against, **fields), today=NOW)]


def test_a_rival_who_is_much_quicker() -> None:
    (found,) = found_with(rival())
    assert found.steps == ("deliver",)
    assert found.message == (
        '"Deliver" takes 60 min; Acme gives customers the same in 10 min (own order, 2026-05-01).'
    )
    assert dict(found.witness.numbers) == {"minutes": 60, "rival_minutes": 10}
    assert found.suggest == "modify"
    assert found.saves.minutes_per_case == 50


@pytest.mark.parametrize(("time", "flagged"), [("48m", True), ("49m", False), ("2h", False)])
def test_at_least_twenty_percent_quicker_counts(time: str, flagged: bool) -> None:
    assert bool(found_with(rival(time=time))) is flagged
    assert not missing(rival(time=time))


def test_another_benefit_is_no_match() -> None:
    other = rival(same_benefit=False)
    assert not found_with(other)
    assert not missing(other)


@pytest.mark.parametrize(
    ("seen", "flagged"),
    [
        (date(2024, 11, 25), False),
        (date(2024, 11, 26), True),
        (date(2024, 12, 1), True),
        (date(2023, 1, 1), False),
    ],
)
def test_what_was_seen_24_months_ago_says_nothing_of_today(seen: date, flagged: bool) -> None:
    assert bool(found_with(rival(date=seen))) is flagged
    assert not missing(rival(date=seen))


def test_what_is_not_told_of_the_rival_is_not_assessed() -> None:
    assert missing(rival(source=None)) == [("rival source",)]
    assert missing(rival(date=None, same_benefit=None)) == [("rival same_benefit", "rival date")]
    assert missing(rival(time=None)) == [("rival time",)]
    assert not found_with(rival(source=None))


def test_a_rival_who_is_slower_needs_no_source() -> None:
    assert not missing(rival(source=None, date=None, time="2h"))


def test_a_step_without_all_times_is_judged_where_the_known_part_is_enough() -> None:
    (found,) = judge(RULE, step("deliver", rival=rival(), work="1h"), today=NOW)
    assert "takes at least 60 min" in found.message
    (gap,) = gaps(RULE, step("deliver", rival=rival(), work="5m"), today=NOW)
    assert gap.missing == ("wait",)
    assert not judge(RULE, step("deliver", rival=rival(), work="5m"), today=NOW)


def test_gaps_of_many_steps_are_one_line() -> None:
    both = step("a", "b", rival=rival(source=None), work="1h", wait="0m")
    both += step("b", rival=rival(date=None), work="1h", wait="0m")
    (gap,) = gaps(RULE, both, today=NOW)
    assert (gap.steps, gap.missing) == (("a", "b"), ("rival source", "rival date"))


def test_a_call_is_compared_with_all_that_it_runs() -> None:
    calling = step("c", kind="call", call="test1", rival=rival())
    (found,) = judge(RULE, calling, step("x", work="1h", wait="1h"), today=NOW)
    assert dict(found.witness.numbers)["minutes"] == 120


def test_only_the_branch_that_holds_the_case_up_saves_time() -> None:
    parallel = (
        step("p", "a b", kind="parallel")
        + step("a", "j", work="1h", wait="0m", rival=rival())
        + step("b", "j", work="5h", wait="0m")
        + step("j", kind="join")
    )
    (found,) = judge(RULE, parallel, today=NOW)
    assert found.saves.minutes_per_case == 0


def test_a_map_without_rivals_is_left_alone() -> None:
    assert not gaps(RULE, step("a", "b") + step("b"), today=NOW)
