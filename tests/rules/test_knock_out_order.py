from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_rules import LANES, gaps, judge, step
from procfit.model.team import Rates, Settings

RULE = "knock-out-order"
END = step("on", "z", value=3) + step("no", "z", reads=["form"]) + step("z", kind="end")


def check(
    name: str, to: str, away: str = "10%", work: str = "10m", *, mark: bool = True, **fields: object
) -> str:
    """Return a check that lets cases through to `to` and turns the others away to `no`."""
    rest = f"{100 - float(away.rstrip('%')):g}%" if away else ""
    share = [f', share = "{each}"' if each else "" for each in (rest, away)]
    marked = ", rejects = true" if mark else ""
    flows = f'{{ to = "{to}"{share[0]} }}, {{ to = "no"{share[1]}{marked} }}'
    fields = {"reads": ["form"], **fields}
    return step(name, kind="decision", work=work, **fields) + f"next = [{flows}]\n"


def test_the_check_that_costs_less_for_each_case_turned_away_comes_first() -> None:
    text = (
        step("a", "dear", work="1m")
        + check("dear", "cheap", "10%", "20m")
        + check("cheap", "on", "20%", "2m")
    )
    (found,) = judge(RULE, text + END)
    assert found.steps == ("dear", "cheap")
    assert found.witness.path == ("a", "dear", "cheap")
    assert dict(found.witness.numbers) == pytest.approx({"dear": 200, "cheap": 10})
    assert "it costs 200 min of work" not in found.message
    assert "3.3 h of work for each case it turns away and the other only 10 min of work" in found.message
    # 20 + 0.9 * 2 minutes become 2 + 0.8 * 20.
    assert found.saves.minutes_per_case == pytest.approx(3.8)
    assert found.suggest == "modify"


def test_money_counts_where_rates_are_known() -> None:
    text = check("dear", "cheap", "10%", "6m", cost=0) + check("cheap", "on", "10%", "6m", cost=5)
    assert not judge(RULE, text + END)
    settings = Settings(rates=Rates(default=60))
    assert not judge(RULE, text + END, settings=settings)
    text = check("dear", "cheap", "10%", "6m", cost=5) + check("cheap", "on", "10%", "6m")
    (found,) = judge(RULE, text + END, settings=settings)
    assert dict(found.witness.numbers) == pytest.approx({"dear": 110, "cheap": 60})
    assert "it costs 110 EUR" in found.message
    assert not judge(RULE, text + END)


def test_a_row_of_checks_is_one_finding() -> None:
    text = check("a", "b", work="30m") + check("b", "c", work="20m") + check("c", "on", work="10m")
    (found,) = judge(RULE, text + END)
    assert found.steps == ("a", "b", "c")
    # 30 + 0.9 * 20 + 0.81 * 10 become 10 + 18 + 0.81 * 30.
    assert found.saves.minutes_per_case == pytest.approx(20 - 0.81 * 20)


def test_rising_order_is_the_right_one() -> None:
    assert not judge(RULE, check("a", "b", work="5m") + check("b", "on", work="9m") + END)
    assert not judge(RULE, check("a", "b") + check("b", "on") + END)


def test_a_check_that_turns_nobody_away_belongs_last() -> None:
    text = check("a", "b", "0%", "1m") + check("b", "on", "1%", "50m")
    (found,) = judge(RULE, text + END)
    assert found.steps == ("a", "b")
    assert found.message == '"A" comes before "B", though it turns no case away: check that last.'


def test_a_tie_is_not_assessed() -> None:
    text = check("dear", "cheap", work="20m", mark=False) + check("cheap", "on", work="2m", mark=False)
    text += END.replace("value = 3\n", "")
    assert not judge(RULE, text)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text)] == [
        (("dear", "cheap"), ("next rejects",))
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"writes": ["rating"]}, {"reads": ["Rating"]}),
        ({"asks": ["site"]}, {"reads": ["site"]}),
        ({"reads": ["form", "score"]}, {"writes": ["score"]}),
        ({"writes": ["form"]}, {"reads": ["letter"]}),
    ],
)
def test_checks_that_need_each_other_stay(first: dict[str, object], then: dict[str, object]) -> None:
    text = check("dear", "cheap", work="20m", **first) + check("cheap", "on", work="2m", **then)
    assert not judge(RULE, text + END)


def test_a_check_that_depends_begins_a_row_of_its_own() -> None:
    text = check("a", "b", work="30m", writes=["rating"]) + check("b", "c", work="20m", reads=["rating"])
    (found,) = judge(RULE, text + check("c", "on", work="10m", reads=["form"]) + END)
    assert found.steps == ("b", "c")


def test_without_reads_nobody_knows_whether_it_depends() -> None:
    text = check("dear", "cheap", work="20m") + check("cheap", "on", work="2m", reads=[])
    assert not judge(RULE, text + END)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text + END)] == [(("cheap",), ("reads",))]


def test_without_shares_it_is_not_assessed() -> None:
    text = check("dear", "cheap", "", "20m") + check("cheap", "on", work="2m")
    assert not judge(RULE, text + END)
    assert [(gap.steps, gap.missing) for gap in gaps(RULE, text + END)] == [
        (("dear",), ("next shares",))
    ]


def test_only_neighbors_are_compared() -> None:
    text = check("dear", "x", work="20m") + step("x", "cheap") + check("cheap", "on", work="2m")
    assert not judge(RULE, text + END)
    text = check("dear", "cheap", work="20m") + check("cheap", "on", work="2m")
    assert not judge(RULE, step("s", "dear") + step("other", "cheap", kind="start") + text + END)


def test_a_branch_that_leads_back_turns_nobody_away() -> None:
    text = check("dear", "cheap", work="20m") + check("cheap", "on", work="2m")
    back = END.replace('id = "no"', 'id = "no"\nkind = "decision"').replace(
        'reads = ["form"]\nnext = ["z"]', 'next = ["z", "dear"]'
    )
    assert not judge(RULE, step("s", "dear") + text + back)
    assert not gaps(RULE, step("s", "dear") + text + back)


def test_a_branch_that_skips_a_step_turns_nobody_away() -> None:
    text = step("a", "b:50% x:50%", kind="decision", work="9m", reads=["form"])
    text += (
        step("b", "x:50% y:50%", kind="decision", reads=["form"])
        + step("y", "x", value=1)
        + step("x", "z")
    )
    assert not judge(RULE, text + step("z", kind="end"))


def test_checks_inside_a_parallel_branch_are_put_in_order() -> None:
    text = (
        step("p", "dear o", kind="parallel")
        + check("dear", "cheap", work="20m")
        + check("cheap", "on", work="2m")
    )
    text += step("o", "j") + step("on", "j", value=3) + step("no", "j") + step("j", kind="join")
    (found,) = judge(RULE, text)
    assert found.saves.minutes_per_case == pytest.approx(20 + 0.9 * 2 - 2 - 0.9 * 20)


def test_unmarked_the_branch_with_less_for_the_customer_rejects() -> None:
    text = check("dear", "cheap", work="20m", mark=False) + check("cheap", "on", work="2m", mark=False)
    (found,) = judge(RULE, text + END)
    assert found.steps == ("dear", "cheap")


def prepared(**fields: object) -> str:
    """Return a dear check before one that a task prepares."""
    text = LANES + step("s", "dear") + check("dear", "ask", work="20m")
    text += step("ask", "cheap", **{"work": "2m", "reads": ["form"], "writes": ["answer"], **fields})
    cheap = check("cheap", "on", work="0m", reads=["answer"])
    return text + cheap.replace('work = "0m"\n', "") + END


def test_a_task_that_prepares_a_decision_is_part_of_the_check() -> None:
    (found,) = judge(RULE, prepared())
    assert found.steps == ("dear", "ask", "cheap")
    assert dict(found.witness.numbers) == pytest.approx({"dear": 200, "cheap": 20})
    assert found.saves.minutes_per_case == pytest.approx(20 + 0.9 * 2 - 2 - 0.9 * 20)


@pytest.mark.parametrize(
    "more",
    [{"value": 1}, {"delivers": ["note"]}, {"channel": "phone"}, {"lane": "sales"}, {"writes": ["x"]}],
)
def test_a_task_that_does_more_than_prepare_stands_between_the_checks(more: dict[str, object]) -> None:
    assert not judge(RULE, prepared(**more))


ROWS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 90)), min_size=2, max_size=4)


def minutes(row: tuple[tuple[int, int], ...]) -> float:
    """Return what checks of some work and percentage turned away take of an average case, in that order."""
    total, left = 0.0, 1.0
    for work, away in row:
        total += left * work
        left *= 1 - away / 100
    return total


@given(ROWS)
def test_the_order_suggested_is_the_quickest_of_all(row: list[tuple[int, int]]) -> None:
    names = ["a", "b", "c", "d"][: len(row)]
    text = "".join(
        check(name, to, f"{away}%", f"{work}m")
        for name, to, (work, away) in zip(names, [*names[1:], "on"], row, strict=True)
    )
    best = min(map(minutes, permutations(row)))
    found = judge(RULE, text + END)
    saved = found[0].saves.minutes_per_case if found else 0.0
    assert saved == pytest.approx(minutes(tuple(row)) - best, abs=1e-6)
