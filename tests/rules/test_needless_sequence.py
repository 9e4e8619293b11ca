import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "needless-sequence"
ONE = {"lane": "sales", "reads": ["order"], "writes": ["order figures"], "work": "1h", "wait": "0m"}
OTHER = {
    "lane": "finance",
    "reads": ["invoice"],
    "writes": ["invoice figures"],
    "work": "30m",
    "wait": "1h",
}
THIRD = {"lane": "crm", "reads": ["visit"], "writes": ["visit figures"], "work": "2h", "wait": "0m"}


def two(
    one: dict[str, object] | None = None, other: dict[str, object] | None = None, to: str = "c"
) -> str:
    return step("a", "b", **{**ONE, **(one or {})}) + step("b", to, **{**OTHER, **(other or {})})


LAST = step("c", lane="sales", work="10m", wait="0m", reads=["order figures", "invoice figures"])


def test_neighbors_that_share_nothing_could_run_side_by_side() -> None:
    (found,) = judge(RULE, LANES + step("s", "a", kind="start") + two() + LAST)
    assert found.steps == ("a", "b")
    assert found.witness.path == ("s", "a", "b")
    assert found.saves.minutes_per_case == 60
    assert dict(found.witness.numbers) == {"minutes": 60}
    assert found.message.startswith(
        '"A" and "B" are done one after the other but share no information and no team'
    )
    assert (found.suggest, found.level) == ("modify", "warning")


def test_a_row_of_steps_is_one_finding() -> None:
    text = two(to="d") + step("d", "c", **THIRD) + LAST
    (found,) = judge(RULE, LANES + text)
    assert found.steps == ("a", "b", "d")
    assert found.saves.minutes_per_case == 60 + 90


def test_a_step_that_needs_an_earlier_one_begins_a_row_of_its_own() -> None:
    text = two(to="d") + step("d", "c", **{**THIRD, "reads": ["order figures"]}) + LAST
    (found,) = judge(RULE, LANES + text)
    assert found.steps == ("a", "b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"reads": ["Order figures"]}),
        ({}, {"reads": ["order"]}),
        ({}, {"writes": ["order figures"]}),
        ({"asks": ["wish"]}, {"reads": ["wish"]}),
        ({"delivers": ["quote"]}, {"delivers": ["quote"]}),
    ],
)
def test_steps_with_an_item_in_common_stay_in_order(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert not judge(RULE, LANES + two(one, other) + LAST)


def test_one_person_does_one_thing_after_the_other() -> None:
    assert not judge(RULE, LANES + two({}, {"lane": "sales"}) + LAST)


@pytest.mark.parametrize("contact", [{"channel": "phone"}, {"asks": ["name"]}, {"lane": "buyer"}])
def test_the_customer_is_one_person_too(contact: dict[str, object]) -> None:
    assert not judge(RULE, LANES + two({"channel": "phone"}, contact) + LAST)
    assert judge(RULE, LANES + two({"channel": "phone"}) + LAST)


@pytest.mark.parametrize(
    "what", [{"control": "regulatory"}, {"approves": "order"}, {"kind": "decision"}]
)
def test_others_wait_for_a_control_an_approval_or_a_decision(what: dict[str, object]) -> None:
    assert not judge(RULE, LANES + two(what) + LAST)
    assert not judge(RULE, LANES + two({}, what) + LAST)


def test_off_the_critical_path_nothing_is_won() -> None:
    branch = step("p", "a x", kind="parallel") + two(to="j") + step("j", kind="join")
    assert not judge(RULE, LANES + branch + step("x", "j", work="9h", wait="0m"))
    (found,) = judge(RULE, LANES + branch + step("x", "j", work="2h", wait="0m"))
    assert found.saves.minutes_per_case == 30


def test_where_times_vary_the_saving_is_at_most_that() -> None:
    (fixed,) = judge(RULE, LANES + two() + LAST)
    (varied,) = judge(RULE, LANES + two({"work": "30m/1h/90m"}) + LAST)
    assert "average case 60 min quicker" in fixed.message
    assert "average case up to 60 min quicker" in varied.message


def test_a_step_where_others_come_in_is_no_neighbor() -> None:
    assert not judge(RULE, LANES + step("x", "b") + two() + LAST)


def test_a_small_saving_is_a_note() -> None:
    (found,) = judge(RULE, LANES + two({"work": "20s"}, {"wait": "3d"}) + LAST)
    assert found.level == "note"


def test_a_loop_through_the_row_is_kept() -> None:
    text = step("s", "a", kind="start") + two(to="d") + step("d", "a:50% z:50%", kind="decision")
    (found,) = judge(RULE, LANES + text + step("z", kind="end"))
    assert found.saves.minutes_per_case == pytest.approx(120)


@pytest.mark.parametrize(
    ("one", "other", "steps", "missing"),
    [
        ({"lane": ""}, {}, ("a",), "lane"),
        ({"writes": []}, {}, ("a",), "writes"),
        ({}, {"reads": []}, ("b",), "reads"),
    ],
)
def test_what_is_not_told_is_not_assessed(
    one: dict[str, object], other: dict[str, object], steps: tuple[str, ...], missing: str
) -> None:
    text = (LANES + two(one, other) + LAST).replace('lane = ""\n', "")
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(steps, (missing,))]


def test_without_times_the_critical_path_is_not_known() -> None:
    text = (LANES + two() + LAST).replace('wait = "1h"\n', "")
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [(("b",), ("wait",))]


def test_loose_parallel_work_has_no_critical_path() -> None:
    text = step("p", "a x", kind="parallel") + step("x", "c", work="1m", wait="0m") + two()
    assert [gap.missing for gap in gaps(RULE, LANES + text + LAST)] == [("join",)]
